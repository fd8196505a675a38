r"""Logistic regression for more than two classes: the multinomial logit, whose mean is softmax.

Every class k but the first has coefficients :math:`\beta_k`; the first, the baseline, has zeros. With one linear predictor
a class, :math:`\eta_{ik} = x_i \cdot \beta_k`,

.. math:: \mu_{ik} = \frac{e^{\eta_{ik}}}{\sum_j e^{\eta_{ij}}}, \qquad
          \frac{\partial \log L}{\partial \beta_k} = \sum_i (y_{ik} - \mu_{ik})\, x_i,

where y is 1 for an observation's class and 0 for the others: again response minus mean, times input. Two classes are
logistic regression (A. Agresti, *Categorical Data Analysis*, 3rd ed., section 8.1).

A Newton step is a weighted least-squares problem here too. Let row (i, k) be :math:`x_i` times the step of class k, less
the mean over the classes with weights μ; then its working weight is :math:`\mu_{ik}` and its working residual
:math:`(y_{ik} - \mu_{ik}) / \mu_{ik}`.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from smallest_network import check, separation
from smallest_network.glm import ConvergenceWarning, RankDeficiencyWarning, SeparationWarning
from smallest_network.least_squares import check_squares, independent_columns, weighted_triangle
from smallest_network.logistic import linear_predictor, softmax, softmax_loss

EPSILON, TINY = np.finfo(float).eps, np.finfo(float).tiny
EXACT = 40  # coefficients up to which quasi-complete separation is decided in whole numbers; that takes about a second
ROUNDING = 1e-12  # by which the deviance may seem to rise, relative to its size


@dataclass(frozen=True, eq=False)
class Fit:
    """What `fit` found.

    Attributes
    ----------
    classes : (K,) array
        The distinct classes, sorted; the first is the baseline.
    coefficients : (K - 1, p) array
        A row for every class but the first; NaN where aliased.
    covariance : ((K - 1) p, (K - 1) p) array
        Of `coefficients.ravel()`: the inverse of the information; NaN where aliased.
    fitted : (n, K) array
        Probability of every class for every observation.
    deviance : float
        Minus twice the log-likelihood.
    aic : float
        The deviance plus twice the number of estimated coefficients.
    n_iter : int
        Newton steps.
    converged : bool
        Whether the stopping rule was met.
    rank : int
        Columns of X that are not aliased.
    separation : str
        "none": the estimate is finite. "complete": with some coefficients the own class of every observation has the
        highest predictor, so that the likelihood has no maximum. "quasi-complete": it has none either, but only with ties.
        Each is proved. "undecided": neither the first nor the second, and too many coefficients to prove the third.
    """

    classes: np.ndarray
    coefficients: np.ndarray
    covariance: np.ndarray
    fitted: np.ndarray
    deviance: float
    aic: float
    n_iter: int
    converged: bool
    rank: int
    separation: str

    @property
    def standard_errors(self) -> np.ndarray:
        """(K - 1, p) square roots of the covariance's diagonal; NaN where aliased."""
        return np.sqrt(np.diag(self.covariance)).reshape(self.coefficients.shape)

    def predict_proba(self, X) -> np.ndarray:
        """Probability (m, K) of every class for inputs (m, p). Aliased columns are left out, with a warning."""
        X, p = check.design_matrix(X), self.coefficients.shape[1]
        if X.shape[1] != p:
            raise ValueError(f"X has shape {X.shape}; it must be (m, {p}), the columns of the fit")
        if self.rank < p:
            warnings.warn("prediction from a rank-deficient fit may be misleading", RankDeficiencyWarning, stacklevel=2)
        return softmax(_predictors(X, np.nan_to_num(self.coefficients)))


def fit(X, classes, *, tol=1e-8, max_iter=25) -> Fit:
    """Maximum-likelihood fit of P(class k) = softmax of X @ coefficients, by Newton's method from zero coefficients.

    Parameters
    ----------
    X : (n, p) array
        Covariates. An intercept is a column of ones that the caller adds.
    classes : (n,) array
        The class of every observation: whole numbers or texts, at least two different ones.
    tol : float
        Stop when |deviance - previous| / (|deviance| + 0.1) < tol.
    max_iter : int
        Steps at most. A step that raises the deviance is halved.

    Warns
    -----
    RankDeficiencyWarning, ConvergenceWarning, SeparationWarning

    Raises
    ------
    ValueError
        Bad input.
    FloatingPointError
        Values are too large or too small to be squared.
    """
    X = check.design_matrix(X)
    distinct, numbers = check.labels("classes", classes, len(X))
    tol, max_iter = check.positive("tol", tol), check.whole("max_iter", max_iter, least=1)

    triangle, _ = weighted_triangle(X, np.ones(len(X)), np.zeros(len(X)))
    check_squares(X, triangle)
    kept = independent_columns(triangle)
    if not kept.all():
        names = ", ".join(str(column) for column in np.flatnonzero(~kept))
        message = f"columns of X that depend on earlier ones are aliased, their coefficients NaN: {names} (from 0)"
        warnings.warn(message, RankDeficiencyWarning, stacklevel=2)
    Z, K = X[:, kept], len(distinct)

    coefficients, eta = np.zeros((K - 1, Z.shape[1])), np.zeros((len(X), K))
    deviance, converged, n_iter = 2 * float(softmax_loss(numbers, eta).sum()), False, 0
    while not converged and n_iter < max_iter:
        triangle, right = _newton(Z, numbers, softmax(eta))
        step, previous = np.linalg.solve(triangle, right).reshape(coefficients.shape), deviance
        while True:
            eta = _predictors(Z, coefficients + step)
            deviance = 2 * float(softmax_loss(numbers, eta).sum())
            if deviance <= previous + ROUNDING * (1 + previous):
                break
            step = step / 2
        coefficients, n_iter = coefficients + step, n_iter + 1
        converged = abs(deviance - previous) / (abs(deviance) + 0.1) < tol

    mu = softmax(eta)
    kind = _separation(Z, numbers, coefficients, eta)
    if kind != "none":
        said = "it is undecided whether a" if kind == "undecided" else f"{kind} separation: no"
        message = (
            f"{said} finite maximum-likelihood estimate exists; the fit tells where tol={tol:g} and max_iter={max_iter} "
            "stopped it"
        )
        warnings.warn(message, SeparationWarning, stacklevel=2)
    if not converged:
        advice = "raise max_iter, or rescale X" if kind in ("none", "undecided") else "it has no minimum to settle at"
        message = f"the deviance still changes after {max_iter} iterations; {advice}"
        warnings.warn(message, ConvergenceWarning, stacklevel=2)

    inverse, every = np.linalg.inv(_newton(Z, numbers, mu)[0]), np.tile(kept, K - 1)
    covariance = np.full((len(every),) * 2, np.nan)
    covariance[np.ix_(every, every)] = inverse @ inverse.T
    full = np.full((K - 1, len(kept)), np.nan)
    full[:, kept] = coefficients
    return Fit(
        classes=distinct,
        coefficients=full,
        covariance=covariance,
        fitted=mu,
        deviance=deviance,
        aic=deviance + 2 * coefficients.size,
        n_iter=n_iter,
        converged=converged,
        rank=int(kept.sum()),
        separation=kind,
    )


def _predictors(X, coefficients):
    """η (n, K) of all classes, that of the first zero."""
    return np.column_stack([np.zeros(len(X)), linear_predictor(X, coefficients.T)])


def _newton(X, numbers, mu):
    """Triangle R and right side of the least-squares problem whose solution is the Newton step; RᵀR is the information."""
    n, K = mu.shape
    observed, mu = np.arange(K) == numbers[:, None], np.maximum(mu, TINY)
    contrasts = np.eye(K)[1:].T - mu[:, None, 1:]  # (n, K, K - 1): a class less the mean over the classes
    rows = (contrasts[..., None] * X[:, None, None, :]).reshape(n * K, -1)
    return weighted_triangle(rows, mu.ravel(), (observed / mu - 1.0).ravel())


def _separation(X, numbers, coefficients, eta) -> str:
    """Kind of separation, as of one logistic regression whose rows are own class less other class, times x.

    Along a direction in which none of their predictors falls, the likelihood does not fall either (A. Albert and
    J. A. Anderson, "On the existence of maximum likelihood estimates in logistic regression models", *Biometrika* 71
    (1984), 1-10). The last coefficients are such a direction if their margins are beyond rounding.
    """
    n, K = eta.shape
    others = np.arange(K) != numbers[:, None]
    margins = (eta[np.arange(n), numbers][:, None] - eta)[others].reshape(n, K - 1)
    error = EPSILON * (X.shape[1] + 3) * (np.abs(X) @ np.abs(coefficients).max(axis=0))
    if (margins > 2 * error[:, None]).all():
        return "complete"
    contrasts = (np.eye(K)[numbers][:, None] - np.eye(K))[..., 1:][others]  # (n (K - 1), K - 1)
    rows = (contrasts[:, :, None] * np.repeat(X, K - 1, axis=0)[:, None, :]).reshape(n * (K - 1), -1)
    scores = softmax(eta)[others]
    weights = np.maximum(scores, TINY)
    triangle, _ = weighted_triangle(rows, weights, scores)
    if separation.excluded(rows, scores, np.ones(len(rows), dtype=bool), triangle, weights):
        return "none"
    return separation.find(rows, rows[:0], rows[:0]).kind if coefficients.size <= EXACT else "undecided"
