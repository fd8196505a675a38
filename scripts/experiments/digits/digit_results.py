"""Five ways to answer "is it an 8?", judged on images that took no part in their training."""

import numpy as np

from experiments.digits import _task
from smallest_network import intervals, metrics
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "The first is a constant, the next three are logistic regressions, the last has a hidden layer. Errors and accuracy "
    "at the threshold ½ on {n_test} held-out images, {n_eights} of them an 8; in brackets, the 95 % Wilson interval. Maximum "
    "likelihood uses training and validation images together; ridge chooses its penalty, and the last two their epoch, "
    "on the validation images. One division and one start; the network's width and the learning rate were settled with all "
    "images in view."
)
TABLE = {
    "Model": "{model}",
    "Errors": "{errors}",
    "Log-loss": "{log_loss:.3f}",
    "AUC": "{auc:.3f}",
    "Accuracy (interval)": "{accuracy:.1%} ({low:.1%} to {high:.1%})",
    "Weights": "{weights}",
}

DRAWS = 4000


def measure():
    data, etas = _task.task(), _task.on_test()
    y = data.y[data.test]
    fitted, _ = _task.maximum_likelihood()
    penalty, eta_ridge = _task.ridge(data)
    unit, net = _task.stopped(()), _task.stopped((_task.HIDDEN,))
    share = data.y[data.train].mean()
    models = (
        ("Always no", 1, np.full(len(y), np.log(share / (1 - share)))),
        ("Maximum likelihood", fitted.rank, etas["glm"]),
        ("Ridge", data.X.shape[1] + 1, eta_ridge[data.test]),
        ("Single unit, stopped", sum(layer[0].size for layer in unit.layers), etas["unit"]),
        (f"{_task.HIDDEN} hidden units, stopped", sum(layer[0].size for layer in net.layers), etas["net"]),
    )
    right = {name: (etas[name] >= 0) == y for name in ("unit", "net")}
    return {
        "digit": _task.DIGIT,
        "hidden": _task.HIDDEN,
        "epochs": _task.EPOCHS,
        "learning_rate": _task.OPTIMIZER.learning_rate,
        "batch_size": _task.BATCH_SIZE,
        "n": len(data.y),
        "n_train": len(data.train),
        "n_validation": len(data.validation),
        "n_test": len(y),
        "n_eights": int(y.sum()),
        "rows": [row(model, weights, y, eta) for model, weights, eta in models],
        "penalty": penalty,
        "stopped": {"unit": int(unit.stopped[0]), "net": int(net.stopped[0])},
        "wrong": {
            "only_unit": int((~right["unit"] & right["net"]).sum()),
            "only_net": int((right["unit"] & ~right["net"]).sum()),
            "both": int((~right["unit"] & ~right["net"]).sum()),
        },
        "differences": differences(y, etas["unit"], etas["net"]),
        "n_draws": DRAWS,
    }


def row(model, weights, y, eta):
    """A line of the table; a probability of ½ and more is a yes."""
    mu = expit(eta)
    right = int(((eta >= 0) == y).sum())
    low, high = intervals.wilson(right, len(y))
    return {
        "model": model,
        "weights": weights,
        "errors": len(y) - right,
        "accuracy": right / len(y),
        "low": float(low),
        "high": float(high),
        "log_loss": log_loss(y, eta).mean(),
        "auc": metrics.auc(y, mu),
    }


def differences(y, eta, other):
    """How much better `other` is than `eta`, with 95 % intervals from test images drawn again with replacement."""
    rng = np.random.default_rng(2)
    draws = rng.multinomial(len(y), np.full(len(y), 1 / len(y)), size=DRAWS).astype(float)
    gains = {
        "errors": ((eta >= 0) != y) * 1.0 - ((other >= 0) != y),
        "log_loss": log_loss(y, eta) - log_loss(y, other),
    }
    found = {}
    for name, gain in gains.items():
        scale = 1 if name == "errors" else 1 / len(y)
        low, high = np.quantile(draws @ gain * scale, (0.025, 0.975))
        found[name] = {"gain": gain.sum() * scale, "low": low, "high": high}
    yes, no = y == 1, y == 0
    wins = [(e[yes][:, None] > e[no]) + 0.5 * (e[yes][:, None] == e[no]) for e in (other, eta)]
    pairs = draws[:, yes].sum(axis=1) * draws[:, no].sum(axis=1)
    gains = np.einsum("by,yn,bn->b", draws[:, yes], wins[0] - wins[1], draws[:, no], optimize=True) / pairs
    low, high = np.quantile(gains, (0.025, 0.975))
    found["auc"] = {"gain": (wins[0] - wins[1]).mean(), "low": low, "high": high}
    return found
