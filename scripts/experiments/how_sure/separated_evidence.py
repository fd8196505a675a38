"""What four separated points say about their first coefficient, asked in several ways."""

import itertools
import warnings
from statistics import NormalDist

import numpy as np

from experiments._shared import four_points
from press import ink
from press.numerals import minus
from smallest_network import glm, intervals, penalised
from smallest_network.logistic import log_loss

CAPTION = (
    "How much worse than the best each value of the first coefficient fits, when all else is fitted anew. Thin: by "
    "the likelihood; towards the left it falls to zero for ever. Thick: Wald's parabola, whose bottom is at "
    "{wald[coefficient]:.2f}, where R's rule stops, and which {wald[standard_error]:,.0f} further on has risen by 1. "
    "Dashed: by Firth's penalised likelihood, lowest at {firth[coefficient]:.2f}. Dotted: {threshold:.2f}; what lies "
    "below it is inside an interval of 95 per cent."
)
ALT = (
    "Over first coefficients from {low:.0f} to {high:.0f}, the likelihood's curve comes down steeply from the right, "
    "is at {ratio[statistic]:.2f} at zero, crosses the dotted line {threshold:.2f} at {profile[high]:.2f} and then "
    "runs along zero to the left edge. Firth's is a lopsided bowl with its lowest point at {firth[coefficient]:.2f}, "
    "below the line from {firth[low]:.2f} to {firth[high]:.2f}. Wald's parabola cannot be told from the zero line."
)
TABLE = {
    "Asked": "{method}",
    "First coefficient": "{estimate}",
    "95 per cent interval": "{interval}",
    "Is there no effect?": "{verdict}",
}
FIRST = np.array([1.0, 0.0, 0.0])
PRIOR = 2.5  # standard deviation of every coefficient before the data
LOW, HIGH = -12.0, 3.0


def measure():
    X, y = four_points.inputs()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.SeparationWarning)
        wald = intervals.wald(glm.fit(X, y), FIRST)
    ratio, (_, end) = intervals.likelihood_ratio(X, y, FIRST), intervals.profile(X, y, FIRST)
    firth = penalised.firth(X, y).coefficients[0]
    firth_ratio, firth_ends = intervals.firth_ratio(X, y, FIRST), intervals.firth_profile(X, y, FIRST)
    after, dealt = posterior(X, y), exact(X, y)
    wald_p = 2 * NormalDist().cdf(-abs(wald.z))
    coefficients = np.linspace(LOW, HIGH, 61)
    return {
        "rows": [
            row("Wald's parabola", wald.estimate, (wald.low, wald.high), f"p = {wald_p:.4f}", ",.0f"),
            {
                "method": "likelihood, profile",
                "estimate": "−∞",
                "interval": minus(f"(−∞, {end:.2f})"),
                "verdict": f"p = {ratio.p:.3f}",
            },
            row("Firth's method, profile", firth, firth_ends, f"p = {firth_ratio.p:.2f}"),
            row(
                f"normal priors on all three, deviation {PRIOR} (posterior mean, middle 95 per cent)",
                after["mean"],
                (after["low"], after["high"]),
                f"P(below zero) = {after['below_zero']:.2f}",
            ),
            {"method": "Fisher's exact test", "estimate": "–", "interval": "–", "verdict": f"p = {dealt['p']:.2f}"},
        ],
        "low": LOW,
        "high": HIGH,
        "threshold": NormalDist().inv_cdf(0.975) ** 2,
        "coefficients": coefficients,
        "likelihood": [held(X, y, value) for value in coefficients],
        "parabola": [((value - wald.estimate) / wald.standard_error) ** 2 for value in coefficients],
        "penalised": [intervals.firth_ratio(X, y, FIRST, value=value).statistic for value in coefficients],
        "wald": {
            "coefficient": wald.estimate,
            "standard_error": wald.standard_error,
            "z": wald.z,
            "p": wald_p,
            "low": wald.low,
            "high": wald.high,
        },
        "ratio": {"statistic": ratio.statistic, "p": ratio.p},
        "profile": {"high": end},
        "firth": {
            "coefficient": firth,
            "low": firth_ends[0],
            "high": firth_ends[1],
            "statistic": firth_ratio.statistic,
            "p": firth_ratio.p,
        },
        "posterior": {
            **after,
            "most_probable": penalised.ridge(X, y, penalty=PRIOR**-2)[0],
            "sd": PRIOR,
            "penalty": PRIOR**-2,
        },
        "exact": dealt,
    }


def row(method, estimate, ends, verdict, form=".2f"):
    """A row of the table, of a method with a finite answer."""
    interval = minus(f"({ends[0]:{form}}, {ends[1]:{form}})")
    return {"method": method, "estimate": f"{estimate:.2f}", "interval": interval, "verdict": verdict}


def held(X, y, value):
    """Deviance of the best fit with this first coefficient: what it exceeds the supremum by, which is a deviance of zero."""
    return glm.least_deviance(X[:, 1:], y, np.zeros(2), offset=value * X[:, 0])


def posterior(X, y, reach=8, nodes=32):
    """The first coefficient under independent normal priors: mean, share below zero and middle 95 per cent.

    The other two coefficients are integrated out by Gauss and Hermite's rule. Of what is left, pieces to both sides of zero
    are integrated by Gauss and Legendre's, to eight standard deviations of the prior.
    """
    at, weight = np.polynomial.hermite_e.hermegauss(nodes)
    others = PRIOR * np.array(list(itertools.product(at, at)))
    shares = np.prod(list(itertools.product(weight, weight)), axis=1)

    def density(first):
        eta = np.multiply.outer(first, X[:, 0])[:, None, :] + others @ X[:, 1:].T
        return np.exp(-log_loss(y, eta).sum(axis=-1)) @ shares * np.exp(-((first / PRIOR) ** 2) / 2)

    far = reach * PRIOR
    below, mass_below = _integral(density, -far, 0.0)
    above, mass_above = _integral(density, 0.0, far)
    total = mass_below.sum() + mass_above.sum()
    low, high = (_quantile(density, share * total, far) for share in (0.025, 0.975))
    return {
        "mean": (below @ mass_below + above @ mass_above) / total,
        "below_zero": mass_below.sum() / total,
        "low": low,
        "high": high,
    }


def _integral(density, start, end, nodes=48):
    """Places from start to end, and the mass that each stands for."""
    at, weight = np.polynomial.legendre.leggauss(nodes)
    places = (start + end) / 2 + (end - start) / 2 * at
    return places, (end - start) / 2 * weight * density(places)


def _quantile(density, mass, far):
    """Below which place so much mass lies, by halving."""
    low, high = -far, far
    for _ in range(24):
        middle = (low + high) / 2
        if _integral(density, -far, middle)[1].sum() < mass:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def exact(X, y):
    """Two counts: of the ways to deal as many ones to the points, and of all responses, those that speak as clearly as `y`.

    The first is Fisher's exact test of the first input, the second is of the likelihood ratio.
    """
    ones = int(y.sum())
    dealt = [len({X[place, 0] for place in places}) == 1 for places in itertools.combinations(range(len(y)), ones)]
    responses = np.array(list(itertools.product((0.0, 1.0), repeat=len(y))))
    least = intervals.likelihood_ratio(X, y, FIRST).statistic
    large = [_ratio(X, response) >= least - 1e-9 for response in responses]
    return {
        "arrangements": len(dealt),
        "extreme": sum(dealt),
        "p": sum(dealt) / len(dealt),
        "responses": len(responses),
        "as_large": sum(large),
        "share": sum(large) / len(large),
    }


def _ratio(X, y):
    """The likelihood ratio of the first coefficient, the best fit found with and without it."""
    return held(X, y, 0.0) - glm.least_deviance(X, y, np.zeros(X.shape[1]))


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 3.7)
    axes = figure.add_subplot()
    x = numbers["coefficients"]
    axes.axvline(0, **ink.guide())
    axes.axhline(numbers["threshold"], color=ink.colour("axes.edgecolor"), linestyle=ink.DASHES[2], linewidth=1.2)
    axes.plot(x, numbers["parabola"], **ink.NEURON)
    axes.plot(x, numbers["penalised"], color=ink.THIRD, linestyle=ink.DASHES[1])
    axes.plot(x, numbers["likelihood"], **ink.GLM)
    axes.plot(numbers["profile"]["high"], numbers["threshold"], "o", color=ink.GLM["color"], markersize=6)
    axes.plot(0, numbers["ratio"]["statistic"], "s", color=ink.GLM["color"], markersize=6)
    axes.set(xlim=(numbers["low"], numbers["high"]), ylim=(-0.35, 10.5), xlabel="First coefficient")
    axes.set_ylabel("Deviance above the best")
    ink.pointer(axes, f"zero: {numbers['ratio']['statistic']:.2f}", (0, numbers["ratio"]["statistic"]), (-1.2, 7.9))
    axes.text(-1.9, 2.9, "likelihood", color=ink.GLM["color"], ha="right", va="center")
    axes.text(-8.6, 6.3, "Firth", color=ink.THIRD, ha="left", va="center")
    axes.text(-11.7, 0.75, "Wald's parabola", color=ink.neuron_text(), ha="left", va="center")
