"""A prior, a penalty and stopping early lead along nearly the same road, from no effect to the best fit."""

import numpy as np

from press import ink
from smallest_network import datasets, glm, neuron, penalised

CAPTION = (
    "The O-rings, temperature in tens of degrees from {zero:.0f} °F; slope and intercept are both penalised. Thick: "
    "the coefficients while gradient descent runs from 0; thin: ridge solutions as the penalty λ falls, which are "
    "the most probable coefficients under a normal prior of variance 1/λ. The two roads are never further apart than "
    "{roads_apart:.1%} of their length. Rings mark descent at times τ (learning rate times epochs) of {times_text}, "
    "crosses the ridge at λ = n/τ; of the way to the best fit, the last ring has gone {ring_gone:.0%} and the last "
    "cross {cross_gone:.0%}."
)
ALT = (
    "Contours of the loss around the best fit at slope {best[0]:.2f} and intercept {best[1]:.2f}. From the origin "
    "two curves run to it, a thick and a thin one, both first a little down and then up in a wide bend, the thin one "
    "on its inner side. Of seven rings on the thick curve each lies further along than its cross on the thin one."
)
ZERO = 60.0  # °F
TIMES = (1, 2, 4, 8, 16, 32, 64)
RATE = 0.01


def measure():
    temperature, distress = datasets.o_ring()
    X = datasets.with_bias((temperature - ZERO) / 10)
    best = glm.fit(X, distress, tol=1e-14).coefficients
    epochs = [0, *np.unique(np.geomspace(1, 200 / RATE, 150).astype(int))]
    stops = [round(time / RATE) for time in TIMES]
    path, rings = (
        neuron.path(neuron.train_batch, X, distress, weights=[0.0, 0.0], learning_rate=RATE, epochs=some)
        for some in (epochs, stops)
    )
    ridge, crosses = (
        np.array([penalised.ridge(X, distress, penalty=penalty) for penalty in penalties])
        for penalties in (np.geomspace(1e4, 1e-3, 150), len(distress) / np.array(TIMES))
    )
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    return {
        "X": X,
        "distress": distress,
        "zero": ZERO,
        "best": best,
        "descent": path,
        "ridge": ridge,
        "times": TIMES,
        "times_text": ", ".join(map(str, TIMES[:-1])) + f" and {TIMES[-1]}",
        "rings": rings,
        "crosses": crosses,
        "roads_apart": max(_distance(point, path) for point in ridge) / length,
        "ring_gone": np.linalg.norm(rings[-1]) / np.linalg.norm(best),
        "cross_gone": np.linalg.norm(crosses[-1]) / np.linalg.norm(best),
    }


def _distance(point, path):
    """From a point to the nearest place of a path of straight pieces."""
    path = path[np.r_[True, np.any(np.diff(path, axis=0), axis=1)]]
    starts, steps = path[:-1], np.diff(path, axis=0)
    share = np.clip(((point - starts) * steps).sum(axis=1) / (steps**2).sum(axis=1), 0, 1)
    return np.linalg.norm(starts + share[:, None] * steps - point, axis=1).min()


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 4.1)
    axes = figure.add_subplot()
    axes.set(xlim=(-2.9, 0.3), ylim=(-0.6, 1.7), aspect="equal", xlabel="Slope", ylabel="Intercept")
    ink.loss_surface(axes, numbers["X"], numbers["distress"], (0.445, 0.46, 0.48, 0.51, 0.55, 0.6, 0.65))
    axes.plot(*np.transpose(numbers["descent"]), **ink.NEURON)
    axes.plot(*np.transpose(numbers["ridge"]), **ink.GLM)
    axes.plot(*np.transpose(numbers["rings"]), "o", color=ink.FIRST, markerfacecolor="none", markersize=10)
    axes.plot(*np.transpose(numbers["crosses"]), "x", color=ink.SECOND, markeredgewidth=2)
    axes.plot(*numbers["best"], marker="*", markersize=13, color=ink.EXACT)
    axes.text(numbers["best"][0] - 0.1, numbers["best"][1] - 0.02, "best fit", ha="right", va="center")
    axes.text(0.04, 0.05, "start", ha="left", va="center")
    ink.pointer(axes, "descent, rings", numbers["rings"][3], (-1.2, -0.35), color=ink.FIRST)
    ink.pointer(axes, "ridge, crosses", numbers["crosses"][4], (-0.75, 0.62), color=ink.SECOND, ha="left")
