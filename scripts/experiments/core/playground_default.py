"""The playground as it opens: the trained neuron's line, the GLM's, and that of the largest margin."""

from experiments.core import separating_lines
from experiments.core.neuron_line import SETTINGS
from press import ink
from smallest_network import neuron

CAPTION = (
    "After {epochs:,} epochs at learning rate {learning_rate} the neuron's line (thick, grey) is {angle:.3f}° from the "
    "GLM's (thin), which covers the dotted line of the largest margin."
)
ALT = (
    "Four points, two of class 1 on the left and two of class 0 on the right, on ground shaded by the neuron's "
    "probability of class 1. Between them a thick grey line, the neuron's, tilted by {angle:.2f} degrees from a thin "
    "upright line, the GLM's, on top of the dotted line of the largest margin."
)


def measure():
    lines = separating_lines.measure()
    return {
        **SETTINGS,
        **{name: lines[name] for name in ("X", "y", "weights", "coefficients", "margin")},
        "angle": neuron.tilt(lines["weights"]),
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.6)
    axes = ink.square(figure.add_subplot())
    ink.scale(figure, axes, ink.shade_neuron(axes, numbers["weights"]))
    ink.line(axes, numbers["weights"], **ink.NEURON)
    ink.line(axes, numbers["coefficients"], **ink.GLM)
    ink.line(axes, numbers["margin"], **ink.MARGIN)
    ink.points(axes, numbers["X"], numbers["y"], size=13)
    ink.name_classes(axes)
    axes.text(0.44, -0.38, "neuron", color=ink.text_of("C2"), ha="right", va="center")
    axes.text(0.55, 1.36, "GLM, on the line\nof the largest margin", color="C3", ha="left", va="center")
