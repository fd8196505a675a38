"""New images from known hands, and images on forms that no model has seen: the errors of both models over many divisions."""

import numpy as np

from experiments._shared.forms import forms, interval
from experiments.digits import _task
from press import ink
from smallest_network import datasets

CAPTION = (
    "Above, each line joins the two models' errors on all {n:,} images, each held out once. On the left the images are "
    "divided into thirds by chance; on the right whole forms are, {least} or {most} of the {n_forms} at a time. There are "
    "{divisions} divisions of either kind, with {starts} starts of the network in each part, whose mean is taken. Below, by how "
    "many errors the hidden layer helps more with whole forms (right of 0) or less (left), division by division, and the mean "
    "with its 95 % interval, which contains the variation of forms, divisions and starts. Width and learning rate were settled "
    "with all images in view."
)
ALT = (
    "Above, two groups of dots joined in pairs. Thirds by chance: the single unit makes {chance[unit][low]:.0f} to "
    "{chance[unit][high]:.0f} errors, the network {chance[net][low]:.1f} to {chance[net][high]:.1f}. Whole forms: "
    "{forms[unit][low]:.0f} to {forms[unit][high]:.0f} and {forms[net][low]:.1f} to {forms[net][high]:.1f}. Below, "
    "{divisions} dots from {change[low]:.1f} to {change[high]:.1f}, {change[positive]} of them above zero and a "
    "bar from {gain[change][1]:.1f} to {gain[change][2]:.1f} that crosses it."
)
DIVISIONS, STARTS, EPOCHS = 10, 2, 80
MODELS = ("unit", "net")


def measure():
    images, labels = datasets.digits()
    n, form = len(labels), forms(labels)
    n_forms = int(form.max() + 1)
    rng = np.random.default_rng(3)
    held_out: dict[str, list] = {"chance": [], "forms": []}
    for _ in range(DIVISIONS):
        parts = np.array_split(rng.permutation(n_forms), 3)
        thirds = {
            "chance": np.array_split(rng.permutation(n), 3),
            "forms": [np.flatnonzero(np.isin(form, part)) for part in parts],
        }
        for kind, tests in thirds.items():
            held_out[kind] += [divided(images, labels, test, rng) for test in tests]
    found = both(
        [data for tasks in held_out.values() for data, _ in tasks],
        [seed for tasks in held_out.values() for _, seed in tasks],
    )
    errors = {}  # of both models, form by form: (divisions, 2, forms)
    for kind, tasks in held_out.items():
        errors[kind] = np.zeros((DIVISIONS, len(MODELS), n_forms))
        for place, (data, _) in enumerate(tasks):
            for of_model, wrong in zip(errors[kind][place // 3], found.pop(0), strict=True):
                np.add.at(of_model, form[data.test], wrong)
    gains = {kind: found[:, 0] - found[:, 1] for kind, found in errors.items()}
    change = gains["forms"] - gains["chance"]
    harder = errors["forms"] - errors["chance"]
    return {
        "n": n,
        "n_forms": n_forms,
        "least": min(map(len, parts)),
        "most": max(map(len, parts)),
        "divisions": DIVISIONS,
        "starts": STARTS,
        **{kind: {name: _spread(found[:, i]) for i, name in enumerate(MODELS)} for kind, found in errors.items()},
        "better": {kind: int((found.sum(axis=1) > 0).sum()) for kind, found in gains.items()},
        "harder": {name: interval(harder[:, i]) for i, name in enumerate(MODELS)},
        "always_harder": {name: int((harder[:, i].sum(axis=1) > 0).sum()) for i, name in enumerate(MODELS)},
        "gain": {
            **{kind: interval(found) for kind, found in gains.items()},
            "per_third": gains["chance"].sum(axis=1).mean() / 3,
            "change": interval(change),
        },
        "change": {**_spread(change), "positive": int((change.sum(axis=1) > 0).sum())},
    }


def divided(images, labels, test, rng):
    """The task with these images held out, a third of the others for validation; and a seed for its models."""
    rest = np.setdiff1d(np.arange(len(labels)), test)
    train, validation = (rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng))
    return _task.make_task(images, labels, train, validation, test), int(rng.integers(2**32))


def both(tasks, seeds):
    """Which test images of each task the single unit and the network get wrong; (2, n) a task.

    The network has several starts: of these the share that gets an image wrong.
    """
    models = [((), 1), ((_task.HIDDEN,), STARTS)]
    learned = [_task.learn_each(tasks, hidden, starts=starts, epochs=EPOCHS, seeds=seeds) for hidden, starts in models]
    return [
        np.array([_wrong(data, of_one.layers) for of_one in of_models])
        for data, *of_models in zip(tasks, *learned, strict=True)
    ]


def _wrong(data, layers):
    """The share of networks that get a test image wrong."""
    return ((_task.eta_of(layers, data.X[data.test]) >= 0) != data.y[data.test]).mean(axis=0)


def _spread(of_forms):
    """Of a number of every division and form: its sum over the forms in each division, their mean, and how far they differ."""
    sums = of_forms.sum(axis=1)
    return {
        "errors": sums.mean(),
        "by_division": sums,
        "low": sums.min(),
        "high": sums.max(),
        "deviation": sums.std(ddof=1),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 4.9)
    above, below = figure.subplots(2, height_ratios=(3, 1))
    for start, kind in ((0, "chance"), (2.6, "forms")):
        unit, net = (numbers[kind][name]["by_division"] for name in MODELS)
        apart = np.linspace(-0.2, 0.2, len(unit))  # or equal numbers would hide one another
        pairs = np.array(sorted(zip(unit, net, strict=True)))
        grey = ink.colour("axes.edgecolor")
        above.plot([start + apart, start + 1 + apart], pairs.T, color=grey, linewidth=1, zorder=1)
        above.plot(start + apart, pairs[:, 0], "o", color=ink.NEURON["color"], markersize=7, zorder=3)
        above.plot(start + 1 + apart, pairs[:, 1], "s", color=ink.FOURTH, markersize=6.5, zorder=3)
    top = max(numbers["forms"]["unit"]["by_division"])
    above.set(xlim=(-0.6, 4.2), ylim=(0, 1.1 * top), ylabel="Errors")
    above.set_xticks([0, 1, 2.6, 3.6], ["single\nunit", "hidden\nlayer"] * 2)
    above.grid(True, axis="y")
    for x, words in ((0.5, "Thirds by chance"), (3.1, "Whole forms")):
        above.text(x, 1.02, words, transform=above.get_xaxis_transform(), ha="center", weight="semibold", fontsize=11.5)

    mean, low, high = numbers["gain"]["change"]
    changes = numbers["change"]["by_division"]
    below.axvline(0, **ink.guide())
    below.plot(
        changes,
        np.full(len(changes), 1.0),
        "o",
        color=ink.THIRD,
        alpha=0.7,
        markersize=7,
        markeredgewidth=0,
        clip_on=False,
    )
    below.plot([low, high], [0, 0], color=ink.EXACT, linewidth=2)
    below.plot(mean, 0, "o", color=ink.EXACT, markersize=8)
    reach = 1.15 * max(map(abs, (low, high, *changes)))
    below.set(
        xlim=(-reach, reach), ylim=(-0.6, 1.6), xlabel="By how many errors the hidden layer helps more with whole forms"
    )
    below.set_yticks((1, 0), ("divisions", "mean"))
    below.tick_params(axis="y", length=0)
