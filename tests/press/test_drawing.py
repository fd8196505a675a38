"""`draw` only draws: no model, no fit and no random number is reached from it."""

import ast
import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import catalogue

COMPUTING = ("numpy.random", "numpy.linalg", "random", "scipy", "sklearn", "statsmodels", "smallest_network")
# Evaluated where a curve or a shade is drawn, with weights that are given; nothing is fitted.
FORMULAS = ("smallest_network.logistic", "smallest_network.network.forward")
parse = functools.cache(ast.parse)
FITTING = {"fit", "measure", "minimize", "polyfit", "lstsq", "solve", "inv", "default_rng"}


def names_of_imports(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for, as a dotted path."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def computed(path: Path, function: str, seen: set[tuple[Path, str]]) -> Iterator[str]:
    """Every computing thing that a function of a module reaches, itself or by what it calls in this project."""
    tree = parse(path.read_bytes())
    imports = names_of_imports(tree)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if function not in functions or (path, function) in seen:
        return
    seen.add((path, function))
    nodes = list(ast.walk(functions[function]))
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
            continue
        chain = ast.unparse(node)
        first, *rest = chain.split(".")
        if rest and rest[-1] in FITTING:
            yield f"{path.name}, line {node.lineno}: {chain}"
        if first in own or not re.fullmatch(r"[\w.]+", chain):
            continue
        thing = ".".join([imports.get(first, first), *rest])
        if first in functions:
            yield from computed(path, first, seen)
        elif thing.startswith(("experiments.", "press.ink.")):
            module, _, name = thing.rpartition(".")
            place = catalogue.SCRIPTS.joinpath(*module.split("."))
            for file in (place / "__init__.py", place.with_suffix(".py")):
                if file.is_file():
                    yield from computed(file, name, seen)
        elif within(thing, COMPUTING) and not within(thing, FORMULAS):
            yield f"{path.name}, line {node.lineno}: {thing}"


def within(thing: str, modules: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of these or stands in one of them."""
    return any(f"{thing}.".startswith(f"{name}.") for name in modules)


@pytest.mark.parametrize("stem", catalogue.stems())
def test_draw_computes_nothing(stem):
    seen: set[tuple[Path, str]] = set()
    assert list(computed(catalogue.source(stem), "draw", seen)) == []
    assert list(computed(catalogue.source(stem), "draw_wide", seen)) == []
    outputs = catalogue.read(stem)["outputs"]
    assert {name for path, name in seen if path == catalogue.source(stem) and name in catalogue.FUNCTIONS} == {
        name for name, ending in (("draw", "svg"), ("draw_wide", "wide.svg")) if f"{stem}.{ending}" in outputs
    }


@pytest.mark.parametrize(
    ("imports", "call", "told"),
    [
        ("import numpy as np", "np.random.default_rng(1)", "numpy.random.default_rng"),
        ("from numpy.random import default_rng as lot", "lot(1)", "numpy.random.default_rng"),
        ("import numpy.linalg", "numpy.linalg.norm([1])", "numpy.linalg"),
        ("from smallest_network import glm", "glm.fit(1, 2)", "smallest_network.glm.fit"),
        ("from smallest_network.network import path", "list(map(path, []))", "smallest_network.network.path"),
        ("from experiments.question import _tasks", "_tasks.trained_on_moons()", "smallest_network.network"),
        ("", "figure.fit()", "figure.fit"),
    ],
)
def test_what_computes_is_found_behind_a_function_and_in_another_module(tmp_path, imports, call, told):
    path = tmp_path / "tiny.py"
    path.write_text(f"{imports}\n\ndef draw(figure, numbers):\n    helper(figure)\n\ndef helper(figure):\n    {call}\n")
    assert any(told in found for found in computed(path, "draw", set()))
    path.write_text(f"{imports}\n\ndef draw(figure, numbers): ...\n\ndef measure():\n    {call}\n")
    assert list(computed(path, "draw", set())) == []


def test_a_colour_has_the_name_of_its_role():
    named = [
        f"{path.name}, line {node.lineno}: {node.value}"
        for path in catalogue.visible(catalogue.EXPERIMENTS, "*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Constant) and re.fullmatch(r"C\d|#[0-9a-f]{3,8}", str(node.value))
    ]
    assert named == []
