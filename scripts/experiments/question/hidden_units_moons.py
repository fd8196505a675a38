"""The same four units and one on a curved set: two half moons that no line separates."""

import numpy as np

from experiments._shared import training
from experiments.question import _nodes, _tasks
from press import ink
from smallest_network import datasets, glm, metrics, network
from smallest_network.optimizers import Momentum

CAPTION = (
    "Thin: where a hidden unit is ½, a straight line each; thick: where the output unit is ½. Each piece of the bend "
    "follows one of the lines. Of {n_test:,} new points {right[network]:.1%} fall on the right side; of a single logistic "
    "regression's, {right[single]:.1%}. Trained on the {n} points, one draw of the moons, by {epochs:,} steps of gradient "
    "descent at rate {learning_rate:g}; of {starts} random starts, the one that ends with the lowest loss on them."
)
ALT = (
    "Four small panels, one for each hidden unit, each with a straight line across {n} points in two interlocking half "
    "moons, and shading from one side to the other. After them, large, the output unit: a thick line winds between the "
    "moons, bending near places where thin lines of hidden units cross."
)

WIDTHS, MANY, GOOD = (1, 2, 3, 4), 40, 0.95
DESCENT, EPOCHS = Momentum(1.0, 0.95), 500


def measure():
    (X, y), (X_test, y_test) = _tasks.moons()
    layers = _tasks.trained_on_moons()
    single = glm.fit(datasets.with_bias(X), y).predict_proba(datasets.with_bias(X_test))
    idle = int(np.abs(layers[1][:4, 0]).argmin())
    right = metrics.accuracy(y_test, network.predict_proba(X_test, layers))
    return {
        **_nodes.describe(X, y, layers, _tasks.MOONS_LIMITS),
        **_tasks.MOONS,
        "n_test": len(y_test),
        "right": {"network": right, "single": metrics.accuracy(y_test, single)},
        "idle": {"node": idle + 1, "unchanged": unchanged(X, X_test, layers, idle)},
        "starts": _tasks.STARTS,
        "many": {
            "starts": MANY,
            "epochs": EPOCHS,
            "good": GOOD,
            "widths": [by_width((X, y), (X_test, y_test), width) for width in WIDTHS],
        },
    }


def by_width(learnt, new, width):
    """How many of many networks with so many hidden units, trained faster, are good on new points, and how good the best is."""
    (X, y), (X_new, y_new) = learnt, new
    layers = network.train(X, y, training.starts((2, width, 1), MANY), optimizer=DESCENT, epochs=EPOCHS)
    right = np.array([metrics.accuracy(y_new, mu) for mu in network.predict_proba(X_new, layers)])
    return {"width": width, "good": int((right >= GOOD).sum()), "best": right.max()}


def unchanged(X, X_new, layers, node):
    """Share of answers on new points that stay when a hidden unit says the same, its mean on `X`, at every point."""
    silenced = tuple(layer.copy() for layer in layers)
    silenced[1][-1] += layers[1][node] * network.forward(X, layers).outputs[0][:, node].mean()
    silenced[1][node] = 0
    before, after = (network.predict_proba(X_new, some) >= 0.5 for some in (layers, silenced))
    return (before == after).mean()


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 7.6)
    _nodes.nodes_and_output(figure, numbers, _frame, heights=(1, 1, 1.8), sizes=(2.8, 4.5))


def draw_wide(figure, numbers):
    figure.set_size_inches(ink.WIDE, 4.0)
    _nodes.nodes_and_output(figure, numbers, _frame, widths=(1, 1, 2), sizes=(2.8, 4.5))


def _frame(axes, numbers):
    return _tasks.moons_axes(axes, numbers["limits"])
