"""Ridge and Firth against scikit-learn, closed forms and calculus."""

import numpy as np
import pytest
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


def test_a_step_that_overshoots_is_halved():
    # Far from zero the curvature vanishes, so from zero a full Newton step on these wild columns goes too far.
    X = np.array([[1.0, 40.0], [1.0, -1.0], [1.0, 0.5], [1.0, -30.0], [1.0, 0.1]])
    y = np.array([1.0, 1.0, 0.0, 1.0, 0.0])
    w = penalised.ridge(X, y, penalty=1e-6)
    assert X.T @ (y - expit(X @ w)) == pytest.approx(1e-6 * w, abs=1e-8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: penalised.ridge(X4, Y4, penalty=0), "penalty is 0"),
        (lambda: penalised.ridge(X4, Y4, penalty=1, free=[0.5]), "free is 0.5"),
        (lambda: penalised.ridge(X4, Y4[:2], penalty=1), "y has shape"),
        (lambda: penalised.firth(np.ones((4, 2)), Y4), "X has rank 1; it must be 2"),
    ],
)
def test_bad_input_is_refused_by_name(call, message):
    with pytest.raises(ValueError, match=message):
        call()
