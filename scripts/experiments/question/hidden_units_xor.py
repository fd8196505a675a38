"""Four hidden nodes on XOR, each drawn as the logistic regression it is, and the output node's combination."""

import numpy as np

from press import ink
from press.numerals import signed
from smallest_network import datasets, network
from smallest_network.logistic import log_loss
from smallest_network.optimizers import GradientDescent

CAPTION = (
    "Shading: each node's output, class 0's colour at 0, class 1's at 1; lines: where it is ½ (below, dashed for the "
    "hidden nodes). With each node stands the weight that the output node gives it. No node alone gets all four points "
    "right; together they do, with probabilities {p[0]:.3f}, {p[1]:.3f}, {p[2]:.3f} and {p[3]:.3f}."
)
ALT = (
    "Four small squares, one for each hidden node, each with one straight line, shading on its two sides and the four "
    "corners of XOR; the output weights are {weights[0]:.1f}, {weights[1]:.1f}, {weights[2]:.1f} and {weights[3]:.1f}. "
    "Below, large, the output node: a band across the square separates the two corners of class 1 from the other two."
)
SEED, RATE, EPOCHS = 3, 0.5, 5000
GRID = 81


def measure():
    X, y = datasets.xor()
    start = network.initialize((2, 4, 1), rng=np.random.default_rng(SEED))
    layers = network.train(X, y, start, optimizer=GradientDescent(RATE), epochs=EPOCHS)
    limits = ((-0.5, 1.5), (-0.5, 1.5))
    return {**describe(X, y, layers, limits), "learning_rate": RATE, "epochs": EPOCHS}


def describe(X, y, layers, limits):
    """What is drawn of a network with four hidden nodes, and how often each of its parts is right."""
    hidden, output = layers
    computed = network.forward(X, layers)
    etas, mu = computed.etas[0], computed.mu
    alone = [max(share := ((eta > 0) == y).mean(), 1 - share) for eta in etas.T]
    return {
        "X": X,
        "y": y,
        "n": len(y),
        "limits": limits,
        "hidden": hidden,
        "weights": output[:4, 0],
        "bias": output[4, 0],
        "score": score(layers, limits),
        "p": mu,
        "alone": alone,
        "best_alone": max(alone),
        "together": ((mu >= 0.5) == y).mean(),
        "loss": log_loss(y, computed.etas[1][:, 0]).mean(),
    }


def score(layers, limits, activation="logistic"):
    """η of the output node on a grid, rounded to what a picture can show."""
    x1, x2 = (np.linspace(low, high, GRID) for low, high in limits)
    grid = np.stack(np.meshgrid(x1, x2), axis=-1).reshape(-1, 2)
    return network.forward(grid, layers, activation=activation).etas[-1].reshape(GRID, GRID).round(3)


def draw(figure, numbers):
    figure.set_size_inches(5.2, 8.6)
    nodes_and_output(figure, numbers, frame, heights=(1, 1, 1.85), sizes=(9, 12))


def nodes_and_output(figure, numbers, frame, *, heights, sizes):
    """A panel for each hidden node and a large one for the output node, in axes that `frame` has prepared."""
    grid = figure.add_gridspec(3, 2, height_ratios=heights)
    for number, weight in enumerate(numbers["weights"]):
        axes = frame(figure.add_subplot(grid[number // 2, number % 2]), numbers)
        column = [row[number] for row in numbers["hidden"]]
        ink.shade_neuron(axes, column)
        ink.points(axes, numbers["X"], numbers["y"], size=sizes[0])
        ink.line(axes, column, **ink.GLM, zorder=5)
        axes.set_title(f"Node {number + 1}, weight {signed(weight, '.1f')}")
    axes = frame(figure.add_subplot(grid[2, :]), numbers)
    combination(axes, numbers, size=sizes[1])
    axes.set(title="Output node", xlabel="Input 1", ylabel="Input 2")


def frame(axes, numbers):
    """Axes for the four corners."""
    axes = ink.square(axes)
    axes.grid(False)
    axes.set(xlabel="", ylabel="")
    return axes


def combination(axes, numbers, *, size):
    """The network's probability as shading, its ½ as a thick line, the hidden nodes' lines thin."""
    (left, right), (low, high) = numbers["limits"]
    x1, x2 = np.linspace(left, right, GRID), np.linspace(low, high, GRID)
    ink.shade(axes, x1, x2, np.array(numbers["score"]))
    for column in zip(*numbers["hidden"], strict=True):
        ink.line(axes, column, **ink.GLM | {"linewidth": 1.0, "linestyle": ink.DASHES[1]})
    axes.contour(x1, x2, numbers["score"], levels=[0], colors=[ink.NEURON["color"]], linewidths=3.5)
    ink.points(axes, numbers["X"], numbers["y"], size=size)
