"""The four points of the task."""

from press import ink
from smallest_network import datasets

CAPTION = "They are coloured and shaped by class."
ALT = "The corners of a square. The two on the left, at input 1 = 0, are of class 1; the two on the right of class 0."
TABLE = {"Input 1": "{input_1:.0f}", "Input 2": "{input_2:.0f}", "Output": "{output:.0f}"}


def measure():
    X, y = datasets.four_points()
    rows = [{"input_1": x1, "input_2": x2, "output": target} for (x1, x2), target in zip(X, y, strict=True)]
    return {"X": X, "y": y, "rows": rows}


def draw(figure, numbers):
    axes = ink.square(figure.add_subplot())
    ink.points(axes, numbers["X"], numbers["y"], size=13)
    ink.name_classes(axes)
