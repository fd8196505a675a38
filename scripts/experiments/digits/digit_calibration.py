"""The predicted probability of an 8, and the share of 8s among the images that got it."""

import warnings

import numpy as np

from experiments.digits import _task
from press import ink
from smallest_network import datasets, glm, metrics
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "Test images in five bins by predicted probability: the share that is an 8, with its 95 % Wilson interval, "
    "against the mean prediction. On the diagonal the probabilities can be taken at their word. Numbers count the "
    "images of a bin. One division, and one start of the network."
)
ALT = (
    "Three panels of five points with vertical intervals around a diagonal. The maximum-likelihood fit: nearly all "
    "images in the two outer bins, and in the upper one of {glm[top][count]} images only {glm[top][observed]:.0%} an 8 "
    "where {glm[top][predicted]:.0%} was predicted. The single unit and the network stopped early: {unit[meet]} of "
    "{unit[n]} and {net[meet]} of {net[n]} intervals meet the diagonal."
)
TABLE = {
    "Model": "{model}",
    "8s predicted": "{expected:.1f}",
    "8s present": "{present:.0f}",
    "Intercept": "{intercept:.2f} ± {intercept_error:.2f}",
    "Slope": "{slope:.2f} ± {error:.2f}",
    "Log-loss": "{log_loss:.3f}",
    "Recalibrated": "{recalibrated:.3f}",
}
NAMES = {"glm": "Maximum likelihood", "unit": "Single unit, stopped", "net": "Hidden layer, stopped"}


SURE = np.log(999)  # odds of 999 to 1


def measure():
    data, etas = _task.task(), _task.on_test()
    y = data.y[data.test]
    rows = [row(NAMES[name], y, eta) for name, eta in etas.items()]
    others = [row("", y, eta) for eta in _task.eta_of(_task.other_starts(), data.X[data.test])]
    slopes, p_values = ([one[key] for one in others] for key in ("slope", "p_value"))
    return {
        "rows": [*rows, {"model": "Hidden layer, other starts", **median(others)}],
        "others": {
            "n": len(others),
            "low": min(slopes),
            "high": max(slopes),
            "too_sure": sum(slope < 1 for slope in slopes),
            "p_below_05": sum(p_value < 0.05 for p_value in p_values),
        },
        **{name: bins(y, eta) for name, eta in etas.items()},
    }


def bins(y, eta):
    """Predicted and observed in five bins, how many of them meet the diagonal, and how the surest predictions fared."""
    found = metrics.calibration(y, expit(eta), bins=5)
    meet = (found.low <= found.predicted) & (found.predicted <= found.high)
    sure, wrong = np.abs(eta) > SURE, (eta >= 0) != y
    return {
        "bins": vars(found),
        "n": len(meet),
        "meet": int(meet.sum()),
        "top": {"count": found.count[-1], "observed": found.observed[-1], "predicted": found.predicted[-1]},
        "sure": {"n": int(sure.sum()), "wrong": int((sure & wrong).sum())},
    }


def median(rows):
    """Column by column, the model's name left out."""
    return {key: np.median([one[key] for one in rows]) for key in rows[0] if key != "model"}


def row(model, y, eta):
    """A logistic regression of the test's classes on a model's η: what it predicts, and what correcting it would gain."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.ExtremeProbabilityWarning)  # some |η| are beyond 100
        again = glm.fit(datasets.with_bias(eta[:, None]), y)
    ratio = 2 * log_loss(y, eta).sum() - again.deviance  # chi-squared with 2 degrees of freedom, if calibrated
    return {
        "model": model,
        "expected": expit(eta).sum(),
        "present": int(y.sum()),
        "slope": again.coefficients[0],
        "error": again.standard_errors[0],
        "intercept": again.coefficients[1],
        "intercept_error": again.standard_errors[1],
        "ratio": ratio,
        "p_value": np.exp(-ratio / 2),
        "log_loss": log_loss(y, eta).mean(),
        "recalibrated": again.deviance / 2 / len(y),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 7.4)
    panels = figure.subplots(3, sharex=True)
    _bins(panels, numbers, ("0", "20 %", "40 %", "60 %", "80 %", "100 %"))
    for axes in panels:
        axes.set_ylabel("Share of 8s")
    panels[-1].set_xlabel("Predicted probability of an 8")


def draw_wide(figure, numbers):
    figure.set_size_inches(ink.WIDE, 3.1)
    panels = figure.subplots(1, 3, sharey=True)
    _bins(panels, numbers, ("0", "50 %", "100 %"))
    panels[0].set_ylabel("Share of 8s")
    panels[1].set_xlabel("Predicted probability of an 8")


def _bins(panels, numbers, ticks):
    for axes, (name, title) in zip(panels, NAMES.items(), strict=True):
        bins = {key: np.array(values) for key, values in numbers[name]["bins"].items()}
        axes.plot([0, 1], [0, 1], color=ink.colour("axes.edgecolor"), linewidth=1.1, linestyle=ink.DASHES[1], zorder=1)
        colour = {"glm": ink.GLM["color"], "unit": ink.NEURON["color"], "net": ink.FOURTH}[name]
        axes.vlines(bins["predicted"], bins["low"], bins["high"], color=colour, linewidth=2)
        axes.plot(bins["predicted"], bins["observed"], "o", color=colour, markersize=7, zorder=4)
        for x, low, high, count in zip(bins["predicted"], bins["low"], bins["high"], bins["count"], strict=True):
            above = high < 0.85
            axes.annotate(f"{count}", (x, high if above else low), (0, 3 if above else -3), textcoords="offset points",
                          ha="center", va="bottom" if above else "top", fontsize=10)  # fmt: skip
        axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), title=title)
        axes.set_xticks(np.linspace(0, 1, len(ticks)), ticks)
        axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        axes.grid(True)
