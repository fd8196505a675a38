"""New images from known hands, and images from new hands: errors of both models on other held-out parts."""

import numpy as np

from experiments.digits.digit_results import HIDDEN, eta_of, learn, make_task
from press import ink
from smallest_network import datasets

CAPTION = (
    "Each line joins the two models' errors on one held-out part. On the left, all images are divided into thirds by "
    "chance; on the right, whole forms are held out, {least} or {most} of the {n_forms}. Both divisions are made "
    "{repeats} times."
)
ALT = (
    "Two groups of dots joined in pairs. Thirds by chance: the single unit errs on {unit_low:.1%} to {unit_high:.1%} "
    "of the images, the network on {net_low:.1%} to {net_high:.1%}. Whole forms: {form_unit_low:.1%} to "
    "{form_unit_high:.1%} and {form_net_low:.1%} to {form_net_high:.1%}."
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
    chance, by_form = shares["chance"], shares["forms"]
    return {
        "n": n,
        "n_forms": int(form.max() + 1),
        "form_sizes": np.bincount(form),
        "least": 14 // 3,
        "most": -(-14 // 3),
        "repeats": REPEATS,
        "chance": chance,
        "forms": by_form,
        "errors_chance": errors["chance"].sum(axis=1),
        "errors_forms": errors["forms"].sum(axis=1),
        "harder": [interval(new - known) for new, known in zip(errors["forms"], errors["chance"], strict=True)],
        "gain_chance": interval(gains["chance"]),
        "gain_per_third": gains["chance"].sum() / 3,
        "gain_forms": interval(gains["forms"]),
        "gain_falls": interval(gains["chance"] - gains["forms"]),
        "n_better": int((by_form[:, 1] < by_form[:, 0]).sum()),
        "n_parts": len(by_form),
        "unit_low": chance[:, 0].min(),
        "unit_high": chance[:, 0].max(),
        "net_low": chance[:, 1].min(),
        "net_high": chance[:, 1].max(),
        "form_unit_low": by_form[:, 0].min(),
        "form_unit_high": by_form[:, 0].max(),
        "form_net_low": by_form[:, 1].min(),
        "form_net_high": by_form[:, 1].max(),
    }


def both(images, labels, test, rng):
    """Which images of `test` the single unit and the network get wrong, trained on the other images; (n, 2)."""
    rest = np.setdiff1d(np.arange(len(labels)), test)
    train, validation = (rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng))
    data = make_task(images, labels, train, validation, test)
    models = [learn(data, hidden, epochs=80).layers for hidden in ((), (HIDDEN,))]
    return np.column_stack([(eta_of(layers, data.X[test])[0] >= 0) != data.y[test] for layers in models])


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.4)
    axes = figure.add_subplot()
    for start, pairs in ((0, numbers["chance"]), (2.6, numbers["forms"])):
        pairs = np.array(sorted(pairs))
        apart = np.linspace(-0.2, 0.2, len(pairs))  # or equal numbers would hide one another
        axes.plot(
            [start + apart, start + 1 + apart], pairs.T, color=ink.colour("axes.edgecolor"), linewidth=1, zorder=1
        )
        axes.plot(start + apart, pairs[:, 0], "o", color="C2", markersize=7.5, zorder=3)
        axes.plot(start + 1 + apart, pairs[:, 1], "s", color="C5", markersize=7, zorder=3)
    top = max(np.max(numbers["chance"]), np.max(numbers["forms"]))
    axes.set(xlim=(-0.6, 4.2), ylim=(0, 1.1 * top), ylabel="Errors")
    axes.set_xticks([0, 1, 2.6, 3.6], ["single\nunit", "hidden\nlayer"] * 2)
    axes.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %" if share else "0")
    axes.grid(True, axis="y")
    for x, words in ((0.5, "Thirds by chance"), (3.1, "Whole forms")):
        axes.text(x, 1.02, words, transform=axes.get_xaxis_transform(), ha="center", weight="semibold", fontsize=11.5)
