"""Two inputs, four hidden units, one output unit: each drawn as the picture of the plane that it computes."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path

from experiments._shared import noisy_xor
from press import ink
from smallest_network import network

ALT = (
    "A network from left to right. Two squares, shaded from left to right and from bottom to top, are the inputs. "
    "Lines lead to four discs, each cut in two by one straight edge: the hidden units. Their lines "
    "join in a large disc with two opposite dark corners: the output."
)
PREVIEW = True


INPUTS = ((-3.25, 0.85), (-3.25, -0.85))
HIDDEN = tuple((-0.35, 1.53 - 1.02 * row) for row in range(4))
OUTPUT = (2.75, 0.0)
STEPS = np.linspace(-1, 1, 45)  # across a picture, which shows both inputs from -0.8 to 1.8


def measure():
    (layers,) = noisy_xor.trained(4, [1000])
    plane = np.stack(np.meshgrid(STEPS, STEPS), axis=-1).reshape(-1, 2) * 1.3 + 0.5
    computed = network.forward(plane, layers)
    pictures = {"inputs": (plane + 0.8) / 2.6, "hidden": computed.outputs[0], "output": computed.outputs[1]}
    return {
        "layers": layers,
        "pictures": {name: values.T.reshape(-1, len(STEPS), len(STEPS)) for name, values in pictures.items()},
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    axes = ink.canvas(figure, 8.0, 4.2)
    axes.set(xlim=(-4.0, 4.0), ylim=(-2.1, 2.1))
    layers = [np.array(layer) for layer in numbers["layers"]]
    first, second = layers
    for place, weights in zip(INPUTS, first, strict=False):
        for target, weight in zip(HIDDEN, weights, strict=True):
            _wire(axes, place, target, weight / np.abs(first[:2]).max())
    for place, weight in zip(HIDDEN, second[:, 0], strict=False):
        _wire(axes, place, OUTPUT, weight / np.abs(second[:-1]).max())
    pictures = numbers["pictures"]
    for place, values in zip(INPUTS, pictures["inputs"], strict=True):
        square = Rectangle((place[0] - 0.42, place[1] - 0.42), 0.84, 0.84)
        _picture(axes, square, place, 0.42, values)
    for place, values in zip(HIDDEN, pictures["hidden"], strict=True):
        _picture(axes, Circle(place, 0.44), place, 0.44, values)
    _picture(axes, Circle(OUTPUT, 1.12), OUTPUT, 1.12, pictures["output"][0])


def _wire(axes, start, end, weight):
    """A weight as a line: as thick as it is large, dashed where it is negative."""
    middle = (start[0] + end[0]) / 2
    curve = Path([start, (middle, start[1]), (middle, end[1]), end], [Path.MOVETO, *[Path.CURVE4] * 3])
    style = {"edgecolor": ink.CLASS_1} if weight > 0 else {"edgecolor": ink.CLASS_0, "linestyle": (0, (3, 1.2))}
    axes.add_patch(PathPatch(curve, facecolor="none", linewidth=0.8 + 5 * abs(weight), alpha=0.75, zorder=1, **style))


def _picture(axes, frame, centre, radius, values):
    """Outputs from 0 to 1 over the plane, cut out by the frame."""
    cycle = ink.colour("axes.prop_cycle").by_key()["color"]
    ground = LinearSegmentedColormap.from_list("classes", [cycle[0], ink.colour("patch.edgecolor"), cycle[1]])
    place = (centre[0] + radius * STEPS, centre[1] + radius * STEPS)
    frame.set(facecolor=ink.colour("patch.edgecolor"), edgecolor="none", zorder=2)
    axes.add_patch(frame)
    filled = axes.contourf(*place, values, levels=np.linspace(0, 1, 18), cmap=ground, zorder=3)
    filled.set(edgecolor="face", linewidth=0.4)  # or the page shines through between the bands
    filled.set_clip_path(frame)
    outline = type(frame)(
        **_shape(frame), facecolor="none", edgecolor=ink.colour("text.color"), linewidth=1.6, zorder=4
    )
    axes.add_patch(outline)


def _shape(frame):
    if isinstance(frame, Circle):
        return {"xy": frame.center, "radius": frame.radius}
    return {"xy": frame.get_xy(), "width": frame.get_width(), "height": frame.get_height()}
