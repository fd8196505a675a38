"""A disc in a ring: two hidden units cannot enclose it, three can."""

import numpy as np

from experiments.question import _nodes, _tasks
from press import ink
from smallest_network import metrics, network

CAPTION = (
    "Thin, dashed: where a hidden unit is ½; thick: where the output unit is ½. Trained on the {n} points, drawn once, by "
    "{epochs:,} steps of gradient descent at rate {learning_rate:g}; of {starts} random starts, the one that ends with the "
    "lowest loss on them. Of {n_test:,} new points {right[0]:.1%} and {right[1]:.1%} fall on the right side."
)
ALT = (
    "Two panels with a disc of points of class 1 inside a ring of class 0. With two units, at the left, the thick border is a "
    "wedge around the disc that stays open at one side, through the ring; with three, at the right, it closes around the disc."
)
WIDTHS, LIMITS = (2, 3), ((-1.9, 1.9), (-1.9, 1.9))


def disc_and_ring(n, *, rng):
    """Points (n, 2) spread evenly, and their classes: the first half, of class 0, between radius 1 and 1½; the rest within ½."""
    y = (np.arange(n) >= n // 2).astype(float)
    least, most = np.where(y == 1, 0, 1), np.where(y == 1, 0.5, 1.5) ** 2
    radius, angle = np.sqrt(least + rng.random(n) * (most - least)), rng.uniform(0, 2 * np.pi, n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y


def measure():
    rng = np.random.default_rng(6)
    (X, y), (X_new, y_new) = (disc_and_ring(n, rng=rng) for n in (200, 2000))
    networks = [_tasks.best_of_starts(X, y, width) for width in WIDTHS]
    drawn = {"X": X, "y": y, "limits": LIMITS}
    return {
        "networks": [drawn | {"hidden": one[0], "score": _nodes.score(one, LIMITS)} for one in networks],
        **_tasks.MOONS,
        "n": len(y),
        "n_test": len(y_new),
        "starts": _tasks.STARTS,
        "right": [metrics.accuracy(y_new, network.predict_proba(X_new, one)) for one in networks],
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 2.9)
    for axes, width, drawn in zip(figure.subplots(1, 2, sharey=True), WIDTHS, numbers["networks"], strict=True):
        left_right, low_high = drawn["limits"]
        axes.set(xlim=left_right, ylim=low_high, aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
        _nodes.combination(axes, drawn, size=3.2)
        axes.set(title=f"{width} hidden units", xlabel="Input 1")
    figure.axes[0].set_ylabel("Input 2")
