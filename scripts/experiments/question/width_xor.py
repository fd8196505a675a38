"""How often training solves XOR from a random start, by the number of hidden units."""

import itertools

import numpy as np

from experiments._shared import training
from experiments.question import _tasks
from press import ink
from smallest_network import datasets, intervals

CAPTION = (
    "Solved: all four points on their side of ½ after {epochs:,} epochs of gradient descent at rate "
    "{learning_rate:g}. {seeds} random starts for each width; bars are 95 per cent Wilson intervals. One hidden unit "
    "cannot solve it; two can, and in {two[failed]} of {seeds} starts do not."
)
ALT = (
    "Share of {seeds} starts that end with XOR solved, with intervals, against the number of hidden units: "
    "{shares[0]:.0%} for one, {shares[1]:.0%} for two, {shares[2]:.0%} for three, {shares[3]:.1%} for four and "
    "{shares[4]:.0%} for eight."
)
TABLE = {
    "Hidden units": "{width:d}",
    "Parameters": "{parameters:d}",
    "Solved": "{solved:d}",
    "Share": "{share:.3f}",
    "95 % interval": "{low:.3f} to {high:.3f}",
}
SEEDS, LATER = 240, 15_000


def measure():
    X, y = datasets.xor()
    rows = []
    for width in (1, 2, 3, 4, 8):
        start = training.starts((2, width, 1), SEEDS)
        layers = _tasks.descend(X, y, start, **_tasks.XOR)
        right = _tasks.solved(X, y, layers) == len(y)
        if width == 2:  # would those that failed arrive later?
            failed = tuple(layer[~right] for layer in layers)
            late = _tasks.descend(X, y, failed, **_tasks.XOR | {"epochs": LATER - _tasks.XOR["epochs"]})
            two = {"failed": int((~right).sum()), "arrived": int((_tasks.solved(X, y, late) == len(y)).sum())}
        if width == 3:
            tickets = by_pairs_that_would_do(X, y, start, right)
        solved = int(right.sum())
        low, high = intervals.wilson(solved, SEEDS)
        rows.append(
            {
                "width": width,
                "parameters": 4 * width + 1,
                "solved": solved,
                "share": solved / SEEDS,
                "low": float(low),
                "high": float(high),
                "first_30": int(right[:30].sum()),
            }
        )
    return {
        "rows": rows,
        "seeds": SEEDS,
        **_tasks.XOR,
        "shares": [row["share"] for row in rows],
        "two": two,
        "tickets": tickets,
        "later": LATER,
        "eight_fail": 1 - rows[-1]["low"],
    }


def by_pairs_that_would_do(X, y, start, right):
    """Starts with three units, and those that solve the task, by how many of their three pairs solve it without the third."""
    hidden, output = start
    pairs = [list(pair) for pair in itertools.combinations(range(3), 2)]
    alone = tuple(
        np.concatenate(of_pairs)
        for of_pairs in ([hidden[..., pair] for pair in pairs], [output[:, [*pair, 3]] for pair in pairs])
    )
    solved = _tasks.solved(X, y, _tasks.descend(X, y, alone, **_tasks.XOR)) == len(y)
    would_do = solved.reshape(len(pairs), -1).sum(axis=0)
    return [
        {"pairs": count, "starts": int((would_do == count).sum()), "solved": int(right[would_do == count].sum())}
        for count in range(len(pairs) + 1)
    ]


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.3)
    axes = figure.add_subplot()
    rows = numbers["rows"]
    places = np.arange(len(rows))
    share = np.array([row["share"] for row in rows])
    low, high = (np.array([row[end] for row in rows]) for end in ("low", "high"))
    for height in (0, 0.5, 1):
        axes.axhline(height, **ink.guide())
    axes.vlines(places, low, high, color=ink.FIRST, linewidth=2)
    axes.plot(places, share, linestyle="none", marker="o", markersize=9, color=ink.FIRST, zorder=3, clip_on=False)
    for place, row in zip(places, rows, strict=True):
        axes.text(
            place + 0.13, max(row["share"] - 0.06, 0.05), f"{row['solved']}", color=ink.FIRST, ha="left", va="center"
        )
    axes.set(xlim=(-0.4, 4.5), ylim=(-0.04, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set_xticks(places, [str(row["width"]) for row in rows])
    axes.set(xlabel="Hidden units", ylabel=f"Share of {numbers['seeds']} starts that solve XOR")
