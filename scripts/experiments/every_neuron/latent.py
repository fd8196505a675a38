"""A hard threshold behind noise: logistic noise makes it a logistic unit, normal noise a probit unit."""

import numpy as np

from press import ink
from smallest_network import families, intervals

CAPTION = (
    "Above, the density of η plus noise at η = {at:g}; the coloured area, to the right of the threshold at 0, is the "
    "probability of a 1: {areas[logistic]:.3f} for logistic noise, {areas[normal]:.3f} for normal noise of standard "
    "deviation 1. Below, the same for every η: curves by formula, dots by lot, the share of ones among {draws:,} "
    "draws, one draw of them all, with 95 % Wilson intervals, {inside} of {n} of which hold the curve."
)
ALT = (
    "Above: two bell-shaped densities around 1, the logistic one wide, the normal one narrow, each with the part "
    "right of 0 filled. Below: two S-shaped curves, the normal one steeper, and dots with short bars that lie along "
    "them."
)
AT, DRAWS = 1.0, 1000


def measure():
    rng = np.random.default_rng(6)
    grid, eta = np.linspace(-5.5, 7, 251), np.linspace(-4, 4, 17)
    kinds = {"logistic": (families.LOGIT, rng.logistic), "normal": (families.PROBIT, rng.normal)}
    curve = np.linspace(-4.4, 4.4, 177)
    found, inside = {}, 0
    for name, (link, noise) in kinds.items():
        ones = (eta + noise(size=(DRAWS, len(eta))) > 0).sum(axis=0)
        low, high = intervals.wilson(ones, np.full(len(eta), DRAWS))
        inside += int(((low <= link.inverse(eta)) & (link.inverse(eta) <= high)).sum())
        found[name] = {
            "density": link.slope(grid - AT),  # the slope of a distribution function
            "curve": link.inverse(curve),
            "shares": ones / DRAWS,
            "low": low,
            "high": high,
        }
    return {
        "at": AT,
        "draws": DRAWS,
        "grid": grid,
        "eta": eta,
        "across": curve,
        **found,
        "areas": {name: link.inverse(np.array([AT])).item() for name, (link, _) in kinds.items()},
        "deviation": np.pi / np.sqrt(3),
        "n": 2 * len(eta),
        "inside": inside,
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.6)
    above, below = figure.subplots(2, height_ratios=(1, 1.2))
    grid = np.array(numbers["grid"])
    styles = {"logistic": (ink.GLM["color"], "-", "o"), "normal": (ink.THIRD, ink.DASHES[1], "s")}
    for name, (role, dashes, marker) in styles.items():
        found = numbers[name]
        density = np.array(found["density"])
        above.fill_between(grid[grid >= 0], density[grid >= 0], color=role, alpha=0.14, linewidth=0)
        above.plot(grid, density, color=role, linestyle=dashes)
        below.plot(numbers["across"], found["curve"], color=role, linestyle=dashes)
        shares, low, high = (np.array(found[key]) for key in ("shares", "low", "high"))
        below.errorbar(
            numbers["eta"],
            shares,
            [shares - low, high - shares],
            fmt=marker,
            color=role,
            markersize=4.5,
            elinewidth=1.1,
        )
    above.axvline(0, color=ink.colour("axes.edgecolor"), linewidth=1.2)
    above.text(-0.12, 0.4, "threshold", ha="right", va="top")
    above.text(1.75, 0.33, "normal noise", color=ink.THIRD, ha="left", va="bottom")
    above.text(3.4, 0.11, "logistic noise", color=ink.GLM["color"], ha="left", va="bottom")
    above.set(xlim=(-5.5, 7), ylim=(0, 0.43), yticks=(0, 0.2, 0.4), xlabel=f"η plus noise, for η = {numbers['at']:g}")
    above.set_ylabel("Density")
    below.axhline(0.5, **ink.guide())
    below.set(xlim=(-4.4, 4.4), ylim=(-0.03, 1.03), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    below.set(xlabel="Sum η", ylabel="Probability of a 1")
