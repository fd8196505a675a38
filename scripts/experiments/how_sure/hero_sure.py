"""Where twenty networks part two moons: together among the points, apart where there are none."""

from experiments.how_sure import _moons
from press import ink

ALT = (
    "{n} points in two interlocking half moons, small, in the middle of a wide plane. {networks} lines wind between "
    "the moons, close together; as soon as they have left the points they fan out in all directions."
)
PREVIEW = True
DRAW = 4


def measure():
    X, y = _moons.points(DRAW)
    layers = [layer[1] for layer in _moons.trained(DRAW)]
    return {"X": X, "y": y, "n": len(y), "networks": len(layers[0]), "layers": layers}


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(-6.2, 7.2), ylim=(-3.27, 3.77), aspect="equal")
    _moons.fan(axes, numbers["layers"], linewidths=2.2, alpha=0.7)
    ink.points(axes, numbers["X"], numbers["y"], size=7)
