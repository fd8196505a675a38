"""The playground after training: the neuron's line, the GLM's, and that of the largest margin."""

from experiments._shared import four_points
from experiments.core._lines import draw_lines, draw_plane, lines
from press import ink
from smallest_network import neuron

CAPTION = (
    "The neuron's line (thick, grey) has come close to the GLM's (thin), which covers the dotted line of the largest "
    "margin, in {epochs:,} epochs at learning rate {learning_rate}."
)
ALT = (
    "Four points, two of class 1 on the left and two of class 0 on the right, on ground shaded by the neuron's "
    "probability of class 1. Between them a thick grey line, the neuron's, tilted by {angle:.2f} degrees from a thin "
    "upright line, the GLM's, on top of the dotted line of the largest margin."
)


def measure():
    found = lines(four_points.fit_as_the_source()[0])
    return {**four_points.SETTINGS, **found, "angle": neuron.tilt(found["weights"])}


def draw(figure, numbers):
    axes = draw_plane(figure, numbers)
    draw_lines(axes, numbers)
    axes.text(0.44, -0.38, "neuron", color=ink.neuron_text(), ha="right", va="center")
    axes.text(0.55, 1.36, "GLM, on the line\nof the largest margin", color=ink.GLM["color"], ha="left", va="center")
