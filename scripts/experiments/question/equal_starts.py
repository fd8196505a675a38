"""Hidden units that start equal stay equal for ever; a difference grows, however small."""

import numpy as np

from experiments._shared import training
from experiments.question import _tasks
from press import ink
from smallest_network import datasets, network
from smallest_network.optimizers import GradientDescent

CAPTION = (
    "Largest difference between the weights of four hidden units on XOR, all weights starting at {start:g} plus "
    "noise<span class=still> of the size shown at the left</span> (one draw, scaled), under gradient descent at rate "
    "{learning_rate:g}. Without noise<span class=still> (bottom)</span> it is exactly 0: "
    "at {equal[stops]} of the {stops} epochs looked at, the four units are equal to the last bit."
)
ALT = (
    "On logarithmic axes three lines, from noise of 10 to the power of -2, -5 and -8, stay level at first, then "
    "rise steeply, and then slowly; a fourth, at the bottom, is marked as exactly zero throughout."
)
START, NOISES, EPOCHS, RATE = 0.5, (1e-2, 1e-5, 1e-8), 10_000, 2.0
NONE = -9  # the power of ten that stands for no noise in the live figure


def measure():
    X, y = datasets.xor()
    base = tuple(np.full(shape, START) for shape in ((3, 4), (5, 1)))
    starts = [base]
    for noise in NOISES:
        drawn = network.initialize((2, 4, 1), rng=np.random.default_rng(1), scale=noise)
        starts.append(tuple(part + more for part, more in zip(base, drawn, strict=True)))
    epochs = training.log_epochs(10, EPOCHS, 60)
    path = network.path(X, y, network.stack(starts), optimizer=GradientDescent(RATE), epochs=epochs)
    spreads = np.array([spread(layers) for layers in path])
    final = network.predict_proba(X, path[-1])
    # Rounding noise is 1e-16 of the weights: beside differences of 1e-8 it touches the ninth digit, so keep five.
    spreads = np.array([[float(f"{value:.5g}") for value in row] for row in spreads])
    shape = network.initialize((2, 4, 1), rng=np.random.default_rng(1), scale=1.0)
    growth = spreads[-1, 1:] / spreads[0, 1:]
    return {
        "start": START,
        "noises": NOISES,
        "epochs": epochs,
        "last": epochs[-1],
        "learning_rate": RATE,
        "spreads": spreads.T,
        "stops": len(epochs),
        "equal": {"stops": int((spreads[:, 0] == 0).sum()), "p": final[0]},
        "growth": {"by_noise": growth, "small": round(float(growth[-1]), -3)},
        "solved": _tasks.solved(X, y, path[-1]) == len(y),
        "reference": reference(),
        "X": X,
        "y": y,
        "shape": {"hidden": shape[0], "output": shape[1][:, 0]},
        "none": NONE,
        "golden": [_golden(X, y, base, shape, *state, epochs) for state in ((-2, 40), (-3, 25), (-1, 59), (NONE, 59))],
    }


def _golden(X, y, base, shape, power, stop, epochs):
    """What the live figure must answer at a stop, where noise of this shape and 10 to this power was added."""
    noise = 0.0 if power == NONE else 10.0**power
    start = tuple(part + noise * more for part, more in zip(base, shape, strict=True))
    layers = network.train(X, y, start, optimizer=GradientDescent(RATE), epochs=epochs[stop])
    mu = network.predict_proba(X, layers)
    answer = {"spread": spread(layers), "mu": mu, "right": int(((mu >= 0.5) == y).sum())}
    return {"state": {"noise": power, "stop": stop}, "answer": answer}


def spread(layers):
    """Largest difference, over input weights, biases and output weights, between a network's hidden units."""
    hidden, output = layers
    nodes = np.concatenate([hidden, np.swapaxes(output[..., :-1, :], -1, -2)], axis=-2)
    return (nodes.max(axis=-1) - nodes.min(axis=-1)).max(axis=-1)


def reference():
    """Trained as XOR is elsewhere in the post: from equal units, and from units whose output weights differ."""
    X, y = datasets.xor()
    hidden, output = np.full((3, 4), START), np.full((5, 1), START)
    layers = _tasks.descend(X, y, (hidden, output), **_tasks.XOR)
    apart = _tasks.descend(X, y, (hidden, np.array([[-1.0], [-0.5], [0.5], [1.0], [0.5]])), **_tasks.XOR)
    return {
        "spread": spread(layers),
        "bits_equal": len({column.tobytes() for column in layers[0].T}) == 1,
        "if_output_differs": {"spread": spread(apart), "right": _tasks.solved(X, y, apart)},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.7)
    axes = figure.add_subplot()
    floor = 1e-10
    for noise, values, colour, dashes in zip(
        numbers["noises"], numbers["spreads"][1:], (ink.FIRST, ink.FOURTH, ink.THIRD), ink.DASHES, strict=False
    ):
        axes.plot(numbers["epochs"], values, color=colour, linestyle=dashes)
        power = f"$10^{{{round(np.log10(noise))}}}$".replace("-", "−")
        axes.text(12, values[0] * 2.2, f"noise {power}", color=colour, ha="left", va="bottom")
    axes.plot([numbers["epochs"][0], numbers["epochs"][-1]], [floor, floor], **ink.NEURON)
    axes.text(12, floor * 3, "no noise: exactly 0", color=ink.neuron_text(), ha="left", va="bottom")
    axes.set(xscale="log", yscale="log", xlim=(10, numbers["last"]), ylim=(floor / 2, 200))
    axes.set_yticks([1, 1e-3, 1e-6, 1e-9])
    axes.set_xticks([10, 100, 1000, 10_000])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(True, axis="y")
    axes.set(xlabel="Epochs", ylabel="Difference between the units")
