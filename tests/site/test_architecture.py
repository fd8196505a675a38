"""The house keeps its rules: imports run one way, and its page shows them as they are."""

import ast

import pytest
from bs4 import BeautifulSoup
from mkdocs.plugins import EVENTS

from press import catalogue
from press.catalogue import visible
from press.site import architecture

MODELS = visible(catalogue.SCRIPTS / "smallest_network", "*.py")


def test_no_room_and_no_module_is_part_of_a_circle():
    known = architecture.imports()
    assert {"smallest_network.glm", "press.site.hooks", "experiments.core.neuron_line"} <= known.keys()
    assert "experiments.core._lines" in known["experiments.core.neuron_line"]
    architecture.floors(known)
    architecture.floors(architecture.rooms())


def test_a_circle_is_named_and_every_room_stands_above_what_it_imports():
    with pytest.raises(ValueError, match="circle: a, b"):
        architecture.floors({"a": {"b"}, "b": {"a", "c"}, "c": set()})
    assert architecture.floors({"a": {"b", "c"}, "b": {"c"}, "c": set(), "d": set()}) == [["c", "d"], ["b"], ["a"]]


def test_an_arrow_that_follows_from_others_is_left_out():
    known = {"a": {"b", "c", "d"}, "b": {"c"}, "c": {"d"}, "d": set()}
    assert architecture.direct(known) == [("a", "b"), ("b", "c"), ("c", "d")]


def test_no_experiment_imports_another():
    experiments = {catalogue.module_name(stem) for stem in catalogue.stems()}
    known = architecture.imports()
    assert experiments <= known.keys()
    importers = {name: imported & experiments for name, imported in known.items() if imported & experiments}
    assert importers == {}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_imports_neither_press_nor_experiments_and_draws_nothing(path):
    tops = {name.split(".")[0] for name in architecture.names_in(path)}
    assert tops & {"press", "experiments"} == set()
    assert ("matplotlib" in tops) == (path.stem == "labs")


def test_experiments_and_ink_know_nothing_of_the_site_or_of_how_products_are_made():
    known = architecture.rooms()
    assert known["experiments"] <= {"smallest_network", "press/ink", "press/numerals"}
    assert known["press/ink"] <= {"smallest_network", "press/numerals"}
    assert {name for name, others in known.items() if "press/site" in others} == set()


def test_hooks_has_the_events_of_mkdocs_and_nothing_else():
    tree = ast.parse((catalogue.SCRIPTS / "press" / "site" / "hooks.py").read_text(encoding="utf-8"))
    docstring, *rest = tree.body
    assert isinstance(docstring, ast.Expr)
    functions = [part for part in rest if not isinstance(part, ast.Import | ast.ImportFrom)]
    assert functions
    assert all(isinstance(part, ast.FunctionDef) for part in functions)
    assert {part.name.removeprefix("on_") for part in functions} <= set(EVENTS)


def test_the_page_shows_every_room_and_the_way_of_the_data(site):
    page = BeautifulSoup(
        (site / "reference" / "architecture" / "index.html").read_text(encoding="utf-8"), "html.parser"
    )
    rows = {row.code.get_text(): row.select("td") for row in page.select("article table")[0].select("tr")[1:]}
    known = architecture.rooms()
    assert rows.keys() == known.keys()
    for name, (_, words, imported) in rows.items():
        assert len(words.get_text()) > 20
        assert {code.get_text() for code in imported.select("code")} == known[name]
    light, dark = page.select("figure img")
    assert all(name in light["alt"] for name in known)
    for image in (light, dark):
        svg = (site / "reference" / "architecture" / image["src"].split("#")[0]).read_text(encoding="utf-8")
        assert svg.startswith("<?xml")


def test_the_picture_is_drawn_again_when_an_import_is_new(monkeypatch):
    before = architecture.pictures()
    assert before == architecture.pictures()
    known = architecture.imports()
    monkeypatch.setattr(architecture, "imports", lambda: known | {"press.loft": {"press.site.hooks"}})
    after = architecture.pictures()
    assert before != after
    assert before[0].read_bytes() != after[0].read_bytes()
