"""A neuron learns from 23 launches, and ends on the curve of the logistic regression."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets, neuron
from smallest_network.logistic import expit

CAPTION = (
    "Squares are launches whose rings were harmed, circles those whose rings were not, moved a little where they would hide one "
    "another. Grey, the neuron before it learns and after {passes[1]}, {passes[2]}, {passes[3]} and {passes[4]} looks at all "
    "{n} launches; thin, the logistic regression. After the last look the two are nowhere more than {apart:.5f} apart."
)
ALT = (
    "The probability of harm over the temperature at launch, from 50 to 85 °F. A grey line lies flat at one half before the "
    "neuron has learnt. After {passes[1]} look it is a gentle slope, after {passes[2]} and {passes[3]} an S-shaped curve, and "
    "after {passes[4]} it lies under the thin curve of the logistic regression, which falls from {ends[0]:.2f} to {ends[1]:.2f}."
)
PASSES = (0, 1, 4, 16, 100)


def measure():
    temperature, distress = datasets.o_ring()
    settings = {"weights": [0.0, 0.0], "learning_rate": 1.0, "epochs": PASSES}
    weights = neuron.path(neuron.train_batch, *o_rings.standardised(), **settings)
    mean, spread = o_rings.scale()
    grid = np.linspace(50, 85, 141)
    curves = expit(weights @ datasets.with_bias(((grid - mean) / spread)[:, None]).T)
    regression = expit(datasets.with_bias(grid[:, None]) @ o_rings.fitted().coefficients)
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "n": len(distress),
        "passes": PASSES,
        "grid": grid,
        "curves": curves,
        "regression": regression,
        "ends": regression[[0, -1]],
        "apart": np.abs(curves[-1] - regression).max().round(12),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.4)
    axes = figure.add_subplot()
    grid, passes = np.array(numbers["grid"]), numbers["passes"]
    *early, last = numbers["curves"]
    for curve in early:
        axes.plot(grid, curve, **{**ink.NEURON, "linewidth": 2, "alpha": 0.75})
    axes.plot(grid, last, **ink.NEURON)
    axes.plot(grid, numbers["regression"], **ink.GLM)
    for curve, words in zip(early, ("no look yet", f"{passes[1]} look", f"{passes[2]} looks"), strict=False):
        axes.text(
            79, np.interp(79, grid, curve), words, color=ink.neuron_text(), ha="center", va="center", bbox=ink.halo()
        )
    ink.pointer(
        axes, f"{passes[3]} looks", (60.5, np.interp(60.5, grid, early[3])), (57.5, 0.3), color=ink.neuron_text()
    )
    ends = (63.2, np.interp(63.2, grid, last))
    ink.pointer(
        axes, f"neuron after {passes[4]} looks (thick),\nlogistic regression (thin)", ends, (67, 0.76), ha="left"
    )
    o_rings.launches(axes, numbers, gap=0.06)
    axes.set(xlim=(50, 85), ylim=(-0.07, 1.07), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set(xlabel="Temperature at launch (°F)", ylabel="Probability of harm")
