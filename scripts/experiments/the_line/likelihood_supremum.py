"""Along every line that separates the points, larger weights are always better."""

import numpy as np

from experiments._shared import four_points
from press import ink
from press.numerals import power_of_ten
from smallest_network import neuron
from smallest_network.logistic import log_loss

CAPTION = (
    "Deviance of the four points when the weights of three lines are multiplied by ever larger factors. Two of the lines "
    "separate the classes, and along them the deviance falls for ever; along the third, tilted by {wrong[tilt]:.0f}°, it has "
    "a minimum, of {wrong[best]:.2f}, because two points stay on the wrong side."
)
ALT = (
    "Three curves of the deviance against the length of the weights, both axes logarithmic. Two fall without end, the "
    "upright line's steepest, to {best_text} at length {longest:.0f}; the third, of a line that does not separate, "
    "falls to {wrong[best]:.2f} and rises again."
)
DIRECTIONS = {"upright": [-2.0, 0.0, 1.0], "tilted": [-2.0, 0.7, 0.65], "not separating": [-1.0, -1.5, 1.25]}


def measure():
    inputs, y = four_points.inputs()
    lengths = np.geomspace(0.1, 40, 80)
    deviances = {}
    for name, direction in DIRECTIONS.items():
        along = np.array(direction) / np.linalg.norm(direction)
        deviances[name] = [2 * log_loss(y, inputs @ (length * along)).sum() for length in lengths]
    upright_better = np.array(deviances["upright"]) < deviances["tilted"]
    return {
        "lengths": lengths,
        "deviances": deviances,
        "tilt": neuron.tilt(DIRECTIONS["tilted"]),
        "wrong": {"tilt": neuron.tilt(DIRECTIONS["not separating"]), "best": min(deviances["not separating"])},
        "upright_from": lengths[upright_better][0],
        "best_text": power_of_ten(min(deviances["upright"])),
        "longest": lengths[-1],
    }


def draw(figure, numbers):
    axes = figure.add_subplot()
    styles: dict[str, dict] = {
        "upright": ink.MARGIN,
        "tilted": {"color": ink.FIRST},
        "not separating": {"color": ink.SECOND, "linestyle": ink.DASHES[1]},
    }
    for name, deviance in numbers["deviances"].items():
        axes.plot(numbers["lengths"], deviance, **styles[name])
    axes.set(xscale="log", yscale="log", xlim=(0.1, 40), ylim=(3e-7, 60))
    axes.set_xticks([0.1, 1, 10, 40])
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set(xlabel="Length of the weights", ylabel="Deviance")
    axes.text(4, 17, "does not separate", color=ink.SECOND, ha="right", va="center")
    axes.text(13, 1e-3, "separates,\nupright", color=ink.MARGIN["color"], ha="right", va="center")
    axes.text(21, 0.6, f"separates, tilted\nby {numbers['tilt']:.0f}°", color=ink.FIRST, ha="center", va="center")
    axes.grid(True, axis="y")
