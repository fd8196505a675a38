"""`glm.fit` gives R's answers for every family, link, offset and weight, and statsmodels' on data of its own."""

import json
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from smallest_network import datasets, families, glm

REFERENCE = Path(__file__).parents[1] / "reference"
R = {
    name: answer
    for file in ("r_families.json", "r_weights.json")
    for name, answer in json.loads((REFERENCE / file).read_text()).items()
    if "family" in answer
}


@pytest.mark.parametrize("name", R)
def test_r_gives_the_same_fit(name):
    r = R[name]
    fit = glm.fit(
        np.reshape(r["X"], (len(r["y"]), -1)),
        r["y"],
        family=r["family"],
        link=r["link"],
        offset=r["offset"] or None,
        weights=r.get("weights"),
    )
    assert fit.n_iter == r["iterations"]
    for ours, theirs in (("coefficients",) * 2, ("fitted",) * 2, ("standard_errors",) * 2, ("dispersion",) * 2):
        np.testing.assert_allclose(getattr(fit, ours), r[theirs], rtol=1e-8)
    assert fit.deviance == pytest.approx(r["deviance"], rel=1e-8)
    assert fit.null_deviance == pytest.approx(r["null_deviance"], rel=1e-8)
    assert fit.aic == pytest.approx(r["aic"], rel=1e-8)


SM = {
    ("gaussian", "identity"): sm.families.Gaussian(),
    ("binomial", "logit"): sm.families.Binomial(),
    ("binomial", "probit"): sm.families.Binomial(sm.families.links.Probit()),
    ("binomial", "cloglog"): sm.families.Binomial(sm.families.links.CLogLog()),
    ("poisson", "log"): sm.families.Poisson(),
}


@pytest.mark.parametrize(("family", "link"), SM)
def test_statsmodels_gives_the_same_fit(family, link):
    rng = np.random.default_rng(5)
    X = datasets.with_bias(rng.normal(size=(60, 2)))
    y = {
        "gaussian": rng.normal(size=60),
        "binomial": rng.integers(0, 2, 60) * 1.0,
        "poisson": rng.poisson(2, 60) * 1.0,
    }[family]
    offset = rng.normal(size=60) / 3
    theirs = sm.GLM(y, X, family=SM[family, link], offset=offset).fit(tol=1e-14, maxiter=100)
    ours = glm.fit(X, y, family=family, link=link, offset=offset, tol=1e-14, max_iter=100)
    # where the link is not canonical, the deviance is flat to the last bit 1e-8 from the optimum, and either rule stops
    np.testing.assert_allclose(ours.coefficients, theirs.params, rtol=1e-6)
    np.testing.assert_allclose(ours.standard_errors, theirs.bse, rtol=1e-6)
    np.testing.assert_allclose(ours.predict(X, offset=offset), theirs.predict(X, offset=offset), rtol=1e-6)


def test_a_weight_counts_an_observation_as_often():
    X, y = datasets.with_bias(np.array([[0.0], [1.0], [2.0], [3.0]])), np.array([0.0, 1.0, 0.0, 1.0])
    times = np.array([3, 1, 2, 4])
    weighted = glm.fit(X, y, weights=times, tol=1e-14)
    repeated = glm.fit(np.repeat(X, times, axis=0), np.repeat(y, times), tol=1e-14)
    np.testing.assert_allclose(weighted.coefficients, repeated.coefficients, rtol=1e-12)
    np.testing.assert_allclose(weighted.covariance, repeated.covariance, rtol=1e-6)  # each of its own last iteration
    assert weighted.deviance == pytest.approx(repeated.deviance, rel=1e-12)


@given(st.floats(-3, 3))
def test_a_constant_offset_moves_the_intercept_and_nothing_else(shift):
    temperature, distress = datasets.o_ring()
    X = datasets.with_bias(temperature)
    without, shifted = (glm.fit(X, distress, offset=offset, tol=1e-14) for offset in (None, np.full(23, shift)))
    np.testing.assert_allclose(shifted.coefficients, without.coefficients - [0, shift], rtol=1e-8, atol=1e-9)
    assert shifted.null_deviance == pytest.approx(without.null_deviance, rel=1e-8)  # the best constant takes it up


@pytest.mark.parametrize("link", ["probit", "cloglog"])
def test_other_links_find_the_same_data_separated(link):
    X, y = datasets.four_points()
    with pytest.warns(glm.SeparationWarning):
        fit = glm.fit(datasets.with_bias(X), y, link=link)
    assert (fit.separation, fit.infinite[0]) == ("complete", -1)


def test_counts_that_are_zero_in_a_whole_group_have_an_infinite_coefficient():
    group = np.repeat([0.0, 1.0], 3)
    with pytest.warns(glm.SeparationWarning, match="0 to -∞"):
        fit = glm.fit(np.column_stack([group, np.ones(6)]), [2, 3, 4, 0, 0, 0], family="poisson")
    assert (fit.separation, fit.infinite.tolist()) == ("quasi-complete", [-1, 0])


def test_a_gaussian_fit_is_never_separated_and_is_least_squares():
    X, y = datasets.with_bias(np.arange(4.0)[:, None]), np.array([0.0, 0.0, 1.0, 1.0])
    fit = glm.fit(X, y, family="gaussian")
    assert fit.separation == "none"
    np.testing.assert_allclose(fit.coefficients, np.linalg.lstsq(X, y)[0], rtol=1e-12)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"family": "gamma"}, "family is 'gamma'"),
        ({"family": "poisson", "link": "logit"}, "link is 'logit'"),
        ({"family": "poisson", "y": [-1.0, 2.0]}, "y contains -1"),
        ({"offset": [1.0]}, "offset has shape"),
        ({"weights": [1.0, 0.0]}, "weights contains 0"),
        ({"weights": [1.0]}, "weights has shape"),
    ],
)
def test_bad_input_is_named(change, told):
    arguments = {"X": [[1.0, 0.0], [1.0, 1.0]], "y": [0.0, 1.0]} | change
    with pytest.raises(ValueError, match=told):
        glm.fit(**arguments)


def test_only_a_binomial_fit_predicts_probabilities():
    fit = glm.fit([[1.0], [1.0]], [2.0, 4.0], family="poisson")
    assert fit.predict([[1.0]]) == pytest.approx([3])
    with pytest.raises(ValueError, match="family is 'poisson'"):
        fit.predict_proba([[1.0]])


def test_a_step_out_of_the_floats_is_halved():
    X = datasets.with_bias(np.array([[0.0], [1.0], [40.0]]))
    fit = glm.fit(X, [1e-3, 1.0, 1e5], family="poisson", max_iter=200)
    assert fit.converged
    np.testing.assert_allclose(X.T @ (np.array([1e-3, 1.0, 1e5]) - fit.fitted), 0, atol=1e-3)


def test_a_printed_fit_reads_like_a_summary():
    temperature, distress = datasets.o_ring()
    words = str(glm.fit(datasets.with_bias(temperature), distress))
    assert words.splitlines()[0] == "binomial family, logit link"
    assert "Pr(>|z|)" in words
    assert "    -0.23216     0.10824    -2.145     0.032" in words  # R: -0.2322 0.1082 -2.145 0.0320
    assert "Residual deviance 20.315 on 21 degrees of freedom" in words
    assert "t value" in str(glm.fit([[1.0], [1.0], [1.0]], [0.0, 1.0, 3.0], family="gaussian"))


def test_families_are_chosen_by_name_and_link():
    assert families.choose("poisson")[1].name == "log"


def test_a_prediction_needs_the_columns_of_the_fit():
    fit = glm.fit([[1.0], [1.0]], [0.0, 1.0])
    with pytest.raises(ValueError, match=r"X has shape \(1, 2\); it must be \(m, 1\)"):
        fit.predict([[1.0, 2.0]])


def test_an_offset_that_leaves_no_finite_deviance_is_refused():
    with pytest.raises(FloatingPointError, match="still not finite"):
        glm.fit([[1e-3], [0.0]], [1.0, 2.0], family="poisson", offset=[0.0, 1e4])
