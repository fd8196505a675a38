"""The neuron's line turns towards the vertical, from 10 epochs to a million, and never arrives."""

from experiments._shared import four_points
from experiments._shared.training import log_epochs
from press import ink
from smallest_network import datasets, neuron

ALT = (
    "Four points, two of each class, and between them a fan of lines: the neuron's after ever more epochs, tilted by "
    "{first:.1f} degrees at first and by {last:.2f} degrees in the end, beside the dotted vertical line."
)
PREVIEW = True


def measure():
    X, y = datasets.four_points()
    settings = four_points.SETTINGS | {"epochs": log_epochs(10, 1_000_000, 21)}
    path = neuron.path(neuron.train, *four_points.inputs(), **settings)
    tilts = [neuron.tilt(weights) for weights in path]
    return {"X": X, "y": y, "path": path, "margin": [-2.0, 0.0, 1.0], "first": tilts[0], "last": tilts[-1]}


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    axes = ink.canvas(figure, 2.4, 1.26)
    axes.set(xlim=(-0.7, 1.7), ylim=(-0.13, 1.13))
    count = len(numbers["path"])
    for step, weights in enumerate(numbers["path"]):
        ink.line(axes, weights, color=ink.NEURON["color"], linewidth=2.2, alpha=0.2 + 0.8 * (step + 1) / count)
    ink.line(axes, numbers["margin"], **ink.MARGIN | {"linewidth": 3})
    ink.points(axes, numbers["X"], numbers["y"], size=26)
