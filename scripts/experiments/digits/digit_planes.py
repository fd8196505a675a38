"""Which digits a plane can divide from all others."""

import warnings

import numpy as np

from experiments.digits.digit_results import learn, task
from smallest_network import datasets, glm

CAPTION = (
    "Is there a plane in the space of 64 pixels with all images of the digit on one side and no other image? Asked "
    "of the {n_train} training images, of these with the {n_validation} for validation, and of all. On the right, "
    "errors on the validation images of a logistic regression trained on the training images, stopped early."
)
TABLE = {
    "Digit": "{digit}",
    "Training images": "{plane_train}",
    "With validation": "{plane_known}",
    "All images": "{plane_all}",
    "Validation errors": "{errors}",
}


def measure():
    rows = [row(digit) for digit in range(10)]
    data = task()
    known = np.sort(np.concatenate([data.train, data.validation]))
    ink_of_eights = data.images[known][data.y[known] == 1].max(axis=0)
    ink_of_all = data.images[known].max(axis=0)
    constant = data.images.min(axis=0) == data.images.max(axis=0)
    constant_known = data.images[known].min(axis=0) == ink_of_all
    by_default = fit(data, data.train, max_iter=25)  # R's limit
    fitted = fit(data, data.train)
    known_fit, further = fit(data, known), fit(data, known, tol=1e-12)
    lowest = np.nanargmin(known_fit.coefficients[:-1])  # the last one is the intercept
    highest = np.nanargmax(further.coefficients[:-1])
    beyond = (fitted.fitted > 0.5) != (data.y[data.train] == 1)
    return {
        "rows": rows,
        "n_train": len(data.train),
        "n_validation": len(data.validation),
        "n_known": len(known),
        "n": len(data.y),
        "per_dimension": len(data.train) / fitted.rank,
        "planes_train": sum(row["plane_train"] == "yes" for row in rows),
        "planes_known": sum(row["plane_known"] == "yes" for row in rows),
        "planes_all": sum(row["plane_all"] == "yes" for row in rows),
        "hardest": max(rows, key=lambda row: row["errors"])["digit"],
        "most_errors": max(row["errors"] for row in rows),
        "constant": int(constant.sum()),
        "constant_known": int(constant_known.sum()),
        "aliased_known": int(np.isnan(known_fit.coefficients).sum()),
        "aliased_train": int(np.isnan(fitted.coefficients).sum()),
        "never_in_an_eight": int(((ink_of_eights == 0) & (ink_of_all > 0)).sum()),
        "lowest": [found.coefficients[lowest] for found in (known_fit, further)],
        "lowest_error": known_fit.standard_errors[lowest],
        "lit_there": int((data.images[known][:, lowest] > 0).sum()),
        "lit_in_an_eight": int((data.images[known][data.y[known] == 1][:, lowest] > 0).sum()),
        "lowest_column": int(lowest % 8),
        "highest": further.coefficients[highest],
        "highest_in_an_eight": int((data.images[known][data.y[known] == 1][:, highest] > 0).sum()),
        "deviances": [found.deviance for found in (known_fit, further)],
        "deviance_fall": known_fit.deviance - further.deviance,
        "n_iters": [found.n_iter for found in (known_fit, further)],
        "tols": [1e-8, 1e-12],
        "broken_n_iter": fitted.n_iter,
        "broken_deviance": fitted.deviance,
        "broken_null": fitted.null_deviance,
        "broken_converged": fitted.converged,
        "broken_wrong": int(beyond.sum()),
        "by_default": {
            "n_iter": by_default.n_iter,
            "converged": by_default.converged,
            "separated": by_default.separated,
        },
        "by_default_deviance": by_default.deviance,
    }


def row(digit):
    data = task(digit)
    known = np.sort(np.concatenate([data.train, data.validation]))
    parts = {"plane_train": data.train, "plane_known": known, "plane_all": np.arange(len(data.y))}
    fits = {name: fit(data, part) for name, part in parts.items()}
    unit = learn(data, ())
    mu = data.X[data.validation] @ unit.layers[0][0, :-1, 0] + unit.layers[0][0, -1, 0]
    return {
        "digit": digit,
        **{name: "yes" if found.separated else "no" for name, found in fits.items()},
        "n_iter": fits["plane_known"].n_iter,
        "errors": int(((mu >= 0) != data.y[data.validation]).sum()),
    }


def fit(data, rows, **settings):
    """R's `glm` on some of the images, with its warnings taken for granted."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return glm.fit(datasets.with_bias(data.X[rows]), data.y[rows], **{"max_iter": 60, **settings})
