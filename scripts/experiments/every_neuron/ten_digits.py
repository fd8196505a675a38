"""Which of ten digits is it? What ten softmax units mistake for what, and what a hidden layer before them changes."""

import numpy as np

from experiments._shared.forms import forms, interval
from experiments.every_neuron import _ten
from press import ink
from smallest_network import datasets, network
from smallest_network.logistic import softmax_loss

CAPTION = (
    "Rows: what was written; columns: what was read. The area of a square is the number of mistakes; the largest "
    "stands for {most[count]:.0f} of {n:,} images. Right answers, on the diagonal, are left empty. Four times the "
    "{n_forms} forms are divided into three parts by chance, and each part is held out once: {divisions} divisions, "
    "one start each. A third of the other images says when to stop. Means over the four times; the 95 % intervals "
    "contain the variation of forms and times. Width and learning rate were settled with all images in view."
)
ALT = (
    "Two grids of ten rows and ten columns, without and with a hidden layer, squares for mistakes. Without, "
    "{rows[0][errors]:.0f} mistakes, most often {worst[unit][written]} read as {worst[unit][read]}; with, "
    "{rows[1][errors]:.0f}, most often {worst[net][written]} read as {worst[net][read]}."
)
TABLE = {
    "Network": "{name}",
    "Weights": "{weights:,}",
    "Accuracy (interval)": "{accuracy[0]:.1%} ({accuracy[1]:.1%} to {accuracy[2]:.1%})",
    "Log-loss (interval)": "{log_loss[0]:.3f} ({log_loss[1]:.3f} to {log_loss[2]:.3f})",
}
TIMES, PARTS = 4, 3
NAMES = {"unit": "ten softmax units", "net": f"the same, behind {_ten.HIDDEN} hidden units"}


def measure():
    images, labels = datasets.digits()
    form = forms(labels)
    rng = np.random.default_rng(3)
    tests = [
        np.flatnonzero(np.isin(form, part))
        for _ in range(TIMES)
        for part in np.array_split(rng.permutation(form.max() + 1), PARTS)
    ]
    parts = [_ten.divided(test, len(labels), rng) for test in tests]
    found, sizes = {}, {}
    for name, (hidden, epochs) in _ten.MODELS.items():
        layers = _ten.learn(images / 16, labels, parts, hidden, epochs, rng)
        sizes[name] = sum(layer[0].size for layer in layers)
        found[name] = _judged(images / 16, labels, form, tests, layers)
    rows = [_row(NAMES[name], sizes[name], len(labels), *found[name]) for name in _ten.MODELS]
    gains = [found["unit"][i] - found["net"][i] for i in (0, 1)]
    confusions = {name: found[name][2] for name in _ten.MODELS}
    return {
        "n": len(labels),
        "n_forms": int(form.max() + 1),
        "divisions": len(tests),
        "hidden": _ten.HIDDEN,
        "rows": rows,
        "gain": {
            "errors": interval(gains[0]),
            "log_loss": [value / len(labels) for value in interval(gains[1])],
            "better": int(
                (_by_division(found["unit"][0], form, tests) > _by_division(found["net"][0], form, tests)).sum()
            ),
        },
        "chance": (np.bincount(labels).max() / len(labels)),
        "confusions": confusions,
        "worst": {name: _largest(confusions[name]) for name in _ten.MODELS},
        "most": max((_largest(confusion) for confusion in confusions.values()), key=lambda found: found["count"]),
    }


def _judged(X, labels, form, tests, layers):
    """On the images held out: errors and summed log-loss by time and form, (times, forms), and mistakes a time, (10, 10)."""
    errors, losses = np.zeros((2, TIMES, form.max() + 1))
    confusion = np.zeros((10, 10))
    for place, test in enumerate(tests):
        eta = network.forward(X[test], tuple(layer[place] for layer in layers)).etas[-1]
        read, time = eta.argmax(axis=1), place // PARTS
        np.add.at(errors[time], form[test], read != labels[test])
        np.add.at(losses[time], form[test], softmax_loss(labels[test], eta))
        np.add.at(confusion, (labels[test], read), 1 / TIMES)
    return errors, losses, confusion


def _row(name, weights, n, errors, losses, _):
    wrong = interval(errors)
    return {
        "name": name,
        "weights": weights,
        "errors": wrong[0],
        "accuracy": [1 - wrong[0] / n, 1 - wrong[2] / n, 1 - wrong[1] / n],
        "log_loss": [value / n for value in interval(losses)],
    }


def _by_division(errors, form, tests):
    """Errors of every division: over the forms that it holds out."""
    return np.array([errors[place // PARTS, np.unique(form[test])].sum() for place, test in enumerate(tests)])


def _largest(confusion):
    """The most frequent mistake."""
    mistakes = confusion * (1 - np.eye(10))
    written, read = np.unravel_index(mistakes.argmax(), mistakes.shape)
    return {"written": int(written), "read": int(read), "count": mistakes.max()}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 2.95)
    for axes, (name, title) in zip(
        figure.subplots(1, 2), (("unit", "no hidden layer"), ("net", "one hidden layer")), strict=True
    ):
        mistakes = np.array(numbers["confusions"][name]) * (1 - np.eye(10))
        for digit in range(10):
            ink.frame(axes, at=(digit - 4.5, 4.5 - digit), size=0.94, edgecolor=ink.colour("grid.color"), linewidth=0.9)
        ink.halftone(axes, mistakes, size=10, most=numbers["most"]["count"], color=ink.SECOND)
        axes.set(xlim=(-5.1, 5.1), ylim=(-5.1, 5.1), aspect="equal", title=title, xlabel="read as")
        axes.set_xticks(np.arange(10) - 4.5, map(str, range(10)))
        axes.set_yticks(4.5 - np.arange(10), map(str, range(10)))
        axes.tick_params(length=0)
        if name == "unit":
            axes.set_ylabel("written")
