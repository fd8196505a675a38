"""The same logistic regression on different inputs: as measured, made by hand, and learned by a hidden layer."""

import numpy as np

from experiments.output_is_a_glm import NOISE, noisy_xor, trained
from smallest_network import datasets, glm, metrics, network
from smallest_network.logistic import log_loss
from smallest_network.optimizers import Momentum

CAPTION = (
    "Fitted to the {n} noisy XOR points, judged on {fresh:,d} fresh ones. No method can do better than the last row, "
    "the probability under which the points were made."
)
TABLE = {
    "Inputs of the logistic regression": "{name}",
    "Coefficients": "{p}",
    "Loss on fresh points": "{loss:.3f}",
    "Called rightly": "{right:.1f}%",
}
STOPS = (10_000,)


def measure():
    X, y, (two,) = trained(STOPS)
    fresh, truth = noisy_xor(20_000, noise=NOISE, rng=np.random.default_rng(20))
    four = four_units()
    kinds = {
        "the two inputs": lambda points: points,
        "and their product": lambda points: np.column_stack([points, points[:, 0] * points[:, 1]]),
        "outputs of 2 hidden units": lambda points: network.forward(points, two).outputs[0],
        "outputs of 4 hidden units": lambda points: network.forward(points, four).outputs[0],
    }
    rows = []
    for name, features in kinds.items():
        fitted = glm.fit(datasets.with_bias(features(X)), y, tol=1e-12, max_iter=50)
        eta = datasets.with_bias(features(fresh)) @ fitted.coefficients
        rows.append(_row(name, str(len(fitted.coefficients)), truth, eta))
    rows.append(_row("the truth", "–", truth, _true_score(fresh)))
    return {"rows": rows, "n": len(y), "fresh": len(truth)}


def four_units():
    """A network 2-4-1 trained on the same points."""
    X, y, _ = trained([0])
    start = network.initialize((2, 4, 1), rng=np.random.default_rng(1))
    return network.train(X, y, start, optimizer=Momentum(1.0, 0.95), epochs=1000)


def _row(name, p, y, eta):
    right = 100 * metrics.accuracy(y, (eta > 0).astype(float))
    return {"name": name, "p": p, "loss": log_loss(y, eta).mean(), "right": right}


def _true_score(points):
    """Log-odds of class 1 where the four clouds are normal, of equal size and spread."""
    corners, y = datasets.xor()
    closeness = -((points[:, None, :] - corners) ** 2).sum(axis=2) / (2 * NOISE**2)
    return np.logaddexp.reduce(closeness[:, y == 1], axis=1) - np.logaddexp.reduce(closeness[:, y == 0], axis=1)
