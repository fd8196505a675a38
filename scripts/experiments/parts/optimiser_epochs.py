"""How many epochs each method needs, in a bowl and in a valley."""

import numpy as np

from experiments.parts.gradient_descent import START, minimum, standardised
from experiments.parts.optimisers import BATCH, descend
from smallest_network import datasets
from smallest_network.logistic import log_loss
from smallest_network.optimizers import Adam, GradientDescent, Momentum

CAPTION = (
    "Both are the O-ring data, from the same first curve. Bowl: temperature standardised, steepest and gentlest "
    "curvature at a ratio of {condition_bowl:.1f}. Valley: in tens of °C from freezing, at a ratio of "
    "{condition_valley:.0f}. Epochs until the mean loss stays within one millionth of its minimum, each method at the "
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
    X, y = standardised()
    _, least, information = minimum(X, y)
    celsius = datasets.with_bias((datasets.o_ring()[0] - 32) / 18)
    information_celsius = minimum(celsius, y)[2]
    start_celsius = np.linalg.lstsq(celsius, X @ np.array(START))[0]  # the same probabilities in these units

    rows = []
    for method, optimizer in METHODS.items():
        row: dict = {"method": method}
        for surface, inputs, start in (("bowl", X, START), ("valley", celsius, start_celsius)):
            counts = [_epochs_needed(inputs, y, start, optimizer(rate), least) for rate in RATES]
            at = int(np.argmin(counts))
            row |= {f"rate_{surface}": RATES[at], f"epochs_{surface}": counts[at]}
        rows.append(row)

    wandering = [descend(X, y, START, GradientDescent(rate), 1000, BATCH)[200:] for rate in FLOOR_RATES]
    floors = [log_loss(y, path @ X.T).mean() - least for path in wandering]
    return {
        "rows": rows,
        "target": TARGET,
        "rates_text": ", ".join(f"{rate:g}" for rate in RATES),
        "condition_bowl": _condition(information),
        "condition_valley": _condition(information_celsius),
        "momentum": Momentum(1.0).momentum,
        "momentum_factor": Momentum(1.0).momentum ** 0.5,
        "floor_rates": FLOOR_RATES,
        "floors": np.round(floors, 9),
        "batch": BATCH,
    }


def _epochs_needed(X, y, start, optimizer, least):
    """Epochs after which the loss stays within the target of the least; more than the limit where it does not."""
    excess = log_loss(y, descend(X, y, start, optimizer, LIMIT) @ X.T).mean(axis=1) - least
    return int(np.flatnonzero(excess >= TARGET)[-1]) + 1


def _condition(information):
    low, high = np.linalg.eigvalsh(information)
    return high / low
