"""The same fit on two scales: a curve in probability, a straight line in log-odds."""

import numpy as np

from press import ink
from smallest_network import datasets, glm
from smallest_network.logistic import expit

CAPTION = (
    "Above, 23 launches (1: O-ring distress, points moved a little where they would hide one another) and the fitted "
    "probability; below, its log-odds. Both cross their middle at {half:.1f} °F, and ten degrees less add "
    "{per_ten:.2f} to the log-odds everywhere."
)
ALT = (
    "Two panels over the temperature at launch, from 50 to 85 °F. Above, an S-shaped curve falls from "
    "{curve_left:.2f} to {curve_right:.2f} between launches with distress at 1 and without at 0; it passes ½ at "
    "{half:.1f} °F. Below, a straight line falls from {line_left:.1f} to {line_right:.1f} and passes 0 at the same "
    "temperature."
)


def measure():
    temperature, distress = datasets.o_ring()
    fitted = glm.fit(datasets.with_bias(temperature), distress, tol=1e-14)
    slope, intercept = fitted.coefficients
    grid = np.linspace(50, 85, 141)
    line = slope * grid + intercept
    at = {f"at_{degrees}": expit(slope * degrees + intercept) for degrees in (53, 60, 65, 70, 81)}
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "slope": slope,
        "intercept": intercept,
        "standard_errors": fitted.standard_errors,
        "deviance": fitted.deviance,
        "null_deviance": fitted.null_deviance,
        "gain": fitted.null_deviance - fitted.deviance,
        "n": len(distress),
        "n_distress": int(distress.sum()),
        "warm_distress": float(temperature[distress == 1].max()),
        "launches_at_70": int((temperature[:, 0] == 70).sum()),
        "distress_at_70": int(distress[temperature[:, 0] == 70].sum()),
        "half": -intercept / slope,
        "steepest": -slope / 4,
        "ninety": (np.log(9) - intercept) / slope,
        "ninety_from_half": -np.log(9) / slope,
        "celsius_slope": 1.8 * slope,
        "celsius_intercept": intercept + 32 * slope,
        "n_clear": int((distress == 0).sum()),
        "coldest_clear": float(temperature[distress == 0].min()),
        "per_degree": np.exp(-slope),
        "per_ten": -10 * slope,
        "per_ten_odds": np.exp(-10 * slope),
        "coldest": float(temperature.min()),
        "warmest": float(temperature.max()),
        "grid": grid,
        "line": line,
        "curve": expit(line),
        "line_left": line[0],
        "line_right": line[-1],
        "curve_left": expit(line[0]),
        "curve_right": expit(line[-1]),
        **at,
    }


def launches(axes, numbers, *, gap=0.06, **style):
    """Launches at 0 or 1, the later of equal ones moved inwards by `gap`."""
    temperature, distress = np.array(numbers["temperature"]), np.array(numbers["distress"])
    pairs = list(zip(temperature, distress, strict=True))
    seen = np.array([pairs[:i].count(pair) for i, pair in enumerate(pairs)])
    height = distress + np.where(distress == 1, -gap, gap) * seen
    ink.points(axes, np.column_stack([temperature, height]), distress, **{"size": 6.5, **style})


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.2)
    above, below = figure.subplots(2, sharex=True)
    half = numbers["half"]
    for axes, middle in ((above, 0.5), (below, 0)):
        axes.axvline(half, **ink.guide())
        axes.axhline(middle, **ink.guide())
    above.plot(numbers["grid"], numbers["curve"], **ink.GLM)
    launches(above, numbers)
    above.set(xlim=(50, 85), ylim=(-0.07, 1.07), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    above.set(ylabel="Probability μ")
    above.text(half + 0.9, 0.56, f"½ at {half:.1f} °F", ha="left", va="bottom")
    below.plot(numbers["grid"], numbers["line"], **ink.GLM)
    below.set(ylim=(-5, 5), yticks=range(-4, 5, 2), xlabel="Temperature at launch (°F)", ylabel="Log-odds η")
    right, step = 70, 10  # the slope as a right triangle, ten degrees wide
    low, high = (numbers["slope"] * t + numbers["intercept"] for t in (right, right - step))
    below.plot(
        [right - step, right - step, right], [high, low, low], color="C4", linestyle=ink.DASHES[1], linewidth=1.4
    )
    below.text(right - step - 0.5, (low + high) / 2, f"{numbers['per_ten']:.2f}", color="C4", ha="right", va="center")
    below.text(right - step / 2, low - 0.25, "10 °F", color="C4", ha="center", va="top")
