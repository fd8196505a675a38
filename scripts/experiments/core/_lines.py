"""The neuron's line, the GLM's and that of the largest margin, through the same four points."""

import numpy as np

from experiments._shared import four_points
from press import ink
from smallest_network import glm


def lines(fitted: glm.Fit) -> dict:
    """The points, and each line as weights (3,) with the bias last; the GLM is the source's fit."""
    X, y = four_points.inputs()
    intercept, first, second, _ = fitted.coefficients
    return {
        "X": X[:, :2],
        "y": y,
        "weights": four_points.neuron_as_the_source(),
        "coefficients": np.round([first, second, intercept], 9) + 0.0,  # the second is rounding noise around 0
        "margin": [-2.0, 0.0, 1.0],
    }


def draw_lines(axes, numbers):
    """The three, the widest first, so that those above show where they agree."""
    ink.line(axes, numbers["weights"], **ink.NEURON)
    ink.line(axes, numbers["coefficients"], **ink.GLM)
    ink.line(axes, numbers["margin"], **ink.MARGIN)


def draw_plane(figure, numbers):
    """The four points on ground shaded by the neuron's probability, `numbers["weights"]`; the axes are handed back."""
    figure.set_size_inches(ink.WIDTH, 3.6)
    axes = ink.square(figure.add_subplot())
    ink.scale(figure, axes, ink.shade_neuron(axes, numbers["weights"]))
    ink.points(axes, numbers["X"], numbers["y"], size=13)
    ink.name_classes(axes)
    return axes
