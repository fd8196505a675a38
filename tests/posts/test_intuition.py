"""The numbers of the post on twenty-three launches, against R, statsmodels and closed forms."""

import json

import numpy as np
import pytest
import statsmodels.api as sm
from conftest import ROOT, numbers

from smallest_network import datasets

R = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())["oring"]


def test_the_intercept_and_the_slope_of_the_o_rings_are_those_of_r():
    ours = numbers("o_ring_log_odds")
    # The product iterates to rounding, R until the deviance has settled to 1e-8: 1e-12 apart here.
    assert [ours["intercept"], ours["slope"]] == pytest.approx(R["coefficients"], rel=1e-10)
    # R's standard errors come from the weights of the iteration before its last, about 1e-5 away.
    assert ours["standard_errors"][::-1] == pytest.approx(R["standard_errors"], rel=1e-4)
    assert ours["deviance"]["gain"] == pytest.approx(R["null_deviance"] - R["deviance"], rel=1e-10)


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
