"""Curves that 23 launches leave possible, from 31 °F to 85 °F."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets
from smallest_network.logistic import expit

ALT = (
    "A sheaf of {n_curves} S-shaped curves, such as the launches leave possible. They run close together over "
    "the launches, squares above and circles below, and fan out to the left, where it is colder than any launch."
)
PREVIEW = True


def measure():
    temperature, distress = datasets.o_ring()
    fitted = o_rings.fitted()
    rng = np.random.default_rng(31)
    root = np.linalg.cholesky(fitted.covariance)
    drawn = fitted.coefficients + rng.normal(size=(60, 2)) @ root.T
    grid = np.linspace(29, 86, 115)
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "grid": grid,
        "curves": expit(drawn @ datasets.with_bias(grid[:, None]).T).round(4),
        "curve": expit(datasets.with_bias(grid[:, None]) @ fitted.coefficients),
        "n_curves": len(drawn),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    for curve in numbers["curves"]:
        axes.plot(numbers["grid"], curve, color=ink.QUIET, linewidth=1.6, alpha=0.35)
    axes.plot(numbers["grid"], numbers["curve"], color=ink.GLM["color"], linewidth=4)
    o_rings.launches(axes, numbers, gap=0.075, size=14)
    axes.set(xlim=(29, 86), ylim=(-0.14, 1.14))
