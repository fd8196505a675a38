"""The trained neuron's line η = 0 separates the two classes."""

from typing import Any

from press import ink
from smallest_network import datasets, neuron

SETTINGS: dict[str, Any] = {"weights": [0.2, 0.2, 0.2], "learning_rate": 0.7, "epochs": 100_000}

CAPTION = (
    "Weights after {epochs:,} epochs: {weights[0]:.4f}, {weights[1]:.4f} and, for the bias, {weights[2]:.4f}. "
    "The line is tilted by {angle:.3f}° from the vertical."
)
ALT = (
    "Four points, two on the left of class 1 and two on the right of class 0, and between them a line tilted by "
    "{angle:.2f} degrees from the vertical: it crosses input 1 at {bottom:.3f} for input 2 = 0 and at {top:.3f} for "
    "input 2 = 1. Shading shows that the probability falls from 1 to 0 within a narrow band around the line."
)


def measure():
    X, y = datasets.four_points()
    inputs = datasets.with_bias(X)
    weights = neuron.train(inputs, y, **SETTINGS)
    return {
        **SETTINGS,
        "start": SETTINGS["weights"],
        "X": X,
        "y": y,
        "weights": weights,
        "weights_exact": [repr(weight) for weight in weights.tolist()],
        "probabilities": neuron.predict_proba(inputs, weights),
        "angle": neuron.tilt(weights),
        "bottom": -weights[2] / weights[0],
        "top": -(weights[1] + weights[2]) / weights[0],
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.6)
    axes = ink.square(figure.add_subplot())
    ink.scale(figure, axes, ink.shade_neuron(axes, numbers["weights"]))
    ink.line(axes, numbers["weights"], **ink.NEURON)
    ink.points(axes, numbers["X"], numbers["y"], size=13)
    ink.name_classes(axes)
    axes.text(0.57, 1.38, "neuron, η = 0", color=ink.text_of("C2"), ha="left", va="center")
