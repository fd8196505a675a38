"""An artificial neuron: inputs times weights, summed, then squeezed."""

import numpy as np

from experiments._shared import four_points
from press import ink
from press.numerals import minus
from smallest_network import neuron
from smallest_network.logistic import expit

CAPTION = (
    "The bias is the weight of an input that is always 1. The numbers are those of the trained neuron below, "
    "looking at the point ({x[0]:.0f}, {x[1]:.0f})."
)
ALT = (
    "Diagram. Inputs x1 = {x[0]:.0f}, x2 = {x[1]:.0f} and the constant 1, with weights {weights[0]:.3f}, "
    "{weights[1]:.3f} and {weights[2]:.3f}, meet in a circle marked Σ, giving η = {eta:.3f}; the logistic function "
    "turns it into the probability {mu:.5f}."
)


def measure():
    X, _ = four_points.inputs()
    weights = four_points.neuron_as_the_source()
    steps = np.linspace(-1, 1, 41)
    return {
        "weights": weights,
        "x": X[3],
        "eta": X[3] @ weights,
        "mu": neuron.predict_proba(X, weights)[3],
        "curve": {"eta": steps, "mu": expit(5 * steps) - 0.5},  # as it is drawn in the circle of the activation
        "golden": [_golden(x, w) for x, w in ((X[3], weights), (X[0], weights), ([0.5, -1.3, 1.0], [2.0, -3.0, 0.7]))],
    }


def _golden(x, weights):
    """What the live figure must answer for these inputs, the last of them 1, and weights."""
    state = dict(zip(("x1", "x2", "w1", "w2", "w3"), [*x[:2], *weights], strict=True))
    (mu,) = neuron.predict_proba(np.array([x]), np.array(weights))
    return {"state": state, "answer": {"products": np.multiply(x, weights), "eta": np.dot(x, weights), "mu": mu}}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 2.9)
    axes = ink.canvas(figure, 10.4, 5.8)
    labels = (f"$x_1$ = {numbers['x'][0]:.0f}", f"$x_2$ = {numbers['x'][1]:.0f}", "1")
    for height, label, weight in zip((5.0, 3.2, 1.4), labels, numbers["weights"], strict=True):
        axes.annotate("", (3.95, 3.2), (1.55, height), arrowprops=ink.arrow(shrinkB=24))
        ink.node(axes, (0.8, height), label, radius=0.72, kind="input")
        axes.text(
            2.45,
            height + (3.2 - height) * 0.4,
            minus(f"{weight:.3f}"),
            ha="center",
            va="center",
            bbox=ink.halo(),
        )
    axes.annotate("", (6.75, 3.2), (4.7, 3.2), arrowprops=ink.arrow(shrinkB=25))
    axes.annotate("", (8.4, 3.2), (7.4, 3.2), arrowprops=ink.arrow())
    ink.node(axes, (4.0, 3.2), "Σ", radius=0.72, kind="neuron", fontsize=17)
    ink.node(axes, (6.8, 3.2), "", radius=0.72, kind="neuron")
    curve = numbers["curve"]
    axes.plot(6.8 + 0.45 * np.array(curve["eta"]), 3.2 + 0.8 * np.array(curve["mu"]), color=ink.FIRST, zorder=5)
    axes.text(5.4, 3.5, f"η = {numbers['eta']:.3f}", ha="center", va="center", fontsize=10)
    axes.text(8.5, 3.2, f"μ = {numbers['mu']:.5f}", ha="left", va="center")
    small = {"ha": "center", "va": "center", "fontsize": 10, "color": ink.colour("xtick.labelcolor")}
    axes.text(0.95, 0.35, "constant input", **small)
    axes.text(2.75, 0.35, "weights", **small)
    axes.text(4.0, 1.95, "scalar product\nw · x", **small)
    axes.text(6.8, 1.95, "activation\nexpit(η)", **small)
    axes.text(9.25, 1.95, "probability\nof class 1", **small)
