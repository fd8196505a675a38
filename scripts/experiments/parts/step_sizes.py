"""Steps of gradient descent into one bowl, at learning rates from too small to too large."""

import numpy as np

from experiments._shared import o_rings
from experiments.parts import _descent
from press import ink
from smallest_network import neuron
from smallest_network.optimizers import Momentum

CAPTION = (
    "Contours join weights of equal loss on the O-ring data; the star is the lowest point.<span class=still> The first "
    "{epochs} steps from one start, at four rates.</span>"
)
ALT = (
    "Four contour maps of the same bowl, each with a path of dots from the upper left. At rate {rates[0]:g} the dots creep "
    "and have covered only part of the way. At {rates[1]:.1f} they jump close to the star in a few steps. At {rates[2]:g} "
    "they jump from one side of the star to the other, each time a little nearer. At {rates[3]:g} they jump from side to "
    "side, further off in the end than before."
)
EPOCHS = 12
LIVE_EPOCHS = 40  # of the path that the reader moves
WORDS = ("too small", "fastest in the long run", "overshoots, arrives", "never arrives")


def measure():
    X, y = o_rings.standardised()
    minimum, least, information = _descent.minimum(X, y)
    rates = _descent.rates(information)
    settings = {"weights": _descent.START, "epochs": range(EPOCHS + 1)}
    paths = [neuron.path(neuron.train_batch, X, y, learning_rate=rate, **settings) for rate in rates]
    return {
        "X": X,
        "y": y,
        "minimum": minimum,
        "epochs": EPOCHS,
        "rates": rates,
        "paths": paths,
        "excess": [_descent.loss(X, y, path[-1]) - least for path in paths],
        "least": least,
        "live_epochs": LIVE_EPOCHS,
        "curvatures": np.linalg.eigvalsh(information),
        "levels": _descent.LEVELS,
        "start": _descent.START,
        "golden": [
            _golden(X, y, information, rate, momentum, start)
            for rate, momentum, start in (
                (rates[0], 0.0, _descent.START),
                (rates[1], 0.0, _descent.START),
                (1.0, 0.9, (-1.0, -2.5)),
                (12.0, 0.5, (-3.0, -1.0)),
            )
        ],
    }


def _golden(X, y, information, rate, momentum, start):
    """What the live figure must answer for this rate, momentum and start."""
    path = _descent.descend(X, y, start, Momentum(rate, momentum), LIVE_EPOCHS)
    # Near the minimum a step takes (distance, distance before) to the next such pair, along each axis of curvature.
    steps = [[[1 + momentum - rate * kappa, -momentum], [1, 0]] for kappa in np.linalg.eigvalsh(information)]
    return {
        "state": {"rate": rate, "momentum": momentum, "start1": start[0], "start2": start[1]},
        "answer": {"path": path, "factor": np.abs(np.linalg.eigvals(steps)).max()},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.5)
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    for axes, path, rate, words, role in zip(
        panels.flat, numbers["paths"], numbers["rates"], WORDS, _descent.ROLES, strict=True
    ):
        axes.set(**_descent.LIMITS | {"ylim": (-2.9, 0.9)})
        ink.loss_surface(axes, numbers["X"], numbers["y"], _descent.LEVELS)
        axes.plot(*zip(*path, strict=True), color=role, linewidth=1.2, marker="o", markersize=4, zorder=4)
        axes.plot(*path[0], marker="o", markersize=7, color=role, zorder=5)
        axes.plot(*numbers["minimum"], marker="*", markersize=13, color=ink.EXACT, zorder=5)
        axes.set_title(f"{rate:.3g}: {words}", color=role)
    figure.supxlabel("Weight of temperature (standardised)", fontsize=11)
    figure.supylabel("Bias", fontsize=11)
