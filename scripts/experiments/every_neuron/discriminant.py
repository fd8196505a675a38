"""Two lines between two species: one formula, fitted to the species given the petals, or to the petals given the species."""

import warnings

import numpy as np

from experiments.every_neuron import _flowers
from press import ink
from smallest_network import datasets, glm
from smallest_network.logistic import log_loss

CAPTION = (
    "Where each makes virginica as probable as versicolor: logistic regression solid, the linear discriminant "
    "dashed. Ellipses hold 95 % of either species by the discriminant's normal distributions, which have one "
    "covariance."
)
ALT = (
    "Flowers of two species in the plane of petal length and width, versicolor as squares at the lower left, "
    "virginica as triangles at the upper right, with an ellipse around each. Two falling lines between them, the "
    "dashed one flatter, cross among the flowers that are hard to tell."
)
TABLE = {
    "Fit": "{name}",
    "Petal length": "{length:.2f}",
    "Petal width": "{width:.2f}",
    "Intercept": "{intercept:.2f}",
    "Log-loss, these flowers": "{here:.4f}",
    "Log-loss, held out (median)": "{median:.3f}",
    "Middle 90 %": "{low:.3f} to {high:.3f}",
    "Errors held out": "{errors:.1%}",
}
DIVISIONS, SAMPLES, N, DISTANCE = 100, 150, 100, 2.0


def measure():
    X, species = datasets.iris()
    two = species != "setosa"
    X, y, species = X[two][:, _flowers.PETALS], (species[two] == "virginica") * 1.0, species[two]
    fits = {"logistic regression": logistic(X, y)[0], "linear discriminant": discriminant(X, y)}
    losses, errors, separated = _divisions(X, y)
    rows = []
    for place, (name, weights) in enumerate(fits.items()):
        low, median, high = np.quantile(losses[:, place], (0.05, 0.5, 0.95))
        rows.append(
            {
                "name": name,
                "length": weights[0],
                "width": weights[1],
                "intercept": weights[2],
                "here": log_loss(y, datasets.with_bias(X) @ weights).mean(),
                "median": median,
                "low": low,
                "high": high,
                "worst": losses[:, place].max(),
                "mean": losses[:, place].mean(),
                "errors": errors[:, place].mean(),
            }
        )
    means, covariance = _moments(X, y)
    return {
        "X": X,
        "species": species,
        "rows": rows,
        "divisions": DIVISIONS,
        "separated": separated,
        "better": int((losses[:, 1] < losses[:, 0]).sum()),
        "means": means,
        "covariance": covariance,
        "ellipses": means[:, :, None] + _ellipse(covariance),
        "clouds": _clouds(),
    }


def logistic(X, y):
    """Weights (p + 1,), bias last, of logistic regression, and whether no finite estimate exists."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)  # separation is counted
        fit = glm.fit(datasets.with_bias(X), y)
    return fit.coefficients, fit.separated


def discriminant(X, y):
    """Weights (p + 1,) of the log-odds between two normal distributions with one covariance: Σ⁻¹ (m₁ - m₀), bias last."""
    means, covariance = _moments(X, y)
    slopes = np.linalg.solve(covariance, means[1] - means[0])
    return np.append(slopes, np.log(y.mean() / (1 - y.mean())) - (means[0] + means[1]) @ slopes / 2)


def _moments(X, y):
    """Means of both classes, and the covariance within them, by n - 2."""
    means = np.array([X[y == label].mean(axis=0) for label in (0, 1)])
    within = X - means[y.astype(int)]
    return means, within.T @ within / (len(y) - 2)


def _ellipse(covariance):
    """Where a normal distribution about zero has the border (2, 121) of its most probable 95 per cent."""
    turn = np.linspace(0, 2 * np.pi, 121)
    return np.linalg.cholesky(covariance) @ (np.sqrt(-2 * np.log(0.05)) * np.array([np.cos(turn), np.sin(turn)]))


def _divisions(X, y):
    """Log-loss and share of errors on a third held out by chance, of both fits, and in how many divisions no estimate exists."""
    rng = np.random.default_rng(0)
    losses, errors, separated = [], [], 0
    for _ in range(DIVISIONS):
        train, test = datasets.split(len(y), test_share=1 / 3, rng=rng)
        weights, endless = logistic(X[train], y[train])
        separated += endless
        etas = [datasets.with_bias(X[test]) @ w for w in (weights, discriminant(X[train], y[train]))]
        losses.append([log_loss(y[test], eta).mean() for eta in etas])
        errors.append([((eta >= 0) != y[test]).mean() for eta in etas])
    return np.array(losses), np.array(errors), separated


def _clouds():
    """Where the normal distributions are true: how far either slope strays from the true log-odds, over many samples."""
    rng = np.random.default_rng(1)
    slopes = []
    for _ in range(SAMPLES):
        X, y = datasets.two_clouds(N, distance=DISTANCE, rng=rng)
        slopes.append([logistic(X, y)[0][0], discriminant(X, y)[0]])
    strays = ((np.array(slopes) - DISTANCE) ** 2).mean(axis=0)
    return {"samples": SAMPLES, "n": N, "distance": DISTANCE, "off": np.sqrt(strays), "ratio": strays[1] / strays[0]}


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 4.2)
    axes = figure.subplots()
    axes.set(
        xlim=(2.7, 7.2),
        ylim=(0.5, 2.8),
        yticks=(0.5, 1, 1.5, 2, 2.5),
        xlabel="Petal length (cm)",
        ylabel="Petal width (cm)",
    )
    _flowers.dots(axes, numbers["X"], numbers["species"])
    for ellipse, role in zip(numbers["ellipses"], _flowers.ROLES[1:], strict=True):
        axes.plot(*ellipse, color=role["color"], linewidth=1.2, alpha=0.8)
    for row, style in zip(numbers["rows"], (ink.GLM, ink.GLM | {"linestyle": ink.DASHES[1]}), strict=True):
        ink.line(axes, (row["length"], row["width"], row["intercept"]), **style)
    axes.text(2.85, 1.72, "versicolor", color=ink.SECOND, ha="left", va="bottom")
    axes.text(6.6, 1.75, "virginica", color=ink.THIRD, ha="left", va="top")
    axes.text(3.1, 2.66, "logistic regression", ha="left", va="bottom")
    axes.text(6.5, 1.2, "discriminant", ha="left", va="bottom")
