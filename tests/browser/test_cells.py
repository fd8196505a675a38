"""A block of a page runs as a cell of a notebook does."""

import matplotlib.pyplot as plt
import pytest

from press.browser import cells


@pytest.fixture
def page():
    return cells.Page()


def kinds(found):
    return [(output["kind"], output.get("text")) for output in found["outputs"]]


def test_blocks_share_their_names_and_the_last_expression_is_shown(page):
    assert kinds(page.run("a = 2\ndef double(x):\n    return 2 * x\n")) == []
    assert kinds(page.run("b = double(a)\nb + 1")) == [("value", "5")]
    assert kinds(page.run("None")) == []
    assert kinds(page.run("")) == []


def test_what_is_printed_comes_in_its_order(page):
    found = page.run("import sys\nprint(1)\nprint(2)\nprint('no', file=sys.stderr)\nprint(3)")
    assert kinds(found) == [("out", "1\n2\n"), ("err", "no\n"), ("out", "3\n")]


def test_an_error_reads_as_pythons_from_the_block_on(page):
    page.run("def half(x):\n    return 1 / x\n")
    kind, text = kinds(page.run("print('before')\nhalf(0)\nprint('after')"))[-1]
    assert kind == "error"
    lines = text.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1] == "ZeroDivisionError: division by zero"
    assert "    half(0)" in lines
    assert "    return 1 / x" in lines
    assert "cells.py" not in text
    assert "after" not in text
    assert kinds(page.run("half(1)")) == [("value", "1.0")]  # the page goes on


def test_code_that_is_none_says_where(page):
    kind, text = kinds(page.run("a = 1\nb = (\n"))[0]
    assert (kind, text.splitlines()[-1]) == ("error", "SyntaxError: '(' was never closed")
    assert "line 2" in text


@pytest.mark.parametrize("end", ["raise SystemExit(3)", "raise KeyboardInterrupt", "exit()"])
def test_nothing_that_a_block_does_ends_the_page(page, end):
    assert kinds(page.run(end))[-1][0] == "error"
    assert kinds(page.run("1")) == [("value", "1")]


def test_pictures_come_where_they_are_shown_with_their_words(page):
    plt.switch_backend("svg")
    shown = plt.show
    found = page.run(
        "import matplotlib.pyplot as plt\nfrom smallest_network import labs\nprint('a')\n"
        "figure, axes = plt.subplots()\naxes.plot([0, 1])\nlabs.show(figure, alt='a line')\nprint('b')\n_ = plt.figure()"
    )
    assert [output["kind"] for output in found["outputs"]] == ["out", "picture", "out", "picture"]
    assert found["outputs"][1]["alt"] == "a line"
    assert "</svg>" in found["outputs"][1]["svg"]
    assert plt.get_fignums() == []
    assert plt.show is shown


@pytest.mark.parametrize(
    ("source", "draws"),
    [
        ("import matplotlib.pyplot as plt", True),
        ("from matplotlib import pyplot", True),
        ("from smallest_network import glm, labs", True),
        ("import smallest_network.labs", True),
        ("import numpy as np\nlabs = 1", False),
        ("# import matplotlib\n'matplotlib'", False),
        ("import (", False),
    ],
)
def test_whether_a_block_draws_is_told_by_what_it_imports(source, draws):
    assert cells.draws(source) is draws
