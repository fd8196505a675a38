"""How many epochs each method needs, in a bowl and in a valley, at its own best setting."""

from collections.abc import Iterator

import numpy as np

from experiments._shared import o_rings
from experiments.parts import _descent
from smallest_network import datasets
from smallest_network.optimizers import Adam, GradientDescent, Momentum, Optimizer

CAPTION = (
    "Both are the O-ring data, from the same first curve. Bowl: temperature standardised, steepest and gentlest "
    "curvature at a ratio of {condition[bowl]:.1f}. Valley: in tens of °C from freezing, at a ratio of "
    "{condition[valley]:.0f}. Epochs until the mean loss is within one millionth of its minimum, and stays there for {hold}, "
    "at the best of the rates {rates_text}, of the shares {shares_text} that momentum keeps of its last step and Adam, "
    "as β₁, of its mean gradient, "
    "and of the rate and share that theory names for descent and for momentum. The last row is momentum "
    "with the customary share, at the best of the rates."
)
TABLE = {
    "Method": "{method}",
    "Setting, bowl": "{setting_bowl}",
    "Epochs, bowl": "{epochs_bowl:,d}",
    "Setting, valley": "{setting_valley}",
    "Epochs, valley": "{epochs_valley:,d}",
}
RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
SHARES = (0.5, 0.7, 0.8, 0.9, 0.95)
CUSTOMARY = Momentum(1.0).momentum
LIMITS, TARGET = (50, 200, 800, 2000), 1e-6
HOLD = 200  # epochs for which it must stay there; much later Adam may leave again, when rounding decides
FLOOR_RATES = (1.0, 0.4, 0.1)  # the first is that of the optimisers' figure


def measure():
    X, y = o_rings.standardised()
    _, least, information = _descent.minimum(X, y)
    celsius = datasets.with_bias((datasets.o_ring()[0] - 32) / 18)
    _, _, information_celsius = _descent.minimum(celsius, y)
    start_celsius = np.linalg.lstsq(celsius, X @ np.array(_descent.START))[0]  # the same probabilities in these units
    theory = {"bowl": _theory(information), "valley": _theory(information_celsius)}

    surfaces = {"bowl": (X, _descent.START), "valley": (celsius, start_celsius)}
    rows = []
    for method, settings in METHODS.items():
        row: dict = {"method": method}
        for surface, (inputs, start) in surfaces.items():
            best, epochs = _best(inputs, y, start, list(settings(theory[surface])), least)
            row |= {f"setting_{surface}": _words(best), f"epochs_{surface}": epochs}
        rows.append(row)
    return {
        "rows": rows,
        "rates_text": ", ".join(f"{rate:g}" for rate in RATES),
        "shares_text": ", ".join(f"{share:g}" for share in SHARES),
        "hold": HOLD,
        "condition": {surface: found["condition"] for surface, found in theory.items()},
        "theory": theory,
        "customary": {"share": CUSTOMARY, "factor": CUSTOMARY**0.5},
        "floors": [{"learning_rate": rate, "excess": round(_floor(X, y, rate) - least, 9)} for rate in FLOOR_RATES],
    }


def _theory(information):
    """Best settings on a quadratic with these curvatures, and by what factor an epoch then shrinks the distance in the end.

    For descent as in the post; for momentum Polyak 1964, with the roots of the curvatures in place of the curvatures.
    """
    low, high = np.linalg.eigvalsh(information)
    root_low, root_high = np.sqrt([low, high])
    factor = (root_high - root_low) / (root_high + root_low)
    return {
        "condition": high / low,
        "descent": {"learning_rate": 2 / (low + high), "factor": (high - low) / (high + low)},
        "momentum": {"learning_rate": 4 / (root_low + root_high) ** 2, "share": factor**2, "factor": factor},
    }


def _descents(theory) -> Iterator[Optimizer]:
    yield from (GradientDescent(rate) for rate in (theory["descent"]["learning_rate"], *RATES))


def _momenta(theory) -> Iterator[Optimizer]:
    best = theory["momentum"]
    rates, shares = (best["learning_rate"], *RATES), (best["share"], *SHARES)
    yield from (Momentum(rate, share) for share in shares for rate in rates)


def _adams(theory) -> Iterator[Optimizer]:
    yield from (Adam(rate, beta1=share) for share in SHARES for rate in RATES)


def _customary(theory) -> Iterator[Optimizer]:
    yield from (Momentum(rate, CUSTOMARY) for rate in RATES)


METHODS = {
    "gradient descent": _descents,
    "with momentum": _momenta,
    "Adam": _adams,
    f"momentum, ρ = {CUSTOMARY:g}": _customary,
}


def _best(X, y, start, optimizers, least):
    """Of some optimisers the one that needs fewest epochs, and that number.

    They are followed for a few epochs first, for more only if none arrives, and none beyond where the best so far arrived.
    """
    for fewest in LIMITS:
        best = None
        for optimizer in optimizers:
            epochs = epochs_needed(X, y, start, optimizer, least, within=fewest)
            if epochs < fewest:
                best, fewest = optimizer, epochs
        if best:
            return best, fewest
    raise RuntimeError(f"no setting arrives within {LIMITS[-1]} epochs")


def epochs_needed(X, y, start, optimizer, least, *, within=LIMITS[-1]):
    """Epochs after which the mean loss stays within the target of the least for `HOLD`, or infinity if not `within` as many."""
    state = optimizer.start((np.array(start),))
    path = [state.parameters[0]]
    for _ in range(within + HOLD):
        state = optimizer.step(state, (-_descent.downhill(X, y, path[-1]),))
        path.append(state.parameters[0])
    outside = np.flatnonzero(_descent.loss(X, y, path) - least >= TARGET)
    arrived = outside[np.diff(outside, append=len(path)) > HOLD] + 1
    return int(arrived[0]) if arrived.size and arrived[0] <= within else np.inf


def _words(optimizer):
    match optimizer:
        case Momentum(rate, share):
            return f"rate {rate:.3g}, ρ {share:.2g}"
        case Adam(rate, share):
            return f"rate {rate:.3g}, β₁ {share:.2g}"
        case _:
            return f"rate {optimizer.learning_rate:.3g}"


def _floor(X, y, rate):
    """Mean loss at the ends of the epochs from the 200th to the 1000th of stochastic descent."""
    path = _descent.descend(X, y, _descent.START, GradientDescent(rate), 1000, _descent.BATCH)
    return _descent.loss(X, y, path[200:]).mean()
