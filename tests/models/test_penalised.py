"""Ridge and Firth against scikit-learn, closed forms and calculus."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from smallest_network import datasets, glm, penalised
from smallest_network.logistic import expit, log_loss

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
    w = penalised.firth(X4, Y4)
    assert w == pytest.approx([-2 * np.log(11 / 3), 0, np.log(11 / 3)], abs=1e-9)


@pytest.mark.parametrize("table", [(3, 1, 2, 5), (4, 0, 0, 6), (1, 0, 7, 2)])
def test_firth_on_a_two_by_two_table_adds_a_half_to_every_cell(table):
    a, b, c, d = table  # successes and failures of two groups
    X = np.array([[1.0, 0.0]] * (a + b) + [[1.0, 1.0]] * (c + d))
    y = np.array([1] * a + [0] * b + [1] * c + [0] * d, dtype=float)
    first, second = np.log((a + 0.5) / (b + 0.5)), np.log((c + 0.5) / (d + 0.5))
    assert penalised.firth(X, y) == pytest.approx([first, second - first], abs=1e-8)


def test_firths_point_is_a_maximum_of_the_penalised_likelihood():
    def objective(w):
        mu = expit(X23 @ w)
        return -log_loss(DISTRESS, X23 @ w).sum() + 0.5 * np.linalg.slogdet((X23.T * (mu * (1 - mu))) @ X23)[1]

    w = penalised.firth(X23, DISTRESS)
    step = 1e-5
    slopes = [(objective(w + step * axis) - objective(w - step * axis)) / (2 * step) for axis in np.eye(2)]
    assert slopes == pytest.approx([0, 0], abs=1e-8)  # central differences: error about step squared


def test_steps_that_do_not_settle_are_told(monkeypatch):
    monkeypatch.setattr(penalised, "STEPS", 1)
    with pytest.warns(glm.ConvergenceWarning, match="have not settled after 1"):
        penalised.ridge(X4, Y4, penalty=0.1)


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
def test_what_is_returned_without_a_warning_is_an_optimum(method, seed):
    rng = np.random.default_rng(seed)
    X = datasets.with_bias(rng.standard_t(1.2, size=(rng.integers(6, 30), rng.integers(1, 4))))  # heavy tails
    y = rng.integers(0, 2, len(X)).astype(float)
    if method == "ridge":
        penalty = 10.0 ** rng.uniform(-3, 1)
        slope = slope_of_ridge(X, y, penalised.ridge(X, y, penalty=penalty), penalty)
    else:
        slope = slope_of_firth(X, y, penalised.firth(X, y))
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
        (lambda: penalised.firth(np.ones((4, 2)), Y4), "X has rank 1; it must be 2"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: penalised.ridge(X4, np.ones(4), penalty=1, free=[2]),
        lambda: penalised.ridge(1e200 * X4, Y4, penalty=1),
        lambda: penalised.firth(1e200 * X4, Y4),
    ],
    ids=["one class", "ridge overflows", "firth overflows"],
)
def test_where_there_is_nothing_to_find_an_error_says_so(call):
    with pytest.raises(FloatingPointError, match="the curvature cannot be inverted"):
        call()


def test_a_step_that_overshoots_is_halved():
    # Newton's step on -√(1 + u²) goes from u to -u³: from distance 2 it lands at 8, on the other side and lower.
    def objective(x):
        root = np.sqrt(1 + (x - 2) ** 2)
        return -root.sum(), -(x - 2) / root, np.diag(root**-3)

    assert penalised._climb(objective, 1) == pytest.approx([2.0])
