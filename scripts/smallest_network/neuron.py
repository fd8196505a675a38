r"""One artificial neuron: logistic activation, trained by gradient descent on its cross-entropy.

.. math:: \mu = \operatorname{expit}(w \cdot x), \qquad
          -\frac{\partial}{\partial w} \mathrm{loss}(y, w \cdot x) = (y - \mu)\, x

A step against the gradient therefore adds `learning_rate * (y - mu) * x` to the weights: that is all there is to
`learn`. `train` does so after every row (online descent), `train_batch` once an epoch with the mean over all rows
(batch descent). Training has no memory besides the weights: epochs 1 to 100 and then 101 to 300 are epochs 1 to 300.
"""

from math import exp

import numpy as np

from smallest_network import check, kernels
from smallest_network.logistic import expit, linear_predictor


def learn(weights, x, y, *, learning_rate) -> list[float]:
    """The learning rule, for one row: w ← w + α (y - μ) x, in plain floats, from left to right.

    `weights` and `x` hold p floats each, `y` is one; nothing is checked. `train` is this for every row, only faster.
    """
    eta = 0.0
    for weight, value in zip(weights, x, strict=True):
        eta += weight * value
    step = learning_rate * residual(y, eta)
    return [weight + step * value for weight, value in zip(weights, x, strict=True)]


def residual(y: float, eta: float) -> float:
    """y - μ for one row, with μ = 1 / (1 + e^-η) as R computes it."""
    try:
        return y - 1.0 / (1.0 + exp(-eta))
    except OverflowError:  # e^-η is infinite to R, and μ therefore zero
        return y


def predict_proba(X, weights) -> np.ndarray:
    """Probability (n,) that y = 1, for inputs `X` (n, p) and weights (p,).

    Raises ValueError for bad input, FloatingPointError when the linear predictor leaves the range of floats.
    """
    X = check.design_matrix(X)
    return expit(linear_predictor(X, check.vector("weights", weights, X.shape[1])))


@np.errstate(over="ignore", invalid="ignore")  # `_finite` raises instead, and names the cause
def train(X, y, *, weights, learning_rate, epochs) -> np.ndarray:
    """Weights (p,) after `epochs` passes of online gradient descent over the rows, in their order.

    Up to three inputs (two and a bias, as in the post) the floats are those of `learn` row by row, and of R's
    `weights + learning_rate * (output - neuron(input)) * input`, to the last bit; more inputs are summed in another order.

    Raises ValueError for bad input, FloatingPointError when the weights leave the range of floats.
    """
    X, y, epochs = _checked(X, y, epochs)
    learning_rate = check.positive("learning_rate", learning_rate)
    weights = check.vector("weights", weights, X.shape[1]).copy()  # with no epochs, the result
    if X.shape[1] <= 3:
        weights = kernels.online_three(X, y, weights, learning_rate, epochs)
    else:
        weights = kernels.online_blocks(X, y, weights, learning_rate, epochs, residual)
    return _finite(weights, learning_rate)


@np.errstate(over="ignore", invalid="ignore")
def train_batch(X, y, *, weights, learning_rate, epochs) -> np.ndarray:
    """Weights after `epochs` steps of batch gradient descent on the mean loss; (p,), or (s, p) for s starts at once.

    Raises as `train`.
    """
    X, y, epochs = _checked(X, y, epochs)
    learning_rate = check.positive("learning_rate", learning_rate)
    weights = check.vectors("weights", weights, X.shape[1]).copy()  # with no epochs, the result
    step = learning_rate / len(y)
    for _ in range(epochs):
        weights = weights + step * ((y - expit(weights @ X.T)) @ X)
    return _finite(weights, learning_rate)


def path(training, X, y, *, weights, learning_rate, epochs) -> np.ndarray:
    """Weights (k, p) along the way: one row for each of the k entries of the rising sequence `epochs`.

    `training` is `train` or `train_batch`, with its other arguments and errors. Starts (s, p) give (k, s, p).
    """
    stops, visited = check.rising("epochs", epochs), []
    for epoch, before in zip(stops, [0, *stops], strict=False):
        weights = training(X, y, weights=weights, learning_rate=learning_rate, epochs=epoch - before)
        visited.append(weights)
    return np.array(visited)


@np.errstate(over="ignore", invalid="ignore")
def sweep(X, y, *, weights, learning_rate, epochs) -> np.ndarray:
    """`train` from many starts at once: weights (s, p) in, weights (s, p) out.

    `learning_rate` is one rate for all, or (s,), one for each start. All starts take the step of a row together.
    """
    X, y, epochs = _checked(X, y, epochs)
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


def _checked(X, y, epochs):
    X = check.design_matrix(X)
    return X, check.response(y, len(X)), check.whole("epochs", epochs)


def _finite(weights, learning_rate):
    if not np.isfinite(weights).all():
        raise FloatingPointError(f"the weights overflowed; learning_rate is {learning_rate!r}, X or it must be smaller")
    return weights
