r"""Binomial GLM with logit link, fitted by iteratively reweighted least squares as R's `glm.fit` does it.

At linear predictor η every observation has a mean μ, a working weight w and a working residual r:

.. math:: \mu = \operatorname{expit}(\eta), \qquad
          w = \frac{(d\mu/d\eta)^2}{\mu (1 - \mu)} = \mu (1 - \mu), \qquad
          r = \frac{y - \mu}{d\mu/d\eta}

One iteration moves the coefficients by the least-squares solution of √w X δ = √w r, which is a Newton step on the
log-likelihood (McCullagh and Nelder, *Generalized Linear Models*, 2nd ed., section 2.5).

R's choices are kept, because they show in the numbers: the start μ = (y + ½) / 2, the stopping rule, the deviance
computed from rounded means, standard errors from the last iteration's weights, and the rule that of linearly
dependent columns the later one is aliased.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from smallest_network import check, separation
from smallest_network.least_squares import blocks, check_squares, independent_columns, weighted_triangle
from smallest_network.logistic import expit, linear_predictor, log_loss, logit

EPSILON, TINY = np.finfo(float).eps, np.finfo(float).tiny


class FitWarning(UserWarning):
    """A fit is not, or not quite, what was asked for."""


class RankDeficiencyWarning(FitWarning):
    """Columns of X are linearly dependent; some coefficients cannot be told apart and are NaN."""


class ConvergenceWarning(FitWarning):
    """The iterations ended before the deviance settled."""


class SeparationWarning(FitWarning):
    """A line (plane) separates the classes, or nearly: no finite maximum-likelihood estimate exists."""


class ExtremeProbabilityWarning(FitWarning):
    """The estimate is finite, but some fitted probabilities are numerically 0 or 1; R warns of it too."""


@dataclass(frozen=True, eq=False)
class Fit:
    """What `fit` found. Names and definitions are those of R's `glm` and `summary.glm`.

    Attributes
    ----------
    coefficients : (p,) array
        NaN where aliased.
    covariance : (p, p) array
        Of the coefficients; NaN where aliased.
    fitted : (n,) array
        Mean of every observation.
    deviance, null_deviance : float
        Of the fit, and of the mean of y if a column of X is constant, else of ½.
    deviance_trace : (n_iter,) array
        Deviance after every iteration.
    aic : float
        Twice the loss and the rank.
    n_iter : int
        Iterations of Fisher scoring.
    converged : bool
        Whether the stopping rule was met.
    rank : int
        Columns that are not aliased.
    separation : str
        "none": the estimate is finite. "complete": some coefficients have every observation strictly on its side of
        η = 0, so that the likelihood has no maximum. "quasi-complete": it has none either, but only with some
        observations on η = 0. This is proved and not guessed from the size of the numbers, see `separation`.
    infinite : (p,) array
        Where a coefficient must go for the likelihood to approach its supremum: 0 to a finite limit, 1 to +∞, -1 to -∞.
        NaN where no finite estimate exists and the data do not say which way. An aliased column counts as 0.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    fitted: np.ndarray
    deviance: float
    deviance_trace: np.ndarray
    null_deviance: float
    aic: float
    n_iter: int
    converged: bool
    rank: int
    separation: str
    infinite: np.ndarray

    @property
    def separated(self) -> bool:
        """Whether no finite estimate exists."""
        return self.separation != "none"

    @property
    def standard_errors(self) -> np.ndarray:
        """(p,) square roots of the covariance's diagonal; NaN where aliased."""
        return np.sqrt(np.diag(self.covariance))

    def predict_proba(self, X) -> np.ndarray:
        """Probability (m,) that y = 1 for inputs (m, p). Aliased columns are left out, with a warning, as in R."""
        X = check.design_matrix(X)
        if X.shape[1] != len(self.coefficients):
            raise ValueError(f"X has shape {X.shape}; it must be (m, {len(self.coefficients)}), the columns of the fit")
        if self.rank < len(self.coefficients):
            warnings.warn("prediction from a rank-deficient fit may be misleading", RankDeficiencyWarning, stacklevel=2)
        return expit(linear_predictor(X, np.nan_to_num(self.coefficients)))


def fit(X, y, *, tol=1e-8, max_iter=25) -> Fit:
    """Maximum-likelihood fit of P(y = 1) = expit(X @ coefficients).

    Parameters
    ----------
    X : (n, p) array
        Covariates. An intercept is a column of ones that the caller adds.
    y : (n,) array
        Responses in [0, 1].
    tol : float
        Stop when |deviance - previous| / (|deviance| + 0.1) < tol.
    max_iter : int
        Iterations at most.

    Warns
    -----
    RankDeficiencyWarning, ConvergenceWarning, SeparationWarning, ExtremeProbabilityWarning

    Raises
    ------
    ValueError
        Bad input.
    FloatingPointError
        Values are too large or too small to be squared.
    """
    X = check.design_matrix(X)
    y = check.response(y, len(X))
    tol, max_iter = check.positive("tol", tol), check.whole("max_iter", max_iter, least=1)

    mu = (y + 0.5) / 2
    weights = mu * (1 - mu)
    residuals = logit(mu) + (y - mu) / weights  # the first step starts from zero coefficients, not from these means
    triangle, right = weighted_triangle(X, weights, residuals)
    check_squares(X, triangle)
    kept = independent_columns(triangle)
    Z = X
    if not kept.all():
        names = ", ".join(str(column) for column in np.flatnonzero(~kept))
        message = f"columns of X that depend on earlier ones are aliased, their coefficients NaN: {names} (from 0)"
        warnings.warn(message, RankDeficiencyWarning, stacklevel=2)
        Z = X[:, kept]
        triangle, right = weighted_triangle(Z, weights, residuals)

    coefficients, deviance, trace = np.zeros(Z.shape[1]), _deviance(y, mu), []
    while True:
        coefficients = coefficients + np.linalg.solve(triangle, right)
        eta = linear_predictor(Z, coefficients)
        last, previous = weights, deviance
        deviance, mu, weights, residuals = _working(y, eta)
        trace.append(deviance)
        converged = abs(deviance - previous) / (abs(deviance) + 0.1) < tol
        if converged or len(trace) == max_iter:
            break
        triangle, right = weighted_triangle(Z, weights, residuals)

    whole, found = (y == 0) | (y == 1), separation.Separation("none", np.zeros(Z.shape[1]))
    if not separation.excluded(Z, y - mu, whole, triangle, last):
        found = separation.find(Z[y == 1], Z[y == 0], Z[~whole])
    infinite = np.zeros(len(kept))
    infinite[kept] = found.infinite
    if found.kind != "none":
        message = (
            f"{found.kind} separation: no finite maximum-likelihood estimate exists. {_told(infinite)}; the fit only tells "
            f"where tol={tol:g} and max_iter={max_iter} stopped it"
        )
        warnings.warn(message, SeparationWarning, stacklevel=2)
    elif mu.min() < 10 * EPSILON or mu.max() > 1 - 10 * EPSILON:
        message = "fitted probabilities are numerically 0 or 1, though the estimate is finite"
        warnings.warn(message, ExtremeProbabilityWarning, stacklevel=2)
    if not converged:
        advice = "it has no minimum to settle at" if found.kind != "none" else "raise max_iter, or rescale X"
        message = f"the deviance still changes after {max_iter} iterations; {advice}"
        warnings.warn(message, ConvergenceWarning, stacklevel=2)

    inverse = np.linalg.inv(triangle)
    null_mean = y.mean() if _has_intercept(X) else 0.5
    return Fit(
        coefficients=_with_nan(coefficients, kept),
        covariance=_with_nan(_with_nan(inverse @ inverse.T, kept).T, kept),
        fitted=mu,
        deviance=deviance,
        deviance_trace=np.array(trace),
        null_deviance=_deviance(y, null_mean),
        aic=float(2 * log_loss(y, eta).sum() + 2 * kept.sum()),
        n_iter=len(trace),
        converged=converged,
        rank=int(kept.sum()),
        separation=found.kind,
        infinite=infinite,
    )


def _has_intercept(X) -> bool:
    """Whether a column of X is constant, and not zero."""
    candidates = np.flatnonzero((X[0] == X[-1]) & (X[0] == X[len(X) // 2]) & (X[0] != 0))
    return any((X[:, j] == X[0, j]).all() for j in candidates)


def _working(y, eta):
    """Deviance, μ, working weights and working residuals at linear predictor η."""
    deviance, mu, weights, residuals = 0.0, *np.empty((3, len(y)))
    for rows in blocks(len(y)):
        mean, slope = _mean_and_slope(eta[rows])
        deviance += _deviance(y[rows], mean)
        mu[rows], weights[rows], residuals[rows] = mean, slope**2 / (mean * (1 - mean)), (y[rows] - mean) / slope
    return deviance, mu, weights, residuals


def _mean_and_slope(eta):
    """μ and dμ/dη with R's guards: beyond ±30 the odds stop at the machine epsilon."""
    far = np.abs(eta) > 30
    odds = np.exp(eta, where=~far, out=np.ones_like(eta)) if far.any() else np.exp(eta)
    total = 1 + odds
    mean, slope = odds / total, odds / total**2
    if far.any():
        mean[far], slope[far] = np.where(eta[far] < 0, EPSILON / (1 + EPSILON), 1 / (1 + EPSILON)), EPSILON
    return mean, slope


def _deviance(y, mu) -> float:
    """2 Σ y log(y/μ) + (1 - y) log((1 - y)/(1 - μ)), where 0 log 0 = 0; from μ, as R does, not from η."""
    total = 0.0
    for part, mean in ((y, mu), (1 - y, 1 - mu)):
        total += 2 * part @ np.log(np.maximum(part, TINY) / np.maximum(mean, TINY))
    return float(total)


def _told(infinite) -> str:
    """The columns whose coefficients are infinite, and which way, in words."""
    ways = [("+∞", infinite == 1), ("-∞", infinite == -1), ("either end, or nowhere", np.isnan(infinite))]
    columns = [f"{', '.join(map(str, np.flatnonzero(where)))} to {way}" for way, where in ways if where.any()]
    return f"Coefficients without a finite estimate, by column (from 0): {'; '.join(columns)}"


def _with_nan(values, kept):
    """`values` for the kept entries of the first axis, NaN for the others."""
    if len(values) == len(kept):
        return values
    full = np.full((len(kept), *values.shape[1:]), np.nan)
    full[kept] = values
    return full
