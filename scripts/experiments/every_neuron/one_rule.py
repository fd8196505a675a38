"""One learning rule, three activations, three regressions: the neuron's curve lies on the GLM's each time."""

import warnings

import numpy as np

from experiments._shared import o_rings
from experiments.every_neuron import _units
from press import ink
from press.numerals import DIGITS
from smallest_network import datasets, glm, neuron

CAPTION = (
    "Across, the weighted sum<span class=still>, written out below each panel</span>; upwards, the response as it was "
    "observed<span class=still>, equal launches moved apart a little,</span> and its mean μ. Speed and temperature are "
    "shifted and scaled to mean 0 and standard deviation 1. The neuron starts at zero and descends in batches at 2 / "
    "(κ₁ + κ₂), the best rate near its minimum, with κ₁ and κ₂ the least and the largest curvature of its mean loss "
    "there.<span class=still> From the counted epoch on, every weight is within one part in $10^{{10}}$ of the "
    "GLM's.</span>"
)
ALT = (
    "Three panels of points with a curve through each, thick grey and thin black on top of one another. Stopping "
    "distances of cars along a straight line; breaks of yarn in six groups along an exponential curve; shuttle "
    "launches at 0 and 1 along an S-shaped curve."
)
TABLE = {
    "Data": "{data}",
    "Activation": "{shown}",
    "Regression": "{regression}",
    "Best rate": "{rate:.3g}",
    "Epochs to ten digits": "{epochs}",
    "Fisher scoring steps": "{steps}",
    "Digits equal in the end": "{digits_equal}",
}

NEAR, EPOCHS = 1e-10, 400
WORDS = {
    "identity": ("cars: distance on speed", "identity", "least squares"),
    "exp": ("yarn: breaks on wool and tension", "exponential", "Poisson"),
    "logistic": ("launches: distress on temperature", "logistic", "logistic"),
}


def measure():
    rows, panels, golden = [], {}, []
    for place, name in enumerate(_units.NAMES):
        unit = _units.unit(name)
        rate = 2 / (unit.curvatures[0] + unit.curvatures[-1])
        path = neuron.path(
            neuron.train_batch, unit.X, unit.y, weights=np.zeros(unit.X.shape[1]), learning_rate=rate,
            epochs=range(EPOCHS + 1), activation=name,
        )  # fmt: skip
        apart = np.abs(path[-1] / unit.fit.coefficients - 1).max()
        data, shown, regression = WORDS[name]
        rows.append(
            {
                "data": data,
                "shown": shown,
                "regression": regression,
                "weights": unit.X.shape[1],
                "rate": rate,
                "epochs": _needed(path, unit.fit.coefficients),
                "steps": _needed(_scoring(unit), unit.fit.coefficients),
                "digits_equal": min(DIGITS, int(-np.log10(max(apart, 10.0**-DIGITS)))),
                "curvatures": unit.curvatures[[0, -1]],
                "neuron": path[-1],
                "glm": unit.fit.coefficients,
            }
        )
        panels[name] = _panel(unit, path[-1]) | {"X": unit.X}
        golden += [_golden(place, epochs, path) for epochs in ((0, 1) if name == "identity" else (1, 7, 40))]
    return {
        "golden": golden,
        "rows": rows,
        "panels": panels,
        "cars": _in_their_units(),
        "warp": _effects(),
        "launches": _launches(),
    }


def _golden(place, epochs, path):
    """What the live figure must answer after so many epochs of the unit that is chosen."""
    return {"state": {"unit": place, "epochs": epochs}, "answer": {"weights": path[epochs]}}


def _needed(path, target):
    """Steps after which all coefficients, a row a step, stay within ten digits of the target."""
    far = np.flatnonzero(np.abs(path / target - 1).max(axis=1) >= NEAR)
    return int(far[-1]) + 1 if len(far) else 0


def _scoring(unit):
    """Coefficients step by step; before the first there are none, only R's first guess of the means."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.ConvergenceWarning)  # it is stopped early on purpose
        fits = [
            glm.fit(unit.X, unit.y, family=unit.fit.family, tol=1e-15, max_iter=steps)
            for steps in range(1, unit.fit.n_iter + 1)
        ]
    return np.array([np.full(unit.X.shape[1], np.inf), *(fit.coefficients for fit in fits)])


def _panel(unit, weights):
    """Both curves over the GLM's η, along the inputs from the observation of least η to that of the largest, and observations."""
    ends = unit.X[[unit.eta.argmin(), unit.eta.argmax()]]
    along = np.linspace(-0.06, 1.06, 101)[:, None]
    inputs = (1 - along) * ends[0] + along * ends[1]
    return {
        "eta": unit.eta,
        "y": unit.y,
        "grid": inputs @ unit.fit.coefficients,
        "glm": unit.fit.predict(inputs),
        "neuron": neuron.predict(inputs, weights, activation=unit.activation),
    }


def _in_their_units():
    """The cars' line in feet and miles an hour."""
    speed, distance = datasets.cars()
    slope, intercept = glm.fit(datasets.with_bias(speed), distance, family="gaussian").coefficients
    return {"slope": slope, "intercept": intercept, "n": len(distance), "at_5": slope * 5 + intercept}


def _effects():
    """By what factors wool B, and medium and high tension, change the mean number of breaks; how far the counts scatter."""
    fit = _units.unit("exp").fit
    wool, medium, high = np.exp(fit.coefficients[:3])
    y = _units.unit("exp").y
    dispersion = ((y - fit.fitted) ** 2 / fit.fitted).sum() / (len(y) - 4)  # Pearson's, 1 for Poisson counts
    effects = {"wool": wool, "medium": medium, "high": high}
    return {**effects, "n": len(y), "mean": fit.fitted[:1].item(), "dispersion": dispersion}


def _launches():
    slope, intercept = o_rings.fitted().coefficients
    return {"slope": slope, "intercept": intercept}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 7.4)
    panels = dict(zip(numbers["panels"], figure.subplots(3), strict=True))
    for name, axes in panels.items():
        panel = numbers["panels"][name]
        axes.plot(panel["grid"], panel["neuron"], **ink.NEURON)
        axes.plot(panel["grid"], panel["glm"], **ink.GLM)
        axes.plot(
            panel["eta"],
            _apart(panel) if name == "logistic" else panel["y"],
            "o",
            color=ink.FIRST,
            markersize=5,
            alpha=0.7,
        )
        axes.set(xlim=(panel["grid"][0], panel["grid"][-1]))
    cars, launches, weights = numbers["cars"], numbers["launches"], numbers["rows"][1]["glm"]
    panels["identity"].set(ylabel="Distance (ft)", title="Identity, μ = η: stopping distances")
    panels["identity"].set_xlabel(f"η = {cars['slope']:.2f} × speed in mph − {-cars['intercept']:.1f}")
    panels["exp"].set(ylabel="Breaks", title="Exponential, μ = exp(η): breaks of yarn", ylim=(0, 76))
    panels["exp"].set_xlabel(
        f"η = {weights[3]:.2f} − {-weights[0]:.2f} (wool B) − {-weights[1]:.2f} (medium) or {-weights[2]:.2f} (high tension)"
    )
    panels["logistic"].set(ylabel="Distress", title="Logistic, μ = expit(η): shuttle launches")
    panels["logistic"].set(yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"), ylim=(-0.08, 1.08))
    panels["logistic"].set_xlabel(f"η = {launches['intercept']:.2f} − {-launches['slope']:.3f} × temperature in °F")
    panels["identity"].text(30, 104, "neuron (thick) and\nGLM (thin)", ha="right", va="center")


def _apart(panel):
    """Launches at 0 or 1, the later of equal ones moved inwards."""
    pairs = [(round(eta, 6), y) for eta, y in zip(panel["eta"], panel["y"], strict=True)]
    return [y + (0.07 if y == 0 else -0.07) * pairs[:i].count((eta, y)) for i, (eta, y) in enumerate(pairs)]
