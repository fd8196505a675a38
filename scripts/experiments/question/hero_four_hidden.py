"""A bent border between two moons, and the lines of the four hidden units of the network that draws it."""

from experiments.question import _nodes, _tasks
from press import ink

ALT = (
    "{n} points in two interlocking half moons, circles and squares, and between them a thick winding line of three "
    "nearly straight pieces. Of four thin straight lines, one for each hidden unit of the network that drew it, three "
    "run along the pieces, and the fourth close to one of the three."
)
PREVIEW = True


def measure():
    (X, y), _ = _tasks.moons()
    return _nodes.describe(X, y, _tasks.trained_on_moons(), ((-2.0, 3.0), (-1.05, 1.575)))


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=numbers["limits"][0], ylim=numbers["limits"][1])
    _nodes.combination(axes, numbers, size=9)
