"""All sixteen ways to label four points, and the line that a single node can draw."""

import itertools
import warnings

import numpy as np

from experiments.question.hidden_units_xor import GRID, score
from press import ink
from smallest_network import datasets, glm, network
from smallest_network.optimizers import GradientDescent

CAPTION = (
    "Thin: the line of a logistic regression, for the {one_node} labellings where one exists (with one class "
    "only, any line off the square). Thick: for the other {rest}, the border drawn by a network with four hidden "
    "nodes after {epochs} epochs of gradient descent at rate {learning_rate:g}."
)
ALT = (
    "Sixteen small squares with four corners each, labelled in every possible way. In {one_node} of them a straight "
    "line or none at all is needed; in the {rest} where the corners of a class are diagonal, a grey band drawn by a "
    "network separates them."
)
LIMITS = (-0.5, 1.5)
RATE, EPOCHS, STARTS = 4.0, 800, 4


def measure():
    X, _ = datasets.xor()
    rows = []
    for labels in itertools.product((0.0, 1.0), repeat=4):
        y = np.array(labels)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", glm.SeparationWarning)  # it is the finding
            fitted = glm.fit(datasets.with_bias(X), y)
        constant = y.min() == y.max()
        separated = fitted.separated or constant
        line = None if constant or not separated else fitted.coefficients.round(6) + 0.0
        rows.append({"y": y, "separable": bool(separated), "line": line})
    targets = np.array([row["y"] for row in rows])
    right = []
    for target in targets:  # one start each is not enough for every labelling
        starts = [network.initialize((2, 4, 1), rng=np.random.default_rng(seed)) for seed in range(STARTS)]
        layers = network.train(X, target, network.stack(starts), optimizer=GradientDescent(RATE), epochs=EPOCHS)
        right.append(((network.predict_proba(X, layers) >= 0.5) == target).all(axis=-1).sum())
    start = network.initialize((2, 4, 1), rng=np.random.default_rng(0))
    xor = network.train(X, targets[6], start, optimizer=GradientDescent(RATE), epochs=EPOCHS)
    return {
        "X": X,
        "labels": targets,
        "separable": [row["separable"] for row in rows],
        "lines": [row["line"] for row in rows],
        "total": len(rows),
        "one_node": sum(row["separable"] for row in rows),
        "rest": sum(not row["separable"] for row in rows),
        "network": int(sum(count > 0 for count in right)),
        "learning_rate": RATE,
        "epochs": EPOCHS,
        "starts": STARTS,
        "score": score(xor, (LIMITS, LIMITS)),
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.3)
    axis = np.linspace(*LIMITS, GRID)
    panels = figure.subplots(4, 4).ravel()
    # By the number of corners of class 1, so that the two that no line can do stand among those with two.
    order = sorted(range(16), key=lambda i: (sum(numbers["labels"][i]), i))
    for axes, i in zip(panels, order, strict=True):
        axes.set(xlim=LIMITS, ylim=LIMITS, aspect="equal", xticks=(), yticks=())
        axes.spines[:].set(visible=True, color=ink.colour("grid.color"))
        if not numbers["separable"][i]:
            border = ink.NEURON
            axes.contour(axis, axis, numbers["score"], levels=[0], colors=[border["color"]], linewidths=3.5)
            axes.spines[:].set(color=ink.colour("axes.edgecolor"), linewidth=1.4)
        elif numbers["lines"][i] is not None:
            ink.line(axes, numbers["lines"][i], **ink.GLM)
        ink.points(axes, numbers["X"], numbers["labels"][i], size=9)
