"""What it takes to bring the neuron's line within a given angle of the vertical."""

import numpy as np

from experiments._shared import four_points
from smallest_network import neuron

CAPTION = "Epochs from the formula for the tilt; where that many can be run, the tilt that was measured after them."
TABLE = {"Tilt": "{tilt:g}°", "Epochs needed": "{shown}", "Tilt measured": "{measured}"}
TILTS = (3.0, 2.0, 1.5, 1.0, 0.75, 0.5, 0.25, 0.1)
AFFORDABLE = 2_000_000
LOG_BILLION, SECONDS_A_YEAR = np.log(1e9), 365.25 * 24 * 3600


def measure():
    rate = four_points.SETTINGS["learning_rate"]
    rows, off = [], {}
    for tilt in TILTS:
        log_epochs = _log_epochs(tilt, rate)
        power = int(log_epochs / np.log(10))
        epochs = round(float(np.exp(log_epochs))) if log_epochs < np.log(AFFORDABLE) else None
        shown = f"{epochs:,d}" if epochs else f"${np.exp(log_epochs - power * np.log(10)):.1f} \\times 10^{{{power}}}$"
        measured = "not run"
        if epochs:
            reached = neuron.tilt(four_points.neuron_as_the_source(epochs=epochs))
            measured = f"{reached:.4f}°"
            off[tilt] = abs(reached - tilt)
        rows.append({"tilt": tilt, "power": power, "shown": shown, "measured": measured})
    needed = {tilt: _log_epochs(tilt, rate) for tilt in (0.5, 0.25, 0.1)}
    return {
        "rows": rows,
        "off_at_one": off[1.0],
        "at_a_billion_a_second": {
            "half": {"seconds": np.exp(needed[0.5] - LOG_BILLION)},
            "quarter": {"years": np.exp(needed[0.25] - LOG_BILLION) / SECONDS_A_YEAR},
            "tenth": {"power_of_years": int((needed[0.1] - LOG_BILLION - np.log(SECONDS_A_YEAR)) / np.log(10))},
        },
    }


def _log_epochs(tilt, rate):
    """From tan(tilt) = log(3/2) / (2 log(5/6 · epochs · rate)); a logarithm, for the number may be beyond a float."""
    return np.log(1.5) / (2 * np.tan(np.radians(tilt))) + np.log(6 / 5 / rate)
