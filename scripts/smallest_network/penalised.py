r"""Two remedies for separable data: penalties under which a finite optimum exists.

Ridge (weight decay) subtracts from the log-likelihood half of λ times the squared length of the penalised coefficients.
Firth's method adds ½ log det of the Fisher information, which removes the first-order bias of the estimate (D. Firth,
"Bias reduction of maximum likelihood estimates", *Biometrika* 80 (1993), 27-38) and keeps it finite (G. Heinze and
M. Schemper, *Statistics in Medicine* 21 (2002), 2409-2419). Both are fitted by Newton's method with step halving.
"""

import warnings
from collections.abc import Callable

import numpy as np

from smallest_network import check
from smallest_network.glm import ConvergenceWarning
from smallest_network.logistic import expit, log_loss

STEPS = 200  # full and halved ones; a dozen are usual
SETTLED = 1e-10  # largest entry of the last step, relative to the coefficients
ROUNDING = 1e-12  # by which an objective may seem to fall, relative to its size


def ridge(X, y, *, penalty, free=()) -> np.ndarray:
    """Coefficients (p,) that maximise log-likelihood - ½ Σ penalty · coefficient²; columns in `free` are not penalised.

    Raises ValueError for bad input and FloatingPointError where the curvature cannot be inverted: columns too large to be
    squared, or free columns that separate the classes, so that there is no finite optimum. Warns with ConvergenceWarning
    when the steps do not settle.
    """
    X = check.design_matrix(X)
    y = check.response(y, len(X))
    penalties = np.full(X.shape[1], check.positive("penalty", penalty))
    penalties[check.columns("free", free, X.shape[1])] = 0.0

    def objective(coefficients):
        eta = X @ coefficients
        residuals, weights = _residuals_and_weights(y, eta)
        height = -log_loss(y, eta).sum() - penalties @ coefficients**2 / 2
        return height, X.T @ residuals - penalties * coefficients, _information(X, weights) + np.diag(penalties)

    return _climb(objective, X.shape[1])


def firth(X, y) -> np.ndarray:
    """Coefficients (p,) that maximise log-likelihood + ½ log det X' W X, for `X` (n, p) of full column rank.

    The slope is X'(y - μ + h (½ - μ)), with h the diagonal of the hat matrix. With h held fixed its curvature is
    X' W (1 + h) X, in place of X' W X: observations count 1 + h times. Raises and warns as `ridge`.
    """
    X = check.design_matrix(X)
    y = check.response(y, len(X))
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError(f"X has rank {np.linalg.matrix_rank(X)}; it must be {X.shape[1]}, the number of its columns")

    def objective(coefficients):
        eta = X @ coefficients
        residuals, weights = _residuals_and_weights(y, eta)
        information = _information(X, weights)
        with np.errstate(invalid="ignore"):
            log_determinant = np.linalg.slogdet(information)[1]
        if not np.isfinite(log_determinant):
            return -np.inf, eta, information
        hat = weights * np.einsum("ij,ji->i", X, np.linalg.solve(information, X.T))
        height = -log_loss(y, eta).sum() + log_determinant / 2
        return height, X.T @ (residuals + hat * (0.5 - expit(eta))), _information(X, weights * (1 + hat))

    return _climb(objective, X.shape[1])


def _residuals_and_weights(y, eta):
    """y - μ and μ (1 - μ), with all their digits where μ is near 1."""
    mu, rest = expit(eta), expit(-eta)
    return y * rest - (1 - y) * mu, mu * rest


def _information(X, weights):
    with np.errstate(over="ignore"):  # `_climb` sees it
        return (X.T * weights) @ X


def _climb(objective: Callable, p: int) -> np.ndarray:
    """Newton's steps from zero, each halved until the objective does not fall by more than rounding."""
    coefficients = np.zeros(p)
    height, slope, curvature = objective(coefficients)
    step = _newton(slope, curvature)
    for _ in range(STEPS):
        ahead = objective(coefficients + step)
        if ahead[0] < height - ROUNDING * (1 + abs(height)):
            step = step / 2
            continue
        coefficients, (height, slope, curvature) = coefficients + step, ahead
        step = _newton(slope, curvature)
        if np.abs(step).max() <= SETTLED * (1 + np.abs(coefficients).max()):
            return coefficients + step
    warnings.warn(f"Newton's steps have not settled after {STEPS}", ConvergenceWarning, stacklevel=3)
    return coefficients


def _newton(slope, curvature):
    if not np.isfinite(curvature).all() or np.linalg.matrix_rank(curvature, rtol=1e-15) < len(slope):
        raise FloatingPointError("the curvature cannot be inverted: rescale X, or there is no finite optimum")
    return np.linalg.solve(curvature, slope)
