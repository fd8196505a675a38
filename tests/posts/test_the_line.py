"""The constants that "The line that never arrives" derives, against R's numbers and the optimality conditions."""

import json

import numpy as np
import pytest
from conftest import ROOT, numbers
from scipy.optimize import minimize

from smallest_network import datasets, neuron, penalised
from smallest_network.logistic import expit, log_loss
from smallest_network.optimizers import Adam, GradientDescent

R = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())["four_points"]
X, Y = datasets.four_points()
X = datasets.with_bias(X)


def test_one_number_iterated_by_hand_gives_every_deviance_that_r_printed():
    # R computes its deviance from means that have lost digits near 1; at 5e-10 that costs up to 1e-5 of it.
    assert numbers("stopping_rule")["predicted"] == pytest.approx(R["deviance_trace"], rel=1e-5)
    assert numbers("stopping_rule")["n_iter"] == R["iterations"]


def test_the_stopping_rule_crosses_its_tolerance_at_the_last_iteration_and_not_before():
    found = numbers("stopping_rule")
    assert [change < found["tol"] for change in found["change"]] == [False] * (found["n_iter"] - 2) + [True]


def test_the_dual_variables_prove_the_max_margin_weights():
    found = numbers("duals")
    gamma = np.array([row["dual"] for row in found["rows"]])
    signs = 2 * Y - 1
    weights = (gamma * signs) @ X
    assert (gamma >= 0).all()  # dual feasible
    assert signs * (X @ weights) == pytest.approx(1)  # primal feasible, and complementary
    assert weights == pytest.approx(found["max_margin"])
    assert weights == pytest.approx([-2, 0, 1])


def test_the_bias_among_the_weights_makes_no_other_line_of_the_four_points_but_one_of_points_farther_out():
    corners, y = datasets.four_points()
    sign = 2 * y - 1

    def shortest(points, counted):
        """The weights of margins of at least 1 of which those that are `counted` are shortest."""
        margins = {"type": "ineq", "fun": lambda w: sign * (datasets.with_bias(points) @ w) - 1}
        start = [-2.0, 0.0, 2 * points[:, 0].mean()]
        return minimize(lambda w: np.square(w[:counted]).sum(), start, constraints=margins, method="SLSQP", tol=1e-12).x

    def tilt(weights):
        return abs(np.degrees(np.arctan2(weights[1], -weights[0])))

    assert tilt(shortest(corners, 2)) == pytest.approx(tilt(shortest(corners, 3)), abs=1e-3)
    far = corners + np.array([3.0, 5.0])
    assert tilt(shortest(far, 2)) == pytest.approx(0, abs=1e-3)
    assert tilt(shortest(far, 3)) > 10
    # Where a neuron goes, a ridge on all its weights goes too as the penalty fades.
    assert tilt(penalised.ridge(datasets.with_bias(far), y, penalty=1e-6)) > 10


def test_the_free_dual_variable_solves_the_two_equations_of_the_margins():
    q, r_2 = 6 / 5, np.log(3 / 2)
    assert q / (2 - q) == pytest.approx(np.exp(r_2))
    assert q / (3 - q) == pytest.approx(np.exp(-r_2))
    assert [row["dual"] for row in numbers("duals")["rows"]] == pytest.approx([2 - q, 3 - q, q, q])


@pytest.mark.parametrize("seed", range(5))
def test_the_constant_part_of_the_drift_is_the_one_lowest_point_of_a_convex_function(seed):
    gamma = np.array([row["dual"] for row in numbers("duals")["rows"]])
    signed = (2 * Y - 1)[:, None] * X

    def height(r):
        return np.sum(np.exp(-signed @ r) + gamma * (signed @ r))

    found = minimize(height, np.random.default_rng(seed).normal(scale=3, size=3), tol=1e-12)
    assert found.x == pytest.approx([-2 * np.log(5 / 6), np.log(3 / 2), np.log(5 / 9)], abs=1e-5)


def test_the_stopping_rule_is_met_when_the_margin_is_long_enough():
    found = numbers("stopping_rule")
    margin = found["margin"]
    before, last = margin["last_two"]
    assert before < margin["needed"] < last
    assert margin["first"] == pytest.approx(np.log(8 / found["trace"][0]), abs=0.1)  # log(1 + x) is not yet x


def test_the_residuals_of_the_trained_neuron_are_the_dual_variables():
    # The formula is a limit; at 70 000 units of time the next term is of the order of log(t)/t, 1.6e-4.
    assert numbers("duals")["largest_difference"] < 2e-4
    assert numbers("duals")["predicted"] == pytest.approx(numbers("duals")["weights"], abs=2e-4)


def test_every_run_ends_near_log_three_halves_and_repetition_moves_it_to_log_two():
    found = numbers("drift")
    assert found["second"]["limit"] == pytest.approx(np.log(1.5))
    assert found["second"]["spread"] < 3e-4
    assert len({(row["start"], row["rate"], row["steps"]) for row in found["rows"]}) == found["n"]
    assert found["repeated"]["second"] == pytest.approx(np.log(2), abs=2e-4)


def test_full_batches_agree_with_what_r_measured():
    # R took a million epochs at rate 0.7 along the sum of the rows, which along their mean is rate 2.8. Far out, 2.5 times
    # the rate for 0.4 of the epochs is the same road, and it was noted to six decimals.
    weights = neuron.train_batch(X, Y, weights=[0.2, 0.2, 0.2], learning_rate=7.0, epochs=400_000)
    assert weights[1] == pytest.approx(0.405477, abs=3e-6)


def test_the_price_of_a_degree_is_what_was_measured():
    rows = {row["tilt"]: row for row in numbers("arrival")["rows"]}
    assert float(rows[1.0]["measured"].rstrip("°")) == pytest.approx(1, abs=1e-3)
    assert rows[0.5]["power"] == 10
    assert rows[0.1]["power"] > 40


def test_firths_coefficients_are_log_eleven_thirds():
    limit = np.log(11 / 3)
    assert numbers("remedies")["firth"] == pytest.approx([-2 * limit, 0, limit], abs=1e-8)


def test_a_ridge_that_spares_the_intercept_keeps_the_line_upright_at_every_strength():
    assert numbers("remedies")["free_tilts"] == [0] * len(numbers("remedies")["penalties"])


def test_longer_weights_are_better_along_separating_lines_only():
    deviances = numbers("likelihood_supremum")["deviances"]
    for name in ("upright", "tilted"):
        assert (np.diff(deviances[name]) < 0).all()
    best = int(np.argmin(deviances["not separating"]))
    assert 0 < best < len(deviances["not separating"]) - 1


def test_long_weights_are_better_upright_and_short_ones_are_not():
    found = numbers("likelihood_supremum")
    lengths = np.array(found["lengths"])
    better = np.array(found["deviances"]["upright"]) < np.array(found["deviances"]["tilted"])
    assert (better == (lengths >= found["upright_from"])).all()
    assert not better.all()


def test_the_ridge_path_reaches_log_three_halves_later_with_an_error_like_one_over_its_length():
    found = np.array([penalised.ridge(X, Y, penalty=penalty) for penalty in (1e-4, 1e-6, 1e-8, 1e-10)])
    constants = (np.log(1.5) - found[:, 1]) * found[:, 0]
    # A law of 1/length would keep these equal; the next term falls like 1/length², from a length of about 14 to 40.
    assert constants == pytest.approx(constants[-1], rel=0.1)
    assert (np.diff(found[:, 1]) > 0).all()


@pytest.mark.parametrize("start", [[0.2, 0.2, 0.2], [1.0, 2.0, -1.0]])
def test_with_inputs_of_plus_and_minus_one_half_the_second_weight_goes_to_zero(start):
    centred = X - [0.5, 0.5, 0.0]
    weights = neuron.train_batch(centred, Y, weights=start, learning_rate=2.8, epochs=100_000)
    # Rows online pull unequally within an epoch, which is why these are batches; the rest falls like 1/epochs.
    assert weights[1] == pytest.approx(0, abs=1e-3)


def test_random_starts_end_on_both_sides_of_the_tilt_that_the_formula_gives():
    found = numbers("fiddling")
    time = 0.7 * found["starts"]["epochs"]
    tilt = np.degrees(np.arctan(np.log(1.5) / (2 * np.log(5 / 6 * time))))
    assert found["starts"]["low"] < tilt < found["starts"]["high"]


def test_from_random_starts_ten_times_the_epochs_leave_a_tenth_of_the_distance_to_log_three_halves():
    found = numbers("drift")["starts"]
    early, late = found["after"]["1000"], found["after"]["10000"]
    # The next term falls like log(t)/t; far starts first have to come near.
    assert 5 < early["median"] / late["median"] < 12
    assert 5 < early["farthest"] / late["farthest"] < 12
    start = np.random.default_rng(99).normal(scale=found["deviation"], size=3)  # one more, row by row
    weights = neuron.train(X, Y, weights=start, learning_rate=found["learning_rate"], epochs=10_000)
    assert abs(weights[1] - np.log(1.5)) < late["farthest"]


def test_below_the_bound_batches_lower_the_loss_at_every_step_and_the_runs_shown_are_below_it():
    bound = numbers("drift")["batch_bound"]
    curvature = np.linalg.eigvalsh(X.T @ X)[-1] / 4 / len(X)  # of the mean loss, at its steepest: a quarter of each row
    assert bound == pytest.approx(2 / curvature)
    batches = [row["rate"] for row in numbers("drift")["rows"] if row["steps"] == "full batches"]
    assert batches
    assert max(batches) < bound
    path = neuron.path(
        neuron.train_batch, X, Y, weights=[3.0, -4.0, 2.0], learning_rate=0.99 * bound, epochs=range(200)
    )
    assert (np.diff([log_loss(Y, X @ weights).sum() for weights in path]) < 0).all()


def test_the_dual_variables_of_the_four_points_are_not_unique_and_those_found_are_positive():
    signed = (2 * Y - 1)[:, None] * X
    gamma = np.array([row["dual"] for row in numbers("duals")["rows"]])
    (direction,) = np.linalg.svd(signed.T)[2][3:]  # of change that leaves the weights as they are
    assert signed.T @ (gamma + 0.1 * direction) == pytest.approx(signed.T @ gamma)
    assert (gamma > 0).all()


def test_adam_goes_faster_along_the_line_of_the_largest_margin_than_descent_at_its_rate():
    shown = numbers("drift")["adam"]
    for name, kind in (("weights", Adam), ("descent", GradientDescent)):
        optimizer = kind(shown["learning_rate"])
        state, way = optimizer.start((np.array(numbers("drift")["live"]["start"]),)), []
        for _ in range(shown["steps"]):  # of a plain loop
            state = optimizer.step(state, (X.T @ (expit(X @ state.parameters[0]) - Y) / len(Y),))
            way.append(state.parameters[0])
        before, after = way[len(way) // 10 - 1], way[-1]
        assert shown[name] == pytest.approx(after, rel=1e-9)
        # Ten times the steps take descent at a constant rate 2 log 10 further, and Adam much further.
        further = before[0] - after[0]
        assert (further > 2 * (2 * np.log(10))) == (name == "weights")
        if name == "descent":
            assert further == pytest.approx(2 * np.log(10), rel=0.05)
    assert shown["weights"][0] < 2 * shown["descent"][0]
