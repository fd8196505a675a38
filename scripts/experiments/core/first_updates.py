"""The first four updates of the neuron, one for each point."""

import numpy as np

from experiments._shared import four_points
from press import ink
from smallest_network import neuron
from smallest_network.logistic import expit

CAPTION = (
    "The ring marks the point that the neuron looks at; the broken line is where its probability was ½ before the update, "
    "the thick grey line where it is after. All weights start at {start}, which puts the first line outside the picture."
    "<span class=still> The probability is above ½ on the shaded side. Learning rate {learning_rate}.</span>"
)
ALT = (
    "Four panels with the four points and a line that jumps from panel to panel. After the second update it crosses the "
    "picture's right half, after the fourth it passes between the classes, from input 1 = {ends[3][0]:.2f} at input 2 = 0 to "
    "{ends[3][1]:.2f} at input 2 = 1."
)
TABLE = {
    "Update": "{update}",
    "Point": "{point}",
    "Response $y$": "{y:.0f}",
    "Output $\\mu$": "{mu:.2f}",
    "Error $y - \\mu$": "{error:+.2f}",
    "$w_1$, $w_2$ and bias after it": "{weights}",
}


def measure():
    X, y = four_points.inputs()
    rate = four_points.SETTINGS["learning_rate"]
    lines = [np.array(four_points.SETTINGS["weights"])]
    rows = []
    for update, (x, response) in enumerate(zip(X, y, strict=True), 1):
        mu = expit(lines[-1] @ x)
        lines.append(np.array(neuron.learn(lines[-1], x, response, learning_rate=rate)))
        rows.append(
            {
                "update": update,
                "point": f"({x[0]:.0f}, {x[1]:.0f})",
                "y": response,
                "mu": mu,
                "error": response - mu,
                "weights": ", ".join(f"{weight:.2f}" for weight in lines[-1]),
            }
        )
    return {
        "X": X[:, :2],
        "y": y,
        "learning_rate": rate,
        "start": four_points.SETTINGS["weights"][0],
        "lines": lines,
        "ends": [[-bias / first, -(second + bias) / first] for first, second, bias in lines[1:]],
        "rows": rows,
        "golden": [_golden(X, y, updates, step) for updates, step in ((1, rate), (4, rate), (7, 1.5), (40, 3.0))],
    }


def _golden(X, y, updates, rate):
    """What the live figure must answer for the last of so many updates at this rate."""
    weights = [np.array(four_points.SETTINGS["weights"])]
    for update in range(updates):
        row = update % len(y)
        weights.append(np.array(neuron.learn(weights[-1], X[row], y[row], learning_rate=rate)))
    row = (updates - 1) % len(y)
    mu = expit(weights[-2] @ X[row])
    return {
        "state": {"updates": updates, "rate": rate},
        "answer": {"before": weights[-2], "after": weights[-1], "mu": mu, "error": y[row] - mu},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.4)
    for number, axes in enumerate(figure.subplots(2, 2, sharex=True, sharey=True).flat):
        ink.square(axes).set_title(f"Update {number + 1}")
        before, after = numbers["lines"][number : number + 2]
        ink.side(axes, after)
        ink.line(axes, before, **ink.NEURON | {"linewidth": 1.6, "linestyle": ink.DASHES[2]})
        ink.line(axes, after, **ink.NEURON)
        ink.points(axes, numbers["X"], numbers["y"], size=10)
        seen = numbers["X"][number]
        axes.plot(*seen, "o", markersize=19, markerfacecolor="none", markeredgecolor=ink.colour("text.color"))
        axes.label_outer()
