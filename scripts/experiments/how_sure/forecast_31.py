"""The forecast for 31 °F with the intervals that three recipes give it, and with a line that may bend."""

from statistics import NormalDist

import numpy as np

from experiments._shared import o_rings
from experiments._shared.forecast import band, forecast
from press import ink
from smallest_network import datasets, glm, intervals, penalised
from smallest_network.logistic import expit, logit

CAPTION = (
    "Above: the launches, the straight line's curve in its Wald band, and dashed the best line with a bend, a term in "
    "temperature squared. Below: intervals of 95 per cent at 31 °F, on the scale of the log-odds. Dots are estimates, "
    "{at_31[p]:.5f} by maximum likelihood and {at_31[firth_p]:.3f} by Firth's method; an open ring is how low the "
    "lower end gets when one launch is left out. Arrows go on beyond the picture."
)
ALT = (
    "Above, a falling S-shaped curve from 28 to 85 °F in a grey band, and a dashed one that lies near it over the "
    "launches, {coldest:.0f} to {warmest:.0f} °F. Below, five bars for 31 °F: Wald from {at_31[low]:.2f}, profile "
    "from {at_31[profile_low]:.2f} and Firth from {at_31[firth_low]:.2f}, all to nearly 1; with a bend, profile from "
    "{bent[profile_low]:.4f} and Wald from nearly 0, both beyond the right edge."
)
TABLE = {
    "Temperature": "{temperature:.0f} °F",
    "Probability": "{p:.5f}",
    "Wald interval": "{low:.3f} to {high:.3f}",
    "Profile interval": "{profile_low:.3f} to {profile_high:.3f}",
    "Firth's interval": "{firth_low:.3f} to {firth_high:.3f}",
}
Z = NormalDist().inv_cdf(0.975)


def measure():
    temperature, distress = datasets.o_ring()
    fitted = o_rings.fitted()
    grid = np.linspace(28, 85, 229)
    at = np.array([31.0, coldest := temperature.min(), 65, 70, warmest := temperature.max()])
    rows = [
        {
            "temperature": t,
            **forecast(fitted, np.array([t, 1.0])),
            **profile(temperature - t, distress),
            **firth(temperature - t, distress),
        }
        for t in at
    ]
    curve = [forecast(fitted, np.array([t, 1.0])) for t in grid]
    slope, margin = fitted.coefficients[0], Z * fitted.standard_errors[0]
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "rows": rows,
        "at_31": {**rows[0], "odds": np.exp(rows[0]["eta"])},
        "chi2_95": Z**2,
        "correlation": fitted.covariance[0, 1] / np.prod(fitted.standard_errors),
        "slope": {"low": slope - margin, "high": slope + margin},
        "weighted_mean": -fitted.covariance[0, 1] / fitted.covariance[0, 0],
        "coldest": coldest,
        "warmest": warmest,
        "beyond": coldest - 31,
        "range": warmest - coldest,
        "grid": grid,
        **{name: [one[name] for one in curve] for name in ("p", "low", "high")},
        "bent": bend(temperature - 31, distress, grid, fitted.deviance),
        "without": leave_one_out(temperature[:, 0], distress),
    }


def bend(from_31, distress, grid, straight):
    """The forecast for 31 °F by a line with a bend, and by how much its deviance is below that of the `straight` one."""
    fitted = glm.fit(squared(from_31[:, 0] + 31), distress, tol=o_rings.TOL)
    at_31 = forecast(fitted, squared([31.0])[0])
    gain = straight - fitted.deviance
    return {
        "curve": expit(squared(grid) @ fitted.coefficients),
        **{name: at_31[name] for name in ("eta", "se", "low", "high")},
        "low_power": int(np.ceil(np.log10(at_31["low"]))),
        "profile_low": profile(np.column_stack([from_31 / 10, (from_31 / 10) ** 2]), distress)["profile_low"],
        "deviance": fitted.deviance,
        "gain": gain,
        "chance": 2 * NormalDist().cdf(-np.sqrt(gain)),
    }


def squared(temperature):
    """Columns for a line with a bend: temperature squared, temperature, 1, in degrees from 70 °F."""
    centred = np.asarray(temperature, dtype=float) - 70
    return datasets.with_bias(np.column_stack([centred**2, centred]))


def leave_one_out(temperature, distress):
    """How far the forecast for 31 °F, its intervals and the slope move when one launch is left out, over all launches."""
    found = [_without(row, temperature, distress) for row in range(len(distress))]
    least, most = (choose(found, key=lambda one: one["eta"]) for choose in (min, max))
    wald_lowest = min(found, key=lambda one: one["low"])
    profile_lowest = min(found, key=lambda one: one["profile_low"])
    return {
        "low": {"p": least["p"], "odds": np.exp(least["eta"])},
        "high": {"p": most["p"], "odds": np.exp(most["eta"]), "temperature": most["temperature"]},
        "wald_lowest": {"low": wald_lowest["low"], "temperature": wald_lowest["temperature"]},
        "profile_lowest": {"low": profile_lowest["profile_low"], "temperature": profile_lowest["temperature"]},
        "slope_may_be_zero": sorted(one["temperature"] for one in found if one["slope_high"] > 0),
        "least_gain": min(one["gain"] for one in found),
    }


def _without(row, temperature, distress):
    kept = np.arange(len(distress)) != row
    columns = temperature[kept, None]
    fitted = glm.fit(datasets.with_bias(columns), distress[kept], tol=o_rings.TOL)
    return {
        "temperature": temperature[row],
        **forecast(fitted, np.array([31.0, 1.0])),
        **profile(columns - 31, distress[kept]),
        "slope_high": fitted.coefficients[0] + Z * fitted.standard_errors[0],
        "gain": fitted.null_deviance - fitted.deviance,
    }


def profile(columns, distress):
    """The profile interval of the forecast where the columns (n, k) are zero, so that its η is the intercept."""
    X = datasets.with_bias(columns)
    low, high = intervals.profile(X, distress, np.eye(X.shape[1])[-1])
    return {"profile_low": expit(low), "profile_high": expit(high)}


def firth(columns, distress):
    """The same by Firth's method: estimate and profile interval."""
    X = datasets.with_bias(columns)
    low, high = intervals.firth_profile(X, distress, np.eye(X.shape[1])[-1])
    return {
        "firth_p": expit(penalised.firth(X, distress).coefficients[-1]),
        "firth_low": expit(low),
        "firth_high": expit(high),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.6)
    above, below = figure.subplots(2, height_ratios=(1.45, 1))
    band(above, numbers)
    above.plot(numbers["grid"], numbers["bent"]["curve"], color=ink.FOURTH, linestyle=ink.DASHES[1], linewidth=1.6)
    above.axvline(31, **ink.guide())
    above.text(31.6, 0.06, "31 °F", ha="left", va="center", color=ink.colour("xtick.labelcolor"))
    above.text(37, 0.62, "with a bend", color=ink.FOURTH, ha="left", va="center")
    _bars(below, numbers)


def _bars(axes, numbers):
    at_31, bent, without = numbers["at_31"], numbers["bent"], numbers["without"]
    left, right = -10.0, 19.0
    straight, firths = ({"color": color, "linestyle": "-"} for color in (ink.GLM["color"], ink.THIRD))
    curved = {"color": ink.FOURTH, "linestyle": ink.DASHES[1]}
    bars: list[tuple] = [
        ("Wald", at_31["low"], at_31["high"], at_31["p"], without["wald_lowest"]["low"], straight),
        (
            "profile",
            at_31["profile_low"],
            at_31["profile_high"],
            at_31["p"],
            without["profile_lowest"]["low"],
            straight,
        ),
        ("Firth", at_31["firth_low"], at_31["firth_high"], at_31["firth_p"], None, firths),
        ("bend, profile", bent["profile_low"], None, None, None, curved),
        ("bend, Wald", None, None, None, None, curved),
    ]
    axes.axvline(0, **ink.guide())
    for place, (_, low, high, estimate, lowest, style) in enumerate(bars):
        ends = [left if low is None else logit(low), right if high is None else min(logit(high), right)]
        axes.plot(ends, [place, place], linewidth=2.2, **style)
        if low is None:
            axes.plot(left, place, marker="<", markersize=7, color=style["color"], clip_on=False)
        if high is None:
            axes.plot(right, place, marker=">", markersize=7, color=style["color"], clip_on=False)
        if estimate is not None:
            axes.plot(logit(estimate), place, "o", markersize=7, color=style["color"])
        if lowest is not None:
            axes.plot(logit(lowest), place, "o", markersize=6, markerfacecolor="none", color=style["color"])
    axes.set(ylim=(len(bars) - 0.5, -0.5), yticks=range(len(bars)), yticklabels=[bar[0] for bar in bars])
    axes.set(xlim=(left, right), xticks=logit([1e-3, 0.5, 1 - 1e-3, 1 - 1e-6]))
    axes.set(xticklabels=("0.001", "½", "0.999", "0.999999"), xlabel="Probability of distress at 31 °F")
    axes.tick_params(axis="y", length=0, pad=12)
    axes.spines["left"].set_visible(False)
