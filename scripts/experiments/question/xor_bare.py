"""A question that no straight line can answer: class 1 where exactly one of the two inputs is 1."""

from press import ink
from smallest_network import datasets

CAPTION = "Squares are class 1, circles class 0."
ALT = (
    "The corners of a square. The upper left and the lower right one, where exactly one input is 1, are of class 1; the "
    "lower left and the upper right one, where none or both are, of class 0."
)


def measure():
    X, y = datasets.xor()
    return {"X": X, "y": y}


def draw(figure, numbers):
    axes = ink.square(figure.add_subplot())
    ink.points(axes, numbers["X"], numbers["y"], size=13)
