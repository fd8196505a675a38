"""Five ways to answer "is it an 8?", judged on images that none of them has seen."""

import warnings
from dataclasses import dataclass

import numpy as np

from smallest_network import datasets, glm, metrics, network, penalised
from smallest_network.logistic import expit, log_loss
from smallest_network.optimizers import Adam

CAPTION = (
    "The first is a constant, the next three are logistic regressions, the last has a hidden layer. Errors and accuracy "
    "at the threshold ½ on {n_test} held-out images, {n_eights} of them an 8; the interval is Wilson's, at 95 %. Maximum "
    "likelihood uses training and validation images together; ridge chooses its penalty, and the last two their epoch, "
    "on the validation images."
)
TABLE = {
    "Model": "{model}",
    "Errors": "{errors}",
    "Log-loss": "{log_loss:.3f}",
    "AUC": "{auc:.3f}",
    "Accuracy (interval)": "{accuracy:.1%} ({low:.1%} to {high:.1%})",
    "Weights": "{weights}",
}

DIGIT = 8
HIDDEN = 8
EPOCHS = 100
PENALTIES = [0.1, 0.2, 0.5, 1, 2, 5, 10]
OPTIMIZER = Adam(learning_rate=0.03)
BATCH_SIZE = 50


@dataclass(frozen=True)
class Task:
    """Images, whether each shows the digit, and row numbers of the three parts that the images are divided into."""

    X: np.ndarray
    y: np.ndarray
    images: np.ndarray
    labels: np.ndarray
    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


@dataclass(frozen=True)
class Learned:
    """Networks (s at once) at the epoch of their lowest validation loss, and at all epochs: layers (epochs, s, …)."""

    layers: network.Arrays
    stopped: np.ndarray
    validation_loss: np.ndarray
    along: network.Arrays


def task(digit=DIGIT) -> Task:
    """A third of the images for the test, and a third of the rest for validation, by chance."""
    images, labels = datasets.digits()
    rng = np.random.default_rng(0)
    rest, test = datasets.split(len(labels), test_share=1 / 3, rng=rng)
    train, validation = (rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng))
    return make_task(images, labels, train, validation, test, digit)


def make_task(images, labels, train, validation, test, digit=DIGIT) -> Task:
    """Pixels scaled to 0..1, less their mean over the training images."""
    X = images / 16
    return Task(X - X[train].mean(axis=0), (labels == digit).astype(float), images, labels, train, validation, test)


def learn(data, hidden, *, starts=1, activation="logistic", epochs=EPOCHS) -> Learned:
    """Networks with the given hidden layers, e.g. () or (8,), stopped where the validation images say."""
    rng = np.random.default_rng(1)
    sizes = (data.X.shape[1], *hidden, 1)
    scale = [inputs**-0.5 for inputs in sizes[:-1]]
    first = network.stack([network.initialize(sizes, rng=rng, scale=scale) for _ in range(starts)])
    X, y = data.X[data.train], data.y[data.train]
    path = network.path(
        X, y, first, optimizer=OPTIMIZER, epochs=range(1, epochs + 1), activation=activation,
        batch_size=BATCH_SIZE, rng=rng,
    )  # fmt: skip
    along = network.stack(path)  # (epochs, starts, inputs + 1, units)
    losses = network.mean_loss(data.X[data.validation], data.y[data.validation], along, activation=activation)
    best = losses.argmin(axis=0)
    layers = tuple(layer[best, np.arange(starts)] for layer in along)
    return Learned(layers, best + 1, losses, along)


def eta_of(layers, X, *, activation="logistic"):
    """The output unit's η for each network, (s, n)."""
    return network.forward(X, layers, activation=activation).etas[-1][..., 0]


def maximum_likelihood(data):
    """R's `glm` on training and validation images; returns the fit and its η for all images."""
    known = np.sort(np.concatenate([data.train, data.validation]))
    X = datasets.with_bias(data.X)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.RankDeficiencyWarning)
        warnings.simplefilter("ignore", glm.ExtremeProbabilityWarning)  # what the post says of this fit
        fitted = glm.fit(X[known], data.y[known])
    return fitted, X @ np.nan_to_num(fitted.coefficients)


def ridge(data):
    """Logistic regression with the ridge penalty that the validation images like best; the penalty, and η for all."""
    X = datasets.with_bias(data.X)
    fits = [
        penalised.ridge(X[data.train], data.y[data.train], penalty=penalty, free=[X.shape[1] - 1])
        for penalty in PENALTIES
    ]
    etas = [X @ coefficients for coefficients in fits]
    best = np.argmin([log_loss(data.y[data.validation], eta[data.validation]).mean() for eta in etas])
    return PENALTIES[best], etas[best]


def on_test(data) -> dict:
    """η of every test image by each of the three fitted models."""
    return {
        "glm": maximum_likelihood(data)[1][data.test],
        "unit": eta_of(learn(data, ()).layers, data.X[data.test])[0],
        "net": eta_of(learn(data, (HIDDEN,)).layers, data.X[data.test])[0],
    }


def measure():
    data = task()
    y = data.y[data.test]
    fitted, eta_glm = maximum_likelihood(data)
    penalty, eta_ridge = ridge(data)
    unit, net = learn(data, ()), learn(data, (HIDDEN,))
    share = data.y[data.train].mean()
    etas = {
        "Always no": np.full(len(y), np.log(share / (1 - share))),
        "Maximum likelihood": eta_glm[data.test],
        "Ridge": eta_ridge[data.test],
        "Single unit, stopped": eta_of(unit.layers, data.X[data.test])[0],
        f"{HIDDEN} hidden units, stopped": eta_of(net.layers, data.X[data.test])[0],
    }
    counts = [
        1,
        fitted.rank,
        data.X.shape[1] + 1,
        *(sum(layer[0].size for layer in model.layers) for model in (unit, net)),
    ]
    rows = [row(model, weights, y, eta) for (model, eta), weights in zip(etas.items(), counts, strict=True)]
    by_unit, by_net = ((eta >= 0) == y for eta in list(etas.values())[-2:])
    return {
        "digit": DIGIT,
        "hidden": HIDDEN,
        "epochs": EPOCHS,
        "learning_rate": OPTIMIZER.learning_rate,
        "batch_size": BATCH_SIZE,
        "n": len(data.y),
        "n_train": len(data.train),
        "n_validation": len(data.validation),
        "n_test": len(y),
        "n_eights": int(y.sum()),
        "rows": rows,
        "base_log_loss": rows[0]["log_loss"],
        "penalty": penalty,
        "unit_stopped": int(unit.stopped[0]),
        "net_stopped": int(net.stopped[0]),
        "only_unit_wrong": int((~by_unit & by_net).sum()),
        "only_net_wrong": int((by_unit & ~by_net).sum()),
        "both_wrong": int((~by_unit & ~by_net).sum()),
        "differences": differences(y, *list(etas.values())[-2:]),
        "n_draws": DRAWS,
        "glm_deviance": fitted.deviance,
        "glm_n_iter": fitted.n_iter,
        "glm_separated": fitted.separated,
        "glm_largest": np.nanmax(np.abs(fitted.coefficients)),
        "unit_largest": np.abs(unit.layers[0]).max(),
    }


def row(model, weights, y, eta):
    """A line of the table; a probability of ½ and more is a yes."""
    mu = expit(eta)
    right = int(((eta >= 0) == y).sum())
    low, high = metrics.wilson(right, len(y))
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


DRAWS = 4000


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
