"""The neuron's line and the GLM's line through the same four points."""

from experiments._shared import four_points
from experiments.core._lines import draw_lines, lines
from press import ink
from smallest_network import neuron

CAPTION = (
    "The neuron's (thick) is tilted by {angle[neuron]:.3f}°, the GLM's (thin) by less than $10^{{-9}}$ degrees; "
    "it covers the dotted vertical at ½, the line of the largest margin."
)
ALT = (
    "Four points, two of class 1 on the left and two of class 0 on the right. A thick grey line, the neuron's, is "
    "tilted by {angle[neuron]:.2f} degrees from the vertical. A thin line, the GLM's, stands upright at input 1 "
    "= {glm[at_half]:.1f}, on top of the dotted line of the largest margin."
)


def measure():
    fitted, warned = four_points.fit_as_the_source()
    found = lines(fitted)
    line = found["coefficients"]
    return {
        **found,
        "angle": {"neuron": neuron.tilt(found["weights"]), "glm": neuron.tilt(line)},
        "glm": {
            "standard_errors": fitted.standard_errors[[1, 2, 0]],
            "at_half": -line[2] / line[0],
            "rank": fitted.rank,
            "n_iter": fitted.n_iter,
            "converged": fitted.converged,
            "warnings": warned,
        },
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.2)
    whole, near = figure.subplots(1, 2, width_ratios=(1.35, 1))
    for axes in (ink.square(whole), ink.square(near)):
        if axes is near:
            axes.set(aspect="auto", xlim=(0.45, 0.55), xticks=(0.46, 0.5, 0.54), ylabel="", title="20 times as wide")
            axes.set_xticklabels(("0.46", "½", "0.54"))
        draw_lines(axes, numbers)
    whole.set_title("The four points")
    ink.points(whole, numbers["X"], numbers["y"], size=12)
    ink.name_classes(whole)
    near.text(0.478, 0.9, "neuron", color=ink.neuron_text(), ha="center")
    near.text(0.504, -0.3, "GLM, on the\nline of the\nlargest\nmargin", color=ink.GLM["color"], va="bottom", ha="left")
