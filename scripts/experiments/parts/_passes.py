"""The small network that the forward and the backward pass go through, and its diagram."""

import numpy as np

from press import ink
from press.numerals import minus
from smallest_network import datasets

LAYERS = (np.array([[0.6, -0.4], [-0.3, 0.5], [0.1, 0.2]]), np.array([[0.8], [-0.7], [0.3]]))
ROW = 2  # of the XOR table: inputs 1 and 0, output 1
NAMES = ((("w11", "w12"), ("w21", "w22"), ("b1", "b2")), (("v1",), ("v2",), ("b",)))  # of the weights, in live figures
STATES: tuple[dict[str, float], ...] = (  # of the live figures, by what is not as at the start
    {},
    {"x1": 0.0, "x2": 1.0, "y": 0.0},
    {"w11": -2.5, "w21": 1.7, "v2": 3.9, "b": -1.3},
    {"x1": -1.5, "x2": 2.0, "w12": 4.0, "b1": -3.1, "b2": 0.5, "v1": -4.0},
)
INPUTS, HIDDEN, OUTPUT = ((1.25, 4.9), (1.25, 1.9)), ((5.0, 4.9), (5.0, 1.9)), (8.9, 3.4)  # places on the canvas


def example():
    """One row of XOR, (1, 2) and (1,), and the network that looks at it."""
    X, y = datasets.xor()
    return X[[ROW]], y[[ROW]], LAYERS


def moved(state):
    """The row, (1, 2) and (1,), and the network where a live figure has moved them to this state."""
    X, y, layers = example()
    return (
        np.array([[state.get(f"x{j + 1}", x) for j, x in enumerate(X[0])]]),
        np.array([state.get("y", y[0])]),
        tuple(
            np.array(
                [[state.get(name, w) for name, w in zip(*row, strict=True)] for row in zip(names, layer, strict=True)]
            )
            for names, layer in zip(NAMES, layers, strict=True)
        ),
    )


def inputs(axes, values):
    """The two inputs as boxes."""
    for place, value, j in zip(INPUTS, values, "12", strict=True):
        ink.box(axes, place, f"$x_{j}$ = {value:.0f}", side=1.5, fontsize=10.5)


def wire(axes, first, second):
    """Lines between the three layers, with a word on each."""
    for start, words in zip(INPUTS, first, strict=True):
        for end, word in zip(HIDDEN, words, strict=True):
            _line(axes, start, end, word, share=0.5 if start[1] == end[1] else 0.36)
    for start, word in zip(HIDDEN, second, strict=True):
        _line(axes, start, OUTPUT, word, share=0.47)


def _line(axes, start, end, word, *, share):
    """A line with a word on it, so far along the way."""
    axes.plot(*zip(start, end, strict=True), color=ink.colour("axes.edgecolor"), linewidth=1.1, zorder=1)
    place = [a + share * (b - a) for a, b in zip(start, end, strict=True)]
    axes.text(*place, minus(word), ha="center", va="center", fontsize=10.5, bbox=ink.halo(), zorder=2)


def below(axes, centre, words):
    """Small print under a unit."""
    colour = ink.colour("xtick.labelcolor")
    place = (centre[0], centre[1] - 0.9)
    axes.text(*place, minus(words), ha="center", va="top", fontsize=10, color=colour, linespacing=1.15)


def direction(axes, word, *, ends, color):
    """An arrow above the diagram, the way that the pass goes."""
    start, end = ends
    axes.annotate("", (end, 6.75), (start, 6.75), arrowprops=ink.arrow(color=color, linewidth=2))
    axes.text(6.6, 6.75, word, color=color, ha="left", va="center")
