"""The predicted probability of an 8, and the share of 8s among the images that got it."""

import warnings

import numpy as np

from experiments.digits.digit_results import on_test, task
from press import ink
from smallest_network import datasets, glm, metrics
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "Test images in five bins by predicted probability: the share that is an 8, with its 95 % interval (Wilson), "
    "against the mean prediction. On the diagonal the probabilities can be taken at their word. Numbers count the "
    "images of a bin."
)
ALT = (
    "Three panels of five points with vertical intervals around a diagonal. The maximum-likelihood fit: nearly all "
    "images in the two outer bins, and in the upper one of {glm_top} images only {glm_top_share:.0%} an 8 where "
    "{glm_top_mean:.0%} was predicted. The single unit and the network stopped early: {unit_meet} of {unit_bins} and "
    "{net_meet} of {net_bins} intervals meet the diagonal."
)
TABLE = {
    "Model": "{model}",
    "8s predicted": "{expected:.1f}",
    "8s present": "{present}",
    "Intercept": "{intercept:.2f} ± {intercept_error:.2f}",
    "Slope": "{slope:.2f} ± {error:.2f}",
    "Log-loss": "{log_loss:.3f}",
    "Recalibrated": "{recalibrated:.3f}",
}
NAMES = {"glm": "Maximum likelihood", "unit": "Single unit, stopped", "net": "Hidden layer, stopped"}


def measure():
    data = task()
    y, etas = data.y[data.test], on_test(data)
    found: dict = {"rows": [], "n_test": len(y)}
    for name, eta in etas.items():
        bins = metrics.calibration(y, expit(eta), bins=5)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", glm.ExtremeProbabilityWarning)  # some |η| are beyond 100
            again = glm.fit(datasets.with_bias(eta[:, None]), y)
        found[name] = vars(bins)
        meet = (bins.low <= bins.predicted) & (bins.predicted <= bins.high)
        found |= {f"{name}_bins": len(meet), f"{name}_meet": int(meet.sum())}
        found["rows"].append(
            {
                "model": NAMES[name],
                "expected": expit(eta).sum(),
                "present": int(y.sum()),
                "slope": again.coefficients[0],
                "error": again.standard_errors[0],
                "intercept": again.coefficients[1],
                "intercept_error": again.standard_errors[1],
                "ratio": 2 * log_loss(y, eta).sum()
                - again.deviance,  # chi-squared, 2 degrees of freedom, if calibrated
                "p_value": np.exp(again.deviance / 2 - log_loss(y, eta).sum()),
                "log_loss": log_loss(y, eta).mean(),
                "recalibrated": again.deviance / 2 / len(y),
            }
        )
    sure = np.abs(etas["glm"]) > np.log(999)
    wrong = (etas["glm"] >= 0) != y
    return found | {
        "glm_top": int(found["glm"]["count"][-1]),
        "glm_top_share": found["glm"]["observed"][-1],
        "glm_top_mean": found["glm"]["predicted"][-1],
        "glm_sure": int(sure.sum()),
        "glm_sure_wrong": int((sure & wrong).sum()),
        "net_sure": int((np.abs(etas["net"]) > np.log(999)).sum()),
        "net_sure_wrong": int(((np.abs(etas["net"]) > np.log(999)) & ((etas["net"] >= 0) != y)).sum()),
        "unit_sure": int((np.abs(etas["unit"]) > np.log(999)).sum()),
        "unit_sure_wrong": int(((np.abs(etas["unit"]) > np.log(999)) & ((etas["unit"] >= 0) != y)).sum()),
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 7.4)
    for axes, (name, title) in zip(figure.subplots(3, sharex=True), NAMES.items(), strict=True):
        bins = {key: np.array(values) for key, values in numbers[name].items()}
        axes.plot([0, 1], [0, 1], color=ink.colour("axes.edgecolor"), linewidth=1.1, linestyle=ink.DASHES[1], zorder=1)
        colour = {"glm": "C3", "unit": "C2", "net": "C5"}[name]
        axes.vlines(bins["predicted"], bins["low"], bins["high"], color=colour, linewidth=2)
        axes.plot(bins["predicted"], bins["observed"], "o", color=colour, markersize=7, zorder=4)
        for x, low, high, count in zip(bins["predicted"], bins["low"], bins["high"], bins["count"], strict=True):
            above = high < 0.85
            axes.annotate(f"{count}", (x, high if above else low), (0, 3 if above else -3), textcoords="offset points",
                          ha="center", va="bottom" if above else "top", fontsize=10)  # fmt: skip
        axes.set(xlim=(-0.04, 1.04), ylim=(-0.04, 1.04), title=title, ylabel="Share of 8s")
        axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1], ["0", "20 %", "40 %", "60 %", "80 %", "100 %"])
        axes.set_yticks([0, 0.5, 1], ["0", "50 %", "100 %"])
        axes.grid(True)
    axes.set_xlabel("Predicted probability of an 8")
