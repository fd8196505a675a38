"""The labs draw in the look of the site, and say in words what they draw."""

import sys
from types import SimpleNamespace

import matplotlib.pyplot as plt
import pytest

from smallest_network import labs


@pytest.fixture(autouse=True)
def _as_before():
    with plt.rc_context():
        plt.switch_backend("agg")
        yield
        plt.close("all")


def test_a_lab_draws_in_the_face_and_colours_of_the_figures(recwarn):
    labs.style()
    figure, axes = plt.subplots()
    drawn = axes.plot([0, 1])[0]
    axes.set_xlabel("words")
    figure.canvas.draw()
    assert drawn.get_color() == "#2166a5" or drawn.get_color() == "2166a5"
    assert axes.xaxis.label.get_fontname() == "Source Sans Pro"
    assert not recwarn


def test_in_a_notebook_a_picture_is_displayed_with_its_words(monkeypatch):
    shown = []
    notebook = SimpleNamespace(
        get_ipython=object, display=SimpleNamespace(display=lambda figure, metadata: shown.append((figure, metadata)))
    )
    monkeypatch.setitem(sys.modules, "IPython", notebook)
    figure, _ = plt.subplots()
    labs.show(figure, alt="a line")
    assert shown == [(figure, {"image/png": {"alt": "a line"}})]
    assert plt.get_fignums() == []


def test_elsewhere_a_picture_is_shown_in_a_window(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", None)
    windows = []
    monkeypatch.setattr(plt, "show", lambda: windows.append(plt.get_fignums()))
    figure, _ = plt.subplots()
    labs.show(figure, alt="a line")
    assert windows == [[figure.number]]
    assert plt.get_fignums() == []
