"""The loss of the O-ring data as a surface over two weights, and the ways down it."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from smallest_network import glm, network
from smallest_network.logistic import expit, log_loss
from smallest_network.optimizers import Adam

START = (-3.2, 0.6)
BATCH = 4  # launches a step of stochastic descent
ADAM = Adam(0.15)  # in the figure of the optimisers
LIMITS = {"xlim": (-3.8, -0.2), "ylim": (-2.6, 1.0), "aspect": "equal"}
ROLES = (ink.FIRST, ink.THIRD, ink.FOURTH, ink.SECOND)  # of the four rates below
LEVELS = (0.445, 0.46, 0.49, 0.54, 0.61, 0.7, 0.81, 0.94, 1.09, 1.26, 1.45)


def loss(X, y, weights) -> np.ndarray:
    """Mean loss at weights (..., 2)."""
    return log_loss(y, np.asarray(weights) @ X.T).mean(axis=-1)


def downhill(X, y, weights) -> np.ndarray:
    """The negative gradient of the mean loss."""
    return X.T @ (y - expit(X @ weights)) / len(y)


def curvature(X, weights) -> np.ndarray:
    """Second derivatives (2, 2) of the mean loss: Fisher's information, divided by the number of rows."""
    mu = expit(X @ weights)
    return X.T @ (X * (mu * (1 - mu))[:, None]) / len(X)


def rates(information) -> tuple[float, float, float, float]:
    """Learning rates that are too small, fastest in the end, so large that they overshoot and arrive, and too large."""
    return 0.3, 2 / np.trace(information), 12.0, 13.5


def minimum(X, y) -> tuple[np.ndarray, float, np.ndarray]:
    """The weights of least loss, their loss, and the curvature there."""
    weights = glm.fit(X, y, tol=o_rings.TOL).coefficients
    return weights, float(loss(X, y, weights)), curvature(X, weights)


def descend(X, y, start, optimizer, epochs, batch_size=None) -> np.ndarray:
    """Weights (epochs + 1, 2) along the way; batches are drawn by lot, with one seed for all."""
    rng = np.random.default_rng(5) if batch_size else None
    layers = (np.array(start)[:, None],)
    settings = {"optimizer": optimizer, "epochs": range(epochs + 1), "batch_size": batch_size, "rng": rng}
    # the network adds a bias of its own, so it gets the inputs without theirs
    return np.array([weights[:, 0] for (weights,) in network.path(X[:, :-1], y, layers, **settings)])
