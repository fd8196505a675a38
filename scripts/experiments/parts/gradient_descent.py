"""Gradient descent on the loss of the O-ring data: each step leaves its contour at a right angle."""

import numpy as np

from experiments._shared import o_rings
from experiments.parts import _descent
from press import ink
from smallest_network import datasets, neuron

CAPTION = (
    "Contours join weights of equal mean loss; the star is the GLM's fit. Solid: {epochs} epochs at rate "
    "{learning_rate:g}, one dot for each epoch. Dashed, squares: as many from the same start with temperature left in "
    "°F, at a rate for that valley. Each of its steps is at right angles to the contours of its own map; carried "
    "over to this one, it is not."
)
ALT = (
    "Contour map of the loss over two weights, the one of temperature and the bias. From the start at ({start[0]:g}, "
    "{start[1]:g}) a path of dots sets off {standardised[angle]:.0f} degrees beside the direction of the minimum at "
    "({minimum[0]:.2f}, {minimum[1]:.2f}) and bends towards it. The path in degrees Fahrenheit leaves "
    "{fahrenheit[angle]:.0f} degrees beside it, drops straight to the floor of a valley, and stays there."
)


def measure():
    X, y = o_rings.standardised()
    best, least, curvature = _descent.minimum(X, y)
    start, rate, epochs = np.array(_descent.START), 2.0, 30
    path = _path(X, y, start, rate, epochs)

    temperature = datasets.o_ring()[0]
    mean, spread = o_rings.scale()
    # weights for standardised temperature = to_standard @ (slope per °F, intercept)
    to_standard = np.array([[spread, 0.0], [mean, 1.0]])
    fahrenheit = datasets.with_bias(temperature)
    _, _, information = _descent.minimum(fahrenheit, y)
    rate_fahrenheit = 1 / np.trace(information)
    path_fahrenheit = _path(fahrenheit, y, np.linalg.solve(to_standard, start), rate_fahrenheit, epochs) @ to_standard.T

    downhill = _descent.downhill(X, y, start)
    fisher = start + np.linalg.solve(_descent.curvature(X, start), downhill)
    steepest, steepest_fahrenheit = np.linalg.eigvalsh(curvature)[-1], np.linalg.eigvalsh(information)[-1]
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    return {
        "X": X,
        "y": y,
        "start": start,
        "minimum": best,
        "epochs": epochs,
        "learning_rate": rate,
        "standardised": {
            "path": path,
            "angle": _angle(downhill, best - start),
            "excess": _descent.loss(X, y, path[-1]) - least,
        },
        "fahrenheit": {
            "path": path_fahrenheit,
            "angle": _angle(to_standard @ to_standard.T @ downhill, best - start),
            "excess": _descent.loss(X, y, path_fahrenheit[-1]) - least,
            "bound": 2 / steepest_fahrenheit,
        },
        "loss": {"start": _descent.loss(X, y, start), "fisher": _descent.loss(X, y, fisher)},
        "steps": {"first": steps[0], "last": steps[-1]},
        "slope_ratio": abs(downhill[1] / downhill[0]),
        "bound_ratio": steepest_fahrenheit / steepest,
    }


def _path(X, y, start, rate, epochs):
    settings = {"weights": start, "learning_rate": rate, "epochs": range(epochs + 1)}
    return neuron.path(neuron.train_batch, X, y, **settings)


def _angle(a, b):
    """Between two vectors of the plane, in degrees."""
    return np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1, 1)))


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 4.9)
    axes = figure.add_subplot()
    axes.set(**_descent.LIMITS)
    ink.loss_surface(axes, numbers["X"], numbers["y"], _descent.LEVELS)
    paths = (("standardised", ink.FIRST, "o"), ("fahrenheit", ink.SECOND, "s"))
    for (name, role, marker), dashes in zip(paths, ink.DASHES, strict=False):
        path = np.transpose(numbers[name]["path"])
        axes.plot(*path, color=role, linewidth=1.6, linestyle=dashes, marker=marker, markersize=4.5, zorder=4)
    axes.text(-2.25, -0.75, "standardised", color=ink.FIRST, ha="left", va="bottom")
    axes.text(-3.22, -1.75, "in °F", color=ink.SECOND, ha="left", va="top")
    axes.text(numbers["start"][0] + 0.1, numbers["start"][1], "start", ha="left", va="bottom")
    axes.plot(*numbers["start"], marker="o", markersize=9, color=ink.EXACT, zorder=7)
    axes.plot(*numbers["minimum"], marker="*", markersize=16, color=ink.EXACT, zorder=7)
    axes.set(xlabel="Weight of temperature (standardised)", ylabel="Bias")
