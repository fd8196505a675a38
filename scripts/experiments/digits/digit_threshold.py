"""A lower threshold misses fewer 8s and raises more false alarms; what is best depends on what each costs."""

import numpy as np

from experiments.digits import _task
from press import ink
from smallest_network import metrics
from smallest_network.logistic import expit

CAPTION = (
    "Mistakes on the {n_test} test images, {n_eights} of them an 8, and below what those of the network cost, "
    "counted in false alarms.<span class=still> A miss costs {ratio} of them, or one; dotted, the thresholds "
    "1/{ratio_plus_one} and ½ that theory names.</span> One start."
)
ALT = (
    "Above: as the threshold rises from 0 to 1, the network's false alarms fall from {rows[0][net_alarms]} at "
    "{rows[0][threshold]} to {rows[7][net_alarms]} at {rows[7][threshold]}, and its misses rise from "
    "{rows[0][net_misses]} to {rows[7][net_misses]}. Below: the cost with equal "
    "prices is flat around one half; with misses {ratio} times as dear it is lowest further left and climbs to the "
    "right."
)
TABLE = {
    "Threshold": "{threshold}",
    "Single unit: alarms": "{unit_alarms}",
    "Single unit: misses": "{unit_misses}",
    "Hidden layer: alarms": "{net_alarms}",
    "Hidden layer: misses": "{net_misses}",
    "Hidden layer: cost, miss = alarm": "{cost_1}",
    "Hidden layer: cost, miss = 10 alarms": "{cost_10}",
}
THRESHOLDS = (0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95)
RATIO = 10


def measure():
    data, etas = _task.task(), _task.on_test()
    y = data.y[data.test]
    mu = {name: expit(etas[name]) for name in ("unit", "net")}
    rows = []
    for threshold in THRESHOLDS:
        counts = {name: metrics.confusion(y, mu[name], threshold=threshold) for name in mu}
        row = {"threshold": threshold}
        for name, found in counts.items():
            row |= {f"{name}_alarms": found.false_positives, f"{name}_misses": found.false_negatives}
        row |= {f"cost_{price}": row["net_alarms"] + price * row["net_misses"] for price in (1, RATIO)}
        rows.append(row)
    grid = np.linspace(0.005, 0.995, 199)
    along = [metrics.confusion(y, mu["net"], threshold=threshold) for threshold in grid]
    alarms = np.array([found.false_positives for found in along])
    misses = np.array([found.false_negatives for found in along])
    cost = {"same": alarms + misses, "dear": alarms + RATIO * misses}
    theory, half = (_cost(metrics.confusion(y, mu["net"], threshold=at)) for at in (1 / (1 + RATIO), 0.5))
    return {
        "eta": etas["net"].round(3),
        "y": y.astype(int),
        "golden": [
            _golden(y, mu["net"], threshold, price)
            for threshold, price in ((0.5, 1), (0.5, RATIO), (0.09, RATIO), (0.01, 20), (0.95, 3))
        ],
        "rows": rows,
        "grid": grid,
        "alarms": alarms,
        "misses": misses,
        "cost": cost,
        "n_test": len(y),
        "n_eights": int(y.sum()),
        "ratio": RATIO,
        "ratio_plus_one": RATIO + 1,
        "dear": {
            "half": half,
            "theory": theory,
            "lowest": int(cost["dear"].min()),
            "lowest_at": grid[cost["dear"].argmin()],
        },
    }


def _golden(y, mu, threshold, price):
    """What the live figure must answer at this threshold, where a miss costs so many false alarms."""
    found = metrics.confusion(y, mu, threshold=threshold)
    alarms, misses = found.false_positives, found.false_negatives
    answer = {"alarms": alarms, "misses": misses, "cost": alarms + price * misses, "theory": 1 / (1 + price)}
    return {"state": {"threshold": threshold, "price": price}, "answer": answer}


def _cost(found):
    """In false alarms, where a miss costs `RATIO` of them."""
    return found.false_positives + RATIO * found.false_negatives


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.6)
    above, below = figure.subplots(2, sharex=True)
    grid = numbers["grid"]
    above.step(grid, numbers["alarms"], color=ink.FIRST, linestyle=ink.DASHES[1], where="post")
    above.step(grid, numbers["misses"], color=ink.SECOND, where="post")
    above.set(ylim=(0, 40), ylabel="Test images", title="Mistakes of the network")
    above.text(0.055, 33, "false alarms (dashed)", color=ink.FIRST, ha="left", va="center")
    above.text(0.945, 27, "misses (solid)", color=ink.SECOND, ha="right", va="center")
    for threshold in (0.5, 1 / numbers["ratio_plus_one"]):
        below.axvline(threshold, color=ink.colour("axes.edgecolor"), linewidth=1.2, linestyle=ink.DASHES[2])
    below.step(grid, numbers["cost"]["same"], color=ink.THIRD, linestyle=ink.DASHES[1], where="post")
    below.step(grid, numbers["cost"]["dear"], color=ink.FIFTH, where="post")
    below.set(ylim=(0, 250), ylabel="Cost, in false alarms", title="What they cost", xlabel="Threshold")
    below.text(0.54, 150, f"a miss costs {numbers['ratio']}", color=ink.FIFTH, ha="left", va="bottom")
    below.text(0.54, 25, "a miss costs 1", color=ink.THIRD, ha="left", va="bottom")
    ticks = [0, 0.25, 0.5, 0.75, 1]
    for axes in (above, below):
        axes.set(xlim=(0, 1))
        axes.set_xticks(ticks, ["0", "¼", "½", "¾", "1"])
        axes.grid(True, axis="y")
