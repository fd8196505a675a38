"""Which digits a plane can divide from all others."""

import warnings
from statistics import NormalDist

import numpy as np

from experiments.digits import _task
from smallest_network import datasets, glm

CAPTION = (
    "Is there a plane in the space of 64 pixels with all images of the digit on one side and no other image? Asked "
    "of the {n_train} training images, of these with the {n_validation} for validation, and of all. On the right, "
    "errors on the validation images of a logistic regression trained on the training images, stopped early. One division and "
    "one start."
)
TABLE = {
    "Digit": "{digit}",
    "Training images": "{plane_train}",
    "With validation": "{plane_known}",
    "All images": "{plane_all}",
    "Validation errors": "{errors}",
}


SCALE = 16  # whole numbers of ink, in which separation is decided quickly; a coefficient per full pixel is 16 times as large
R_MAX_ITER = 25


def measure():
    data = _task.task()
    known = np.sort(np.concatenate([data.train, data.validation]))
    fits = {digit: by_parts(digit) for digit in range(10)}
    rows = [row(digit, fits[digit]) for digit in fits]
    broken, first = fits[_task.DIGIT]["plane_train"], fits[_task.DIGIT]["plane_known"]
    further = fit(data.images[known], data.y[known], tol=1e-12)
    images, eight = data.images[known], data.y[known] == 1
    blank_in_eights = images[eight].max(axis=0) == 0
    lowest = np.nanargmin(first.coefficients[:-1])  # the last one is the intercept
    highest = np.nanargmax(further.coefficients[:-1])
    return {
        "rows": rows,
        "n_train": len(data.train),
        "n_validation": len(data.validation),
        "n_known": len(known),
        "per_dimension": len(data.train) / broken.rank,
        "by_chance": {"half": per_dimension_by_chance(0.5), "tenth": per_dimension_by_chance(0.1)},
        "planes_train": sum(row["plane_train"] == "yes" for row in rows),
        "most_errors": max(row["errors"] for row in rows),
        "aliased_known": int(np.isnan(first.coefficients).sum()),
        "never_in_an_eight": int((blank_in_eights & (images.max(axis=0) > 0)).sum()),
        "deviance": {"first": first.deviance, "fall": first.deviance - further.deviance},
        "lowest": {
            "first": SCALE * first.coefficients[lowest],
            "further": SCALE * further.coefficients[lowest],
            "standard_error": SCALE * first.standard_errors[lowest],
            "lit": int((images[:, lowest] > 0).sum()),
            "lit_in_an_eight": int((images[eight][:, lowest] > 0).sum()),
        },
        "highest": {
            "further": SCALE * further.coefficients[highest],
            "lit_in_an_eight": int((images[eight][:, highest] > 0).sum()),
        },
        "broken": {
            "n_iter": broken.n_iter,
            "deviance": broken.deviance,
            "null_deviance": broken.null_deviance,
            "wrong": int(((broken.fitted > 0.5) != (data.y[data.train] == 1)).sum()),
        },
        "by_default": {  # R's limit of iterations, which cuts the same ones short
            "n_iter": R_MAX_ITER,
            "converged": broken.n_iter <= R_MAX_ITER,
            "separated": broken.separation == "complete",
            "deviance": broken.deviance_trace[R_MAX_ITER - 1],
        },
    }


def per_dimension_by_chance(share):
    """Below how many observations a dimension a plane divides labels drawn by lot, this share of them 1, where both are many.

    For normal inputs: 1 / min over t of E (t Y + Z)₊², Y = ±1 the label and Z normal (Candès and Sur 2020, theorem 2.1 for
    slopes of zero); for halves it is Cover's 2.
    """
    t = np.linspace(-4, 4, 8001)
    below = np.array([NormalDist().cdf(edge) for edge in t])
    expected = (1 + t**2) * below + t * np.exp(-(t**2) / 2) / np.sqrt(2 * np.pi)  # E (t + Z)₊²
    return 1 / (share * expected + (1 - share) * expected[::-1]).min()


def by_parts(digit):
    """Fits to the training images, to these with the validation images, and to all."""
    data = _task.task(digit)
    known = np.sort(np.concatenate([data.train, data.validation]))
    parts = {"plane_train": data.train, "plane_known": known, "plane_all": np.arange(len(data.y))}
    return {name: fit(data.images[part], data.y[part]) for name, part in parts.items()}


def row(digit, fits):
    data = _task.task(digit)
    eta = _task.eta_of(_task.stopped((), digit=digit).layers, data.X[data.validation])[0]
    return {
        "digit": digit,
        **{name: "yes" if found.separation == "complete" else "no" for name, found in fits.items()},
        "n_iter": fits["plane_known"].n_iter,
        "errors": int(((eta >= 0) != data.y[data.validation]).sum()),
    }


def fit(images, y, **settings):
    """R's `glm` on some of the images, with its warnings taken for granted."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return glm.fit(datasets.with_bias(images), y, max_iter=60, **settings)
