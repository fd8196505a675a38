"""The data sets, each with its source: inputs `X` (n, p) without a bias, and responses `y` (n,)."""

import numpy as np


def four_points() -> tuple[np.ndarray, np.ndarray]:
    """The four corners of a square, class 1 where the first input is 0.

    Source: Holger K. von Jouanne-Diedrich, "Logistic Regression as the Smallest Possible Neural Network", Learning
    Machines, whose code credits M. Kubat, *An Introduction to Machine Learning*. The rows stand in its order.
    """
    return np.array([[1.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.array([0.0, 1.0, 0.0, 1.0])


def o_ring() -> tuple[np.ndarray, np.ndarray]:
    """23 launches of the Space Shuttle before Challenger: temperature in °F, and whether an O-ring showed distress.

    Source: S. R. Dalal, E. B. Fowlkes and B. Hoadley, "Risk Analysis of the Space Shuttle: Pre-Challenger Prediction
    of Failure", Journal of the American Statistical Association 84 (1989), 945-957, table 1. In flight order.
    """
    temperature = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
    distress = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]
    return np.array(temperature, dtype=float)[:, None], np.array(distress, dtype=float)


def with_bias(X) -> np.ndarray:
    """`X` (n, p) with a last column of ones (n, p + 1): the bias as an input that is always 1."""
    X = np.asarray(X, dtype=float)
    return np.column_stack([X, np.ones(len(X))])
