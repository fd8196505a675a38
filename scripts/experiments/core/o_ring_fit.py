"""One curve, fitted twice: the neuron by gradient descent and the GLM by Fisher scoring, on 23 shuttle launches."""

import numpy as np

from experiments.intuition.o_ring_log_odds import launches
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
    "logarithmic axis from about 1 to below one part in ten billion after {epochs_needed} epochs."
)


def measure():
    temperature, distress = datasets.o_ring()
    by_r = glm.fit(datasets.with_bias(temperature), distress)  # with R's tolerance
    fitted = glm.fit(datasets.with_bias(temperature), distress, tol=1e-14)
    mean, spread = temperature.mean(), temperature.std()
    standardised = datasets.with_bias((temperature - mean) / spread)
    epochs = np.arange(1001)
    path = neuron.path(neuron.train_batch, standardised, distress, weights=[0.0, 0.0], learning_rate=1.0, epochs=epochs)
    slope = path[:, 0] / spread
    intercept = path[:, 1] - slope * mean
    difference = np.abs(slope / fitted.coefficients[0] - 1)
    drawn = epochs[: np.argmax(difference < 1e-12) + 1]  # below, rounding decides
    grid = np.linspace(50, 85, 141)
    final = np.array([slope[-1], intercept[-1]])
    online, slower = (
        neuron.train(standardised, distress, weights=[0.0, 0.0], learning_rate=rate, epochs=epochs)[0] / spread
        for rate, epochs in ((0.1, 1000), (0.01, 4000))
    )
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "coefficients": fitted.coefficients,
        "standard_errors": fitted.standard_errors,
        "deviance": fitted.deviance,
        "null_deviance": fitted.null_deviance,
        "neuron": final,
        "n_distress": int(distress.sum()),
        "digits_equal": min(DIGITS, int(-np.log10(np.abs(final / fitted.coefficients - 1).max()))),
        "grid": grid,
        "curve_glm": expit(grid * fitted.coefficients[0] + fitted.coefficients[1]),
        "curve_neuron": expit(grid * final[0] + final[1]),
        "epochs": drawn,
        "difference": difference[drawn].round(14),
        "epochs_needed": int(np.argmax(difference < 1e-10)),
        "online_slope": online,
        "online_distance": abs(online - fitted.coefficients[0]),
        "online_distance_slower": abs(slower - fitted.coefficients[0]),
        "glm_iterations": by_r.n_iter,
        "learning_rate": 1.0,
        "online_learning_rate": 0.1,
    }


def draw(figure, numbers):
    figure.set_size_inches(5.2, 5.4)
    above, below = figure.subplots(2, height_ratios=(1.25, 1))
    above.plot(numbers["grid"], numbers["curve_neuron"], **ink.NEURON)
    above.plot(numbers["grid"], numbers["curve_glm"], **ink.GLM)
    launches(above, numbers, gap=0.045)
    above.set(xlim=(50, 85), ylim=(-0.06, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    above.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress")
    above.text(69.2, 0.52, "neuron (thick) and\nGLM (thin)", ha="left", va="center")
    below.plot(numbers["epochs"], numbers["difference"], **ink.NEURON)
    below.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(3e-13, 5), yticks=(1, 1e-4, 1e-8, 1e-12))
    below.set(xlabel="Epochs of batch gradient descent", ylabel="Relative difference")
    below.grid(True, axis="y")
