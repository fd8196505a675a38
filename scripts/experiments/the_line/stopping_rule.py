"""Why glm stops: each iteration divides the deviance by e, until the tolerance no longer sees it move."""

import warnings

import numpy as np

from experiments._shared import four_points
from press import ink
from press.numerals import power_of_ten
from smallest_network import glm

CAPTION = (
    "The rule compares the change of the deviance, divided by the deviance plus 0.1, with $10^{{{tol_power}}}$. From iteration "
    "{settled} on the ratio of neighbouring deviances is 1/e = {inverse_e:.4f} to four decimals, and so the count says "
    "how small the tolerance is, not where an optimum lies."
)
ALT = (
    "On a logarithmic axis the deviance falls along a straight line from {first:.2f} after one iteration to {last_text} "
    "after {n_iter}. A second line, the quantity that the stopping rule looks at, crosses the dashed tolerance, 10 to the "
    "power of {tol_power}, at iteration {n_iter}."
)

LIMIT = 25  # of R's iterations


def measure():
    fitted, _ = four_points.fit_as_the_source()
    trace = fitted.deviance_trace
    ratio = trace[1:] / trace[:-1]
    change = np.abs(np.diff(trace)) / (trace[1:] + 0.1)
    settled = next(i for i in range(len(ratio)) if np.all(np.abs(ratio[i:] - np.exp(-1)) < 5e-5)) + 2
    first = np.log(3) + 4 / 3
    predicted, margin = [], first
    for _ in trace:
        predicted.append(8 * np.log1p(np.exp(-margin)))
        margin += 1 + np.exp(-margin)
    course = _course()
    return {
        "course": course,
        "limit": LIMIT,
        "golden": [_golden(power) for power in (-2, -4.5, -8, -9.25, -12)],
        "predicted": predicted,
        "parts_per_million": 1e6 * max(abs(np.array(predicted) / trace - 1)),
        "by_tolerance": _by_tolerance(),
        "trace": trace,
        "change": change,
        "tol": 1e-8,
        "margin": {"first": first, "needed": np.log(8 * (np.e - 1) / 1e-9), "last_two": np.log(8 / trace[-2:])},
        "tol_power": -8,
        "n_iter": fitted.n_iter,
        "settled": settled,
        "inverse_e": np.exp(-1),
        "first": trace[0],
        "last_text": power_of_ten(trace[-1]),
    }


def _course():
    """Deviance and coefficients after each iteration, as far as R's guards let them go."""
    X, y = four_points.inputs()
    trace = _fit(X, y, tol=1e-13, max_iter=50).deviance_trace
    fits = [_fit(X, y, tol=1e-13, max_iter=steps) for steps in range(1, len(trace) + 1)]
    return {
        "deviance": trace,
        "first": [fit.coefficients[0] for fit in fits],
        "bias": [fit.coefficients[2] for fit in fits],
    }


def _golden(power):
    """What the live figure must answer for a tolerance of 10 to this power."""
    fitted = _fit(*four_points.inputs(), tol=10.0**power, max_iter=LIMIT)
    answer = {"iterations": fitted.n_iter, "met": int(fitted.converged), "first": fitted.coefficients[0]}
    return {"state": {"tolerance": power}, "answer": answer | {"deviance": fitted.deviance}}


def _fit(X, y, **settings):
    """A fit without its warnings, which the post is about."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)
        return glm.fit(X, y, **settings)


def _by_tolerance():
    """Where the same fit ends for other tolerances."""
    X, y = four_points.inputs()
    ends = {}
    for power in (4, 8, 12):
        fitted = _fit(X, y, tol=10.0**-power, max_iter=50)
        ends[f"1e-{power}"] = {"n_iter": fitted.n_iter, "first": fitted.coefficients[0]}
    return ends


def draw(figure, numbers):
    axes = figure.add_subplot()
    iterations = np.arange(1, numbers["n_iter"] + 1)
    axes.axhline(numbers["tol"], color=ink.THIRD, linestyle=ink.DASHES[1], linewidth=1.4)
    axes.plot(iterations, numbers["trace"], color=ink.GLM["color"], marker="o", markersize=3.5, linewidth=1.3)
    axes.plot(iterations[1:], numbers["change"], color=ink.FIRST, marker="s", markersize=3.5, linewidth=1.3)
    axes.set(yscale="log", ylim=(1e-10, 30), xlim=(0.4, 23), xticks=(1, 5, 10, 15, 20, 22))
    axes.set_yticks([1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10])
    axes.set(xlabel="Iteration of Fisher scoring", ylabel="Deviance, and its change")
    axes.text(1, 2.2e-8, "tolerance $10^{-8}$", color=ink.THIRD, ha="left", va="bottom")
    axes.text(6.2, 1e-3, "deviance", color=ink.GLM["color"], ha="right", va="top")
    axes.text(8, 0.05, "what the rule compares", color=ink.FIRST, ha="left", va="bottom")
    axes.grid(True, axis="y")
