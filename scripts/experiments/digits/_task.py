"""Is it an 8? The images, the three parts that they are divided into, and the models that learn from them."""

import functools
import warnings
from dataclasses import dataclass

import numpy as np

from smallest_network import datasets, glm, network, penalised
from smallest_network.logistic import log_loss
from smallest_network.optimizers import Adam

DIGIT = 8
HIDDEN = 8
EPOCHS = 100
PENALTIES = [0.1, 0.2, 0.5, 1, 2, 5, 10]
OPTIMIZER = Adam(learning_rate=0.03)
BATCH_SIZE = 50
OTHERS = 10
PIXELS = 64


@dataclass(frozen=True, eq=False)
class Task:
    """Images, whether each shows the digit, and row numbers of the three parts that the images are divided into."""

    X: np.ndarray
    y: np.ndarray
    images: np.ndarray
    labels: np.ndarray
    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


@dataclass(frozen=True, eq=False)
class Learned:
    """Networks (s at once) at the epoch of their lowest validation loss, and at all epochs: layers (epochs, s, …)."""

    layers: network.Arrays
    stopped: np.ndarray
    validation_loss: np.ndarray
    along: network.Arrays


@functools.cache
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


def learn(data, hidden, *, starts=1, activation="logistic", epochs=EPOCHS, optimizer=OPTIMIZER, seed=1) -> Learned:
    """Networks with the given hidden layers, e.g. () or (8,), stopped where the validation images say."""
    rng = np.random.default_rng(seed)
    first = _first(hidden, starts, rng)
    X, y = data.X[data.train], data.y[data.train]
    path = network.path(
        X, y, first, optimizer=optimizer, epochs=range(1, epochs + 1), activation=activation,
        batch_size=BATCH_SIZE, rng=rng,
    )  # fmt: skip
    return _stopped(data, path, activation)


def learn_each(tasks, hidden, *, starts, epochs, seeds) -> list[Learned]:
    """`learn` for many tasks, each with a seed of its own; those with as many steps an epoch are trained at once."""
    found: dict[int, Learned] = {}
    steps = [-(-len(data.train) // BATCH_SIZE) for data in tasks]
    for group in (np.flatnonzero(np.equal(steps, count)).tolist() for count in sorted(set(steps))):
        rngs = [np.random.default_rng(seeds[number]) for number in group]
        path = network.path_of_each(
            [(tasks[number].X[tasks[number].train], tasks[number].y[tasks[number].train]) for number in group],
            network.stack([_first(hidden, starts, rng) for rng in rngs]),
            optimizer=OPTIMIZER, epochs=range(1, epochs + 1), batch_size=BATCH_SIZE, rngs=rngs,
        )  # fmt: skip
        for place, number in enumerate(group):
            of_one = [tuple(layer[place] for layer in layers) for layers in path]
            found[number] = _stopped(tasks[number], of_one, "logistic")
    return [found[number] for number in range(len(tasks))]


def _first(hidden, starts, rng) -> network.Arrays:
    sizes = (PIXELS, *hidden, 1)
    scale = [inputs**-0.5 for inputs in sizes[:-1]]
    return network.stack([network.initialize(sizes, rng=rng, scale=scale) for _ in range(starts)])


def _stopped(data, path, activation) -> Learned:
    """Of the layers after every epoch those whose validation loss is lowest."""
    X, y = data.X[data.validation], data.y[data.validation]
    losses = np.array([network.mean_loss(X, y, layers, activation=activation) for layers in path])  # a cache holds one
    best = losses.argmin(axis=0)
    along = network.stack(path)  # (epochs, starts, inputs + 1, units)
    layers = tuple(layer[best, np.arange(len(best))] for layer in along)
    return Learned(layers, best + 1, losses, along)


def eta_of(layers, X, *, activation="logistic"):
    """The output unit's η for each network, (s, n)."""
    return network.forward(X, layers, activation=activation).etas[-1][..., 0]


@functools.cache
def maximum_likelihood() -> tuple[glm.Fit, np.ndarray]:
    """R's `glm` on training and validation images, and its η for all images.

    It gets the ink in whole numbers, in which separation is decided quickly; η does not depend on the scale.
    """
    data = task()
    known = np.sort(np.concatenate([data.train, data.validation]))
    X = datasets.with_bias(data.images)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)  # what the post says of this fit
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


@functools.cache
def stopped(hidden, *, digit=DIGIT) -> Learned:
    """The post's one network with these hidden layers, from its one start."""
    return learn(task(digit), hidden)


@functools.cache
def other_starts() -> network.Arrays:
    """Networks like the post's one with a hidden layer, from `OTHERS` other starts, stacked."""
    return learn(task(), (HIDDEN,), starts=OTHERS, seed=2).layers


@functools.cache
def on_test() -> dict[str, np.ndarray]:
    """η of every test image by each of the three fitted models."""
    data = task()
    X = data.X[data.test]
    return {
        "glm": maximum_likelihood()[1][data.test],
        "unit": eta_of(stopped(()).layers, X)[0],
        "net": eta_of(stopped((HIDDEN,)).layers, X)[0],
    }
