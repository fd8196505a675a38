"""One forward pass through a network of three logistic units, with every number on the way."""

import numpy as np

from press import ink
from press.numerals import minus
from smallest_network import datasets, network

CAPTION = (
    "The point ({x[0]:.0f}, {x[1]:.0f}) of the XOR table, whose output is {y:.0f}. Weights stand on the lines, "
    "biases under the units. Each unit adds up what arrives, and puts out expit of the sum."
)
ALT = (
    "Diagram. Inputs {x[0]:.0f} and {x[1]:.0f} enter two hidden units with scores {etas[0]:.2f} and {etas[1]:.2f} and "
    "outputs {hidden[0]:.4f} and {hidden[1]:.4f}. These enter the output unit, whose score is {eta:.4f} and whose "
    "probability is {mu:.4f}; the loss is {loss:.4f}."
)
LAYERS = (np.array([[0.6, -0.4], [-0.3, 0.5], [0.1, 0.2]]), np.array([[0.8], [-0.7], [0.3]]))
ROW = 2  # of the XOR table: inputs 1 and 0, output 1


def example():
    """One row of XOR, (1, 2) and (1,), and the network that looks at it."""
    X, y = datasets.xor()
    return X[[ROW]], y[[ROW]], LAYERS


def measure():
    X, y, layers = example()
    computed = network.forward(X, layers)
    return {
        "x": X[0],
        "y": y[0],
        "layers": layers,
        "etas": computed.etas[0][0],
        "hidden": computed.outputs[0][0],
        "eta": computed.etas[1][0, 0],
        "mu": computed.mu[0],
        "loss": network.mean_loss(X, y, layers),
    }


INPUTS, HIDDEN, OUTPUT = ((1.25, 4.9), (1.25, 1.9)), ((5.0, 4.9), (5.0, 1.9)), (8.9, 3.4)


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.6)
    axes = ink.canvas(figure, 10.4, 7.2)
    first, second = (np.array(layer) for layer in numbers["layers"])
    wire(axes, [[f"{w:.1f}" for w in row] for row in first[:2]], [f"{w:.1f}" for w in second[:2, 0]])
    for (x, height), value, j in zip(INPUTS, numbers["x"], "12", strict=True):
        ink.box(axes, (x, height), f"$x_{j}$ = {value:.0f}", side=1.5, fontsize=10.5)
    for (x, height), eta, a, bias in zip(HIDDEN, numbers["etas"], numbers["hidden"], first[2], strict=True):
        ink.node(axes, (x, height), f"{a:.3f}", radius=0.75, kind="neuron", fontsize=11)
        below(axes, (x, height), f"bias {bias:.1f}\nη = {eta:.2f}")
    ink.node(axes, OUTPUT, f"{numbers['mu']:.3f}", radius=0.75, kind="neuron", fontsize=11)
    below(axes, OUTPUT, f"bias {second[2, 0]:.1f}\nη = {numbers['eta']:.3f}")
    axes.text(OUTPUT[0], OUTPUT[1] + 1.0, f"μ, for y = {numbers['y']:.0f}", ha="center", va="bottom", fontsize=10.5)
    axes.text(OUTPUT[0], 0.55, f"loss {numbers['loss']:.4f}", ha="center", va="center")
    axes.annotate("", (6.4, 6.75), (1.25, 6.75), arrowprops=ink.arrow(color="C0", linewidth=2))
    axes.text(6.6, 6.75, "forward", color="C0", ha="left", va="center")


def wire(axes, first, second, **arrow):
    """Lines between the three layers, with a word on each."""
    for (x, low), words in zip(INPUTS, first, strict=True):
        for (right, high), word in zip(HIDDEN, words, strict=True):
            axes.plot([x, right], [low, high], color=ink.colour("axes.edgecolor"), linewidth=1.1, zorder=1)
            share = 0.5 if low == high else 0.36
            place = (x + share * (right - x), low + share * (high - low))
            axes.text(*place, minus(word), ha="center", va="center", fontsize=10.5, bbox=ink.halo(), zorder=2)
    for (x, low), word in zip(HIDDEN, second, strict=True):
        axes.plot([x, OUTPUT[0]], [low, OUTPUT[1]], color=ink.colour("axes.edgecolor"), linewidth=1.1, zorder=1)
        place = (x + 0.47 * (OUTPUT[0] - x), low + 0.47 * (OUTPUT[1] - low))
        axes.text(*place, minus(word), ha="center", va="center", fontsize=10.5, bbox=ink.halo(), zorder=2)


def below(axes, centre, words):
    """Small print under a unit."""
    colour = ink.colour("xtick.labelcolor")
    place = (centre[0], centre[1] - 0.9)
    axes.text(*place, minus(words), ha="center", va="top", fontsize=10, color=colour, linespacing=1.15)
