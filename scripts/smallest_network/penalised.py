r"""Two remedies for separable data: penalties under which a finite optimum exists.

Ridge (weight decay) subtracts from the log-likelihood half of λ times the squared length of the penalised coefficients.
Firth's method adds ½ log det of the Fisher information, which removes the first-order bias of the estimate (D. Firth,
"Bias reduction of maximum likelihood estimates", *Biometrika* 80 (1993), 27-38) and keeps it finite (G. Heinze and
M. Schemper, *Statistics in Medicine* 21 (2002), 2409-2419).

Both climb by Newton's method, in coordinates in which the information is the identity: a step of length 1 is then one
standard error, whatever the units of X. Where the true curvature is not definite, as it may be for Firth's method far
from the optimum, a definite one takes its place; and a step is halved until it gains.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from smallest_network import check, separation
from smallest_network.families import BINOMIAL, normal_cdf
from smallest_network.glm import ConvergenceWarning
from smallest_network.least_squares import check_squares, independent_columns
from smallest_network.logistic import expit, log_loss

STEPS = 200  # a dozen are usual
HALVINGS = 60
SETTLED = 1e-8  # length of the last step in standard errors; the next would be about its square
DEFINITE = 1e-3  # smallest eigenvalue of a curvature that is followed, relative to the information
GAIN = 1e-4  # share of what the slope promises that a step must gain
ROUNDING = 1e-13  # by which an objective may seem to fall, relative to its size


@dataclass(frozen=True, eq=False)
class FirthFit:
    """What `firth` found.

    Attributes
    ----------
    coefficients : (p,) array
        They maximise the penalised log-likelihood.
    covariance : (p, p) array
        Inverse of the information at the coefficients.
    fitted : (n,) array
        Probability of every observation.
    log_likelihood : float
        Penalised: log-likelihood + ½ log det of the information.
    deviance : float
        Without the penalty, as `glm.fit` has it.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    fitted: np.ndarray
    log_likelihood: float
    deviance: float

    @property
    def standard_errors(self) -> np.ndarray:
        """(p,) square roots of the covariance's diagonal."""
        return np.sqrt(np.diag(self.covariance))

    def predict_proba(self, X) -> np.ndarray:
        """Probability (m,) that y = 1 for inputs (m, p)."""
        X = check.design_matrix(X)
        if X.shape[1] != len(self.coefficients):
            raise ValueError(f"X has shape {X.shape}; it must be (m, {len(self.coefficients)}), the columns of the fit")
        return expit(X @ self.coefficients)

    def __str__(self) -> str:
        """The coefficients with their errors and Wald's test; the profile tells more, see `intervals`."""
        lines = ["Firth's method", "", f"{'':6}{'Estimate':>12}{'Std. error':>12}{'z value':>10}{'Pr(>|z|)':>10}"]
        for j, (estimate, error) in enumerate(zip(self.coefficients, self.standard_errors, strict=True)):
            z = estimate / error
            lines.append(f"[{j}]".ljust(6) + f"{estimate:12.5g}{error:12.5g}{z:10.3f}{2 * normal_cdf(-abs(z)):10.3g}")
        return "\n".join(
            [*lines, "", f"Penalised log-likelihood {self.log_likelihood:.5g}, deviance {self.deviance:.5g}"]
        )


def ridge(X, y, *, penalty, free=()) -> np.ndarray:
    """Coefficients (p,) that maximise log-likelihood - ½ Σ penalty · coefficient²; columns in `free` are not penalised.

    Raises ValueError for bad input and for free columns that depend on each other or separate the classes, which leaves
    no finite optimum; FloatingPointError for columns whose squares are no floats. Warns with ConvergenceWarning when the
    steps do not settle.
    """
    X = check.design_matrix(X)
    y = check.response(y, len(X))
    penalties = np.full(X.shape[1], check.positive("penalty", penalty))
    free = check.columns("free", free, X.shape[1])
    penalties[free] = 0.0
    if free:
        _full_rank("the free columns of X", X[:, free])
        rises, falls = y == 1, y == 0
        found = separation.find(X[rises][:, free], X[falls][:, free], X[~(rises | falls)][:, free])
        if found.kind != "none":
            raise ValueError(f"free is {free}; these columns alone separate the classes, so there is no finite optimum")
    rows, triangle = np.linalg.qr(np.vstack([X, np.diag(np.sqrt(penalties))]))
    Q, P = rows[: len(X)], rows[len(X) :]

    def objective(position):
        eta, pull = Q @ position, P @ position
        residuals, weights = _residuals_and_weights(y, eta)
        height = -log_loss(y, eta).sum() - pull @ pull / 2
        metric = np.linalg.qr(np.vstack([np.sqrt(weights)[:, None] * Q, P]))[1]
        slope = np.linalg.solve(metric.T, Q.T @ residuals - P.T @ pull)
        return height, slope, [np.eye(len(slope))], metric

    return np.linalg.solve(triangle, _climb(objective, np.zeros(X.shape[1])))


def firth(X, y, *, weights=None) -> FirthFit:
    """Fit that maximises log-likelihood + ½ log det X' W X, for `X` (n, p) of full column rank, with a finite optimum.

    `weights`, a number or (n,), says how often every observation was seen. Raises ValueError for bad input and columns
    that depend on each other, FloatingPointError for columns whose squares are no floats; warns as `ridge`.
    """
    problem = FirthLikelihood.of(X, y, weights)
    return problem.fit(problem.top(np.zeros(problem.Q.shape[1])))


@dataclass(frozen=True, eq=False)
class FirthLikelihood:
    """The penalised log-likelihood, as a function of positions: coefficients of orthonormal columns, X = Q · triangle."""

    Q: np.ndarray
    triangle: np.ndarray
    y: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, X, y, weights) -> "FirthLikelihood":
        X = check.design_matrix(X)
        counts = np.ones(len(X)) if weights is None else check.positives("weights", weights, len(X))
        _full_rank("X", X)
        return cls(*np.linalg.qr(X), check.response(y, len(X)), counts)

    def __call__(self, position):
        """Height, slope, the true curvature and a definite one, all in local coordinates, and their metric.

        With U the orthonormal columns of √w Q, h the diagonal of U U' and V = U / √w, the slope is
        V'(y - μ + h (½ - μ)). Its derivative is -(V'wV - ½ V' h (1 - 6 μ (1 - μ)) V + ½ K), where V'wV is the identity and
        K_jk the trace of B_j B_k, with B_j = U' (1 - 2μ) V_j U. Held fixed, h gives the definite curvature 1 + U'hU.
        """
        eta = self.Q @ position
        residuals, rates = _residuals_and_weights(self.y, eta)
        roots = np.sqrt(self.counts * rates)
        U, metric = np.linalg.qr(roots[:, None] * self.Q)
        lengths = np.abs(np.diag(metric))
        height = -np.inf
        if lengths.min() > 0:
            height = float(np.log(lengths).sum() - self.counts @ log_loss(self.y, eta))
        if not np.isfinite(height):
            return -np.inf, None, None, None
        V = np.linalg.solve(metric.T, self.Q.T).T
        hat, tilt = np.square(U).sum(axis=1), 1 - 2 * expit(eta)
        slope = V.T @ (self.counts * residuals + hat * tilt / 2)
        twisted = np.array([(U.T * (tilt * column)) @ U for column in V.T]).reshape(len(slope), -1)
        true = np.eye(len(slope)) - (V.T * (hat * (1 - 6 * rates))) @ V / 2 + twisted @ twisted.T / 2
        return height, slope, [true, np.eye(len(slope)) + (U.T * hat) @ U], metric

    def top(self, start, held=None) -> np.ndarray:
        """The highest position, or of those that differ from `start` at right angles to `held`."""
        return _climb(self, start, held)

    def fit(self, position) -> FirthFit:
        height, _, _, metric = self(position)
        eta, inverse = self.Q @ position, np.linalg.inv(metric @ self.triangle)
        return FirthFit(
            coefficients=np.linalg.solve(self.triangle, position),
            covariance=inverse @ inverse.T,
            fitted=expit(eta),
            log_likelihood=height + float(np.log(np.abs(np.diag(self.triangle))).sum()),
            deviance=float(self.counts @ BINOMIAL.deviance(self.y, expit(eta))),
        )


def _residuals_and_weights(y, eta):
    """y - μ and μ (1 - μ), with all their digits where μ is near 1."""
    mu, rest = expit(eta), expit(-eta)
    return y * rest - (1 - y) * mu, mu * rest


def _full_rank(name, X) -> None:
    """ValueError if columns depend on each other, by the rule of `glm.fit`."""
    _, triangle = np.linalg.qr(X)
    check_squares(X, triangle)
    rank = int(independent_columns(triangle).sum())
    if rank < X.shape[1]:
        raise ValueError(f"{name}: rank is {rank}; it must be {X.shape[1]}, the number of columns")


def _climb(objective: Callable, position, held=None) -> np.ndarray:
    """Newton's steps, each halved until it gains; where the first curvature is not definite the last one serves."""
    height, slope, curvatures, metric = objective(position)
    for _ in range(STEPS):
        step = _newton(slope, curvatures, metric, held)
        length, promised = np.linalg.norm(metric @ step), slope @ (metric @ step)
        for _ in range(HALVINGS):
            ahead = objective(position + step)
            if ahead[0] >= height + GAIN * promised - ROUNDING * (1 + abs(height)):
                break
            step, promised = step / 2, promised / 2
        else:
            break  # nothing gains: rounding is in the way
        position, (height, slope, curvatures, metric) = position + step, ahead
        if length <= SETTLED:
            return position
    warnings.warn("Newton's steps have not settled", ConvergenceWarning, stacklevel=4)
    return position


def _newton(slope, curvatures, metric, held):
    """Newton's step, or a standard error aside where it ends on a saddle.

    Local coordinates are metric @ position; the step is at right angles to `held`, if that is given.
    """
    across = np.eye(len(slope))
    if held is not None:
        across = np.linalg.qr(np.linalg.solve(metric.T, held)[:, None], mode="complete")[0][:, 1:]
    true, definite = (across.T @ curvature @ across for curvature in (curvatures[0], curvatures[-1]))
    bends, ways = np.linalg.eigh(true)
    least = bends.min(initial=1.0)
    step = across @ np.linalg.solve(true if least > DEFINITE else definite, across.T @ slope)
    if least < -DEFINITE and np.linalg.norm(step) <= SETTLED:
        step = across @ ways[:, 0]
    return np.linalg.solve(metric, step)
