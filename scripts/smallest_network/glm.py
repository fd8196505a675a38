r"""Generalised linear models, fitted by iteratively reweighted least squares as R's `glm.fit` does it.

At linear predictor η every observation has a mean μ = g⁻¹(η), a working weight w and a working residual r:

.. math:: w = \frac{(d\mu/d\eta)^2}{V(\mu)}, \qquad r = \frac{y - \mu}{d\mu/d\eta}

with V the variance function of the family. For the logistic regression this site is about, μ = expit(η) and
w = μ (1 - μ). One iteration moves the coefficients by the least-squares solution of √w X δ = √w r, which for a canonical
link is a Newton step on the log-likelihood (McCullagh and Nelder, *Generalized Linear Models*, 2nd ed., section 2.5).

R's choices are kept, because they show in the numbers: the start, the stopping rule, the deviance computed from rounded
means, standard errors from the last iteration's weights, and the rule that of linearly dependent columns the later one
is aliased.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from smallest_network import check, families, separation
from smallest_network.least_squares import blocks, check_squares, independent_columns, weighted_triangle
from smallest_network.logistic import linear_predictor, log_loss

EPSILON, TINY = np.finfo(float).eps, np.finfo(float).tiny
HALVINGS = 50  # of a step that leads out of the floats
SETTLED = 1e-13  # share of a deviance by which it last fell, where only the deviance counts


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
        Of the fit, and of the best fit with no more than a constant, if a column of X is one, and the offset.
    deviance_trace : (n_iter,) array
        Deviance after every iteration.
    aic : float
        Twice the negative log-likelihood and twice the number of estimated parameters.
    dispersion : float
        1 for binomial and Poisson responses; for Gaussian ones the estimated variance, in squares of their unit.
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
    family, link : str
        As they were asked for.
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
    dispersion: float
    separation: str
    infinite: np.ndarray
    family: str
    link: str

    @property
    def separated(self) -> bool:
        """Whether no finite estimate exists."""
        return self.separation != "none"

    @property
    def standard_errors(self) -> np.ndarray:
        """(p,) square roots of the covariance's diagonal; NaN where aliased."""
        return np.sqrt(np.diag(self.covariance))

    def predict(self, X, *, offset=None) -> np.ndarray:
        """Mean response (m,) for inputs (m, p). Aliased columns are left out, with a warning, as in R."""
        X = check.design_matrix(X)
        if X.shape[1] != len(self.coefficients):
            raise ValueError(f"X has shape {X.shape}; it must be (m, {len(self.coefficients)}), the columns of the fit")
        if self.rank < len(self.coefficients):
            warnings.warn("prediction from a rank-deficient fit may be misleading", RankDeficiencyWarning, stacklevel=2)
        eta = linear_predictor(X, np.nan_to_num(self.coefficients))
        return families.LINKS[self.link].inverse(
            eta if offset is None else eta + check.vector("offset", offset, len(X))
        )

    def predict_proba(self, X, *, offset=None) -> np.ndarray:
        """Probability (m,) that y = 1: `predict` for a binomial fit."""
        check.choice("family", self.family, ["binomial"])
        return self.predict(X, offset=offset)

    def __str__(self) -> str:
        """The coefficients with their errors and tests, and how well they fit, as R's `summary` prints them."""
        letter = "z" if self.dispersion == 1 else "t"
        ratio = self.coefficients / self.standard_errors
        lines = [
            f"{self.family} family, {self.link} link",
            "",
            f"{'':6}{'Estimate':>12}{'Std. error':>12}{letter + ' value':>10}",
        ]
        if letter == "z":
            lines[-1] += f"{'Pr(>|z|)':>10}"
        for column, (estimate, error, value) in enumerate(
            zip(self.coefficients, self.standard_errors, ratio, strict=True)
        ):
            line = f"[{column}]".ljust(6) + f"{estimate:12.5g}{error:12.5g}{value:10.3f}"
            lines.append(line + (f"{2 * families.normal_cdf(-abs(value)):10.3g}" if letter == "z" else ""))
        n = len(self.fitted)
        lines += [
            "",
            f"Null deviance {self.null_deviance:.5g}",
            f"Residual deviance {self.deviance:.5g} on {n - self.rank} degrees of freedom",
            f"AIC {self.aic:.5g}; {self.n_iter} iterations; separation: {self.separation}",
        ]
        return "\n".join(lines)


def fit(X, y, *, family="binomial", link=None, offset=None, weights=None, tol=1e-8, max_iter=25) -> Fit:
    """Maximum-likelihood fit of a generalised linear model, by default P(y = 1) = expit(X @ coefficients).

    Parameters
    ----------
    X : (n, p) array
        Covariates. An intercept is a column of ones that the caller adds.
    y : (n,) array
        Responses: in [0, 1] if binomial, at least 0 if Poisson.
    family : {"binomial", "gaussian", "poisson"}
        Distribution of the responses.
    link : {"logit", "probit", "cloglog", "identity", "log"}, optional
        Ties the mean to η; the family's canonical one if not given.
    offset : (n,) array, optional
        Added to X @ coefficients, with a coefficient of 1 that is not estimated.
    weights : number or (n,) array, optional
        Of every observation, above 0: how often it was seen, or of how many trials a binomial response is the share.
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
        Values are too large or too small to be squared, or no iterate has a finite deviance.
    """
    X = check.design_matrix(X)
    model = _Model.of(len(X), y, family, link, offset, weights)
    tol, max_iter = check.positive("tol", tol), check.whole("max_iter", max_iter, least=1)

    deviance, working, residuals = model.start()
    triangle, right = weighted_triangle(X, working, residuals)
    check_squares(X, triangle)
    kept = independent_columns(triangle)
    Z = X
    if not kept.all():
        names = ", ".join(str(column) for column in np.flatnonzero(~kept))
        message = f"columns of X that depend on earlier ones are aliased, their coefficients NaN: {names} (from 0)"
        warnings.warn(message, RankDeficiencyWarning, stacklevel=2)
        Z = X[:, kept]
        triangle, right = weighted_triangle(Z, working, residuals)
    coefficients, eta, mu, triangle, last, trace, converged = _iterate(
        model, Z, triangle, right, deviance, working, tol, max_iter
    )

    found = _separation(model, Z, eta, triangle, last)
    infinite = np.zeros(len(kept))
    infinite[kept] = found.infinite
    if found.kind != "none":
        message = (
            f"{found.kind} separation: no finite maximum-likelihood estimate exists. {_told(infinite)}; the fit only tells "
            f"where tol={tol:g} and max_iter={max_iter} stopped it"
        )
        warnings.warn(message, SeparationWarning, stacklevel=2)
    elif family == "binomial" and (mu.min() < 10 * EPSILON or mu.max() > 1 - 10 * EPSILON):
        message = "fitted probabilities are numerically 0 or 1, though the estimate is finite"
        warnings.warn(message, ExtremeProbabilityWarning, stacklevel=2)
    if not converged:
        advice = "it has no minimum to settle at" if found.kind != "none" else "raise max_iter, or rescale X"
        message = f"the deviance still changes after {max_iter} iterations; {advice}"
        warnings.warn(message, ConvergenceWarning, stacklevel=2)

    inverse, rank, law, deviance = np.linalg.inv(triangle), int(kept.sum()), model.family, trace[-1]
    dispersion = deviance / (len(y) - rank) if law.has_dispersion and len(y) > rank else 1.0
    return Fit(
        coefficients=_with_nan(coefficients, kept),
        covariance=_with_nan(_with_nan(dispersion * (inverse @ inverse.T), kept).T, kept),
        fitted=mu,
        deviance=deviance,
        deviance_trace=np.array(trace),
        null_deviance=model.null_deviance(X, deviance),
        aic=2 * (rank + law.has_dispersion - model.log_likelihood(eta, mu)),
        n_iter=len(trace),
        converged=converged,
        rank=rank,
        dispersion=dispersion,
        separation=found.kind,
        infinite=infinite,
        family=family,
        link=model.link.name,
    )


def least_deviance(X, y, start, *, family="binomial", link=None, offset=None, weights=None) -> float:
    """Deviance of the best fit of `X` (n, p) of full column rank, p ≥ 0; infinite if it is at the start.

    Fisher scoring from coefficients `start` (p,), without R's guards, and with each step halved until the deviance does
    not rise: it arrives also where an offset is far from what the data say.
    """
    model = _Model.of(len(X), y, family, link, offset, weights)
    shift = 0.0 if model.offset is None else model.offset

    def at(coefficients):
        return model.unguarded(linear_predictor(X, coefficients) + shift)

    coefficients = np.asarray(start, dtype=float)
    deviance, working, residuals = at(coefficients)
    previous = np.inf
    while np.isfinite(deviance) and previous - deviance > SETTLED * (deviance + 0.1):
        step = np.linalg.solve(*weighted_triangle(X, working, residuals))
        previous = deviance
        for _ in range(HALVINGS):
            ahead = at(coefficients + step)
            if ahead[0] <= previous * (1 + EPSILON):
                coefficients, (deviance, working, residuals) = coefficients + step, ahead
                break
            step = step / 2
    return deviance


@dataclass(frozen=True, eq=False)
class _Model:
    """Family, link and data: all that an iteration asks of them, `blocks` of observations at a time."""

    family: families.Family
    link: families.Link
    y: np.ndarray
    offset: np.ndarray | None
    prior: np.ndarray | None

    @classmethod
    def of(cls, n, y, family, link, offset, weights) -> "_Model":
        """The model of checked arguments of `fit`, for n observations."""
        law, ties = families.choose(family, link)
        return cls(
            law,
            ties,
            law.response(y, n),
            None if offset is None else check.vector("offset", offset, n),
            None if weights is None else check.positives("weights", weights, n),
        )

    def start(self):
        """Deviance at R's first means, and the weights and residuals of a first step from coefficients that are zero."""
        mu = self.family.start(self.y, 1.0 if self.prior is None else self.prior)
        eta, variance = self.link.link(mu), self.family.variance(mu)
        slope = variance if self.link.name == self.family.links[0] else self.link.slope(eta)
        weights = variance if slope is variance else slope**2 / variance
        residuals = eta + (self.y - mu) / slope
        return self.deviance(mu), self._weighted(weights), residuals if self.offset is None else residuals - self.offset

    def working(self, eta):
        """Deviance, μ, working weights and working residuals at linear predictor η."""
        deviance, mu, weights, residuals = 0.0, *np.empty((3, len(self.y)))
        for rows in blocks(len(self.y)):
            mean, slope = self._mean_and_slope(eta[rows])
            deviance += self.deviance(mean, rows)
            weights[rows] = self._weighted(slope**2 / self.family.variance(mean), rows)
            mu[rows], residuals[rows] = mean, (self.y[rows] - mean) / slope
        return deviance, mu, weights, residuals

    def unguarded(self, eta):
        """Deviance, working weights and working residuals at η, with all their digits where μ is near 0 or 1."""
        law, link, y = self.family, self.link, self.y
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            mu, slope = link.inverse(eta), link.slope(eta)
            rest = None if link.complement is None else link.complement(eta)
            certain = (y == 0) | (y == 1) if rest is not None else np.zeros(len(y), dtype=bool)
            deviances = np.empty(len(y)) if certain.all() else law.deviance(y, mu)
            if rest is not None:
                deviances = np.where(certain, -2 * np.log(np.where(y == 0, rest, mu)), deviances)
            weights = slope**2 / (law.variance(mu) if rest is None else mu * rest)
            weights = np.where(weights > TINY, weights, TINY)
            residuals = families.score(law, link, y, eta) / weights
        deviance = float(self._weighted(deviances).sum())
        sound = np.isfinite(deviance) and np.isfinite(residuals).all()
        return deviance if sound else np.inf, self._weighted(weights), residuals

    def deviance(self, mu, rows=slice(None)) -> float:
        y = self.y[rows]
        if self.family.name != "binomial":
            return float(self._weighted(self.family.deviance(y, mu), rows).sum())
        return _binomial_deviance(y, mu, None if self.prior is None else self.prior[rows])

    def null_deviance(self, X, deviance) -> float:
        """Of the best constant, with the offset; without an intercept, of η = 0 and the offset."""
        offset, intercept = np.zeros(len(self.y)) if self.offset is None else self.offset, _has_intercept(X)
        if intercept and offset.any() and X.shape[1] == 1:
            return deviance
        if intercept and offset.any():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FitWarning)  # it is said of the whole fit
                constant = fit(np.ones((len(self.y), 1)), self.y, family=self.family.name, link=self.link.name,
                               offset=offset, weights=self.prior)  # fmt: skip
            return constant.deviance
        mean = np.average(self.y, weights=self.prior) if intercept else self.link.inverse(offset)
        return self.deviance(mean * np.ones(len(self.y)))

    def log_likelihood(self, eta, mu) -> float:
        if self.family.name == "binomial" and self.link.name == "logit" and self.prior is None:
            return -float(log_loss(self.y, eta).sum())  # with all digits, where μ is near 0 or 1
        return self.family.log_likelihood(self.y, mu, 1.0 if self.prior is None else self.prior)

    def _weighted(self, values, rows=slice(None)):
        return values if self.prior is None else self.prior[rows] * values

    def _mean_and_slope(self, eta):
        """μ and dμ/dη; where they are probabilities, kept from 0 and 1 by the machine epsilon, as R does it."""
        if self.link.name == "logit":
            return _logit_mean_and_slope(eta)
        mean, slope = self.link.inverse(eta), self.link.slope(eta)
        if self.family.name == "binomial":
            return np.clip(mean, EPSILON, 1 - EPSILON), np.maximum(slope, EPSILON)
        return mean, slope


def _iterate(model, Z, triangle, right, deviance, working, tol, max_iter):
    """Fisher scoring: coefficients, η, μ, the last step's triangle and weights, deviances, and whether they settled."""
    coefficients, trace = np.zeros(Z.shape[1]), []
    while True:
        step = np.linalg.solve(triangle, right)
        last, previous = working, deviance
        coefficients, eta, (deviance, mu, working, residuals) = _advance(model, Z, coefficients, step)
        trace.append(deviance)
        converged = abs(deviance - previous) / (abs(deviance) + 0.1) < tol
        if converged or len(trace) == max_iter:
            return coefficients, eta, mu, triangle, last, trace, converged
        triangle, right = weighted_triangle(Z, working, residuals)


def _advance(model, Z, coefficients, step):
    """Coefficients after a step, their η, and what the model makes of it; halved while the deviance is not finite."""
    for _ in range(HALVINGS):
        ahead = coefficients + step
        eta = linear_predictor(Z, ahead)
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            found = model.working(eta if model.offset is None else eta + model.offset)
        if np.isfinite(found[0]) and np.isfinite(found[3]).all():
            return ahead, eta if model.offset is None else eta + model.offset, found
        step = step / 2
    raise FloatingPointError(
        f"after {HALVINGS} halvings of a step the deviance is still not finite; rescale X or offset"
    )


def _separation(model, Z, eta, triangle, working) -> separation.Separation:
    """What the data say of a finite estimate: only responses at an end of their range can be fitted ever better."""
    y, law = model.y, model.family
    rises, falls = y == law.high, y == law.low
    whole = rises | falls
    scores = model._weighted(families.score(law, model.link, y, eta))
    if separation.excluded(Z, scores, whole, triangle, working):
        return separation.Separation("none", np.zeros(Z.shape[1]))
    return separation.find(Z[rises], Z[falls], Z[~whole])


def _has_intercept(X) -> bool:
    """Whether a column of X is constant, and not zero."""
    candidates = np.flatnonzero((X[0] == X[-1]) & (X[0] == X[len(X) // 2]) & (X[0] != 0))
    return any((X[:, j] == X[0, j]).all() for j in candidates)


def _logit_mean_and_slope(eta):
    """μ and dμ/dη with R's guards: beyond ±30 the odds stop at the machine epsilon."""
    far = np.abs(eta) > 30
    odds = np.exp(eta, where=~far, out=np.ones_like(eta)) if far.any() else np.exp(eta)
    total = 1 + odds
    mean, slope = odds / total, odds / total**2
    if far.any():
        mean[far], slope[far] = np.where(eta[far] < 0, EPSILON / (1 + EPSILON), 1 / (1 + EPSILON)), EPSILON
    return mean, slope


def _binomial_deviance(y, mu, prior) -> float:
    """2 Σ y log(y/μ) + (1 - y) log((1 - y)/(1 - μ)), where 0 log 0 = 0; from μ, as R does, not from η."""
    total = 0.0
    for part, mean in ((y, mu), (1 - y, 1 - mu)):
        terms = part if prior is None else prior * part
        total += 2 * terms @ np.log(np.maximum(part, TINY) / np.maximum(mean, TINY))
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
