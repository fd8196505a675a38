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
    "{condition[valley]:.0f}. Epochs until the mean loss is within one millionth of its minimum, and stays there for {hold} "
    "(Adam leaves again later), "
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
ADAMS = [Adam(rate, beta1=share) for share in SHARES for rate in RATES]
CUSTOMARY = Momentum(1.0).momentum
LIMITS, TARGET = (50, 200, 800, 2000), 1e-6
HOLD = 200  # epochs for which it must stay there
SOON = 800  # epochs within which all of Adam's settings arrive that do before their steps are too large
FOLLOWED, LOOK = 10_000, 500  # epochs for which those are followed, and after how many one looks whether they have left
FLOOR_RATES = (1.0, 0.4, 0.1)  # the first is that of the optimisers' figure


def measure():
    X, y = o_rings.standardised()
    _, least, information = _descent.minimum(X, y)
    celsius = datasets.with_bias((datasets.o_ring()[0] - 32) / 18)
    _, _, information_celsius = _descent.minimum(celsius, y)
    start_celsius = np.linalg.lstsq(celsius, X @ np.array(_descent.START))[0]  # the same probabilities in these units
    surfaces = {"bowl": (X, _descent.START, information), "valley": (celsius, start_celsius, information_celsius)}
    theory = {surface: _theory(curvature) for surface, (_, _, curvature) in surfaces.items()}

    rows, winners = [], {}
    for method, settings in METHODS.items():
        row: dict = {"method": method}
        for surface, (inputs, start, _) in surfaces.items():
            best, epochs = _best(inputs, y, start, list(settings(theory[surface])), least)
            row |= {f"setting_{surface}": _words(best), f"epochs_{surface}": epochs}
            winners[method, surface] = best
        rows.append(row)
    rolling = winners["with momentum", "valley"]
    return {
        "rows": rows,
        "rates_text": ", ".join(f"{rate:g}" for rate in RATES),
        "shares_text": ", ".join(f"{share:g}" for share in SHARES),
        "hold": HOLD,
        "condition": {surface: found["condition"] for surface, found in theory.items()},
        "theory": theory,
        "bounds": {
            "share": rolling.momentum,
            "rate": rolling.learning_rate,
            "descent": _bound(information_celsius, 0),
            "momentum": _bound(information_celsius, rolling.momentum),
        },
        "adam": {
            "too_large": {
                **{name: too_large(*surface, winners["Adam", name], y) for name, surface in surfaces.items()},
                "figure": too_large(*surfaces["bowl"], _descent.ADAM, y),
            },
            "tried": len(surfaces) * len(ADAMS),
            "beta2": ADAMS[0].beta2,
            "followed": FOLLOWED,
            **_fates(surfaces.values(), y, least),
        },
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
    yield from ADAMS


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


def _bound(information, share):
    """The rate from which on momentum that keeps this share does not come to rest, for its steepest axis."""
    return 2 * (1 + share) / np.linalg.eigvalsh(information)[-1]


def too_large(X, start, information, adam, y, *, within=FOLLOWED):
    """The epoch from which on Adam's steps are too large for the steepest axis at the minimum, or infinity if none is so soon.

    Divided by a usual size v that hardly changes, Adam's mean gradient is momentum with share β₁ and rate (1 - β₁) α / v in each
    weight, which is held to the bound of momentum. The usual size is what the gradients on the way to the minimum have left in
    it, and does not hang on the last bits, as the epoch does at which the weights are then seen to leave.
    """
    state = adam.start((np.array(start),))
    for epoch in range(1, within + 1):
        state = adam.step(state, (-_descent.downhill(X, y, state.parameters[0]),))
        usual = np.sqrt(state.memory[1][0] / (1 - adam.beta2**epoch)) + adam.epsilon
        rates = (1 - adam.beta1) * adam.learning_rate / usual
        if _bound(np.sqrt(rates)[:, None] * information * np.sqrt(rates), adam.beta1) < 1:
            return epoch
    return np.inf


def _fates(surfaces, y, least):
    """How many of Adam's settings arrive, in bowl and valley together, and how many of those are seen outside again later.

    One that is near the minimum only after its steps have become too large is there by chance, and is not counted.
    """
    arrived = left = 0
    for inputs, start, information in surfaces:
        for adam in ADAMS:
            epochs = epochs_needed(inputs, y, start, adam, least, within=SOON)
            if epochs < np.inf and too_large(inputs, start, information, adam, y, within=epochs) > epochs:
                arrived += 1
                left += _leaves(inputs, y, start, adam, least, epochs)
    return {"arrived": arrived, "left": left}


def _leaves(X, y, start, optimizer, least, arrived):
    """Whether the mean loss, within the target after `arrived` epochs, is beyond it again after some later one."""
    state, path = optimizer.start((np.array(start),)), []
    for epoch in range(1, FOLLOWED + 1):
        state = optimizer.step(state, (-_descent.downhill(X, y, state.parameters[0]),))
        if epoch > arrived:
            path.append(state.parameters[0])
        if path and (len(path) == LOOK or epoch == FOLLOWED):
            if (_descent.loss(X, y, path) - least >= TARGET).any():
                return True
            path = []
    return False


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
