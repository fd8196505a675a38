"""Gradient descent on the loss of the O-ring data: each step leaves its contour at a right angle."""

import numpy as np

from press import ink
from smallest_network import datasets, glm, neuron
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "Contours join weights of equal mean loss; the star is the GLM's fit. Solid: {epochs} epochs at rate "
    "{learning_rate:g}, a dot an epoch. Dashed, squares: as many from the same start with temperature left in "
    "°F, at a rate for that valley, drawn in the same units."
)
ALT = (
    "Contour map of the loss over two weights, the one of temperature and the bias. From the start at ({start[0]:g}, "
    "{start[1]:g}) a path of dots sets off {angle_steepest:.0f} degrees beside the direction of the minimum at "
    "({minimum[0]:.2f}, {minimum[1]:.2f}) and bends towards it. The path in degrees Fahrenheit leaves "
    "{angle_fahrenheit:.0f} degrees beside it, drops straight to the floor of a valley, and stays there."
)
START = (-3.2, 0.6)
LIMITS = {"xlim": (-3.8, -0.2), "ylim": (-2.6, 1.0), "aspect": "equal"}
LEVELS = (0.445, 0.46, 0.49, 0.54, 0.61, 0.7, 0.81, 0.94, 1.09, 1.26, 1.45)


def standardised():
    """O-ring data with temperature shifted and scaled to mean 0 and standard deviation 1, and a bias."""
    temperature, distress = datasets.o_ring()
    return datasets.with_bias((temperature - temperature.mean()) / temperature.std()), distress


def minimum(X, y):
    """The weights of least loss, their loss, and the curvature (p, p) of the mean loss there."""
    weights = glm.fit(X, y, tol=1e-14).coefficients
    return weights, log_loss(y, X @ weights).mean(), curvature(X, weights)


def curvature(X, weights):
    """Second derivatives (p, p) of the mean loss: Fisher's information, divided by the number of rows."""
    mu = expit(X @ weights)
    return X.T @ (X * (mu * (1 - mu))[:, None]) / len(X)


def measure():
    X, y = standardised()
    best, least, _ = minimum(X, y)
    start, rate, epochs = np.array(START), 2.0, 30
    settings = {"weights": start, "learning_rate": rate, "epochs": range(epochs + 1)}
    path = neuron.path(neuron.train_batch, X, y, **settings)

    temperature = datasets.o_ring()[0]
    # weights for standardised temperature = to_standard @ (slope per °F, intercept)
    to_standard = np.array([[temperature.std(), 0.0], [temperature.mean(), 1.0]])
    fahrenheit = datasets.with_bias(temperature)
    information = minimum(fahrenheit, y)[2]
    settings |= {"weights": np.linalg.solve(to_standard, start), "learning_rate": 1 / np.trace(information)}
    path_fahrenheit = neuron.path(neuron.train_batch, fahrenheit, y, **settings) @ to_standard.T

    fisher = start + np.linalg.solve(curvature(X, start), downhill(X, y, start))
    steps = np.diff(path, axis=0)
    return {
        "X": X,
        "y": y,
        "start": start,
        "minimum": best,
        "least": least,
        "path": path,
        "path_fahrenheit": path_fahrenheit,
        "fisher_loss": _loss(X, y, fisher),
        "epochs": epochs,
        "learning_rate": rate,
        "rate_fahrenheit": settings["learning_rate"],
        "loss_at_start": _loss(X, y, start),
        "excess": _loss(X, y, path[-1]) - least,
        "excess_fahrenheit": _loss(X, y, path_fahrenheit[-1]) - least,
        "angle_steepest": _angle(downhill(X, y, start), best - start),
        "angle_fahrenheit": _angle(to_standard @ to_standard.T @ downhill(X, y, start), best - start),
        "first_step": np.linalg.norm(steps[0]),
        "last_step": np.linalg.norm(steps[-1]),
        "slope_ratio": abs(np.divide(*downhill(X, y, start)[::-1])),
        "bound_fahrenheit": 2 / np.linalg.eigvalsh(information)[-1],
        "bound_ratio": np.linalg.eigvalsh(information)[-1] / np.linalg.eigvalsh(curvature(X, best))[-1],
    }


def downhill(X, y, weights):
    """The negative gradient of the mean loss."""
    return X.T @ (y - expit(X @ weights)) / len(y)


def _loss(X, y, weights):
    return log_loss(y, X @ weights).mean()


def _angle(a, b):
    """Between two vectors of the plane, in degrees."""
    return np.degrees(np.arccos(np.clip(a @ b / np.linalg.norm(a) / np.linalg.norm(b), -1, 1)))


def draw(figure, numbers):
    figure.set_size_inches(5.2, 4.9)
    axes = figure.add_subplot()
    axes.set(**LIMITS)
    ink.loss_surface(axes, numbers["X"], numbers["y"], LEVELS)
    paths = (("path", "C0", "o"), ("path_fahrenheit", "C1", "s"))
    for (name, role, marker), dashes in zip(paths, ink.DASHES, strict=False):
        path = np.transpose(numbers[name])
        axes.plot(*path, color=role, linewidth=1.6, linestyle=dashes, marker=marker, markersize=4.5, zorder=4)
    axes.text(-2.25, -0.75, "standardised", color="C0", ha="left", va="bottom")
    axes.text(-3.22, -1.75, "in °F", color="C1", ha="left", va="top")
    axes.text(numbers["start"][0] + 0.1, numbers["start"][1], "start", ha="left", va="bottom")
    axes.plot(*numbers["start"], marker="o", markersize=9, color="C3", zorder=7)
    axes.plot(*numbers["minimum"], marker="*", markersize=16, color="C3", zorder=7)
    axes.set(xlabel="Weight of temperature (standardised)", ylabel="Bias")
