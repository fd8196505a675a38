"""A hidden layer and its rivals, on fresh data: inputs as they are, products by hand, splines, GAMs and networks."""

import json
from pathlib import Path

import numpy as np

from experiments.tools import _gain
from press import ink
from smallest_network import network, penalised
from smallest_network.optimizers import Adam, Momentum

DATA = "scripts/experiments/tools/gam.*"
CAPTION = (
    "Each dot is one of {draws} draws: {train} points to learn from, {fresh:,} fresh ones to be judged by; a bar is a median. "
    "Products and splines have a ridge of λ = {penalty:g}. The GAMs are mgcv's by REML ({made_by}); bounded means that "
    "every penalty was held at {bound:g} or above; networks have one start a draw and {epochs:,} epochs. Ridge and bound "
    "were settled by trial with fresh points in view, all else was not tuned. Log-losses above {limit:g} stand at the right edge."
)
ALT = (
    "Dots of log-loss on fresh data for {n} models on two tasks. Moons: medians {medians[moons]}. XOR with noise: medians "
    "{medians[xor]}."
)
TABLE = {
    "Task": "{task}",
    "Model": "{model}",
    "Log-loss": "{loss:.3f}",
    "least to most": "{low:.3f} to {high:.3f}",
    "Calibration slope": "{slope:.2f}",
    "least to most ": "{slope_low:.2f} to {slope_high:.2f}",
}
PENALTY, KNOTS, LIMIT = 0.01, (0.05, 0.275, 0.5, 0.725, 0.95), 1.0
STOPS = (50, 150, 500)  # epochs at which a network is judged; as a rival, at the last
NAMES = {"moons": "Moons", "xor": "XOR with noise"}
DESCENT = Momentum(1.0, 0.9)
UNITS, EPOCHS, BATCH, ADAM = 8, 80, 50, Adam(0.03)  # on the digits, as in their post
BY_HAND = {
    "inputs as they are": lambda X, _: X,
    "the product by hand": lambda X, _: np.column_stack([X, X[:, 0] * X[:, 1]]),
    "splines, added": lambda X, knots: np.column_stack([X, bends(X, knots)]),
    "splines and products": lambda X, knots: tensor(np.concatenate([X, bends(X, knots)], axis=1)),
}
WIDTHS = (4, 16)
FORMULAS, BOUND = ("s(x1) + s(x2)", "s(x1, x2)"), 0.01
GAMS = {
    (formula, bound): f"GAM, {formula}{', bounded' if bound else ''}" for bound in (0, BOUND) for formula in FORMULAS
}
MODELS = (*BY_HAND, *GAMS.values(), *(f"network, {width} units" for width in WIDTHS))


def measure():
    kept = json.loads((Path(__file__).parent / "gam.json").read_text(encoding="utf-8"))
    judged: dict[tuple, list] = {(task, model): [] for task in NAMES for model in MODELS}
    for answer in kept["answers"]:
        if name := GAMS.get((answer["model"], answer["bound"])):
            judged[answer["task"], name].append(answer)
    along: dict[tuple, list] = {(task, width): [] for task in NAMES for width in WIDTHS}
    draws = [(task, draw) for task in NAMES for draw in _gain.draws(task)]
    paths = trained([points for _, (points, _) in draws])
    for place, (task, ((X, y), (X_fresh, y_fresh))) in enumerate(draws):
        for model, columns in BY_HAND.items():
            judged[task, model].append(_gain.judged(y_fresh, by_hand(columns, X, y, X_fresh)))
        for width, path in paths.items():
            stops = [tuple(layer[place, 0] for layer in layers) for layers in path]
            etas = [network.forward(X_fresh, layers).etas[-1][:, 0] for layers in stops]
            found = [_gain.judged(y_fresh, eta) for eta in etas]
            judged[task, f"network, {width} units"].append(found[-1])
            own = [_gain.judged(y, network.forward(X, layers).etas[-1][:, 0]) for layers in stops]
            along[task, width].append(
                [{**one, "learnt": it["loss"], "slope_learnt": it["slope"]} for one, it in zip(found, own, strict=True)]
            )
    courses = {f"{task}_{width}": medians(found) for (task, width), found in along.items()}
    rows = [row(task, model, found) for (task, model), found in judged.items()]
    return {
        "rows": rows,
        "by": {f"{task}_{i}": rows[t * len(MODELS) + i] for t, task in enumerate(NAMES) for i in range(len(MODELS))},
        "losses": {task: [[one["loss"] for one in judged[task, model]] for model in MODELS] for task in NAMES},
        "along": courses,
        "models": MODELS,
        "n": len(MODELS),
        "medians": {
            task: ", ".join(f"{r['model']} {r['loss']:.2f}" for r in rows if r["task"] == NAMES[task]) for task in NAMES
        },
        "draws": _gain.DRAWS,
        "train": _gain.TRAIN,
        "fresh": _gain.FRESH,
        "penalty": PENALTY,
        "bound": BOUND,
        "bounds": bounds(kept["answers"]),
        "epochs": STOPS[-1],
        "limit": LIMIT,
        "momentum": DESCENT.momentum,
        "made_by": kept["made_by"],
        "most_separated": max(max(one["separated"] for one in stops) for stops in courses.values()),
        "digits": digits(kept),
    }


def bounds(answers):
    """For every task, of the GAM that curves in both inputs together, the medians at each bound of its penalty that was tried."""
    tried = sorted({answer["bound"] for answer in answers} - {0})
    one = [answer for answer in answers if answer["model"] == FORMULAS[-1]]
    return {
        task: [
            {"bound": bound}
            | {
                name: float(np.median([a[name] for a in one if (a["task"], a["bound"]) == (task, bound)]))
                for name in ("loss", "slope")
            }
            for bound in tried
        ]
        for task in NAMES
    }


def trained(tables):
    """For every width a network at its stops, as many as there are tables, each with a start of its own."""
    rng = np.random.default_rng(6)
    starts = [{width: network.initialize((2, width, 1), rng=rng) for width in WIDTHS} for _ in tables]
    return {
        width: network.path_of_each(
            tables,
            network.stack([network.stack([start[width]]) for start in starts]),
            optimizer=DESCENT,
            epochs=STOPS,
            batch_size=_gain.TRAIN,
            rngs=[rng] * len(tables),  # full batches need no shuffling
        )
        for width in WIDTHS
    }


def digits(kept):
    """Errors, log-loss and slope of four models on fresh digits: means over the divisions with their intervals."""
    gam, ridge = kept["digits"], kept["ridge"]
    found = {"gam": gam, "pixels": ridge["pixels"], "network": networks(), "products": ridge["products"]}
    each = {
        model: {name: np.array([one[name] for one in of_model]) for name in ("errors", "loss", "slope")}
        for model, of_model in found.items()
    }
    less = {
        rival: {name: each["network"][name] - each[rival][name] for name in ("errors", "loss")}
        for rival in ("gam", "products")
    }
    return {
        **{
            model: {
                name: _gain.interval(of_one, shared=0 if name == "slope" else _gain.FRESH_TO_KNOWN)
                for name, of_one in of_model.items()
            }
            for model, of_model in each.items()
        },
        "network_less": {
            rival: {name: _gain.interval(gaps) for name, gaps in of_rival.items()} for rival, of_rival in less.items()
        },
        "products_better": int((less["products"]["loss"] > 0).sum()),
        "divisions": _gain.DIVISIONS,
        "widened": np.sqrt(1 + _gain.DIVISIONS * _gain.FRESH_TO_KNOWN),
        "fresh": len(_gain.divisions()[0][2]),
        "curves": {"least": min(one["pixels"] for one in gam), "most": max(one["pixels"] for one in gam)},
        "columns": ridge["products"][0]["columns"],
        "units": UNITS,
        "epochs": EPOCHS,
        "penalties": {"least": min(ridge["penalties"]), "most": max(ridge["penalties"])},
        "chosen": [one["penalty"] for one in ridge["products"]],
        "made_by": ridge["made_by"],
    }


def networks():
    """A network in every division, stopped where the images to choose by say; on its fresh images."""
    images, y = _gain.is_it()
    divisions = _gain.divisions()
    inputs = [_gain.pixels(images, learn) for learn, _, _ in divisions]
    rngs = [np.random.default_rng(number) for number in range(len(divisions))]
    sizes = (images.shape[1], UNITS, 1)
    starts = [network.stack([network.initialize(sizes, rng=rng, scale=[n**-0.5 for n in sizes[:-1]])]) for rng in rngs]
    tables = [(X[learn], y[learn]) for X, (learn, _, _) in zip(inputs, divisions, strict=True)]
    stops = network.path_of_each(
        tables, network.stack(starts), optimizer=ADAM, epochs=range(1, EPOCHS + 1), batch_size=BATCH, rngs=rngs
    )
    return [
        _stopped(X, y, division, [tuple(layer[place, 0] for layer in layers) for layers in stops])
        for place, (X, division) in enumerate(zip(inputs, divisions, strict=True))
    ]


def _stopped(X, y, division, path):
    _, choose, fresh = division
    best = min(path, key=lambda layers: float(network.mean_loss(X[choose], y[choose], layers)))
    eta = network.forward(X[fresh], best).etas[-1][:, 0]
    return {"errors": int(((eta >= 0) != y[fresh]).sum()), **_gain.judged(y[fresh], eta)}


def row(task, model, found):
    loss, slope = (np.array([one[name] for one in found]) for name in ("loss", "slope"))
    return {
        "task": NAMES[task],
        "model": model,
        "loss": np.median(loss),
        "low": loss.min(),
        "high": loss.max(),
        "slope": np.median(slope),
        "slope_low": slope.min(),
        "slope_high": slope.max(),
        "failed": int((loss > LIMIT).sum()),
    }


def medians(found):
    """Of networks judged at every stop, the median over the draws."""
    return [
        {"epochs": stop}
        | {name: float(np.median([one[i][name] for one in found])) for name in found[0][i]}
        | {"separated": sum(one[i]["slope_learnt"] == np.inf for one in found)}
        for i, stop in enumerate(STOPS)
    ]


def by_hand(columns, X, y, X_fresh):
    """η of fresh points, by ridge regression on columns made of the inputs, standardised; the intercept is free."""
    knots = np.quantile(X, KNOTS, axis=0)
    made, made_fresh = columns(X, knots), columns(X_fresh, knots)
    mean, scale = made.mean(axis=0), made.std(axis=0)
    Z, Z_fresh = (np.column_stack([np.ones(len(A)), (A - mean) / scale]) for A in (made, made_fresh))
    return Z_fresh @ penalised.ridge(Z, y, penalty=PENALTY, free=[0])


def bends(X, knots):
    """Natural cubic splines' bends (n, 2 (k - 2)): straight beyond the outer of the k knots of every input.

    Source: T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning*, 2nd ed., equation 5.5.
    """
    first, *inner, last = np.maximum(X[None] - knots[:, None], 0) ** 3  # k of (n, 2)
    span = knots[-1] - knots[0]

    def d(cube, knot):
        return (cube - last) / (knots[-1] - knot)

    end = d(inner[-1], knots[-2])
    made = [(d(cube, knot) - end) / span**2 for cube, knot in zip([first, *inner[:-1]], knots[:-2], strict=True)]
    return np.concatenate(made, axis=1)


def tensor(columns):
    """Every column of input 1, of input 2, and all their products; the columns alternate."""
    one, two = columns[:, ::2], columns[:, 1::2]
    return np.column_stack([one, two, (one[:, :, None] * two[:, None, :]).reshape(len(columns), -1)])


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.4)
    panels = figure.subplots(2, sharex=True)
    models = numbers["models"]
    for axes, (task, name) in zip(panels, NAMES.items(), strict=True):
        for place, losses in enumerate(numbers["losses"][task]):
            color = (
                ink.FIRST
                if models[place].startswith("network")
                else ink.SECOND
                if models[place].startswith("GAM")
                else ink.THIRD
            )
            shown = np.minimum(losses, numbers["limit"])
            axes.plot(
                shown, np.full(len(shown), place), linestyle="none", marker="o", markersize=3.5, alpha=0.6, color=color
            )
            axes.plot(
                2 * [min(np.median(losses), numbers["limit"])], [place - 0.32, place + 0.32], color=color, linewidth=2
            )
        axes.set_yticks(range(len(models)), models)
        axes.set(xlim=(0, numbers["limit"] * 1.02), ylim=(len(models) - 0.5, -0.5))
        axes.set_title(name)
        axes.grid(True, axis="x")
    panels[1].set_xlabel("Log-loss of fresh data (nats per point)")
