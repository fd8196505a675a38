"""Three neurons with one rule: each line from a curve to a point is an error, and learning is error times input."""

import numpy as np

from experiments.every_neuron import _units
from press import ink
from smallest_network import families

ALT = (
    "Three curves side by side, a straight line, an exponential and an S, each with its points, and a thin line from "
    "every point to the curve."
)
PREVIEW = True


def measure():
    panels = []
    for name in _units.NAMES:
        unit = _units.unit(name)
        low, high = unit.eta.min(), unit.eta.max()
        grid = np.linspace(low - 0.1 * (high - low), high + 0.1 * (high - low), 101)
        inverse = families.choose(unit.fit.family)[1].inverse
        panels.append({"eta": unit.eta, "y": unit.y, "mu": unit.fit.fitted, "grid": grid, "curve": inverse(grid)})
    return {"panels": panels}


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    figure.set_layout_engine("none")
    for place, panel in enumerate(numbers["panels"]):
        axes = figure.add_axes((0.02 + 0.325 * place, 0.06, 0.31, 0.88))
        axes.axis("off")
        axes.vlines(panel["eta"], panel["mu"], panel["y"], color=ink.SECOND, linewidth=1.4, alpha=0.6)
        axes.plot(panel["grid"], panel["curve"], color=ink.GLM["color"], linewidth=4)
        axes.plot(panel["eta"], panel["y"], "o", color=ink.FIRST, markersize=7)
