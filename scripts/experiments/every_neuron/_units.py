"""Three neurons that differ in their activation only, on the data that each is for, and the regression that each is."""

from dataclasses import dataclass

import numpy as np

from experiments._shared import o_rings
from smallest_network import datasets, glm

NAMES = ("identity", "exp", "logistic")
FAMILIES = {"identity": "gaussian", "exp": "poisson", "logistic": "binomial"}


@dataclass(frozen=True, eq=False)
class Unit:
    """A neuron's activation, its inputs (n, p) with a bias, responses (n,), and the GLM fitted to rounding."""

    activation: str
    X: np.ndarray
    y: np.ndarray
    fit: glm.Fit

    @property
    def eta(self) -> np.ndarray:
        """(n,) the fitted sum of every observation."""
        return self.X @ self.fit.coefficients

    @property
    def curvatures(self) -> np.ndarray:
        """(p,) of the mean loss at its minimum, rising."""
        return 1 / np.linalg.eigvalsh(self.fit.covariance / self.fit.dispersion)[::-1] / len(self.y)


def unit(activation) -> Unit:
    """Speed and temperature are shifted and scaled to mean 0 and standard deviation 1; wool and tension stay 0 or 1."""
    if activation == "identity":
        speed, y = datasets.cars()
        X = datasets.with_bias((speed - speed.mean()) / speed.std())
    elif activation == "exp":
        groups, y = datasets.warpbreaks()
        X = datasets.with_bias(groups)
    else:
        X, y = o_rings.standardised()
    return Unit(activation, X, y, glm.fit(X, y, family=FAMILIES[activation], tol=o_rings.TOL))
