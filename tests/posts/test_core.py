"""The numbers of the core post, against R."""

import json

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT, numbers

from smallest_network import datasets, glm
from smallest_network.logistic import expit

R = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())


def test_the_neuron_of_the_post_is_the_one_that_r_trained():
    printed = [float(weight) for weight in numbers("neuron_line")["weights_exact"]]
    assert printed == [-21.94774200414936161, 0.40557402783070812, 10.56834310622534012]


def test_the_regression_of_the_post_is_the_one_that_r_fitted():
    ours, theirs = numbers("separating_lines"), R["four_points"]
    intercept, first, second, aliased = theirs["coefficients"]
    # R's coefficient of the second input is rounding noise around zero; the product rounds it away.
    assert ours["coefficients"] == pytest.approx([first, second, intercept], rel=1e-9, abs=1e-9)
    assert aliased is None
    assert ours["glm"]["rank"] == theirs["rank"]
    assert ours["glm"]["n_iter"] == theirs["iterations"]
    assert ours["glm"]["converged"] == theirs["converged"]
    assert ours["glm"]["warnings"] == ["RankDeficiencyWarning", "SeparationWarning"]
    assert numbers("stopping_rule")["trace"] == pytest.approx(theirs["deviance_trace"], rel=1e-8)
    fitted = [row["glm"] for row in numbers("predictions")["rows"]]
    assert fitted == pytest.approx(theirs["fitted"], rel=1e-8)


def test_the_o_ring_curve_of_the_post_is_the_one_that_r_fitted():
    ours, theirs = numbers("o_ring_fit"), R["oring"]
    # The product iterates to rounding; R stops when the deviance has settled to 1e-8, which leaves 1e-12 here.
    assert ours["glm"]["coefficients"] == pytest.approx(theirs["coefficients"][::-1], rel=1e-10)
    assert ours["neuron"]["coefficients"] == pytest.approx(theirs["coefficients"][::-1], rel=1e-10)
    assert ours["glm"]["deviance"] == pytest.approx(theirs["deviance"], rel=1e-11)  # 12 digits are kept


# R's loop, measured once with the settings of the source post: angle in degrees by epochs and learning rate.
ANGLES = {
    100: (5.855, 3.079, 2.520),
    10_000: (1.742, 1.342, 1.097),
    100_000: (1.288, 1.059, 0.898),
    1_000_000: (1.025, 0.875, 0.762),
}


def test_the_angles_of_the_post_are_those_that_r_measured():
    ours = {row["epochs"]: (row["rate_0_1"], row["rate_0_7"], row["rate_5"]) for row in numbers("fiddling")["rows"]}
    for epochs, angles in ANGLES.items():
        assert ours[epochs] == pytest.approx(angles, abs=5e-4)  # they were noted to three decimals


def test_a_tenfold_of_epochs_lowers_the_first_weight_by_two_log_ten():
    # The drift is 2 log t plus a constant plus terms that fall like 1/t: at a million epochs 1e-3 is ample.
    found = numbers("fiddling")
    assert [falls[-1] for falls in found["falls_by_decade"]] == pytest.approx([found["two_log_ten"]] * 3, abs=2e-2)
    assert found["falls_by_decade"][1] == sorted(found["falls_by_decade"][1], reverse=True)
    assert found["second_weights"] == pytest.approx([found["log_three_halves"]] * 3, abs=1e-4)
    assert found["centred"]["tilt"] == 0


def test_half_of_random_starts_are_worse_than_the_sources_own():
    found = numbers("fiddling")
    assert 0.45 < found["starts"]["worse"] / found["starts"]["n"] < 0.55


def test_online_descent_ends_ten_times_nearer_at_a_tenth_of_the_rate():
    found = numbers("o_ring_fit")
    assert found["online"]["fast"]["distance"] / found["online"]["slow"]["distance"] == pytest.approx(10, rel=0.2)


def test_the_steps_to_ten_digits_are_those_of_a_plain_loop_towards_the_fit_of_statsmodels():
    temperature, distress = datasets.o_ring()
    x = (temperature[:, 0] - temperature.mean()) / temperature.std()
    X = np.column_stack([x, np.ones(len(x))])
    target = sm.Logit(distress, X).fit(disp=False, tol=1e-14).params[0]

    def steps(update):
        weights, near = np.zeros(2), []
        for _ in range(400):
            mu = 1 / (1 + np.exp(-X @ weights))
            weights = weights + update(X.T @ (distress - mu), (X.T * (mu * (1 - mu))) @ X)
            near.append(abs(weights[0] / target - 1) < 1e-10)
        return 400 - near[::-1].index(False) + 1

    found = numbers("o_ring_fit")["neuron"]
    for rate, needed in (
        (found["learning_rate"], found["epochs_needed"]),
        (found["best"]["learning_rate"], found["best"]["epochs_needed"]),
    ):
        assert steps(lambda score, _, rate=rate: rate * score / len(x)) == needed
    # R begins at other weights than zero, which costs or saves a step at most, and it stops by its own rule, as early.
    scoring = numbers("o_ring_fit")["glm"]["iterations"]
    assert abs(steps(lambda score, information: np.linalg.solve(information, score)) - scoring) <= 1
    assert scoring == R["oring"]["iterations"]


def test_the_best_rate_of_the_core_post_is_the_one_of_the_post_on_the_parts():
    best = numbers("o_ring_fit")["neuron"]["best"]["learning_rate"]
    assert best == pytest.approx(numbers("learning_rate")["best"]["learning_rate"], rel=1e-9)


def test_of_the_responses_a_logistic_unit_sees_only_their_sums_and_a_probit_unit_sees_more():
    x = np.arange(8.0)
    X = np.column_stack([x, np.ones(8)])
    first, second = np.array([0, 1, 0, 0, 1, 0, 1, 1.0]), np.array([0, 0, 1, 1, 0, 0, 1, 1.0])
    assert not np.array_equal(first, second)
    assert X.T @ first == pytest.approx(X.T @ second)
    ours = [glm.fit(X, y, tol=1e-14).coefficients for y in (first, second)]
    assert ours[0] == pytest.approx(ours[1], rel=1e-10)
    probit = [sm.Probit(y, X).fit(disp=False, tol=1e-12).params for y in (first, second)]
    assert abs(probit[0] / probit[1] - 1).min() > 1e-3


def test_a_convolution_looks_at_all_inputs_with_two_weights_and_weighs_them_alike():
    """As a unit of 64 weights that are one: what an input does to the score is its weight, none without a weight of its own."""
    rng = np.random.default_rng(0)
    image, steps = rng.normal(size=64), 0.1 * np.eye(64)
    for weights, felt, alike in (
        (np.full(64, 3.0 / 64), True, True),  # a mean over all pixels, times one weight
        (rng.normal(size=64) / 8, True, False),  # a weight for every pixel
        (np.append(rng.normal(size=63) / 8, 0), False, False),  # one taken away
    ):
        moved = expit((image + steps) @ weights - 0.2) - expit(image @ weights - 0.2)
        assert (moved != 0).all() == felt
        assert (np.ptp(moved) < 1e-12) == alike
