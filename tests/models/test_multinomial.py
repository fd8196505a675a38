"""The multinomial logit against R, scikit-learn, statsmodels, logistic regression, calculus, and a linear program."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression

from smallest_network import datasets, glm, multinomial
from smallest_network.logistic import softmax, softmax_loss

R = json.loads((Path(__file__).parents[1] / "reference" / "r_families.json").read_text())["iris_softmax"]
TIGHT = {"tol": 1e-14, "max_iter": 50}  # Newton's steps double the digits: this leaves rounding alone


def overlapping(n=120, p=3, K=4, seed=0):
    """Rows with an intercept, and classes drawn from a multinomial logit: the estimate exists."""
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
    shares = softmax(X @ rng.normal(size=(p, K)) / 2)
    return X, (rng.random(n)[:, None] > shares.cumsum(axis=1)).sum(axis=1)


def fit_quietly(X, classes, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)
        return multinomial.fit(X, classes, **options)


# Other programs


def test_r_s_multinom_is_met():
    """To 1e-5, which is what R's general optimiser leaves."""
    fit = multinomial.fit(R["X"], R["y"])
    assert fit.classes.tolist() == R["classes"]
    for name in ("coefficients", "standard_errors", "fitted"):
        np.testing.assert_allclose(getattr(fit, name), R[name], rtol=1e-5)
    assert fit.deviance == pytest.approx(R["deviance"], rel=1e-10)  # flat at its minimum
    assert (fit.separation, fit.converged, fit.rank) == ("none", True, 2)


def test_scikit_learn_without_penalty_has_the_same_probabilities():
    X, classes = overlapping()
    theirs = LogisticRegression(C=np.inf, solver="newton-cg", fit_intercept=False, tol=1e-10, max_iter=1000)
    theirs.fit(X, classes)
    ours = multinomial.fit(X, classes, **TIGHT)
    np.testing.assert_allclose(ours.coefficients, (theirs.coef_ - theirs.coef_[0])[1:], atol=1e-6)  # where theirs stops
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), atol=1e-6)


def test_statsmodels_has_the_same_coefficients_and_errors():
    X, classes = overlapping()
    theirs = sm.MNLogit(classes, X).fit(method="newton", disp=False, tol=1e-12)
    ours = multinomial.fit(X, classes, **TIGHT)
    np.testing.assert_allclose(ours.coefficients, theirs.params.T, rtol=1e-8)
    np.testing.assert_allclose(ours.standard_errors, theirs.bse.T, rtol=1e-8)
    assert ours.deviance == pytest.approx(-2 * theirs.llf, rel=1e-12)
    assert ours.aic == pytest.approx(theirs.aic, rel=1e-12)


def test_two_classes_are_logistic_regression():
    X, y = datasets.o_ring()
    X = datasets.with_bias(X)
    ours = multinomial.fit(X, y, **TIGHT)
    theirs = glm.fit(X, y, **TIGHT)
    np.testing.assert_allclose(ours.coefficients[0], theirs.coefficients, rtol=1e-9)
    np.testing.assert_allclose(ours.covariance, theirs.covariance, rtol=1e-7)  # theirs has the last step's weights
    np.testing.assert_allclose(ours.fitted[:, 1], theirs.fitted, rtol=1e-9)
    assert (ours.deviance, ours.aic) == pytest.approx((theirs.deviance, theirs.aic), rel=1e-12)


# Calculus


def test_at_the_optimum_response_less_mean_is_orthogonal_to_every_input():
    X, classes = overlapping()
    fit = multinomial.fit(X, classes, **TIGHT)
    gradient = X.T @ (np.eye(4)[classes] - fit.fitted)
    np.testing.assert_allclose(gradient, 0, atol=1e-11)  # sums of 120 numbers of size 1
    # for the column of ones that says: the mean probability of a class is its share
    np.testing.assert_allclose(fit.fitted.mean(axis=0), np.bincount(classes) / len(classes), rtol=1e-12)


def test_the_covariance_is_the_inverse_of_the_curvature_by_differences():
    X, classes = overlapping(p=2, K=3)
    fit, h = multinomial.fit(X, classes, **TIGHT), 1e-4

    def gradient(flat):
        eta = np.column_stack([np.zeros(len(X)), X @ flat.reshape(2, 2).T])
        return ((softmax(eta) - np.eye(3)[classes]).T @ X)[1:].ravel()

    at = fit.coefficients.ravel()
    curvature = [(gradient(at + h * axis) - gradient(at - h * axis)) / (2 * h) for axis in np.eye(4)]
    np.testing.assert_allclose(fit.covariance @ curvature, np.eye(4), atol=1e-7)  # h² and 1e-16 / h, times 120 rows


# Laws


def test_the_name_of_a_class_decides_the_baseline_and_nothing_else():
    X, classes = overlapping(K=3)
    numbers = multinomial.fit(X, classes, **TIGHT)
    texts = multinomial.fit(X, np.array(["c", "a", "b"])[classes], **TIGHT)
    assert texts.classes.tolist() == ["a", "b", "c"]
    np.testing.assert_allclose(texts.fitted, numbers.fitted[:, [1, 2, 0]], rtol=1e-9)
    expected = np.array([numbers.coefficients[1], np.zeros(3)]) - numbers.coefficients[0]
    np.testing.assert_allclose(texts.coefficients, expected, rtol=1e-9, atol=1e-9)
    assert texts.deviance == pytest.approx(numbers.deviance, rel=1e-12)


def test_a_step_that_overshoots_is_halved_until_the_deviance_falls():
    """Long tails make full steps overshoot; here Newton's method without a guard raises the deviance after some steps."""
    z = np.random.default_rng(459).normal(size=40)
    X = np.column_stack([np.ones(40), np.sign(z) * np.exp(2 * np.abs(z))])
    classes = np.array([0, 1, 2, *(z[3:-1] > 0), 0]).astype(int)
    observed, coefficients, deviances = np.eye(3)[classes], np.zeros(4), []
    for _ in range(12):
        eta = np.column_stack([np.zeros(40), X @ coefficients.reshape(2, 2).T])
        deviances.append(2 * softmax_loss(classes, eta).sum())
        mu = softmax(eta)
        information = sum(
            np.kron(np.diag(m[1:]) - np.outer(m[1:], m[1:]), np.outer(x, x)) for m, x in zip(mu, X, strict=True)
        )
        coefficients = coefficients + np.linalg.solve(information, ((observed - mu).T @ X)[1:].ravel())
    assert max(np.diff(deviances)) > 10
    fit = multinomial.fit(X, classes, **TIGHT)
    assert (fit.converged, fit.separation) == (True, "none")
    np.testing.assert_allclose(X.T @ (observed - fit.fitted), 0, atol=1e-9)  # inputs are up to 2000
    assert fit.deviance < min(deviances)


def test_a_column_that_depends_on_earlier_ones_is_aliased_and_told():
    X, classes = overlapping()
    full = multinomial.fit(X, classes)
    with pytest.warns(glm.RankDeficiencyWarning, match=r"NaN: 1, 3 \(from 0\)"):
        fit = multinomial.fit(np.column_stack([X[:, 0], 2 * X[:, 0], X[:, 1], np.zeros(len(X)), X[:, 2]]), classes)
    assert (fit.rank, fit.coefficients.shape) == (3, (3, 5))
    aliased = np.isnan(fit.coefficients)
    assert (aliased == np.isnan(fit.standard_errors)).all()
    np.testing.assert_array_equal(aliased, np.tile([False, True, False, True, False], (3, 1)))
    np.testing.assert_allclose(fit.coefficients[:, [0, 2, 4]], full.coefficients, rtol=1e-9)
    np.testing.assert_allclose(fit.standard_errors[:, [0, 2, 4]], full.standard_errors, rtol=1e-9)
    with pytest.warns(glm.RankDeficiencyWarning, match="prediction from a rank-deficient fit may be misleading"):
        np.testing.assert_allclose(fit.predict_proba(np.ones((1, 5))).sum(), 1, rtol=1e-15)


def test_a_fit_that_is_stopped_says_so():
    with pytest.warns(glm.ConvergenceWarning, match="after 1 iterations; raise max_iter"):
        fit = multinomial.fit(*overlapping(), max_iter=1)
    assert not fit.converged


# Separation


def test_three_clusters_apart_are_completely_separated():
    X = np.column_stack([np.ones(6), [-3, -2, 0, 0.5, 2, 3], [1, 1, -3, -3, 1, 1]])
    with pytest.warns(glm.SeparationWarning, match="complete separation: no finite maximum-likelihood estimate exists"):
        fit = multinomial.fit(X, [0, 0, 1, 1, 2, 2])
    assert fit.separation == "complete"
    assert (fit.fitted.argmax(axis=1) == [0, 0, 1, 1, 2, 2]).all()


def test_one_class_apart_from_two_that_overlap_is_quasi_complete_and_stopped_fits_say_why():
    X, classes = overlapping(K=2)
    X, classes = np.vstack([X, [[1, 50, 0], [1, 60, 0]]]), np.append(classes, [2, 2])
    with (
        pytest.warns(glm.SeparationWarning, match="quasi-complete separation"),
        pytest.warns(glm.ConvergenceWarning, match="no minimum to settle at"),
    ):
        fit = multinomial.fit(X, classes, max_iter=3)
    assert fit.separation == "quasi-complete"


def test_what_would_take_too_long_to_prove_is_undecided():
    rng = np.random.default_rng(0)
    X = np.column_stack([np.ones(400), np.zeros(400), rng.normal(size=(400, 12))])
    classes = rng.integers(0, 4, 400)
    X[:, 1] = (classes == 0) * rng.integers(0, 2, 400)  # a mark that other classes never have
    with pytest.warns(glm.SeparationWarning, match="it is undecided whether a finite"):
        assert multinomial.fit(X, classes).separation == "undecided"
    assert fit_quietly(X[:, :13], classes).separation == "quasi-complete"


def kind_by_linear_program(X, classes, K):
    """Margins of own over other class, all at least 1 for some coefficients; or none below 0 and some above."""
    q = X.shape[1] * (K - 1)
    contrasts = [np.kron((np.eye(K)[own] - np.eye(K)[k])[1:], x)
                 for x, own in zip(X, classes, strict=True) for k in range(K) if k != own]  # fmt: skip
    if linprog(np.zeros(q), A_ub=-np.array(contrasts), b_ub=-np.ones(len(contrasts)), bounds=(None, None)).status == 0:
        return "complete"
    most = linprog(-np.sum(contrasts, axis=0), A_ub=-np.array(contrasts), b_ub=np.zeros(len(contrasts)), bounds=(-1, 1))
    return "quasi-complete" if -most.fun > 1e-7 else "none"


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(5, 14), st.integers(1, 3), st.integers(2, 4))
def test_separation_is_that_of_a_linear_program(seed, n, p, K):
    """Few small whole numbers, so that all kinds come up, with ties."""
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.ones(n), rng.integers(-2, 3, (n, p - 1))]).astype(float)
    classes = np.append(np.arange(K), rng.integers(0, K, n - K))
    X = X[:, glm.independent_columns(np.linalg.qr(X, mode="r"))]
    assert fit_quietly(X, classes).separation == kind_by_linear_program(X, classes, K)


# Softmax


def test_softmax_of_two_classes_is_expit_of_the_difference_of_their_predictors():
    eta = np.linspace(-50, 50, 101)
    from_softmax = softmax(np.column_stack([np.full(101, 3.0), 3.0 + eta]))[:, 1]
    np.testing.assert_allclose(from_softmax, 1 / (1 + np.exp(-eta)), rtol=1e-13)  # of 3 + η one digit is lost


@given(st.integers(0, 10**6), st.sampled_from([1.0, 30.0, 1e5, 1e300]))
def test_softmax_and_its_loss_are_finite_and_belong_together(seed, scale):
    rng = np.random.default_rng(seed)
    eta, y = scale * rng.uniform(-0.5, 0.5, size=(2, 5, 4)), rng.integers(0, 4, 5)
    mu, loss = softmax(eta), softmax_loss(y, eta)
    assert mu.shape == (2, 5, 4)
    np.testing.assert_allclose(mu.sum(axis=-1), 1, rtol=1e-15)
    assert np.isfinite(loss).all()
    assert (loss >= 0).all()
    np.testing.assert_allclose(np.exp(-loss), mu[:, range(5), y], rtol=1e-12, atol=1e-300)


def test_the_loss_of_a_sure_and_right_prediction_keeps_its_digits():
    assert softmax_loss(np.array([1]), np.array([[0.0, 40.0, 1.0]]))[0] == pytest.approx(
        np.exp(-40) + np.exp(-39), rel=1e-14
    )


# Refusals


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ([0, 1], r"classes has shape \(2,\); it must be \(3,\)"),
        ([0.0, 1.5, 2.0], "classes is .*; it must hold whole numbers, or texts"),
        ([0.0, 1.0, np.inf], "classes is .*; it must hold whole numbers, or texts"),
        ([0, "a", None], "classes is .*; it must hold whole numbers, or texts"),
        (["a", "a", "a"], "classes holds .*'a'.* only; it must hold at least two classes"),
    ],
)
def test_classes_that_are_none_are_refused(classes, message):
    with pytest.raises(ValueError, match=message):
        multinomial.fit(np.eye(3), classes)


def test_other_bad_input_is_refused_by_name():
    X, classes = overlapping()
    with pytest.raises(ValueError, match="tol is 0"):
        multinomial.fit(X, classes, tol=0)
    with pytest.raises(ValueError, match="max_iter is 0"):
        multinomial.fit(X, classes, max_iter=0)
    with pytest.raises(FloatingPointError, match=r"column 1 of X \(from 0\) is too large or too small to be squared"):
        multinomial.fit(X * [1, 1e200, 1], classes)
    with pytest.raises(ValueError, match=r"X has shape \(2, 2\); it must be \(m, 3\), the columns of the fit"):
        multinomial.fit(X, classes).predict_proba(np.eye(2))
