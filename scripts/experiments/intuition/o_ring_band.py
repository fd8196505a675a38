"""The fitted probability of distress and how far 23 launches determine it, from 28 to 85 °F."""

import numpy as np

from experiments._shared import o_rings
from experiments._shared.forecast import band, forecast
from press import ink
from smallest_network import datasets

CAPTION = (
    "Band: an interval of 95 per cent at every temperature. No launch was colder than {coldest:.0f} °F. At 31 °F the "
    "band runs from {at_31[low]:.2f} to {at_31[high]:.7f} (upright bar)."
)
ALT = (
    "A falling S-shaped curve from 28 to 85 °F in a grey band. Where there are launches, {coldest:.0f} to "
    "{warmest:.0f} °F, the band lies on both sides of the curve; to the left of them the curve is at {at_31[p]:.4f} for "
    "31 °F while the band's lower edge is at {at_31[low]:.2f}."
)


def measure():
    temperature, distress = datasets.o_ring()
    fitted = o_rings.fitted()
    grid = np.linspace(28, 85, 229)
    curve = [forecast(fitted, np.array([t, 1.0])) for t in grid]
    return {
        "temperature": temperature[:, 0],
        "distress": distress,
        "coldest": temperature.min(),
        "warmest": temperature.max(),
        "at_31": forecast(fitted, np.array([31.0, 1.0])),
        "grid": grid,
        **{name: [one[name] for one in curve] for name in ("p", "low", "high")},
    }


def draw(figure, numbers):
    axes = figure.add_subplot()
    band(axes, numbers)
    axes.plot(31, numbers["at_31"]["p"], marker="o", markersize=7, color=ink.GLM["color"], clip_on=False)
    axes.plot([31, 31], [numbers["at_31"]["low"], numbers["at_31"]["high"]], color=ink.GLM["color"], linewidth=2.2)
    axes.text(32.2, 0.72, "31 °F", ha="left", va="center")
