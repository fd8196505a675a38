"""The numbers of the post on twenty-three launches, against R, statsmodels and closed forms."""

import json

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT, numbers
from scipy.stats import chi2

from smallest_network import datasets

R = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())["oring"]


def test_the_intercept_and_the_slope_of_the_o_rings_are_those_of_r():
    ours = numbers("o_ring_log_odds")
    # The product iterates to rounding, R until the deviance has settled to 1e-8: 1e-12 apart here.
    assert [ours["intercept"], ours["slope"]] == pytest.approx(R["coefficients"], rel=1e-10)
    # R's standard errors come from the weights of the iteration before its last, about 1e-5 away.
    assert ours["standard_errors"][::-1] == pytest.approx(R["standard_errors"], rel=1e-4)
    assert ours["deviance"]["gain"] == pytest.approx(R["null_deviance"] - R["deviance"], rel=1e-10)
    assert ours["deviance"]["p"] == pytest.approx(chi2.sf(ours["deviance"]["gain"], 1), rel=1e-9)


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


def test_the_losses_of_the_launches_add_up_to_half_of_the_deviances_of_r():
    found = numbers("launch_losses")
    for curve, deviance in (("flat", R["null_deviance"]), ("fitted", R["deviance"])):
        assert sum(found[curve]["losses"]) == pytest.approx(found[curve]["total"], rel=1e-10)
        assert 2 * found[curve]["total"] == pytest.approx(deviance, rel=1e-10)


def test_the_loss_of_a_launch_is_minus_the_logarithm_of_what_the_curve_gave_to_what_happened():
    found, (temperature, distress) = numbers("launch_losses"), datasets.o_ring()
    logit = sm.Logit(distress, sm.add_constant(temperature))
    given = np.exp(logit.loglikeobs(logit.fit(disp=False, tol=1e-12).params))
    for launch in ("coldest", "tallest"):
        row = np.flatnonzero(temperature[:, 0] == found[launch]["temperature"])
        row = row[distress[row] == 1]  # at 75 °F there were two launches, one of them without distress
        assert found[launch]["given"] == pytest.approx(given[row].item(), rel=1e-8)
        assert np.exp(-found[launch]["loss"]) == pytest.approx(given[row].item(), rel=1e-8)
    assert np.sort(found["fitted"]["losses"]) == pytest.approx(np.sort(-np.log(given)), rel=1e-8)


def test_of_any_two_numbers_near_the_fitted_ones_none_has_less_loss():
    found, (temperature, distress) = numbers("launch_losses"), datasets.o_ring()
    fit, X = numbers("o_ring_log_odds"), np.column_stack([np.ones(len(distress)), temperature])
    total = -sm.Logit(distress, X).loglike(np.array([fit["intercept"], fit["slope"]]))
    assert total == pytest.approx(found["fitted"]["total"], rel=1e-10)
    for intercept in np.linspace(-5, 5, 11):
        for slope in np.linspace(-0.1, 0.1, 11):
            moved = -sm.Logit(distress, X).loglike(np.array([fit["intercept"] + intercept, fit["slope"] + slope]))
            assert moved >= total


def test_the_neuron_of_the_front_page_ends_on_the_curve_that_r_fits():
    found = numbers("one_curve")
    at = np.isin(found["grid"], np.unique(datasets.o_ring()[0]))
    grid = np.array(found["grid"])[at]
    theirs = 1 / (1 + np.exp(-(R["coefficients"][0] + R["coefficients"][1] * grid)))
    curves = np.array(found["curves"])[:, at]
    # The caption says how far the last curve is from the regression's anywhere.
    assert np.abs(curves[-1] - theirs).max() <= found["apart"] < 1e-4
    assert curves[0] == pytest.approx(0.5)
    gaps = np.abs(curves - theirs).max(axis=1)
    assert (np.diff(gaps) < 0).all()
