"""XOR as it is, which no straight line parts, and as two hidden units pass it on, where one line does."""

import numpy as np

from press import ink
from smallest_network import datasets, network

CAPTION = (
    "Left: the four points of XOR; a square stands for yes, a circle for no. Each dashed line is the border of one unit, "
    "which answers yes above it. Right: the same four points, placed by what the two units put out. Two of them have "
    "landed on one spot, and the solid line, the border of a third unit, has a yes on one side only. The weights of all "
    "three units are set by hand; the third gives every right answer a probability of at least {surest:.2f}."
)
ALT = (
    "Left: the corners of a square, yes at two opposite ones, no at the other two. Two parallel dashed lines cut off the "
    "corner where both inputs are 0 and the one where both are 1. Right: the two corners with yes lie on one spot at the "
    "lower right, the others at the lower left and the upper right, and one line parts the spot from them."
)
STEEP = 10.0  # how sharply the units switch
LAYERS = (
    STEEP * np.array([[1.0, 1.0], [1.0, 1.0], [-0.5, -1.5]]),  # at least one input is 1; both are
    STEEP * np.array([[1.0], [-1.0], [-0.5]]),  # the first, but not the second
)


def measure():
    X, y = datasets.xor()
    computed = network.forward(X, LAYERS)
    return {
        "X": X,
        "y": y,
        "layers": LAYERS,
        "hidden": computed.outputs[0],
        "mu": computed.mu,
        "surest": np.abs(1 - y - computed.mu).min(),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 2.9)
    before, after = figure.subplots(1, 2)
    first, second = (np.array(layer) for layer in numbers["layers"])
    for axes, X in ((before, numbers["X"]), (after, numbers["hidden"])):
        axes.set(xlim=(-0.45, 1.45), ylim=(-0.45, 1.45), aspect="equal", xticks=(0, 1), yticks=(0, 1))
        ink.points(axes, X, numbers["y"])
    for unit, role in enumerate((ink.THIRD, ink.FOURTH)):
        ink.line(before, first[:, unit], color=role, linewidth=1.8, linestyle=ink.DASHES[1])
    before.text(-0.38, 0.52, "unit 1", color=ink.THIRD, ha="left", va="top")
    before.text(0.62, 1.22, "unit 2", color=ink.FOURTH, ha="left", va="center")
    ink.line(after, second[:, 0], color=ink.EXACT, linewidth=1.8)
    words = {"fontsize": 10, "ha": "center"}
    after.text(0, 0.14, "(0, 0)", va="bottom", **words)
    after.text(1, 1.14, "(1, 1)", va="bottom", **words)
    after.text(1, -0.14, "(0, 1), (1, 0)", va="top", **words)
    before.set(xlabel="Input 1", ylabel="Input 2")
    after.set(xlabel="Output of unit 1", ylabel="Output of unit 2")
