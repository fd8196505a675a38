"""The fitted probability of distress and its 95 per cent intervals, at the launches and at 31 °F."""

from statistics import NormalDist

import numpy as np

from experiments.intuition.o_ring_log_odds import launches
from press import ink
from smallest_network import datasets, glm
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "Band: Wald interval at every temperature. No launch was colder than {coldest:.0f} °F. At 31 °F the line says "
    "{p:.5f}, with a Wald interval from {low:.2f} to {high:.7f} (upright bar). Let the line bend (dashed: a term in "
    "temperature squared), and the Wald interval there, drawn a degree to the left, is everything from 0 to 1."
)
ALT = (
    "A falling S-shaped curve from 28 to 85 °F in a grey band. Where there are launches, {coldest:.0f} to "
    "{warmest:.0f} °F, the band lies on both sides of the curve; to the left of them the curve is at {p:.4f} for 31 °F while the "
    "band's lower edge is at {low:.2f}. A dashed second curve, with a squared term, lies near the first over "
    "the launches; its Wald interval at 31 °F, a vertical bar, spans everything from 0 to 1."
)
TABLE = {
    "Temperature": "{temperature:.0f} °F",
    "Probability": "{p:.5f}",
    "Wald interval": "{low:.3f} to {high:.3f}",
    "Profile interval": "{profile_low:.3f} to {profile_high:.3f}",
}
Z = NormalDist().inv_cdf(0.975)


def measure():
    temperature, distress = datasets.o_ring()
    fitted = glm.fit(datasets.with_bias(temperature), distress, tol=1e-14)
    grid = np.linspace(28, 85, 229)
    at = np.array([31.0, coldest := temperature.min(), 65, 70, warmest := temperature.max()])
    rows = [{"temperature": t, **wald(fitted, np.array([t, 1.0])), **profile(temperature - t, distress)} for t in at]
    band = [wald(fitted, np.array([t, 1.0])) for t in grid]

    bent = glm.fit(squared(temperature[:, 0]), distress, tol=1e-14)
    bent_at = wald(bent, squared([31.0])[0])
    from_31 = temperature - 31
    without = [leave_out(row, temperature[:, 0], from_31, distress) for row in range(len(distress))]
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "rows": rows,
        **wald(fitted, np.array([31.0, 1.0])),
        **profile(from_31, distress),
        "chi2_95": Z**2,
        "variance_intercept": fitted.covariance[1, 1],
        "variance_slope": fitted.covariance[0, 0],
        "covariance": fitted.covariance[0, 1],
        "correlation": fitted.covariance[0, 1] / np.prod(fitted.standard_errors),
        "odds": np.exp(fitted.coefficients @ [31.0, 1.0]),
        "slope_low": fitted.coefficients[0] - Z * fitted.standard_errors[0],
        "slope_high": fitted.coefficients[0] + Z * fitted.standard_errors[0],
        "weighted_mean": -fitted.covariance[0, 1] / fitted.covariance[0, 0],
        "coldest": coldest,
        "warmest": warmest,
        "beyond": coldest - 31,
        "range": warmest - coldest,
        "grid": grid,
        "curve": [one["p"] for one in band],
        "band_low": [one["low"] for one in band],
        "band_high": [one["high"] for one in band],
        "bent_curve": expit(squared(grid) @ bent.coefficients),
        "bent_low": bent_at["low"],
        "bent_low_power": int(np.ceil(np.log10(bent_at["low"]))),
        "bent_profile_low": profile(np.column_stack([from_31, from_31**2]), distress)["profile_low"],
        "bent_high": bent_at["high"],
        "bent_se": bent_at["se"],
        "bent_deviance": bent.deviance,
        "bent_gain": fitted.deviance - bent.deviance,
        "bent_chance": 2 * NormalDist().cdf(-np.sqrt(fitted.deviance - bent.deviance)),
        "bent_z": bent.coefficients[0] / bent.standard_errors[0],
        "without_low": min(one["p"] for one in without),
        "without_high": max(one["p"] for one in without),
        "without_odds_low": np.exp(min(one["eta"] for one in without)),
        "without_odds_high": np.exp(max(one["eta"] for one in without)),
        "without_lowest": min(one["low"] for one in without),
        "without_lowest_temperature": min(without, key=lambda one: one["low"])["temperature"],
        "without_profile_lowest": min(one["profile_low"] for one in without),
        "without_profile_lowest_temperature": min(without, key=lambda one: one["profile_low"])["temperature"],
        "without_zero": sorted(one["temperature"] for one in without if one["slope_high"] > 0),
        "without_gain_low": min(one["gain"] for one in without),
        "most_temperature": max(without, key=lambda one: one["eta"])["temperature"],
    }


def squared(temperature):
    """Columns for a line with a bend: temperature squared, temperature, 1, in degrees from 70 °F."""
    centred = np.asarray(temperature, dtype=float) - 70
    return datasets.with_bias(np.column_stack([centred**2, centred]))


def wald(fitted, x):
    """Forecast at inputs x (p,) with its 95 % interval, symmetric around η and then taken through expit."""
    eta, se = x @ fitted.coefficients, np.sqrt(x @ fitted.covariance @ x)
    return {"eta": eta, "se": se, "p": expit(eta), "low": expit(eta - Z * se), "high": expit(eta + Z * se)}


def leave_out(row, temperature, from_31, distress):
    """The forecast for 31 °F without one launch, and what that does to the slope."""
    kept = np.arange(len(distress)) != row
    fitted = glm.fit(datasets.with_bias(temperature[kept, None]), distress[kept], tol=1e-14)
    return {
        "temperature": temperature[row],
        **wald(fitted, np.array([31.0, 1.0])),
        **profile(from_31[kept], distress[kept]),
        "slope_high": fitted.coefficients[0] + Z * fitted.standard_errors[0],
        "gain": fitted.null_deviance - fitted.deviance,
    }


def profile(columns, distress):
    """Ends of the interval of forecasts that the likelihood-ratio test at 5 % does not reject.

    The columns (n, k) are zero where the forecast is made, so its η is the intercept. With η fixed, their slopes are
    left to choose: the best of the lines (or bent lines) through that point.
    """
    fitted = glm.fit(datasets.with_bias(columns), distress, tol=1e-14)
    middle, step = fitted.coefficients[-1], fitted.standard_errors[-1]
    scores = datasets.with_bias(columns) @ fitted.coefficients

    def excess(eta):
        """Deviance of the best line through η, above that of the best of all, less the quantile of χ²(1)."""
        slopes = np.linalg.lstsq(columns, scores - eta)[0]  # as near as may be to the best of all
        for _ in range(20):  # Newton's steps
            mu = expit(eta + columns @ slopes)
            slopes = slopes + np.linalg.solve((columns.T * (mu * (1 - mu))) @ columns, columns.T @ (distress - mu))
        return 2 * log_loss(distress, eta + columns @ slopes).sum() - fitted.deviance - Z**2

    ends = []
    for side in (-step, step):
        outside = middle + side
        while excess(outside) < 0:
            outside += side
        inside = outside - side
        for _ in range(60):
            half = (inside + outside) / 2
            if excess(half) > 0:
                outside = half
            else:
                inside = half
        ends.append(half)
    return {"profile_low": expit(ends[0]), "profile_high": expit(ends[1])}


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.7)
    axes = figure.add_subplot()
    axes.axhline(0.5, **ink.guide())
    grid, faint = numbers["grid"], ink.colour("grid.color")
    axes.fill_between(grid, numbers["band_low"], numbers["band_high"], color="C2", alpha=0.28, linewidth=0)
    axes.plot(grid, numbers["bent_curve"], color="C5", linestyle=ink.DASHES[1], linewidth=1.6)
    axes.plot(grid, numbers["curve"], **ink.GLM)
    axes.axvline(numbers["coldest"], color=faint, linewidth=1)
    axes.plot([30, 30], [numbers["bent_low"], numbers["bent_high"]], color="C5", linestyle=ink.DASHES[1], linewidth=1.6)
    axes.plot([31, 31], [numbers["low"], numbers["high"]], color="C3", linewidth=2.2)
    axes.plot(31, numbers["p"], marker="o", markersize=7, color="C3", clip_on=False)
    launches(axes, numbers)
    axes.text(32.2, 0.68, "31 °F, straight line", ha="left", va="center")
    axes.text(32.2, 0.2, "31 °F, with a bend", color="C5", ha="left", va="center")
    axes.text(numbers["coldest"] + 0.6, 0.02, "coldest\nlaunch", color=ink.colour("xtick.labelcolor"), va="center")
    axes.set(xlim=(28, 85), ylim=(-0.05, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress")
