"""Ten names for the handwritten digits: the models that learn them, and how they learn."""

import numpy as np

from smallest_network import datasets, network
from smallest_network.optimizers import Adam

HIDDEN = 32
MODELS = {"unit": ((), 80), "net": ((HIDDEN,), 40)}  # hidden layers, and epochs of which the best is taken
OPTIMIZER, BATCH_SIZE, EVERY = Adam(learning_rate=0.03), 100, 5


def divided(test, n, rng):
    """Row numbers of training and validation: a third of the rows that are not held out is for validation."""
    rest = np.setdiff1d(np.arange(n), test)
    return [rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng)]


def learn(X, labels, parts, hidden, epochs, rng):
    """Networks, one a division and all at once, each from the stop at which its validation loss is lowest."""
    sizes = (X.shape[1], *hidden, 10)
    scale = [inputs**-0.5 for inputs in sizes[:-1]]
    starts = network.stack([network.initialize(sizes, rng=rng, scale=scale) for _ in parts])
    counts = np.array([np.bincount(train, minlength=len(labels)) for train, _ in parts])
    stops = network.path(
        X, labels, starts, optimizer=OPTIMIZER, epochs=range(EVERY, epochs + 1, EVERY), counts=counts,
        batch_size=BATCH_SIZE, rng=rng,
    )  # fmt: skip
    best = []
    for place, (_, validation) in enumerate(parts):
        each = [tuple(layer[place] for layer in layers) for layers in stops]
        best.append(min(each, key=lambda layers: float(network.mean_loss(X[validation], labels[validation], layers))))
    return network.stack(best)
