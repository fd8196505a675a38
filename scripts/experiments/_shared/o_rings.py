"""The O-ring launches as several posts look at them: fitted, standardised, drawn."""

import numpy as np
from matplotlib.axes import Axes

from press import ink
from smallest_network import datasets, glm

TOL = 1e-14  # of the deviance: the fit goes on until rounding decides


def fitted() -> glm.Fit:
    """The GLM of distress on temperature: its coefficients are the slope per °F and the intercept."""
    temperature, distress = datasets.o_ring()
    return glm.fit(datasets.with_bias(temperature), distress, tol=TOL)


def scale() -> tuple[float, float]:
    """Mean and standard deviation of the temperature, in °F."""
    temperature, _ = datasets.o_ring()
    return temperature.mean(), temperature.std()


def standardised() -> tuple[np.ndarray, np.ndarray]:
    """Inputs (23, 2), temperature shifted and scaled to mean 0 and standard deviation 1 and a bias, and distress (23,)."""
    temperature, distress = datasets.o_ring()
    mean, spread = scale()
    return datasets.with_bias((temperature - mean) / spread), distress


def curvatures() -> tuple[float, float]:
    """The least and the largest of the neuron's mean loss at its minimum, over the weights of `standardised` inputs."""
    X, distress = standardised()
    widths = np.linalg.eigvalsh(
        glm.fit(X, distress, tol=TOL).covariance
    )  # of the summed loss: the inverse of its curvature
    return 1 / widths[1] / len(X), 1 / widths[0] / len(X)


def launches(axes: Axes, numbers: dict, *, gap: float = 0.06, **style) -> None:
    """Launches at 0 or 1 over their temperature, the later of equal ones moved inwards by `gap`."""
    temperature, distress = np.array(numbers["temperature"]), np.array(numbers["distress"])
    pairs = list(zip(temperature, distress, strict=True))
    seen = np.array([pairs[:i].count(pair) for i, pair in enumerate(pairs)])
    height = distress + np.where(distress == 1, -gap, gap) * seen
    ink.points(axes, np.column_stack([temperature, height]), distress, **{"size": 6.5, **style})
