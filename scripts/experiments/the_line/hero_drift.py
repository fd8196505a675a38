"""Neurons from many starts drift along one road, whose end is at infinity."""

import itertools

import numpy as np

from experiments._shared import four_points
from experiments._shared.training import log_epochs
from press import ink
from smallest_network import neuron

ALT = (
    "Paths of {n} neurons in the plane of their first two weights. They start scattered, bend towards one horizontal line at "
    "the logarithm of three halves, and run along it to the left, ever more slowly, without end."
)
PREVIEW = True


def measure():
    X, y = four_points.inputs()
    rng = np.random.default_rng(3)
    weights = rng.normal(scale=2.2, size=(120, 3))
    epochs = [0, *log_epochs(1, 3000, 28)]
    paths = [weights]
    for before, epoch in itertools.pairwise(epochs):
        weights = neuron.sweep(X, y, weights=weights, learning_rate=0.7, epochs=epoch - before)
        paths.append(weights)
    return {"n": len(weights), "paths": np.array(paths)[:, :, :2].transpose(1, 0, 2), "limit": np.log(1.5)}


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    axes = ink.canvas(figure, 1, 1)
    axes.set(xlim=(-16.5, 6), ylim=(-5.2, 5.6), aspect="auto")
    axes.axhline(numbers["limit"], **ink.MARGIN | {"linewidth": 2.6})
    for path in numbers["paths"]:
        first, second = np.array(path).T
        axes.plot(first, second, color="C0", linewidth=1.0, alpha=0.55)
        axes.plot(first[0], second[0], marker="o", markersize=3.5, color="C1", alpha=0.8)
