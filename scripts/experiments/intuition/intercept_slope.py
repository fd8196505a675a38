"""The intercept moves the curve sideways; the slope turns it, about the temperature that is called zero."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets, glm
from smallest_network.logistic import expit

CAPTION = (
    "The solid curve is the fitted one. Top: intercept {step:g} higher or lower, a move of {shift:.1f} °F. Middle: slope "
    "{percent:.0f} per cent steeper or flatter around 0 °F; the middle of the curve slides by {slide[steeper]:.1f} or "
    "{slide[flatter]:.1f} °F. Bottom: the same two slopes around the mean temperature, {mean:.1f} °F."
)
ALT = (
    "Three panels of falling S-shaped curves over temperature. Top: three equal curves side by side, their middles at "
    "{half[lower]:.1f}, {half[fitted]:.1f} and {half[higher]:.1f} °F. Middle: a steeper curve far to the left, its middle at "
    "{half[steeper]:.1f} °F, and a flatter one to the right at {half[flatter]:.1f} °F. Bottom: the same two slopes in "
    "curves that cross the fitted one at {mean:.1f} °F and stay close to it."
)
STEP, SHARE = 1.0, 0.25


def measure():
    temperature, distress = datasets.o_ring()
    raw = o_rings.fitted()
    slope, intercept = raw.coefficients
    mean, _ = o_rings.scale()
    covariance = glm.fit(datasets.with_bias(temperature - mean), distress, tol=o_rings.TOL).covariance
    centred = intercept + slope * mean
    grid = np.linspace(40, 95, 221)
    steeper, flatter = (1 + SHARE) * slope, (1 - SHARE) * slope
    lines = {  # slope, intercept
        "fitted": (slope, intercept),
        "higher": (slope, intercept + STEP),
        "lower": (slope, intercept - STEP),
        "steeper": (steeper, intercept),
        "flatter": (flatter, intercept),
    }
    half = {name: -at_zero / turned for name, (turned, at_zero) in lines.items()}
    return {
        "grid": grid,
        "curves": {
            **{name: expit(turned * grid + at_zero) for name, (turned, at_zero) in lines.items()},
            "steeper, centred": expit(steeper * (grid - mean) + centred),
            "flatter, centred": expit(flatter * (grid - mean) + centred),
        },
        "step": STEP,
        "percent": 100 * SHARE,
        "shift": STEP / -slope,
        "half": half,
        "slide": {name: abs(half[name] - half["fitted"]) for name in ("steeper", "flatter")},
        "mean": mean,
        "at_mean": expit(centred),
        # A matrix and its inverse have the same ratio; of the first, ten digits stand above rounding.
        "curvature_ratio": round(np.linalg.cond(raw.covariance), 2),
        "centred": {
            "intercept": centred,
            "correlation": covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]),
            "curvature_ratio": round(np.linalg.cond(covariance), 2),
        },
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 6.6)
    panels = figure.subplots(3, sharex=True)
    titles = (
        f"Intercept ± {numbers['step']:g}",
        f"Slope ± {numbers['percent']:.0f} %, around 0 °F",
        f"Slope ± {numbers['percent']:.0f} %, around {numbers['mean']:.1f} °F",
    )
    pairs = (("higher", "lower"), ("steeper", "flatter"), ("steeper, centred", "flatter, centred"))
    words = (
        ((74.4, 0.62, "higher", "left"), (56, 0.36, "lower", "right")),
        ((46.5, 0.36, "steeper", "right"), (86, 0.66, "flatter", "left")),
        ((66.5, 0.74, "steeper", "left"), (57.5, 0.62, "flatter", "right")),
    )
    for axes, title, pair, labels in zip(panels, titles, pairs, words, strict=True):
        for height in (0, 0.5, 1):
            axes.axhline(height, **ink.guide())
        axes.plot(numbers["grid"], numbers["curves"]["fitted"], **ink.GLM)
        for name, (x, y, word, side), colour, dashes in zip(
            pair, labels, (ink.THIRD, ink.FOURTH), ink.DASHES[1:3], strict=True
        ):
            axes.plot(numbers["grid"], numbers["curves"][name], color=colour, linestyle=dashes)
            axes.text(x, y, word, color=colour, ha=side, va="center")
        axes.set(xlim=(40, 95), ylim=(-0.05, 1.05), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"), title=title)
    panels[1].set_ylabel("Probability of distress")
    panels[2].plot(numbers["mean"], numbers["at_mean"], marker="o", markersize=7, color=ink.GLM["color"])
    panels[2].set_xlabel("Temperature at launch (°F)")
