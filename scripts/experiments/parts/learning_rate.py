"""The learning rate: slow below, fast in the middle, and from a computable bound on no arrival at all."""

import numpy as np

from experiments.parts.gradient_descent import START, minimum, standardised
from press import ink
from smallest_network import neuron
from smallest_network.logistic import log_loss

CAPTION = (
    "Above: loss above its minimum on the O-ring data, at four rates. Below: by what factor an epoch shrinks the "
    "distance to the minimum once it is near; the line is the formula, the dots are measured. A factor of 1 means no "
    "progress, and the formula reaches it at rate {bound:.2f}."
)
ALT = (
    "Above, on a logarithmic axis: rate {rates[0]:g} falls slowly, {rates[1]:.1f} falls steeply to rounding error, "
    "{rates[2]:g} more slowly, and {rates[3]:g} stays on a plateau for ever. Below, the factor per epoch is a V over "
    "the rate: from 1 at rate 0 down to {best_factor:.2f} at {best:.1f} and up to 1 again at {bound:.2f}."
)
EPOCHS = 100


def measure():
    X, y = standardised()
    target, least, information = minimum(X, y)
    (low, high), axes = np.linalg.eigh(information)
    bound, best = 2 / high, 2 / (low + high)
    rates = (0.3, best, 12.0, 13.5)
    excess = []
    for rate in rates:
        path = _path(X, y, START, rate, range(EPOCHS + 1))
        excess.append(np.maximum(log_loss(y, path @ X.T).mean(axis=1) - least, 1e-13).round(15))

    grid = np.linspace(0.5, 12.5, 13)
    factors = [_factor(X, y, target, axes, rate) for rate in grid]
    cycle = _path(X, y, START, rates[-1], [2000, 2001, 2002])
    wild = _path(X, y, START, 100.0, range(2001))
    return {
        "rates": rates,
        "excess": excess,
        "epochs": EPOCHS,
        "curvatures": (low, high),
        "bound": bound,
        "bound_found": _bound_by_trial(X, y, target + 1e-4 * axes[:, 1], target),
        "best": best,
        "best_factor": 1 - best * low,
        "slow_factor": 1 - rates[0] * low,
        "no_overshoot": 1 / high,
        "overshoot_at_best": best * high - 1,
        "grid": grid,
        "factors": factors,
        "factor_error": np.abs(np.array(factors) - _theory(grid, low, high)).max(),
        "cycle": cycle[:2],
        "cycle_closes": bool(np.abs(cycle[2] - cycle[0]).max() < 1e-9),
        "wild_rate": 100.0,
        "wild_epochs": len(wild) - 1,
        "wild_bound": int(np.ceil(np.abs(wild).max() / 100) * 100),  # the path itself is chaotic
    }


def _path(X, y, start, rate, epochs):
    return neuron.path(neuron.train_batch, X, y, weights=start, learning_rate=rate, epochs=epochs)


def _theory(rates, low, high):
    return np.maximum(np.abs(1 - rates * low), np.abs(1 - rates * high))


def _factor(X, y, target, axes, rate):
    """Largest factor by which one epoch stretches a small step away from the minimum, along either axis of curvature.

    Half the difference of a step to either side, so that what is left of the bend of the surface cancels.
    """
    small = 1e-4
    moved = [(_path(X, y, target + side * small * axes.T, rate, [1])[0]) for side in (1, -1)]
    return np.linalg.norm((moved[0] - moved[1]) / 2 / small, axis=1).max()


def _bound_by_trial(X, y, start, target):
    """Largest rate at which descent comes nearer to the minimum than it started, by halving an interval."""
    low, high = 10.0, 16.0
    while high - low > 1e-3:
        rate = (low + high) / 2
        end = neuron.train_batch(X, y, weights=start, learning_rate=rate, epochs=3000)
        low, high = (rate, high) if np.linalg.norm(end - target) < np.linalg.norm(start - target) else (low, rate)
    return (low + high) / 2


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.9)
    above, below = figure.subplots(2, height_ratios=(1.15, 1))
    epochs = range(numbers["epochs"] + 1)
    roles = ("C0", "C4", "C5", "C1")
    for excess, role, dashes in zip(numbers["excess"], roles, ink.DASHES, strict=False):
        above.plot(epochs, excess, color=role, linestyle="-" if role == "C1" else dashes, linewidth=1.8)
    labels = (
        (99, 3e-5, "0.3: too small", "right"), (18, 3e-13, f"{numbers['best']:.1f}: the best", "left"),
        (46, 3e-7, "12: overshoots, arrives", "left"), (99, 0.3, "13.5: never arrives", "right"),
    )  # fmt: skip
    for (x, height, label, side), role in zip(labels, roles, strict=True):
        above.text(x, height, label, color=role, ha=side, va="bottom")
    above.set(yscale="log", xlim=(0, EPOCHS), ylim=(1e-13, 20), yticks=(1, 1e-4, 1e-8, 1e-12))
    above.set(xlabel="Epochs", ylabel="Loss above minimum")
    above.grid(True, axis="y")
    rates = np.linspace(0, 15, 301)
    below.axhline(1, **ink.guide())
    below.axvline(numbers["bound"], color="C4", linewidth=1.6, linestyle=ink.DASHES[2])
    below.plot(rates, _theory(rates, *numbers["curvatures"]), color="C3", linewidth=1.3)
    below.plot(numbers["grid"], numbers["factors"], color="C0", marker="o", markersize=6, linestyle="none")
    below.text(numbers["bound"] - 0.2, 0.06, f"2 / κ = {numbers['bound']:.2f}", color="C4", ha="right", va="bottom")
    below.set(xlim=(0, 15), ylim=(0, 1.35), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    below.set(xlabel="Learning rate", ylabel="Factor per epoch")
