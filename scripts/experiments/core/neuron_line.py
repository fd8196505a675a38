"""The trained neuron's line η = 0 separates the two classes."""

from experiments._shared import four_points
from experiments.core._lines import draw_plane
from press import ink
from smallest_network import datasets, neuron

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
    weights = four_points.neuron_as_the_source()
    return {
        **four_points.SETTINGS,
        "start": four_points.SETTINGS["weights"],
        "X": X,
        "y": y,
        "weights": weights,
        "weights_exact": [repr(weight) for weight in weights.tolist()],
        "angle": neuron.tilt(weights),
        "bottom": -weights[2] / weights[0],
        "top": -(weights[1] + weights[2]) / weights[0],
    }


def draw(figure, numbers):
    axes = draw_plane(figure, numbers)
    ink.line(axes, numbers["weights"], **ink.NEURON)
    axes.text(0.57, 1.38, "neuron, η = 0", color=ink.neuron_text(), ha="left", va="center")
