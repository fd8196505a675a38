"""How good are predicted probabilities? At one threshold, at all thresholds, and taken at their word.

`y` (n,) holds the classes, 0 or 1, and `mu` (n,) the predicted probabilities that y = 1. An observation is called
class 1 when its probability is at least the threshold. Every function raises ValueError for bad input, by name.
"""

from dataclasses import dataclass
from numbers import Real

import numpy as np

from smallest_network import check, intervals


@dataclass(frozen=True)
class Confusion:
    """How many observations of each class were called what."""

    true_positives: int
    false_positives: int
    true_negatives: int
    false_negatives: int


@dataclass(frozen=True, eq=False)
class Roc:
    """The receiver operating characteristic: both rates at every threshold that makes a difference, falling.

    Attributes
    ----------
    thresholds : (k,) array
        Infinity first: nothing is called class 1.
    false_positive_rate, true_positive_rate : (k,) arrays
        Shares of class 0 and of class 1 called class 1.
    """

    thresholds: np.ndarray
    false_positive_rate: np.ndarray
    true_positive_rate: np.ndarray


@dataclass(frozen=True, eq=False)
class Calibration:
    """Predicted probability and observed share, bin by bin; bins without observations are left out.

    Attributes
    ----------
    predicted, observed : (k,) arrays
        Mean probability, and share of class 1, in the bin.
    low, high : (k,) arrays
        Wilson's interval for that share.
    count : (k,) array of int
        Observations in the bin.
    """

    predicted: np.ndarray
    observed: np.ndarray
    low: np.ndarray
    high: np.ndarray
    count: np.ndarray


def accuracy(y, mu, *, threshold=0.5) -> float:
    """Share of observations called what they are."""
    y, mu = _checked(y, mu)
    return float(((mu >= _threshold(threshold)) == y).mean())


def confusion(y, mu, *, threshold=0.5) -> Confusion:
    """Counts of the four outcomes at a threshold."""
    y, mu = _checked(y, mu)
    called, true = mu >= _threshold(threshold), y == 1
    return Confusion(
        true_positives=int((called & true).sum()),
        false_positives=int((called & ~true).sum()),
        true_negatives=int((~called & ~true).sum()),
        false_negatives=int((~called & true).sum()),
    )


def roc(y, mu) -> Roc:
    """Rates at all thresholds. Both classes must be present."""
    y, mu = _checked(y, mu)
    if y.min() == y.max():
        raise ValueError(f"y holds class {y[0]:g} only; a ROC curve needs both classes")
    order = np.argsort(-mu, kind="stable")
    y, mu = y[order], mu[order]
    last = np.append(np.flatnonzero(np.diff(mu)), len(mu) - 1)  # of several equal probabilities
    positives, negatives = np.cumsum(y)[last], np.cumsum(1 - y)[last]
    return Roc(
        thresholds=np.concatenate([[np.inf], mu[last]]),
        false_positive_rate=np.concatenate([[0.0], negatives / negatives[-1]]),
        true_positive_rate=np.concatenate([[0.0], positives / positives[-1]]),
    )


def auc(y, mu) -> float:
    """Area under the ROC curve: the chance that one of class 1 has the higher probability of two, ties counted half.

    Source: J. A. Hanley and B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic
    (ROC) curve", Radiology 143 (1982), 29-36.
    """
    curve = roc(y, mu)
    return float(np.trapezoid(curve.true_positive_rate, curve.false_positive_rate))


def calibration(y, mu, *, bins=10, level=0.95) -> Calibration:
    """Predicted against observed in `bins` bins of equal width; a probability on an edge counts in the lower bin."""
    y, mu = _checked(y, mu)
    bins = check.whole("bins", bins, least=1)
    number = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], mu)
    count = np.bincount(number, minlength=bins)
    kept = count > 0
    successes = np.bincount(number, weights=y, minlength=bins)[kept]
    predicted = np.bincount(number, weights=mu, minlength=bins)[kept] / count[kept]
    low, high = intervals.wilson(successes, count[kept], level)
    return Calibration(predicted, successes / count[kept], low, high, count[kept])


def _checked(y, mu):
    mu = check.floats("mu", mu)
    if mu.ndim != 1 or not len(mu):
        raise ValueError(f"mu has shape {mu.shape}; it must be (n,), n ≥ 1")
    return check.classes(y, len(mu)), check.shares("mu", mu)


def _threshold(value) -> float:
    """`value` as a float, which may be infinite, or ValueError."""
    if not isinstance(value, Real) or value != value:
        raise ValueError(f"threshold is {value!r}; it must be one number")
    return float(value)
