"""Confidently wrong: cross-entropy pulls a saturated unit back, squared error hardly touches it."""

import numpy as np

from experiments.parts.gradient_descent import minimum, standardised
from press import ink
from smallest_network import datasets, network
from smallest_network.logistic import expit
from smallest_network.optimizers import GradientDescent

CAPTION = (
    "Above: size of the slope of the loss of one observation of class 1 over its score η. Below: the weight of "
    "standardised temperature on the O-ring data, trained on either loss from a start of {start:g}, whose sign is "
    "wrong; batch descent at rate {learning_rate:g}."
)
ALT = (
    "Above: at a score of minus six the slope of cross-entropy is {slope_entropy:.3f}, that of squared error "
    "{slope_squared:.4f}, and further left it vanishes. Below, over the epochs on a logarithmic axis: with "
    "cross-entropy the weight falls to {end_entropy:.2f} within a few dozen epochs; with squared error it stays at "
    "the start for thousands before it falls."
)
EPOCHS = 10_000


def measure():
    X, y = standardised()
    best, _, _ = minimum(X, y)
    eta = np.linspace(-8, 8, 321)
    slopes = {name: np.abs(slope(1.0, expit(eta))) for name, (_, slope) in network.LOSSES.items()}
    at = expit(-6.0)
    start = 12.0
    layers = (np.array([[start], [0.0]]),)
    shown = np.unique(np.round(np.geomspace(1, EPOCHS, 120)).astype(int))
    paths, steepness, needed, ends = {}, {}, {}, {}
    for loss in network.LOSSES:
        settings = {"optimizer": GradientDescent(1.0), "epochs": range(EPOCHS + 1), "loss": loss}
        path = np.array([weights[0, 0] for (weights,) in network.path(X[:, :1], y, layers, **settings)])
        (steepest,) = network.gradient(X[:, :1], y, layers, loss=loss)
        paths[loss], steepness[loss] = path[shown], abs(steepest[0, 0])
        needed[loss], ends[loss] = int(np.flatnonzero(path >= 0)[-1]) + 1, path[-1]
    return {
        "eta": eta,
        "slopes": slopes,
        "slope_entropy": abs(at - 1),
        "slope_squared": 2 * (1 - at) ** 2 * at,
        "factor_at_six": at * (1 - at),
        "start": start,
        "learning_rate": 1.0,
        "epochs": shown,
        "paths": paths,
        "gradient_entropy": steepness["cross-entropy"],
        "gradient_squared": steepness["squared error"],
        "gradient_ratio": steepness["cross-entropy"] / steepness["squared error"],
        "needed_entropy": needed["cross-entropy"],
        "needed_squared": needed["squared error"],
        "end_entropy": ends["cross-entropy"],
        "end_squared": ends["squared error"],
        "glm": best[0],
        "spread": datasets.o_ring()[0].std(),  # °F
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.8)
    above, below = figure.subplots(2)
    roles = {"cross-entropy": ("C0", ink.DASHES[0]), "squared error": ("C1", ink.DASHES[1])}
    for loss, (role, dashes) in roles.items():
        above.plot(numbers["eta"], numbers["slopes"][loss], color=role, linestyle=dashes)
        below.plot(numbers["epochs"], numbers["paths"][loss], color=role, linestyle=dashes)
    above.text(-3.2, 1.02, "cross-entropy: 1 − μ", color="C0", ha="left", va="bottom")
    above.text(2.1, 0.34, "squared error:\n2 μ (1 − μ)²", color="C1", ha="left", va="center")
    above.set(xlim=(-8, 8), ylim=(-0.03, 1.2), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    above.set(xlabel="Score η of an observation with y = 1", ylabel="Size of the slope")
    below.axhline(0, **ink.guide())
    below.text(8, 1.2, "cross-entropy", color="C0", ha="right", va="center")
    below.text(100, 12.3, "squared error", color="C1", ha="left", va="bottom")
    below.set(xscale="log", xlim=(1, EPOCHS), ylim=(-4, 14.5), yticks=(0, 4, 8, 12))
    below.set_xticks([1, 10, 100, 1000, 10_000], ["1", "10", "100", "1,000", "10,000"])
    below.set(xlabel="Epochs")
    below.set_ylabel("Weight of temperature\n(standardised)", linespacing=1.3)
