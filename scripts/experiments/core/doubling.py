"""Twice the weights: the same line, and every point nearer to its class."""

import numpy as np

from experiments._shared import four_points
from press import ink
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "A neuron whose line separates the four points, with weights $w$ of {weights[0]:g}, {weights[1]:g} and "
    "{weights[2]:g}, and with these times a number. Every curve passes ½ at the same place.<span class=still> Twice "
    "and four times: the sum of the four losses falls with every doubling, {losses[0]:.2f}, {losses[1]:.2f}, "
    "{losses[2]:.2f}.</span>"
)
ALT = (
    "The probability of class 1 over input 1: three S-shaped curves fall through one half at input 1 = ½, each steeper than the "
    "one before. The points, two at 0 with class 1 and two at 1 with class 0, are nearest to the steepest curve."
)
TIMES = (1, 2, 4)


def measure():
    X, y = four_points.inputs()
    weights = np.array([-2.0, 0.0, 1.0])
    grid = np.linspace(-0.5, 1.5, 201)
    return {
        "weights": weights,
        "times": TIMES,
        "grid": grid,
        "curves": [expit(times * (weights[0] * grid + weights[2])) for times in TIMES],
        "losses": [log_loss(y, X @ (times * weights)).sum() for times in TIMES],
        "at_points": [expit(X[:2] @ (times * weights)) for times in TIMES],
        "X": X[:, :2],
        "y": y,
        "golden": [_golden(X, y, weights, doublings) for doublings in (-2.0, 0.0, 1.0, 2.5)],
    }


def _golden(X, y, weights, doublings):
    """What the live figure must answer for the weights, doubled so often."""
    eta = X @ (2**doublings * weights)
    return {
        "state": {"doublings": doublings},
        "answer": {"at_points": expit(eta), "loss": log_loss(y, eta).sum()},
    }


def draw(figure, numbers):
    axes = figure.add_subplot()
    for height in (0, 0.5, 1):
        axes.axhline(height, **ink.guide())
    axes.axvline(0.5, **ink.guide())
    colours = (ink.GLM["color"], ink.THIRD, ink.FOURTH)
    for curve, colour, dashes in zip(numbers["curves"], colours, ink.DASHES, strict=False):
        axes.plot(numbers["grid"], curve, color=colour, linestyle=dashes)
    for place, word, colour in zip(
        ((1.14, 0.3), (-0.12, 0.84), (0.42, 0.84)), ("w", "2 w", "4 w"), colours, strict=True
    ):
        axes.text(*place, word, color=colour, ha="center", va="center")
    shown = [
        (x1, label + (0.035 if label else -0.035)) for (x1, _), label in zip(numbers["X"], numbers["y"], strict=True)
    ]
    ink.points(axes, shown, numbers["y"])
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.08, 1.08), xticks=(0, 0.5, 1), xticklabels=("0", "½", "1"))
    axes.set(yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"), xlabel="Input 1", ylabel="Probability of class 1")
