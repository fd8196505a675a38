"""The four points with the two answers of the text behind the core post: its neuron, and its GLM with R's warnings."""

import warnings
from typing import Any

import numpy as np

from smallest_network import datasets, glm, neuron

SETTINGS: dict[str, Any] = {"weights": [0.2, 0.2, 0.2], "learning_rate": 0.7, "epochs": 100_000}


def inputs() -> tuple[np.ndarray, np.ndarray]:
    """The points with a bias (4, 3), and their classes (4,)."""
    X, y = datasets.four_points()
    return datasets.with_bias(X), y


def neuron_as_the_source(**changes) -> np.ndarray:
    """Weights (3,) of the trained neuron; `changes` of the source's settings are by name."""
    return neuron.train(*inputs(), **SETTINGS | changes)


def fit_as_the_source() -> tuple[glm.Fit, list[str]]:
    """R's fit, and the names of its warnings: R adds an intercept to data that already hold a column of ones, and aliases it."""
    X, y = inputs()
    design = np.column_stack([np.ones(len(X)), X])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fitted = glm.fit(design, y)
    return fitted, [warning.category.__name__ for warning in caught]
