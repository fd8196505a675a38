"""One forward pass through a network of three logistic units, with every number on the way."""

import numpy as np

from experiments.parts import _passes
from press import ink
from smallest_network import network

CAPTION = (
    "The point ({x[0]:.0f}, {x[1]:.0f}) of the XOR table, whose output is {y:.0f}. Weights stand on the lines, "
    "biases under the units. Each unit adds up what arrives, and puts out expit of the sum."
)
ALT = (
    "Diagram. Inputs {x[0]:.0f} and {x[1]:.0f} enter two hidden units with scores {etas[0]:.2f} and {etas[1]:.2f} and "
    "outputs {hidden[0]:.4f} and {hidden[1]:.4f}. These enter the output unit, whose score is {eta:.4f} and whose "
    "probability is {mu:.4f}; the loss is {loss:.4f}."
)


def measure():
    X, y, layers = _passes.example()
    return {
        "x": X[0],
        "y": y[0],
        "layers": layers,
        **_passed(X, y, layers),
        "golden": [{"state": state, "answer": _passed(*_passes.moved(state))} for state in _passes.STATES],
    }


def _passed(X, y, layers):
    """All that is computed on the way from the inputs to the loss."""
    computed = network.forward(X, layers)
    return {
        "etas": computed.etas[0][0],
        "hidden": computed.outputs[0][0],
        "eta": computed.etas[1][0, 0],
        "mu": computed.mu[0],
        "loss": network.mean_loss(X, y, layers),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.6)
    axes = ink.canvas(figure, 10.4, 7.2)
    first, second = (np.array(layer) for layer in numbers["layers"])
    _passes.wire(axes, [[f"{w:.1f}" for w in row] for row in first[:2]], [f"{w:.1f}" for w in second[:2, 0]])
    _passes.inputs(axes, numbers["x"])
    for place, eta, a, bias in zip(_passes.HIDDEN, numbers["etas"], numbers["hidden"], first[2], strict=True):
        ink.node(axes, place, f"{a:.3f}", radius=0.75, kind="neuron", fontsize=11)
        _passes.below(axes, place, f"bias {bias:.1f}\nη = {eta:.2f}")
    output = _passes.OUTPUT
    ink.node(axes, output, f"{numbers['mu']:.3f}", radius=0.75, kind="neuron", fontsize=11)
    _passes.below(axes, output, f"bias {second[2, 0]:.1f}\nη = {numbers['eta']:.3f}")
    axes.text(output[0], output[1] + 1.0, f"μ, for y = {numbers['y']:.0f}", ha="center", va="bottom", fontsize=10.5)
    axes.text(output[0], 0.55, f"loss {numbers['loss']:.4f}", ha="center", va="center")
    _passes.direction(axes, "forward", ends=(1.25, 6.4), color=ink.FIRST)
