"""A network with four hidden units, taken apart: each unit as the logistic regression it is, and their combination."""

import numpy as np

from press import ink
from press.numerals import signed
from smallest_network import network
from smallest_network.logistic import log_loss

GRID = 81  # points a side of a drawn score


def describe(X, y, layers, limits, side=GRID) -> dict:
    """What is drawn of a network with four hidden units, and how often each of its parts is right."""
    hidden, output = layers
    computed = network.forward(X, layers)
    etas, mu = computed.etas[0], computed.mu
    alone = [max(share := ((eta > 0) == y).mean(), 1 - share) for eta in etas.T]
    return {
        "X": X,
        "y": y,
        "n": len(y),
        "limits": limits,
        "hidden": hidden,
        "weights": output[:4, 0],
        "score": score(layers, limits, side=side),
        "p": mu,
        "alone": alone,
        "best_alone": max(alone),
        "together": ((mu >= 0.5) == y).mean(),
        "loss": log_loss(y, computed.etas[1][:, 0]).mean(),
    }


def score(layers, limits, activation="logistic", side=GRID) -> np.ndarray:
    """η of the output unit on a grid, rounded to what a picture can show."""
    x1, x2 = (np.linspace(low, high, side) for low, high in limits)
    grid = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    return network.forward(grid, layers, activation=activation).etas[-1].reshape(side, side).round(3)


def nodes_and_output(figure, numbers, frame, *, sizes, heights=None, widths=None) -> None:
    """A panel for each hidden unit and a large one for the output unit, in axes that `frame` has prepared.

    The large one stands below where `heights` are given, of three rows, and at the right with `widths`, of three columns.
    """
    if heights:
        grid = figure.add_gridspec(3, 2, height_ratios=heights)
        large = grid[2, :]
    else:
        grid = figure.add_gridspec(2, 3, width_ratios=widths)
        large = grid[:, 2]
    for number, weight in enumerate(numbers["weights"]):
        axes = frame(figure.add_subplot(grid[number // 2, number % 2]), numbers)
        column = [row[number] for row in numbers["hidden"]]
        ink.shade_neuron(axes, column)
        ink.points(axes, numbers["X"], numbers["y"], size=sizes[0])
        ink.line(axes, column, **ink.GLM, zorder=5)
        axes.set_title(f"Unit {number + 1}, weight {signed(weight, '.1f')}")
    axes = frame(figure.add_subplot(large), numbers)
    combination(axes, numbers, size=sizes[1])
    axes.set(title="Output unit", xlabel="Input 1", ylabel="Input 2")


def combination(axes, numbers, *, size) -> None:
    """The network's probability as shading, its ½ as a thick line, the hidden units' lines thin."""
    (left, right), (low, high) = numbers["limits"]
    side = len(numbers["score"])
    x1, x2 = np.linspace(left, right, side), np.linspace(low, high, side)
    ink.shade(axes, x1, x2, np.array(numbers["score"]))
    for column in zip(*numbers["hidden"], strict=True):
        ink.line(axes, column, **ink.GLM | {"linewidth": 1.0, "linestyle": ink.DASHES[1]})
    axes.contour(x1, x2, numbers["score"], levels=[0], colors=[ink.NEURON["color"]], linewidths=3.5)
    ink.points(axes, numbers["X"], numbers["y"], size=size)
