"""The fitted probability of distress and its 95 per cent intervals, at the launches and at 31 °F."""

from statistics import NormalDist

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import datasets, glm, intervals
from smallest_network.logistic import expit

CAPTION = (
    "Band: Wald interval at every temperature. No launch was colder than {coldest:.0f} °F. At 31 °F the line says "
    "{at_31[p]:.5f}, with a Wald interval from {at_31[low]:.2f} to {at_31[high]:.7f} (upright bar). "
    "Let the line bend (dashed: a term in "
    "temperature squared), and the Wald interval there, drawn a degree to the left, is everything from 0 to 1."
)
ALT = (
    "A falling S-shaped curve from 28 to 85 °F in a grey band. Where there are launches, {coldest:.0f} to "
    "{warmest:.0f} °F, the band lies on both sides of the curve; to the left of them the curve is at {at_31[p]:.4f} for "
    "31 °F while the band's lower edge is at {at_31[low]:.2f}. A dashed second curve, with a squared term, lies near the "
    "first over the launches; its Wald interval at 31 °F, a vertical bar, spans everything from 0 to 1."
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
    fitted = o_rings.fitted()
    grid = np.linspace(28, 85, 229)
    at = np.array([31.0, coldest := temperature.min(), 65, 70, warmest := temperature.max()])
    rows = [{"temperature": t, **wald(fitted, np.array([t, 1.0])), **profile(temperature - t, distress)} for t in at]
    band = [wald(fitted, np.array([t, 1.0])) for t in grid]
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
        "curve": [one["p"] for one in band],
        "band": {"low": [one["low"] for one in band], "high": [one["high"] for one in band]},
        "bent": bend(temperature - 31, distress, grid, fitted.deviance),
        "without": leave_one_out(temperature[:, 0], distress),
    }


def bend(from_31, distress, grid, straight):
    """The forecast for 31 °F by a line with a bend, and by how much its deviance is below that of the `straight` one."""
    fitted = glm.fit(squared(from_31[:, 0] + 31), distress, tol=o_rings.TOL)
    at_31 = wald(fitted, squared([31.0])[0])
    gain = straight - fitted.deviance
    return {
        "curve": expit(squared(grid) @ fitted.coefficients),
        **{name: at_31[name] for name in ("se", "low", "high")},
        "low_power": int(np.ceil(np.log10(at_31["low"]))),
        "profile_low": profile(np.column_stack([from_31, from_31**2]), distress)["profile_low"],
        "deviance": fitted.deviance,
        "gain": gain,
        "chance": 2 * NormalDist().cdf(-np.sqrt(gain)),
    }


def squared(temperature):
    """Columns for a line with a bend: temperature squared, temperature, 1, in degrees from 70 °F."""
    centred = np.asarray(temperature, dtype=float) - 70
    return datasets.with_bias(np.column_stack([centred**2, centred]))


def wald(fitted, x):
    """Forecast at inputs x (p,) with its 95 % interval, symmetric around η and then taken through expit."""
    found = intervals.wald(fitted, x)
    low, high = expit([found.low, found.high])
    return {"eta": found.estimate, "se": found.standard_error, "p": expit(found.estimate), "low": low, "high": high}


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
        **wald(fitted, np.array([31.0, 1.0])),
        **profile(columns - 31, distress[kept]),
        "slope_high": fitted.coefficients[0] + Z * fitted.standard_errors[0],
        "gain": fitted.null_deviance - fitted.deviance,
    }


def profile(columns, distress):
    """The profile interval of the forecast where the columns (n, k) are zero, so that its η is the intercept."""
    X = datasets.with_bias(columns)
    low, high = intervals.profile(X, distress, np.eye(X.shape[1])[-1])
    return {"profile_low": expit(low), "profile_high": expit(high)}


def draw(figure, numbers):
    figure.set_size_inches(5.2, 3.7)
    axes = figure.add_subplot()
    axes.axhline(0.5, **ink.guide())
    at_31, bent = numbers["at_31"], numbers["bent"]
    grid, faint = numbers["grid"], ink.colour("grid.color")
    axes.fill_between(grid, numbers["band"]["low"], numbers["band"]["high"], color="C2", alpha=0.28, linewidth=0)
    axes.plot(grid, bent["curve"], color="C5", linestyle=ink.DASHES[1], linewidth=1.6)
    axes.plot(grid, numbers["curve"], **ink.GLM)
    axes.axvline(numbers["coldest"], color=faint, linewidth=1)
    axes.plot([30, 30], [bent["low"], bent["high"]], color="C5", linestyle=ink.DASHES[1], linewidth=1.6)
    axes.plot([31, 31], [at_31["low"], at_31["high"]], color="C3", linewidth=2.2)
    axes.plot(31, at_31["p"], marker="o", markersize=7, color="C3", clip_on=False)
    o_rings.launches(axes, numbers)
    axes.text(32.2, 0.68, "31 °F, straight line", ha="left", va="center")
    axes.text(32.2, 0.2, "31 °F, with a bend", color="C5", ha="left", va="center")
    axes.text(numbers["coldest"] + 0.6, 0.02, "coldest\nlaunch", color=ink.colour("xtick.labelcolor"), va="center")
    axes.set(xlim=(28, 85), ylim=(-0.05, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress")
