"""The same four nodes and one on a curved set: two half moons that no line separates."""

import numpy as np

from experiments.question.hidden_units_xor import describe, nodes_and_output
from smallest_network import datasets, glm, network
from smallest_network.optimizers import GradientDescent

CAPTION = (
    "Thin: where a hidden node is ½, a straight line each; thick: where the output node is ½. Each piece of the bend "
    "follows one of the lines. Of {n_test:,} new points {test:.1%} fall on the right side; of a single logistic "
    "regression's, {test_single:.1%}. Trained on the {n} points by {epochs:,} steps of gradient descent at rate "
    "{learning_rate:g}; of {starts} random starts, the one that ends with the lowest loss on them."
)
ALT = (
    "Four small panels, one for each hidden node, each with a straight line across {n} points in two interlocking half "
    "moons, and shading from one side to the other. Below, large, the output node: a thick line winds between the "
    "moons, bending near places where thin lines of hidden nodes cross."
)
RATE, EPOCHS, NOISE, STARTS = 2.0, 3000, 0.2, 8


def sets():
    """200 points to learn from and 2000 to be judged by."""
    rng = np.random.default_rng(4)
    return datasets.two_moons(200, noise=NOISE, rng=rng), datasets.two_moons(2000, noise=NOISE, rng=rng)


def trained(width=4):
    """Of `STARTS` networks with `width` hidden nodes, trained on the 200 points, the one of lowest loss on them."""
    (X, y), _ = sets()
    starts = [network.initialize((2, width, 1), rng=np.random.default_rng(seed)) for seed in range(STARTS)]
    layers = network.train(X, y, network.stack(starts), optimizer=GradientDescent(RATE), epochs=EPOCHS)
    best = network.mean_loss(X, y, layers).argmin()
    return tuple(layer[best] for layer in layers)


def measure():
    (X, y), (X_test, y_test) = sets()
    by_width = [trained(width) for width in (1, 2, 3, 4)]
    layers = by_width[-1]
    single = glm.fit(datasets.with_bias(X), y)
    right_single = (single.predict_proba(datasets.with_bias(X_test)) >= 0.5) == y_test
    idle = int(np.abs(layers[1][:4, 0]).argmin())
    right = [((network.predict_proba(X_test, one) >= 0.5) == y_test).mean() for one in by_width]
    return {
        **describe(X, y, layers, ((-1.7, 2.7), (-1.3, 1.8))),
        "n_test": len(y_test),
        "test": right[-1],
        "test_single": right_single.mean(),
        "idle": idle + 1,
        "idle_unchanged": unchanged(X, X_test, layers, idle),
        "single": single.coefficients,
        "single_loss": single.deviance / 2 / len(y),
        "learning_rate": RATE,
        "epochs": EPOCHS,
        "noise": NOISE,
        "starts": STARTS,
        "by_width": right,
    }


def unchanged(X, X_new, layers, node):
    """Share of answers on new points that stay when a hidden node says the same, its mean on `X`, at every point."""
    silenced = tuple(layer.copy() for layer in layers)
    silenced[1][-1] += layers[1][node] * network.forward(X, layers).outputs[0][:, node].mean()
    silenced[1][node] = 0
    before, after = (network.predict_proba(X_new, some) >= 0.5 for some in (layers, silenced))
    return (before == after).mean()


def draw(figure, numbers):
    figure.set_size_inches(5.2, 7.6)
    nodes_and_output(figure, numbers, frame, heights=(1, 1, 1.8), sizes=(2.8, 4.5))


def frame(axes, numbers):
    """Axes for the moons."""
    (left, right), (low, high) = numbers["limits"]
    axes.set(xlim=(left, right), ylim=(low, high), aspect="equal", xticks=(-1, 0, 1, 2), yticks=(-1, 0, 1))
    return axes
