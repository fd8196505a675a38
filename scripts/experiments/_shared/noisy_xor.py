"""Points scattered around the corners of XOR, and the networks that learn to tell them apart."""

import numpy as np

from smallest_network import datasets, network
from smallest_network.optimizers import Momentum

NOISE = 0.3
DESCENT = Momentum(1.0, 0.95)


def points(n, *, rng) -> tuple[np.ndarray, np.ndarray]:
    """`n` points (n, 2) scattered normally around the corners, n / 4 around each, and their classes (n,)."""
    X, y = datasets.xor()
    X, y = np.tile(X, (n // 4, 1)), np.tile(y, n // 4)
    return X + NOISE * rng.normal(size=X.shape), y


def learnt() -> tuple[np.ndarray, np.ndarray]:
    """The 400 points that the networks of the post learn from."""
    return points(400, rng=np.random.default_rng(2))


def trained(units, epochs) -> list[network.Arrays]:
    """A network of one hidden layer, from the one start that the post draws, after so many epochs each."""
    start = network.initialize((2, units, 1), rng=np.random.default_rng(1))
    return network.path(*learnt(), start, optimizer=DESCENT, epochs=epochs)
