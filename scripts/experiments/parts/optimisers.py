"""Four optimisers on one loss surface, from one start."""

import numpy as np

from experiments._shared import o_rings
from experiments.parts import _descent
from press import ink
from smallest_network.optimizers import Adam, GradientDescent, Momentum

CAPTION = (
    "The first {epochs} epochs on the standardised O-ring data, one dot for each epoch; the star is the minimum. Stochastic "
    "descent takes a step after every {batch} launches, drawn by lot. Rates: gradient descent {rates[gradient descent]:g}, "
    "stochastic {rates[stochastic]:g}, momentum {rates[momentum]:g} (with {momentum:g} of the step before), Adam "
    "{rates[Adam]:g}: chosen to make the ways visible; the best rates are in the table below. One order of the launches."
)
ALT = (
    "Four contour maps of the same bowl. Gradient descent bends smoothly into the minimum. Stochastic descent arrives "
    "by the same way and then wanders around it. Momentum overshoots and spirals in. Adam sets off diagonally, with "
    "equal steps in both weights."
)
EPOCHS = 60


def measure():
    X, y = o_rings.standardised()
    share = 0.9
    runs: dict[str, tuple[GradientDescent | Momentum | Adam, int | None]] = {
        "gradient descent": (GradientDescent(1.0), None),
        "stochastic": (GradientDescent(1.0), _descent.BATCH),
        "momentum": (Momentum(0.3, share), None),
        "Adam": (_descent.ADAM, None),
    }
    paths = {
        name: _descent.descend(X, y, _descent.START, optimizer, EPOCHS, batch)
        for name, (optimizer, batch) in runs.items()
    }
    return {
        "X": X,
        "y": y,
        "minimum": _descent.minimum(X, y)[0],
        "paths": paths,
        "rates": {name: optimizer.learning_rate for name, (optimizer, _) in runs.items()},
        "momentum": share,
        "adam_first_step": np.abs(paths["Adam"][1] - paths["Adam"][0]),
        "epochs": EPOCHS,
        "batch": _descent.BATCH,
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.5)
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    for axes, (name, path), role in zip(
        panels.flat, numbers["paths"].items(), (ink.FIRST, ink.SECOND, ink.THIRD, ink.FOURTH), strict=True
    ):
        axes.set(**_descent.LIMITS)
        ink.loss_surface(axes, numbers["X"], numbers["y"], _descent.LEVELS)
        axes.plot(*np.transpose(path), color=role, linewidth=1.2, marker="o", markersize=3, zorder=4)
        axes.plot(*path[0], marker="o", markersize=7, color=role, zorder=5)
        axes.plot(*numbers["minimum"], marker="*", markersize=13, color=ink.EXACT, zorder=5)
        axes.set_title(name[0].upper() + name[1:], color=role)
    figure.supxlabel("Weight of temperature (standardised)", fontsize=11)
    figure.supylabel("Bias", fontsize=11)
