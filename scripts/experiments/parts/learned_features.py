"""The same logistic regression on different inputs: as measured, made by hand, and learned by a hidden layer."""

import numpy as np

from experiments._shared import noisy_xor, training
from smallest_network import datasets, glm, metrics, network
from smallest_network.logistic import log_loss

CAPTION = (
    "Fitted to one draw of {n} noisy XOR points, judged on {fresh:,d} fresh ones. On average over such points no method can "
    "do better than the last row, the probability under which they were made. The two networks have been trained for "
    "{epochs:,d} epochs, from one start each."
)
TABLE = {
    "Inputs of the logistic regression": "{name}",
    "Coefficients": "{p}",
    "Weights in the hidden layer": "{hidden_weights}",
    "Loss on fresh points": "{loss:.3f}",
    "Right answers": "{right:.1f}%",
}
EPOCHS, STARTS = 1000, 20


def measure():
    X, y = noisy_xor.learnt()
    fresh, truth = noisy_xor.points(20_000, rng=np.random.default_rng(20))
    two, four = (noisy_xor.trained(units, [EPOCHS])[0] for units in (2, 4))
    kinds = {
        "the two inputs": (0, lambda points: points),
        "and their product": (0, lambda points: np.column_stack([points, points[:, 0] * points[:, 1]])),
        "outputs of 2 hidden units": (two[0].size, lambda points: network.forward(points, two).outputs[0]),
        "outputs of 4 hidden units": (four[0].size, lambda points: network.forward(points, four).outputs[0]),
    }
    rows, fits = [], []
    for name, (hidden_weights, features) in kinds.items():
        fitted = glm.fit(datasets.with_bias(features(X)), y, tol=1e-12, max_iter=50)
        eta = datasets.with_bias(features(fresh)) @ fitted.coefficients
        rows.append(_row(name, str(len(fitted.coefficients)), str(hidden_weights or "–"), truth, eta))
        fits.append(fitted)
    rows.append(_row("the truth", "–", "–", truth, _true_score(fresh)))
    return {
        "rows": rows,
        "n": len(y),
        "fresh": len(truth),
        "epochs": EPOCHS,
        "raw": {"coefficients": fits[0].coefficients, "standard_errors": fits[0].standard_errors},
        "best_line": 100 * _best_line(fresh, truth),
        "starts": STARTS,
        "median_right": {units: 100 * np.median(_right(X, y, units, fresh, truth)) for units in (2, 4)},
    }


def _right(X, y, units, fresh, truth):
    """Share of the fresh points that each of many networks gets right, one network a start."""
    starts = training.starts((2, units, 1), STARTS)
    layers = network.train(X, y, starts, optimizer=noisy_xor.DESCENT, epochs=EPOCHS)
    return [metrics.accuracy(truth, mu) for mu in network.predict_proba(fresh, layers)]


def _best_line(points, y):
    """Largest share of the points that any straight line puts on the right side, of lines in every whole degree."""
    angles = np.radians(np.arange(360))
    ahead = points @ np.stack([np.cos(angles), np.sin(angles)])
    classes = np.take(y, np.argsort(ahead, axis=0))  # the line moves over the points: 0 behind it, 1 ahead
    return (y.sum() + np.cumsum(1 - 2 * classes, axis=0)).max() / len(y)


def _row(name, p, hidden_weights, y, eta):
    right = 100 * metrics.accuracy(y, (eta > 0).astype(float))
    return {"name": name, "p": p, "hidden_weights": hidden_weights, "loss": log_loss(y, eta).mean(), "right": right}


def _true_score(points):
    """Log-odds of class 1 where the four clouds are normal, of equal size and spread."""
    corners, y = datasets.xor()
    closeness = -((points[:, None, :] - corners) ** 2).sum(axis=2) / (2 * noisy_xor.NOISE**2)
    return np.logaddexp.reduce(closeness[:, y == 1], axis=1) - np.logaddexp.reduce(closeness[:, y == 0], axis=1)
