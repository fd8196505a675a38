"""The neuron's line and the GLM's line through the same four points."""

import warnings

import numpy as np

from experiments.core.neuron_line import SETTINGS
from press import ink
from smallest_network import datasets, glm, neuron

CAPTION = (
    "The neuron's (thick) is tilted by {neuron_angle:.3f}°, the GLM's (thin) by less than $10^{{-9}}$ degrees; "
    "it covers the dotted vertical at ½, the line of the largest margin."
)
ALT = (
    "Four points, two of class 1 on the left and two of class 0 on the right. A thick grey line, the neuron's, is "
    "tilted by {neuron_angle:.2f} degrees from the vertical. A thin line, the GLM's, stands upright at input 1 "
    "= {glm_at_half:.1f}, on top of the dotted line of the largest margin."
)


def measure():
    X, y = datasets.four_points()
    weights = neuron.train(datasets.with_bias(X), y, **SETTINGS)
    fitted, warned = fit_as_the_source()
    intercept, first, second, _ = fitted.coefficients
    line = np.round([first, second, intercept], 9) + 0.0  # the second is rounding noise around 0
    return {
        "X": X,
        "y": y,
        "weights": weights,
        "coefficients": line,
        "standard_errors": fitted.standard_errors[[1, 2, 0]],
        "neuron_angle": neuron.tilt(weights),
        "glm_angle": neuron.tilt(line),
        "glm_at_half": -line[2] / line[0],
        "margin": [-2.0, 0.0, 1.0],
        "rank": fitted.rank,
        "n_iter": fitted.n_iter,
        "converged": fitted.converged,
        "deviance": fitted.deviance,
        "warnings": warned,
    }


def fit_as_the_source():
    """The GLM of the source post: R adds an intercept to data that already hold a column of ones, and aliases it."""
    X, y = datasets.four_points()
    design = np.column_stack([np.ones(len(X)), datasets.with_bias(X)])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fitted = glm.fit(design, y)
    return fitted, [warning.category.__name__ for warning in caught]


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.2)
    whole, near = figure.subplots(1, 2, width_ratios=(1.35, 1))
    for axes in (ink.square(whole), ink.square(near)):
        if axes is near:
            axes.set(aspect="auto", xlim=(0.45, 0.55), xticks=(0.46, 0.5, 0.54), ylabel="", title="20 times as wide")
            axes.set_xticklabels(("0.46", "½", "0.54"))
        ink.line(axes, numbers["weights"], **ink.NEURON)
        ink.line(axes, numbers["coefficients"], **ink.GLM)
        ink.line(axes, numbers["margin"], **ink.MARGIN)
    whole.set_title("The four points")
    ink.points(whole, numbers["X"], numbers["y"], size=12)
    ink.name_classes(whole)
    near.text(0.478, 0.9, "neuron", color=ink.text_of("C2"), ha="center")
    near.text(0.504, -0.3, "GLM, on the\nmax-margin\nline", color="C3", va="bottom", ha="left")
