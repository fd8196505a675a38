"""All test images that the network gets wrong, and what it said of them."""

import numpy as np

from experiments.digits import _task
from press import ink
from smallest_network.logistic import expit

CAPTION = (
    "The probability of an 8 above each image, below it what was written. Red: the {missed[n]} missed 8s; blue: "
    "the {alarms[n]} false alarms. A star marks those that the single unit gets right. "
    "One start; others make other mistakes."
)
ALT = (
    "{n_wrong} small images of handwritten digits. {missed[n]} are 8s that got probabilities from {missed[low]:.3f} to "
    "{missed[high]:.2f}; {alarms[n]} are other digits that got {alarms[low]:.2f} to {alarms[high]:.2f}."
)


def measure():
    data, etas = _task.task(), _task.on_test()
    y = data.y[data.test]
    mu = expit(etas["net"])
    wrong = np.flatnonzero((mu >= 0.5) != y)
    wrong = wrong[np.lexsort((mu[wrong], -y[wrong]))]
    missed, alarmed = mu[wrong][y[wrong] == 1], mu[wrong][y[wrong] == 0]
    return {
        "images": data.images[data.test][wrong].astype(int),
        "labels": data.labels[data.test][wrong],
        "mu": mu[wrong],
        "unit_right": (expit(etas["unit"][wrong]) >= 0.5) == y[wrong],
        "n_wrong": len(wrong),
        "missed": {
            "n": len(missed),
            "below_hundredth": int((missed < 0.01).sum()),
            "low": missed.min(),
            "high": missed.max(),
        },
        "alarms": {"n": len(alarmed), "low": alarmed.min(), "high": alarmed.max()},
    }


def draw(figure, numbers):
    across = 5
    rows = -(-numbers["n_wrong"] // across)
    height = 2.95 * rows + 0.15
    figure.set_size_inches(5.2, height / 2)
    axes = ink.canvas(figure, 10.4, height)
    for place, image in enumerate(numbers["images"]):
        at = (1.14 + place % across * 2.03, height - 1.42 - place // across * 2.95)
        label, star = numbers["labels"][place], "*" if numbers["unit_right"][place] else ""
        colour = "C1" if label == 8 else "C0"
        ink.halftone(axes, image, at=at, size=1.66, most=16, color=colour)
        axes.text(
            at[0],
            at[1] + 0.93,
            f"{numbers['mu'][place]:.{2 if numbers['mu'][place] > 0.1 else 3}f}{star}",
            ha="center",
            va="bottom",
        )
        axes.text(at[0], at[1] - 0.93, f"{label}", ha="center", va="top", color=colour, weight="semibold")
