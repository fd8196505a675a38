"""Ridge and Firth against scikit-learn, brglm2, logistf's published answers, closed forms and calculus."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from smallest_network import datasets, glm, penalised
from smallest_network.logistic import expit, log_loss

R = json.loads((Path(__file__).parents[1] / "reference" / "r_firth.json").read_text())
X4, Y4 = datasets.four_points()
X4 = datasets.with_bias(X4)
TEMPERATURE, DISTRESS = datasets.o_ring()
X23 = datasets.with_bias((TEMPERATURE - TEMPERATURE.mean()) / TEMPERATURE.std())


@pytest.mark.parametrize("penalty", [1e-3, 0.1, 1.0, 50.0])
def test_ridge_with_a_free_intercept_is_scikit_learns(penalty):
    theirs = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12).fit(X23[:, :1], DISTRESS)
    ours = penalised.ridge(X23, DISTRESS, penalty=penalty, free=[1])
    # scikit-learn stops on a gradient of 1e-12, we on a step of 1e-10; both are Newton, so errors are far smaller.
    assert ours == pytest.approx([theirs.coef_[0, 0], theirs.intercept_[0]], rel=1e-8)


def test_ridge_that_penalises_all_has_zero_gradient():
    w = penalised.ridge(X4, Y4, penalty=0.01)
    assert pytest.approx(0.01 * w, abs=1e-9) == X4.T @ (Y4 - expit(X4 @ w))


def test_a_vanishing_ridge_is_the_glm():
    w = penalised.ridge(X23, DISTRESS, penalty=1e-12)
    assert w == pytest.approx(glm.fit(X23, DISTRESS, tol=1e-14).coefficients, rel=1e-9)


def test_firth_on_the_four_points_is_log_eleven_thirds():
    w = penalised.firth(X4, Y4).coefficients
    assert w == pytest.approx([-2 * np.log(11 / 3), 0, np.log(11 / 3)], abs=1e-9)


@pytest.mark.parametrize("table", [(3, 1, 2, 5), (4, 0, 0, 6), (1, 0, 7, 2)])
def test_firth_on_a_two_by_two_table_adds_a_half_to_every_cell(table):
    a, b, c, d = table  # successes and failures of two groups
    X = np.array([[1.0, 0.0]] * (a + b) + [[1.0, 1.0]] * (c + d))
    y = np.array([1] * a + [0] * b + [1] * c + [0] * d, dtype=float)
    first, second = np.log((a + 0.5) / (b + 0.5)), np.log((c + 0.5) / (d + 0.5))
    assert penalised.firth(X, y).coefficients == pytest.approx([first, second - first], abs=1e-8)


def test_firths_point_is_a_maximum_of_the_penalised_likelihood():
    def objective(w):
        mu = expit(X23 @ w)
        return -log_loss(DISTRESS, X23 @ w).sum() + 0.5 * np.linalg.slogdet((X23.T * (mu * (1 - mu))) @ X23)[1]

    w = penalised.firth(X23, DISTRESS).coefficients
    step = 1e-5
    slopes = [(objective(w + step * axis) - objective(w - step * axis)) / (2 * step) for axis in np.eye(2)]
    assert slopes == pytest.approx([0, 0], abs=1e-8)  # central differences: error about step squared


@pytest.mark.parametrize("case", R)
def test_firth_is_brglm2s(case):
    r = R[case]
    fit = penalised.firth(r["X"], r["y"], weights=r["weights"])
    # brglm2 stops on a score of 1e-12
    np.testing.assert_allclose(fit.coefficients, r["coefficients"], rtol=1e-10)
    np.testing.assert_allclose(fit.standard_errors, r["standard_errors"], rtol=1e-10)
    assert fit.deviance == pytest.approx(r["deviance"], rel=1e-11)


def test_firth_is_what_logistf_prints():
    # of its documentation's example, logistf(case ~ age + oc + vic + vicl + vis + dia, data = sex2), to its 8 digits
    printed = [0.12025404, -1.10598130, -0.06881673, 2.26887464, -2.11140816, -0.78831694, 3.09601263]
    r = R["sex2_dia"]
    fit = penalised.firth(r["X"], r["y"], weights=r["weights"])
    assert fit.coefficients == pytest.approx(printed, abs=2e-6)  # logistf stops on changes of 1e-5


def test_a_count_is_as_many_rows():
    counts = np.arange(1, 24) % 3 + 1
    counted = penalised.firth(X23, DISTRESS, weights=counts)
    repeated = penalised.firth(np.repeat(X23, counts, axis=0), np.repeat(DISTRESS, counts))
    np.testing.assert_allclose(counted.coefficients, repeated.coefficients, rtol=1e-10)
    np.testing.assert_allclose(counted.covariance, repeated.covariance, rtol=1e-10)
    assert counted.log_likelihood == pytest.approx(repeated.log_likelihood, rel=1e-12)
    assert counted.deviance == pytest.approx(repeated.deviance, rel=1e-12)
    assert counted.fitted == pytest.approx(expit(X23 @ counted.coefficients), rel=1e-12)
    assert counted.predict_proba(X23[:2]) == pytest.approx(counted.fitted[:2], rel=1e-12)


def test_deviance_and_penalised_likelihood_are_what_they_are_called():
    shares = np.array([0.0, 0.25, 0.5, 1.0, 0.75])
    X = datasets.with_bias(np.arange(5.0)[:, None])
    fit = penalised.firth(X, shares)
    mu = expit(X @ fit.coefficients)
    log_likelihood = (shares * np.log(mu) + (1 - shares) * np.log(1 - mu)).sum()
    information = (X.T * (mu * (1 - mu))) @ X
    assert fit.log_likelihood == pytest.approx(log_likelihood + np.log(np.linalg.det(information)) / 2, rel=1e-12)
    np.testing.assert_allclose(fit.covariance, np.linalg.inv(information), rtol=1e-10)
    full = sum(s * np.log(s) + (1 - s) * np.log(1 - s) for s in shares if 0 < s < 1)
    assert fit.deviance == pytest.approx(2 * (full - log_likelihood), rel=1e-12)


def test_units_of_the_inputs_do_not_matter():
    # years and their squares: 1990 to 2019 as they are, or counted from the middle
    year = np.arange(1990.0, 2020.0)
    y = ((year % 7) < 3) * 1.0
    raw, centred = (
        penalised.firth(np.column_stack([np.ones(30), x, x**2]), y).coefficients for x in (year, year - 2004.5)
    )
    assert centred == pytest.approx([-0.31249743, 0.01495081, 0.00086917], abs=5e-9)
    assert [raw[1] + 2 * 2004.5 * raw[2], raw[2]] == pytest.approx(centred[1:], rel=1e-8)
    ridge = penalised.ridge(np.column_stack([np.ones(30), year, year**2]), y, penalty=1, free=[0, 1, 2])
    np.testing.assert_allclose(ridge, glm.fit(np.column_stack([np.ones(30), year, year**2]), y).coefficients, rtol=1e-5)


@pytest.mark.parametrize("near", [1e-10, 1e-12])
def test_rank_is_judged_by_the_rule_of_glm_fit(near):
    X = np.column_stack([X23, X23[:, 0] + near * X23[:, 0] ** 2])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        aliased = glm.fit(X, DISTRESS).rank < 3
    assert aliased == (near == 1e-12)
    for call in (lambda: penalised.firth(X, DISTRESS), lambda: penalised.ridge(X, DISTRESS, penalty=1, free=[0, 2])):
        if aliased:
            with pytest.raises(ValueError, match="rank is"):
                call()
        else:
            call()


def test_firths_curvature_is_the_derivative_of_its_slope():
    rng = np.random.default_rng(3)
    X, y = datasets.with_bias(rng.normal(size=(12, 2))), rng.integers(0, 2, 12) * 1.0
    problem = penalised.FirthLikelihood.of(X, y, None)
    here = rng.normal(size=3)

    def slope(position):
        _, local, _, metric = problem(position)
        return metric.T @ local

    _, _, (true, _), metric = problem(here)
    h = 1e-5
    differences = np.array([(slope(here + h * e) - slope(here - h * e)) / (2 * h) for e in np.eye(3)])
    np.testing.assert_allclose(-metric.T @ true @ metric, differences, atol=1e-8)


def test_steps_that_do_not_settle_are_told(monkeypatch):
    monkeypatch.setattr(penalised, "STEPS", 1)
    with pytest.warns(glm.ConvergenceWarning, match="have not settled"):
        penalised.ridge(X4, Y4, penalty=0.1)


def test_an_objective_that_nothing_raises_is_told():
    def objective(x):  # a needle, and a slope that is wrong
        return -float(x[0] != 0), np.array([-1.0]), [np.eye(1)], np.eye(1)

    with pytest.warns(glm.ConvergenceWarning, match="have not settled"):
        assert penalised._climb(objective, np.zeros(1)) == 0


def test_where_all_is_certain_firth_sees_a_bottomless_pit():
    assert penalised.FirthLikelihood.of(X4, Y4, None)(np.full(3, 1e4))[0] == -np.inf


def test_a_printed_fit_reads_like_a_summary():
    r = R["endometrial"]
    words = str(penalised.firth(r["X"], r["y"]))
    assert "[1]         2.9293      1.5508     1.889    0.0589" in words
    assert "deviance 56.575" in words


# The decrement of Newton's step rises on the way to these points' optimum; only the objective tells the way.
WILD = np.column_stack([np.ones(6), [0.7, 0.3, -0.3, 4.0, -0.5, -0.6]]), np.array([0.0, 1, 1, 0, 1, 1])


def slope_of_ridge(X, y, w, penalties):
    return X.T @ (y - expit(X @ w)) - penalties * w


def slope_of_firth(X, y, w, _=None):
    mu = expit(X @ w)
    information = (X.T * (mu * (1 - mu))) @ X
    hat = mu * (1 - mu) * np.einsum("ij,ji->i", X, np.linalg.inv(information) @ X.T)
    return X.T @ (y - mu + hat * (0.5 - mu))


@pytest.mark.parametrize("free", [[], [0]])
def test_six_wild_points_come_to_rest_at_the_optimum(free):
    X, y = WILD
    w = penalised.ridge(X, y, penalty=0.01, free=free)
    assert slope_of_ridge(X, y, w, np.where(np.isin([0, 1], free), 0, 0.01)) == pytest.approx(0, abs=1e-9)
    if free:
        theirs = LogisticRegression(C=100, solver="newton-cholesky", tol=1e-12).fit(X[:, 1:], y)
        assert w == pytest.approx([theirs.intercept_[0], theirs.coef_[0, 0]], rel=1e-6)


@pytest.mark.parametrize("method", ["ridge", "firth"])
@given(seed=st.integers(0, 2**32 - 1))
@example(seed=8304)  # Firth's curvature is far from definite on the way
def test_what_is_returned_without_a_warning_is_an_optimum(method, seed):
    rng = np.random.default_rng(seed)
    X = datasets.with_bias(rng.standard_t(1.2, size=(rng.integers(6, 30), rng.integers(1, 4))))  # heavy tails
    y = rng.integers(0, 2, len(X)).astype(float)
    if method == "ridge":
        penalty = 10.0 ** rng.uniform(-3, 1)
        slope = slope_of_ridge(X, y, penalised.ridge(X, y, penalty=penalty), penalty)
    else:
        slope = slope_of_firth(X, y, penalised.firth(X, y).coefficients)
    # A slope is a sum of residuals times inputs, and stops where a step is a 1e-10th of the coefficients.
    assert np.abs(slope).max() < 1e-6 * (1 + np.abs(X).max())


def test_an_input_millions_of_times_the_others_is_no_obstacle():
    X, y = np.column_stack([[2.0, -2.0, -3739047.0, 0.0], np.ones(4)]), np.array([0.0, 0.0, 1.0, 0.0])
    w = penalised.ridge(X, y, penalty=1e-6)
    assert slope_of_ridge(X, y, w, 1e-6) == pytest.approx(0, abs=1e-7)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: penalised.ridge(X4, Y4, penalty=0), "penalty is 0"),
        (lambda: penalised.ridge(X4, Y4, penalty=1, free=[0.5]), "free is 0.5"),
        (lambda: penalised.ridge(X4, Y4, penalty=1, free=2), "free is 2; it must be a list"),
        (lambda: penalised.ridge(X4, Y4, penalty=1, free=[3]), "free contains 3; the columns are 0 to 2"),
        (lambda: penalised.ridge(X4, Y4[:2], penalty=1), "y has shape"),
        (lambda: penalised.firth(np.ones((4, 2)), Y4), "X: rank is 1; it must be 2"),
        (lambda: penalised.ridge(X4, np.ones(4), penalty=1, free=[2]), "free is \\[2\\]; these columns alone separate"),
        (lambda: penalised.firth(X4, Y4, weights=[1, 2]), "weights has shape"),
        (lambda: penalised.firth(X4, Y4).predict_proba([[1.0]]), "X has shape \\(1, 1\\); it must be \\(m, 3\\)"),
        (lambda: penalised.ridge(np.ones((4, 2)), Y4, penalty=1, free=[0, 1]), "the free columns of X: rank is 1"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("size", [1e200, 1e-200])
def test_columns_whose_squares_are_no_floats_are_an_error(size):
    for call in (lambda: penalised.firth(size * X4, Y4), lambda: penalised.ridge(size * X4, Y4, penalty=1, free=[2])):
        with pytest.raises(FloatingPointError, match="too large or too small to be squared"):
            call()


def test_a_step_that_overshoots_is_halved():
    # Newton's step on -√(1 + u²) goes from u to -u³: from distance 2 it lands at 8, on the other side and lower.
    def objective(x):
        root = np.sqrt(1 + (x - 2) ** 2)
        return -root.sum(), -(x - 2) / root, [np.diag(root**-3)], np.eye(1)

    assert penalised._climb(objective, np.zeros(1)) == pytest.approx([2.0])
