"""What the posts say: their code runs, their numbers are products, and the products say what others measured."""

import contextlib
import io
import itertools
import json
import re
import textwrap
import types

import pytest
import yaml
from conftest import ROOT

from press import catalogue
from press.site import expansion

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md"))
POSTS = sorted((DOCS / "blog" / "posts").glob("*.md"))
R = json.loads((ROOT / "tests" / "reference" / "r_glm.json").read_text())


def name(path):
    return path.relative_to(DOCS).as_posix()


def expanded(path) -> str:
    """A page's Markdown with its numbers in place."""
    page = types.SimpleNamespace(file=types.SimpleNamespace(src_uri=name(path)), meta={"hero": "hero_neuron"})
    return expansion.expand(path.read_text(encoding="utf-8"), page, "https://example.org/", {})


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_the_python_in_a_page_runs_and_prints_what_stands_below_it(path):
    text = expanded(path)
    fence = r"^( *)```python\n(.*?)^\1```\n(?:\n\1```text\n(.*?)^\1```)?"  # indented in a folded note
    blocks = re.findall(fence, text, re.DOTALL | re.MULTILINE)
    assert len(blocks) == text.count("```python")
    space: dict = {}
    for _, code, printed in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(textwrap.dedent(code), space)
        assert out.getvalue() == textwrap.dedent(printed)


@pytest.mark.parametrize("path", [*PAGES, ROOT / "README.md"], ids=lambda path: path.name)
def test_no_result_is_typed(path):
    """Three decimals in a row are a result, and results come from products; so do scientific notation and percent."""
    untyped = r"\{\{.*?\}\}|\[[^]]*\]\([^)]*\)|^---\n.*?^---\n"  # expanded, links, front matter
    if path.name == "corrections.md":
        untyped += r"|^>[^\n]*\n"  # what a release printed, to which test_corrections holds it
    text = re.sub(untyped, "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    typed = re.findall(r"\d\.\d{3,}|\d\.?\d*e-?\d+|\d+(?:\.\d+)? ?%", text)
    assert typed == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_figure_or_table_stands_at_the_margin(path):
    """Its lines would end an indented fold, whose rest became code; `<details class="note" markdown>` holds one."""
    assert re.findall(r"^[ \t]+\{\{ (?:figure|table)\(.*", path.read_text(encoding="utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)
def test_a_post_introduces_itself_and_credits_its_sources(path):
    text = path.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    meta = yaml.safe_load(front)
    assert {
        "title",
        "description",
        "date",
        "categories",
        "tags",
        "slug",
        "hero",
        "part",
        "needs",
        "gives",
    } <= meta.keys()
    assert 50 <= len(meta["description"]) <= 200
    excerpt, rest = body.split("<!-- more -->")
    assert 100 <= len(excerpt.strip()) <= 500
    assert "## Sources" in rest
    assert "bibliography.md#" in rest
    assert '??? question "' in rest


def test_every_product_is_shown_somewhere():
    heroes = {stem for path in POSTS for stem in re.findall(r"^hero: (\w+)", path.read_text(), re.MULTILINE)}
    shown = heroes | {
        stem
        for path in PAGES
        for stem in re.findall(r'\{\{ (?:figure|table|fact)\("(\w+)', path.read_text(encoding="utf-8"))
    }
    assert set(catalogue.stems()) - shown == set()


@pytest.mark.parametrize("stem", catalogue.stems())
def test_a_figure_is_described_in_words_with_no_gap_left(stem):
    product = catalogue.read(stem)
    assert product["title"].endswith(".")
    if f"{stem}.svg" in product["outputs"]:
        assert len(product["alt"]) > 80
        assert f"{stem}.dark.svg" in product["outputs"]
    for text in (product["alt"], product["caption"], *itertools.chain(*product["table"]["rows"])):
        assert "nan" not in text.lower().split()
        assert "None" not in text
