"""The same fit on two scales: a curve in probability, a straight line in log-odds."""

from statistics import NormalDist

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets
from smallest_network.logistic import expit

CAPTION = (
    "Above, 23 launches (1: O-ring distress, points moved a little where they would hide one another) and the fitted "
    "probability; below, its log-odds. Both cross their middle at {half:.1f} °F, and ten degrees less add "
    "{colder[ten][log_odds]:.2f} to the log-odds everywhere."
)
ALT = (
    "Two panels over the temperature at launch, from 50 to 85 °F. Above, an S-shaped curve falls from "
    "{ends[curve][0]:.2f} to {ends[curve][1]:.2f} between launches with distress at 1 and without at 0; it passes ½ at "
    "{half:.1f} °F. Below, a straight line falls from {ends[line][0]:.1f} to {ends[line][1]:.1f} and passes 0 at the same "
    "temperature."
)


def measure():
    temperature, distress = datasets.o_ring()
    fitted = o_rings.fitted()
    slope, intercept = fitted.coefficients
    grid = np.linspace(50, 85, 141)
    line = slope * grid + intercept
    clear = temperature[distress == 0, 0]
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "slope": slope,
        "intercept": intercept,
        "standard_errors": fitted.standard_errors,
        "deviance": {
            "null": fitted.null_deviance,
            "fitted": fitted.deviance,
            "gain": fitted.null_deviance - fitted.deviance,
            "p": 2 * NormalDist().cdf(-np.sqrt(fitted.null_deviance - fitted.deviance)),
        },
        "n": len(distress),
        "n_distress": int(distress.sum()),
        "clear": {"n": len(clear), "coldest": clear.min()},
        "half": -intercept / slope,
        "steepest": -slope / 4,
        "ninety": {"temperature": (np.log(9) - intercept) / slope, "from_half": -np.log(9) / slope},
        "celsius": {"slope": 1.8 * slope, "intercept": intercept + 32 * slope},
        "colder": {
            name: {"log_odds": -degrees * slope, "odds": np.exp(-degrees * slope)}
            for name, degrees in (("one", 1), ("ten", 10))
        },
        "p": {degrees: expit(slope * degrees + intercept) for degrees in (53, 60, 70)},
        "grid": grid,
        "line": line,
        "curve": expit(line),
        "ends": {"line": line[[0, -1]], "curve": expit(line[[0, -1]])},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.2)
    above, below = figure.subplots(2, sharex=True)
    half = numbers["half"]
    for axes, middle in ((above, 0.5), (below, 0)):
        axes.axvline(half, **ink.guide())
        axes.axhline(middle, **ink.guide())
    above.plot(numbers["grid"], numbers["curve"], **ink.GLM)
    o_rings.launches(above, numbers)
    above.set(xlim=(50, 85), ylim=(-0.07, 1.07), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    above.set(ylabel="Probability μ")
    above.text(half + 0.9, 0.56, f"½ at {half:.1f} °F", ha="left", va="bottom")
    below.plot(numbers["grid"], numbers["line"], **ink.GLM)
    below.set(ylim=(-5, 5), yticks=range(-4, 5, 2), xlabel="Temperature at launch (°F)", ylabel="Log-odds η")
    right, step = 70, 10  # the slope as a right triangle, ten degrees wide
    low, high = (numbers["slope"] * t + numbers["intercept"] for t in (right, right - step))
    below.plot(
        [right - step, right - step, right], [high, low, low], color=ink.THIRD, linestyle=ink.DASHES[1], linewidth=1.4
    )
    below.text(
        right - step - 0.5,
        (low + high) / 2,
        f"{numbers['colder']['ten']['log_odds']:.2f}",
        color=ink.THIRD,
        ha="right",
        va="center",
    )
    below.text(right - step / 2, low - 0.25, "10 °F", color=ink.THIRD, ha="center", va="top")
