"""One curve, fitted twice: the neuron by gradient descent and the GLM by Fisher scoring, on 23 shuttle launches."""

import warnings

import numpy as np

from experiments._shared import o_rings
from press import ink
from press.numerals import DIGITS
from smallest_network import datasets, glm, neuron
from smallest_network.logistic import expit

CAPTION = (
    "Points are launches, moved up or down a little where they would hide one another. Below, the distance between "
    "the two fitted slopes shrinks epoch by epoch, down to $10^{{-12}}$, the precision of this site's numbers."
)
ALT = (
    "Above: distress, 0 or 1, against temperature for 23 launches, with one falling curve; the neuron's thick grey "
    "curve lies under the GLM's thin one. Below: the relative difference of the two slopes falls on a "
    "logarithmic axis from about 1 to below one part in ten billion after {neuron[epochs_needed]} epochs."
)


NEAR = 1e-10  # ten digits


def measure():
    temperature, distress = datasets.o_ring()
    fitted = o_rings.fitted()
    best_rate = 2 / sum(o_rings.curvatures())  # derived in the post on the parts
    at_rate_1, at_best = (_descent(rate) for rate in (1.0, best_rate))
    difference = np.abs(at_rate_1[:, 0] / fitted.coefficients[0] - 1)
    drawn = np.arange(np.argmax(difference < 1e-12) + 1)  # below, rounding decides
    grid = np.linspace(50, 85, 141)
    coefficients = at_rate_1[-1]
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "n_distress": int(distress.sum()),
        "glm": {
            "coefficients": fitted.coefficients,
            "deviance": fitted.deviance,
            "iterations": _needed(_scoring(), fitted),
            "curve": expit(grid * fitted.coefficients[0] + fitted.coefficients[1]),
        },
        "neuron": {
            "coefficients": coefficients,
            "learning_rate": 1.0,
            "epochs_needed": _needed(at_rate_1, fitted),
            "best": {"learning_rate": best_rate, "epochs_needed": _needed(at_best, fitted)},
            "curve": expit(grid * coefficients[0] + coefficients[1]),
        },
        "digits_equal": min(DIGITS, int(-np.log10(np.abs(coefficients / fitted.coefficients - 1).max()))),
        "grid": grid,
        "epochs": drawn,
        "difference": difference[drawn].round(14),
        "online": {name: _online(rate, epochs) for name, rate, epochs in (("fast", 0.1, 1000), ("slow", 0.01, 4000))},
    }


def _needed(path, fitted):
    """Steps after which the slope, the first of each row of coefficients, stays within ten digits of the fitted one."""
    return int(np.flatnonzero(np.abs(path[:, 0] / fitted.coefficients[0] - 1) >= NEAR)[-1]) + 1


def _descent(rate):
    """Slope per °F and intercept (1001, 2) along batch descent from zero."""
    settings = {"weights": [0.0, 0.0], "learning_rate": rate, "epochs": range(1001)}
    return _per_degree(neuron.path(neuron.train_batch, *o_rings.standardised(), **settings))


def _scoring():
    """The same along Fisher scoring; the first row, where it starts, is zero too."""
    temperature, distress = datasets.o_ring()
    rows = [np.zeros(2)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.ConvergenceWarning)  # it is stopped early on purpose
        for steps in range(1, o_rings.fitted().n_iter + 1):
            fit = glm.fit(datasets.with_bias(temperature), distress, tol=o_rings.TOL, max_iter=steps)
            rows.append(fit.coefficients)
    return np.array(rows)


def _per_degree(weights):
    """Slope per °F and intercept (…, 2), from weights (…, 2) for standardised temperature."""
    mean, spread = o_rings.scale()
    slope = weights[..., 0] / spread
    return np.stack([slope, weights[..., 1] - slope * mean], axis=-1)


def _online(rate, epochs):
    """The slope after so many epochs row by row, and how far it is from the best."""
    weights = neuron.train(*o_rings.standardised(), weights=[0.0, 0.0], learning_rate=rate, epochs=epochs)
    slope = _per_degree(weights)[0]
    return {"learning_rate": rate, "slope": slope, "distance": abs(slope - o_rings.fitted().coefficients[0])}


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.4)
    above, below = figure.subplots(2, height_ratios=(1.25, 1))
    above.plot(numbers["grid"], numbers["neuron"]["curve"], **ink.NEURON)
    above.plot(numbers["grid"], numbers["glm"]["curve"], **ink.GLM)
    o_rings.launches(above, numbers, gap=0.045)
    above.set(xlim=(50, 85), ylim=(-0.06, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    above.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress")
    above.text(69.2, 0.52, "neuron (thick) and\nGLM (thin)", ha="left", va="center")
    below.plot(numbers["epochs"], numbers["difference"], **ink.NEURON)
    below.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(3e-13, 5), yticks=(1, 1e-4, 1e-8, 1e-12))
    below.set(xlabel="Epochs of batch gradient descent", ylabel="Relative difference")
    below.grid(True, axis="y")
