"""The two tasks of the post, XOR and the moons, and the networks with four hidden units trained on them."""

import functools

import numpy as np

from experiments._shared import training
from smallest_network import datasets, network
from smallest_network.optimizers import GradientDescent

Data = tuple[np.ndarray, np.ndarray]
Training = dict[str, float]

XOR: Training = {"learning_rate": 0.5, "epochs": 5000}
XOR_SEED = 3
MOONS: Training = {"learning_rate": 2.0, "epochs": 3000}
MOONS_LIMITS = ((-1.7, 2.7), (-1.3, 1.8))
NOISE, STARTS = 0.2, 8


def descend(X, y, layers, *, learning_rate, epochs, activation="logistic") -> network.Arrays:
    """Layers after so many steps of gradient descent on the mean cross-entropy."""
    return network.train(X, y, layers, optimizer=GradientDescent(learning_rate), epochs=epochs, activation=activation)


def trained_on_xor() -> network.Arrays:
    """The network of the post with four hidden units, after training from its one start."""
    start = network.initialize((2, 4, 1), rng=np.random.default_rng(XOR_SEED))
    return descend(*datasets.xor(), start, **XOR)


def solved(X, y, layers) -> np.ndarray:
    """How many points each network calls right."""
    return ((network.predict_proba(X, layers) >= 0.5) == y).sum(axis=-1)


def moons() -> tuple[Data, Data]:
    """200 points to learn from and 2000 to be judged by."""
    rng = np.random.default_rng(4)
    return datasets.two_moons(200, noise=NOISE, rng=rng), datasets.two_moons(2000, noise=NOISE, rng=rng)


def best_of_starts(X, y, width) -> network.Arrays:
    """Of `STARTS` networks with `width` hidden units, trained on these points, the one of lowest loss on them."""
    layers = descend(X, y, training.starts((2, width, 1), STARTS), **MOONS)
    best = network.mean_loss(X, y, layers).argmin()
    return tuple(layer[best] for layer in layers)


@functools.cache
def trained_on_moons() -> network.Arrays:
    """The network of the post with four hidden units, the best of its starts on the moons' 200 points."""
    learnt, _ = moons()
    return best_of_starts(*learnt, 4)


def moons_axes(axes, limits=MOONS_LIMITS):
    """Axes for the moons."""
    axes.set(xlim=limits[0], ylim=limits[1], aspect="equal", xticks=(-1, 0, 1, 2), yticks=(-1, 0, 1))
    return axes
