"""What a browser draws has the inks of the figures."""

import re

import matplotlib.style
import pytest
from matplotlib.colors import to_hex

from press import ink
from press.site import palette


@pytest.mark.parametrize(("theme", "style"), [("light", palette._LIGHT), ("dark", palette._DARK)])
def test_the_inks_of_css_are_those_that_matplotlib_reads(theme, style):
    found = palette.inks(style)
    with matplotlib.style.context(ink.STYLES[theme], after_reset=True):
        cycle = [to_hex(colour) for colour in matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]]
        settings = {role: to_hex(matplotlib.rcParams[name]) for name, role in palette.SETTINGS.items()}
    assert [found[role] for role in palette.CYCLE] == cycle
    assert {role: found[role] for role in settings} == settings


def test_no_ink_of_the_figures_is_written_into_a_style_sheet_of_what_is_drawn(site):
    inks = {ink for style in (palette._LIGHT, palette._DARK) for ink in palette.inks(style).values()}
    for name in ("playground/playground.css", "figures/figures.css"):
        written = re.findall(r"#[0-9a-f]{6}\b", (site / "assets" / name).read_text(encoding="utf-8"))
        assert not inks & set(written)
    shown = (site / "assets" / "house" / "ink.css").read_text(encoding="utf-8")
    assert all(ink in shown for ink in inks)
