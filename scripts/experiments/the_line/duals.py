"""The residuals of the trained neuron are the dual variables of the line of the largest margin."""

import numpy as np

from experiments._shared import four_points
from press.numerals import power_of_ten
from smallest_network import datasets, neuron

CAPTION = (
    "Each residual, times epochs and learning rate, beside the dual variable derived in the text. Nothing is fitted."
)
TABLE = {
    "Input 1": "{input_1:.0f}",
    "Input 2": "{input_2:.0f}",
    "Output": "{output:.0f}",
    "Residual": "{shown}",
    "Residual × epochs × rate": "{scaled:.5f}",
    "Dual variable": "{dual:.1f}",
}
DUALS = (4 / 5, 9 / 5, 6 / 5, 6 / 5)  # (2 - q, 3 - q, q, q) with q = 6/5; derived in the post


def measure():
    X, y = datasets.four_points()
    inputs, _ = four_points.inputs()
    weights = four_points.neuron_as_the_source()
    residuals = np.abs(y - neuron.predict_proba(inputs, weights))
    time = four_points.SETTINGS["epochs"] * four_points.SETTINGS["learning_rate"]
    signs = 2 * y - 1
    rows = [
        {
            "input_1": x1,
            "input_2": x2,
            "output": t,
            "residual": r,
            "shown": power_of_ten(r, 3),
            "scaled": r * time,
            "dual": dual,
        }
        for (x1, x2), t, r, dual in zip(X, y, residuals, DUALS, strict=True)
    ]
    return {
        "rows": rows,
        "time": time,
        "max_margin": (np.array(DUALS) * signs) @ inputs,
        "weights": weights,
        "predicted": [-2 * np.log(5 * time / 6), np.log(1.5), np.log(5 * time / 9)],
        "largest_difference": max(abs(row["scaled"] - row["dual"]) for row in rows),
    }
