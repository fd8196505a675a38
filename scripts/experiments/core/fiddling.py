"""More cycles and larger steps bring the neuron's line towards the vertical, ever more slowly."""

import numpy as np

from experiments._shared import four_points
from experiments._shared.training import log_epochs
from press import ink
from smallest_network import neuron

CAPTION = (
    "Angle between the neuron's line and the vertical. The vertical axis shows 1/angle, on which a decay "
    "like 1/log(epochs) is a straight line: a tenfold of epochs buys a fixed step, at any rate."
)
ALT = (
    "Three nearly straight, parallel lines rise with the logarithm of the epochs, one for each learning rate. After "
    "{first[epochs]:,} epochs the angle is {first[low]:.2f} to {first[high]:.2f} degrees, after {last[epochs]:,} epochs "
    "still {last[low]:.2f} to {last[high]:.2f} degrees."
)
TABLE = {
    "Epochs": "{epochs:,d}",
    "Rate 0.1": "{rate_0_1:.3f}°",
    "Rate 0.7": "{rate_0_7:.3f}°",
    "Rate 5": "{rate_5:.3f}°",
}
RATES = (0.1, 0.7, 5.0)


def measure():
    inputs, y = four_points.inputs()
    start, rate = four_points.SETTINGS["weights"], four_points.SETTINGS["learning_rate"]
    epochs = log_epochs(100, 1_000_000, 17)
    paths = [neuron.path(neuron.train, inputs, y, weights=start, learning_rate=rate, epochs=epochs) for rate in RATES]
    angles = [[neuron.tilt(weights) for weights in path] for path in paths]
    rows = [
        {"epochs": epoch, "rate_0_1": slow, "rate_0_7": middle, "rate_5": fast}
        for epoch, slow, middle, fast in zip(epochs, *angles, strict=True)
        if epoch in (100, 1000, 10_000, 100_000, 1_000_000)
    ]
    rng = np.random.default_rng(7)
    starts = np.vstack([np.array([[0.0, 0.0, 0.0], start, [1.0, 2.0, -1.0]]), rng.normal(scale=3, size=(997, 3))])
    swept = neuron.sweep(inputs, y, weights=starts, learning_rate=rate, epochs=10_000)
    of_starts = np.array([neuron.tilt(weights) for weights in swept])  # the second is the source's own
    centred = neuron.train_batch(inputs - [0.5, 0.5, 0.0], y, weights=[0.0, 0.0, 0.0], learning_rate=rate, epochs=1000)
    return {
        "rates": RATES,
        "epochs": epochs,
        "angles": angles,
        "rows": rows,
        "first": {"epochs": epochs[0], "low": min(a[0] for a in angles), "high": max(a[0] for a in angles)},
        "last": {"epochs": epochs[-1], "low": min(a[-1] for a in angles), "high": max(a[-1] for a in angles)},
        "starts": {
            "n": len(starts),
            "epochs": 10_000,
            "low": of_starts.min(),
            "high": of_starts.max(),
            "worse": int((of_starts > of_starts[1]).sum()),
        },
        "centred": {"epochs": 1000, "tilt": neuron.tilt(centred)},
        "second_weights": [path[-1][1] for path in paths],
        "log_three_halves": np.log(1.5),
        "falls_by_decade": [-np.diff(path[::4, 0]) for path in paths],
        "two_log_ten": 2 * np.log(10),
    }


def draw(figure, numbers):
    axes = figure.add_subplot()
    for rate, angles, colour, dashes in zip(numbers["rates"], numbers["angles"], ink.SERIES, ink.DASHES, strict=False):
        inverse = 1 / np.array(angles)
        axes.plot(numbers["epochs"], inverse, color=colour, linestyle=dashes)
        axes.annotate(
            f"rate {rate:g}", (numbers["epochs"][-1], inverse[-1]), (6, 0), textcoords="offset points",
            color=colour, va="center",
        )  # fmt: skip
    marks = [6, 3, 2, 1.5, 1.2, 1, 0.9, 0.8]
    axes.set(xscale="log", xlim=(90, 1.05e6), ylim=(0.1, 1.4), yticks=[1 / m for m in marks])
    axes.set_yticklabels([f"{m:g}°" for m in marks])
    axes.set_xticks([1e2, 1e3, 1e4, 1e5, 1e6])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(True, axis="y")
    axes.set(xlabel="Epochs", ylabel="Tilt of the neuron's line")
