"""Intervals against their definitions, statsmodels, R and logistf's published answers, and closed forms."""

import json
import warnings
from math import exp, inf, log, sqrt
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize, minimize_scalar
from statsmodels.stats.proportion import proportion_confint

from smallest_network import datasets, glm, intervals, penalised

R = json.loads((Path(__file__).parents[1] / "reference" / "r_firth.json").read_text())
Z = NormalDist().inv_cdf(0.975)
X4, Y4 = datasets.four_points()
X4 = datasets.with_bias(X4)
FAMILIES = {
    ("gaussian", None): sm.families.Gaussian(),
    ("binomial", None): sm.families.Binomial(),
    ("binomial", "probit"): sm.families.Binomial(sm.families.links.Probit()),
    ("binomial", "cloglog"): sm.families.Binomial(sm.families.links.CLogLog()),
    ("poisson", None): sm.families.Poisson(),
}


def table(family, n=60, seed=4):
    rng = np.random.default_rng(seed)
    X = datasets.with_bias(rng.normal(size=(n, 2)))
    y = {"gaussian": rng.normal(size=n), "binomial": rng.integers(0, 2, n) * 1.0, "poisson": rng.poisson(2, n) * 1.0}
    return X, y[family], rng.normal(size=n) / 3


@settings(deadline=None)  # the first call of a library is slow
@given(st.integers(1, 500), st.floats(0, 1), st.floats(0.5, 0.999))
def test_the_wilson_interval_is_that_of_statsmodels(n, share, level):
    successes = round(share * n)
    low, high = intervals.wilson(successes, n, level)
    expected = proportion_confint(successes, n, alpha=1 - level, method="wilson")
    np.testing.assert_allclose([low, high], expected, rtol=1e-9, atol=1e-12)  # quantiles from two libraries


def test_at_the_ends_of_a_wilson_interval_the_observed_share_is_z_standard_errors_away():
    z = NormalDist().inv_cdf(0.975)
    ends = np.array(intervals.wilson([3, 17, 20], 20))
    distance = np.array([3, 17, 20]) / 20 - ends
    np.testing.assert_allclose(distance**2, z**2 * ends * (1 - ends) / 20, rtol=1e-10, atol=1e-15)  # cancellation


def test_a_wilson_interval_after_nothing_or_everything_starts_or_ends_exactly_there():
    low, high = intervals.wilson([0, 200], [200, 200])
    assert low[0] == 0
    assert high[1] == 1
    assert 0 < high[0] < 0.02
    assert low[1] == pytest.approx(1 - high[0])


@pytest.mark.parametrize(("family", "link"), FAMILIES)
@pytest.mark.parametrize("combination", [(1.0, 0.0, 0.0), (0.5, -2.0, 1.0)])
def test_held_at_an_end_of_the_profile_interval_the_deviance_of_statsmodels_has_risen_by_the_quantile(
    family, link, combination
):
    X, y, offset = table(family)
    c = np.array(combination)
    ends = intervals.profile(X, y, c, family=family, link=link, offset=offset)
    model = {"family": FAMILIES[family, link]}
    free = sm.GLM(y, X, offset=offset, **model).fit(tol=1e-14)
    # new coefficients, of which the last is the combination: it is held by moving its column into the offset
    change = np.linalg.inv(np.vstack([np.eye(3)[1:], c]))
    columns = X @ change
    for end in ends:
        held = sm.GLM(y, columns[:, :2], offset=offset + end * columns[:, 2], **model).fit(tol=1e-14)
        assert (held.deviance - free.deviance) / free.scale == pytest.approx(Z**2, rel=1e-7)
    assert ends[0] < c @ free.params < ends[1]


@pytest.mark.parametrize(("family", "link"), FAMILIES)
def test_walds_interval_is_that_of_statsmodels(family, link):
    X, y, offset = table(family)
    ours = glm.fit(X, y, family=family, link=link, offset=offset, tol=1e-14, max_iter=100)
    theirs = sm.GLM(y, X, family=FAMILIES[family, link], offset=offset).fit(tol=1e-14)
    found = intervals.wald(ours, [0, 1, 0])
    # where the link is not canonical, either rule stops 1e-8 from the optimum
    np.testing.assert_allclose([found.low, found.high], theirs.conf_int()[1], rtol=1e-6)
    assert (found.estimate, found.standard_error) == (ours.coefficients[1], ours.standard_errors[1])
    assert found.z == pytest.approx(theirs.tvalues[1], rel=1e-6)
    test = theirs.t_test([0.5, -2.0, 1.0])
    both = intervals.wald(ours, [0.5, -2.0, 1.0], level=0.9)
    assert both.standard_error == pytest.approx(test.sd.item(), rel=1e-6)
    assert both.high - both.low == pytest.approx(2 * NormalDist().inv_cdf(0.95) * test.sd.item(), rel=1e-6)


@pytest.mark.parametrize("family", ["binomial", "poisson"])
def test_a_likelihood_ratio_is_the_difference_of_two_fits(family):
    X, y, offset = table(family)
    weights = np.arange(60) % 3 + 1.0
    found = intervals.likelihood_ratio(X, y, [0, 1, 0], family=family, offset=offset, weights=weights)
    full, less = (
        glm.fit(columns, y, family=family, offset=offset, weights=weights, tol=1e-14) for columns in (X, X[:, [0, 2]])
    )
    assert found.statistic == pytest.approx(less.deviance - full.deviance, rel=1e-9)
    assert found.p == pytest.approx(2 - 2 * NormalDist().cdf(sqrt(found.statistic)), rel=1e-9)
    at_estimate = intervals.likelihood_ratio(
        X, y, [0, 1, 0], value=full.coefficients[1], family=family, offset=offset, weights=weights
    )
    assert at_estimate.statistic == pytest.approx(0, abs=1e-9)
    assert at_estimate.p > 0.9999


def test_the_four_points_say_more_than_walds_statistic():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)
        fit = glm.fit(X4, Y4)
    assert intervals.wald(fit, [1, 0, 0]).z == pytest.approx(-0.0006, abs=5e-5)
    # with the first weight at 0 the best is to guess ½ four times: the deviance is 8 log 2, above a supremum of 0
    assert intervals.likelihood_ratio(X4, Y4, [1, 0, 0]).statistic == pytest.approx(8 * log(2), rel=1e-12)
    low, high = intervals.profile(X4, Y4, [1, 0, 0])
    assert low == -inf
    # held at b, by symmetry the second weight is 0 and the bias -b/2: the deviance is 8 log(1 + e^(b/2))
    assert high == pytest.approx(2 * log(exp(Z**2 / 8) - 1), rel=1e-9)
    assert high == pytest.approx(-0.97, abs=0.005)
    assert intervals.profile(X4, Y4, [0, 1, 0]) == (-inf, inf)
    assert intervals.profile(X4, Y4, [0, 0, 1])[1] == inf


@pytest.mark.parametrize("hottest", [53, 57, 63, 66, 70, 75, 79])
@pytest.mark.parametrize("x", [31.0, 60.0, 90.0])
def test_where_a_temperature_separates_the_launches_an_end_is_where_the_deviance_says(hottest, x):
    X, _ = datasets.o_ring()
    y = (X[:, 0] <= hottest) * 1.0
    low, high = intervals.profile(datasets.with_bias(X), y, [x, 1])
    assert (high == inf, low == -inf) == ((True, False) if x <= hottest else (False, True))

    def rise(score):  # with the score held at x, over all slopes; the supremum of the deviance is 0
        of = lambda slope: 2 * np.logaddexp(0, (1 - 2 * y) * (score + slope * (X[:, 0] - x))).sum()  # noqa: E731
        return minimize_scalar(of, bounds=(-40, 40), method="bounded", options={"xatol": 1e-12}).fun - Z**2

    (end,) = (end for end in (low, high) if np.isfinite(end))
    assert rise(end) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("n", [1, 5, 100])
def test_successes_alone_have_a_lower_end_in_closed_form(n):
    # deviance at η is 2 n log(1 + e^-η), above a supremum of 0
    low, high = intervals.profile(np.ones((n, 1)), np.ones(n), [1])
    assert low == pytest.approx(-log(exp(Z**2 / (2 * n)) - 1), rel=1e-9)
    assert high == inf


def test_no_counts_at_all_have_an_upper_end_in_closed_form():
    # three counts of zero: the deviance is 2 · 3 μ, so that μ ends at z² / 6
    low, high = intervals.profile(np.ones((3, 1)), np.zeros(3), [1], family="poisson")
    assert low == -inf
    assert high == pytest.approx(log(Z**2 / 6), rel=1e-9)


@pytest.mark.parametrize("case", R)
def test_rs_profile_intervals_are_ours(case):
    r = R[case]
    for c, theirs in zip(np.eye(len(r["columns"])), r["likelihood"]["profile"], strict=True):
        if None not in theirs:  # R was not asked where its glm warns of probabilities that are 0 or 1
            ours = intervals.profile(r["X"], r["y"], c, weights=r["weights"])
            assert ours == pytest.approx(theirs, abs=3e-4)  # R interpolates its profile by splines


def test_an_infinite_coefficient_has_one_end_and_the_others_two():
    r = R["endometrial"]
    low, high = intervals.profile(r["X"], r["y"], [0, 1, 0, 0])
    assert 1 < low < 2
    assert high == inf
    assert np.isfinite(intervals.profile(r["X"], r["y"], [0, 0, 1, 0])).all()


def test_firths_profile_and_ratio_are_what_logistf_prints():
    # of its documentation's example on sex2: lower and upper 0.95 and the χ² of age, vic and dia
    r = R["sex2_dia"]
    for column, ends, chi2 in [
        (1, (-1.9737884, -0.30742514), 7.50773092),
        (3, (1.2730216, 3.43543273), 22.93139022),
        (6, (0.7745682, 8.03029352), 7.89693139),
    ]:
        c = np.eye(7)[column]
        assert intervals.firth_profile(r["X"], r["y"], c, weights=r["weights"]) == pytest.approx(ends, abs=1e-6)
        assert intervals.firth_ratio(r["X"], r["y"], c, weights=r["weights"]).statistic == pytest.approx(chi2, abs=1e-6)


def test_firth_with_a_combination_held_is_a_maximum_among_those_that_hold_it():
    temperature, distress = datasets.o_ring()
    X, c = datasets.with_bias(temperature), np.array([60.0, 1.0])
    low, high = intervals.firth_profile(X, distress, c)
    fit = penalised.firth(X, distress)
    assert low < c @ fit.coefficients < high

    def height(beta):
        mu = 1 / (1 + np.exp(-X @ beta))
        information = (X.T * (mu * (1 - mu))) @ X
        likelihood = distress @ np.log(mu) + (1 - distress) @ np.log(1 - mu)
        return likelihood + np.log(np.linalg.det(information)) / 2

    slopes = np.linspace(-1, 0.2, 24001)
    for end in (low, high):
        best = max(height(np.array([slope, end - 60 * slope])) for slope in slopes)
        assert 2 * (fit.log_likelihood - best) == pytest.approx(Z**2, abs=1e-5)  # of a grid, right to its step squared


@pytest.mark.parametrize("value", [-12.0, -7.0, -4.0])
def test_firth_with_a_combination_held_does_not_stop_on_a_saddle(value):
    # By symmetry the slope is zero where the second weight is; far to the left that is a saddle between two tops.
    def depth(others):
        beta = np.array([value, *others])
        mu = 1 / (1 + np.exp(-X4 @ beta))
        information = (X4.T * (mu * (1 - mu))) @ X4
        return -2 * (Y4 @ np.log(mu) + (1 - Y4) @ np.log(1 - mu)) - np.log(np.linalg.det(information))

    found = minimize(depth, [1.0, -value / 2], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-12})
    best = -2 * penalised.firth(X4, Y4).log_likelihood
    assert intervals.firth_ratio(X4, Y4, [1, 0, 0], value=value).statistic == pytest.approx(found.fun - best, abs=1e-8)


def test_walds_interval_takes_firths_fit_too():
    r = R["endometrial"]
    found = intervals.wald(penalised.firth(r["X"], r["y"]), [0, 1, 0, 0])
    assert found.standard_error == pytest.approx(r["standard_errors"][1], rel=1e-9)


@given(st.integers(0, 2**32 - 1), st.floats(0.5, 0.99))
@settings(deadline=None, max_examples=25)
def test_a_profile_interval_turns_with_its_combination_and_grows_with_its_level(seed, level):
    rng = np.random.default_rng(seed)
    X, y = datasets.with_bias(rng.normal(size=(30, 1))), rng.integers(0, 2, 30) * 1.0
    c = rng.normal(size=2)
    low, high = intervals.profile(X, y, c, level=level)
    assert intervals.profile(X, y, -2 * c, level=level) == pytest.approx((-2 * high, -2 * low), rel=1e-7)
    wider = intervals.profile(X, y, c, level=(1 + level) / 2)
    assert wider[0] < low or low == -inf
    assert high < wider[1] or high == inf


def test_aliased_columns_have_no_interval_and_leave_the_others_theirs():
    X, y, _ = table("binomial")
    more = np.column_stack([X, X[:, 0] + X[:, 1]])
    c = [0, 1, 0]
    assert intervals.profile(more, y, [*c, 0]) == pytest.approx(intervals.profile(X, y, c), rel=1e-9)
    with pytest.raises(ValueError, match="combination uses column 3 of X"):
        intervals.profile(more, y, [0, 0, 0, 1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)
        assert np.isfinite(intervals.wald(glm.fit(more, y), [*c, 0]).low)


def test_without_room_for_a_step_the_deviance_stays_that_of_the_start(monkeypatch):
    X, y, _ = table("binomial")
    monkeypatch.setattr(glm, "HALVINGS", 0)
    assert glm.least_deviance(X, y, np.zeros(3)) == pytest.approx(120 * log(2), rel=1e-12)


def test_values_too_far_for_any_fit_are_outside():
    # a slope of 40 per unit at inputs of 40 would mean counts of e^1600
    X = datasets.with_bias(np.array([[0.0], [1.0], [40.0]]))
    assert intervals.likelihood_ratio(X, [1.0, 1.0, 2.0], [1, 0], value=400.0, family="poisson").statistic == inf


def test_a_bootstrap_refits_samples_of_the_rows():
    X, y, _ = table("binomial")
    drawn = intervals.bootstrap(lambda X, y: X.T @ y, X, y, draws=7, rng=np.random.default_rng(1))
    assert drawn.shape == (7, 3)
    rows = np.random.default_rng(1).integers(60, size=(7, 60))
    np.testing.assert_array_equal(drawn, [X[sample].T @ y[sample] for sample in rows])
    means = intervals.bootstrap(lambda X, y: y.mean(), X, y, draws=4000, rng=np.random.default_rng(2))
    # the standard error of a mean, which 4,000 draws tell to about 1 %
    assert means.std() == pytest.approx(y.std() / sqrt(60), rel=0.05)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: intervals.wilson(3, 2), "0 ≤ successes ≤ n"),
        (lambda: intervals.wilson(0, 0), "0 ≤ successes ≤ n"),
        (lambda: intervals.wilson(1, 2, level=1), "level is 1"),
        (lambda: intervals.profile(X4, Y4, [1, 0]), "combination has shape"),
        (lambda: intervals.profile(X4, Y4, [0, 0, 0]), "combination contains zeros only"),
        (lambda: intervals.profile(X4, Y4, [1, 0, 0], level=0), "level is 0"),
        (lambda: intervals.profile(X4, Y4, [1, 0, 0], family="gamma"), "family is 'gamma'"),
        (lambda: intervals.profile(X4, [0, 1, 2, 0], [1, 0, 0]), "y contains 2"),
        (lambda: intervals.likelihood_ratio(X4, Y4, [1, 0, 0], value=[1, 2]), "value has shape"),
        (lambda: intervals.firth_ratio(X4, Y4, [1, 0, 0], value="a"), "value is 'a'"),
        (lambda: intervals.bootstrap(len, X4, Y4, draws=0, rng=np.random.default_rng(0)), "draws is 0"),
        (lambda: intervals.bootstrap(len, X4, Y4, draws=1, rng=0), "rng is 0"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
