"""How figures look: the roles that colours, lines and markers play, and the way a drawing becomes an SVG."""

import io
from collections.abc import Callable
from pathlib import Path

import font_source_sans_pro
import matplotlib
import matplotlib.style
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

STYLES = {
    "light": [Path(__file__).parent / "house.mplstyle"],
    "dark": [Path(__file__).parent / "house.mplstyle", Path(__file__).parent / "house-dark.mplstyle"],
}

# A role never rests on colour alone: markers differ in shape, lines in width and dashes.
CLASSES = ({"marker": "o", "color": "C0"}, {"marker": "s", "color": "C1"})
NEURON = {"color": "C2", "linewidth": 4.5, "linestyle": "-"}
GLM = {"color": "C3", "linewidth": 1.6, "linestyle": "-"}
MARGIN = {"color": "C4", "linewidth": 1.8, "linestyle": (0, (1, 1.8))}
GUIDE = {"linewidth": 0.8, "linestyle": "-", "zorder": 0}
SERIES = ("C0", "C1", "C4", "C5", "C6")  # lines that play no role
DASHES = ("-", (0, (5, 1.6)), (0, (1, 1.4)), (0, (4, 1.4, 1, 1.4)), (0, (7, 2)))


def svg(draw: Callable[[Figure, dict], None], numbers: dict, theme: str, *, salt: str) -> bytes:
    """The figure that `draw` makes of `numbers`, on "light" or "dark" ground; the same bytes each time."""
    for face in ("Regular", "It", "Semibold", "Bold"):
        font_manager.fontManager.addfont(Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{face}.ttf")
    with matplotlib.style.context(STYLES[theme]), matplotlib.rc_context({"svg.hashsalt": salt}):
        figure = Figure()
        draw(figure, numbers)
        content = io.BytesIO()
        figure.savefig(content, format="svg", metadata={"Date": None})
    return b"\n".join(line.rstrip() for line in content.getvalue().splitlines()) + b"\n"


def colour(role: str):
    """The colour of a style setting such as "grid.color" or "text.color", for what has no setting of its own."""
    return matplotlib.rcParams[role]


def points(axes: Axes, X, y, *, size: float = 9, **style) -> None:
    """Observations (n, 2) in the plane: class 0 as circles, class 1 as squares."""
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    for label, role in enumerate(CLASSES):
        some = X[y == label]
        axes.plot(some[:, 0], some[:, 1], linestyle="none", markersize=size, zorder=4, **{**role, **style})


def line(axes: Axes, weights, **style) -> None:
    """The line w1 x1 + w2 x2 + w3 = 0 across the axes, whose limits must be set before."""
    w1, w2, w3 = weights
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    if abs(w1) > abs(w2):
        vertical = np.array([low, high])
        axes.plot(-(w2 * vertical + w3) / w1, vertical, **style)
    else:
        horizontal = np.array([left, right])
        axes.plot(horizontal, -(w1 * horizontal + w3) / w2, **style)
    axes.set(xlim=(left, right), ylim=(low, high))


def square(axes: Axes) -> Axes:
    """Axes for the four points: both inputs from -½ to 1½, one unit as long as the other."""
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1), aspect="equal")
    axes.set(xlabel="Input 1", ylabel="Input 2")
    axes.grid(True)
    return axes
