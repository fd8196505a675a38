"""The logistic function squeezes every real number into the interval from 0 to 1."""

import numpy as np

from press import ink
from smallest_network.logistic import expit

CAPTION = (
    "It passes through ½ at 0, where it is steepest with slope {slope_at_zero:g}, and at ±6 it has come within "
    "{distance_at_six:.4f} of its bounds."
)
ALT = (
    "An S-shaped curve from {low:.4f} at -6 through one half at 0 to {high:.4f} at 6, "
    "with horizontal lines at 0, one half and 1 and a vertical line at 0."
)


def measure():
    eta = np.linspace(-6, 6, 241)
    mu = expit(eta)
    return {
        "eta": eta,
        "mu": mu,
        "low": mu[0],
        "high": mu[-1],
        "slope_at_zero": expit(0) * (1 - expit(0)),
        "distance_at_six": mu[0],
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 2.9)
    axes = figure.add_subplot()
    for height in (0, 0.5, 1):
        axes.axhline(height, **ink.guide())
    axes.axvline(0, **ink.guide())
    slope = numbers["slope_at_zero"]
    axes.plot([-2, 2], [0.5 - 2 * slope, 0.5 + 2 * slope], color=ink.THIRD, linewidth=1.4, linestyle=ink.DASHES[1])
    axes.plot(numbers["eta"], numbers["mu"], color=ink.FIRST, linewidth=3)
    axes.text(2.2, 0.86, "expit(η) = 1 / (1 + e$^{-η}$)", color=ink.FIRST, va="top", ha="left")
    axes.text(-0.35, 0.62, f"slope {slope:g} at 0", color=ink.THIRD, ha="right")
    axes.set(xlim=(-6, 6), ylim=(-0.05, 1.05), xticks=range(-6, 7, 2), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set(xlabel="Score η = w · x", ylabel="Probability μ")
