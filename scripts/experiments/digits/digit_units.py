"""What each hidden unit looks for: its 64 weights, drawn where the pixels are."""

import numpy as np

from experiments.digits import _task
from press import ink
from press.numerals import signed
from smallest_network import network

CAPTION = (
    "Filled red squares: ink there raises the unit's output; open blue squares: it lowers it. Area is the size of "
    "the weight. First the single unit, which is a logistic regression, then the {hidden} hidden units, each with the "
    "weight that the output unit gives it, and below it the digits on which its mean output is above ½."
)
ALT = (
    "Nine images of 8 by 8 weights. The first belongs to the single unit, the others to the {hidden} hidden units, "
    "with output weights from {least:.1f} to {most:.1f}. Each hidden unit has its own pattern of filled and open "
    "squares, in strokes a few pixels long."
)


def measure():
    data = _task.task()
    unit, net = _task.stopped(()), _task.stopped((_task.HIDDEN,))
    hidden, out = (layer[0] for layer in net.layers)
    order = np.argsort(-out[:-1, 0])
    alive = np.ptp(data.images[data.train], axis=0) > 0
    weights = np.where(alive[:, None], hidden[:-1], 0)[:, order]
    single = np.where(alive, unit.layers[0][0, :-1, 0], 0)
    on_for = fires_for(data, net.layers, order)
    speaks_for = [set(digits.split(", ")) for digits, weight in zip(on_for, out[order, 0], strict=True) if weight > 0]
    return {
        "hidden": _task.HIDDEN,
        "fires_for": on_for,
        "in_all_for": " ".join(sorted(set.intersection(*speaks_for))),
        "n_all_but": on_for.count("0, 1, 2, 3, 4, 5, 6, 7, 9"),
        "n_against_on_for_8": sum("8" in digits for digits in on_for[len(speaks_for) :]),
        "single": single.reshape(8, 8),
        "units": weights.T.reshape(-1, 8, 8),
        "out": out[:-1, 0][order],
        "most": out[:-1].max(),
        "least": out[:-1].min(),
        "n_against": int((out[:-1] < 0).sum()),
    }


def fires_for(data, layers, order):
    """For each hidden unit, the digits on whose training images its mean output is above ½."""
    outputs = network.forward(data.X[data.train], layers).outputs[0][0][:, order]
    labels = data.labels[data.train]
    means = np.array([outputs[labels == digit].mean(axis=0) for digit in range(10)])
    return [", ".join(str(digit) for digit in np.flatnonzero(unit > 0.5)) for unit in means.T]


def draw(figure, numbers):
    figure.set_size_inches(5.2, 6.7)
    axes = ink.canvas(figure, 10.4, 13.4)
    words = ["single unit", *(f"output weight {signed(weight, '.1f')}" for weight in numbers["out"])]
    below = ["", *(f"on for {digits.replace(',', '')}" for digits in numbers["fires_for"])]
    for place, (image, label, digits) in enumerate(
        zip([numbers["single"], *numbers["units"]], words, below, strict=True)
    ):
        at = (1.85 + place % 3 * 3.35, 11.2 - place // 3 * 4.5)
        ink.weights(axes, image, at=at, size=3.0)
        axes.text(at[0], at[1] - 1.68, digits, ha="center", va="top", color=ink.colour("xtick.labelcolor"))
        axes.text(at[0], at[1] + 1.68, label, ha="center", va="bottom", weight="semibold" if place == 0 else "normal")
