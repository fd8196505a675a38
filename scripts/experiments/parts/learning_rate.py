"""The learning rate: slow below, fast in the middle, and from a computable bound on no arrival at all."""

import numpy as np

from experiments._shared import o_rings
from experiments.parts import _descent
from press import ink
from smallest_network import neuron

CAPTION = (
    "Above: loss above its minimum on the O-ring data, at four rates. Below: by what factor an epoch shrinks the "
    "distance to the minimum once it is near; the line is the formula, the dots are measured. A factor of 1 means no "
    "progress, and the formula reaches it at rate {bound[formula]:.2f}."
)
ALT = (
    "Above, on a logarithmic axis: rate {rates[0]:g} falls slowly, {rates[1]:.1f} falls steeply to rounding error, "
    "{rates[2]:g} more slowly, and {rates[3]:g} stays on a plateau for ever. Below, the factor per epoch is a V over "
    "the rate: from 1 at rate 0 down to {best[factor]:.2f} at {best[learning_rate]:.1f} and up to 1 again at "
    "{bound[formula]:.2f}."
)
EPOCHS = 100
WILD = 100.0


def measure():
    X, y = o_rings.standardised()
    target, least, information = _descent.minimum(X, y)
    (low, high), axes = np.linalg.eigh(information)
    rates = _descent.rates(information)
    best = rates[1]
    excess = []
    for rate in rates:
        path = _path(X, y, _descent.START, rate, range(EPOCHS + 1))
        excess.append(np.maximum(_descent.loss(X, y, path) - least, 1e-13).round(15))

    grid, fine = np.linspace(0.5, 12.5, 13), np.linspace(0, 15, 301)
    factors = [_factor(X, y, target, axes, rate) for rate in grid]
    cycle = _path(X, y, _descent.START, rates[-1], [2000, 2001, 2002])
    wild = _path(X, y, _descent.START, WILD, range(2001))
    return {
        "rates": rates,
        "excess": excess,
        "epochs": EPOCHS,
        "curvatures": (low, high),
        "bound": {"formula": 2 / high, "found": _bound_by_trial(X, y, target + 1e-4 * axes[:, 1], target)},
        "best": {"learning_rate": best, "factor": 1 - best * low, "overshoot": best * high - 1},
        "slow_factor": 1 - rates[0] * low,
        "no_overshoot": 1 / high,
        "measured": {"rates": grid, "factors": factors},
        "theory": {"rates": fine, "factors": _theory(fine, low, high)},
        "largest_error": np.abs(np.array(factors) - _theory(grid, low, high)).max(),
        "cycle": {"weights": cycle[:2], "closes": bool(np.abs(cycle[2] - cycle[0]).max() < 1e-9)},
        "wild": {
            "learning_rate": WILD,
            "epochs": len(wild) - 1,
            "bound": int(np.ceil(np.abs(wild).max() / 100) * 100),  # the path itself is chaotic
        },
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
    figure.set_size_inches(ink.WIDTH, 5.9)
    above, below = figure.subplots(2, height_ratios=(1.15, 1))
    epochs = range(numbers["epochs"] + 1)
    for excess, role, dashes in zip(numbers["excess"], _descent.ROLES, ink.DASHES, strict=False):
        above.plot(epochs, excess, color=role, linestyle="-" if role == ink.SECOND else dashes, linewidth=1.8)
    slow, best, far, beyond = numbers["rates"]
    labels = (
        (99, 3e-5, f"{slow:g}: too small", "right"), (18, 3e-13, f"{best:.1f}: the best", "left"),
        (46, 3e-7, f"{far:g}: overshoots, arrives", "left"), (99, 0.3, f"{beyond:g}: never arrives", "right"),
    )  # fmt: skip
    for (x, height, label, side), role in zip(labels, _descent.ROLES, strict=True):
        above.text(x, height, label, color=role, ha=side, va="bottom")
    above.set(yscale="log", xlim=(0, EPOCHS), ylim=(1e-13, 20), yticks=(1, 1e-4, 1e-8, 1e-12))
    above.set(xlabel="Epochs", ylabel="Loss above minimum")
    above.grid(True, axis="y")
    bound, theory, measured = numbers["bound"]["formula"], numbers["theory"], numbers["measured"]
    below.axhline(1, **ink.guide())
    below.axvline(bound, color=ink.THIRD, linewidth=1.6, linestyle=ink.DASHES[2])
    below.plot(theory["rates"], theory["factors"], color=ink.EXACT, linewidth=1.3)
    below.plot(measured["rates"], measured["factors"], color=ink.FIRST, marker="o", markersize=6, linestyle="none")
    below.text(bound - 0.2, 0.06, f"2 / κ = {bound:.2f}", color=ink.THIRD, ha="right", va="bottom")
    below.set(xlim=(0, 15), ylim=(0, 1.35), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    below.set(xlabel="Learning rate", ylabel="Factor per epoch")
