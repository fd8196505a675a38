"""Three softmax units tell species of iris apart: where the species overlap, and where one stands alone."""

import itertools
import warnings

import numpy as np

from experiments._shared import o_rings
from experiments.every_neuron import _flowers
from press import ink
from press.numerals import DIGITS, power_of_ten
from smallest_network import datasets, glm, multinomial, network
from smallest_network.logistic import softmax
from smallest_network.optimizers import GradientDescent

CAPTION = (
    "First, from the length of the sepals alone: the probability of each species, by three softmax units trained by "
    "gradient descent (thick, pale) and by multinomial regression (thin); below the axis, the flowers. Then, from "
    "both lengths of the petals: the most probable species. The dashed line between setosa and the others is where "
    "the fit happened to stop, for setosa stands apart, and no finite estimate exists. The solid line is estimated "
    "by the flowers on either side."
)
ALT = (
    "First: over the sepal length from 4 to 8 cm a curve for setosa falls from near 1, one for versicolor has a "
    "hump, one for virginica rises; setosa and versicolor cross at {crossings[0]:.1f} cm, versicolor and virginica "
    "at {crossings[1]:.1f} cm. Then: flowers in the plane of petal length and width. A dashed line cuts off setosa "
    "at the lower left, a solid one parts versicolor from virginica, with {petals[wrong]} flowers on the wrong side."
)
TOLERANCE = (1e-7, "petals nearly part two species, so the coefficients are large, and rounding is magnified in them")
SEPAL_LENGTH, EPOCHS, NEAR = 0, 400, 1e-10
SETS = {"sepal_length": [0], "sepal_width": [1], "petal_length": [2], "petal_width": [3], "sepals": [0, 1]}  # columns


def measure():
    X, species = datasets.iris()
    classes = np.unique(species, return_inverse=True)[1]
    length = X[:, SEPAL_LENGTH]
    inputs = (length - length.mean()) / length.std()
    fit = multinomial.fit(datasets.with_bias(inputs[:, None]), species, tol=o_rings.TOL)

    low, high = _curvatures(datasets.with_bias(inputs[:, None]), fit.fitted)
    rate = 2 / (low + high)
    start = (np.zeros((2, 3)),)
    path = network.path(
        inputs[:, None], classes, start, optimizer=GradientDescent(learning_rate=rate), epochs=range(EPOCHS + 1)
    )
    weights = np.array([layer for (layer,) in path])
    contrasts = (weights[:, :, 1:] - weights[:, :, :1]).transpose(
        0, 2, 1
    )  # against the first class, as the fit has them
    apart = np.abs(contrasts / fit.coefficients - 1).max(axis=(1, 2))

    grid = np.linspace(4.0, 8.2, 127)
    standard = ((grid - length.mean()) / length.std())[:, None]
    predictors = datasets.with_bias(standard) @ weights[-1]
    kinds = _kinds(X, species)
    return {
        "n": len(species),
        "length": length,
        "species": species,
        "grid": grid,
        "units": softmax(predictors).T,
        "regression": fit.predict_proba(datasets.with_bias(standard)).T,
        "crossings": [_crossing(grid, predictors, pair) for pair in ((0, 1), (1, 2))],
        "rate": rate,
        "epochs": int(np.flatnonzero(apart >= NEAR)[-1]) + 1,
        "steps": fit.n_iter,
        "digits_equal": min(DIGITS, int(-np.log10(max(apart[-1], 10.0**-DIGITS)))),
        "weights": weights[-1],
        "coefficients": fit.coefficients,
        "deviance": fit.deviance,
        "right": int((fit.fitted.argmax(axis=1) == classes).sum()),
        "kinds": kinds,
        "sets": _sets(kinds),
        "petals": _petals(X, species),
    }


def _curvatures(X, mu):
    """Least and largest curvature of the mean loss over the weights of all units; adding one vector to all changes nothing."""
    n, K = mu.shape
    between = np.eye(K) * mu[:, :, None] - mu[:, :, None] * mu[:, None, :]
    hessian = np.einsum("nij,na,nb->iajb", between, X, X).reshape(2 * [K * X.shape[1]]) / n
    found = np.linalg.eigvalsh(hessian)[X.shape[1] :]
    return found[0], found[-1]


def _crossing(grid, predictors, pair):
    """Where two species are equally probable."""
    gap = predictors[:, pair[1]] - predictors[:, pair[0]]  # a straight line over the grid
    return float(np.interp(0, gap, grid))


def _kinds(X, species):
    """Separation with each measurement alone and with both of the sepals."""
    return {name: _quiet_fit(X[:, columns], species).separation for name, columns in SETS.items()}


def _sets(kinds):
    """How many sets of the four measurements there are, and how many separate a species: more inputs cannot undo it."""
    every = [set(columns) for size in range(1, 5) for columns in itertools.combinations(range(4), size)]
    separating = [set(SETS[name]) for name, kind in kinds.items() if kind != "none"]
    return {"all": len(every), "separating": sum(any(own <= columns for own in separating) for columns in every)}


def _quiet_fit(X, species):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.FitWarning)  # what the post says of this fit
        return multinomial.fit(datasets.with_bias(X), species)


def _petals(X, species):
    """The fit on both measurements of the petals, which tells setosa with certainty, and versicolor from virginica."""
    petals, others = X[:, _flowers.PETALS], species != "setosa"
    fit = _quiet_fit(petals, species)
    two = glm.fit(datasets.with_bias(petals[others]), (species[others] == "virginica") * 1.0, tol=o_rings.TOL)
    least = fit.fitted[~others, 0].min()
    return {
        "X": petals,
        "kind": fit.separation,
        "steps": fit.n_iter,
        "coefficients": fit.coefficients,
        "two": two.coefficients,
        "deviance": fit.deviance,
        "two_deviance": two.deviance,
        "doubt": power_of_ten(1 - least, 0),
        "wrong": int((fit.classes[fit.fitted.argmax(axis=1)] != species).sum()),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 7.4)
    _both(figure.subplots(2, height_ratios=(1, 1.1)), numbers)


def draw_wide(figure, numbers):
    figure.set_size_inches(ink.WIDE, 3.9)
    _both(figure.subplots(1, 2), numbers)


def _both(panels, numbers):
    curves, regions = panels
    _curves(curves, numbers)
    _regions(regions, numbers["petals"], numbers["species"])


def _curves(axes, numbers):
    for place, dashes in enumerate(("-", ink.DASHES[1], ink.DASHES[3])):
        style = {"color": _flowers.ROLES[place]["color"]}
        axes.plot(numbers["grid"], numbers["units"][place], linewidth=6, alpha=0.3, **style)
        axes.plot(numbers["grid"], numbers["regression"][place], linewidth=1.8, linestyle=dashes, **style)
    heights = [-0.1 - 0.09 * _flowers.SPECIES.index(name) for name in numbers["species"]]
    _flowers.dots(axes, np.column_stack([numbers["length"], heights]), numbers["species"], alpha=0.45, markersize=4.5)
    _flowers.name(axes, (4.45, 0.72), (5.85, 0.72), (7.5, 0.74))
    axes.set(xlim=(4, 8.2), ylim=(-0.36, 1.04), yticks=(0, 0.5, 1), yticklabels=("0", "½", "1"))
    axes.set(xlabel="Sepal length (cm)", ylabel="Probability")


def _regions(axes, petals, species):
    length, width = np.linspace(0.5, 7.2, 400), np.linspace(-0.1, 2.8, 300)
    slopes = np.array(petals["coefficients"])
    others = np.stack(np.meshgrid(length, width), axis=-1) @ slopes[:, :2].T + slopes[:, 2]  # η; that of setosa is 0
    versicolor, virginica = np.moveaxis(others, -1, 0)
    best = np.where(others.max(axis=-1) < 0, 0, np.where(versicolor > virginica, 1, 2))
    axes.contourf(
        length,
        width,
        best,
        levels=[-0.5, 0.5, 1.5, 2.5],
        colors=[ink.FIRST, ink.SECOND, ink.THIRD],
        alpha=0.13,
        zorder=0,
    )
    style = {"levels": [0], "colors": [ink.GLM["color"]], "linewidths": 1.6}
    axes.contour(length, width, others.max(axis=-1), linestyles=[ink.DASHES[1]], **style)
    axes.contour(length, width, np.where(best > 0, virginica - versicolor, np.nan), **style)
    _flowers.dots(axes, petals["X"], species)
    _flowers.name(axes, (1.3, 0.95), (3.1, 1.75), (5.4, 2.66))
    axes.set(xlim=(0.5, 7.2), ylim=(-0.1, 2.8), xlabel="Petal length (cm)", ylabel="Petal width (cm)")
