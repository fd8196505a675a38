"""The first thirty images of the set, 64 numbers from 0 to 16 each, drawn as 64 squares."""

import numpy as np

from press import ink
from smallest_network import datasets

CAPTION = "The area of a square is the pixel's value. Red: the {n_eights} that show an 8, class 1; blue: class 0."
ALT = (
    "Three rows of ten small images of handwritten digits, each made of 8 by 8 squares of different area. Each row "
    "shows 0 to 9 in order. The {n_eights} images of an 8 are red, the others blue."
)
SHOWN = 30


def measure():
    images, labels = datasets.digits()
    labels = labels[:SHOWN]
    return {
        "images": images[:SHOWN].astype(int),
        "labels": labels,
        "n_eights": int((labels == 8).sum()),
        "n": len(images),
        "share": np.mean(datasets.digits()[1] == 8),
    }


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 1.75)
    axes = ink.canvas(figure, 10.4, 3.5)
    for place, (image, label) in enumerate(zip(numbers["images"], numbers["labels"], strict=True)):
        at = (0.72 + place % 10 * 0.996, 2.85 - place // 10 * 1.1)
        ink.halftone(axes, image, at=at, size=0.86, most=16, color=ink.CLASS_1 if label == 8 else ink.CLASS_0)
