"""A bent border between two moons, made of four straight ones."""

import ink
from experiments import hidden_units_moons
from experiments.hidden_units_xor import combination, describe

ALT = (
    "{n} points in two interlocking half moons, circles and squares, and between them a thick winding line; four thin "
    "straight lines, one for each hidden node of the network that drew it, run along its pieces."
)
PREVIEW = True


def measure():
    (X, y), _ = hidden_units_moons.sets()
    return describe(X, y, hidden_units_moons.trained(), ((-2.0, 3.0), (-1.05, 1.575)))


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=numbers["limits"][0], ylim=numbers["limits"][1])
    combination(axes, numbers, size=9)
