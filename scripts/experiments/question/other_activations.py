"""The same network with other hidden units: tanh bends its border as the logistic does, ReLU breaks it."""

import numpy as np

from experiments._shared import training
from experiments.question import _nodes, _tasks
from press import ink
from smallest_network import metrics, network

CAPTION = (
    "Dashed: where a hidden unit's score is 0, which for tanh is the middle of its curve and for ReLU the fold between "
    "nothing and a rising plane. {seeds} starts each, {epochs:,} steps of gradient descent at rate {learning_rate:g} on {n} "
    "points, one draw of the moons; drawn is the network of lowest loss on them. The table's shares are of {n_test:,} new "
    "points."
)
ALT = (
    "Two panels with the two moons and a thick border between them. With tanh units, first, the border is a smooth "
    "curve; with ReLU units, second, it consists of straight pieces that meet at the dashed lines of the four units."
)
TABLE = {
    "Hidden units": "{activation}",
    "Output": "{range}",
    "A probability?": "{probability}",
    "Score can be read back?": "{invertible}",
    "Median right, new points": "{median:.3f}",
    "0.95 or more right": "{good:d} of {seeds}",
}
SEEDS, RATE, EPOCHS = 20, 2.0, 2000
KINDS = {
    "logistic": ("0 to 1", "yes", "yes"),
    "tanh": ("−1 to 1", "no; (a + 1) / 2 is", "yes"),
    "relu": ("0 to ∞", "no", "only where above 0"),
}


def measure():
    (X, y), (X_test, y_test) = _tasks.moons()
    rows, drawn = [], {}
    for activation, (bounds, probability, invertible) in KINDS.items():
        starts = training.starts((2, 4, 1), SEEDS)
        layers = _tasks.descend(X, y, starts, learning_rate=RATE, epochs=EPOCHS, activation=activation)
        right = [metrics.accuracy(y_test, mu) for mu in network.predict_proba(X_test, layers, activation=activation)]
        best = int(np.argmin(network.mean_loss(X, y, layers, activation=activation)))
        chosen = tuple(layer[best] for layer in layers)
        a = network.forward(X_test, chosen, activation=activation).outputs[0]
        drawn[activation] = {
            "hidden": chosen[0],
            "score": _nodes.score(chosen, _tasks.MOONS_LIMITS, activation),
            "right": right[best],
            "silent": (a == 0).mean(),
            "largest": np.abs(a).max(),
        }
        rows.append(
            {
                "activation": {"relu": "ReLU"}.get(activation, activation),
                "range": bounds,
                "probability": probability,
                "invertible": invertible,
                "median": float(np.median(right)),
                "seeds": SEEDS,
                "good": sum(share >= 0.95 for share in right),
            }
        )
    drawn["logistic"] |= {"hidden": None, "score": None}  # they have a figure of their own
    return {
        "X": X,
        "y": y,
        "n": len(y),
        "n_test": len(y_test),
        "limits": _tasks.MOONS_LIMITS,
        "rows": rows,
        "drawn": drawn,
        "seeds": SEEDS,
        "epochs": EPOCHS,
        "learning_rate": RATE,
    }


def as_logistic(layers):
    """The layers of a network with logistic hidden units that is one with tanh units: tanh(η) = 2 expit(2η) - 1."""
    hidden, output = layers
    bias = output[-1:] - output[:-1].sum(axis=0)
    return 2 * hidden, np.concatenate([2 * output[:-1], bias])


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 7.2)
    panels = figure.subplots(2, sharex=True)
    _borders(panels, numbers)
    for axes in panels:
        axes.set_ylabel("Input 2")
    panels[1].set_xlabel("Input 1")


def draw_wide(figure, numbers):
    figure.set_size_inches(ink.WIDE, 3.4)
    panels = figure.subplots(1, 2, sharey=True)
    _borders(panels, numbers)
    panels[0].set_ylabel("Input 2")
    for axes in panels:
        axes.set_xlabel("Input 1")


def _borders(panels, numbers):
    for axes, activation in zip(panels, ("tanh", "relu"), strict=True):
        _nodes.combination(_tasks.moons_axes(axes), numbers | numbers["drawn"][activation], size=4.5)
        axes.set_title({"tanh": "tanh", "relu": "ReLU"}[activation])
