"""One curve, fitted twice: the neuron by gradient descent and the GLM by Fisher scoring, on 23 shuttle launches."""

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


def measure():
    temperature, distress = datasets.o_ring()
    by_r = glm.fit(datasets.with_bias(temperature), distress)  # with R's tolerance
    fitted = o_rings.fitted()
    X, _ = o_rings.standardised()
    epochs = np.arange(1001)
    path = _per_degree(neuron.path(neuron.train_batch, X, distress, weights=[0, 0], learning_rate=1, epochs=epochs))
    difference = np.abs(path[:, 0] / fitted.coefficients[0] - 1)
    drawn = epochs[: np.argmax(difference < 1e-12) + 1]  # below, rounding decides
    grid = np.linspace(50, 85, 141)
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "n_distress": int(distress.sum()),
        "glm": {
            "coefficients": fitted.coefficients,
            "deviance": fitted.deviance,
            "iterations": by_r.n_iter,
            "curve": expit(grid * fitted.coefficients[0] + fitted.coefficients[1]),
        },
        "neuron": {
            "coefficients": path[-1],
            "learning_rate": 1.0,
            "epochs_needed": int(np.argmax(difference < 1e-10)),
            "curve": expit(grid * path[-1, 0] + path[-1, 1]),
        },
        "digits_equal": min(DIGITS, int(-np.log10(np.abs(path[-1] / fitted.coefficients - 1).max()))),
        "grid": grid,
        "epochs": drawn,
        "difference": difference[drawn].round(14),
        "online": {name: _online(rate, epochs) for name, rate, epochs in (("fast", 0.1, 1000), ("slow", 0.01, 4000))},
    }


def _per_degree(weights):
    """Slope per °F and intercept (…, 2), from weights (…, 2) for standardised temperature."""
    mean, spread = o_rings.scale()
    slope = weights[..., 0] / spread
    return np.stack([slope, weights[..., 1] - slope * mean], axis=-1)


def _online(rate, epochs):
    """The slope after so many epochs row by row, and how far it is from the best."""
    weights = neuron.train(*o_rings.standardised(), weights=[0, 0], learning_rate=rate, epochs=epochs)
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
