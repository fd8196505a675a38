"""Three species of iris, and how their flowers are drawn."""

import numpy as np
from matplotlib.axes import Axes

SPECIES = ("setosa", "versicolor", "virginica")
ROLES = ({"marker": "o", "color": "C0"}, {"marker": "s", "color": "C1"}, {"marker": "^", "color": "C4"})
PETALS = [2, 3]  # columns of the four lengths


def dots(axes: Axes, x, y, species, **style) -> None:
    """Flowers in the plane, each species with its mark, a little apart where equal numbers would hide one another."""
    x, y, species = np.asarray(x), np.asarray(y), np.asarray(species)
    for name, role in zip(SPECIES, ROLES, strict=True):
        some = species == name
        if some.any():
            axes.plot(
                x[some], y[some], linestyle="none", **{"markersize": 5, "alpha": 0.75, "zorder": 3, **role, **style}
            )
