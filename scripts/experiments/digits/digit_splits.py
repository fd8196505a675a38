"""New images from known hands, and images from new hands: errors of both models on other held-out parts."""

import numpy as np

from experiments.digits import _task
from press import ink
from smallest_network import datasets

CAPTION = (
    "Each line joins the two models' errors on one held-out part. On the left, all images are divided into thirds by "
    "chance; on the right, whole forms are held out, {least} or {most} of the {n_forms}. Both divisions are made "
    "{repeats} times."
)
ALT = (
    "Two groups of dots joined in pairs. Thirds by chance: the single unit errs on {chance[unit][low]:.1%} to "
    "{chance[unit][high]:.1%} of the images, the network on {chance[net][low]:.1%} to {chance[net][high]:.1%}. Whole "
    "forms: {forms[unit][low]:.1%} to {forms[unit][high]:.1%} and {forms[net][low]:.1%} to {forms[net][high]:.1%}."
)
REPEATS = 2
ONCE = "5565098"  # stands in every form, and nowhere else, 32 digits after its beginning


def forms(labels):
    """For every image, the number of the form that it was written into, told by the order of the digits.

    Where a form has lost digits before `ONCE` in scanning, its beginning is off by as many rows.
    """
    written = "".join(map(str, labels))
    begins = [at - 32 for at in range(len(written)) if written.startswith(ONCE, at)]
    return np.searchsorted(begins, np.arange(len(labels)), side="right") - 1


def measure():
    images, labels = datasets.digits()
    n, form = len(labels), forms(labels)
    rng = np.random.default_rng(3)
    held_out: dict[str, list] = {"chance": [], "forms": []}
    for _ in range(REPEATS):
        held_out["chance"] += np.array_split(rng.permutation(n), 3)
        held_out["forms"] += [np.flatnonzero(np.isin(form, part)) for part in np.array_split(rng.permutation(14), 3)]
    wrong = {kind: [both(images, labels, test, rng) for test in tests] for kind, tests in held_out.items()}
    shares = {kind: np.array([part.mean(axis=0) for part in parts]) for kind, parts in wrong.items()}
    errors = {}  # of both models, form by form
    for kind, tests in held_out.items():
        rows, found = np.concatenate(tests), np.concatenate(wrong[kind])
        errors[kind] = np.array([np.bincount(form[rows], weights=of_one) for of_one in found.T]) / REPEATS
    drawn = rng.multinomial(14, np.full(14, 1 / 14), size=4000)

    def interval(of_forms):
        return [of_forms.sum(), *np.quantile(drawn @ of_forms, (0.025, 0.975))]

    gains = {kind: unit - net for kind, (unit, net) in errors.items()}
    harder = errors["forms"] - errors["chance"]
    return {
        "n": n,
        "n_forms": int(form.max() + 1),
        "least": 14 // 3,
        "most": -(-14 // 3),
        "repeats": REPEATS,
        **{
            kind: {
                "parts": of_parts,
                **{
                    name: {"errors": of_forms.sum(), "low": of_model.min(), "high": of_model.max()}
                    for name, of_model, of_forms in zip(("unit", "net"), of_parts.T, errors[kind], strict=True)
                },
            }
            for kind, of_parts in shares.items()
        },
        "harder": {name: interval(of_forms) for name, of_forms in zip(("unit", "net"), harder, strict=True)},
        "gain": {
            "chance": interval(gains["chance"]),
            "forms": interval(gains["forms"]),
            "per_third": gains["chance"].sum() / 3,
            "falls": interval(gains["chance"] - gains["forms"]),
        },
    }


def both(images, labels, test, rng):
    """Which images of `test` the single unit and the network get wrong, trained on the other images; (n, 2)."""
    rest = np.setdiff1d(np.arange(len(labels)), test)
    train, validation = (rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng))
    data = _task.make_task(images, labels, train, validation, test)
    models = [_task.learn(data, hidden, epochs=80).layers for hidden in ((), (_task.HIDDEN,))]
    return np.column_stack([(_task.eta_of(layers, data.X[test])[0] >= 0) != data.y[test] for layers in models])


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.4)
    axes = figure.add_subplot()
    for start, pairs in ((0, numbers["chance"]["parts"]), (2.6, numbers["forms"]["parts"])):
        pairs = np.array(sorted(pairs))
        apart = np.linspace(-0.2, 0.2, len(pairs))  # or equal numbers would hide one another
        axes.plot(
            [start + apart, start + 1 + apart], pairs.T, color=ink.colour("axes.edgecolor"), linewidth=1, zorder=1
        )
        axes.plot(start + apart, pairs[:, 0], "o", color="C2", markersize=7.5, zorder=3)
        axes.plot(start + 1 + apart, pairs[:, 1], "s", color="C5", markersize=7, zorder=3)
    top = max(np.max(numbers[kind]["parts"]) for kind in ("chance", "forms"))
    axes.set(xlim=(-0.6, 4.2), ylim=(0, 1.1 * top), ylabel="Errors")
    axes.set_xticks([0, 1, 2.6, 3.6], ["single\nunit", "hidden\nlayer"] * 2)
    axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %" if share else "0")
    axes.grid(True, axis="y")
    for x, words in ((0.5, "Thirds by chance"), (3.1, "Whole forms")):
        axes.text(x, 1.02, words, transform=axes.get_xaxis_transform(), ha="center", weight="semibold", fontsize=11.5)
