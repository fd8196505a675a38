"""The luck of the split: errors of both models when other thirds of the images are held out."""

import numpy as np

import ink
from experiments.digit_results import HIDDEN, eta_of, learn, make_task
from smallest_network import datasets

CAPTION = (
    "Each line joins the two models' errors on the same held-out third. {n_random} thirds are drawn by chance; three "
    "are the first, the middle and the last third of the file, whose neighbouring rows are likely to come from the "
    "same hands."
)
ALT = (
    "Two groups of dots joined in pairs. Thirds by chance: the single unit makes {unit_low} to {unit_high} errors, "
    "the network {net_low} to {net_high}. Thirds in file order: {blocks} for the single unit and the network."
)
RANDOM = 6


def measure():
    images, labels = datasets.digits()
    n = len(labels)
    rng = np.random.default_rng(3)
    held_out = [datasets.split(n, test_share=1 / 3, rng=rng)[1] for _ in range(RANDOM)]
    held_out += list(np.array_split(np.arange(n), 3))
    errors = []
    for test in held_out:
        rest = np.setdiff1d(np.arange(n), test)
        train, validation = (rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng))
        data = make_task(images, labels, train, validation, test)
        y = data.y[test]
        models = [learn(data, hidden, epochs=80).layers for hidden in ((), (HIDDEN,))]
        errors.append([int(((eta_of(layers, data.X[test])[0] >= 0) != y).sum()) for layers in models])
    by_chance, in_order = np.array(errors[:RANDOM]), np.array(errors[RANDOM:])
    return {
        "n_random": RANDOM,
        "n_test": n // 3,
        "by_chance": by_chance,
        "in_order": in_order,
        "unit_low": by_chance[:, 0].min(),
        "unit_high": by_chance[:, 0].max(),
        "unit_mean": by_chance[:, 0].mean(),
        "net_low": by_chance[:, 1].min(),
        "net_high": by_chance[:, 1].max(),
        "net_mean": by_chance[:, 1].mean(),
        "n_better": int((by_chance[:, 1] < by_chance[:, 0]).sum()),
        "unit_mean_in_order": in_order[:, 0].mean(),
        "net_mean_in_order": in_order[:, 1].mean(),
        "blocks": ", ".join(f"{unit} and {net}" for unit, net in in_order.tolist()),
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.4)
    axes = figure.add_subplot()
    for start, pairs in ((0, numbers["by_chance"]), (2.6, numbers["in_order"])):
        pairs = np.array(sorted(pairs))
        apart = np.linspace(-0.2, 0.2, len(pairs))  # or equal numbers would hide one another
        axes.plot(
            [start + apart, start + 1 + apart], pairs.T, color=ink.colour("axes.edgecolor"), linewidth=1, zorder=1
        )
        axes.plot(start + apart, pairs[:, 0], "o", color="C2", markersize=7.5, zorder=3)
        axes.plot(start + 1 + apart, pairs[:, 1], "s", color="C5", markersize=7, zorder=3)
    axes.set(xlim=(-0.6, 4.2), ylim=(0, 1.12 * max(np.max(numbers["by_chance"]), np.max(numbers["in_order"]))))
    axes.set_xticks([0, 1, 2.6, 3.6], ["single\nunit", "hidden\nlayer"] * 2)
    axes.set_ylabel("Errors on the held-out third")
    axes.grid(True, axis="y")
    for x, words in ((0.5, "By chance"), (3.1, "In file order")):
        axes.text(x, 1.02, words, transform=axes.get_xaxis_transform(), ha="center", weight="semibold", fontsize=11.5)
