"""The stronger the effect, the weaker Wald's evidence: two tests of one difference, as the difference grows."""

import warnings
from statistics import NormalDist

import numpy as np

from press import ink
from smallest_network import glm, intervals

CAPTION = (
    "{n} subjects without treatment, {control} of them with success, and {n} with treatment, of whom the number on "
    "the axis succeed. Circles: Wald's statistic, the squared ratio of the coefficient to its standard error; it is "
    "largest at {peak}. Squares: the likelihood ratio, the fall of the deviance. Dashed: {threshold:.2f}, what "
    "either exceeds in one of twenty large samples without an effect. At {n} of {n} the coefficient is infinite; "
    "where R's rule stops, Wald's statistic is {last[wald]:.5f}."
)
ALT = (
    "Two rows of points over the number of successes, from {control} to {n}. The squares rise ever more steeply, to "
    "{last[ratio]:.0f}. The circles rise with them at first, are highest, {most:.1f}, at {peak} successes, then "
    "fall, at {n} to 0, below a dashed line at {threshold:.2f}."
)
N, CONTROL = 50, 25


def measure():
    rows, fits = [], []
    for successes in range(CONTROL, N + 1):
        *_, fitted = _fit(successes)
        fits.append(fitted)
        wald = (fitted.coefficients[0] / fitted.standard_errors[0]) ** 2
        rows.append({"successes": successes, "wald": wald, "ratio": fitted.null_deviance - fitted.deviance})
    most = max(rows, key=lambda row: row["wald"])
    return {
        "points": rows,
        "n": N,
        "control": CONTROL,
        "threshold": NormalDist().inv_cdf(0.975) ** 2,
        "peak": most["successes"],
        "most": most["wald"],
        "before_last": rows[-2],
        "last": rows[-1],
        "estimates": [fitted.coefficients[0] for fitted in fits],
        "standard_errors": [fitted.standard_errors[0] for fitted in fits],
        "golden": [
            _golden(successes, level)
            for successes, level in ((30, 0.95), (45, 0.95), (49, 0.99), (49, 0.8), (50, 0.95))
        ],
    }


def _fit(successes):
    """Columns of treatment and constant, responses, and the fit to them."""
    X = np.column_stack([np.repeat([0.0, 1.0], N), np.ones(2 * N)])
    y = np.r_[np.arange(N) < CONTROL, np.arange(N) < successes] * 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.SeparationWarning)  # the last one is separated: what the figure is about
        return X, y, glm.fit(X, y)


def _golden(successes, level):
    """What the live figure must answer where the threshold is that of this level."""
    X, y, fitted = _fit(successes)
    wald, ratio = intervals.wald(fitted, [1, 0], level=level), intervals.likelihood_ratio(X, y, [1, 0])
    profile = dict(zip(("low", "high"), intervals.profile(X, y, [1, 0], level=level), strict=True))
    return {
        "state": {"successes": successes, "threshold": NormalDist().inv_cdf((1 + level) / 2) ** 2},
        "answer": {
            "wald": {"statistic": wald.z**2, "low": wald.low, "high": wald.high},
            "likelihood": {"statistic": ratio.statistic} | {end: at for end, at in profile.items() if np.isfinite(at)},
        },
    }


def draw(figure, numbers):
    axes = figure.add_subplot()
    successes, wald, ratio = ([point[name] for point in numbers["points"]] for name in ("successes", "wald", "ratio"))
    axes.axhline(numbers["threshold"], color=ink.colour("axes.edgecolor"), linestyle=ink.DASHES[1], linewidth=1.2)
    axes.plot(successes, ratio, marker="s", color=ink.THIRD, markersize=5.5, linewidth=1)
    axes.plot(successes, wald, marker="o", color=ink.SECOND, markersize=6, linewidth=1, zorder=3)
    axes.set(
        xlim=(numbers["control"] - 0.7, numbers["n"] + 0.7),
        ylim=(-1.5, 46),
        xlabel=f"Successes of {numbers['n']} with treatment",
    )
    axes.set_ylabel("Test statistic")
    axes.text(45.4, 33, "likelihood ratio", color=ink.THIRD, ha="right", va="center")
    axes.text(48.2, 9.3, "Wald", color=ink.SECOND, ha="right", va="center")
    axes.grid(True, axis="y")
