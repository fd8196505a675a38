"""Handwritten digits where the network puts them on the logistic curve: the 8s, and what is not an 8."""

import numpy as np

from experiments.digits import _task
from press import ink
from smallest_network.logistic import expit

ALT = (
    "{n} small images of handwritten digits along an S-shaped curve. On its lower left arm digits that are not an 8, "
    "in blue, on its upper right arm 8s, in red; where the curve is steep some of both."
)
PREVIEW = True
HEIGHT = 7.2  # from μ = 0 to μ = 1, in units of η
REACH, APART = 7.7, 1.45


def measure():
    data, eta = _task.task(), _task.on_test()["net"]
    taken: list[int] = []
    places: list[np.ndarray] = []
    for image in np.argsort(eta):
        place = np.array([eta[image], HEIGHT * expit(eta[image])])
        if abs(eta[image]) < REACH and (not places or np.hypot(*(place - places[-1])) > APART):
            taken.append(int(image))
            places.append(place)
    curve = np.linspace(-9, 9, 361)
    return {
        "n": len(taken),
        "curve": {"eta": curve, "mu": expit(curve)},
        "eta": eta[taken],
        "mu": expit(eta[taken]),
        "images": data.images[data.test][taken].astype(int),
        "labels": data.labels[data.test][taken],
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.PREVIEW)
    axes = ink.canvas(figure, 17.6, 9.24)
    axes.set(xlim=(-8.8, 8.8), ylim=(-4.62, 4.62))
    curve = numbers["curve"]
    axes.plot(
        curve["eta"], HEIGHT * (np.array(curve["mu"]) - 0.5), color=ink.colour("grid.color"), linewidth=3, zorder=1
    )
    drawn = zip(numbers["eta"], numbers["mu"], numbers["images"], numbers["labels"], strict=True)
    for eta, mu, image, label in drawn:
        at = (eta, HEIGHT * (mu - 0.5))
        ink.halftone(axes, image, at=at, size=1.32, most=16, color="C1" if label == 8 else "C0")
