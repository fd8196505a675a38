"""What each hidden unit looks for: its 64 weights, drawn where the pixels are."""

import numpy as np

from experiments._shared import drawn
from experiments.digits import _task
from press import ink
from press.numerals import signed
from smallest_network import network
from smallest_network.logistic import expit

CAPTION = (
    "Filled red squares: ink there raises the unit's output; open blue squares: it lowers it. Area is the size of the "
    "weight.<span class=still> First the single unit, which is a logistic regression, then the hidden ones.</span> "
    "With each of the {hidden} hidden units stands the weight that the output unit gives it, and the digits on which "
    "its mean output is above ½. One start."
)
ALT = (
    "Nine images of 8 by 8 weights. The first belongs to the single unit, the others to the {hidden} hidden units, "
    "with output weights from {least:.1f} to {most:.1f}. Each hidden unit has its own pattern of filled and open "
    "squares, in strokes a few pixels long."
)


def measure():
    data = _task.task()
    unit, net = _task.stopped(()), _task.stopped((_task.HIDDEN,))
    (reading,) = readings(data, net.layers)
    hidden, out = (layer[0] for layer in net.layers)
    order = reading["order"]
    alive = np.ptp(data.images[data.train], axis=0) > 0
    weights = np.where(alive[:, None], hidden[:-1], 0)[:, order]
    single = np.where(alive, unit.layers[0][0, :-1, 0], 0)
    on_for = reading["on_for"]
    others = readings(data, _task.other_starts())
    # As they are drawn: what the start gave to pixels without ink in any training image, no training has changed.
    net_drawn = np.vstack([weights, hidden[-1][order]]), np.append(out[:-1, 0][order], out[-1, 0])[:, None]
    unit_drawn = (np.append(single, unit.layers[0][0, -1, 0])[:, None],)
    mean = data.images[data.train].mean(axis=0) / 16
    examples = _examples(data)
    return {
        "hidden": _task.HIDDEN,
        "fires_for": [", ".join(map(str, digits)) for digits in on_for],
        "in_all_for": " ".join(map(str, reading["in_all_for"])),
        "n_all_but": sum(digits == [digit for digit in range(10) if digit != _task.DIGIT] for digits in on_for),
        "n_against_on_for_8": reading["against_on_for_8"],
        "others": {
            "n": len(others),
            "only_the_8": sum(one["in_all_for"] == [_task.DIGIT] for one in others),
            "none_against": sum(one["against_on_for_8"] == 0 for one in others),
        },
        "single": single.reshape(8, 8),
        "units": weights.T.reshape(-1, 8, 8),
        "out": out[:-1, 0][order],
        "most": out[:-1].max(),
        "least": out[:-1].min(),
        "n_against": int((out[:-1] < 0).sum()),
        "mean": mean,
        "bias": {"units": hidden[-1][order], "out": out[-1, 0], "single": unit.layers[0][0, -1, 0]},
        "examples": [{"image": data.images[row].astype(int), "digit": data.labels[row]} for row in examples],
        "golden": [
            _golden(image, right, down, mean, net_drawn, unit_drawn)
            for image, right, down in (
                (data.images[examples[0]], 0, 0),
                (data.images[examples[2]], 0, 0),
                (data.images[examples[0]], 2, -1),
                (data.images[examples[-1]], -3, 3),
                (np.zeros(64), 0, 0),
                (np.full(64, 16), 0, 0),
            )
        ],
    }


def _examples(data):
    """Rows of test images: 8s that both models read, the network only, and neither; a 3, a 9, and a false alarm of one unit."""
    etas, labels = _task.on_test(), data.labels[data.test]
    net, unit = (etas[name] >= 0 for name in ("net", "unit"))
    eight = labels == _task.DIGIT
    kinds = (
        eight & net & unit,
        eight & net & ~unit,
        eight & ~net & ~unit,
        labels == 3,
        labels == 9,
        ~eight & unit & ~net,
    )
    return [data.test[np.flatnonzero(kind)[0]] for kind in kinds]


def _golden(image, right, down, mean, net, unit):
    """What the live figure must answer for an image, moved by so many pixels."""
    rows = np.reshape(image, (8, 8)).astype(int)
    moved = np.zeros((8, 8))
    for i, j in np.argwhere(rows):
        if 0 <= i + down < 8 and 0 <= j + right < 8:
            moved[i + down, j + right] = rows[i, j]
    x = moved.reshape(1, 64) / 16 - mean
    passed = network.forward(x, net)
    eta = passed.etas[-1].item()
    return {
        "state": drawn.state(image) | {"right": right, "down": down},
        "answer": {
            "adds": passed.outputs[0][0] * net[1][:-1, 0],
            "net": {"eta": eta, "mu": expit(eta)},
            "single": {"eta": (alone := network.forward(x, unit).etas[-1].item()), "mu": expit(alone)},
        },
    }


def readings(data, layers):
    """Of each network, by falling output weight, the digits on whose training images a hidden unit's mean output is above ½.

    Also the digits that all units of positive output weight have in common, and how many units of negative one have the 8.
    """
    outputs = network.forward(data.X[data.train], layers).outputs[0]
    labels = data.labels[data.train]
    means = np.array([outputs[:, labels == digit].mean(axis=1) for digit in range(10)])  # (10, networks, units)
    found = []
    for number, weights in enumerate(layers[1][:, :-1, 0]):
        order = np.argsort(-weights)
        on_for = [np.flatnonzero(means[:, number, unit] > 0.5).tolist() for unit in order]
        positive = int((weights > 0).sum())
        found.append(
            {
                "order": order,
                "on_for": on_for,
                "in_all_for": sorted(set(range(10)).intersection(*on_for[:positive])),
                "against_on_for_8": sum(_task.DIGIT in digits for digits in on_for[positive:]),
            }
        )
    return found


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 6.7)
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
