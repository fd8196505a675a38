"""The backward pass through the same network: an error at the output becomes a slope for every weight."""

import numpy as np

from experiments.parts.forward_pass import HIDDEN, INPUTS, OUTPUT, below, example, wire
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
    X, y, layers = example()
    computed = network.forward(X, layers)
    first, second = network.gradient(X, y, layers)
    stepped = tuple(layer - RATE * slope for layer, slope in zip(layers, (first, second), strict=True))
    before, after = network.mean_loss(X, y, layers), network.mean_loss(X, y, stepped)
    hidden = computed.outputs[0][0]
    return {
        "x": X[0],
        "hidden": hidden,
        "factors": hidden * (1 - hidden),
        "delta": second[2, 0],
        "deltas": first[2],
        "first": first[:2],
        "output": second[:2, 0],
        "learning_rate": RATE,
        "loss_before": before,
        "loss_after": after,
        "mu_after": network.predict_proba(X, stepped)[0],
        "drop": before - after,
        "drop_promised": RATE * sum(float((slope**2).sum()) for slope in (first, second)),
        "shrunk": abs(first[2] / second[2, 0]).max(),
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.6)
    axes = ink.canvas(figure, 10.4, 7.2)
    first = [[f"{slope + 0.0:.3f}" for slope in row] for row in np.array(numbers["first"])]
    wire(axes, first, [f"{slope:.3f}" for slope in numbers["output"]])
    for (x, height), value, j in zip(INPUTS, numbers["x"], "12", strict=True):
        ink.box(axes, (x, height), f"$x_{j}$ = {value:.0f}", side=1.5, fontsize=10.5)
    for (x, height), delta, factor in zip(HIDDEN, numbers["deltas"], numbers["factors"], strict=True):
        ink.node(axes, (x, height), minus(f"{delta:.3f}"), radius=0.78, kind="neuron", fontsize=10.5, color="C1")
        below(axes, (x, height), f"a (1 − a)\n= {factor:.3f}")
    ink.node(axes, OUTPUT, minus(f"{numbers['delta']:.3f}"), radius=0.78, kind="neuron", fontsize=10.5, color="C1")
    axes.text(OUTPUT[0], OUTPUT[1] + 1.0, "δ = μ − y", ha="center", va="bottom", fontsize=10.5, color="C1")
    axes.annotate("", (1.25, 6.75), (6.4, 6.75), arrowprops=ink.arrow(color="C1", linewidth=2))
    axes.text(6.6, 6.75, "backward", color="C1", ha="left", va="center")
