r"""Families of responses and their links: what makes a regression binomial, or Poisson, or plain least squares.

A family of the exponential kind has a density :math:`\exp\{(y\theta - b(\theta)) / \varphi + c(y, \varphi)\}`. Its
cumulant function b says everything: the mean is :math:`\mu = b'(\theta)` and the variance
:math:`\varphi\, b''(\theta) = \varphi V(\mu)`, with φ the dispersion. A link g ties the mean to the linear predictor,
:math:`g(\mu) = \eta`. The canonical one makes η = θ, so that :math:`d\mu/d\eta = V`. For any link

.. math:: \frac{\partial \log L}{\partial \eta} = \frac{y - \mu}{\varphi} \cdot \frac{d\mu/d\eta}{V(\mu)},

and for the canonical one the second factor is 1 (McCullagh and Nelder, *Generalized Linear Models*, 2nd ed., sections
2.2 and 2.5). A link's inverse is what a neural network calls the activation function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import erfc, inf, lgamma, pi, sqrt
from statistics import NormalDist

import numpy as np

from smallest_network import check
from smallest_network.logistic import expit, logit

NORMAL_END = 37.0  # beyond, the normal tail's probability leaves the floats; the link holds η there
CLOGLOG_ENDS = -700.0, 6.5  # likewise for μ below, and for 1 - μ above


@dataclass(frozen=True)
class Link:
    """A link function with all that a fit needs of it; every function takes and gives arrays of any shape.

    Attributes
    ----------
    name : str
        As in R.
    link : function of μ
        g(μ) = η; infinite where μ is at the end of its range.
    inverse : function of η
        μ.
    slope : function of η
        dμ/dη.
    complement : function of η, or None
        1 - μ with all its digits, where μ is a probability.
    """

    name: str
    link: Callable
    inverse: Callable
    slope: Callable
    complement: Callable | None = None


@dataclass(frozen=True)
class Family:
    """A family of responses; every function but the last takes and gives arrays of any shape.

    Attributes
    ----------
    name : str
        As in R.
    links : tuple of str
        The links it is fitted with, the canonical one first. None of them leaves the family's means, whatever η.
    low, high : float
        Responses lie between them, these ends included; means do too, these ends excluded.
    cumulant : function of θ
        b(θ), whose first derivative is the mean and whose second the variance, both at dispersion 1.
    variance : function of μ
        V(μ).
    deviance : function of y and μ
        Of every observation: 2φ times what its log-likelihood lacks to that of a mean that equals y.
    start : function of y and weights
        The means that R's fit starts from; the family's links are finite there.
    has_dispersion : bool
        Whether φ is unknown, and estimated; else it is 1.
    log_likelihood : function of y, μ and weights
        Of all observations together, at the dispersion that makes it largest if there is one; a float.
    """

    name: str
    links: tuple[str, ...]
    low: float
    high: float
    cumulant: Callable
    variance: Callable
    deviance: Callable
    start: Callable
    has_dispersion: bool
    log_likelihood: Callable

    def response(self, y, n: int) -> np.ndarray:
        """`y` as a float array (n,) of responses that this family may have, or ValueError."""
        y = check.vector("y", y, n)
        outside = y[(y < self.low) | (y > self.high)]
        if len(outside):
            allowed = f"lie in [{self.low:g}, {self.high:g}]" if self.high < inf else f"be at least {self.low:g}"
            raise ValueError(f"y contains {outside[0]:g}; all must {allowed}, for the {self.name} family")
        return y


def choose(family: str, link: str | None = None) -> tuple[Family, Link]:
    """Family and link by name, the canonical link if none is named; ValueError if there is no such pair."""
    check.choice("family", family, FAMILIES)
    chosen = FAMILIES[family]
    if link is None:
        link = chosen.links[0]
    elif link not in chosen.links:
        names = ", ".join(map(repr, chosen.links))
        raise ValueError(f"link is {link!r}; for the {family} family it must be one of {names}")
    return chosen, LINKS[link]


def score(family: Family, link: Link, y, eta):
    """Slope (…) of every observation's log-likelihood in η, at dispersion 1: (y - μ) (dμ/dη) / V(μ).

    For the canonical link it is y - μ. For another link to a probability it is (dμ/dη) (y / μ - (1 - y) / (1 - μ)), the
    same in a form that keeps its digits where μ is near 0 or 1.
    """
    mu = link.inverse(eta)
    if link.name == family.links[0]:
        return y - mu
    assert link.complement, "every link that is not canonical here is one to a probability"
    return link.slope(eta) * (y / mu - (1.0 - y) / link.complement(eta))


def normal_cdf(z):
    """Probability that a standard normal number is below `z`, any shape, with all its digits in the lower tail."""
    return _each(lambda value: erfc(-value / sqrt(2)) / 2, z)


def normal_quantile(probability):
    """`z` with `normal_cdf(z)` = probability, any shape; -inf at 0, inf at 1, and ValueError outside [0, 1]."""
    probability = check.shares("probability", np.asarray(probability, dtype=float))
    return _each(lambda p: NormalDist().inv_cdf(p) if 0 < p < 1 else inf * (p - 0.5), probability)


def _each(function, values):
    """A function of one float for every value of an array: for what Python's library has and NumPy does not."""
    values = np.asarray(values, dtype=float)
    return np.array([function(value) for value in values.ravel().tolist()]).reshape(values.shape)


def _normal_density(z):
    return np.exp(-np.square(z) / 2) / sqrt(2 * pi)


def _held(eta, low, high):
    return np.clip(np.asarray(eta, dtype=float), low, high)


def _cloglog(mu):
    with np.errstate(divide="ignore"):
        return np.log(-np.log1p(-check.shares("mu", np.asarray(mu, dtype=float))))


def _log(mu):
    with np.errstate(divide="ignore"):
        return np.log(mu)


def _exp(eta):
    with np.errstate(over="ignore"):  # infinite; who sums it up says where it came from
        return np.exp(eta)


def _excess(y, mu):
    """y log(y/μ) - (y - μ), where 0 log 0 = 0: never negative, and 0 for y = μ alone."""
    y, mu = np.broadcast_arrays(np.asarray(y, dtype=float), np.asarray(mu, dtype=float))
    gap = mu - y
    near = np.abs(gap) < y / 2  # where the difference of two logarithms would cancel
    far = (y > 0) & ~near
    ratio = np.log1p(np.divide(gap, y, where=near, out=np.zeros_like(gap)))
    ratio = ratio + _log(np.where(far, mu, 1.0)) - np.log(np.where(far, y, 1.0))
    return np.maximum(gap - y * ratio, 0.0)


def _times_log(y, mu):
    """y log(μ), where 0 log 0 = 0."""
    return y * _log(np.where(y > 0, mu, 1.0))


def _gaussian_log_likelihood(y, mu, weights=1.0) -> float:
    weights = np.broadcast_to(weights, np.shape(y))
    return float((_log(weights).sum() - len(y) * (_log(2 * pi * (weights * np.square(y - mu)).mean()) + 1)) / 2)


def _binomial_log_likelihood(y, mu, weights=1.0) -> float:
    """Of shares y of `weights` trials; of responses in [0, 1] that are no shares, all weights 1, as far as μ decides it."""
    total = weights * (_times_log(y, mu) + _times_log(1.0 - y, 1.0 - mu))
    if np.any(weights != 1):
        total = (
            total + _each(lgamma, weights + 1) - _each(lgamma, weights * y + 1) - _each(lgamma, weights * (1 - y) + 1)
        )
    return float(total.sum())


def _poisson_log_likelihood(y, mu, weights=1.0) -> float:
    return float((weights * (_times_log(y, mu) - mu - _each(lgamma, y + 1.0))).sum())


IDENTITY = Link("identity", link=lambda mu: mu, inverse=lambda eta: eta, slope=np.ones_like)
LOG = Link("log", link=_log, inverse=_exp, slope=_exp)
LOGIT = Link(
    "logit",
    link=logit,
    inverse=expit,
    slope=lambda eta: expit(eta) * expit(np.negative(eta)),
    complement=lambda eta: expit(np.negative(eta)),
)
PROBIT = Link(
    "probit",
    link=normal_quantile,
    inverse=lambda eta: normal_cdf(_held(eta, -NORMAL_END, NORMAL_END)),
    slope=lambda eta: _normal_density(_held(eta, -NORMAL_END, NORMAL_END)),
    complement=lambda eta: normal_cdf(-_held(eta, -NORMAL_END, NORMAL_END)),
)
CLOGLOG = Link(
    "cloglog",
    link=_cloglog,
    inverse=lambda eta: -np.expm1(-np.exp(_held(eta, *CLOGLOG_ENDS))),
    slope=lambda eta: np.exp(_held(eta, *CLOGLOG_ENDS) - np.exp(_held(eta, *CLOGLOG_ENDS))),
    complement=lambda eta: np.exp(-np.exp(_held(eta, *CLOGLOG_ENDS))),
)
LINKS = {link.name: link for link in (IDENTITY, LOGIT, PROBIT, CLOGLOG, LOG)}

GAUSSIAN = Family(
    "gaussian",
    links=("identity",),
    low=-inf,
    high=inf,
    cumulant=lambda theta: np.square(theta) / 2,
    variance=np.ones_like,
    deviance=lambda y, mu: np.square(y - mu),
    start=lambda y, weights=1.0: y,
    has_dispersion=True,
    log_likelihood=_gaussian_log_likelihood,
)
BINOMIAL = Family(
    "binomial",
    links=("logit", "probit", "cloglog"),
    low=0.0,
    high=1.0,
    cumulant=lambda theta: np.logaddexp(0.0, theta),
    variance=lambda mu: mu * (1.0 - mu),
    deviance=lambda y, mu: 2.0 * (_excess(y, mu) + _excess(1.0 - y, 1.0 - mu)),  # of successes and of failures
    start=lambda y, weights=1.0: (weights * y + 0.5) / (weights + 1.0),
    has_dispersion=False,
    log_likelihood=_binomial_log_likelihood,
)
POISSON = Family(
    "poisson",
    links=("log",),
    low=0.0,
    high=inf,
    cumulant=_exp,
    variance=lambda mu: mu,
    deviance=lambda y, mu: 2.0 * _excess(y, mu),
    start=lambda y, weights=1.0: y + 0.1,
    has_dispersion=False,
    log_likelihood=_poisson_log_likelihood,
)
FAMILIES = {family.name: family for family in (GAUSSIAN, BINOMIAL, POISSON)}
