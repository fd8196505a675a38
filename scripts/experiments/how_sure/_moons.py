"""Networks that learn the moons from several starts, and from several samples of the same points."""

import functools

import numpy as np
from matplotlib.axes import Axes

from experiments._shared import training
from press import ink
from smallest_network import datasets, network
from smallest_network.logistic import logit
from smallest_network.network import forward
from smallest_network.optimizers import Adam

N, NOISE = 100, 0.3
HIDDEN, RATE, EPOCHS = 8, 0.1, 300
STARTS = 20
SIDE = 141  # points a side of a drawn plane


def points(draw: int) -> tuple[np.ndarray, np.ndarray]:
    """Points (100, 2) and classes (100,) of a draw of the moons."""
    return datasets.two_moons(N, noise=NOISE, rng=np.random.default_rng(draw))


@functools.cache
def trained(draw: int) -> network.Arrays:
    """Layers (2, 20, …) that learnt a draw of the moons from 20 starts: all its points, and a bootstrap sample each."""
    X, y = points(draw)
    layers = tuple(np.concatenate([layer, layer]) for layer in training.starts((2, HIDDEN, 1), STARTS))
    samples = datasets.resample(N, STARTS, rng=np.random.default_rng([draw, 1]))
    counts = np.concatenate([np.ones_like(samples), samples])
    layers = network.train(X, y, layers, optimizer=Adam(RATE), epochs=EPOCHS, counts=counts)
    return tuple(layer.reshape(2, STARTS, *layer.shape[1:]) for layer in layers)


def fan(axes: Axes, layers, *, sure: float | None = None, **style) -> None:
    """Where each of the networks changes its mind, across the axes; shaded, where all say one class with more than `sure`."""
    x1, x2 = np.linspace(*axes.get_xlim(), SIDE), np.linspace(*axes.get_ylim(), SIDE)
    plane = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    computed = forward(plane, tuple(np.array(layer) for layer in layers))
    eta = computed.etas[-1].reshape(-1, SIDE, SIDE)
    if sure:
        for score, role in zip((-eta, eta), ink.CLASSES, strict=True):
            levels = [logit(sure), 1e9]
            axes.contourf(x1, x2, score.min(axis=0), levels=levels, colors=[role["color"]], alpha=0.16, zorder=0)
    for one in eta:
        axes.contour(x1, x2, one, levels=[0], colors=[ink.QUIET], zorder=2, **style)
