"""Four optimisers on one loss surface, from one start."""

import numpy as np

import ink
from experiments.gradient_descent import LEVELS, LIMITS, START, minimum, standardised
from smallest_network import datasets, network
from smallest_network.logistic import log_loss
from smallest_network.optimizers import Adam, GradientDescent, Momentum

CAPTION = (
    "The first {drawn} epochs on the standardised O-ring data, a dot an epoch; the star is the minimum. Stochastic "
    "descent takes a step after every {batch} launches, drawn by lot."
)
ALT = (
    "Four contour maps of the same bowl. Gradient descent bends smoothly into the minimum. Stochastic descent arrives "
    "by the same way and then wanders around it. Momentum overshoots and spirals in. Adam sets off diagonally, with "
    "equal steps in both weights."
)
TABLE = {
    "Method": "{method}",
    "Rate, bowl": "{rate_bowl:g}",
    "Epochs, bowl": "{epochs_bowl}",
    "Rate, valley": "{rate_valley:g}",
    "Epochs, valley": "{epochs_valley}",
}
RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
METHODS = {"gradient descent": GradientDescent, "momentum, 0.9": Momentum, "Adam": Adam}
LIMIT, TARGET, BATCH = 3000, 1e-6, 4


def measure():
    X, y = standardised()
    best, least, information = minimum(X, y)
    celsius = datasets.with_bias((datasets.o_ring()[0] - 32) / 18)
    _, _, information_celsius = minimum(celsius, y)
    start_celsius = np.linalg.lstsq(celsius, X @ np.array(START))[0]  # the same probabilities in these units

    rows = []
    for method, optimizer in METHODS.items():
        row = {"method": method}
        for surface, inputs, start in (("bowl", X, START), ("valley", celsius, start_celsius)):
            counts = [_epochs_needed(inputs, y, start, optimizer(rate), least) for rate in RATES]
            at = int(np.argmin(counts))
            row |= {f"rate_{surface}": RATES[at], f"epochs_{surface}": counts[at]}
        rows.append(row)

    rates = (0.8, 0.4, 0.2, 0.1)
    floors = [
        (log_loss(y, _descend(X, y, START, GradientDescent(rate), 1000, BATCH)[200:] @ X.T).mean() - least)
        for rate in rates
    ]
    drawn = {
        "gradient descent": _descend(X, y, START, GradientDescent(1.0), 60),
        "stochastic": _descend(X, y, START, GradientDescent(1.0), 60, BATCH),
        "momentum": _descend(X, y, START, Momentum(0.3), 60),
        "Adam": _descend(X, y, START, Adam(0.15), 60),
    }
    return {
        "X": X,
        "y": y,
        "minimum": best,
        "paths": drawn,
        "drawn": 60,
        "batch": BATCH,
        "target": TARGET,
        "rows": rows,
        "condition_bowl": _condition(information),
        "condition_valley": _condition(information_celsius),
        "floor_rates": rates,
        "floors": floors,
        "floor_ratio": (floors[1] / floors[3]) ** 0.5,
    }


def _descend(X, y, start, optimizer, epochs, batch_size=None):
    """Weights (epochs + 1, 2) along the way."""
    rng = np.random.default_rng(5) if batch_size else None
    layers = (np.array(start)[:, None],)
    settings = {"optimizer": optimizer, "epochs": range(epochs + 1), "batch_size": batch_size, "rng": rng}
    # the network adds a bias of its own, so it gets the inputs without theirs
    return np.array([weights[:, 0] for (weights,) in network.path(X[:, :-1], y, layers, **settings)])


def _epochs_needed(X, y, start, optimizer, least):
    """Epochs after which the loss stays within the target of the least; infinity where it does not."""
    excess = log_loss(y, _descend(X, y, start, optimizer, LIMIT) @ X.T).mean(axis=1) - least
    last = np.flatnonzero(excess >= TARGET)[-1]
    return int(last) + 1 if last < LIMIT else float("inf")


def _condition(information):
    low, high = np.linalg.eigvalsh(information)
    return high / low


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.5)
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    for axes, (name, path), role in zip(panels.flat, numbers["paths"].items(), ("C0", "C1", "C4", "C5"), strict=True):
        axes.set(**LIMITS)
        ink.loss_surface(axes, numbers["X"], numbers["y"], LEVELS)
        axes.plot(*np.transpose(path), color=role, linewidth=1.2, marker="o", markersize=3, zorder=4)
        axes.plot(*path[0], marker="o", markersize=7, color=role, zorder=5)
        axes.plot(*numbers["minimum"], marker="*", markersize=13, color="C3", zorder=5)
        axes.set_title(name[0].upper() + name[1:], color=role)
    figure.supxlabel("Weight of temperature (standardised)", fontsize=11)
    figure.supylabel("Bias", fontsize=11)
