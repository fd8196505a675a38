"""The draws that the rivals learn from and are judged by, and the judgement."""

import warnings

import numpy as np

from experiments._shared import noisy_xor
from smallest_network import datasets, glm
from smallest_network.logistic import log_loss

DRAWS, TRAIN, FRESH = 8, 200, 2000


def moons(n, rng):
    """Two moons, noise 0.2."""
    return datasets.two_moons(n, noise=0.2, rng=rng)


def corners(n, rng):
    """Points scattered around the corners of XOR."""
    return noisy_xor.points(n, rng=rng)


TASKS = {"moons": moons, "xor": corners}


def draws(task):
    """Pairs of data, to learn from and to be judged by."""
    rng = np.random.default_rng(5)
    return [(TASKS[task](TRAIN, rng), TASKS[task](FRESH, rng)) for _ in range(DRAWS)]


def judged(y, eta) -> dict[str, float]:
    """Log-loss, and the slope of a logistic regression of y on η: below 1 the predictions are too sure."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.ExtremeProbabilityWarning)  # it is the rival that is sure
        slope = glm.fit(datasets.with_bias(eta[:, None]), y, max_iter=100).coefficients[0]
    return {"loss": float(log_loss(y, eta).mean()), "slope": float(slope)}
