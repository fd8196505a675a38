"""The neuron against R, scikit-learn, a loop written out, calculus, and the laws of gradient descent."""

import json
import warnings
from functools import partial
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import SGDClassifier

from smallest_network import datasets, kernels, neuron
from smallest_network.logistic import log_loss

R = json.loads((Path(__file__).parents[1] / "reference" / "r_neuron.json").read_text())
X, Y = np.array(R["X"], dtype=float), np.array(R["y"], dtype=float)
SETTINGS = {"weights": R["start"], "learning_rate": R["learning_rate"], "epochs": R["epochs"]}
# another order of the same sums: each step rounds at 1e-16, and descent forgets errors rather than amplifying them
assert_close = partial(np.testing.assert_allclose, rtol=1e-9, atol=1e-11)


def table(n, p, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, p)), rng.integers(0, 2, n) * 1.0, rng.normal(size=p)


def row_by_row(X, y, weights, learning_rate, epochs):
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            weights = weights + learning_rate * (target - 1 / (1 + np.exp(-x @ weights))) * x
    return weights


@pytest.fixture(scope="module")
def trained():
    return neuron.train(X, Y, **SETTINGS)


def test_the_four_points_end_at_r_s_weights_to_the_last_bit(trained):
    assert trained.tolist() == [float(weight) for weight in R["weights"]]


def test_the_four_points_are_predicted_as_in_r(trained):
    # R's exp and NumPy's may differ in the last digit
    expected = [float(output) for output in R["outputs"]]
    assert neuron.predict_proba(X, trained) == pytest.approx(expected, rel=1e-14)
    assert neuron.predict_proba(X, trained).round().tolist() == Y.tolist()


def test_scikit_learn_s_online_descent_reaches_the_same_weights(trained):
    sgd = SGDClassifier(
        loss="log_loss",
        alpha=1e-300,
        learning_rate="constant",
        eta0=0.7,
        shuffle=False,
        max_iter=100_000,
        tol=None,
        fit_intercept=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged is meant
        sgd.fit(X, Y, coef_init=np.array([SETTINGS["weights"]]))
    assert trained == pytest.approx(sgd.coef_[0], rel=1e-8)  # its loss rounds in another order


def test_the_weight_of_the_input_that_tells_nothing_goes_to_log_three_halves():
    # closed form from the dual of the maximum margin; 30 000 batches at rate 5 are still 1e-5 away, as 1 / steps is
    weights = neuron.train_batch(X, Y, weights=[0.0] * 3, learning_rate=5, epochs=30_000)
    assert weights[1] == pytest.approx(log(3 / 2), abs=5e-4)


@pytest.mark.parametrize("p", [1, 2, 3, 4, 7])
@pytest.mark.parametrize(
    ("n", "epochs"),
    [(1, 5), (1, 40), (3, 1), (4, 4), (5, 7), (7, 25), (15, 3), (16, 3), (17, 3), (32, 2), (100, 3)],
)
def test_any_shape_trains_as_the_update_rule_row_by_row(n, p, epochs):
    data, y, start = table(n, p)
    ours = neuron.train(data, y, weights=start, learning_rate=0.3, epochs=epochs)
    assert_close(ours, row_by_row(data, y, start, 0.3, epochs))


@pytest.mark.parametrize("p", [1, 2, 3])
def test_up_to_three_inputs_the_loop_and_the_blocks_agree(p):
    data, y, start = table(21, p)
    loop = neuron.train(data, y, weights=start, learning_rate=0.3, epochs=20)
    padded = neuron.train(
        np.column_stack([data, np.zeros((21, 4 - p))]),
        y,
        weights=[*start, *[0] * (4 - p)],
        learning_rate=0.3,
        epochs=20,
    )
    assert_close(padded[:p], loop)
    assert (padded[p:] == 0).all()


@pytest.mark.parametrize("train", [neuron.train, neuron.train_batch])
@pytest.mark.parametrize("p", [3, 5])
def test_without_epochs_the_weights_stay_and_are_a_copy(train, p):
    data, y, start = table(6, p)
    weights = train(data, y, weights=start, learning_rate=0.3, epochs=0)
    assert (weights == start).all()
    assert not np.shares_memory(weights, start)


@pytest.mark.parametrize("p", [3, 5])
def test_inputs_are_left_as_they_were(p):
    data, y, start = table(6, p)
    starts = np.array([start, -start])
    copies = [array.copy() for array in (data, y, start, starts)]
    for array in (data, y, start, starts):
        array.flags.writeable = False
    settings = {"learning_rate": 0.3, "epochs": 3}
    neuron.train(data, y, weights=start, **settings)
    neuron.train_batch(data, y, weights=starts, **settings)
    neuron.sweep(data, y, weights=starts, **settings)
    neuron.path(neuron.train, data, y, weights=start, learning_rate=0.3, epochs=[0, 2])
    for array, copy in zip((data, y, start, starts), copies, strict=True):
        assert (array == copy).all()


def test_a_batch_step_goes_against_the_gradient_of_the_mean_loss():
    data, y, start = table(9, 4)
    h = 1e-6  # central difference: errors h² and 1e-16 / h, both near 1e-10
    gradient = [
        (log_loss(y, data @ (start + h * axis)).mean() - log_loss(y, data @ (start - h * axis)).mean()) / (2 * h)
        for axis in np.eye(4)
    ]
    step = neuron.train_batch(data, y, weights=start, learning_rate=0.1, epochs=1) - start
    assert step == pytest.approx(-0.1 * np.array(gradient), abs=1e-9)


@pytest.mark.parametrize("p", [3, 5])
def test_an_online_step_goes_against_the_gradient_of_the_row_s_loss(p):
    data, y, start = table(1, p)
    h = 1e-6
    gradient = [
        (log_loss(y, data @ (start + h * axis)) - log_loss(y, data @ (start - h * axis)))[0] / (2 * h)
        for axis in np.eye(p)
    ]
    step = neuron.train(data, y, weights=start, learning_rate=0.1, epochs=1) - start
    assert step == pytest.approx(-0.1 * np.array(gradient), abs=1e-9)


def test_for_one_row_online_and_batch_are_the_same():
    data, y, start = table(1, 4)
    settings = {"weights": start, "learning_rate": 0.3, "epochs": 30}
    assert_close(neuron.train(data, y, **settings), neuron.train_batch(data, y, **settings))


def test_a_small_batch_step_lowers_the_loss_of_every_epoch():
    data, y, start = table(30, 4)
    along = neuron.path(neuron.train_batch, data, y, weights=start, learning_rate=0.1, epochs=range(50))
    losses = [log_loss(y, data @ weights).mean() for weights in along]
    assert (np.diff(losses) < 0).all()


def test_batch_descent_takes_many_starts_as_it_takes_each():
    data, y, _ = table(12, 4)
    starts = np.random.default_rng(1).normal(size=(5, 4))
    settings = {"learning_rate": 0.5, "epochs": 20}
    together = neuron.train_batch(data, y, weights=starts, **settings)
    alone = [neuron.train_batch(data, y, weights=start, **settings) for start in starts]
    assert_close(together, alone)


@pytest.mark.parametrize("rates", [0.7, [0.1, 0.7, 5.0]])
@pytest.mark.parametrize("p", [3, 5])
def test_a_sweep_is_training_from_each_start_at_its_rate(p, rates):
    data, y, _ = table(10, p)
    data[0, 1] = 0  # a zero input is skipped
    starts = np.random.default_rng(1).normal(size=(3, p))
    together = neuron.sweep(data, y, weights=starts, learning_rate=rates, epochs=20)
    for end, start, rate in zip(together, starts, np.broadcast_to(rates, 3), strict=True):
        alone = neuron.train(data, y, weights=start, learning_rate=rate, epochs=20)
        assert_close(end, alone)


def test_a_sweep_takes_more_starts_than_a_slice_holds_and_none():
    starts = np.random.default_rng(1).normal(size=(kernels.SLICE + 3, 3))
    together = neuron.sweep(X, Y, weights=starts, learning_rate=0.7, epochs=2)
    assert together.shape == starts.shape
    for s in (0, kernels.SLICE - 1, kernels.SLICE, kernels.SLICE + 2):
        alone = neuron.train(X, Y, weights=starts[s], learning_rate=0.7, epochs=2)
        assert_close(together[s], alone)
    assert neuron.sweep(X, Y, weights=np.empty((0, 3)), learning_rate=0.7, epochs=2).shape == (0, 3)


@pytest.mark.parametrize("train", [neuron.train, neuron.train_batch])
def test_training_has_no_memory_so_a_path_is_one_run_to_the_last_bit(train):
    settings = {"weights": [0.2] * 3, "learning_rate": 0.7}
    along = neuron.path(train, X, Y, epochs=[0, 1, 10, 10, 300], **settings)
    runs = [train(X, Y, epochs=epochs, **settings) for epochs in (0, 1, 10, 10, 300)]
    assert (along == runs).all()


def test_a_path_of_blocks_is_one_run_up_to_the_layout_of_short_tables():
    data, y, start = table(5, 6)
    along = neuron.path(neuron.train, data, y, weights=start, learning_rate=0.3, epochs=[3, 4, 20])
    assert_close(along[-1], row_by_row(data, y, start, 0.3, 20))


@given(st.permutations(range(8)))
def test_the_order_of_rows_matters_online_but_not_to_a_batch(order):
    data, y, start = table(8, 4)
    settings = {"weights": start, "learning_rate": 0.5, "epochs": 3}
    batch, shuffled = (neuron.train_batch(data[rows], y[rows], **settings) for rows in (range(8), order))
    assert_close(batch, shuffled)
    online, shuffled = (neuron.train(data[rows], y[rows], **settings) for rows in (range(8), order))
    assert (np.abs(online - shuffled).max() < 1e-12) == (order == list(range(8)))


@given(st.floats(min_value=-5, max_value=5), st.floats(min_value=0.01, max_value=2))
def test_exchanging_the_classes_negates_the_weights(start, rate):
    # exact in theory; 1 - (1 - mu) rounds
    settings = {"learning_rate": rate, "epochs": 20}
    weights = neuron.train(X, Y, weights=[start] * 3, **settings)
    assert_close(neuron.train(X, 1 - Y, weights=[-start] * 3, **settings), -weights)


@pytest.mark.parametrize("p", [3, 5])
def test_a_linear_predictor_of_a_thousand_gives_exactly_zero_and_one(p):
    data = np.eye(p)[:1] * 1000
    for sign, target, moved in [(-1, 0, False), (-1, 1, True), (1, 1, False), (1, 0, True)]:
        start = np.eye(p)[0] * sign
        for train in (neuron.train, neuron.train_batch):
            weights = train(data, [target], weights=start, learning_rate=1e-6, epochs=1)
            assert weights[0] - start[0] == pytest.approx(1e-3 * -sign if moved else 0, rel=1e-12)
        assert neuron.predict_proba(data, start)[0] == (sign > 0)


@pytest.mark.parametrize("p", [3, 5])
def test_weights_beyond_floats_are_an_error_that_names_the_rate(p):
    data, y, start = table(7, p)
    settings = {"learning_rate": 1e200, "epochs": 3}
    for train, weights in ((neuron.train, start), (neuron.train_batch, start), (neuron.sweep, [start])):
        with pytest.raises(FloatingPointError, match=r"learning_rate is 1e\+200"):
            train(data * 1e200, y, weights=weights, **settings)


def test_a_prediction_beyond_floats_is_an_error():
    with pytest.raises(FloatingPointError, match="linear predictor overflowed"):
        neuron.predict_proba([[1e308, -1e308]], [1e308, 1e308])


def test_tilt_is_the_angle_to_the_vertical():
    assert neuron.tilt([-3, 0, 1]) == 0
    assert neuron.tilt([0, 2, 1]) == 90
    assert neuron.tilt([-1, 1, 7]) == pytest.approx(45, rel=1e-15)
    assert neuron.tilt([1, np.sqrt(3), 0]) == pytest.approx(60, rel=1e-15)
    with pytest.raises(ValueError, match="the first two must not both be 0"):
        neuron.tilt([0, 0, 1])


def test_more_epochs_tilt_the_line_less_and_the_post_s_line_by_1_059_degrees(trained):
    assert neuron.tilt(trained) == pytest.approx(1.0586, abs=1e-3)
    along = neuron.path(neuron.train, X, Y, weights=[0.2] * 3, learning_rate=0.7, epochs=[100, 1000, 10_000])
    assert (np.diff([neuron.tilt(weights) for weights in along]) < 0).all()


def test_the_data_sets_are_what_their_sources_print():
    assert (datasets.with_bias(datasets.four_points()[0]) == X).all()
    assert (datasets.four_points()[1] == Y).all()
