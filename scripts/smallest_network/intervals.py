r"""How sure? Intervals and tests for a coefficient, or for any linear combination of coefficients.

Wald's interval trusts a parabola: estimate ± z standard errors. The likelihood-ratio test asks the likelihood itself: by
how much does the deviance rise when the combination is held at a value and all else is fitted anew? Of the right value it
rises by more than z² as often as a standard normal number is outside ±z, in large samples. The profile interval holds the
values that this test does not reject. Where the data are separated it may have no end, and says so: ±∞.

A combination c (p,) stands for c @ coefficients: (0, 1, 0) for the second of three coefficients, a row of inputs for the
linear predictor there. For Firth's method the penalised log-likelihood takes the place of the likelihood (G. Heinze and
M. Schemper, *Statistics in Medicine* 21 (2002), 2409-2419).
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from statistics import NormalDist

import numpy as np

from smallest_network import check, glm, separation
from smallest_network.families import choose, normal_cdf
from smallest_network.least_squares import independent_columns
from smallest_network.penalised import FirthLikelihood

NEAR = 1e-11  # width of the bracket around an end, relative to the numbers around it


@dataclass(frozen=True)
class Wald:
    """An estimate with its standard error, its distance from zero in standard errors, and the interval around it."""

    estimate: float
    standard_error: float
    z: float
    low: float
    high: float


@dataclass(frozen=True)
class Ratio:
    """A likelihood ratio: the rise of the deviance, and the chance of a larger one (χ² on one degree of freedom)."""

    statistic: float
    p: float


def wald(fit, combination, *, level=0.95) -> Wald:
    """Wald's interval and statistic from the coefficients and the covariance of a `fit`, of any kind."""
    c, z = _combination(combination, len(fit.coefficients)), _quantile(level)
    used = c != 0
    estimate = float(c[used] @ fit.coefficients[used])
    error = sqrt(c[used] @ fit.covariance[np.ix_(used, used)] @ c[used])
    return Wald(estimate, error, estimate / error, estimate - z * error, estimate + z * error)


def likelihood_ratio(X, y, combination, *, value=0.0, family="binomial", link=None, offset=None, weights=None) -> Ratio:
    """Test that the combination of the coefficients of `glm.fit` has this `value`."""
    return _ratio(_Profile.of(X, y, combination, family, link, offset, weights).excess(check.number("value", value)))


def profile(
    X, y, combination, *, level=0.95, family="binomial", link=None, offset=None, weights=None
) -> tuple[float, float]:
    """Ends of the profile interval of a combination of the coefficients of `glm.fit`; infinite where the data set none."""
    threshold = _quantile(level) ** 2
    found = _Profile.of(X, y, combination, family, link, offset, weights)
    inside = found.inside(threshold)
    return tuple(  # type: ignore[return-value]
        way * inf if endless else _end(found.excess, inside, way * found.step, threshold)
        for way, endless in zip((-1, 1), found.endless, strict=True)
    )


def firth_ratio(X, y, combination, *, value=0.0, weights=None) -> Ratio:
    """Test that the combination of the coefficients of `penalised.firth` has this `value`."""
    return _ratio(_firth(X, y, combination, weights)[0](check.number("value", value)))


def firth_profile(X, y, combination, *, level=0.95, weights=None) -> tuple[float, float]:
    """Ends of the profile interval of a combination of the coefficients of `penalised.firth`; they are finite."""
    threshold, (excess, estimate, step) = _quantile(level) ** 2, _firth(X, y, combination, weights)
    return _end(excess, estimate, -step, threshold), _end(excess, estimate, step, threshold)


def bootstrap(fitter: Callable, X, y, *, draws, rng) -> np.ndarray:
    """What `fitter(X, y)` gives for `draws` samples of as many rows, drawn with replacement: an array (draws, …).

    Source: B. Efron, "Bootstrap methods: another look at the jackknife", *Annals of Statistics* 7 (1979), 1-26.
    """
    X, rng = check.design_matrix(X), check.generator("rng", rng)
    y = check.vector("y", y, len(X))
    samples = rng.integers(len(X), size=(check.whole("draws", draws, least=1), len(X)))
    return np.array([fitter(X[rows], y[rows]) for rows in samples])


def wilson(successes, n, level=0.95) -> tuple[np.ndarray, np.ndarray]:
    r"""Score interval (low, high) for a probability, after `successes` in `n` trials; any shape.

    Its ends are the two probabilities π at which the observed share is exactly z standard errors away,
    :math:`(k/n - \pi)^2 = z^2 \pi (1 - \pi) / n`, so that they stay in [0, 1] and have a width even at 0 of n.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
    American Statistical Association 22 (1927), 209-212.
    """
    successes, n = check.floats("successes", successes), check.floats("n", n)
    if not ((n > 0) & (successes >= 0) & (successes <= n)).all():
        raise ValueError("successes or n is out of range; it must be 0 ≤ successes ≤ n and n > 0 throughout")
    z = _quantile(level)
    centre = (successes + z**2 / 2) / (n + z**2)
    half = z * np.sqrt(successes * (n - successes) / n + z**2 / 4) / (n + z**2)
    low, high = np.where(successes == 0, 0.0, centre - half), np.where(successes == n, 1.0, centre + half)
    return low, high


@dataclass(frozen=True, eq=False)
class _Profile:
    """By how much the deviance rises when the combination is held."""

    estimate: float
    step: float
    endless: tuple[bool, bool]
    excess: Callable

    @classmethod
    def of(cls, X, y, combination, family, link, offset, weights) -> "_Profile":
        """Hold c @ coefficients at t by solving it for one coefficient: its column moves into the offset and the others."""
        X = check.design_matrix(X)
        c = _combination(combination, X.shape[1])
        X, c = _without_aliased(X, c)
        law = choose(family, link)[0]
        y = law.response(y, len(X))
        model = {"family": family, "link": link, "weights": weights}
        fit = _quiet_fit(X, y, offset=offset, **model)
        overlap = fit.separation == "none"
        best = glm.least_deviance(X, y, fit.coefficients if overlap else np.zeros(len(c)), offset=offset, **model)
        j = int(np.argmax(np.abs(c) / np.abs(X).max(axis=0)))
        others = np.delete(X - np.outer(X[:, j], c / c[j]), j, axis=1)
        base = np.zeros(len(X)) if offset is None else check.vector("offset", offset, len(X))

        def excess(value):
            shift = base + X[:, j] * (value / c[j])
            # An infinite estimate is no place to begin from: where the linear predictor is least, there is a slope.
            start = np.delete(fit.coefficients, j) if overlap else -np.linalg.lstsq(others, shift)[0]
            held = glm.least_deviance(others, y, start, offset=shift, **model)
            return max(held - best, 0.0) / fit.dispersion

        endless = (False, False)
        if fit.separation != "none":
            rises, falls = y == law.high, y == law.low
            endless = separation.ways(X[rises], X[falls], X[~(rises | falls)], c)
        return cls(float(c @ fit.coefficients), _first_step(X, c), endless, excess)

    def inside(self, threshold) -> float:
        """A value whose excess is below the threshold: the estimate, or what lies from zero towards an endless side.

        Where an estimate is infinite, a fit's is as far out as it got, and there the other coefficients cannot follow.
        """
        if not any(self.endless):
            return self.estimate
        value, step = 0.0, self.step if self.endless[1] else -self.step
        while self.excess(value) > threshold:
            value, step = value + step, 2 * step
        return value


def _quiet_fit(X, y, **model):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)  # that is what the interval tells
        return glm.fit(X, y, tol=1e-13, max_iter=100, **model)


def _firth(X, y, combination, weights):
    """Excess, estimate and first step of a combination for Firth's method."""
    likelihood = FirthLikelihood.of(X, y, weights)
    held = np.linalg.solve(likelihood.triangle.T, _combination(combination, len(likelihood.triangle)))
    top = likelihood.top(np.zeros(len(held)))
    best, estimate = likelihood(top)[0], float(held @ top)

    def excess(value):
        start = top + held * ((value - estimate) / (held @ held))
        return 2 * max(best - likelihood(likelihood.top(start, held))[0], 0.0)

    return excess, estimate, sqrt(held @ held)


def _first_step(X, c) -> float:
    """A length to begin with: the standard error that weights of 1 would give."""
    return float(np.linalg.norm(np.linalg.solve(np.linalg.qr(X)[1].T, c)))


def _end(excess, estimate, step, threshold) -> float:
    """Where the excess passes the threshold, on one side of the estimate: doubled steps, then halves and chords.

    The root of an excess is nearly a straight line, so the chord of the roots is tried first.
    """

    def gap(value):
        return sqrt(excess(value)) - sqrt(threshold)

    inside, outside = estimate, estimate + step
    low, high = gap(inside), gap(outside)
    while high <= 0:
        inside, low, step = outside, high, 2 * step
        outside = inside + step
        high = gap(outside)
    turn = 0
    while abs(outside - inside) > NEAR * (abs(inside) + abs(outside) + abs(step)):
        turn += 1
        share = low / (low - high) if turn % 3 and isfinite(high) else 0.5
        middle = inside + share * (outside - inside)
        if (found := gap(middle)) > 0:
            outside, high = middle, found
        else:
            inside, low = middle, found
    return (inside + outside) / 2


def _ratio(statistic) -> Ratio:
    return Ratio(statistic, float(2 * normal_cdf(-sqrt(statistic))))


def _quantile(level) -> float:
    if not 0 < check.number("level", level) < 1:
        raise ValueError(f"level is {level!r}; it must lie between 0 and 1")
    return NormalDist().inv_cdf((1 + level) / 2)


def _combination(value, p) -> np.ndarray:
    c = check.vector("combination", value, p)
    if not c.any():
        raise ValueError("combination contains zeros only; at least one coefficient must count")
    return c


def _without_aliased(X, c):
    kept = independent_columns(np.linalg.qr(X)[1])
    if c[~kept].any():
        used = int(np.flatnonzero(~kept & (c != 0))[0])
        raise ValueError(f"combination uses column {used} of X (from 0), which depends on earlier ones")
    return X[:, kept], c[kept]
