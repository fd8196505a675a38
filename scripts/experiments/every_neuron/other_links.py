"""Three curves from 0 to 1 through the same launches, and how hard each lets an error pull."""

import numpy as np

from experiments._shared import o_rings
from press import ink
from press.numerals import power_of_ten
from smallest_network import datasets, families, glm, neuron

CAPTION = (
    "Above, the fitted curves and the launches, equal ones moved apart a little. Below, the factor $\\mu' / V(\\mu)$ "
    "by which the slope of the log-likelihood multiplies the error, against the probability: 1 everywhere for the "
    "logit, {tails[probit]:.1f} and {tails[cloglog]:.1f} for the others where they give {tails[mu]} to what then "
    "does not happen. The scale of η multiplies it, so that its shape is what counts. Steps of Fisher scoring and "
    "epochs of descent are to ten digits of both coefficients, from zero, on standardised temperature, descent at "
    "its best rate near the minimum."
)
ALT = (
    "Above: three falling curves over the temperature at launch, nearly one between 65 and 80 °F; at 55 °F they are "
    "between {cold[low]:.2f} and {cold[high]:.2f}. Below: the factor of the error against the probability. The "
    "logit's is level at 1; the probit's is a bowl, {factors[middle]:.2f} in the middle and rising at both ends; the "
    "complementary log-log's rises from 1 to the right."
)
TABLE = {
    "Link": "{name}",
    "Activation μ(η)": "{activation}",
    "Slope per °F": "{slope:.4f}",
    "½ at (°F)": "{half:.1f}",
    "No distress at 31 °F": "{clear_31}",
    "Deviance": "{deviance:.3f}",
    "Scoring steps": "{steps}",
    "Epochs": "{epochs}",
}
NEAR, EPOCHS = 1e-10, 300
LINKS = {
    "logit": ("logistic", "$\\operatorname{expit}(\\eta)$"),
    "probit": ("probit", "$\\Phi(\\eta)$"),
    "cloglog": ("cloglog", "$1 - \\exp(-e^{\\eta})$"),
}
NAMES = {"logit": "logit", "probit": "probit", "cloglog": "complementary log-log"}


def measure():
    temperature, distress = datasets.o_ring()
    grid, mu = np.linspace(31, 85, 217), np.linspace(0.004, 0.996, 249)
    rows, curves, factors = [], {}, {}
    for name in LINKS:
        fit, row = _fitted(name)
        rows.append(row)
        curves[name] = fit.predict(datasets.with_bias(grid[:, None]))
        factors[name] = _factor(name, mu)
    cold = [curves[name][grid == 55.0].item() for name in LINKS]
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "n_launches": len(distress),
        "grid": grid,
        "curves": curves,
        "mu": mu,
        "factors": factors | {"middle": _factor("probit", np.array([0.5])).item()},
        "rows": rows,
        "cold": {"low": min(cold), "high": max(cold)},
        "ratio": rows[0]["slope"] / rows[1]["slope"],
        "tails": {"mu": 0.99} | {name: _factor(name, np.array([0.99])).item() for name in LINKS},
        "harder": {name: (np.divide(*_factor(name, np.array([0.99, 0.5])))).item() for name in LINKS},
        "convex": {name: _least_curvature(name) for name in LINKS},
        "cauchy": _cauchy(),
        "sums": _only_sums(),
    }


def _fitted(name):
    """The fit on temperature, and its line of the table, whose steps are counted on standardised temperature."""
    temperature, distress = datasets.o_ring()
    fit = glm.fit(datasets.with_bias(temperature), distress, link=name, tol=o_rings.TOL)
    X, y = o_rings.standardised()
    scoring = _scoring(name, X, y)
    target, link = scoring[-1], families.LINKS[name]
    kappa = np.linalg.eigvalsh(_curvature(name, X, y, target)) / len(y)
    path = neuron.path(
        neuron.train_batch, X, y, weights=[0.0, 0.0], learning_rate=2 / kappa.sum(), epochs=range(EPOCHS + 1),
        activation=LINKS[name][0],
    )  # fmt: skip
    slope, intercept = fit.coefficients
    assert link.complement, "every link to a probability has one"
    return fit, {
        "name": NAMES[name],
        "activation": LINKS[name][1],
        "slope": slope,
        "intercept": intercept,
        "half": (link.link(np.array([0.5])).item() - intercept) / slope,
        "clear_31": power_of_ten(link.complement(np.array([31 * slope + intercept])).item()),
        "deviance": fit.deviance,
        "steps": _needed(scoring, target),
        "epochs": _needed(path, target),
        "rate": 2 / kappa.sum(),
        "standardised": target,
    }


def _scoring(name, X, y, steps=40):
    """Weights (steps + 1, 2) along Fisher scoring from zero, until rounding decides; `glm.fit` stops with the deviance."""
    link, weights = families.LINKS[name], np.zeros(2)
    path = [weights]
    for _ in range(steps):
        eta = X @ weights
        working = link.slope(eta) ** 2 / families.BINOMIAL.variance(link.inverse(eta))
        weights = weights + np.linalg.solve((X.T * working) @ X, X.T @ families.score(families.BINOMIAL, link, y, eta))
        path.append(weights)
    return np.array(path)


def _needed(path, target):
    """Steps after which both coefficients, a row a step, stay within ten digits of the target."""
    return int(np.flatnonzero(np.abs(path / target - 1).max(axis=1) >= NEAR)[-1]) + 1


def _loss_slope(name, y, eta):
    """Slope in η of the loss of a response: minus the score."""
    return -families.score(families.BINOMIAL, families.LINKS[name], y, eta)


def _curvature(name, X, y, weights, step=1e-4):
    """Second derivatives of the summed loss at the weights, (p, p), by central differences of its slope."""
    eta = X @ weights
    bend = (_loss_slope(name, y, eta + step) - _loss_slope(name, y, eta - step)) / (2 * step)
    return (X.T * bend) @ X


def _factor(name, mu):
    """μ' / V(μ) at the η where the link has this mean."""
    link = families.LINKS[name]
    return link.slope(link.link(mu)) / families.BINOMIAL.variance(mu)


def _least_curvature(name):
    """The least second derivative in η of the loss of either response, found on a grid."""
    eta, step = np.linspace(-6, 6, 241) if name != "cloglog" else np.linspace(-6, 2, 161), 1e-4
    return min(
        ((_loss_slope(name, y, eta + step) - _loss_slope(name, y, eta - step)) / (2 * step)).min() for y in (0.0, 1.0)
    )


def _cauchy():
    """Where the loss -log(½ + atan(η) / π) of a response 1 stops being convex, and its second derivative at η = -3.

    With h = 1 / (π (1 + η²)) and μ its integral, the slope is -h / μ and the second derivative (2η h / (1 + η²)) / μ + (h / μ)².
    """

    def bend(eta):
        density, mu = 1 / (np.pi * (1 + eta**2)), 0.5 + np.arctan(eta) / np.pi
        return 2 * eta / (1 + eta**2) * density / mu + (density / mu) ** 2

    low, high = -3.0, 0.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (low, middle) if bend(middle) > 0 else (middle, high)
    return {"turns": high, "at_minus_3": bend(-3.0)}


def _only_sums():
    """Two sets of responses with equal sums Xᵀy, and by how much the coefficients of either link differ between them."""
    x = np.arange(8.0)
    X = datasets.with_bias(x[:, None])
    responses = np.array([[0, 1, 0, 0, 1, 0, 1, 1.0], [0, 0, 1, 1, 0, 0, 1, 1.0]])
    slopes = {name: [glm.fit(X, y, link=name, tol=1e-14).coefficients[0] for y in responses] for name in LINKS}
    return {"sums": responses @ X, "slopes": slopes}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 6.0)
    above, below = figure.subplots(2, height_ratios=(1.15, 1))
    roles = {
        "logit": (ink.GLM["color"], "-", 2.4),
        "probit": (ink.THIRD, ink.DASHES[1], 2.0),
        "cloglog": (ink.FOURTH, ink.DASHES[2], 2.2),
    }
    for name, (role, dashes, width) in roles.items():
        style = {"color": role, "linestyle": dashes, "linewidth": width}
        above.plot(numbers["grid"], numbers["curves"][name], **style)
        below.plot(numbers["mu"], numbers["factors"][name], **style)
    o_rings.launches(above, numbers, gap=0.05)
    above.set(xlim=(31, 85), ylim=(-0.06, 1.06), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    above.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress")
    below.set(xlim=(0, 1), ylim=(0, 5), xticks=(0, 0.5, 1), xticklabels=("0", "½", "1"), yticks=range(6))
    below.set(xlabel="Probability μ", ylabel="Factor of the error, μ′ / V(μ)")
    below.grid(True, axis="y")
    below.text(0.5, 0.85, "logit", color=ink.GLM["color"], ha="center", va="top")
    below.text(0.14, 2.1, "probit", color=ink.THIRD, ha="left", va="bottom")
    below.text(0.9, 3.0, "complementary\nlog-log", color=ink.FOURTH, ha="right", va="bottom")
