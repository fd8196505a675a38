"""The draws and the divisions of the digits that the rivals learn from and are judged by, and the judgement."""

import warnings

import numpy as np

from experiments._shared import noisy_xor
from smallest_network import datasets, glm
from smallest_network.logistic import log_loss

DRAWS, TRAIN, FRESH = 8, 200, 2000
DIGIT, DIVISIONS = 8, 10
FRESH_TO_KNOWN = 1 / 2  # a third of the images to the two others
STUDENT = 2.262157163  # 97.5 % quantile of t with DIVISIONS - 1 degrees of freedom


def moons(n, rng):
    """Two moons, noise 0.2."""
    return datasets.two_moons(n, noise=0.2, rng=rng)


def corners(n, rng):
    """Points scattered around the corners of XOR."""
    return noisy_xor.points(n, rng=rng)


TASKS = {"moons": moons, "xor": corners}


def draws(task):
    """Pairs of data, to learn from and to be judged by."""
    rng = np.random.default_rng(5)
    return [(TASKS[task](TRAIN, rng), TASKS[task](FRESH, rng)) for _ in range(DRAWS)]


def divisions() -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Row numbers of the digits to learn from, to choose by, and to be judged by, a third; divided by chance, often."""
    n, rng = len(datasets.digits()[1]), np.random.default_rng(7)
    found = []
    for _ in range(DIVISIONS):
        known, fresh = datasets.split(n, test_share=1 / 3, rng=rng)
        learn, choose = (known[part] for part in datasets.split(len(known), test_share=1 / 3, rng=rng))
        found.append((learn, choose, fresh))
    return found


def is_it() -> tuple[np.ndarray, np.ndarray]:
    """Images (n, 64) in whole numbers of ink, and whether each shows the digit."""
    images, labels = datasets.digits()
    return images, (labels == DIGIT).astype(float)


def pixels(images, learn) -> np.ndarray:
    """Pixels scaled to 0..1, less their mean over the images to learn from."""
    X = images / 16
    return X - X[learn].mean(axis=0)


def interval(values, *, shared=FRESH_TO_KNOWN) -> list[float]:
    """The mean over the divisions, and its 95 % interval by Student's t, as corrected for images that they share.

    Divisions of one file are not independent, and more of them do not add images: to their variance as if they were, 1 / J of
    that of one division, comes its share n₂/n₁, the fresh images to each known one. With `shared` zero it is Student's own,
    for a calibration slope: what makes it high among the fresh images makes it low among the known, and evens out.

    Source: C. Nadeau and Y. Bengio, "Inference for the generalization error", *Machine Learning* 52 (2003), 239-281.
    """
    mean, error = np.mean(values), np.std(values, ddof=1) * np.sqrt(1 / DIVISIONS + shared)
    return [float(mean), float(mean - STUDENT * error), float(mean + STUDENT * error)]


def judged(y, eta) -> dict[str, float]:
    """Log-loss, and the slope of a logistic regression of y on η: below 1 the predictions are too sure.

    It is infinite where η separates the classes, as may happen on the points that a model has learnt from.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)  # it is the rival that is sure, or right about every point
        fitted = glm.fit(datasets.with_bias(eta[:, None]), y, max_iter=100)
    slope = np.inf if fitted.separated else float(fitted.coefficients[0])
    return {"loss": float(log_loss(y, eta).mean()), "slope": slope}
