r"""Two remedies for separable data: penalties under which a finite optimum always exists.

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
from smallest_network.logistic import expit

STEPS = 100  # Newton steps at most; a dozen are usual
SETTLED = 1e-10  # largest entry of the last step, relative to the coefficients


def ridge(X, y, *, penalty, free=()) -> np.ndarray:
    """Coefficients (p,) that maximise log-likelihood - ½ Σ penalty · coefficient²; columns in `free` are not penalised.

    Raises ValueError for bad input; warns with ConvergenceWarning when the steps do not settle.
    """
    X = check.design_matrix(X)
    y = check.response(y, len(X))
    penalties = np.full(X.shape[1], check.positive("penalty", penalty))
    penalties[[check.whole("free", column) for column in free]] = 0.0

    def newton(coefficients):
        mu = expit(X @ coefficients)
        information = (X.T * (mu * (1 - mu))) @ X + np.diag(penalties)
        score = X.T @ (y - mu) - penalties * coefficients
        return score, np.linalg.solve(information, score)

    return _climb(newton, X.shape[1])


def firth(X, y) -> np.ndarray:
    """Coefficients (p,) that maximise log-likelihood + ½ log det X' W X, for `X` (n, p) of full column rank.

    The modified score is X'(y - μ + h (½ - μ)), with h the diagonal of the hat matrix. Raises and warns as `ridge`.
    """
    X = check.design_matrix(X)
    y = check.response(y, len(X))
    if np.linalg.matrix_rank(X) < X.shape[1]:
        raise ValueError(f"X has rank {np.linalg.matrix_rank(X)}; it must be {X.shape[1]}, the number of its columns")

    def newton(coefficients):
        mu = expit(X @ coefficients)
        fisher = (X.T * (mu * (1 - mu))) @ X
        hat = mu * (1 - mu) * np.einsum("ij,ji->i", X, np.linalg.solve(fisher, X.T))
        score = X.T @ (y - mu + hat * (0.5 - mu))
        return score, np.linalg.solve(fisher, score)

    return _climb(newton, X.shape[1])


def _climb(newton: Callable, p: int) -> np.ndarray:
    """Newton's steps from zero, each halved until score · step, which is zero at the optimum, has fallen."""
    coefficients = np.zeros(p)
    score, step = newton(coefficients)
    for _ in range(STEPS):
        ahead = newton(coefficients + step)
        if ahead[0] @ ahead[1] <= 0.9 * (score @ step):
            coefficients = coefficients + step
            score, step = ahead
        else:
            step = step / 2
        if np.abs(step).max() <= SETTLED * (1 + np.abs(coefficients).max()):
            return coefficients + step
    warnings.warn(f"Newton's steps have not settled after {STEPS}", ConvergenceWarning, stacklevel=3)
    return coefficients
