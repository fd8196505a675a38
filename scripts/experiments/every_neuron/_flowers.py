"""Three species of iris, and how their flowers are drawn."""

import numpy as np
from matplotlib.axes import Axes

from press import ink

SPECIES = ("setosa", "versicolor", "virginica")
ROLES = ({"marker": "o", "color": ink.FIRST}, {"marker": "s", "color": ink.SECOND}, {"marker": "^", "color": ink.THIRD})
PETALS = [2, 3]  # columns of the four lengths


def dots(axes: Axes, X, species, **style) -> None:
    """Flowers (n, 2) in the plane, each species with its mark."""
    X, species = np.asarray(X), np.asarray(species)
    for name, role in zip(SPECIES, ROLES, strict=True):
        x, y = X[species == name].T
        axes.plot(x, y, linestyle="none", **{"markersize": 5, "alpha": 0.75, "zorder": 3, **role, **style})


def name(axes: Axes, *places) -> None:
    """The names of the species, in their colours, each centred at its place."""
    for (x, y), word, role in zip(places, SPECIES, ROLES, strict=True):
        axes.text(x, y, word, color=role["color"], ha="center", va="center")
