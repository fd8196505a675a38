"""Three activation functions, and their slopes."""

import numpy as np

from press import ink
from press.numerals import power_of_ten
from smallest_network.network import ACTIVATIONS

CAPTION = (
    "Above, what a unit puts out at score η; below, how steeply that changes, which is the factor that a slope "
    "passing back through the unit is multiplied by."
)
ALT = (
    "Above: the logistic curve between 0 and 1, tanh between -1 and 1, and ReLU, which is 0 up to 0 and then rises "
    "along the diagonal. Below, their slopes: a low bell of height {peaks[logistic]:g}, a narrower one of height "
    "{peaks[tanh]:g}, and a step from 0 to {peaks[relu]:g}."
)
TABLE = {
    "Activation": "{name}",
    "Range": "{range}",
    "Slope at 0": "{at_zero}",
    "Slope at 3": "{at_three:.4f}",
    "Slope at 6": "{at_six:.6f}",
    "After ten layers at 3": "{ten_text}",
}
NAMES = {"logistic": "sigmoid (logistic)", "tanh": "tanh", "relu": "ReLU"}
RANGES = {"logistic": "0 to 1", "tanh": "−1 to 1", "relu": "0 and up"}


def measure():
    eta = np.linspace(-5, 5, 401)
    curves, slopes, rows = {}, {}, []
    for key, activation in ACTIVATIONS.items():
        curves[key] = activation.function(eta)
        slopes[key] = activation.slope(curves[key])
        at = activation.slope(activation.function(np.array([0.0, 3.0, 6.0])))
        rows.append(
            {
                "name": NAMES[key],
                "range": RANGES[key],
                "at_zero": f"{at[0]:g}" if key != "relu" else "0 or 1",
                "at_three": at[1],
                "at_six": at[2],
                "ten": at[1] ** 10,
                "ten_text": power_of_ten(at[1] ** 10),
            }
        )
    peaks = {key: values.max() for key, values in slopes.items()}
    return {
        "eta": eta,
        "curves": curves,
        "slopes": slopes,
        "rows": rows,
        "peaks": peaks,
        "four_ten": round(1 / peaks["logistic"] ** 10),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 5.6)
    above, below = figure.subplots(2, sharex=True)
    roles = {
        "logistic": (ink.FIRST, ink.DASHES[0]),
        "tanh": (ink.SECOND, ink.DASHES[1]),
        "relu": (ink.THIRD, ink.DASHES[3]),
    }
    eta = np.array(numbers["eta"])
    for key, (role, dashes) in roles.items():
        above.plot(eta, numbers["curves"][key], color=role, linestyle=dashes)
        height = np.array(numbers["slopes"][key])
        if key == "relu":  # a jump, not a steep line
            below.plot(eta[eta < 0], height[eta < 0], color=role, linestyle=dashes)
            below.plot(eta[eta > 0], height[eta > 0], color=role, linestyle=dashes)
        else:
            below.plot(eta, height, color=role, linestyle=dashes)
    above.axhline(0, **ink.guide())
    above.text(-2.3, 0.2, "sigmoid", color=ink.FIRST, ha="right", va="bottom")
    above.text(-2.3, -0.85, "tanh", color=ink.SECOND, ha="right", va="bottom")
    above.text(1.65, 1.95, "ReLU", color=ink.THIRD, ha="right", va="center")
    above.set(ylim=(-1.25, 2.6), yticks=(-1, 0, 1, 2), ylabel="Output a")
    below.text(-2.2, 0.2, "sigmoid", color=ink.FIRST, ha="right", va="bottom")
    below.text(-0.9, 0.72, "tanh", color=ink.SECOND, ha="right", va="bottom")
    below.text(2.6, 0.92, "ReLU", color=ink.THIRD, ha="left", va="top")
    below.set(ylim=(-0.06, 1.12), yticks=(0, 0.25, 0.5, 1), yticklabels=("0", "¼", "½", "1"), ylabel="Slope da/dη")
    below.set(xlim=(-5, 5), xlabel="Score η")
