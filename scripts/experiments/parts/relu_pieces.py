"""A ReLU network's score is a chain of straight pieces, with a joint wherever a hidden unit switches on."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets, network
from smallest_network.optimizers import Adam

CAPTION = (
    "The score on the O-ring data: logistic regression, straight; and a network with {units} hidden ReLU units, "
    "trained from one start on standardised temperature for {epochs:,d} epochs by the optimiser Adam at rate "
    "{learning_rate:g}, with joints at {joints_text}; the third unit bends at {outside:.1f} °F, outside the drawing. "
    "Between the joints the network's log-odds are straight, as those of a logistic regression are."
)
ALT = (
    "The score over temperature. Logistic regression falls along a straight line. The network's score is a chain of "
    "{pieces} straight pieces of different steepness, with a dot at every joint."
)
UNITS, EPOCHS, RATE = 3, 1000, 0.02
LOW, HIGH = 50.0, 82.0  # °F: the warmest launch was at 81


def measure():
    temperature, distress = datasets.o_ring()
    mean, spread = o_rings.scale()
    X = (temperature - mean) / spread
    start = network.initialize((1, UNITS, 1), rng=np.random.default_rng(4))
    layers = network.train(X, distress, start, optimizer=Adam(RATE), epochs=EPOCHS, activation="relu")
    first, _ = layers
    bends = np.sort(mean - first[1] / first[0] * spread)
    inside = (bends > LOW) & (bends < HIGH)
    joints, (outside,) = bends[inside], bends[~inside]
    ends = np.concatenate([[LOW], joints, [HIGH]])
    scores = _score(ends, mean, spread, layers)
    slope, intercept = o_rings.fitted().coefficients
    middle = (ends[:-1] + ends[1:]) / 2
    bend = np.abs(_score(middle, mean, spread, layers) - (scores[:-1] + scores[1:]) / 2).max()
    return {
        "units": UNITS,
        "epochs": EPOCHS,
        "learning_rate": RATE,
        "joints": joints,
        "joints_text": " and ".join(f"{joint:.1f} °F" for joint in joints),
        "outside": outside,
        "pieces": len(ends) - 1,
        "ends": ends,
        "scores": scores,
        "last": {"joint": joints[-1], "slope": (scores[-1] - scores[-2]) / (ends[-1] - ends[-2])},
        "straight": bool(bend < 1e-12),
        "glm": {"scores": slope * np.array([LOW, HIGH]) + intercept, "at_79": slope * 79 + intercept},
    }


def _score(degrees, mean, spread, layers):
    return network.forward((degrees[:, None] - mean) / spread, layers, activation="relu").etas[-1][:, 0]


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.6)
    axes = figure.add_subplot()
    axes.axhline(0, **ink.guide())
    axes.plot([LOW, HIGH], numbers["glm"]["scores"], **ink.GLM)
    axes.plot(numbers["ends"], numbers["scores"], color=ink.THIRD, linewidth=2.6)
    axes.plot(numbers["joints"], numbers["scores"][1:-1], color=ink.THIRD, marker="o", markersize=7, linestyle="none")
    ink.pointer(axes, "logistic regression", (79, numbers["glm"]["at_79"]), (77.9, 2.2), ha="center")
    axes.text(76.7, -9, "ReLU network", color=ink.THIRD, ha="right", va="center")
    axes.set(xlim=(LOW, HIGH), ylim=(-18.5, 4.5), yticks=(-16, -12, -8, -4, 0, 4))
    axes.set(xlabel="Temperature at launch (°F)", ylabel="Score η")
