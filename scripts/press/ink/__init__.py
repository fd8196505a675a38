"""How figures look: the roles that colours, lines and markers play, and the way a drawing becomes an SVG."""

import functools
import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import font_source_sans_pro
import matplotlib
import matplotlib.style
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Path2

import smallest_network
from smallest_network.logistic import log_loss, logit

HOUSE = Path(smallest_network.__file__).with_name("house.mplstyle")  # which the labs use too
STYLES = {"light": [HOUSE], "dark": [HOUSE, Path(__file__).with_name("house-dark.mplstyle")]}

# Colours of the style's cycle by their roles; what plays none takes its place in `SERIES`.
CLASS_0, CLASS_1 = "C0", "C1"
QUIET = "C2"  # what stands behind a line: a band, the lines of other samples
EXACT = "C3"  # what theory says, a minimum
SERIES = FIRST, SECOND, THIRD, FOURTH, FIFTH = ("C0", "C1", "C4", "C5", "C6")

# A role never rests on colour alone: markers differ in shape, lines in width and dashes.
CLASSES = ({"marker": "o", "color": CLASS_0}, {"marker": "s", "color": CLASS_1})
NEURON: dict[str, Any] = {"color": "C2", "linewidth": 4.5, "linestyle": "-"}
GLM: dict[str, Any] = {"color": "C3", "linewidth": 1.6, "linestyle": "-"}
MARGIN: dict[str, Any] = {"color": "C4", "linewidth": 1.8, "linestyle": (0, (1, 1.8))}
DASHES = ("-", (0, (5, 1.6)), (0, (1, 1.4)), (0, (4, 1.4, 1, 1.4)), (0, (7, 2)))

WIDTH = 5.2  # inches: a figure as wide as the text
WIDE = WIDTH * 44 / 28  # where a page has room for 44 rem beside the 28 of a figure: letters stay as large
PREVIEW = (8.0, 4.2)  # inches: at 150 dpi the 1200 by 630 pixels that previews of links are shown in


def svg(draw: Callable[[Figure, dict], None], numbers: dict, theme: str, *, salt: str) -> bytes:
    """The figure that `draw` makes of `numbers`, on "light" or "dark" ground; the same bytes each time."""
    content = _save(draw, numbers, theme, format="svg", metadata={"Date": None}, salt=salt)
    return b"\n".join(line.rstrip() for line in content.splitlines()) + b"\n"


def png(draw: Callable[[Figure, dict], None], numbers: dict, *, salt: str) -> bytes:
    """The same figure on light paper, as the picture that previews of links show."""
    paper = {"dpi": 150, "facecolor": "#fdfcf8", "metadata": {"Software": None}}
    return _save(draw, numbers, "light", format="png", salt=salt, **paper)


@functools.cache
def _add_fonts() -> None:
    for face in ("Regular", "It", "Semibold", "Bold"):
        font_manager.fontManager.addfont(Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{face}.ttf")


def _save(draw: Callable[[Figure, dict], None], numbers: dict, theme: str, *, salt: str, **options) -> bytes:
    _add_fonts()
    with (
        matplotlib.style.context(STYLES[theme], after_reset=True),  # whatever the reader's own settings are
        matplotlib.rc_context({"svg.hashsalt": salt}),
        warnings.catch_warnings(action="error"),  # a missing glyph, a collapsed layout
    ):
        figure = Figure()
        draw(figure, numbers)
        content = io.BytesIO()
        figure.savefig(content, **options)
    return content.getvalue()


def colour(role: str):
    """The colour of a style setting such as "grid.color" or "text.color", for what has no setting of its own."""
    return matplotlib.rcParams[role]  # type: ignore[index]


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
    axes.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal")
    for axis, name in ((axes.xaxis, "Input 1"), (axes.yaxis, "Input 2")):
        axis.set_label_text(name)
        axis.set_ticks((0, 0.5, 1), ("0", "½", "1"))
    axes.grid(True)
    return axes


def name_classes(axes: Axes) -> None:
    """Labels beside the two classes of the four points, in place of a legend."""
    axes.text(-0.27, 0.75, "class 1", ha="center", va="center")
    axes.text(1.27, 0.75, "class 0", ha="center", va="center")


def guide() -> dict:
    """Style of a line that only guides the eye."""
    return {"color": colour("grid.color"), "linewidth": 1.0, "zorder": 0}


def neuron_text():
    """The colour of words that name the neuron's line: its grey is too faint for letters."""
    return colour("xtick.labelcolor")


def shade(axes: Axes, x1, x2, eta) -> ContourSet:
    """Scores `eta` (len(x2), len(x1)) as faint colour, in ten steps of probability from class 0's to class 1's."""
    cycle = colour("axes.prop_cycle").by_key()["color"]
    ground = LinearSegmentedColormap.from_list("classes", [cycle[0], (0.5, 0.5, 0.5, 0.0), cycle[1]])
    steps = np.arange(0.05, 1, 0.1)
    levels = [-1e9, *logit(steps[:-1] + 0.05), 1e9]  # of η, which is straight where a probability is bent
    return axes.contourf(x1, x2, eta, levels=levels, colors=ground(steps), alpha=0.35, antialiased=True, zorder=0)


def shade_neuron(axes: Axes, weights) -> ContourSet:
    """The same for a logistic regression (w1, w2, bias), across the axes."""
    return shade(axes, *_scores(axes, weights))


def side(axes: Axes, weights) -> None:
    """The side of the line on which a neuron's probability is above ½, in class 1's faint colour."""
    axes.contourf(*_scores(axes, weights), levels=[0, 1e9], colors=[CLASS_1], alpha=0.14, zorder=0)


def _scores(axes: Axes, weights):
    """The corners of the axes, x1 (2,) and x2 (2,), and the score there of a neuron (w1, w2, bias), (2, 2)."""
    x1, x2 = np.array(axes.get_xlim()), np.array(axes.get_ylim())
    return x1, x2, weights[0] * x1 + weights[1] * x2[:, None] + weights[2]


def scale(figure: Figure, axes: Axes, shading: ContourSet) -> None:
    """What the colours of a shading mean, beside the axes."""
    bar = figure.colorbar(shading, ax=axes, ticks=[-1e9, 0, 1e9], spacing="uniform", shrink=0.8, aspect=16)
    bar.set_ticklabels(["0", "½", "1"])
    bar.set_label("Probability of class 1")
    bar.outline.set_visible(False)


def canvas(figure: Figure, width: float, height: float) -> Axes:
    """Axes without axes, in units of half an inch, for diagrams."""
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.axis("off")
    return axes


def arrow(**style) -> dict:
    """Arrow properties for `annotate` in diagrams."""
    return {"arrowstyle": "-|>,head_width=0.22,head_length=0.42", "color": colour("axes.edgecolor"), "linewidth": 1.2,
            "shrinkA": 0, "shrinkB": 0, **style}  # fmt: skip


def node(axes: Axes, centre, label: str, *, radius: float, kind: str, **style: Any) -> None:
    """A circle of a diagram: kind "input" is a data value, "neuron" computes."""
    edge = {"input": colour("axes.edgecolor"), "neuron": FIRST}[kind]
    axes.add_patch(Circle(centre, radius, facecolor=colour("patch.facecolor"), edgecolor=edge, linewidth=1.6, zorder=3))
    axes.text(centre[0], centre[1], label, ha="center", va="center", zorder=4, **style)


def halo() -> dict:
    """Text box in the colour of the page, to set a number on a line."""
    return {"boxstyle": "round,pad=0.15", "facecolor": colour("patch.edgecolor"), "edgecolor": "none"}


def pointer(axes: Axes, words: str, at, words_at, **style) -> None:
    """Words beside a thing and a thin line to it."""
    axes.annotate(
        words,
        at,
        words_at,
        va="center",
        arrowprops={"arrowstyle": "-", "color": colour("axes.edgecolor"), "linewidth": 0.8, "shrinkB": 3},
        **{"ha": "right", **style},
    )


def halftone(axes: Axes, values, *, at=(0.0, 0.0), size: float = 1.0, most: float | None = None, **style) -> None:
    """A small image, k by k values row by row, centred `at`, `size` wide; a pixel is a square whose area is its value.

    Negative values are left out, values of `most` (or the largest) and above fill their pixel.
    """
    values = np.asarray(values, dtype=float)
    values = values.reshape(2 * [round(values.size**0.5)])
    share = np.clip(values / (values.max() if most is None else most), 0, 1)
    pixel = size / len(values)
    vertices, codes = [], []
    for (row, column), part in np.ndenumerate(share):
        if part > 0.003:
            x = at[0] + (column + 0.5) * pixel - size / 2
            y = at[1] + size / 2 - (row + 0.5) * pixel
            half = 0.5 * 0.94 * pixel * np.sqrt(part)
            vertices += [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
            vertices += [(x - half, y - half)]
            codes += [Path2.MOVETO, Path2.LINETO, Path2.LINETO, Path2.LINETO, Path2.CLOSEPOLY]
    if vertices:
        axes.add_patch(PathPatch(Path2(vertices, codes), **{"zorder": 3, "linewidth": 0, **style}))


def frame(axes: Axes, *, at=(0.0, 0.0), size: float = 1.0, **style) -> None:
    """A thin square around a small image."""
    corner = (at[0] - size / 2, at[1] - size / 2)
    axes.add_patch(
        Rectangle(
            corner, size, size, **{"fill": False, "edgecolor": colour("axes.edgecolor"), "linewidth": 0.7, **style}
        )
    )


def weights(axes: Axes, values, *, at=(0.0, 0.0), size: float = 1.0) -> None:
    """Weights (k, k) as an image: filled squares of class 1's colour above zero, open ones of class 0's below."""
    values = np.asarray(values, dtype=float)
    most = np.abs(values).max()
    frame(axes, at=at, size=size)
    halftone(axes, np.maximum(values, 0), at=at, size=size, most=most, color=CLASS_1)
    halftone(
        axes, np.maximum(-values, 0), at=at, size=size, most=most, facecolor="none", edgecolor=CLASS_0, linewidth=1
    )


def loss_surface(axes: Axes, X, y, levels) -> None:
    """Contours of a neuron's mean loss over its two weights, for inputs X (n, 2), across the axes' limits."""
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    first = np.linspace(*axes.get_xlim(), 61)
    second = np.linspace(*axes.get_ylim(), 61)
    weights = np.stack(np.meshgrid(first, second), axis=-1)
    losses = log_loss(y, weights @ X.T).mean(axis=-1)
    fill = colour("patch.facecolor")
    ground = LinearSegmentedColormap.from_list("ground", [fill, colour("grid.color")])
    axes.contourf(first, second, losses, levels=[0, *levels, 99], cmap=ground, vmin=0, vmax=levels[-1], zorder=0)
    axes.contour(first, second, losses, levels=levels, colors=[colour("xtick.color")], linewidths=0.5, zorder=1)


def box(axes: Axes, centre, label: str, *, side: float, **style: Any) -> None:
    """A square of a diagram: a data value."""
    corner = (centre[0] - side / 2, centre[1] - side / 2)
    edge = colour("axes.edgecolor")
    axes.add_patch(Rectangle(corner, side, side, facecolor=colour("patch.facecolor"), edgecolor=edge, zorder=3))
    axes.text(centre[0], centre[1], label, ha="center", va="center", zorder=4, **style)
