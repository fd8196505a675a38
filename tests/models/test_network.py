"""A network is layers of neurons: one unit is the neuron, many are scikit-learn's, the backward pass is calculus."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neural_network import MLPClassifier

from smallest_network import datasets, glm, multinomial, network, neuron
from smallest_network.logistic import expit
from smallest_network.optimizers import Adam, GradientDescent, Momentum

ACTIVATIONS = ("logistic", "tanh", "relu")
LOSSES = ("cross-entropy", "squared error")
RTOL, ATOL = 1e-12, 1e-14  # some tens of operations, each with a relative error of 1e-16


def data(rng, n=20, p=3):
    return rng.normal(size=(n, p)), rng.integers(0, 2, n).astype(float)


def same(some, others, rtol=RTOL, atol=ATOL):
    assert len(some) == len(others)
    for one, other in zip(some, others, strict=True):
        np.testing.assert_allclose(one, other, rtol=rtol, atol=atol)


def identical(some, others):
    assert len(some) == len(others)
    for one, other in zip(some, others, strict=True):
        np.testing.assert_array_equal(one, other)


# One unit is the neuron


@pytest.mark.parametrize("points", [datasets.four_points, datasets.o_ring])
def test_one_unit_under_full_batches_is_the_neuron_step_by_step(points):
    X, y = points()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    start, stops = np.full(X.shape[1] + 1, 0.2), range(0, 200, 10)
    ours = network.path(X, y, (start[:, None],), optimizer=GradientDescent(0.7), epochs=stops)
    theirs = neuron.path(neuron.train_batch, datasets.with_bias(X), y, weights=start, learning_rate=0.7, epochs=stops)
    np.testing.assert_allclose([layers[0][:, 0] for layers in ours], theirs, rtol=1e-11)  # rounding of 200 steps


def test_one_unit_under_batches_of_one_row_is_the_online_neuron():
    X, y = datasets.four_points()
    start, stops = np.full(3, 0.2), [0, 1, 2, 10, 100, 1000]
    ours = network.path(X, y, (start[:, None],), optimizer=GradientDescent(0.7), epochs=stops, batch_size=1)
    theirs = neuron.path(neuron.train, datasets.with_bias(X), y, weights=start, learning_rate=0.7, epochs=stops)
    np.testing.assert_allclose([layers[0][:, 0] for layers in ours], theirs, rtol=1e-11)  # rounding of 4000 steps


def test_the_last_layer_is_a_neuron_on_the_hidden_outputs():
    rng = np.random.default_rng(0)
    X, _ = data(rng)
    layers = network.initialize((3, 4, 2, 1), rng=rng)
    computed = network.forward(X, layers, activation="tanh")
    by_neuron = neuron.predict_proba(datasets.with_bias(computed.outputs[-2]), layers[-1][:, 0])
    same([computed.mu], [by_neuron])


# The forward pass


def test_forward_shows_every_number_of_a_network_worked_by_hand():
    layers = (np.array([[1.0, -1.0], [1.0, -1.0], [0.0, 1.0]]), np.array([[2.0], [3.0], [-1.0]]))
    computed = network.forward([[1.0, 2.0]], layers, activation="relu")
    identical(computed.etas, ([[3.0, -2.0]], [[5.0]]))
    identical(computed.outputs, ([[3.0, 0.0]], [[expit(5.0)]]))
    identical([computed.mu], [[expit(5.0)]])


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("n", [4, 300])
def test_many_networks_at_once_are_each_of_them_alone(n, loss):
    """At 4 rows products are written out, at 300 they go to BLAS."""
    X, y = data(np.random.default_rng(0), n)
    alone = [network.initialize((3, 5, 2, 1), rng=np.random.default_rng(seed)) for seed in range(6)]
    together, settings = network.stack(alone), {"activation": "tanh", "loss": loss}
    mu = network.predict_proba(X, together, activation="tanh")
    assert mu.shape == (6, n)
    losses, slopes = network.mean_loss(X, y, together, **settings), network.gradient(X, y, together, **settings)
    trained = network.train(X, y, together, optimizer=Adam(0.1), epochs=20, batch_size=n // 2, **settings)
    for seed, layers in enumerate(alone):
        same([mu[seed]], [network.predict_proba(X, layers, activation="tanh")])
        same([losses[seed]], [network.mean_loss(X, y, layers, **settings)])
        same([slope[seed] for slope in slopes], network.gradient(X, y, layers, **settings))
        own = network.train(X, y, layers, optimizer=Adam(0.1), epochs=20, batch_size=n // 2, **settings)
        # Adam divides by the size of a gradient: rounding in a slope near 0 becomes a larger share of a step
        same([layer[seed] for layer in trained], own, rtol=1e-6, atol=1e-8)


def test_losses_are_their_definitions():
    X, y = data(np.random.default_rng(0))
    layers = network.initialize((3, 4, 1), rng=np.random.default_rng(1))
    mu = network.predict_proba(X, layers)
    entropy = -np.mean(y * np.log(mu) + (1 - y) * np.log(1 - mu))
    same([network.mean_loss(X, y, layers)], [entropy])
    squared = network.mean_loss(X, y, layers, loss="squared error")
    same([squared], [np.mean((y - mu) ** 2)])


# The backward pass


def finite_differences(X, y, layers, settings, step=1e-5):
    """Central differences: their error is step² times a third derivative of order 1, and 1e-16 / step of rounding."""
    slopes = tuple(np.zeros_like(layer) for layer in layers)
    for number, layer in enumerate(layers):
        for place in np.ndindex(layer.shape):
            sides = []
            for sign in (1, -1):
                moved = [each.copy() for each in layers]
                moved[number][place] += sign * step
                sides.append(network.mean_loss(X, y, tuple(moved), **settings))
            slopes[number][place] = (sides[0] - sides[1]) / (2 * step)
    return slopes


@pytest.mark.parametrize("sizes", [(3, 1), (3, 4, 1), (3, 2, 3, 2, 1)])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_is_the_slope_of_the_loss(activation, loss, sizes):
    X, y = data(np.random.default_rng(0))
    layers = network.initialize(sizes, rng=np.random.default_rng(1))  # no η of relu within a step of its corner
    settings = {"activation": activation, "loss": loss}
    slopes = network.gradient(X, y, layers, **settings)
    same(slopes, finite_differences(X, y, layers, settings), rtol=1e-6, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    widths=st.lists(st.integers(1, 4), max_size=3),
    activation=st.sampled_from(["logistic", "tanh"]),  # smooth, so that differences are right wherever they are taken
    loss=st.sampled_from(LOSSES),
)
def test_the_gradient_is_the_slope_of_the_loss_for_any_sizes(seed, widths, activation, loss):
    rng = np.random.default_rng(seed)
    X, y = data(rng, n=6, p=2)
    layers = network.initialize((2, *widths, 1), rng=rng)
    settings = {"activation": activation, "loss": loss}
    slopes = network.gradient(X, y, layers, **settings)
    same(slopes, finite_differences(X, y, layers, settings), rtol=1e-5, atol=1e-8)


def test_the_slope_of_relu_at_its_corner_is_zero():
    layers = (np.array([[1.0], [0.0]]), np.array([[1.0], [0.0]]))
    hidden, _ = network.gradient([[0.0]], [1.0], layers, activation="relu")
    identical([hidden], [[[0.0], [0.0]]])


# scikit-learn


def scikit_learn(X, y, layers, activation, **settings):
    """An `MLPClassifier` with these layers, whose next `partial_fit` is its first epoch."""
    hidden = tuple(layer.shape[1] for layer in layers[:-1])
    classifier = MLPClassifier(hidden, activation=activation, alpha=0, shuffle=False, **settings)
    classifier.partial_fit(X, y, classes=np.unique(y))
    classifier.coefs_ = [layer[:-1].copy() for layer in layers]
    classifier.intercepts_ = [layer[-1].copy() for layer in layers]
    del classifier._optimizer
    return classifier


def layers_of(classifier):
    return tuple(np.vstack(pair) for pair in zip(classifier.coefs_, classifier.intercepts_, strict=True))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_probabilities_and_gradient_are_those_of_scikit_learn(activation):
    rng = np.random.default_rng(0)
    X, y = data(rng, n=40)
    layers = network.initialize((3, 5, 4, 1), rng=rng)
    settings = {"solver": "sgd", "momentum": 0, "learning_rate_init": 1.0, "batch_size": 40}
    classifier = scikit_learn(X, y, layers, activation, **settings)
    mu = network.predict_proba(X, layers, activation=activation)
    same([mu], [classifier.predict_proba(X)[:, 1]])
    stepped = layers_of(classifier.partial_fit(X, y))  # one step at rate 1 subtracts the gradient
    slopes = tuple(before - after for before, after in zip(layers, stepped, strict=True))
    same(network.gradient(X, y, layers, activation=activation), slopes, rtol=1e-10, atol=1e-14)  # after cancellation


@pytest.mark.parametrize(
    ("optimizer", "settings"),
    [
        (Momentum(0.1, 0.9), {"solver": "sgd", "learning_rate_init": 0.1, "nesterovs_momentum": False}),
        (Adam(0.01, epsilon=1e-300), {"solver": "adam", "learning_rate_init": 0.01, "epsilon": 1e-300}),
    ],
)
def test_training_in_mini_batches_is_that_of_scikit_learn(optimizer, settings):
    """With ε = 0 but for a division by 0, because scikit-learn adds its ε before undoing the bias of √v."""
    rng = np.random.default_rng(0)
    X, y = data(rng, n=40)
    layers = network.initialize((3, 5, 1), rng=rng)
    classifier = scikit_learn(X, y, layers, "tanh", batch_size=7, **settings)
    for _ in range(30):
        classifier.partial_fit(X, y)
    trained = network.train(X, y, layers, activation="tanh", optimizer=optimizer, epochs=30, batch_size=7)
    same(trained, layers_of(classifier), rtol=1e-8, atol=1e-10)  # rounding, grown over 180 steps


# Training


@pytest.mark.parametrize("optimizer", [GradientDescent(0.5), Momentum(0.1), Adam(0.05)])
def test_stops_along_the_way_change_nothing(optimizer):
    X, y = data(np.random.default_rng(0))
    layers = network.initialize((3, 4, 1), rng=np.random.default_rng(1))
    stops = [0, 1, 1, 7, 20]
    rng = np.random.default_rng(2)
    visited = network.path(X, y, layers, optimizer=optimizer, epochs=stops, batch_size=6, rng=rng)
    assert len(visited) == len(stops)
    for stop, passed in zip(stops, visited, strict=True):
        rng = np.random.default_rng(2)
        identical(passed, network.train(X, y, layers, optimizer=optimizer, epochs=stop, batch_size=6, rng=rng))


def test_an_epoch_takes_every_row_once_in_the_order_that_rng_gives():
    rows = []

    class Recorder(GradientDescent):
        """With weights 0 and y = 0, a batch's gradient is half the mean of its inputs."""

        def step(self, state, gradients):
            rows.append(2 * gradients[0][0])
            return state

    X, y, layers = 2.0 ** np.arange(5)[:, None], np.zeros(5), (np.zeros((2, 1)),)
    network.train(X, y, layers, optimizer=Recorder(1.0), epochs=1, batch_size=2)
    assert rows == [(1 + 2) / 2, (4 + 8) / 2, 16]  # the last batch is the mean of what is left
    rows.clear()
    network.train(X, y, layers, optimizer=Recorder(1.0), epochs=2, batch_size=1, rng=np.random.default_rng(0))
    orders = np.random.default_rng(0)
    assert rows == [*X[orders.permutation(5), 0], *X[orders.permutation(5), 0]]


@pytest.mark.parametrize(("rows", "batch_size"), [((11, 12, 10), 4), ((8, 8, 8), 4), ((8, 7, 5), 4), ((3, 4, 2), 9)])
@pytest.mark.parametrize("sizes", [(5, 1), (5, 3, 1)])
def test_networks_that_learn_from_a_table_each_end_where_each_would_alone(rows, batch_size, sizes):
    rng = np.random.default_rng(0)
    tables = [data(rng, n, 5) for n in rows]
    starts = [network.stack([network.initialize(sizes, rng=rng) for _ in range(2)]) for _ in rows]
    settings = {"optimizer": Adam(0.1), "epochs": [0, 1, 5], "batch_size": batch_size, "activation": "tanh"}
    rngs = [np.random.default_rng(seed) for seed in range(3)]
    together = network.path_of_each(tables, network.stack(starts), rngs=rngs, **settings)
    for place, (X, y) in enumerate(tables):
        alone = network.path(X, y, starts[place], rng=np.random.default_rng(place), **settings)
        for all_layers, layers in zip(together, alone, strict=True):
            identical([layer[place] for layer in all_layers], layers)


def test_tables_must_be_as_many_as_networks_and_make_as_many_steps():
    rng = np.random.default_rng(0)
    layers = network.stack([network.stack([network.initialize((3, 1), rng=rng)])] * 2)
    settings = {"optimizer": Adam(), "epochs": [1], "batch_size": 4, "rngs": [rng, rng]}
    with pytest.raises(ValueError, match="there are 1 tables, 2 rngs and layers"):
        network.path_of_each([data(rng)], layers, **settings)
    with pytest.raises(ValueError, match="there are 2 tables, 2 rngs and layers"):
        network.path_of_each([data(rng)] * 2, [layer[0] for layer in layers], **settings)
    with pytest.raises(ValueError, match=r"tables have \[5, 6\] steps an epoch at batch_size 4"):
        network.path_of_each([data(rng, 20), data(rng, 21)], layers, **settings)
    with pytest.raises(ValueError, match="optimizer is"):
        network.path_of_each([data(rng)] * 2, layers, **settings | {"optimizer": 0.1})


@pytest.mark.parametrize("sizes", [(2, 1), (2, 3, 1), (2, 2, 2, 1)])
def test_tiny_networks_side_by_side_end_where_each_would_alone(sizes):
    X, y = datasets.xor()
    rng = np.random.default_rng(0)
    starts = [network.initialize(sizes, rng=rng) for _ in range(6)]
    settings = {"optimizer": Momentum(0.5), "epochs": 20}
    for lead in ((6,), (2, 3)):
        together = network.train(
            X, y, [layer.reshape(*lead, *layer.shape[1:]) for layer in network.stack(starts)], **settings
        )
        for place, start in enumerate(starts):
            alone = network.train(X, y, start, **settings)
            identical([layer.reshape(6, *layer.shape[-2:])[place] for layer in together], alone)


def test_full_batches_need_no_shuffling():
    X, y = datasets.xor()
    layers = network.initialize((2, 2, 1), rng=np.random.default_rng(0))
    shuffled = network.train(X, y, layers, optimizer=GradientDescent(1.0), epochs=5, rng=np.random.default_rng(0))
    identical(shuffled, network.train(X, y, layers, optimizer=GradientDescent(1.0), epochs=5))


def test_inputs_are_left_untouched():
    X, y = datasets.xor()
    layers = network.initialize((2, 3, 1), rng=np.random.default_rng(0))
    before = [array.copy() for array in (X, y, *layers)]
    network.train(X, y, layers, optimizer=Adam(0.1), epochs=3)
    identical([X, y, *layers], before)


# XOR


@pytest.mark.parametrize(("hidden", "solved"), [(1, 0), (2, 20), (3, 29), (4, 30), (8, 30)])
def test_xor_is_solved_as_often_as_the_reference_says(hidden, solved):
    """Thirty standard normal starts, 5000 epochs of full-batch cross-entropy at rate 0.5."""
    X, y = datasets.xor()
    starts = [network.initialize((2, hidden, 1), rng=np.random.default_rng(seed)) for seed in range(30)]
    trained = network.train(X, y, network.stack(starts), optimizer=GradientDescent(0.5), epochs=5000)
    right = (network.predict_proba(X, trained) >= 0.5) == y
    assert right.all(axis=1).sum() == solved


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", range(2, 9))
def test_equal_units_stay_equal_to_the_last_bit(hidden, activation):
    X, y = datasets.xor()
    layers = (np.full((3, hidden), 0.5), np.full((hidden + 1, 1), 0.5))
    first, last = network.train(X, y, layers, optimizer=GradientDescent(0.5), epochs=2000, activation=activation)
    identical([first, last[:-1]], [np.repeat(first[:, :1], hidden, axis=1), np.repeat(last[:1], hidden, axis=0)])
    mu = network.predict_proba(X, (first, last), activation=activation)
    assert not ((mu >= 0.5) == y).all()


def test_four_equal_units_end_where_the_reference_says():
    """Its rate 0.5 is on the total loss of the four rows, which is rate 2 on their mean. It gives three decimals."""
    X, y = datasets.xor()
    layers = (np.full((3, 4), 0.5), np.full((5, 1), 0.5))
    trained = network.train(X, y, layers, optimizer=GradientDescent(2.0), epochs=5000)
    np.testing.assert_allclose(network.predict_proba(X, trained), [0.002, 0.666, 0.666, 0.667], atol=5e-4)


# Several classes


def three_classes(rng, n=30, p=2):
    """Classes that overlap, so that the best regression on them exists."""
    X = rng.normal(size=(n, p))
    return X, (X[:, 0] + rng.normal(size=n) > 0).astype(int) + (X[:, 1] + rng.normal(size=n) > 0)


@pytest.mark.parametrize("sizes", [(2, 3), (2, 4, 3), (2, 3, 2, 3)])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_of_softmax_outputs_is_the_slope_of_the_loss(activation, sizes):
    X, y = three_classes(np.random.default_rng(0))
    layers = network.initialize(sizes, rng=np.random.default_rng(1))
    slopes = network.gradient(X, y, layers, activation=activation)
    same(slopes, finite_differences(X, y, layers, {"activation": activation}), rtol=1e-6, atol=1e-9)


def test_the_loss_of_softmax_outputs_is_minus_the_log_of_the_own_class_s_probability():
    X, y = three_classes(np.random.default_rng(0))
    layers = network.initialize((2, 4, 3), rng=np.random.default_rng(1))
    mu = network.predict_proba(X, layers)
    assert mu.shape == (30, 3)
    np.testing.assert_allclose(mu.sum(axis=1), 1, rtol=1e-15)
    same([network.mean_loss(X, y, layers)], [-np.mean(np.log(mu[range(30), y]))])


def test_without_a_hidden_layer_softmax_outputs_come_to_rest_at_the_multinomial_regression():
    X, y = three_classes(np.random.default_rng(0), n=60)
    start = (np.zeros((3, 3)),)
    (layer,) = network.train(X, y, start, optimizer=GradientDescent(1.0), epochs=2000)
    fit = multinomial.fit(datasets.with_bias(X), y, tol=1e-14)
    assert fit.separation == "none"
    np.testing.assert_allclose((layer[:, 1:] - layer[:, :1]).T, fit.coefficients, rtol=1e-9, atol=1e-10)
    np.testing.assert_allclose(network.predict_proba(X, (layer,)), fit.fitted, rtol=1e-9)
    np.testing.assert_allclose(layer.sum(axis=1), 0, atol=1e-12)  # descent keeps the sum that it starts with


def test_two_softmax_outputs_are_one_logistic_output_at_twice_the_rate():
    """Only the difference of their weights counts, and each takes half of its step."""
    X, y = datasets.o_ring()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    (one,) = network.train(X, y, (np.zeros((2, 1)),), optimizer=GradientDescent(1.0), epochs=100)
    (two,) = network.train(X, y, (np.zeros((2, 2)),), optimizer=GradientDescent(0.5), epochs=100)
    np.testing.assert_allclose(two[:, 1] - two[:, 0], one[:, 0], rtol=1e-12)


def test_softmax_training_in_mini_batches_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    X, y = three_classes(rng, n=40)
    layers = network.initialize((2, 5, 3), rng=rng)
    classifier = scikit_learn(
        X, y, layers, "tanh", batch_size=7, solver="adam", learning_rate_init=0.01, epsilon=1e-300
    )
    for _ in range(20):
        classifier.partial_fit(X, y)
    optimizer = Adam(0.01, epsilon=1e-300)
    trained = network.train(X, y, layers, activation="tanh", optimizer=optimizer, epochs=20, batch_size=7)
    same(trained, layers_of(classifier), rtol=1e-8, atol=1e-10)  # rounding, grown over 120 steps
    same([network.predict_proba(X, trained, activation="tanh")], [classifier.predict_proba(X)], rtol=1e-8)


def test_many_networks_with_several_classes_are_each_of_them_alone():
    X, y = three_classes(np.random.default_rng(0))
    alone = [network.initialize((2, 4, 3), rng=np.random.default_rng(seed)) for seed in range(3)]
    together = network.train(X, y, network.stack(alone), optimizer=GradientDescent(0.5), epochs=20)
    mu, losses = network.predict_proba(X, together), network.mean_loss(X, y, together)
    assert mu.shape == (3, 30, 3)
    for seed, layers in enumerate(alone):
        own = network.train(X, y, layers, optimizer=GradientDescent(0.5), epochs=20)
        same([mu[seed], losses[seed]], [network.predict_proba(X, own), network.mean_loss(X, y, own)], rtol=1e-10)


# Rows that count


@pytest.mark.parametrize("sizes", [(3, 4, 1), (3, 4, 3)])
def test_a_row_that_counts_twice_is_that_row_twice(sizes):
    rng = np.random.default_rng(0)
    X, y, counts = rng.normal(size=(10, 3)), rng.integers(0, 2, 10), np.array([1, 0, 2, 1, 3, 0, 1, 1, 1, 0])
    layers, repeated = network.initialize(sizes, rng=rng), np.repeat(np.arange(10), counts)
    assert len(repeated) == 10  # as many as before, so that the mean is over the same number
    settings = {"optimizer": GradientDescent(0.5), "epochs": 30}
    ours = network.train(X, y, layers, counts=counts, **settings)
    same(ours, network.train(X[repeated], y[repeated], layers, **settings), rtol=1e-10)
    same([network.mean_loss(X, y, ours, counts=counts)], [network.mean_loss(X[repeated], y[repeated], ours)])
    same(network.gradient(X, y, ours, counts=counts), network.gradient(X[repeated], y[repeated], ours), atol=1e-13)


def test_each_network_of_a_bootstrap_learns_its_own_sample_in_mini_batches_too():
    rng = np.random.default_rng(0)
    X, y = data(rng)
    alone = [network.initialize((3, 4, 1), rng=rng) for _ in range(3)]
    counts = datasets.resample(20, 3, rng=rng)
    settings = {"optimizer": GradientDescent(0.5), "epochs": 9, "batch_size": 6}
    together = network.train(X, y, network.stack(alone), counts=counts, rng=np.random.default_rng(1), **settings)
    losses = network.mean_loss(X, y, together, counts=counts)
    for number, layers in enumerate(alone):
        own = network.train(X, y, layers, counts=counts[number], rng=np.random.default_rng(1), **settings)
        same([layer[number] for layer in together], own, rtol=1e-10)
        same([losses[number]], [network.mean_loss(X, y, own, counts=counts[number])], rtol=1e-10)


def test_without_a_hidden_layer_a_bootstrap_is_that_of_the_regression():
    """Every sample's neuron comes to rest at the fit of that sample."""
    X, y = datasets.o_ring()
    X, times = (X - X.mean(axis=0)) / X.std(axis=0), 5
    counts = datasets.resample(len(y), times, rng=np.random.default_rng(0))
    start = (np.zeros((times, 2, 1)),)
    (layer,) = network.train(X, y, start, counts=counts, optimizer=GradientDescent(2.0), epochs=20_000)
    for weights, often in zip(layer[..., 0], counts, strict=True):
        drawn = often > 0
        fit = glm.fit(datasets.with_bias(X[drawn]), y[drawn], weights=often[drawn], tol=1e-14)
        np.testing.assert_allclose(weights, fit.coefficients, rtol=1e-8)


# Starts


def test_a_start_is_standard_normal_layer_by_layer_times_its_scale():
    rng = np.random.default_rng(0)
    drawn = rng.normal(size=(3, 4)), rng.normal(size=(5, 1))
    identical(network.initialize((2, 4, 1), rng=np.random.default_rng(0)), drawn)
    scaled = network.initialize((2, 4, 1), rng=np.random.default_rng(0), scale=[0.5, 2.0])
    identical(scaled, (0.5 * drawn[0], 2.0 * drawn[1]))


# Refusals

XOR = datasets.xor()
LAYERS = (np.ones((3, 2)), np.ones((3, 1)))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"X": [[1.0, 2.0, 3.0]] * 4}, r"layer 1 has shape \(3, 2\); it must be \(..., 4, units\)"),
        ({"y": [0, 1, 1]}, r"y has shape \(3,\)"),
        ({"layers": ()}, "layers is empty"),
        ({"layers": (np.ones(3),)}, r"layer 1 has shape \(3,\)"),
        (
            {"layers": (np.ones((3, 2)),), "y": [0, 1, 2, 0]},
            "y contains 2; every class must be a whole number from 0 to 1",
        ),
        ({"layers": (np.ones((3, 3)),), "y": [0, 1, 0.5, 0]}, "y contains 0.5; every class must be a whole number"),
        (
            {"layers": (np.ones((3, 3)),), "loss": "squared error"},
            "loss is 'squared error'; for 3 output units it must be",
        ),
        ({"layers": (np.ones((3, 0)), np.ones((1, 1)))}, r"layer 1 has shape \(3, 0\)"),
        ({"layers": (np.ones((3, 2)), np.ones((2, 1)))}, r"layer 2 has shape \(2, 1\); it must be \(..., 3, units\)"),
        ({"layers": (np.ones((5, 3, 2)), np.ones((3, 1)))}, "layer 2 has shape .* leading axes as layer 1"),
        ({"layers": (np.full((3, 2), np.nan), np.ones((3, 1)))}, "layer 1 contains nan"),
        ({"counts": [1, 1, 1]}, r"counts has shape \(3,\); it must be \(4,\), or \(4,\), a row for every network"),
        ({"counts": [1, 2, -1, 2]}, "counts contains -1; all must be at least 0"),
        ({"activation": "sine"}, "activation is 'sine'; it must be one of 'logistic', 'tanh', 'relu'"),
        ({"loss": "hinge"}, "loss is 'hinge'; it must be one of 'cross-entropy', 'squared error'"),
        ({"optimizer": "adam"}, "optimizer is 'adam'; it must be one of optimizers.py"),
        ({"epochs": -1}, "epochs is -1"),
        ({"batch_size": 0}, "batch_size is 0"),
        ({"rng": 0}, "rng is 0; it must be a numpy.random.Generator"),
    ],
)
def test_training_refuses_by_name(changed, message):
    arguments = {"X": XOR[0], "y": XOR[1], "layers": LAYERS, "optimizer": GradientDescent(0.5), "epochs": 1}
    with pytest.raises(ValueError, match=message):
        network.train(**{**arguments, **changed})


def test_the_stops_of_a_path_must_not_fall():
    with pytest.raises(ValueError, match=r"epochs is \[2, 1\]; .* must not fall"):
        network.path(*XOR, LAYERS, optimizer=GradientDescent(0.5), epochs=[2, 1])


def test_functions_of_one_network_refuse_by_name_too():
    for function in (network.mean_loss, network.gradient):
        with pytest.raises(ValueError, match="loss is 'hinge'"):
            function(*XOR, LAYERS, loss="hinge")
    with pytest.raises(ValueError, match="activation is 'sine'"):
        network.predict_proba(XOR[0], LAYERS, activation="sine")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": (2,)}, "sizes is .2.; it must be"),
        ({"sizes": (0, 1)}, "sizes is 0"),
        ({"sizes": (2, 1), "scale": [1.0, 2.0]}, "scale has 2 entries; it must be one number, or 1"),
        ({"sizes": (2, 1), "scale": -1.0}, "scale is -1.0"),
        ({"sizes": (2, 1), "rng": None}, "rng is None"),
    ],
)
def test_a_start_refuses_by_name(arguments, message):
    with pytest.raises(ValueError, match=message):
        network.initialize(**{"rng": np.random.default_rng(0), **arguments})


@pytest.mark.parametrize("networks", [[], [LAYERS, (np.ones((3, 1)),)], [LAYERS, (np.ones((3, 1)), np.ones((2, 1)))]])
def test_only_networks_of_the_same_sizes_are_stacked(networks):
    with pytest.raises(ValueError, match="all must have the same sizes"):
        network.stack(networks)


def test_training_that_overflows_says_where_and_when():
    """The first step makes weights of 1e199; in the second epoch the products of two of them pass 1e308."""
    layers = network.initialize((2, 2, 1), rng=np.random.default_rng(0))
    with pytest.raises(FloatingPointError, match="layer 1 overflowed in epoch 2"):
        network.train(*XOR, layers, optimizer=GradientDescent(1e200), epochs=9, activation="relu")


def test_a_forward_pass_that_overflows_says_where():
    layers = (np.full((3, 2), 1e200), np.full((3, 1), 1e200))
    with pytest.raises(FloatingPointError, match="layer 2 overflowed"):
        network.predict_proba(XOR[0], layers, activation="relu")


def test_without_epochs_the_layers_stay_and_are_copies():
    X, y = datasets.xor()
    layers = network.initialize((2, 3, 1), rng=np.random.default_rng(0))
    trained = network.train(X, y, layers, optimizer=GradientDescent(0.5), epochs=0)
    for before, after in zip(layers, trained, strict=True):
        assert np.array_equal(before, after)
        assert not np.shares_memory(before, after)
