"""The numbers of the post on hidden nodes, against other libraries, closed forms and exhaustive search."""

import itertools
import math

import numpy as np
import pytest
from conftest import numbers
from scipy.stats import binomtest
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.neural_network import MLPClassifier

from experiments.question import (
    _tasks,
    depth_stripes,
    disc_in_ring,
    equal_starts,
    hidden_units_xor,
    other_activations,
    width_xor,
)
from smallest_network import datasets, network
from smallest_network.logistic import expit, logit
from smallest_network.optimizers import GradientDescent, Momentum


def test_no_single_node_solves_xor_and_their_combination_does():
    found = numbers("hidden_units_xor")
    assert max(found["alone"]) == 0.75  # by hand: a line gets at most three corners right
    assert found["together"] == 1


def test_the_output_unit_says_no_to_two_votes_and_yes_to_one():
    shown = numbers("hidden_units_xor")
    found, (x1, x2) = shown["votes"], np.array(shown["X"]).T
    w1, w2, bias = np.array(shown["hidden"])[:, :2]
    said = expit(np.outer(x1, w1) + np.outer(x2, w2) + bias)  # by units 1 and 2 at the four points
    against = -said @ np.array(shown["weights"][:2])
    rest = logit(np.array(shown["p"])) + against
    for label, name in ((0, "circles"), (1, "squares")):
        of_class = rest[np.array(shown["y"]) == label]
        np.testing.assert_allclose(found[name], [of_class.min(), of_class.max()], rtol=1e-9)
    assert found["vote"] == pytest.approx(-np.mean(shown["weights"][:2]), rel=1e-12)
    assert max(-np.array(shown["weights"][:2])) < min(found["circles"] + found["squares"])
    assert max(found["circles"] + found["squares"]) < 2 * min(-np.array(shown["weights"][:2]))
    np.testing.assert_array_equal((said > 0.5).sum(axis=1), np.where(shown["y"], 1, 2))


def test_four_hidden_units_have_as_many_equal_networks_as_they_have_orders_and_sides():
    assert numbers("hidden_units_xor")["alike"] == math.factorial(4) * 2**4
    # To exchange two equal units changes nothing: of the 2 · 2² ways every one is there twice.
    X, _ = datasets.xor()
    column, output = np.array([[1.0], [-2.0], [0.5]]), np.array([[1.5], [1.5], [-1.0]])
    assert hidden_units_xor.alike(X, (np.hstack([column, column]), output)) == 4


def test_two_hidden_units_say_or_and_and_and_one_line_through_their_outputs_does_xor():
    found = numbers("xor_bent")
    X, y, places = (np.array(found[name]) for name in ("X", "y", "places"))
    assert np.array_equal(places > 0.5, np.column_stack([X.any(axis=1), X.all(axis=1)]))
    assert np.array_equal(places @ found["output"][:2] + found["output"][2] > 0, y == 1)
    assert places[1] == pytest.approx(places[2], abs=1e-3)  # the two squares lie on each other
    # The same places by scikit-learn's network, given these weights.
    theirs = MLPClassifier((2,), activation="logistic", max_iter=1).partial_fit(X, y, classes=[0, 1])
    hidden, output = np.array(found["hidden"]), np.array(found["output"])
    theirs.coefs_, theirs.intercepts_ = [hidden[:2], output[:2, None]], [hidden[2], output[2:]]
    assert np.array_equal(theirs.predict(X), y)


def test_the_moons_network_is_as_good_as_one_of_the_same_shape_in_scikit_learn():
    (X, y), (X_new, y_new) = _tasks.moons()
    settings = {"activation": "logistic", "solver": "lbfgs", "alpha": 1e-3, "max_iter": 3000}
    fits = [MLPClassifier((4,), random_state=seed, **settings).fit(X, y) for seed in range(6)]  # some starts fail
    theirs = min(fits, key=lambda fit: fit.loss_).score(X_new, y_new)
    # Two starts, two optimisers, 2000 new points: the standard error of a share near 0.97 is 0.004.
    assert numbers("hidden_units_moons")["right"]["network"] == pytest.approx(theirs, abs=0.02)


def test_of_the_starts_on_the_moons_the_one_drawn_has_the_lowest_loss_on_the_points_it_learnt_from():
    (X, y), _ = _tasks.moons()
    found, losses = numbers("hidden_units_moons"), []
    for seed in range(found["starts"]):
        start = network.initialize((2, 4, 1), rng=np.random.default_rng(seed))
        optimizer = GradientDescent(found["learning_rate"])
        layers = network.train(X, y, start, optimizer=optimizer, epochs=found["epochs"])
        losses.append(network.mean_loss(X, y, layers))
    # Alone or stacked, sums are taken in another order, and 3000 steps carry the roundings on.
    assert found["loss"] == pytest.approx(min(losses), rel=1e-6)


def test_on_the_moons_two_nodes_are_seldom_enough_and_three_mostly():
    found = numbers("hidden_units_moons")["many"]
    one, two, three, four = (row["good"] for row in found["widths"])
    assert one == 0 < two < found["starts"] / 5 < found["starts"] / 2 < three <= four
    (X, y), (X_new, y_new) = _tasks.moons()
    best = 0  # of the starts with two nodes, one by one
    for seed in range(found["starts"]):
        start = network.initialize((2, 2, 1), rng=np.random.default_rng(seed))
        layers = network.train(X, y, start, optimizer=Momentum(1.0, 0.95), epochs=found["epochs"])
        best = max(best, ((network.predict_proba(X_new, layers) >= 0.5) == y_new).mean())
    assert found["widths"][1]["best"] == pytest.approx(best, abs=0.001)  # one or two points on the border, by rounding
    assert best >= found["good"]


def test_on_the_moons_the_fourth_node_of_the_network_drawn_is_nearly_idle():
    found = numbers("hidden_units_moons")
    (X, _), (X_new, _) = _tasks.moons()
    weights, node = np.abs(found["weights"]), found["idle"]["node"] - 1
    others = np.delete(weights, node)
    assert weights[node] < others.min() / 10
    # By hand: without that node, at the bias that makes up for its mean, the score has the same sign.
    hidden, output = _tasks.trained_on_moons()
    a, a_new = (expit(datasets.with_bias(inputs) @ hidden) for inputs in (X, X_new))
    full = a_new @ output[:4, 0] + output[4, 0]
    silent = (
        np.delete(a_new, node, 1) @ np.delete(output[:4, 0], node) + output[node, 0] * a[:, node].mean() + output[4, 0]
    )
    assert found["idle"]["unchanged"] == pytest.approx(np.mean((full >= 0) == (silent >= 0)), abs=1e-9)
    assert numbers("reconstruction")["saturated"]["least"]["node"] == found["idle"]["node"]


def test_on_xor_a_count_is_enough_and_on_the_moons_only_the_output_node_is():
    rows = numbers("output_layer")["rows"]
    single, best, votes, mean, output = (row["moons"] for row in rows)
    assert [row["xor"] for row in rows[2:]] == [1, 1, 1]
    assert max(best, votes) < single < mean < output - 0.05
    assert output == numbers("hidden_units_moons")["right"]["network"]


def test_the_reconstruction_is_linear_regression_and_its_bound_the_first_principal_component():
    (X, _), (X_new, _) = _tasks.moons()
    layers = _tasks.trained_on_moons()
    a, a_new = (network.forward(inputs, layers).outputs[0] for inputs in (X, X_new))
    found = numbers("reconstruction")
    pair = [node - 1 for node in found["pair"]]
    for columns, row in zip([[0], [1], [2], [3], pair, [0, 1, 2, 3]], found["rows"], strict=False):
        theirs = LinearRegression().fit(a[:, columns], X)
        shares = theirs.score(a_new[:, columns], X_new)
        assert np.mean([row["first"], row["second"]]) == pytest.approx(shares, rel=1e-9)
    assert found["r2"]["any_line"] == pytest.approx(PCA().fit(X_new).explained_variance_ratio_[0], rel=1e-9)
    assert found["r2"]["best"] < found["r2"]["any_line"]
    assert found["r2"]["output"] == found["rows"][-1]["both"]
    assert found["rows"][-1]["label"] == max(row["label"] for row in found["rows"])


def test_by_their_scores_the_nodes_keep_more_and_one_as_much_as_any_direction_can():
    (X, _), (X_new, _) = _tasks.moons()
    (hidden, _), found = _tasks.trained_on_moons(), numbers("reconstruction")
    scores, scores_new = (datasets.with_bias(inputs) @ hidden for inputs in (X, X_new))
    for node, row in enumerate(found["rows"][:4]):
        theirs = LinearRegression().fit(scores[:, [node]], X)
        lost = ((X_new - theirs.predict(scores_new[:, [node]])) ** 2).sum()
        assert row["scores"] == pytest.approx(1 - lost / ((X_new - X_new.mean(axis=0)) ** 2).sum(), rel=1e-9)
        assert row["scores"] > row["both"] + 0.02
    best = found["score"]
    first = PCA().fit(X_new).components_[0]
    direction = hidden[:2, best["node"] - 1]
    angle = np.degrees(np.arctan2(abs(first[0] * direction[1] - first[1] * direction[0]), abs(first @ direction)))
    assert best["angle"] == pytest.approx(angle, rel=1e-6)
    assert found["r2"]["any_line"] - 0.005 < best["best"] < found["r2"]["any_line"]
    assert best["worst"] < found["r2"]["any_line"] - 0.2


def test_the_scores_of_two_nodes_give_both_inputs_back():
    assert numbers("reconstruction")["r2"]["scores"] == pytest.approx(1, abs=1e-9)


def test_nodes_that_start_equal_are_equal_to_the_bit_at_every_stop():
    found = numbers("equal_starts")
    assert found["equal"]["stops"] == found["stops"]
    assert found["reference"]["bits_equal"]
    assert found["reference"]["spread"] == 0
    assert found["reference"]["if_output_differs"]["spread"] > 1
    # While they are small, differences grow by a factor that does not depend on them.
    _, smaller, smallest = found["growth"]["by_noise"]
    assert smaller == pytest.approx(smallest, rel=0.01)


def test_the_spread_of_different_nodes_is_their_largest_difference():
    hidden, output = np.array([[0.0, 1.0], [2.0, 2.0], [5.0, 3.0]]), np.array([[1.0], [1.5], [9.0]])
    assert equal_starts.spread((hidden, output)) == 2  # the biases, 5 and 3; the output's own bias is no node's


def test_more_hidden_nodes_solve_xor_more_often_and_the_intervals_are_wilsons():
    found = numbers("width_xor")
    assert found["seeds"] >= 200
    shares = [row["share"] for row in found["rows"]]
    assert shares == sorted(shares)
    # 30 starts were counted once by a program of its own, with the same seeds: 0, 20, 29, 30 and 30.
    assert [row["first_30"] for row in found["rows"]] == [0, 20, 29, 30, 30]
    for row in found["rows"]:
        theirs = binomtest(row["solved"], found["seeds"]).proportion_ci(method="wilson")
        assert [row["low"], row["high"]] == pytest.approx([theirs.low, theirs.high], abs=1e-9)


def test_a_start_with_more_pairs_that_would_do_alone_does_more_often_with_three_nodes():
    found = numbers("width_xor")
    tickets = found["tickets"]
    assert [row["pairs"] for row in tickets] == [0, 1, 2, 3]
    assert sum(row["starts"] for row in tickets) == found["seeds"]
    assert sum(row["solved"] for row in tickets) == found["rows"][2]["solved"]
    shares = [row["solved"] / row["starts"] for row in tickets]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.8  # a third node rescues some that no pair alone would solve
    assert tickets[1]["solved"] < tickets[1]["starts"]  # and spoils some


def test_a_pair_of_nodes_alone_is_the_network_without_the_third(monkeypatch):
    X, y = datasets.xor()
    settings = {"learning_rate": 5.0, "epochs": 200}  # short, or it would take ten seconds
    monkeypatch.setattr(_tasks, "XOR", settings)
    counts = []
    starts = [network.initialize((2, 3, 1), rng=np.random.default_rng(seed)) for seed in range(6)]
    for hidden, output in starts:
        alone = [(np.delete(hidden, node, axis=1), np.delete(output, node, axis=0)) for node in range(3)]
        counts.append(sum(_tasks.solved(X, y, _tasks.descend(X, y, pair, **settings)) == 4 for pair in alone))
    assert len(set(counts)) > 1
    rows = width_xor.by_pairs_that_would_do(X, y, network.stack(starts), np.arange(6) < 3)
    assert [row["starts"] for row in rows] == [counts.count(pairs) for pairs in range(4)]
    assert [row["solved"] for row in rows] == [counts[:3].count(pairs) for pairs in range(4)]


def test_two_hidden_nodes_leave_a_way_out_of_any_disc_and_three_need_not():
    found = numbers("disc_in_ring")
    assert found["right"][0] < 0.95 < 0.99 < found["right"][1]
    # The direction of the proof, for random weights: along it the score never falls.
    rng, along = np.random.default_rng(0), np.linspace(0, 30, 200)
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    directions = np.stack([np.cos(angles), np.sin(angles)])
    for _ in range(50):
        hidden, output = network.initialize((2, 2, 1), rng=rng, scale=3.0)
        slopes = output[:2] * (hidden[:2].T @ directions)  # of each node's part of the score, (2, 3600)
        ways = directions[:, (slopes >= 0).all(axis=0)]
        assert ways.size
        begin = rng.normal(size=2)
        scores = network.forward(begin + along[:, None] * ways[:, ways.shape[1] // 2], (hidden, output)).etas[-1]
        assert (np.diff(scores[:, 0]) >= -1e-12).all()
    # Three nodes that close around a disc, by hand: each is on but beyond one side of a triangle.
    corners = np.radians([90, 210, 330])
    hidden = np.vstack([-20 * np.cos(corners), -20 * np.sin(corners), np.full(3, 20 * 0.75)])
    X, y = disc_in_ring.disc_and_ring(2000, rng=np.random.default_rng(1))
    layers = (hidden, np.array([[10.0], [10.0], [10.0], [-25.0]]))
    assert (network.predict_proba(X[y == 1], layers) > 0.5).all()
    assert (network.predict_proba(3 * directions.T, layers) < 0.5).all()  # and nowhere on a circle around it


def test_a_line_makes_fourteen_of_sixteen_labellings():
    found = numbers("sixteen_labels")
    assert found["one_node"] == 2 * (1 + 3 + 3)  # Cover 1965: 2 Σ C(n - 1, k) over k = 0..d, for n = 4, d = 2
    corners, directions = np.array(found["X"]) - 0.5, np.linspace(0, 2 * np.pi, 360, endpoint=False)
    # Exhaustive: a labelling by a line is a threshold on the corners' order along some direction.
    made = set()
    for angle in directions + 0.001:
        along = corners @ [np.cos(angle), np.sin(angle)]
        made |= {tuple((along > edge).astype(float)) for edge in [-9, *along]}
    separable = {tuple(labels) for labels, can in zip(found["labels"], found["separable"], strict=True) if can}
    assert separable == made
    assert found["network"] == found["total"] == len(set(itertools.product((0, 1), repeat=4)))


def test_folding_three_times_makes_nine_stripes_with_nineteen_weights():
    X, y = depth_stripes.stripes()
    layers = depth_stripes.by_hand()
    assert sum(layer.size for layer in layers) == 19
    assert np.array_equal(network.predict_proba(X, layers, activation="relu") >= 0.5, y == 1)
    assert np.count_nonzero(np.diff(y)) == 8


def test_the_score_of_the_folding_network_is_eight_straight_pieces_from_peak_to_peak():
    found = numbers("depth_stripes")
    corners = np.linspace(-1, 1, 9)
    by_hand = np.interp(found["grid"], corners, [-4, 4, -4, 4, -4, 4, -4, 4, -4])
    assert found["score"] == pytest.approx(by_hand, abs=1e-12)
    assert found["pieces"] == 2**3
    assert found["built"]["right"] == 1


def test_no_function_with_seven_changes_of_sign_gets_more_of_the_stripes_right():
    """Exhaustive, by dynamic programming: the most points right with at most k changes along the line."""
    _, y = depth_stripes.stripes()
    best = {(changes, side): 0 for changes in range(8) for side in (0, 1)}
    for label in y:
        best = {
            (changes, side): (label == side) + max(best[changes, side], best.get((changes - 1, 1 - side), 0))
            for changes, side in best
        }
    assert max(best.values()) / len(y) == numbers("depth_stripes")["wide"]["bound"]


def test_a_layer_of_six_relu_nodes_changes_sign_seven_times_at_most():
    rng = np.random.default_rng(0)
    grid = np.linspace(-3, 3, 4001)[:, None]
    networks = network.stack([network.initialize((1, 6, 1), rng=rng) for _ in range(300)])
    score = network.forward(grid, networks, activation="relu").etas[-1][..., 0]
    assert np.count_nonzero(np.diff(np.sign(score), axis=-1), axis=-1).max() <= 7


def test_training_finds_the_stripes_from_near_the_built_weights_and_not_from_random_ones():
    found = numbers("depth_stripes")
    assert found["deep"]["perfect"] == found["wide"]["perfect"] == 0
    assert found["near"]["perfect"] > found["seeds"] / 2
    assert found["wider"]["perfect"] > 0


def test_networks_of_one_two_and_three_layers_have_as_many_parameters():
    assert {row["parameters"] for row in numbers("depth_plane")["rows"]} == {37}


def test_a_network_of_tanh_nodes_is_one_of_logistic_nodes():
    X, _ = datasets.two_moons(50, noise=0.2, rng=np.random.default_rng(1))
    layers = network.initialize((2, 4, 1), rng=np.random.default_rng(2))
    by_tanh = network.predict_proba(X, layers, activation="tanh")
    # Both sum five products of order one: a few roundings of 1e-16 apart.
    assert by_tanh == pytest.approx(network.predict_proba(X, other_activations.as_logistic(layers)), abs=1e-14)


def test_a_hidden_node_learns_from_the_outputs_error_times_its_weight_times_its_slope():
    X, y = datasets.xor()
    layers = network.initialize((2, 4, 1), rng=np.random.default_rng(3))
    a = expit(datasets.with_bias(X) @ layers[0])
    mu = expit(datasets.with_bias(a) @ layers[1])
    delta = (mu - y[:, None]) * layers[1][:4, 0] * a * (1 - a)
    by_formula = datasets.with_bias(X).T @ delta / len(y)
    assert network.gradient(X, y, layers)[0] == pytest.approx(by_formula, abs=1e-15)
