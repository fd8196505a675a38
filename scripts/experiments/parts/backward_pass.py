"""The backward pass through the same network: an error at the output becomes a slope for every weight."""

import numpy as np

from experiments.parts import _passes
from press import ink
from press.numerals import minus
from smallest_network import network

CAPTION = (
    "In the units: δ, the slope of the loss over that unit's score, which is also the slope for its bias. On the "
    "lines: the slope for that weight, δ of the unit on the right times the output of the unit on the left."
)
ALT = (
    "The same diagram, read from right to left. The output unit's delta is {delta:.4f}; the hidden units' are "
    "{deltas[0]:.4f} and {deltas[1]:.4f}. The slopes for the two output weights are {output[0]:.4f} and "
    "{output[1]:.4f}; those for the weights of the input that is 0 are zero."
)
RATE = 1.0


def measure():
    X, y, layers = _passes.example()
    first, second = network.gradient(X, y, layers)
    stepped = tuple(layer - RATE * slope for layer, slope in zip(layers, (first, second), strict=True))
    before, after = network.mean_loss(X, y, layers), network.mean_loss(X, y, stepped)
    return {
        "x": X[0],
        "y": y[0],
        "layers": layers,
        **_passed(X, y, layers),
        "learning_rate": RATE,
        "loss": {"before": before, "after": after},
        "drop": {
            "measured": before - after,
            "promised": RATE * sum(float((slope**2).sum()) for slope in (first, second)),
        },
        "shrunk": abs(first[2] / second[2, 0]).max(),
        "golden": [{"state": state, "answer": _passed(*_passes.moved(state))} for state in _passes.STATES],
    }


def _passed(X, y, layers):
    """The slopes in scores and weights, and the slopes of the hidden units' curves."""
    hidden = network.forward(X, layers).outputs[0][0]
    first, second = network.gradient(X, y, layers)
    return {
        "factors": hidden * (1 - hidden),
        "delta": second[2, 0],
        "deltas": first[2],
        "first": first[:2],
        "output": second[:2, 0],
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.6)
    axes = ink.canvas(figure, 10.4, 7.2)
    first = [[f"{slope + 0.0:.3f}" for slope in row] for row in np.array(numbers["first"])]
    _passes.wire(axes, first, [f"{slope:.3f}" for slope in numbers["output"]])
    _passes.inputs(axes, numbers["x"])
    unit: dict = {"radius": 0.78, "kind": "neuron", "fontsize": 10.5, "color": ink.SECOND}
    for place, delta, factor in zip(_passes.HIDDEN, numbers["deltas"], numbers["factors"], strict=True):
        ink.node(axes, place, minus(f"{delta:.3f}"), **unit)
        _passes.below(axes, place, f"a (1 − a)\n= {factor:.3f}")
    output = _passes.OUTPUT
    ink.node(axes, output, minus(f"{numbers['delta']:.3f}"), **unit)
    axes.text(output[0], output[1] + 1.0, "δ = μ − y", ha="center", va="bottom", fontsize=10.5, color=ink.SECOND)
    _passes.direction(axes, "backward", ends=(6.4, 1.25), color=ink.SECOND)
