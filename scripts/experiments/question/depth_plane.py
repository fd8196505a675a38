"""One, two and three hidden layers with 37 parameters each, on two tasks in the plane."""

import numpy as np

from experiments._shared import training
from smallest_network import metrics, network
from smallest_network.optimizers import Adam

CAPTION = (
    "tanh units, {epochs:,} epochs of Adam at rate {learning_rate:g}, {seeds} starts a row; share of {n_test:,} new "
    "points called right: median, and the range of the middle half. One draw of the points of either task."
)
TABLE = {
    "Task": "{task}",
    "Hidden units": "{shape}",
    "Median": "{median:.3f}",
    "Middle half": "{lower:.3f} to {upper:.3f}",
    "Best": "{best:.3f}",
}
TOLERANCE = (
    0.01,
    "in long trainings of deep networks a difference in the last bit grows until it decides which points end up right",
)
SEEDS, RATE, EPOCHS = 24, 0.03, 500


def measure():
    rows = []
    for task, make in (("squares", squares), ("spirals", spirals)):
        rng = np.random.default_rng(0)
        (X, y), (X_test, y_test) = make(240, rng), make(2000, rng)
        for sizes in ((2, 9, 1), (2, 4, 4, 1), (2, 3, 3, 3, 1)):
            starts = training.starts(sizes, SEEDS)
            layers = network.train(X, y, starts, optimizer=Adam(RATE), epochs=EPOCHS, activation="tanh")
            mu = network.predict_proba(X_test, layers, activation="tanh")
            right = [metrics.accuracy(y_test, one) for one in mu]
            lower, median, upper = np.quantile(right, (0.25, 0.5, 0.75))
            rows.append(
                {
                    "task": task,
                    "shape": " + ".join(str(units) for units in sizes[1:-1]),
                    "parameters": sum(layer[0].size for layer in starts),
                    "median": float(median),
                    "lower": float(lower),
                    "upper": float(upper),
                    "best": max(right),
                }
            )
    return {"rows": rows, "seeds": SEEDS, "epochs": EPOCHS, "learning_rate": RATE, "n_test": 2000}


def squares(n, rng):
    """A board of three by three squares from -1 to 1, coloured like a chess board."""
    X = rng.uniform(-1, 1, size=(n, 2))
    return X, np.floor(1.5 * (X + 1)).sum(axis=1) % 2


def spirals(n, rng):
    """Two spirals of one and a half turns around each other, with a little noise."""
    length = np.sqrt(rng.uniform(0.02, 1, size=n))
    y = np.arange(n) % 2.0
    angle = np.pi * (3 * length + y)
    exact = np.column_stack([length * np.cos(angle), length * np.sin(angle)])
    return exact + 0.02 * rng.normal(size=(n, 2)), y
