"""Confidently wrong: cross-entropy pulls a saturated unit back, squared error hardly touches it."""

import numpy as np

from experiments._shared import o_rings, training
from experiments.parts import _descent
from press import ink
from smallest_network import network
from smallest_network.logistic import expit
from smallest_network.optimizers import Adam, GradientDescent

CAPTION = (
    "Above: the weight of standardised temperature on the O-ring data, trained on either loss from a start whose sign "
    "is wrong<span class=still>, {start:g}</span>; all launches at once, at rate {learning_rate:g}. Below: how steeply "
    "the loss of a launch<span class=still> with distress (y = 1)</span> changes with its score η, sign left out. The "
    "table counts the epochs until the sign is right for good, from other starts too."
)
ALT = (
    "Above, over the epochs on a logarithmic axis: with cross-entropy the weight falls to {entropy[end]:.2f} within a few "
    "dozen epochs; with squared error it stays at the start for thousands before it falls. Below: at a score of minus six "
    "the slope of cross-entropy is {entropy[slope]:.3f}, that of squared error {squared[slope]:.4f}, and further left it "
    "vanishes."
)
TABLE = {
    "Weight at the start": "{start:.0f}",
    "Epochs, cross-entropy": "{entropy:,d}",
    "Epochs, squared error": "{squared:,d}",
}
EPOCHS = 10_000
START, STARTS = 12.0, (1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
GOLDEN, DECADES = (0.5, 3.75, START, 14.0), (1, 10, 100, 1000, EPOCHS)  # starts and epochs of the live figure
RATES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0)  # of which either loss has its best
TRIED = 2000  # epochs at each of them, and of Adam
DESCENT, ADAM = GradientDescent(1.0), Adam(0.1)
NAMES = {"entropy": "cross-entropy", "squared": "squared error"}


def measure():
    X, y = o_rings.standardised()
    best, _, _ = _descent.minimum(X, y)
    eta, at, shown = np.linspace(-8, 8, 161), expit(-6.0), training.log_epochs(1, EPOCHS, 120)
    layers = _at(STARTS)
    drawn = STARTS.index(START)
    found: dict[str, dict] = {}
    needed = {}
    for name, loss in NAMES.items():
        paths = _paths(X, y, layers, loss)
        (gradient,) = network.gradient(X[:, :1], y, layers, loss=loss)
        slope = network.LOSSES[loss].slope
        needed[name] = [_turned(path) for path in paths.T]
        found[name] = {
            "slopes": np.abs(slope(1.0, expit(eta))),
            "slope": abs(slope(1.0, at)),
            "path": paths[shown, drawn],
            "gradient": abs(gradient[drawn, 0, 0]),
            "needed": needed[name][drawn],
            "end": paths[-1, drawn],
        }
    return {
        "eta": eta,
        "epochs": shown,
        **found,
        "rows": [
            {"start": start, "entropy": entropy, "squared": squared}
            for start, entropy, squared in zip(STARTS, *needed.values(), strict=True)
        ],
        "factor_at_six": at * (1 - at),
        "start": START,
        "learning_rate": DESCENT.learning_rate,
        "rates_text": ", ".join(f"{rate:g}" for rate in RATES[:-1]) + f" and {RATES[-1]:g}",
        "best": {name: _best(X, y, loss, found[name]["end"]) for name, loss in NAMES.items()},
        "adam": {
            "learning_rate": ADAM.learning_rate,
            **{name: _turned(_paths(X, y, _at([START]), loss, ADAM, TRIED)[:, 0]) for name, loss in NAMES.items()},
        },
        "gradient_ratio": found["entropy"]["gradient"] / found["squared"]["gradient"],
        "glm": best[0],
        "spread": o_rings.scale()[1],  # °F
        "X": X[:, 0],
        "y": y,
        "golden": [_golden(X, y, start) for start in GOLDEN],
    }


def _at(starts):
    """The layers of units that start at these weights, with no bias."""
    return (np.array([[[start], [0.0]] for start in starts]),)


def _paths(X, y, layers, loss, optimizer=DESCENT, last=EPOCHS):
    """The weight of each unit after every epoch, (last + 1, starts)."""
    settings = {"optimizer": optimizer, "epochs": range(last + 1), "loss": loss}
    return np.array([weights[:, 0, 0] for (weights,) in network.path(X[:, :1], y, layers, **settings)])


def _turned(path):
    """The first epoch after which the sign is right for good."""
    return int(np.flatnonzero(path >= 0)[-1]) + 1


def _best(X, y, loss, end):
    """The rate that turns the sign first, of those with which the weight comes to rest where it does at rate 1."""
    needed = {}
    for rate in RATES:
        path = _paths(X, y, _at([START]), loss, GradientDescent(rate), TRIED)[:, 0]
        if np.abs(path[-2:] - end).max() < 1e-6:
            needed[rate] = _turned(path)
    best = min(needed, key=lambda rate: needed[rate])
    return {"learning_rate": best, "epochs": needed[best]}


def _golden(X, y, start):
    """What the live figure must answer for this start."""
    paths = {name: _paths(X, y, _at([start]), loss)[:, 0] for name, loss in NAMES.items()}
    return {
        "state": {"start": start},
        "answer": {name: {"decades": path[list(DECADES)], "needed": _turned(path)} for name, path in paths.items()},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.8)
    learning, pull = figure.subplots(2)
    for name, role, dashes in zip(NAMES, (ink.FIRST, ink.SECOND), ink.DASHES, strict=False):
        pull.plot(numbers["eta"], numbers[name]["slopes"], color=role, linestyle=dashes)
        learning.plot(numbers["epochs"], numbers[name]["path"], color=role, linestyle=dashes)
    pull.text(-3.2, 1.02, "cross-entropy: 1 − μ", color=ink.FIRST, ha="left", va="bottom")
    pull.text(2.1, 0.34, "squared error:\n2 μ (1 − μ)²", color=ink.SECOND, ha="left", va="center")
    pull.set(xlim=(-8, 8), ylim=(-0.03, 1.2), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    pull.set(xlabel="Score η of a launch with distress", ylabel="Size of the slope")
    learning.axhline(0, **ink.guide())
    learning.text(8, 1.2, "cross-entropy", color=ink.FIRST, ha="right", va="center")
    learning.text(100, 12.3, "squared error", color=ink.SECOND, ha="left", va="bottom")
    learning.set(xscale="log", xlim=(1, EPOCHS), ylim=(-4, 14.5), yticks=(0, 4, 8, 12))
    learning.set_xticks([1, 10, 100, 1000, 10_000])
    learning.xaxis.set_major_formatter("{x:,.0f}")
    learning.set(xlabel="Epochs")
    learning.set_ylabel("Weight of temperature\n(standardised)", linespacing=1.3)
