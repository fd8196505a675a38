"""The numbers of "How sure?", against R, statsmodels, SciPy's quadrature and optimisers, counting, and closed forms."""

import functools
import itertools
import json

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT, numbers
from scipy.integrate import quad, simpson, solve_ivp
from scipy.optimize import brentq, minimize, minimize_scalar
from scipy.stats import chi2, chi2_contingency, fisher_exact, norm

from experiments._shared import drawn_launches
from experiments.how_sure import _moons, coverage, forecast_31, network_uncertainty
from smallest_network import datasets, glm, intervals, network, penalised
from smallest_network.logistic import expit, logit
from smallest_network.optimizers import Adam

REFERENCE = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())
R = REFERENCE["oring"]
Z = norm.ppf(0.975)
X4, Y4 = datasets.four_points()
X4 = datasets.with_bias(X4)

# --- the forecast -----------------------------------------------------------------------------------------------------


def test_the_forecast_for_31_degrees_is_the_one_r_makes():
    # Of R's answer the eight digits are frozen that were noted.
    assert numbers("forecast_31")["at_31"]["p"] == pytest.approx(0.99960878, abs=5e-9)


def test_the_wald_intervals_are_those_of_statsmodels():
    temperature, distress = datasets.o_ring()
    fitted = sm.GLM(distress, sm.add_constant(temperature), family=sm.families.Binomial()).fit(tol=1e-14)
    for row in numbers("forecast_31")["rows"]:
        theirs = fitted.get_prediction([[1.0, row["temperature"]]]).summary_frame()
        wanted = theirs[["mean", "mean_ci_lower", "mean_ci_upper"]].to_numpy()[0]
        # The information matrix is inverted in other ways; its condition number of 1e6 leaves nine digits.
        assert [row["p"], row["low"], row["high"]] == pytest.approx(wanted, rel=1e-8)


def test_at_the_ends_of_the_profile_interval_the_best_line_through_them_is_just_rejected():
    temperature, distress = datasets.o_ring()
    for row in numbers("forecast_31")["rows"]:
        distance = temperature - row["temperature"]
        for end in ("profile_low", "profile_high"):
            # A line through (31, η) is a model without intercept and with offset η: an independent fit.
            offset = np.full(len(distress), logit(row[end]))
            model = sm.GLM(distress, distance, family=sm.families.Binomial(), offset=offset)
            excess = model.fit(tol=1e-12).deviance - R["deviance"]
            # The ends are kept as probabilities with twelve digits; near 1 that leaves four of the log-odds.
            assert excess == pytest.approx(chi2.ppf(0.95, 1), rel=1e-4)


def test_with_a_bend_the_profile_interval_for_31_degrees_begins_near_0_too():
    found, (temperature, distress) = numbers("forecast_31"), datasets.o_ring()
    distance = temperature[:, 0] - 31
    # Scaled to order one; a curve through (31, η) is a model without intercept and with offset η: an independent fit.
    columns = np.column_stack([distance / 10, (distance / 30) ** 2])
    offset = np.full(len(distress), logit(found["bent"]["profile_low"]))
    theirs = sm.GLM(distress, columns, family=sm.families.Binomial(), offset=offset).fit(tol=1e-12)
    assert theirs.deviance - found["bent"]["deviance"] == pytest.approx(chi2.ppf(0.95, 1), rel=1e-8)
    assert found["bent"]["profile_low"] < 0.001


def test_single_launches_move_the_odds_and_the_intervals_though_not_the_probability():
    found, (temperature, distress) = numbers("forecast_31"), datasets.o_ring()
    without = found["without"]
    fits = {}
    for row in range(len(distress)):
        kept = np.arange(len(distress)) != row
        X = sm.add_constant(temperature[kept])
        fits[row] = sm.GLM(distress[kept], X, family=sm.families.Binomial()).fit(tol=1e-14)
    odds = [np.exp(fit.params @ [1, 31]) for fit in fits.values()]
    # The information matrix's condition number of 1e6 leaves nine digits.
    assert [without["low"]["odds"], without["high"]["odds"]] == pytest.approx([min(odds), max(odds)], rel=1e-8)
    lows = [fit.get_prediction([[1, 31]]).summary_frame()["mean_ci_lower"].item() for fit in fits.values()]
    assert without["wald_lowest"]["low"] == pytest.approx(min(lows), rel=1e-8)
    assert without["wald_lowest"]["temperature"] == temperature[np.argmin(lows), 0]
    assert without["profile_lowest"]["low"] < found["at_31"]["profile_low"]
    including_zero = [row for row, fit in fits.items() if fit.conf_int()[1][1] > 0]
    coldest = np.sort(temperature[:, 0])[:3]
    assert sorted(temperature[including_zero, 0]) == without["slope_may_be_zero"] == list(coldest)
    gains = [fit.null_deviance - fit.deviance for fit in fits.values()]
    assert without["least_gain"] == pytest.approx(min(gains), rel=1e-9)
    assert min(gains) > chi2.ppf(0.95, 1)


def test_without_the_launch_at_53_degrees_the_line_at_the_profiles_end_is_just_rejected():
    found, (temperature, distress) = numbers("forecast_31"), datasets.o_ring()
    kept = temperature[:, 0] != found["without"]["profile_lowest"]["temperature"]
    distance, offset = temperature[kept] - 31, np.full(kept.sum(), logit(found["without"]["profile_lowest"]["low"]))
    binomial = sm.families.Binomial()
    through = sm.GLM(distress[kept], distance, family=binomial, offset=offset).fit(tol=1e-12)
    best = sm.GLM(distress[kept], sm.add_constant(distance), family=binomial).fit(tol=1e-12)
    assert through.deviance - best.deviance == pytest.approx(chi2.ppf(0.95, 1), rel=1e-8)


def test_the_quantiles_of_the_intervals_are_the_normals_and_the_chi_squares():
    quantile = forecast_31.Z
    assert quantile == pytest.approx(norm.ppf(0.975), rel=1e-12)
    assert numbers("forecast_31")["chi2_95"] == pytest.approx(chi2.ppf(0.95, 1), rel=1e-11)


def test_with_a_bend_the_data_say_nothing_about_31_degrees():
    found = numbers("forecast_31")
    temperature, distress = datasets.o_ring()
    design = np.column_stack([temperature**2, temperature, np.ones(len(temperature))])
    theirs = sm.GLM(distress, design, family=sm.families.Binomial()).fit(tol=1e-12)
    assert found["bent"]["deviance"] == pytest.approx(theirs.deviance, rel=1e-8)
    assert found["bent"]["gain"] < chi2.ppf(0.95, 1)
    assert found["bent"]["low"] < 1e-8
    assert found["bent"]["high"] > 1 - 1e-8


def test_the_band_is_narrowest_at_the_weighted_mean_of_the_temperatures():
    found, ours = numbers("forecast_31"), numbers("o_ring_log_odds")
    temperature = np.array(ours["temperature"])
    mu = expit(ours["slope"] * temperature + ours["intercept"])
    assert found["weighted_mean"] == pytest.approx(np.average(temperature, weights=mu * (1 - mu)), rel=1e-9)


def test_a_bend_gains_what_chance_often_does():
    found = numbers("forecast_31")
    assert found["bent"]["chance"] == pytest.approx(chi2.sf(found["bent"]["gain"], 1), rel=1e-9)
    temperature, distress = datasets.o_ring()
    bent = np.column_stack([(temperature - 70) ** 2, temperature])
    theirs, straight = (
        sm.GLM(distress, sm.add_constant(X), family=sm.families.Binomial()).fit(tol=1e-12) for X in (bent, temperature)
    )
    inside = np.linspace(53, 81, 57)
    p = theirs.predict(sm.add_constant(np.column_stack([(inside - 70) ** 2, inside])))
    band = straight.get_prediction(sm.add_constant(inside)).summary_frame()
    assert ((p > band["mean_ci_lower"]) & (p < band["mean_ci_upper"])).all()


def test_at_the_ends_of_firths_interval_the_penalised_likelihood_has_fallen_by_the_quantile():
    temperature, distress = datasets.o_ring()

    def height(slope, eta, distance):
        """Log-likelihood and half the log-determinant of the information, of the line of this slope through η at no distance."""
        mu = expit(eta + slope * distance)
        X = sm.add_constant(distance)
        information = (X.T * (mu * (1 - mu))) @ X
        likelihood = distress @ np.log(mu) + (1 - distress) @ np.log1p(-mu)
        return likelihood + np.log(np.linalg.det(information)) / 2

    for row in numbers("forecast_31")["rows"]:
        distance = temperature[:, 0] - row["temperature"]
        best = -minimize(lambda b, d=distance: -height(b[0], b[1], d), [-0.1, 0.0], method="Nelder-Mead", tol=1e-10).fun
        for end in ("firth_low", "firth_high"):
            eta = logit(row[end])
            held = minimize_scalar(lambda b, d=distance, e=eta: -height(b, e, d), bounds=(-2, 0.5), method="bounded")
            # The ends are kept as probabilities with twelve digits; near 1 that leaves five of the log-odds.
            assert 2 * (best + held.fun) == pytest.approx(Z**2, rel=1e-4)


def test_a_hundred_of_a_hundred_have_a_profile_interval_in_closed_form():
    low, high = intervals.profile(np.ones((100, 1)), np.ones(100), [1])
    assert expit(low) == pytest.approx(np.exp(-(Z**2) / 200), rel=1e-9)
    assert expit(low) == pytest.approx(1 - 2 / 100, abs=1e-3)
    assert high == np.inf


def sets() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Columns, true coefficients, drawn sets of responses, and whether temperature separates each."""
    X = drawn_launches.design()
    fit = glm.fit(X, datasets.o_ring()[1], tol=1e-14)
    responses = drawn_launches.drawn(fit)
    return X, fit.coefficients, responses, drawn_launches.separated(X[:, 0], responses) != 0


@pytest.mark.parametrize("combination", [[-3.9, 1.0], [-0.5, 1.0], [1.0, 0.0]], ids=["31 °F", "65 °F", "slope"])
def test_in_drawn_sets_the_intervals_hold_what_those_of_the_package_hold_set_by_set(combination):
    X, truth, responses, apart = sets()
    some, c = responses[~apart][:40], np.array(combination)
    value = c @ truth
    (weights, free), (_, corrected) = (coverage.top(X, some, truth, design=design) for design in (None, X))
    rises = coverage.rise(X, some, c, truth, free, firth=False), coverage.rise(X, some, c, truth, corrected, firth=True)
    theirs = [
        (
            intervals.likelihood_ratio(X, y, c, value=value).statistic,
            intervals.firth_ratio(X, y, c, value=value).statistic,
        )
        for y in some
    ]
    np.testing.assert_allclose(np.transpose(rises), theirs, rtol=1e-5, atol=1e-7)  # settled where a step gains 1e-9
    wald = [intervals.wald(glm.fit(X, y, tol=1e-14), c) for y in some]
    holds = [one.low <= value <= one.high for one in wald]
    assert list(coverage.wald_holds(X, weights, c, truth)) == holds


def test_of_drawn_sets_walds_interval_holds_more_than_it_says_and_the_profiles_less():
    found = numbers("coverage")
    for row in found["rows"]:
        assert row["profile"] < 0.95 - 2 * found["error"]
        assert row["wald"] > 0.95 + 2 * found["error"]
        assert row["firth"] > 0.95
    assert found["error"] == pytest.approx(np.sqrt(0.95 * 0.05 / found["finite"]))
    assert found["apart"] + found["finite"] == found["draws"]


def test_of_separated_sets_the_profile_begins_above_the_forecast_where_firth_goes_lower():
    X, truth, responses, apart = sets()
    c = np.array([-3.9, 1.0])
    of_profile, of_firth = (
        sum(ratio(X, y, c, value=c @ truth).statistic <= Z**2 for y in responses[apart])
        for ratio in (intervals.likelihood_ratio, intervals.firth_ratio)
    )
    assert numbers("coverage")["separated"] == {"profile": of_profile, "firth": of_firth}


# --- four separated points --------------------------------------------------------------------------------------------


def test_walds_statistic_of_the_four_points_is_that_of_r():
    found, r = numbers("separated_evidence")["wald"], REFERENCE["four_points"]
    # R's estimate and error are where its 22nd iteration stops; rounding differs by 1e-7 of them.
    assert found["z"] == pytest.approx(r["coefficients"][1] / r["standard_errors"][1], rel=1e-6)
    assert found["p"] == pytest.approx(2 * norm.sf(abs(found["z"])), rel=1e-9)
    assert [found["low"], found["high"]] == pytest.approx(
        r["coefficients"][1] + np.array([-Z, Z]) * r["standard_errors"][1], rel=1e-6
    )


def test_the_likelihood_of_the_first_coefficient_has_a_closed_form_and_so_has_its_interval():
    # Held at b, by symmetry the second weight is 0 and the bias -b/2: the deviance is 8 log(1 + e^(b/2)).
    found = numbers("separated_evidence")
    b = np.array(found["coefficients"])
    assert found["likelihood"] == pytest.approx(8 * np.log1p(np.exp(b / 2)), rel=1e-9)
    assert found["ratio"]["statistic"] == pytest.approx(8 * np.log(2), rel=1e-9)
    assert found["ratio"]["p"] == pytest.approx(chi2.sf(8 * np.log(2), 1), rel=1e-9)
    end = brentq(lambda b: 8 * np.log1p(np.exp(b / 2)) - Z**2, -5, 0, xtol=1e-13)
    assert found["profile"]["high"] == pytest.approx(end, rel=1e-9)
    assert (np.diff(found["likelihood"]) > 0).all()  # no lower end


def test_firths_interval_of_the_four_points_is_where_its_penalised_likelihood_has_fallen_by_the_quantile():
    found = numbers("separated_evidence")

    def depth(others, b):
        beta = np.array([b, *others])
        mu = expit(X4 @ beta)
        return -(Y4 @ np.log(mu) + (1 - Y4) @ np.log1p(-mu)) - np.linalg.slogdet((X4.T * (mu * (1 - mu))) @ X4)[1] / 2

    def held(b):
        exact = {"xatol": 1e-9, "fatol": 1e-12, "maxiter": 1000}
        return 2 * minimize(depth, [0.5, -b / 2], args=(b,), method="Nelder-Mead", options=exact).fun

    best = -2 * np.log(11 / 3)
    assert found["firth"]["coefficient"] == pytest.approx(best, rel=1e-8)
    for end in ("low", "high"):
        assert held(found["firth"][end]) - held(best) == pytest.approx(Z**2, rel=1e-6)
    assert found["firth"]["statistic"] == pytest.approx(held(0) - held(best), rel=1e-6)
    some = slice(None, None, 15)
    curve = [held(b) - held(best) for b in found["coefficients"][some]]
    assert found["penalised"][some] == pytest.approx(curve, abs=1e-6)


@functools.cache
def posterior() -> tuple[np.ndarray, np.ndarray]:
    """The first coefficient on a grid, and its density, by the trapezoidal rule over the other two coefficients."""
    sd = numbers("separated_evidence")["posterior"]["sd"]
    first, others = np.linspace(-20, 20, 401), np.linspace(-17.5, 17.5, 141)
    grid = np.stack(np.meshgrid(others, others, indexing="ij"), axis=-1).reshape(-1, 2)
    density = np.empty(len(first))
    for place, b in enumerate(first):
        eta = b * X4[:, 0] + grid @ X4[:, 1:].T
        likelihood = np.prod(np.where(Y4 == 1, expit(eta), expit(-eta)), axis=1)
        density[place] = (likelihood * norm.pdf(grid / sd).prod(axis=1)).sum() * norm.pdf(b / sd)
    return first, density / simpson(density, x=first)


def test_the_posterior_is_that_of_another_quadrature():
    found = numbers("separated_evidence")["posterior"]
    first, density = posterior()
    half = len(first) // 2 + 1
    # Of the product's own rule, 32 nodes a coefficient, the error is about 1e-5.
    assert found["mean"] == pytest.approx(simpson(first * density, x=first), rel=1e-4)
    assert found["below_zero"] == pytest.approx(simpson(density[:half], x=first[:half]), rel=1e-4)
    for end, share in (("low", 0.025), ("high", 0.975)):
        places = np.linspace(-20, found[end], 2001)
        below = simpson(np.interp(places, first, density), x=places)  # straight lines between points 0.1 apart
        assert below == pytest.approx(share, abs=2e-4)


def test_the_most_probable_coefficients_under_the_prior_are_those_of_ridge():
    found = numbers("separated_evidence")["posterior"]

    def depth(beta):
        mu = expit(X4 @ beta)
        return -(Y4 @ np.log(mu) + (1 - Y4) @ np.log1p(-mu)) - norm.logpdf(beta, scale=found["sd"]).sum()

    assert found["penalty"] == pytest.approx(1 / found["sd"] ** 2)
    assert found["low"] < found["mean"] < found["most_probable"] < 0  # the posterior leans
    ridge = penalised.ridge(X4, Y4, penalty=found["penalty"])
    assert minimize(depth, np.zeros(3), tol=1e-12).x == pytest.approx(ridge, abs=1e-6)
    assert found["most_probable"] == pytest.approx(ridge[0], rel=1e-9)


def test_in_every_direction_the_stopped_fit_has_at_most_1_69_times_the_risk_of_ridge_and_in_some_nearly_so():
    # With κ curvature, τ = 1/λ and x = κτ, bias² is the truth's square times (1 - share)², variance goes as share² / κ.
    x = np.geomspace(1e-6, 1e6, 200_001)
    left, share = (np.exp(-x), -np.expm1(-x)), (1 / (1 + x), x / (1 + x))
    biases, variances = np.square(left[0] / share[0]), np.square(left[1] / share[1])
    assert biases.max() <= 1
    assert 1.68 < variances.max() < 1.69
    for signal in np.geomspace(1e-3, 1e3, 13):  # the truth's square times κ / σ²
        stopped, ridge = (signal * gone[0] ** 2 + gone[1] ** 2 for gone in (left, share))
        assert (stopped / ridge).max() <= 1.69


def test_fishers_exact_test_is_that_of_scipy():
    found = numbers("separated_evidence")["exact"]
    table = [[int(((X4[:, 0] == x) & (y == Y4)).sum()) for y in (0, 1)] for x in (0, 1)]
    assert found["p"] == pytest.approx(fisher_exact(table).pvalue)


def test_two_ones_among_four_points_say_no_more_by_fishers_test_and_a_single_one_can():
    def least(ones):
        """The least p that any groups of four points can give."""
        tables = [
            [[ones - k, 4 - n - ones + k], [k, n - k]]
            for n in (1, 2, 3)
            for k in range(n + 1)
            if 0 <= ones - k <= 4 - n
        ]
        return min(fisher_exact(table).pvalue for table in tables)

    assert least(2) == pytest.approx(numbers("separated_evidence")["exact"]["p"])
    assert least(1) == least(3) == pytest.approx(1 / 4)


def test_of_all_responses_only_two_could_reach_the_likelihood_ratio():
    # Without the first coefficient, two points share each value of the second input: the deviance is 4 log 2 where they differ
    # and 0 where they agree. It can fall by 8 log 2 only where both pairs differ, and only if a line parts the classes then.
    reach = 0
    for y in itertools.product((0.0, 1.0), repeat=4):
        pairs_differ = y[0] != y[1] and y[2] != y[3]  # rows in the order of the table
        a_line_parts = y[0] == y[2]
        reach += pairs_differ and a_line_parts
    found = numbers("separated_evidence")["exact"]
    assert (found["as_large"], found["responses"]) == (reach, 16)
    assert found["share"] == reach / 16


# --- the stronger, the weaker -----------------------------------------------------------------------------------------


def test_both_statistics_of_the_treatment_have_closed_forms():
    found = numbers("hauck_donner")
    n, control = found["n"], found["control"]
    for point in found["points"]:
        s = point["successes"]
        g = chi2_contingency([[s, n - s], [control, n - control]], correction=False, lambda_="log-likelihood").statistic
        assert point["ratio"] == pytest.approx(g, rel=1e-6, abs=1e-9)
        if s < n:
            variance = 1 / s + 1 / (n - s) + 1 / control + 1 / (n - control)
            effect = logit(s / n) - logit(control / n)
            # glm stops when the deviance has settled to 1e-8; the coefficient and its error then have about four digits.
            assert point["wald"] == pytest.approx(effect**2 / variance, rel=1e-3, abs=1e-9)


def test_walds_statistic_is_largest_before_the_end_and_the_likelihood_ratio_at_the_end():
    points = numbers("hauck_donner")["points"]
    ratios = [point["ratio"] for point in points]
    assert ratios == sorted(ratios)
    assert max(points, key=lambda point: point["wald"])["successes"] == numbers("hauck_donner")["peak"] == 47
    assert points[-1]["wald"] < 1e-3


# --- one road ---------------------------------------------------------------------------------------------------------


def test_the_rings_are_where_the_differential_equation_of_descent_is_at_their_times():
    found = numbers("one_road")
    X, y = np.array(found["X"]), np.array(found["distress"])

    def slope(_, w):
        return X.T @ (y - expit(X @ w)) / len(y)

    path = solve_ivp(slope, (0, found["times"][-1]), [0.0, 0.0], t_eval=found["times"], rtol=1e-10, atol=1e-12)
    # Steps of 0.01 follow the equation with an error of that order.
    assert np.array(found["rings"]) == pytest.approx(path.y.T, abs=5e-3)


def test_the_crosses_solve_the_score_equations_of_ridge():
    found = numbers("one_road")
    X, y = np.array(found["X"]), np.array(found["distress"])
    for time, w in zip(found["times"], np.array(found["crosses"]), strict=True):
        assert X.T @ (y - expit(X @ w)) == pytest.approx(len(y) / time * w, abs=1e-9)
    gone = np.linalg.norm(found["rings"], axis=1) > np.linalg.norm(found["crosses"], axis=1)
    assert gone.all()  # descent is ahead at every milestone


# --- networks ---------------------------------------------------------------------------------------------------------


def test_the_true_probability_of_the_moons_is_that_of_two_blurred_half_circles():
    points = np.array([[0.5, 0.25], [-1.0, 0.3], [1.6, 0.6], [0.2, -0.4]])
    wanted = []
    for x in points:
        upper, lower = (
            quad(lambda a, arc=arc, x=x: np.exp(-np.square(x - arc(a)).sum() / (2 * _moons.NOISE**2)), 0, np.pi)[0]
            for arc in (
                lambda a: np.array([np.cos(a), np.sin(a)]),
                lambda a: np.array([1 - np.cos(a), 0.5 - np.sin(a)]),
            )
        )
        wanted.append(lower / (upper + lower))
    # 400 places on each half circle stand for its integral, the ends counted whole: an error of the order of 1/400.
    assert network_uncertainty.truth(points) == pytest.approx(wanted, abs=3e-3)


def test_a_network_on_a_bootstrap_sample_is_the_one_trained_on_the_samples_own_rows():
    X, y = _moons.points(0)
    counts = datasets.resample(_moons.N, _moons.STARTS, rng=np.random.default_rng([0, 1]))[3]
    rows = np.repeat(np.arange(len(y)), counts)
    start = network.initialize((2, _moons.HIDDEN, 1), rng=np.random.default_rng(3))
    alone = network.train(X[rows], y[rows], start, optimizer=Adam(_moons.RATE), epochs=_moons.EPOCHS)
    together = tuple(layer[1, 3] for layer in _moons.trained(0))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)  # sums in another order, 300 steps on


def test_far_out_a_networks_score_comes_to_rest_and_the_error_of_a_straight_lines_grows_in_proportion():
    layers = tuple(np.array(layer) for layer in numbers("network_uncertainty")["layers"])
    angles = np.arange(7) + 0.1
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    far, farther = (network.forward(distance * circle, layers).etas[-1] for distance in (1e5, 1e8))
    np.testing.assert_allclose(far, farther, atol=1e-6)
    fitted = glm.fit(datasets.with_bias(_moons.points(0)[0]), _moons.points(0)[1])
    errors = [
        [intervals.wald(fitted, [*(distance * x), 1.0]).standard_error for x in circle] for distance in (1e5, 1e8)
    ]
    np.testing.assert_allclose(np.array(errors[1]) / errors[0], 1000, rtol=1e-3)


def test_on_draws_that_were_not_shown_samples_move_networks_more_than_starts_and_far_out_they_are_no_less_sure():
    X, _ = datasets.two_moons(400, noise=_moons.NOISE, rng=np.random.default_rng(7))
    true = network_uncertainty.truth(X)
    meeting = X[(true > 0.1) & (true < 0.9)]
    angles = np.linspace(0, 2 * np.pi, 37)[:-1]
    away = 30 * np.column_stack([np.cos(angles), np.sin(angles)])
    for draw in (100, 101, 102):
        layers = _moons.trained(draw)
        mu = network.predict_proba(meeting, layers)
        starts, samples = np.ptp(np.quantile(mu, [0.05, 0.95], axis=1), axis=0).mean(axis=-1)
        assert samples > 1.2 * starts
        far = network.predict_proba(away, layers)
        assert np.maximum(far, 1 - far).mean() > np.maximum(mu, 1 - mu).mean() + 0.05


def test_the_band_from_samples_holds_the_truth_more_often_than_that_from_starts_and_less_often_than_it_says():
    found = numbers("network_uncertainty")
    for place in ("meet", "elsewhere"):
        starts, samples = found["covered"][place]["starts"], found["covered"][place]["samples"]
        assert starts["mean"] < samples["mean"] < found["middle"]


def test_the_table_of_widths_is_what_its_networks_say():
    found = numbers("network_uncertainty")
    radius = found["away"]["distance"]
    angles = np.arange(found["directions"]) * 2 * np.pi / found["directions"]
    widths, certain = [], []
    for draw in range(found["draws"]):
        for x in np.array([0.5, 0.25]) + radius * np.column_stack([np.cos(angles), np.sin(angles)]):
            hidden, output = (layer[0] for layer in _moons.trained(draw))
            a = expit(x @ hidden[:, :2] + hidden[:, 2])
            p = expit((a * output[:, :-1, 0]).sum(axis=1) + output[:, -1, 0])
            widths.append(np.subtract(*np.percentile(p, [95, 5])))
            certain.append(np.where(p > 0.5, p, 1 - p).mean())
    row = found["rows"][-1]
    # Trained anew, perhaps on another processor: 300 steps from the last bit.
    assert [np.mean(widths), np.mean(certain)] == pytest.approx([row["starts"], row["certainty"]], abs=1e-3)
