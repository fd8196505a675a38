"""What one hidden unit still knows of the inputs, and what four together know."""

import itertools

import numpy as np

from experiments.question import _tasks
from press import ink
from smallest_network import datasets, metrics, network

CAPTION = (
    "Each panel draws the points where the best linear reconstruction from the named units' outputs puts them. From one "
    "unit they fall on one line. From units {pair[0]} and {pair[1]}, of the six pairs the best on these points, a part of "
    "the plane is filled, and {r2[two]:.0%} of the variance of new points' inputs is back; from four the moons can be made "
    "out, and {r2[all]:.0%} is back. In the table, a score is what an output was before the curve. One network, on one draw "
    "of the moons: of {starts} random starts the one that ends with the lowest loss on these points."
)
ALT = (
    "Four panels of {n} points. First the two moons themselves. From unit {best} alone, the points lie on one straight "
    "segment, gathered at its ends, with {r2[best]:.0%} of the variance recovered. From units "
    "{pair[0]} and {pair[1]} the left moon is folded onto a line and the right one spread out, {r2[two]:.0%}; from all "
    "four they lie in a shape near the moons, "
    "{r2[all]:.0%}."
)
TABLE = {
    "From": "{name}",
    "Input 1": "{first:.2f}",
    "Input 2": "{second:.2f}",
    "Both": "{both:.2f}",
    "Both, from scores": "{scores:.2f}",
    "Class": "{label:.3f}",
}


def measure():
    (X, y), (X_test, y_test) = _tasks.moons()
    layers = _tasks.trained_on_moons()
    inner, inner_test = (network.forward(inputs, layers) for inputs in (X, X_test))
    a, a_test = inner.outputs[0], inner_test.outputs[0]
    eta, eta_test = inner.etas[0], inner_test.etas[0]
    pairs = [list(pair) for pair in itertools.combinations(range(4), 2)]
    pair = max(pairs, key=lambda pair: explained(X, rebuild(a[:, pair], X, a[:, pair]))["both"])
    names = [*(f"unit {i + 1}" for i in range(4)), f"units {pair[0] + 1} and {pair[1] + 1}", "all four"]
    rows = []
    for name, chosen in zip(names, [[0], [1], [2], [3], pair, [0, 1, 2, 3]], strict=True):
        label = rebuild(a[:, chosen], y[:, None], a_test[:, chosen])[:, 0].clip(0, 1)
        rows.append(
            {
                "name": name,
                **explained(X_test, rebuild(a[:, chosen], X, a_test[:, chosen])),
                "scores": explained(X_test, rebuild(eta[:, chosen], X, eta_test[:, chosen]))["both"],
                "label": metrics.accuracy(y_test, label),
            }
        )
    rows.append(
        {
            "name": "output unit",
            **explained(X_test, rebuild(inner.mu[:, None], X, inner_test.mu[:, None])),
            "scores": explained(X_test, rebuild(inner.etas[1], X, inner_test.etas[1]))["both"],
            "label": metrics.accuracy(y_test, inner_test.mu),
        }
    )
    best, best_score = (int(np.argmax([row[by] for row in rows[:4]])) for by in ("both", "scores"))
    saturated = [((node < 0.01) | (node > 0.99)).mean() for node in a_test.T]
    centred = X_test - X_test.mean(axis=0)
    variances, axes = np.linalg.eigh(centred.T @ centred)
    direction = layers[0][:2, best_score]
    return {
        "rows": rows,
        "X": X,
        "y": y,
        "n": len(y),
        "starts": _tasks.STARTS,
        "best": best + 1,
        "pair": [i + 1 for i in pair],
        "rebuilt": {
            "best": rebuild(a[:, [best]], X, a[:, [best]]),
            "two": rebuild(a[:, pair], X, a[:, pair]),
            "all": rebuild(a, X, a),
        },
        "r2": {
            "best": rows[best]["both"],
            "worst": min(row["both"] for row in rows[:4]),
            "two": rows[4]["both"],
            "all": rows[5]["both"],
            "output": rows[6]["both"],
            "any_line": variances[-1] / variances.sum(),
            "scores": rows[4]["scores"],
        },
        "score": {
            "best": rows[best_score]["scores"],
            "worst": min(row["scores"] for row in rows[:4]),
            "node": best_score + 1,
            "angle": np.degrees(np.arccos(abs(axes[:, -1] @ direction) / np.linalg.norm(direction))),
        },
        "saturated": {
            "least": {"node": int(np.argmin(saturated)) + 1, "share": min(saturated)},
            "most": {"node": int(np.argmax(saturated)) + 1, "share": max(saturated)},
        },
    }


def rebuild(a, target, a_new):
    """Least squares of target (n, q) on outputs a (n, k) and a constant, applied to new outputs."""
    solution = np.linalg.lstsq(datasets.with_bias(a), target, rcond=None)[0]
    return datasets.with_bias(a_new) @ solution


def explained(X, back):
    """R²: share of each input's variance that the reconstruction has, and of both together."""
    lost, spread = ((X - back) ** 2).sum(axis=0), ((X - X.mean(axis=0)) ** 2).sum(axis=0)
    first, second = 1 - lost / spread
    return {"first": first, "second": second, "both": 1 - lost.sum() / spread.sum()}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 4.3)
    panels = figure.subplots(2, 2, sharex=True, sharey=True).ravel()
    one, two = numbers["pair"]
    titles = ("The inputs", f"From unit {numbers['best']}", f"From units {one} and {two}", "From all four")
    drawn = (numbers["X"], *numbers["rebuilt"].values())
    for axes, points, title in zip(panels, drawn, titles, strict=True):
        ink.points(axes, points, numbers["y"], size=3.2, alpha=0.75, markeredgewidth=0)
        _tasks.moons_axes(axes).set_title(title)
    for axes in panels[2:]:
        axes.set_xlabel("Input 1")
    for axes in panels[::2]:
        axes.set_ylabel("Input 2")
