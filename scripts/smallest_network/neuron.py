r"""One artificial neuron, trained by gradient descent; with the logistic activation it is the smallest network.

.. math:: \mu = \operatorname{expit}(w \cdot x), \qquad
          -\frac{\partial}{\partial w} \mathrm{loss}(y, w \cdot x) = (y - \mu)\, x

with the cross-entropy as loss. A step against the gradient therefore adds `learning_rate * (y - mu) * x` to the weights:
that is all there is to `learn`. `train` does so after every row (online descent), `train_batch` once an epoch with the
mean over all rows (batch descent). Training has no memory besides the weights: epochs 1 to 100 and then 101 to 300 are
epochs 1 to 300.

Every activation function of `ACTIVATIONS` is the inverse link of a family of responses, whose loss is minus the
log-likelihood. Where that link is the canonical one the rule stays as it is, (y - μ) x, with another μ; for probit and
cloglog the residual has a weight, (dμ/dη) / V(μ) (`families.score`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp

import numpy as np

from smallest_network import check, families, kernels
from smallest_network.logistic import linear_predictor


@dataclass(frozen=True)
class Activation:
    """An activation function: the inverse of a link, and with it the responses that a neuron can learn.

    Attributes
    ----------
    family, link : Family, Link
        Of the GLM that the neuron is; `link.inverse` is the activation function itself.
    score : function of y and η
        Of one row, in plain floats: y - μ, with its weight where the link is not canonical.
    """

    family: families.Family
    link: families.Link
    score: Callable[[float, float], float]


def learn(weights, x, y, *, learning_rate, activation="logistic") -> list[float]:
    """The learning rule, for one row: w ← w + α (y - μ) x, in plain floats, from left to right.

    `weights` and `x` hold p floats each, `y` is one; nothing is checked. `train` is this for every row, only faster.
    """
    eta = 0.0
    for weight, value in zip(weights, x, strict=True):
        eta += weight * value
    step = learning_rate * ACTIVATIONS[activation].score(y, eta)
    return [weight + step * value for weight, value in zip(weights, x, strict=True)]


def predict(X, weights, *, activation="logistic") -> np.ndarray:
    """Mean response (n,) for inputs `X` (n, p) and weights (p,).

    Raises ValueError for bad input, FloatingPointError when the linear predictor or the mean leaves the range of floats.
    """
    X, link = check.design_matrix(X), _chosen(activation).link
    mu = link.inverse(linear_predictor(X, check.vector("weights", weights, X.shape[1])))
    if not np.isfinite(mu).all():
        raise FloatingPointError("the mean overflowed; X must be scaled down")
    return mu


def predict_proba(X, weights) -> np.ndarray:
    """Probability (n,) that y = 1: `predict` for the logistic activation."""
    return predict(X, weights)


@np.errstate(over="ignore", invalid="ignore")  # `_finite` raises instead, and names the cause
def train(X, y, *, weights, learning_rate, epochs, activation="logistic") -> np.ndarray:
    """Weights (p,) after `epochs` passes of online gradient descent over the rows, in their order.

    Parameters
    ----------
    X, y : (n, p) and (n,) arrays
        Inputs, and responses as the activation's family has them: in [0, 1] for logistic, probit and cloglog, at least 0
        for exp, any number for identity.
    weights : (p,) array
        Where to start. Untouched.
    learning_rate : float
        Step size.
    epochs : int
        Passes over all rows.
    activation : {"logistic", "identity", "exp", "probit", "cloglog"}
        The last two by the name of their link.

    Notes
    -----
    Up to three inputs (two and a bias, as in the post) the logistic neuron's floats are those of `learn` row by row, and
    of R's `weights + learning_rate * (output - neuron(input)) * input`, to the last bit; else sums run in another order.

    Raises
    ------
    ValueError
        Bad input.
    FloatingPointError
        The weights have left the range of floats.
    """
    X, y, epochs = _checked(X, y, epochs, activation)
    learning_rate = check.positive("learning_rate", learning_rate)
    weights = check.vector("weights", weights, X.shape[1]).copy()  # with no epochs, the result
    if activation == "logistic" and X.shape[1] <= 3:
        weights = kernels.online_three(X, y, weights, learning_rate, epochs)
    else:
        weights = kernels.online_blocks(X, y, weights, learning_rate, epochs, ACTIVATIONS[activation].score)
    return _finite(weights, learning_rate)


@np.errstate(over="ignore", invalid="ignore")
def train_batch(X, y, *, weights, learning_rate, epochs, activation="logistic") -> np.ndarray:
    """Weights after `epochs` steps of batch gradient descent on the mean loss; (p,), or (s, p) for s starts at once.

    Activations and errors are those of `train`.
    """
    X, y, epochs = _checked(X, y, epochs, activation)
    learning_rate = check.positive("learning_rate", learning_rate)
    weights = check.vectors("weights", weights, X.shape[1]).copy()  # with no epochs, the result
    step, family, link = learning_rate / len(y), ACTIVATIONS[activation].family, ACTIVATIONS[activation].link
    for _ in range(epochs):
        weights = weights + step * (families.score(family, link, y, weights @ X.T) @ X)
    return _finite(weights, learning_rate)


def path(training, X, y, *, weights, learning_rate, epochs, activation="logistic") -> np.ndarray:
    """Weights (k, p) along the way: one row for each of the k entries of the rising sequence `epochs`.

    `training` is `train` or `train_batch`, with its other arguments and errors. Starts (s, p) give (k, s, p).
    """
    stops, visited = check.rising("epochs", epochs), []
    settings = {"learning_rate": learning_rate, "activation": activation}
    for epoch, before in zip(stops, [0, *stops], strict=False):
        weights = training(X, y, weights=weights, epochs=epoch - before, **settings)
        visited.append(weights)
    return np.array(visited)


@np.errstate(over="ignore", invalid="ignore")
def sweep(X, y, *, weights, learning_rate, epochs) -> np.ndarray:
    """`train` of the logistic neuron from many starts at once: weights (s, p) in, weights (s, p) out.

    `learning_rate` is one rate for all, or (s,), one for each start. All starts take the step of a row together.
    """
    X, y, epochs = _checked(X, y, epochs, "logistic")
    weights = check.vectors("weights", weights, X.shape[1])
    if weights.ndim != 2:
        raise ValueError(f"weights has shape {weights.shape}; it must be (s, {X.shape[1]}), a row for every start")
    rates = check.positives("learning_rate", learning_rate, len(weights))
    return _finite(kernels.online_together(X, y, weights, rates, epochs), learning_rate)


def tilt(weights) -> float:
    """Angle in degrees, 0 to 90, between the line w1 x1 + w2 x2 + w3 = 0 and the vertical, for weights (3,)."""
    w1, w2, _ = np.abs(check.vector("weights", weights, 3))
    if not (w1 or w2):
        raise ValueError(f"weights is {weights!r:.80}; for a line the first two must not both be 0")
    return float(np.degrees(np.arctan2(w2, w1)))


def _chosen(activation) -> Activation:
    check.choice("activation", activation, ACTIVATIONS)
    return ACTIVATIONS[activation]


def _checked(X, y, epochs, activation):
    X = check.design_matrix(X)
    return X, _chosen(activation).family.response(y, len(X)), check.whole("epochs", epochs)


def _finite(weights, learning_rate):
    if not np.isfinite(weights).all():
        raise FloatingPointError(f"the weights overflowed; learning_rate is {learning_rate!r}, X or it must be smaller")
    return weights


def _logistic_score(y: float, eta: float) -> float:
    """y - μ, with μ = 1 / (1 + e^-η) as R computes it."""
    try:
        return y - 1.0 / (1.0 + exp(-eta))
    except OverflowError:  # e^-η is infinite to R, and μ therefore zero
        return y


def _activation(family: str, link: str) -> Activation:
    pair = families.choose(family, link)
    return Activation(*pair, score=lambda y, eta: float(families.score(*pair, y, eta)))


ACTIVATIONS = {
    "logistic": Activation(*families.choose("binomial", "logit"), score=_logistic_score),
    "identity": _activation("gaussian", "identity"),
    "exp": _activation("poisson", "log"),
    "probit": _activation("binomial", "probit"),
    "cloglog": _activation("binomial", "cloglog"),
}
