"""The first steps of gradient descent at four learning rates, from too small to too large."""

from experiments._shared import o_rings
from experiments.parts import _descent
from press import ink
from smallest_network import neuron

CAPTION = (
    "The first {epochs} steps of gradient descent into one bowl, from one start, at four learning rates. Contours join "
    "weights of equal loss on the O-ring data; the star is the lowest point."
)
ALT = (
    "Four contour maps of the same bowl, each with a path of dots from the upper left. At rate {rates[0]:g} the dots creep "
    "and have covered only part of the way. At {rates[1]:.1f} they jump close to the star in a few steps. At {rates[2]:g} "
    "they jump from one side of the star to the other, each time a little nearer. At {rates[3]:g} they jump from side to "
    "side, further off in the end than before."
)
EPOCHS = 12
WORDS = ("too small", "the best", "overshoots, arrives", "never arrives")


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
