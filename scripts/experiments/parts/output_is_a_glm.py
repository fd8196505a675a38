"""The output unit of a trained network, and a logistic regression on what its hidden layer puts out."""

import numpy as np

from experiments._shared import noisy_xor
from press import ink
from press.numerals import DIGITS, plain
from smallest_network import datasets, glm, network

CAPTION = (
    "First: {n} points scattered around the corners of XOR; the colour is the network's probability; solid: where "
    "that is ½; dashed: where a hidden unit puts out ½. Then: the same points as the output unit sees them, by the "
    "two hidden outputs. There its boundary is a straight line (thick), and the GLM's "
    "(thin) lies on it. One start of the network, one draw of the points."
)
ALT = (
    "First: two classes at opposite corners of a square, and a band of class 0 between two parallel boundaries. "
    "Then: the same points in the plane of the two hidden outputs, folded onto two edges of a square, class 0 about "
    "the corner where they meet and class 1 at the far ends. The output unit's thick grey line and the GLM's thin "
    "line cut that corner off, one on the other."
)
TABLE = {
    "Quantity": "{name}",
    "Output unit, trained": "{trained:.6f}",
    "Then alone": "{frozen:.10f}",
    "GLM": "{glm:.10f}",
}
STOPS, FROZEN = (30, 100, 300, 1000, 3000, 10_000), 1000  # epochs
LIMITS, GRID = (-0.95, 1.95), 121


def measure():
    X, y = noisy_xor.learnt()
    stages = []
    for epochs, layers in zip(STOPS, noisy_xor.trained(2, STOPS), strict=True):
        hidden = network.forward(X, layers).outputs[0]
        fitted = glm.fit(datasets.with_bias(hidden), y, tol=1e-14, max_iter=50)
        unit, mu = layers[1][:, 0], network.predict_proba(X, layers)
        stages.append(
            {
                "epochs": epochs,
                "loss": network.mean_loss(X, y, layers),
                "glm_loss": fitted.deviance / 2 / len(y),
                "coefficients": np.abs(unit / fitted.coefficients - 1).max(),
                "probabilities": np.abs(mu - fitted.fitted).max(),
            }
        )
    # the last stage once more, now with the hidden layer frozen: a network of one layer, fed with its outputs
    (unit_frozen,) = network.train(hidden, y, (layers[1],), optimizer=noisy_xor.DESCENT, epochs=FROZEN)
    corners, _ = datasets.xor()
    of_corners = network.forward(corners, layers).outputs[0]
    names = ["Weight of hidden unit 1", "Weight of hidden unit 2", "Bias"]
    names += [f"Probability at ({first:.0f}, {second:.0f})" for first, second in corners]
    columns = (
        np.concatenate([unit, network.predict_proba(corners, layers)]),
        np.concatenate([unit_frozen[:, 0], network.predict_proba(of_corners, (unit_frozen,))]),
        np.concatenate([fitted.coefficients, fitted.predict_proba(datasets.with_bias(of_corners))]),
    )
    rows = [
        {"name": name, "trained": of_unit, "frozen": of_frozen, "glm": of_glm, "last": STOPS[-1]}
        for name, of_unit, of_frozen, of_glm in zip(names, *columns, strict=True)
    ]
    apart = np.abs(columns[1] / columns[2] - 1).max()
    side = np.linspace(*LIMITS, GRID)
    plane = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    score = network.forward(plane, plain(layers)).etas[-1]  # of the weights as they are kept
    return {
        "X": X.round(4),
        "y": y,
        "n": len(y),
        "noise": noisy_xor.NOISE,
        "layers": layers,
        "score": score.reshape(GRID, GRID),
        "hidden": hidden.round(4),
        "glm": fitted.coefficients,
        "unit": unit,
        "rows": rows,
        "stages": stages,
        "digits_equal": min(DIGITS, int(-np.log10(max(apart, 1e-12)))),
        "frozen_epochs": FROZEN,
        "learning_rate": noisy_xor.DESCENT.learning_rate,
        "momentum": noisy_xor.DESCENT.momentum,
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 9.0)
    _planes(figure.subplots(2), numbers)


def draw_wide(figure, numbers):
    figure.set_size_inches(ink.WIDE, 4.2)
    _planes(figure.subplots(1, 2), numbers)


def _planes(panels, numbers):
    above, below = panels
    X, y = np.array(numbers["X"]), np.array(numbers["y"])
    first = np.array(numbers["layers"][0])
    above.set(xlim=LIMITS, ylim=LIMITS, aspect="equal")
    side = np.linspace(*LIMITS, GRID)
    ink.shade(above, side, side, np.array(numbers["score"]))
    above.contour(side, side, numbers["score"], levels=[0], colors=[ink.colour("text.color")], linewidths=1.4, zorder=2)
    for unit in range(2):
        ink.line(above, first[:, unit], color=ink.THIRD, linewidth=1.6, linestyle=ink.DASHES[1])
    ink.points(above, X, y, size=3.5, alpha=0.75)
    above.set(xlabel="Input 1", ylabel="Input 2", xticks=(0, 1), yticks=(0, 1))
    below.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), aspect="equal")
    ink.points(below, numbers["hidden"], y, size=3.5, alpha=0.75)
    ink.line(below, numbers["unit"], **ink.NEURON | {"zorder": 5})
    ink.line(below, numbers["glm"], **ink.GLM | {"zorder": 6})
    below.set(
        xlabel="Output of hidden unit 1", ylabel="Output of hidden unit 2", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1)
    )
    below.text(0.69, 0.27, "output unit (thick)\nand GLM (thin)", ha="right", va="center")
    below.text(0.02, 0.05, "class 1", color=ink.CLASS_1, ha="left", va="center")
    below.text(0.97, 0.97, "class 1", color=ink.CLASS_1, ha="right", va="center")
    below.text(0.96, 0.06, "class 0", color=ink.CLASS_0, ha="right", va="center")
    for axis in (below.xaxis, below.yaxis):
        axis.set_ticklabels(["0", "½", "1"])
