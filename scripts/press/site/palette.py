"""The inks of the figures' style files as variables of CSS, for what a browser draws."""

import re
from pathlib import Path

import smallest_network
from press.site.written import text

# Read without Matplotlib, which a build of the site does without.
_LIGHT = Path(smallest_network.__file__).with_name("house.mplstyle")
_DARK = Path(__file__).parents[1] / "ink" / "house-dark.mplstyle"

# Roles of the style's colours, in their order.
CYCLE = ("class0", "class1", "neuron", "glm", "margin", "fourth", "fifth")
SETTINGS = {
    "text.color": "text",
    "xtick.labelcolor": "label",
    "axes.edgecolor": "edge",
    "grid.color": "grid",
    "patch.edgecolor": "page",
    "patch.facecolor": "panel",
}


def inks(style: Path) -> dict[str, str]:
    """Colours of a style file by role, as "#rrggbb"."""
    found = dict(re.findall(r"^([\w.]+): *(.+?) *$", text(style), re.MULTILINE))
    cycle = re.findall(r'"([0-9a-f]{6})"', found["axes.prop_cycle"])
    by_role = dict(zip(CYCLE, cycle, strict=True)) | {role: found[setting] for setting, role in SETTINGS.items()}
    return {role: f"#{colour}" for role, colour in by_role.items()}


def css() -> str:
    """Light inks, which are also printed, and the dark ones on screens with the dark theme."""
    light, dark = ("; ".join(f"--{role}: {ink}" for role, ink in inks(style).items()) for style in (_LIGHT, _DARK))
    return f'[data-md-color-scheme] {{ {light}; }}\n@media screen {{ [data-md-color-scheme="slate"] {{ {dark}; }} }}\n'
