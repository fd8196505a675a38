"""The first weight falls like −2 log(epochs), the second settles at log(3/2), whatever the start, rate, order or batch."""

import numpy as np

from experiments._shared import four_points
from experiments._shared.training import log_epochs
from press import ink
from smallest_network import network, neuron
from smallest_network.optimizers import Adam, GradientDescent, Optimizer

CAPTION = (
    "Above, the first weight against the product of epochs and learning rate<span class=still>, a quarter of it for "
    "batches</span>; the dotted line is −2 log(5/6 · epochs · rate), with nothing fitted. Below, the second weight and "
    "log(3/2), dotted.<span class=still> Solid, dashed and dot-dashed: the three starts.</span>"
)
ALT = (
    "Above: {n} curves of the first weight merge into one straight line that falls with the logarithm of epochs times rate. "
    "Below: the same {n} curves of the second weight begin between {second[lowest]:.1f} and {second[highest]:.1f} and all end "
    "within {second[spread]:.4f} of {second[limit]:.4f}, the logarithm of three halves."
)
TABLE = {
    "Start": "{start}",
    "Rate": "{rate:g}",
    "Steps": "{steps}",
    "Epochs": "{epochs:,d}",
    "Second weight": "{second:.5f}",
}
STEPS, RATE = 10_000, 0.1  # of Adam, and of descent beside it
LIVE = 30_000  # epochs that a browser trains at every move of the reader
STARTS, DEVIATION = 1000, 3
START = four_points.SETTINGS["weights"]
RUNS = [  # start, learning rate, order of the rows or None for batches
    (START, 0.7, (0, 1, 2, 3)),
    (START, 0.1, (0, 1, 2, 3)),
    (START, 5.0, (0, 1, 2, 3)),
    (START, 0.7, (3, 1, 0, 2)),
    ([0.0, 0.0, 0.0], 0.7, (0, 1, 2, 3)),
    ([1.0, 2.0, -1.0], 0.7, (0, 1, 2, 3)),
    ([1.0, 2.0, -1.0], 2.8, None),
    (START, 2.8, None),
]


def measure():
    inputs, y = four_points.inputs()
    curves, rows = [], []
    for start, rate, order in RUNS:
        last = 300_000 if order else 100_000
        epochs = log_epochs(1, last, 40)
        training = neuron.train if order else neuron.train_batch
        some = list(order or range(4))
        path = neuron.path(training, inputs[some], y[some], weights=start, learning_rate=rate, epochs=epochs)
        # A batch step moves along the mean of four rows, so its rate counts for a quarter of an online one.
        time = np.array(epochs) * rate / (1 if order else 4)
        curves.append({"time": time, "first": path[:, 0], "second": path[:, 1]})
        steps = "rows in order " + ", ".join(str(row + 1) for row in order) if order else "full batches"
        start_text = "(" + ", ".join(f"{weight:g}" for weight in start) + ")"
        rows.append({"start": start_text, "rate": rate, "steps": steps, "epochs": last, "second": path[-1, 1]})
    rng, rate = np.random.default_rng(0), four_points.SETTINGS["learning_rate"]
    random_starts = rng.normal(scale=DEVIATION, size=(STARTS, 3))
    distances = {}
    for after in (1000, 10_000):
        swept = neuron.sweep(inputs, y, weights=random_starts, learning_rate=rate, epochs=after)
        distance = np.abs(swept[:, 1] - np.log(1.5))
        distances[after] = {"median": np.median(distance), "farthest": distance.max()}
    doubled = [0, 0, 1, 2, 3]  # the first row twice
    repeated = neuron.train(inputs[doubled], y[doubled], weights=START, learning_rate=rate, epochs=100_000)
    seconds = [curve["second"] for curve in curves]
    limit = np.log(1.5)
    time = np.geomspace(2, 1.5e6, 50)
    return {
        "X": inputs,
        "y": y,
        "live": {"epochs": log_epochs(1, LIVE, 60), "start": START, "rate": rate},
        "golden": [
            _golden(inputs, y, *case)
            for case in ((START, 0.7), ([2.0, -1.0, 0.5], 0.1), ([-3.0, 3.0, 1.0], 5.0), ([1.0, 2.0, -1.0], 1.0))
        ],
        "curves": curves,
        "rows": rows,
        "n": len(rows),
        "formula": {"time": time, "first": -2 * np.log(5 / 6 * time)},
        "second": {
            "limit": limit,
            "lowest": min(second.min() for second in seconds),
            "highest": max(second.max() for second in seconds),
            "spread": max(abs(second[-1] - limit) for second in seconds),
        },
        "starts": {"n": STARTS, "deviation": DEVIATION, "learning_rate": rate, "after": distances},
        # Twice the number of rows over a quarter, the steepest slope of expit, times the largest squared singular value.
        "batch_bound": 8 * len(y) / np.linalg.norm(inputs, 2) ** 2,
        "adam": {
            "steps": STEPS,
            "learning_rate": RATE,
            "weights": _stepped(inputs, y, Adam(RATE)),
            "descent": _stepped(inputs, y, GradientDescent(RATE)),
        },
        "repeated": {"limit": np.log(2), "second": repeated[1]},
    }


def _stepped(inputs, y, optimizer: Optimizer):
    """Weights after some steps in full batches; a network brings its own column of ones."""
    start = (np.array(START)[:, None],)
    ((weights,),) = network.path(inputs[:, :-1], y, start, optimizer=optimizer, epochs=[STEPS])
    return weights[:, 0]


def _golden(inputs, y, start, rate):
    """What the live figure must answer for this start and rate: the weights in the end, and the formula's first weight."""
    weights = neuron.train(inputs, y, weights=start, learning_rate=rate, epochs=LIVE)
    state = dict(zip(("w1", "w2", "w3"), start, strict=True)) | {"rate": np.log10(rate)}
    return {"state": state, "answer": {"weights": weights, "formula": -2 * np.log(5 / 6 * LIVE * rate)}}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.2)
    above, below = figure.subplots(2, sharex=True)
    starts = {
        tuple(START): (ink.FIRST, ink.DASHES[0]),
        (0, 0, 0): (ink.THIRD, ink.DASHES[3]),
        (1, 2, -1): (ink.SECOND, ink.DASHES[1]),
    }
    for curve, (start, _, _) in zip(numbers["curves"], RUNS, strict=True):
        color, dashes = starts[tuple(start)]
        style = {"color": color, "linestyle": dashes, "linewidth": 1.5}
        above.plot(curve["time"], curve["first"], **style)
        below.plot(curve["time"], curve["second"], **style)
    above.plot(*numbers["formula"].values(), color=ink.EXACT, linestyle=(0, (1, 1.8)), linewidth=2)
    below.axhline(numbers["second"]["limit"], color=ink.EXACT, linestyle=(0, (1, 1.8)), linewidth=2)
    above.set(xscale="log", xlim=(0.1, 1.5e6), ylim=(-30, 4), ylabel="First weight")
    below.set(ylim=(-0.1, 2.6), ylabel="Second weight", xlabel="Epochs × learning rate")
    above.text(3e2, -5.5, "−2 log(5/6 · epochs · rate)", ha="left", va="center", color=ink.EXACT)
    below.text(3.5, 2.0, "from (1, 2, −1)", color=ink.SECOND, ha="right", va="center")
    below.text(0.12, 0.55, "from (0.2, 0.2, 0.2)", color=ink.FIRST, ha="left", va="bottom")
    below.text(4, 0.12, "from (0, 0, 0)", color=ink.THIRD, ha="left", va="center")
    below.text(40, 1.5, "rate 5, from\n(0.2, 0.2, 0.2)", color=ink.FIRST, ha="left", va="center")
    below.text(1.2e6, 0.47, "log(3/2)", ha="right", va="bottom", color=ink.EXACT)
    for axes in (above, below):
        axes.grid(True, axis="y")
