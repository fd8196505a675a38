"""The forecast of O-ring distress at a temperature, with its interval, and its picture."""

import numpy as np
from matplotlib.axes import Axes

from experiments._shared import o_rings
from press import ink
from smallest_network import glm, intervals
from smallest_network.logistic import expit


def forecast(fitted: glm.Fit, x) -> dict[str, float]:
    """η at inputs x (p,), its standard error, and the probability with its 95 % interval, symmetric around η."""
    found = intervals.wald(fitted, x)
    low, high = expit(np.array([found.low, found.high]))
    return {"eta": found.estimate, "se": found.standard_error, "p": expit(found.estimate), "low": low, "high": high}


def band(axes: Axes, numbers: dict) -> None:
    """The curve `p` in its band from `low` to `high` over the temperatures of `grid`, and the launches."""
    axes.axhline(0.5, **ink.guide())
    axes.fill_between(numbers["grid"], numbers["low"], numbers["high"], color=ink.QUIET, alpha=0.28, linewidth=0)
    axes.plot(numbers["grid"], numbers["p"], **ink.GLM)
    axes.axvline(numbers["coldest"], color=ink.colour("grid.color"), linewidth=1)
    o_rings.launches(axes, numbers)
    axes.text(numbers["coldest"] + 0.6, 0.02, "coldest\nlaunch", color=ink.colour("xtick.labelcolor"), va="center")
    axes.set(xlim=(28, 85), ylim=(-0.05, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress")
