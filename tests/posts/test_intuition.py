"""The numbers of the post on twenty-three launches, against R, statsmodels and closed forms."""

import json

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT, numbers
from scipy.stats import chi2, norm

from experiments.how_sure import forecast_31
from smallest_network import datasets
from smallest_network.logistic import expit, logit

R = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())["oring"]


def test_the_intercept_and_the_slope_of_the_o_rings_are_those_of_r():
    ours = numbers("o_ring_log_odds")
    # The product iterates to rounding, R until the deviance has settled to 1e-8: 1e-12 apart here.
    assert [ours["intercept"], ours["slope"]] == pytest.approx(R["coefficients"], rel=1e-10)
    # R's standard errors come from the weights of the iteration before its last, about 1e-5 away.
    assert ours["standard_errors"][::-1] == pytest.approx(R["standard_errors"], rel=1e-4)
    assert ours["deviance"]["gain"] == pytest.approx(R["null_deviance"] - R["deviance"], rel=1e-10)


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


def test_an_intercept_one_higher_moves_the_curve_by_one_over_the_slope():
    found = numbers("intercept_slope")
    assert found["half"]["higher"] - found["half"]["fitted"] == pytest.approx(found["shift"], rel=1e-9)
    assert found["half"]["fitted"] - found["half"]["lower"] == pytest.approx(found["shift"], rel=1e-9)


def test_measuring_from_the_mean_evens_out_the_curvatures():
    found, (temperature, distress) = numbers("intercept_slope"), datasets.o_ring()
    for measured, origin in ((found, 0), (found["centred"], temperature.mean())):
        X = sm.add_constant(temperature - origin)
        model = sm.Logit(distress, X)
        smallest, largest = np.linalg.eigvalsh(-model.hessian(model.fit(disp=False, tol=1e-12).params))
        # Kept with two decimals.
        assert measured["curvature_ratio"] == pytest.approx(largest / smallest, abs=0.006)
