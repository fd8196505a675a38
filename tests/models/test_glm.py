"""The GLM against R, statsmodels, scikit-learn, closed forms, calculus, and the laws of maximum likelihood."""

import json
import warnings
from functools import partial
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from smallest_network import datasets, glm, least_squares
from smallest_network.logistic import expit, log_loss

R = json.loads((Path(__file__).parents[1] / "reference" / "r_glm.json").read_text())
# Newton's method doubles its digits at every step, so a tolerance of 1e-8 on the deviance leaves about as many right
# in the coefficients; a tight one leaves rounding alone, about 1e-14 for these tables
TIGHT = {"tol": 1e-14, "max_iter": 50}
assert_close = partial(np.testing.assert_allclose, rtol=1e-9, atol=1e-10)


def overlapping(n=60, p=3, seed=0):
    """Rows with an intercept, both classes on both sides: the maximum-likelihood estimate exists."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p))
    X[:, 0] = 1
    return X, (rng.random(n) < expit(X @ np.linspace(0.5, -0.5, p))) * 1.0


def from_r(case):
    return {
        key: np.array(value, dtype=float) if isinstance(value, list) else value
        for key, value in R[case].items()
        if key not in ("columns", "warnings")
    }


def fit_and_warnings(X, y, **options):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        return glm.fit(X, y, **options), {warning.category for warning in caught}


def fit_quietly(X, y, **options):
    return fit_and_warnings(X, y, **options)[0]


@pytest.mark.parametrize("case", R)
def test_every_number_of_r_s_fit_is_met(case):
    r = from_r(case)
    fit = fit_quietly(r["X"], r["y"])
    # 1e-8 relative; a coefficient that R has as 2.8e-12 is zero up to rounding, and compared absolutely
    for name in ("coefficients", "standard_errors"):
        np.testing.assert_allclose(getattr(fit, name), r[name], rtol=1e-8, atol=1e-10)
    for name in ("fitted", "deviance", "deviance_trace", "null_deviance", "aic"):
        np.testing.assert_allclose(getattr(fit, name), r[name], rtol=1e-8, atol=0)
    assert (fit.rank, fit.n_iter, fit.converged) == (r["rank"], r["iterations"], r["converged"])


def test_the_four_points_are_aliased_and_separable_and_say_so():
    r = from_r("four_points")
    with (
        pytest.warns(glm.RankDeficiencyWarning, match=r"NaN: 3 \(from 0\)"),
        pytest.warns(glm.SeparationWarning, match="no finite maximum-likelihood estimate"),
    ):
        fit = glm.fit(r["X"], r["y"])
    assert fit.separation == "complete"
    # where the classes part, the intercept goes up and the first weight down; the second may go either way
    np.testing.assert_array_equal(fit.infinite, [1, -1, np.nan, 0])
    with pytest.warns(glm.RankDeficiencyWarning, match="prediction from a rank-deficient fit may be misleading"):
        assert fit.predict_proba(r["X"]) == pytest.approx(r["fitted"], rel=1e-8)


def test_the_aliased_column_is_the_later_one():
    X, y = overlapping()
    for columns, nan in [([0, 1, 2, 1], [3]), ([1, 1, 0, 2], [1]), ([0, 0, 0, 1], [1, 2]), ([1, 2, 0, 2], [3])]:
        with pytest.warns(glm.RankDeficiencyWarning):
            fit = glm.fit(X[:, columns], y)
        assert np.flatnonzero(np.isnan(fit.coefficients)).tolist() == nan
        assert np.isnan(fit.covariance[nan]).all()
        assert np.isnan(fit.covariance[:, nan]).all()
        assert np.isfinite(np.delete(fit.standard_errors, nan)).all()


def test_statsmodels_agrees():
    X, y = overlapping(300, 6)
    ours, theirs = glm.fit(X, y, **TIGHT), sm.GLM(y, X, family=sm.families.Binomial()).fit(tol=1e-14)
    for name, other in (
        ("coefficients", "params"),
        ("fitted", "fittedvalues"),
        ("deviance", "deviance"),
        ("null_deviance", "null_deviance"),
        ("aic", "aic"),
    ):
        assert_close(getattr(ours, name), getattr(theirs, other))
    # weights before the last step here, after it there; that step moved the coefficients by about 1e-14 ** (1/2)
    np.testing.assert_allclose(ours.covariance, theirs.cov_params(), rtol=1e-6, atol=1e-8)


def test_scikit_learn_without_penalty_agrees():
    X, y = overlapping(300, 6)
    theirs = LogisticRegression(C=np.inf, solver="newton-cholesky", fit_intercept=False, tol=1e-12).fit(X, y)
    fit = glm.fit(X, y, **TIGHT)
    # its stopping rule bounds the gradient by 1e-12, and the information is about 1
    np.testing.assert_allclose(fit.coefficients, theirs.coef_[0], rtol=1e-7)
    np.testing.assert_allclose(fit.predict_proba(X), theirs.predict_proba(X)[:, 1], rtol=1e-7)


def test_proportions_as_responses_agree_with_statsmodels():
    X, _ = overlapping(80, 3)
    y = np.random.default_rng(1).choice([0, 0.2, 0.5, 0.9, 1], 80)
    ours, theirs = glm.fit(X, y, **TIGHT), sm.GLM(y, X, family=sm.families.Binomial()).fit(tol=1e-14)
    assert_close(ours.coefficients, theirs.params)
    assert_close(ours.deviance, theirs.deviance)
    assert ours.aic == pytest.approx(2 * log_loss(y, X @ ours.coefficients).sum() + 6, rel=1e-12)


@given(*[st.integers(1, 40)] * 4)
@settings(deadline=None)
def test_a_two_by_two_table_has_a_closed_form(a, b, c, d):
    X = np.repeat([[1, 0], [1, 0], [1, 1], [1, 1]], [a, b, c, d], axis=0)
    y = np.repeat([1, 0, 1, 0], [a, b, c, d])
    fit = glm.fit(X, y, **TIGHT)
    assert fit.coefficients == pytest.approx([log(a / b), log(c / d) - log(a / b)], abs=1e-9)
    # the weights are one Newton step old
    assert fit.standard_errors == pytest.approx([sqrt(1 / a + 1 / b), sqrt(1 / a + 1 / b + 1 / c + 1 / d)], rel=1e-6)
    assert fit.fitted == pytest.approx(np.where(X[:, 1] == 0, a / (a + b), c / (c + d)), rel=1e-9)


def test_an_intercept_alone_fits_the_mean_and_its_deviance_is_the_null_deviance():
    y = np.repeat([0.0, 1.0], [7, 3])
    fit = glm.fit(np.full((10, 1), 2.0), y, **TIGHT)  # any constant will do
    assert fit.coefficients == pytest.approx([log(3 / 7) / 2], rel=1e-12)
    assert fit.deviance == pytest.approx(fit.null_deviance, rel=1e-13)
    assert fit.null_deviance == pytest.approx(-2 * (3 * log(0.3) + 7 * log(0.7)), rel=1e-13)


def test_without_a_constant_column_the_null_model_has_mean_one_half():
    X, y = overlapping()
    half = pytest.approx(2 * len(y) * log(2), rel=1e-13)
    assert glm.fit(X[:, 1:], y).null_deviance == half
    for more in (np.zeros(60), np.repeat([1.0, 2.0], [55, 5])):  # neither is one that only looks constant an intercept
        assert fit_quietly(np.column_stack([X[:, 1:], more]), y).null_deviance == half
    assert glm.fit(X, y).null_deviance < 2 * len(y) * log(2)


def test_a_column_of_zeros_is_aliased_and_changes_nothing_else():
    X, y = overlapping()
    alone = glm.fit(X, y)
    with pytest.warns(glm.RankDeficiencyWarning, match="NaN: 1 "):
        fit = glm.fit(np.insert(X, 1, 0, axis=1), y)
    assert_close(np.delete(fit.coefficients, 1), alone.coefficients)
    assert (fit.rank, fit.n_iter) == (alone.rank, alone.n_iter)


def test_nothing_but_zeros_predicts_one_half():
    with pytest.warns(glm.RankDeficiencyWarning, match="NaN: 0, 1 "):
        fit = glm.fit(np.zeros((5, 2)), [0, 1, 1, 0, 1])
    assert fit.rank == 0
    assert np.isnan(fit.coefficients).all()
    assert (fit.fitted == 0.5).all()
    assert fit.deviance == pytest.approx(10 * log(2), rel=1e-13)


def test_of_more_columns_than_rows_as_many_are_kept_as_there_are_rows():
    X = np.random.default_rng(0).normal(size=(4, 7))
    with pytest.warns(glm.RankDeficiencyWarning, match="NaN: 4, 5, 6 "), pytest.warns(glm.SeparationWarning):
        fit = glm.fit(X, [0, 1, 1, 0])
    assert fit.rank == 4
    assert fit.fitted == pytest.approx([0, 1, 1, 0], abs=1e-8)


@pytest.mark.parametrize("scale", [1e-100, 1e-8, 1e8, 1e100])
def test_a_badly_scaled_column_costs_no_digits(scale):
    X, y = overlapping()
    factors = np.array([1, scale, 1])
    fit, scaled = glm.fit(X, y, **TIGHT), glm.fit(X * factors, y, **TIGHT)
    np.testing.assert_allclose(scaled.coefficients * factors, fit.coefficients, rtol=1e-11)
    np.testing.assert_allclose(scaled.standard_errors * factors, fit.standard_errors, rtol=1e-11)
    assert scaled.n_iter == fit.n_iter


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e150, 1e200, 1e308])
def test_a_column_whose_squares_are_no_floats_is_an_error(scale):
    X, y = overlapping()
    X /= np.abs(X).max()
    with pytest.raises(FloatingPointError, match="column 1 of X"):
        glm.fit(X * [1, scale, 1], y)


@pytest.mark.parametrize("distance", [1e-2, 1e-4, 1e-6])
def test_nearly_repeated_columns_are_told_apart(distance):
    # X @ [b0, b1, b2] = nearly @ [b0, b1 - b2 / distance, b2 / distance], and the left side is well conditioned
    X, y = overlapping()
    fit = glm.fit(X, y, tol=1e-10)  # the deviance itself is only right to 1e-16 / distance
    nearly = np.column_stack([X[:, 0], X[:, 1], X[:, 1] + distance * X[:, 2]])
    near = glm.fit(nearly, y, tol=1e-10)
    b0, b1, b2 = near.coefficients
    # 1e-16 / distance is what rounding of the sum takes from the third column; cross-products would take its square
    np.testing.assert_allclose([b0, b1 + b2, b2 * distance], fit.coefficients, rtol=1e-14 / distance)
    np.testing.assert_allclose(near.standard_errors[2] * distance, fit.standard_errors[2], rtol=1e-13 / distance)
    np.testing.assert_allclose(near.fitted, fit.fitted, rtol=1e-14 / distance)


def test_both_ways_to_the_triangle_agree_also_beyond_one_block(monkeypatch):
    X, y = overlapping(2 * least_squares.ROWS + 100, 4)
    by_cholesky = glm.fit(X, y)
    monkeypatch.setattr(least_squares, "TRUST_CROSS_PRODUCTS", 0.0)
    by_qr = glm.fit(X, y)
    assert_close(by_cholesky.coefficients, by_qr.coefficients)
    assert_close(by_cholesky.covariance, by_qr.covariance)
    assert_close(by_cholesky.deviance_trace, by_qr.deviance_trace)


def test_the_score_is_zero_at_the_optimum():
    X, y = overlapping()
    fit = glm.fit(X, y, **TIGHT)
    assert X.T @ (y - fit.fitted) == pytest.approx(0, abs=1e-10)
    assert glm.fit(X, y).fitted.sum() == pytest.approx(y.sum(), abs=1e-5)  # R's tolerance stops earlier


def test_the_covariance_is_the_inverse_of_the_curvature_of_the_loss():
    X, y = overlapping()
    fit = glm.fit(X, y, **TIGHT)
    h = 1e-4  # second difference of the gradient-free loss: errors h² and 1e-14 / h², both near 1e-6

    def loss(coefficients):
        return log_loss(y, X @ coefficients).sum()

    axes = h * np.eye(3)
    curvature = [
        [
            (
                loss(fit.coefficients + i + j)
                - loss(fit.coefficients + i - j)
                - loss(fit.coefficients - i + j)
                + loss(fit.coefficients - i - j)
            )
            / (4 * h * h)
            for j in axes
        ]
        for i in axes
    ]
    np.testing.assert_allclose(np.linalg.inv(fit.covariance), curvature, rtol=1e-5, atol=1e-5)


def test_the_fit_does_not_touch_its_inputs_and_predicts_what_it_fitted():
    X, y = overlapping()
    X.flags.writeable = y.flags.writeable = False
    fit = glm.fit(X, y)
    assert fit.predict_proba(X) == pytest.approx(fit.fitted, rel=1e-12)
    with pytest.raises(FloatingPointError, match="linear predictor overflowed"):
        glm.fit(X / 100, y).predict_proba([[1e308] * 3])


def test_beyond_thirty_the_mean_stops_at_the_machine_epsilon_as_in_r():
    # odds of three to one either way fix the slope at log 3, and the two far points hardly move it
    x = np.array([-900, -1, -1, -1, -1, 1, 1, 1, 1, 900])
    X, y = datasets.with_bias(x[:, None]), [0, 0, 0, 0, 1, 0, 1, 1, 1, 1]
    with pytest.warns(glm.ExtremeProbabilityWarning, match="numerically 0 or 1"):
        fit = glm.fit(X, y)
    eta = X @ fit.coefficients
    assert eta.min() < -30
    assert eta.max() > 30
    assert fit.fitted.min() == pytest.approx(np.finfo(float).eps, rel=1e-12)
    assert 1 - fit.fitted.max() == np.finfo(float).eps


def test_too_few_iterations_are_a_warning_and_no_convergence():
    X, y = overlapping()
    with pytest.warns(glm.ConvergenceWarning, match="after 2 iterations"):
        fit = glm.fit(X, y, max_iter=2)
    assert (fit.n_iter, fit.converged, len(fit.deviance_trace)) == (2, False, 2)
    full = glm.fit(X, y)
    assert full.converged
    assert (full.deviance_trace[:2] == fit.deviance_trace).all()
    assert full.deviance == full.deviance_trace[-1]


def test_where_nothing_can_settle_nobody_is_told_to_iterate_longer():
    X, y = datasets.with_bias(np.array([[1.0], [2], [3], [4]])), np.array([0.0, 0, 1, 1])
    with pytest.warns(glm.SeparationWarning), pytest.warns(glm.ConvergenceWarning) as caught:
        glm.fit(X, y, max_iter=10)
    (message,) = [str(w.message) for w in caught if w.category is glm.ConvergenceWarning]
    assert "no minimum to settle at" in message
    assert "raise" not in message


def test_a_zero_cell_is_told_of_though_the_iterations_settle():
    # sixty observations in three groups of twenty, none of the last with y = 1: its log-odds are those of the rest, less ∞
    X, y = datasets.with_bias(np.repeat([[0.0], [0], [1]], 20, axis=0)), np.repeat([0.0, 1, 0], 20)
    with pytest.warns(glm.SeparationWarning, match=r"quasi-complete separation.*by column \(from 0\): 0 to -∞;"):
        fit = glm.fit(X, y)
    assert fit.converged
    assert fit.separation == "quasi-complete"
    assert fit.infinite.tolist() == [-1, 0]
    assert fit.coefficients[1] == pytest.approx(0, abs=1e-12)


def test_one_class_alone_is_separable():
    for y in (np.zeros(5), np.ones(5)):
        with pytest.warns(glm.SeparationWarning):
            fit = glm.fit(np.ones((5, 1)), y)
        assert fit.null_deviance == 0
        assert fit.fitted == pytest.approx(y, abs=1e-9)
        assert fit.infinite == [2 * y[0] - 1]


seeds = st.integers(0, 2**32 - 1)
several = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.filter_too_much])


def existing(seed):
    """A table whose estimate exists and is moderate, and its fit; hypothesis passes over the others."""
    X, y = overlapping(40, 3, seed)
    fit = fit_quietly(X, y, **TIGHT)
    assume(fit.converged and not fit.separated and np.abs(fit.coefficients).max() < 10)
    return X, y, fit


@given(seeds)
@several
def test_exchanging_the_classes_negates_the_coefficients(seed):
    X, y, fit = existing(seed)
    swapped = glm.fit(X, 1 - y, **TIGHT)
    assert_close(swapped.coefficients, -fit.coefficients)
    np.testing.assert_allclose(swapped.standard_errors, fit.standard_errors, rtol=1e-7)
    assert swapped.deviance == pytest.approx(fit.deviance, rel=1e-12)


@given(seeds, st.floats(-6, 6).map(lambda power: 10.0**power), st.sampled_from([-1, 1]))
@several
def test_rescaling_a_column_rescales_its_coefficient(seed, size, sign):
    X, y, fit = existing(seed)
    factors = np.array([1, sign * size, 1])
    scaled = glm.fit(X * factors, y, **TIGHT)
    assert_close(scaled.coefficients * factors, fit.coefficients)
    assert_close(scaled.fitted, fit.fitted)


@given(seeds)
@several
def test_repeating_every_row_keeps_the_coefficients_and_doubles_the_deviance(seed):
    X, y, fit = existing(seed)
    twice = glm.fit(np.repeat(X, 2, axis=0), np.repeat(y, 2), **TIGHT)
    assert_close(twice.coefficients, fit.coefficients)
    assert twice.deviance == pytest.approx(2 * fit.deviance, rel=1e-12)
    np.testing.assert_allclose(twice.standard_errors * sqrt(2), fit.standard_errors, rtol=1e-6)


@given(seeds, st.permutations(range(40)))
@several
def test_the_order_of_rows_does_not_matter(seed, order):
    X, y, fit = existing(seed)
    shuffled = glm.fit(X[order], y[order], **TIGHT)
    assert_close(shuffled.coefficients, fit.coefficients)
    assert_close(shuffled.fitted, fit.fitted[order])


@given(seeds)
@several
def test_no_coefficients_nearby_fit_better(seed):
    X, y, fit = existing(seed)
    nearby = fit.coefficients + np.random.default_rng(seed).normal(scale=0.1, size=(50, 3))
    assert (2 * log_loss(y, nearby @ X.T).sum(axis=1) > fit.deviance).all()


def test_the_o_ring_table_is_the_one_r_was_given():
    X, y = datasets.o_ring()
    assert (np.array(R["oring"]["X"])[:, 1:] == X).all()
    assert R["oring"]["y"] == y.tolist()
    fit = glm.fit(datasets.with_bias(X), y)
    assert fit.predict_proba([[31, 1]])[0] == pytest.approx(0.99960878, abs=5e-9)  # as R prints it
