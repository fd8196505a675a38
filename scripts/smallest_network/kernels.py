"""The rule of `neuron.learn`, row after row, made fast: three ways to lay out the same sums.

Nothing here is checked, and nothing new is computed: a test holds each to the rule. `X` is (n, p), `y` (n,), `weights`
(p,), all floats.
"""

from math import exp
from operator import mul

import numpy as np

BLOCK = 16  # rows: enough to spread the cost of two NumPy calls, few enough for Python to sum the corrections
SLICE = 2048  # starts: a slice's weights and two scratch rows fit in the first-level cache


def online_three(X, y, weights, learning_rate, epochs):
    """The rule of the logistic neuron, written out for up to three inputs; missing ones are zero, which changes no bit."""
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


def online_blocks(X, y, weights, learning_rate, epochs, score):
    r"""The rule for any number of inputs, `BLOCK` rows at a time; `score` is a function of one row's y and η.

    Within a block the weights are those before it plus the steps since, so row i sees
    :math:`\eta_i = x_i \cdot w + \sum_{j<i} s_j \, \alpha\, x_i \cdot x_j` with scores s and learning rate α. The
    products of rows never change: they are computed once, and two matrix products a block replace two a row.
    """
    copies = max(1, min(BLOCK // len(y), epochs))  # a short table is laid out more than once, to fill a block too
    if copies > 1:
        together, rest = divmod(epochs, copies)
        weights = online_blocks(np.tile(X, (copies, 1)), np.tile(y, copies), weights, learning_rate, together, score)
        return online_blocks(X, y, weights, learning_rate, rest, score)
    blocks = []
    for start in range(0, len(y), BLOCK):
        rows = X[start : start + BLOCK]
        blocks.append((rows, (learning_rate * rows @ rows.T).tolist(), y[start : start + BLOCK].tolist()))
    for _ in range(epochs):
        for rows, products, targets in blocks:
            scores: list[float] = []
            for eta, product, target in zip((rows @ weights).tolist(), products, targets, strict=True):
                scores.append(score(target, eta + sum(map(mul, product, scores))))
            weights = weights + learning_rate * (scores @ rows)
    return weights


def online_together(X, y, weights, rates, epochs):
    """The rule of the logistic neuron for starts (s, p) at rates (s,), a slice at a time; gives weights (s, p).

    A slice stays in the processor's cache for all its epochs.
    """
    columns = np.array(weights.T, order="C")  # one start a column
    for start in range(0, columns.shape[1], SLICE):
        part = slice(start, start + SLICE)
        columns[:, part] = _slice_together(X, y, columns[:, part].copy(), rates[part], epochs)
    return columns.T


def _slice_together(X, y, columns, rates, epochs):
    """A slice of `online_together`; changes `columns` in place."""
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
