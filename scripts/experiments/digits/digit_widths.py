"""More hidden units, and other activations: errors and loss over ten random starts each."""

import functools

import numpy as np

from experiments.digits import _task
from smallest_network.logistic import log_loss
from smallest_network.optimizers import Adam

CAPTION = (
    "Median over {starts} random starts, and from the least to the most, on the {n_test} test images; one division, each "
    "network stopped at its own lowest validation loss. The width and the rate of the post, {used[units]} and "
    "{used[learning_rate]:g}, were settled by trial with all images in view. Of widths {widths} and rates {rates}, the "
    "validation images alone choose {chosen[units]} and {chosen[learning_rate]:g}: {chosen[errors]:.1f} errors ({chosen[low]} to "
    "{chosen[high]})."
)
TABLE = {
    "Hidden units": "{units}",
    "Activation": "{activation}",
    "Weights": "{weights}",
    "Errors": "{errors:.1f} ({errors_low} to {errors_high})",
    "Log-loss": "{loss:.3f} ({loss_low:.3f} to {loss_high:.3f})",
}
STARTS, EPOCHS = 10, 80
WIDTHS, RATES = (4, 8, 16), (0.01, 0.03, 0.1)


def measure():
    data = _task.task()
    kinds = [((), "logistic"), *(((units,), "logistic") for units in (2, 4, 8, 16)), ((8,), "tanh"), ((8,), "relu")]
    rows = [row(data, hidden, activation) for hidden, activation in kinds]
    settings = [(units, rate) for units in WIDTHS for rate in RATES]
    losses = [_learned(data, (units,), rate).validation_loss.min(axis=0).mean() for units, rate in settings]
    units, rate = settings[int(np.argmin(losses))]
    errors, _ = _judged(data, _learned(data, (units,), rate))
    return {
        "rows": rows,
        "starts": STARTS,
        "n_test": len(data.test),
        "used": {"units": _task.HIDDEN, "learning_rate": _task.OPTIMIZER.learning_rate},
        "widths": _listed(WIDTHS),
        "rates": _listed(RATES),
        "chosen": {
            "units": units,
            "learning_rate": rate,
            "errors": np.median(errors),
            "low": int(errors.min()),
            "high": int(errors.max()),
        },
    }


@functools.cache
def _learned(data, hidden, rate=_task.OPTIMIZER.learning_rate, activation="logistic"):
    return _task.learn(
        data, hidden, starts=STARTS, activation=activation, epochs=EPOCHS, optimizer=Adam(learning_rate=rate)
    )


def _judged(data, learned, activation="logistic"):
    """Errors and mean log-loss of every start on the test images."""
    y = data.y[data.test]
    eta = _task.eta_of(learned.layers, data.X[data.test], activation=activation)
    return ((eta >= 0) != y).sum(axis=1), log_loss(y, eta).mean(axis=1)


def _listed(values):
    *others, last = (f"{value:g}" for value in values)
    return f"{', '.join(others)} and {last}"


def row(data, hidden, activation):
    learned = _learned(data, hidden, activation=activation)
    errors, loss = _judged(data, learned, activation)
    return {
        "units": sum(hidden),
        "activation": activation if hidden else "none",
        "weights": sum(layer[0].size for layer in learned.layers),
        "errors": np.median(errors),
        "errors_low": int(errors.min()),
        "errors_high": int(errors.max()),
        "loss": np.median(loss),
        "loss_low": loss.min(),
        "loss_high": loss.max(),
    }
