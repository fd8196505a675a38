"""A penalty makes the optimum finite: ridge at every strength, and another without a strength to choose."""

import numpy as np

from experiments._shared import four_points
from press import ink
from smallest_network import neuron, penalised

CAPTION = (
    "Above, the first coefficient; below, the tilt of the line. A ridge that leaves the intercept free keeps the line upright; "
    "one that shrinks the intercept too tilts it, and at λ = {least[text]} the tilt is still {least[tilt]:.2f}°."
)
ALT = (
    "Above: as the ridge penalty shrinks from {penalties[0]:g} to {least[text]}, the first coefficient falls from near zero to "
    "{least[first]:.1f}; a horizontal line at {firth[0]:.2f} marks Firth's. Below: the tilt of the line is zero when the "
    "intercept is free, and between {least[tilt]:.2f} and {most_tilt:.2f} degrees when it is penalised."
)


def measure():
    inputs, y = four_points.inputs()
    penalties = np.geomspace(10, 1e-6, 36)
    every = np.array([penalised.ridge(inputs, y, penalty=penalty) for penalty in penalties])
    free = np.array([penalised.ridge(inputs, y, penalty=penalty, free=[2]) for penalty in penalties]).round(9) + 0.0
    firth = penalised.firth(inputs, y).coefficients.round(9) + 0.0
    tilts = [neuron.tilt(weights) for weights in every]
    return {
        "penalties": penalties,
        "every": every,
        "free": free,
        "tilts": tilts,
        "free_tilts": [neuron.tilt(weights) for weights in free],
        "firth": firth,
        "least": {"text": "10⁻⁶", "first": every[-1][0], "second": every[-1][1], "tilt": tilts[-1]},
        "most_tilt": max(tilts),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.0)
    above, below = figure.subplots(2, sharex=True)
    penalties = numbers["penalties"]
    above.plot(penalties, np.array(numbers["every"])[:, 0], color=ink.FIRST)
    above.plot(penalties, np.array(numbers["free"])[:, 0], color=ink.SECOND, linestyle=ink.DASHES[1])
    above.axhline(numbers["firth"][0], color=ink.THIRD, linestyle=ink.DASHES[2])
    below.plot(penalties, numbers["tilts"], color=ink.FIRST)
    below.plot(penalties, numbers["free_tilts"], color=ink.SECOND, linestyle=ink.DASHES[1])
    above.set(xscale="log", xlim=(10, 1e-6), ylim=(-25, 1), ylabel="First coefficient")
    below.set(ylim=(-0.3, 6.5), ylabel="Tilt (degrees)", xlabel="Ridge penalty λ, falling to the right")
    above.text(2e-6, -2.1, "Firth", color=ink.THIRD, ha="right", va="bottom")
    above.text(2e-4, -8.6, "ridge, intercept\npenalised too", color=ink.FIRST, ha="left", va="bottom")
    above.text(2e-3, -22.5, "ridge, intercept free", color=ink.SECOND, ha="right", va="bottom")
    below.text(1e-3, 2.2, "intercept penalised too", color=ink.FIRST, ha="left", va="bottom")
    below.text(1e-3, 0.2, "intercept free", color=ink.SECOND, ha="left", va="bottom")
    for axes in (above, below):
        axes.grid(True, axis="y")
