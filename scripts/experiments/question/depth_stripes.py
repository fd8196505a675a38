"""Nine stripes that three layers can hold and one with as many parameters cannot; to learn them is another matter."""

import numpy as np

from experiments._shared import training
from press import ink
from smallest_network import network
from smallest_network.optimizers import Adam

CAPTION = (
    "ReLU units. Above: the score η of a network of three layers of two, its {built[parameters]} weights set by hand; every "
    "layer folds the line once more, and all {n} points are right. Below: the share right of {seeds} trained "
    "networks a row (grey: median) after {epochs} epochs of Adam at rate {learning_rate:g}, from random starts of "
    "standard deviation √(2 / inputs of the layer) but for the third row. One layer of six has {wide[parameters]} "
    "parameters too, one of 24 has {wider[parameters]}."
)
ALT = (
    "Above, a zigzag of four equal peaks over the inputs from -1 to 1, crossing zero {changes} times, with circles and "
    "squares in {stripes} alternating stripes. Below, rows of dots between ½ and 1: one layer of six units, median "
    "{wide[median]:.2f}, best {wide[best]:.2f}; three layers of two, median {deep[median]:.2f}, best {deep[best]:.2f}; "
    "three layers of two that start near the weights set by hand, median {near[median]:.2f}; one layer of 24 units, "
    "median {wider[median]:.2f}, best {wider[best]:.2f}."
)
TOLERANCE = (
    0.1,
    "in long trainings of deep networks a difference in the last bit grows until it decides which points end up right",
)
SEEDS, N, EPOCHS, RATE, NEAR = 50, 128, 800, 0.02, 0.05
WIDE, DEEP, WIDER = (1, 6, 1), (1, 2, 2, 2, 1), (1, 24, 1)


def stripes():
    """N points from -1 to 1 in nine stripes; class 1 where a tent map, three times on (x + 1) / 2, is above ½."""
    x = (2 * np.arange(N) + 1) / N - 1
    height = (x + 1) / 2
    for _ in range(3):
        height = 1 - np.abs(2 * height - 1)
    return x[:, None], (height > 0.5).astype(float)


def by_hand(steepness=8.0):
    """Layers that compute the tent map three times: tent(t) = 2 relu(t) - 4 relu(t - ½) for t from 0 to 1."""
    first = np.array([[0.5, 0.5], [0.5, 0.0]])  # t and t - ½ for t = (x + 1) / 2
    again = np.array([[2.0, 2.0], [-4.0, -4.0], [0.0, -0.5]])
    last = steepness * np.array([[2.0], [-4.0], [-0.5]])
    return first, again, again, last


def measure():
    X, y = stripes()
    built = by_hand()
    grid = np.linspace(-1, 1, N + 1)  # it holds the corners, which the points do not
    score = network.forward(grid[:, None], built, activation="relu").etas[-1][:, 0]
    starts = {
        "wide": _starts(WIDE),
        "deep": _starts(DEEP),
        "wider": _starts(WIDER),
        "near": tuple(
            layer * (1 + NEAR * np.random.default_rng(9 + number).normal(size=(SEEDS, *layer.shape)))
            for number, layer in enumerate(built)
        ),
    }
    found = {name: _learnt(X, y, layers) for name, layers in starts.items()}
    changes = int(np.abs(np.diff(y)).sum())
    found["near"]["percent"] = 100 * NEAR
    found["wide"] |= {"changes": WIDE[1] + 1, "bound": 1 - min(y[: N // 16].size, y[-(N // 16) :].size) / N}
    return {
        "x": X[:, 0],
        "y": y,
        "grid": grid,
        "score": score,
        "pieces": 1 + np.count_nonzero(np.abs(np.diff(score, 2)) > 1e-9),
        "built": {
            "right": ((network.predict_proba(X, built, activation="relu") >= 0.5) == y).mean(),
            "parameters": sum(layer.size for layer in built),
        },
        "n": len(y),
        "seeds": SEEDS,
        "epochs": EPOCHS,
        "learning_rate": RATE,
        "changes": changes,
        "stripes": changes + 1,
        **found,
        "spread": np.random.default_rng(2).uniform(-0.2, 0.2, size=SEEDS),  # of dots about their row, so that few hide
    }


def _starts(sizes):
    """`SEEDS` networks with He's scale, sqrt(2 / inputs), and biases of the same size."""
    return training.starts(sizes, SEEDS, scale=[np.sqrt(2 / inputs) for inputs in sizes[:-1]])


def _learnt(X, y, starts):
    """What training makes of many starts."""
    trained = network.train(X, y, starts, optimizer=Adam(RATE), epochs=EPOCHS, activation="relu")
    right = ((network.predict_proba(X, trained, activation="relu") >= 0.5) == y).mean(axis=-1)
    return {
        "shares": np.sort(right),
        "median": np.median(right),
        "best": right.max(),
        "perfect": int((right == 1).sum()),
        "parameters": sum(layer[0].size for layer in starts),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 6.0)
    above, below = figure.subplots(2, height_ratios=(1, 1.45))
    above.axhline(0, **ink.guide())
    above.plot(numbers["grid"], numbers["score"], color=ink.EXACT, linewidth=1.6)
    y = np.array(numbers["y"])
    ink.points(above, np.column_stack([numbers["x"], 5 * (2 * y - 1)]), y, size=2.8)
    above.set(xlim=(-1, 1), ylim=(-5.8, 5.8), xticks=(-1, -0.5, 0, 0.5, 1), yticks=(-4, 0, 4))
    above.set_xticklabels(["−1", "−½", "0", "½", "1"])
    above.set(xlabel="Input", ylabel="Score η")

    names = {
        "wide": "one layer of 6",
        "deep": "three layers of 2",
        "near": "three of 2, from\nnear the built one",
        "wider": "one layer of 24",
    }
    dots: dict = {"linestyle": "none", "marker": "o", "markersize": 3.2, "clip_on": False}
    dots |= {"color": ink.colour("text.color"), "alpha": 0.6, "markeredgewidth": 0}
    bound = numbers["wide"]["bound"]
    below.plot([bound, bound], [2.6, 3.62], color=ink.colour("text.color"), linestyle=ink.DASHES[1], linewidth=1.4)
    below.text(bound - 0.008, 3.62, "one layer of 6 can\nnever be further right", ha="right", va="top")
    for height, name in zip((3, 2, 1, 0), names, strict=True):
        below.plot(numbers[name]["shares"], height + np.array(numbers["spread"]), **dots)
        median = [numbers[name]["median"]] * 2
        below.plot(median, [height - 0.34, height + 0.34], **ink.NEURON, zorder=0, clip_on=False)
    below.set(xlim=(0.35, 1), ylim=(-0.5, 3.7), xlabel="Share of points right")
    below.set_yticks((3, 2, 1, 0), list(names.values()))
    below.tick_params(axis="y", length=0)
