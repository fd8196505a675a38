"""Four hidden units on XOR, each drawn as the logistic regression it is, and the output unit's combination."""

import itertools

import numpy as np

from experiments.question import _nodes, _tasks
from press import ink
from smallest_network import datasets, network
from smallest_network.logistic import expit

CAPTION = (
    "Shading: each unit's output, class 0's colour at 0, class 1's at 1; lines: where it is ½ (below, dashed for the "
    "hidden units). With each unit stands the weight that the output unit gives it. No unit alone gets all four points "
    "right; together they do, with probabilities {p[0]:.3f}, {p[1]:.3f}, {p[2]:.3f} and {p[3]:.3f}. "
    "One start."
)
ALT = (
    "Four small squares, one for each hidden unit, each with one straight line, shading on its two sides and the four "
    "corners of XOR; the output weights are {weights[0]:.1f}, {weights[1]:.1f}, {weights[2]:.1f} and {weights[3]:.1f}. "
    "Below, large, the output unit: a band across the square separates the two corners of class 1 from the other two."
)


def measure():
    X, y = datasets.xor()
    layers = _tasks.trained_on_xor()
    nodes = _nodes.describe(X, y, layers, ((-0.5, 1.5), (-0.5, 1.5)), side=41)  # its JSON is read by browsers
    return {
        **nodes,
        **_tasks.XOR,
        "alike": alike(X, layers),
        "votes": votes(X, y, layers),
        "bias": layers[1][4, 0],
        "golden": [
            _golden(X, y, layers, on, probe)
            for on, probe in (
                ((1, 1, 1, 1), (0.5, 0.5)),
                ((1, 1, 0, 1), (0.0, 1.0)),
                ((0, 1, 1, 0), (1.2, -0.4)),
                ((0, 0, 0, 1), (0.3, 0.8)),
                ((0, 0, 0, 0), (1.0, 1.0)),
            )
        ],
    }


def votes(X, y, layers):
    """What a vote of unit 1 or 2 takes from the score, on average, and the least and most that the rest of it is by class."""
    found, weights = network.forward(X, layers), layers[1][:2, 0]
    rest = found.etas[1][:, 0] - found.outputs[0][:, :2] @ weights
    of_class = [rest[y == label] for label in (0, 1)]
    return {
        "vote": -weights.mean(),
        "circles": [of_class[0].min(), of_class[0].max()],
        "squares": [of_class[1].min(), of_class[1].max()],
    }


def alike(X, layers):
    """How many different weights are this network, its hidden units exchanged or turned round: all answer alike on `X`."""
    hidden, output = layers
    units = hidden.shape[1]
    weights, bias = output[:units, 0], output[units, 0]
    found = []
    for order in itertools.permutations(range(units)):
        for turn in itertools.product((1.0, -1.0), repeat=units):  # 1 - a for a, with the output weight to match
            turned = np.where(np.array(turn) < 0, weights, 0.0).sum()
            found.append(((hidden * turn)[:, order], np.append((weights * turn)[list(order)], bias + turned)))
    stacks = np.stack([one for one, _ in found]), np.stack([other for _, other in found])[..., None]
    same = np.isclose(network.predict_proba(X, stacks), network.predict_proba(X, layers), rtol=0, atol=1e-12).all(
        axis=1
    )
    flat = np.concatenate([stack.reshape(len(found), -1) for stack in stacks], axis=1)
    return len(np.unique(flat[same], axis=0))


def _golden(X, y, layers, on, probe):
    """What the live figure must answer when only some hidden units are on, of the four points and of one more."""
    hidden, output = layers
    switched = hidden, output * np.append(on, 1)[:, None]
    at_points, at_probe = (network.forward(points, switched) for points in (X, np.array([probe])))
    (outputs,) = at_probe.outputs[0]
    state = {f"unit{k + 1}": one for k, one in enumerate(on)} | {"x1": probe[0], "x2": probe[1]}
    mu = expit(at_points.etas[-1][:, 0])
    return {
        "state": state,
        "answer": {
            "mu": mu,
            "right": int(((mu >= 0.5) == y).sum()),
            "outputs": outputs,
            "adds": outputs * switched[1][:4, 0],
            "probe": {"eta": (eta := at_probe.etas[-1].item()), "mu": expit(eta)},
        },
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 8.6)
    _nodes.nodes_and_output(figure, numbers, _frame, heights=(1, 1, 1.85), sizes=(9, 12))


def _frame(axes, numbers):
    """Axes for the four corners."""
    axes = ink.square(axes)
    axes.grid(False)
    axes.set(xlabel="", ylabel="")
    return axes
