"""At every threshold at once: the share of 8s found against the share of other digits called an 8."""

from experiments.digits import _task
from press import ink
from smallest_network import metrics
from smallest_network.logistic import expit

CAPTION = (
    "The horizontal axis ends at one fifth. A dot marks the threshold ½. At a false-alarm rate of {at:.0%} the "
    "network finds {net[at]:.0%} of the {n_eights} eights, the single unit {unit[at]:.0%}. One "
    "start of each."
)
ALT = (
    "Two staircase curves rise steeply from the lower left. The network's lies above the single unit's nearly "
    "everywhere: areas {net[auc]:.3f} and {unit[auc]:.3f}. Dots at threshold one half: the network finds "
    "{net[half][hits]:.0%} of the eights, the single unit {unit[half][hits]:.0%}."
)
AT = 0.02


def measure():
    data, etas = _task.task(), _task.on_test()
    y = data.y[data.test]
    return {"at": AT, "n_eights": int(y.sum()), **{name: curve(y, expit(etas[name])) for name in ("unit", "net")}}


def curve(y, mu):
    """Both shares at every threshold, and at ½; the area; and the share of 8s found where `AT` of the rest are alarms."""
    found, counts = metrics.roc(y, mu), metrics.confusion(y, mu)
    return {
        "alarms": found.false_positive_rate,
        "hits": found.true_positive_rate,
        "auc": metrics.auc(y, mu),
        "half": {"alarms": counts.false_positives / (1 - y).sum(), "hits": counts.true_positives / y.sum()},
        "at": found.true_positive_rate[found.false_positive_rate <= AT].max(),
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.9)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=ink.colour("axes.edgecolor"), linewidth=1.1, linestyle=ink.DASHES[1], zorder=1)
    for name, style in (("unit", ink.NEURON), ("net", {"color": "C5"})):
        curve, half = numbers[name], numbers[name]["half"]
        axes.plot(curve["alarms"], curve["hits"], **style)
        axes.plot(half["alarms"], half["hits"], "o", color=style["color"], markersize=9, zorder=5)
    axes.set(xlim=(-0.002, 0.2), ylim=(0.0, 1.01), xlabel="False alarms: share of other digits called an 8")
    axes.set(ylabel="Share of 8s found")
    axes.set_xticks([0, 0.05, 0.1, 0.15, 0.2], ["0", "5 %", "10 %", "15 %", "20 %"])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(True)
    net, unit = (f"area {numbers[name]['auc']:.3f}" for name in ("net", "unit"))
    axes.text(0.195, 0.72, f"hidden layer\n{net}", color="C5", ha="right", va="top")
    axes.text(0.195, 0.5, f"single unit\n{unit}", color=ink.text_of("C2"), ha="right", va="top")
    axes.text(0.195, 0.1, "guessing (dashed)", color=ink.colour("xtick.labelcolor"), ha="right", va="top")
