"""All sixteen ways to label four points, and the line that a single unit can draw."""

import itertools
import warnings

import numpy as np

from experiments._shared import training
from experiments.question import _nodes, _tasks
from press import ink
from smallest_network import datasets, glm, network

CAPTION = (
    "Thin: the line of a logistic regression, for the {one_node} labellings where one exists (with one class "
    "only, any line off the square). Thick: for the other {rest}, the border drawn by a network with four hidden "
    "units after {epochs} epochs of gradient descent at rate {learning_rate:g}, from one start."
)
ALT = (
    "Sixteen small squares with four corners each, labelled in every possible way. In {one_node} of them a straight "
    "line or none at all is needed; in the {rest} where the corners of a class are diagonal, a grey band drawn by a "
    "network separates them."
)
LIMITS = (-0.5, 1.5)
TRAINING: _tasks.Training = {"learning_rate": 4.0, "epochs": 800}
STARTS = 4


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
    starts = training.starts((2, 4, 1), STARTS)  # one is not enough for every labelling
    solved = [
        (_tasks.solved(X, target, _tasks.descend(X, target, starts, **TRAINING)) == 4).any() for target in targets
    ]
    xor = _tasks.descend(X, targets[6], network.initialize((2, 4, 1), rng=np.random.default_rng(0)), **TRAINING)
    return {
        "X": X,
        "labels": targets,
        "separable": [row["separable"] for row in rows],
        "lines": [row["line"] for row in rows],
        "total": len(rows),
        "one_node": sum(row["separable"] for row in rows),
        "rest": sum(not row["separable"] for row in rows),
        "network": int(sum(solved)),
        **TRAINING,
        "starts": STARTS,
        "score": _nodes.score(xor, (LIMITS, LIMITS)),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.3)
    axis = np.linspace(*LIMITS, _nodes.GRID)
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
