"""Layers: every unit of a layer takes all outputs of the layer before it."""

import numpy as np

from press import ink
from smallest_network import network

CAPTION = (
    "Squares are data, circles compute. The weights of a layer fill a matrix W, a table with one column for each unit and "
    "the biases in the last row: {shapes}. The last unit, filled, is a logistic regression on the {hidden} numbers to its "
    "left."
)
ALT = (
    "Diagram of a layered network: {sizes[0]} inputs, a hidden layer of {sizes[1]} units, a hidden layer of {sizes[2]} "
    "units, and one output unit that gives the probability. Lines join every unit to all of the next layer."
)
SIZES = (2, 4, 3, 1)


def measure():
    layers = network.initialize(SIZES, rng=np.random.default_rng(0))
    return {
        "sizes": SIZES,
        "hidden": SIZES[-2],
        "shapes": ", ".join("{} × {}".format(*layer.shape) for layer in layers),
        "matrices": [list(layer.shape) for layer in layers],
        "parameters": {"all": sum(layer.size for layer in layers), "output": layers[-1].size},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.6)
    axes = ink.canvas(figure, 10.4, 7.2)
    columns = dict(enumerate((1.3, 3.9, 6.5, 9.0)))
    heights = [3.85 + 1.35 * (np.arange(size) - (size - 1) / 2)[::-1] for size in numbers["sizes"]]
    for column in range(3):
        for left in heights[column]:
            for right in heights[column + 1]:
                ends = ([columns[column], columns[column + 1]], [left, right])
                axes.plot(*ends, color=ink.colour("axes.edgecolor"), linewidth=0.9, zorder=1)
    for column, some in enumerate(heights):
        for row, height in enumerate(some):
            if column == 0:
                ink.box(axes, (columns[0], height), f"$x_{row + 1}$", side=0.95)
            else:
                last = {"color": ink.colour("patch.edgecolor")} if column == 3 else {}
                words = "μ" if column == 3 else ""
                ink.node(axes, (columns[column], height), words, radius=0.5, kind="neuron", fontsize=13, **last)
    axes.patches[-1].set_facecolor(ink.FIRST)
    for column, label in enumerate(("inputs", "hidden layer 1", "hidden layer 2", "output unit")):
        axes.text(columns[column], 0.75, label, ha="center", va="center", fontsize=10.5)
    for column, (rows, units) in enumerate(numbers["matrices"]):
        x = (columns[column] + columns[column + 1]) / 2
        small = {"ha": "center", "va": "center", "fontsize": 10, "color": ink.colour("xtick.labelcolor")}
        axes.text(x, 6.85, f"$W_{column + 1}$: {rows} × {units}", **small)
