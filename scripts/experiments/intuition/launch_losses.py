"""The loss of every launch under two curves: one that ignores the temperature, and the fitted one."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets
from smallest_network.logistic import expit, log_loss, logit

CAPTION = (
    "A bar for every launch, from the coldest to the warmest: squares stand under launches with distress, circles "
    "under those without. The flat curve gives every launch a probability of {n_distress} in {n}, and its bars add up "
    "to {flat[total]:.2f}<span class=still>; those of the fitted curve to {fitted[total]:.2f}. Dashes show how high "
    "the bars of the other curve are</span>."
)
ALT = (
    "Two rows of {n} bars. Above, all bars for launches with distress are equally high, {flat[distress]:.2f}, and all others "
    "equally low, {flat[clear]:.2f}. Below, most bars are shorter, those of the coldest launches much shorter; but "
    "{worse} are taller, most of all those of three launches with distress, two at {warm[0]:.0f} and one at {warm[2]:.0f} °F; "
    "the tallest is {tallest[loss]:.2f}."
)


def measure():
    temperature, distress = datasets.o_ring()
    order = np.lexsort((-distress, temperature[:, 0]))
    temperature, distress = temperature[order, 0], distress[order]
    slope, intercept = o_rings.fitted().coefficients
    share = distress.mean()
    flat = log_loss(distress, np.full(len(distress), logit(share)))
    fitted = log_loss(distress, slope * temperature + intercept)
    worse = fitted > flat
    mean, _ = o_rings.scale()
    curves = {  # score at the mean temperature, slope
        "flat": (logit(share), 0.0),
        "fitted": (intercept + slope * mean, slope),
        "too steep": (-1.0, -0.6),
        "upside down": (0.5, 0.2),
    }
    coldest, tallest = 0, int(fitted.argmax())
    return {
        "temperature": temperature,
        "distress": distress,
        "n": len(distress),
        "n_distress": int(distress.sum()),
        "share": share,
        "flat": {"losses": flat, "total": flat.sum(), "distress": -np.log(share), "clear": -np.log(1 - share)},
        "fitted": {"losses": fitted, "total": fitted.sum()},
        "worse": int(worse.sum()),
        "warm": temperature[worse & (distress == 1)],
        "coldest": _one(coldest, temperature, distress, fitted, slope, intercept),
        "tallest": _one(tallest, temperature, distress, fitted, slope, intercept),
        "times": np.exp(flat.sum() - fitted.sum()),
        "mean": mean,
        "curves": {name: {"intercept": level, "slope": turn} for name, (level, turn) in curves.items()},
        "golden": [_golden(temperature - mean, distress, *curve) for curve in curves.values()],
    }


def _golden(centred, distress, intercept, slope):
    """What the live figure must answer when the reader has moved the curve there."""
    losses = log_loss(distress, intercept + slope * centred)
    return {"state": {"intercept": intercept, "slope": slope}, "answer": {"losses": losses, "total": losses.sum()}}


def _one(row, temperature, distress, losses, slope, intercept):
    """One launch: its temperature, the probability of distress there, the one given to what happened, and the loss."""
    mu = expit(slope * temperature[row] + intercept)
    given = mu if distress[row] else 1 - mu
    return {"temperature": temperature[row], "mu": mu, "given": given, "loss": losses[row]}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 4.8)
    above, below = figure.subplots(2, sharex=True, sharey=True)
    temperature, distress = np.array(numbers["temperature"]), np.array(numbers["distress"])
    # Side by side; a gap wherever it gets warmer.
    place = np.arange(len(temperature)) + 0.6 * np.cumsum(np.diff(temperature, prepend=temperature[0]) > 0)
    for axes, curve, name in ((above, "flat", "Flat curve"), (below, "fitted", "Fitted curve")):
        losses = np.array(numbers[curve]["losses"])
        for label, role in enumerate(ink.CLASSES):
            some = distress == label
            axes.bar(place[some], losses[some], width=0.86, color=role["color"])
            axes.plot(place[some], np.full(some.sum(), -0.17), linestyle="none", markersize=5, **role)
        axes.set_title(f"{name}: {numbers[curve]['total']:.2f} in all")
        axes.set(ylim=(-0.3, 2.6), yticks=(0, 1, 2), ylabel="Loss")
        axes.grid(True, axis="y")
    below.hlines(numbers["flat"]["losses"], place - 0.43, place + 0.43, color=ink.colour("text.color"), linewidth=1.4)
    below.set(xlim=(place[0] - 1, place[-1] + 1), xlabel="Temperature at launch (°F)")
    named = [53, 57, 63, 67, 70, 73, 76, 81]
    below.set_xticks([place[temperature == t].mean() for t in named], [str(t) for t in named])
