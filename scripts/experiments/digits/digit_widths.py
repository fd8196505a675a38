"""More hidden units, and other activations: errors and loss over ten random starts each."""

import numpy as np

from experiments.digits import _task
from smallest_network.logistic import log_loss

CAPTION = (
    "Median over {starts} random starts, and from the least to the most, on the {n_test} test images; same images, "
    "same optimiser, each network stopped at its own lowest validation loss."
)
TABLE = {
    "Hidden units": "{units}",
    "Activation": "{activation}",
    "Weights": "{weights}",
    "Errors": "{errors:.1f} ({errors_low} to {errors_high})",
    "Log-loss": "{loss:.3f} ({loss_low:.3f} to {loss_high:.3f})",
}
STARTS = 10


def measure():
    data = _task.task()
    kinds = [((), "logistic"), *(((units,), "logistic") for units in (2, 4, 8, 16)), ((8,), "tanh"), ((8,), "relu")]
    rows = [row(data, hidden, activation) for hidden, activation in kinds]
    return {"rows": rows, "starts": STARTS, "n_test": len(data.test)}


def row(data, hidden, activation):
    layers = _task.learn(data, hidden, starts=STARTS, activation=activation, epochs=80).layers
    y = data.y[data.test]
    eta = _task.eta_of(layers, data.X[data.test], activation=activation)
    errors, loss = ((eta >= 0) != y).sum(axis=1), log_loss(y, eta).mean(axis=1)
    return {
        "units": sum(hidden),
        "activation": activation if hidden else "none",
        "weights": sum(layer[0].size for layer in layers),
        "errors": np.median(errors),
        "errors_low": int(errors.min()),
        "errors_high": int(errors.max()),
        "loss": np.median(loss),
        "loss_low": loss.min(),
        "loss_high": loss.max(),
    }
