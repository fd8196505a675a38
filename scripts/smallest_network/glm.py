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

from smallest_network import check
from smallest_network.logistic import expit, linear_predictor, log_loss, logit

EPSILON, TINY = np.finfo(float).eps, np.finfo(float).tiny
ALIASED_BELOW = 1e-11  # R: a column is aliased when less than this share of its length is new
TRUST_CROSS_PRODUCTS = 1e3  # condition number up to which squaring it costs less than R's own tolerances
SQUARES_FROM = 1e-280  # from here to its inverse there is room left for weights, sums and coefficients
ROWS = 2048  # observations worked on together: they fit in the processor's cache


class RankDeficiencyWarning(UserWarning):
    """Columns of X are linearly dependent; some coefficients cannot be told apart and are NaN."""


class ConvergenceWarning(UserWarning):
    """The iterations ended before the deviance settled."""


class SeparationWarning(UserWarning):
    """A line (plane) separates the classes: no finite maximum-likelihood estimate exists."""


class ExtremeProbabilityWarning(UserWarning):
    """Some fitted probabilities are numerically 0 or 1, as where the classes only touch; R warns of it too."""


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
    separated : bool
        Whether an iterate put every observation strictly on its side of η = 0, which proves complete separation.
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
    separated: bool

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
    triangle, right = _weighted_triangle(X, weights, residuals)
    _check_squares(X, triangle)
    kept = _independent_columns(triangle)
    Z = X
    if not kept.all():
        names = ", ".join(str(column) for column in np.flatnonzero(~kept))
        message = f"columns of X that depend on earlier ones are aliased, their coefficients NaN: {names} (from 0)"
        warnings.warn(message, RankDeficiencyWarning, stacklevel=2)
        Z = X[:, kept]
        triangle, right = _weighted_triangle(Z, weights, residuals)

    sides = (y == 1) * 1.0 - (y == 0)  # of η = 0; a proportion is on neither
    coefficients, deviance, trace, separated = np.zeros(Z.shape[1]), _deviance(y, mu), [], False
    while True:
        coefficients = coefficients + np.linalg.solve(triangle, right)
        eta = linear_predictor(Z, coefficients)
        previous, (deviance, mu, weights, residuals) = deviance, _working(y, eta)
        trace.append(deviance)
        separated = separated or _separates(Z, coefficients, sides * eta)
        converged = abs(deviance - previous) / (abs(deviance) + 0.1) < tol
        if converged or len(trace) == max_iter:
            break
        triangle, right = _weighted_triangle(Z, weights, residuals)

    if separated:
        message = (
            "the classes are separable: an iterate has every observation strictly on its right side, so no finite "
            f"maximum-likelihood estimate exists, and the coefficients only tell where tol={tol:g} stopped them"
        )
        warnings.warn(message, SeparationWarning, stacklevel=2)
    elif mu.min() < 10 * EPSILON or mu.max() > 1 - 10 * EPSILON:
        message = "fitted probabilities are numerically 0 or 1; if the classes only touch, no finite estimate exists"
        warnings.warn(message, ExtremeProbabilityWarning, stacklevel=2)
    if not converged:
        message = f"the deviance still changes after {max_iter} iterations; raise max_iter, or rescale X"
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
        separated=separated,
    )


def _check_squares(X, triangle):
    """Raise FloatingPointError where the squares of a column of X leave the range in which floats keep their digits."""
    with np.errstate(over="ignore"):
        squares = np.square(triangle).sum(axis=0)
    for j in np.flatnonzero(~((squares > SQUARES_FROM) & (squares < 1 / SQUARES_FROM))):
        if X[:, j].any():
            raise FloatingPointError(f"column {j} of X (from 0) is too large or too small to be squared; rescale it")


def _has_intercept(X) -> bool:
    """Whether a column of X is constant, and not zero."""
    candidates = np.flatnonzero((X[0] == X[-1]) & (X[0] == X[len(X) // 2]) & (X[0] != 0))
    return any((X[:, j] == X[0, j]).all() for j in candidates)


def _working(y, eta):
    """Deviance, μ, working weights and working residuals at linear predictor η."""
    deviance, mu, weights, residuals = 0.0, *np.empty((3, len(y)))
    for rows in _blocks(len(y)):
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


def _separates(X, coefficients, margins) -> bool:
    """Whether every observation is on its class's side of η = 0 by more than rounding can explain."""
    if margins.min() <= 0:
        return False
    share = EPSILON * (X.shape[1] + 1)
    return all((margins[rows] > share * (np.abs(X[rows]) @ np.abs(coefficients))).all() for rows in _blocks(len(X)))


def _weighted_triangle(X, weights, target):
    """Upper triangle R (p, p) and Qᵀ√w·target (p,) of the QR decomposition of √w X.

    The Cholesky factor of Xᵀ W X is that R, and takes a third of the time, but its error grows with the square of the
    condition number. So it serves only where that number is small; else the decomposition is done block by block.
    """
    gram, right = np.zeros((X.shape[1],) * 2), np.zeros(X.shape[1])
    with np.errstate(all="ignore"):  # a column of zeros has no scale, one too long no square; `_well_conditioned` sees
        for rows in _blocks(len(X)):
            weighted = X[rows] * weights[rows, None]
            gram += weighted.T @ X[rows]
            right += weighted.T @ target[rows]
        scale = np.sqrt(np.diag(gram))
        gram = gram / scale / scale[:, None]
    if _well_conditioned(gram):
        lower = np.linalg.cholesky(gram)
        return lower.T * scale, np.linalg.solve(lower, right / scale)
    triangles = []
    for rows in _blocks(len(X)):
        block = np.column_stack([X[rows], target[rows]]) * np.sqrt(weights[rows, None])
        triangles.append(_triangle(block))
    triangle = _triangle(np.concatenate(triangles))
    return triangle[: X.shape[1], :-1], triangle[: X.shape[1], -1]


def _triangle(matrix):
    return np.linalg.qr(matrix, mode="r")  # here, because NumPy's types do not know this mode


def _well_conditioned(gram) -> bool:
    if not gram.size or not np.isfinite(gram).all():
        return not gram.size
    eigenvalues = np.linalg.eigvalsh(gram)
    return bool(eigenvalues[-1] <= TRUST_CROSS_PRODUCTS**2 * eigenvalues[0])


def _independent_columns(triangle):
    """(p,) bool: which columns of √w X = Q·triangle are not combinations of earlier ones, by R's tolerance."""
    columns = triangle.T
    lengths, new = np.sqrt(np.square(columns).sum(axis=1)), np.abs(np.diag(triangle))
    if len(new) == len(lengths) and (new > ALIASED_BELOW * lengths).all():
        return np.ones(len(lengths), dtype=bool)
    basis: list[np.ndarray] = []
    kept = np.zeros(len(columns), dtype=bool)
    for j, column in enumerate(columns):
        rest = column.copy()
        for _ in range(2):  # once more removes what rounding left of the basis
            for direction in basis:
                rest -= (direction @ rest) * direction
        length = np.linalg.norm(rest)
        if length > ALIASED_BELOW * np.linalg.norm(column):
            basis.append(rest / length)
            kept[j] = True
    return kept


def _blocks(n):
    return (slice(start, start + ROWS) for start in range(0, n, ROWS))


def _with_nan(values, kept):
    """`values` for the kept entries of the first axis, NaN for the others."""
    if len(values) == len(kept):
        return values
    full = np.full((len(kept), *values.shape[1:]), np.nan)
    full[kept] = values
    return full
