r"""One artificial neuron: logistic activation, trained by gradient descent on its cross-entropy.

.. math:: \mu = \operatorname{expit}(w \cdot x), \qquad
          -\frac{\partial}{\partial w} \mathrm{loss}(y, w \cdot x) = (y - \mu)\, x

A step against the gradient therefore adds `learning_rate * (y - mu) * x` to the weights. `train` does so after
every row (online descent), `train_batch` once an epoch with the mean over all rows (batch descent).
Training has no memory besides the weights: epochs 1 to 100 and then 101 to 300 are epochs 1 to 300.
"""

from math import exp
from operator import mul

import numpy as np

from smallest_network import check
from smallest_network.logistic import expit, linear_predictor


def predict_proba(X, weights) -> np.ndarray:
    """Probability (n,) that y = 1, for inputs `X` (n, p) and weights (p,).

    Raises ValueError for bad input, FloatingPointError when the linear predictor leaves the range of floats.
    """
    X = check.design_matrix(X)
    return expit(linear_predictor(X, check.vector("weights", weights, X.shape[1])))


@np.errstate(over="ignore", invalid="ignore")  # `_finite` raises instead, and names the cause
def train(X, y, *, weights, learning_rate, epochs) -> np.ndarray:
    """Weights (p,) after `epochs` passes of online gradient descent over the rows, in their order.

    Up to three inputs (two and a bias, as in the post) run in a loop that is the formula written out; its floats are
    those of R's `weights + learning_rate * (output - neuron(input)) * input`, to the last bit.

    Raises ValueError for bad input, FloatingPointError when the weights leave the range of floats.
    """
    X, y, epochs = _checked(X, y, epochs)
    learning_rate = check.positive("learning_rate", learning_rate)
    weights = check.vector("weights", weights, X.shape[1]).copy()  # with no epochs, the result
    descend = _online_three if X.shape[1] <= 3 else _online_blocks
    return _finite(descend(X, y, weights, learning_rate, epochs), learning_rate)


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

    `learning_rate` is one rate for all, or (s,), one for each start. All starts take the step of a row together, a
    slice of them at a time, so that the slice stays in the processor's cache for all its epochs.
    """
    X, y, epochs = _checked(X, y, epochs)
    weights = check.vectors("weights", weights, X.shape[1])
    if weights.ndim != 2:
        raise ValueError(f"weights has shape {weights.shape}; it must be (s, {X.shape[1]}), a row for every start")
    rates = check.positives("learning_rate", learning_rate, len(weights))
    columns = np.array(weights.T, order="C")
    for start in range(0, columns.shape[1], SLICE):
        part = slice(start, start + SLICE)
        columns[:, part] = _online_together(X, y, columns[:, part].copy(), rates[part], epochs)
    return _finite(columns.T, learning_rate)


def tilt(weights) -> float:
    """Angle in degrees, 0 to 90, between the line w1 x1 + w2 x2 + w3 = 0 and the vertical, for weights (3,)."""
    w1, w2, _ = np.abs(check.vector("weights", weights, 3))
    if not (w1 or w2):
        raise ValueError(f"weights is {weights!r:.80}; for a line the first two must not both be 0")
    return float(np.degrees(np.arctan2(w2, w1)))


BLOCK = 16  # rows: enough to spread the cost of two NumPy calls, few enough for Python to sum the corrections
SLICE = 2048  # starts: a slice's weights and two scratch rows fit in the first-level cache


def _online_three(X, y, weights, learning_rate, epochs):
    """The update rule written out for three inputs; missing ones are zero, which changes no bit."""
    missing = 3 - X.shape[1]
    w1, w2, w3 = weights.tolist() + [0.0] * missing
    rows = [(*x, *[0.0] * missing, target) for x, target in zip(X.tolist(), y.tolist(), strict=True)]
    for _ in range(epochs):
        for x1, x2, x3, target in rows:
            eta = w1 * x1 + w2 * x2 + w3 * x3
            try:
                mu = 1.0 / (1.0 + exp(-eta))
            except OverflowError:  # e^-η is infinite to R, and μ therefore zero
                mu = 0.0
            step = learning_rate * (target - mu)
            w1 += step * x1
            w2 += step * x2
            w3 += step * x3
    return np.array([w1, w2, w3][: X.shape[1]])


def _online_blocks(X, y, weights, learning_rate, epochs):
    r"""The same descent for any number of inputs, `BLOCK` rows at a time.

    Within a block the weights are those before it plus the steps since, so row i sees
    :math:`\eta_i = x_i \cdot w + \sum_{j<i} r_j \, \alpha\, x_i \cdot x_j` with residuals r and learning rate α. The
    products of rows never change: they are computed once, and two matrix products a block replace two a row.
    """
    copies = max(1, min(BLOCK // len(y), epochs))  # a short table is laid out more than once, to fill a block too
    if copies > 1:
        together, rest = divmod(epochs, copies)
        weights = _online_blocks(np.tile(X, (copies, 1)), np.tile(y, copies), weights, learning_rate, together)
        return _online_blocks(X, y, weights, learning_rate, rest)
    blocks = []
    for start in range(0, len(y), BLOCK):
        rows = X[start : start + BLOCK]
        blocks.append((rows, (learning_rate * rows @ rows.T).tolist(), y[start : start + BLOCK].tolist()))
    for _ in range(epochs):
        for rows, products, targets in blocks:
            residuals: list[float] = []
            for eta, product, target in zip((rows @ weights).tolist(), products, targets, strict=True):
                eta += sum(map(mul, product, residuals))
                try:
                    residuals.append(target - 1.0 / (1.0 + exp(-eta)))
                except OverflowError:  # e^-η is infinite, and μ therefore zero
                    residuals.append(target)
            weights = weights + learning_rate * (residuals @ rows)
    return weights


def _online_together(X, y, columns, rates, epochs):
    """The update rule for a slice of starts: `columns` (p, s) holds one start a column; changed in place."""
    step, scratch = np.empty(columns.shape[1]), np.empty(columns.shape[1])
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            np.dot(-x, columns, out=step)
            np.exp(step, out=step)  # inf gives mu = 0, which is right
            step += 1.0
            np.divide(1.0, step, out=step)
            np.subtract(target, step, out=step)
            step *= rates
            for row, value in zip(columns, x, strict=True):
                if value:
                    row += np.multiply(step, value, out=scratch)
    return columns


def _checked(X, y, epochs):
    X = check.design_matrix(X)
    return X, check.response(y, len(X)), check.whole("epochs", epochs)


def _finite(weights, learning_rate):
    if not np.isfinite(weights).all():
        raise FloatingPointError(f"the weights overflowed; learning_rate is {learning_rate!r}, X or it must be smaller")
    return weights
