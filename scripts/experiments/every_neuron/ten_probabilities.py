"""What ten softmax units say of an image, and what they say behind a hidden layer."""

import numpy as np

from experiments._shared import drawn
from experiments._shared.forms import forms
from experiments.every_neuron import _ten
from press import ink
from smallest_network import datasets, network

CAPTION = (
    "Probabilities of the ten digits. Grey: ten softmax units; outlined: the same behind {hidden} hidden units. One "
    "division and one start, and weights rounded to twentieths: of the {n_test:,} images that were held out, "
    "the first misread {errors[unit]} and the second {errors[net]}."
)
ALT = (
    "Three images of handwritten digits, each with ten pairs of bars. The first was written as {examples[0][digit]}, and "
    "both models are nearly sure of it. The second was written as {examples[1][digit]}: the softmax units say "
    "{read[1][unit][digit]}, those behind a hidden layer {read[1][net][digit]}. The third was written as "
    "{examples[2][digit]}: they say {read[2][unit][digit]} and {read[2][net][digit]}."
)
SHOWN = 3  # of the examples, in the still picture


def measure():
    images, labels = datasets.digits()
    form, rng = forms(labels), np.random.default_rng(5)
    held_out = rng.permutation(form.max() + 1)[: (form.max() + 1) // 3]
    test = np.flatnonzero(np.isin(form, held_out))
    parts = [_ten.divided(test, len(labels), rng)]
    inked = np.append(images[parts[0][0]].any(axis=0), True)[:, None]  # no training has changed what others have
    twentieths = {}
    for name, (hidden, epochs) in _ten.MODELS.items():
        layers = [layer[0] for layer in _ten.learn(images / 16, labels, parts, hidden, epochs, rng)]
        layers[0] = layers[0] * inked
        twentieths[name] = [np.round(20 * layer).astype(int) for layer in layers]
    mu = {name: _answer(images[test], layers) for name, layers in twentieths.items()}
    read = {name: of_one.argmax(axis=1) for name, of_one in mu.items()}
    examples = _examples(labels[test], read)
    moved = [*images[test][examples[:SHOWN]], np.zeros(64), np.full(64, 16)]
    return {
        "n_test": len(test),
        "hidden": _ten.HIDDEN,
        "errors": {name: int((of_one != labels[test]).sum()) for name, of_one in read.items()},
        "twentieths": twentieths,
        "examples": [{"image": images[test[row]].astype(int), "digit": labels[test[row]]} for row in examples],
        "read": [
            {name: {"digit": of_one[row].argmax(), "mu": of_one[row].max()} for name, of_one in mu.items()}
            for row in examples
        ],
        "golden": [
            {"state": drawn.state(image), "answer": {name: _answer([image], of)[0] for name, of in twentieths.items()}}
            for image in moved
        ],
    }


def _answer(images, twentieths):
    """Probabilities (n, 10) for images (n, 64) of whole numbers up to 16, from weights in twentieths."""
    return network.predict_proba(np.asarray(images) / 16, [layer / 20 for layer in twentieths])


def _examples(labels, read):
    """Rows of images: one that both models read; one that only the hidden layer reads, one that neither; others."""
    unit, net = (read[name] == labels for name in ("unit", "net"))
    kinds = (unit & net, ~unit & net, ~unit & ~net, unit & ~net, unit & net & (labels == 3), unit & net & (labels == 8))
    return [int(np.flatnonzero(kind)[0]) for kind in kinds]


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.1)
    grid = figure.subplots(2, SHOWN, height_ratios=(1, 1.15), sharey="row")
    digits = np.arange(10)
    for place, (example, image, axes) in enumerate(zip(numbers["examples"], *grid, strict=False)):
        image.axis("off")
        image.set(xlim=(-0.55, 0.55), ylim=(-0.55, 0.55), aspect="equal")
        ink.frame(image)
        ink.halftone(image, example["image"], most=16, color=ink.FIRST)
        unit, net = (numbers["golden"][place]["answer"][name] for name in ("unit", "net"))
        axes.bar(digits - 0.21, unit, 0.42, color=ink.QUIET)
        axes.bar(digits + 0.21, net, 0.36, facecolor="none", edgecolor=ink.FOURTH, linewidth=1.1)
        axes.set(ylim=(0, 1.05), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
        axes.set_xticks(digits, map(str, digits), fontsize=9.5)
        axes.tick_params(axis="x", length=0)
        axes.set_xlabel(f"written: {example['digit']}")
    grid[1, 0].set_ylabel("Probability")
