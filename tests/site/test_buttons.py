"""Buttons that run Python stand in the pages if the site carries Python, and say what they cost."""

import hashlib

import pytest
from sites import Project

from press.browser import runtime


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    made.write("index.md", '# Home\n\n{{ figure("four_points") }}\n')
    return made


def test_a_site_without_it_has_no_buttons_and_asks_for_nothing(project, monkeypatch):
    monkeypatch.setattr(runtime, "files", dict)
    project.built()
    for name in ("index.html", "reproduce/four_points/index.html"):
        assert "data-run" not in project.page(name)
    assert not (project.site / "assets" / "python").exists()
    assert "measure" in project.page("reproduce/four_points/index.html")  # the source stands there all the same


def test_a_site_with_it_says_what_a_press_costs(project, monkeypatch, tmp_path):
    wheel = tmp_path / "numpy-1.whl"
    other = tmp_path / "other-1.whl"
    wheel.write_bytes(hashlib.sha256(b"").digest() * 40_000)
    other.write_bytes(b"2")
    files = {f"{runtime.VERSION}/{path.name}": path for path in (wheel, other)}
    monkeypatch.setattr(runtime, "files", lambda: files)
    project.built()
    assert project.page("index.html").count('data-run="check"') == 1
    assert "(1 MB, once)" in project.page("index.html")
    assert project.page("reproduce/four_points/index.html").count('data-run="draw"') == 1
    assert (project.site / "assets" / "python" / runtime.VERSION / "other-1.whl").read_bytes() == b"2"
