"""How many epochs each method needs, in a bowl and in a valley."""

import numpy as np

from experiments._shared import o_rings
from experiments.parts import _descent
from smallest_network import datasets
from smallest_network.optimizers import Adam, GradientDescent, Momentum

CAPTION = (
    "Both are the O-ring data, from the same first curve. Bowl: temperature standardised, steepest and gentlest "
    "curvature at a ratio of {condition[bowl]:.1f}. Valley: in tens of °C from freezing, at a ratio of "
    "{condition[valley]:.0f}. Epochs until the mean loss stays within one millionth of its minimum, each method at the "
    "best of the rates {rates_text}."
)
TABLE = {
    "Method": "{method}",
    "Rate, bowl": "{rate_bowl:g}",
    "Epochs, bowl": "{epochs_bowl:,d}",
    "Rate, valley": "{rate_valley:g}",
    "Epochs, valley": "{epochs_valley:,d}",
}
RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
METHODS = {"gradient descent": GradientDescent, "with momentum": Momentum, "Adam": Adam}
LIMIT, TARGET = 2000, 1e-6
FLOOR_RATES = (1.0, 0.4, 0.1)  # the first is that of the optimisers' figure


def measure():
    X, y = o_rings.standardised()
    _, least, information = _descent.minimum(X, y)
    celsius = datasets.with_bias((datasets.o_ring()[0] - 32) / 18)
    _, _, information_celsius = _descent.minimum(celsius, y)
    start_celsius = np.linalg.lstsq(celsius, X @ np.array(_descent.START))[0]  # the same probabilities in these units

    rows = []
    for method, optimizer in METHODS.items():
        row: dict = {"method": method}
        for surface, inputs, start in (("bowl", X, _descent.START), ("valley", celsius, start_celsius)):
            counts = [_epochs_needed(inputs, y, start, optimizer(rate), least) for rate in RATES]
            at = int(np.argmin(counts))
            row |= {f"rate_{surface}": RATES[at], f"epochs_{surface}": counts[at]}
        rows.append(row)

    share = Momentum(1.0).momentum
    return {
        "rows": rows,
        "rates_text": ", ".join(f"{rate:g}" for rate in RATES),
        "condition": {"bowl": _condition(information), "valley": _condition(information_celsius)},
        "momentum": {"share": share, "factor": share**0.5},
        "floors": [{"learning_rate": rate, "excess": round(_floor(X, y, rate) - least, 9)} for rate in FLOOR_RATES],
    }


def _floor(X, y, rate):
    """Mean loss at the ends of the epochs from the 200th to the 1000th of stochastic descent."""
    path = _descent.descend(X, y, _descent.START, GradientDescent(rate), 1000, _descent.BATCH)
    return _descent.loss(X, y, path[200:]).mean()


def _epochs_needed(X, y, start, optimizer, least):
    """Epochs after which the loss stays within the target of the least; more than the limit where it does not."""
    excess = _descent.loss(X, y, _descent.descend(X, y, start, optimizer, LIMIT)) - least
    return int(np.flatnonzero(excess >= TARGET)[-1]) + 1


def _condition(information):
    low, high = np.linalg.eigvalsh(information)
    return high / low
