"""All test images that the network gets wrong, and what it said of them."""

import numpy as np

from experiments.digits.digit_results import on_test, task
from press import ink
from smallest_network.logistic import expit

CAPTION = (
    "The probability of an 8 above each image, below it what was written. Red: the {n_misses} missed 8s; blue: "
    "the {n_alarms} false alarms. A star marks those that the single unit gets right."
)
ALT = (
    "{n_wrong} small images of handwritten digits. {n_misses} are 8s that got probabilities from {miss_low:.3f} to "
    "{miss_high:.2f}; {n_alarms} are other digits that got {alarm_low:.2f} to {alarm_high:.2f}."
)


def measure():
    data = task()
    y, etas = data.y[data.test], on_test(data)
    mu = expit(etas["net"])
    wrong = np.flatnonzero((mu >= 0.5) != y)
    wrong = wrong[np.lexsort((mu[wrong], -y[wrong]))]
    missed, alarmed = mu[wrong][y[wrong] == 1], mu[wrong][y[wrong] == 0]
    written = data.labels[data.test][wrong]
    return {
        "images": data.images[data.test][wrong].astype(int),
        "labels": written,
        "mu": mu[wrong],
        "unit_right": (expit(etas["unit"][wrong]) >= 0.5) == y[wrong],
        "n_wrong": len(wrong),
        "n_misses": len(missed),
        "n_below_hundredth": int((missed < 0.01).sum()),
        "n_alarms": len(alarmed),
        "miss_low": missed.min(),
        "miss_high": missed.max(),
        "alarm_low": alarmed.min(),
        "alarm_high": alarmed.max(),
        "n_ones": int((written == 1).sum()),
        "n_nines": int((written == 9).sum()),
        "of_others": {str(digit): int((written == digit).sum()) for digit in range(10)},
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
