"""At every threshold at once: the share of 8s found against the share of other digits called an 8."""

from experiments.digits.digit_results import on_test, task
from press import ink
from smallest_network import metrics
from smallest_network.logistic import expit

CAPTION = (
    "The horizontal axis ends at one fifth. A dot marks the threshold ½. At a false-alarm rate of {at:.0%} the "
    "network finds {net_at:.0%} of the {n_eights} eights, the single unit {unit_at:.0%}."
)
ALT = (
    "Two staircase curves rise steeply from the lower left. The network's lies above the single unit's nearly "
    "everywhere: areas {net_auc:.3f} and {unit_auc:.3f}. Dots at threshold one half: the network finds {net_hits:.0%} "
    "of the eights, the single unit {unit_hits:.0%}."
)
AT = 0.02


def measure():
    data = task()
    y, etas = data.y[data.test], on_test(data)
    found: dict = {"at": AT, "n_eights": int(y.sum()), "n_others": int((1 - y).sum())}
    for name in ("unit", "net"):
        mu = expit(etas[name])
        curve, counts = metrics.roc(y, mu), metrics.confusion(y, mu)
        found |= {
            f"{name}_false": curve.false_positive_rate,
            f"{name}_true": curve.true_positive_rate,
            f"{name}_auc": metrics.auc(y, mu),
            f"{name}_hits": counts.true_positives / y.sum(),
            f"{name}_alarms": counts.false_positives / (1 - y).sum(),
            f"{name}_at": curve.true_positive_rate[curve.false_positive_rate <= AT].max(),
        }
    return found


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.9)
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=ink.colour("axes.edgecolor"), linewidth=1.1, linestyle=ink.DASHES[1], zorder=1)
    for name, style in (("unit", ink.NEURON), ("net", {"color": "C5"})):
        axes.plot(numbers[f"{name}_false"], numbers[f"{name}_true"], **style)
        axes.plot(numbers[f"{name}_alarms"], numbers[f"{name}_hits"], "o", color=style["color"], markersize=9, zorder=5)
    axes.set(xlim=(-0.002, 0.2), ylim=(0.0, 1.01), xlabel="False alarms: share of other digits called an 8")
    axes.set(ylabel="Share of 8s found")
    axes.set_xticks([0, 0.05, 0.1, 0.15, 0.2], ["0", "5 %", "10 %", "15 %", "20 %"])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(True)
    axes.text(0.195, 0.72, f"hidden layer\narea {numbers['net_auc']:.3f}", color="C5", ha="right", va="top")
    axes.text(0.195, 0.5, f"single unit\narea {numbers['unit_auc']:.3f}", color=ink.text_of("C2"), ha="right", va="top")
    axes.text(0.195, 0.1, "guessing (dashed)", color=ink.colour("xtick.labelcolor"), ha="right", va="top")
