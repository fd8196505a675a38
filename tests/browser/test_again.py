"""Run again elsewhere, an experiment says honestly how far it agrees."""

import json
import subprocess
import sys

import pytest
from conftest import ROOT, numbers
from hypothesis import given
from hypothesis import strategies as st

from press import catalogue
from press.browser import again, wire
from press.site import run

DATA = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


def leaves(value):
    if isinstance(value, (dict, list)):
        return sum(map(leaves, value.values() if isinstance(value, dict) else value))
    return 1


@pytest.mark.hypothesis
@given(DATA)
def test_everything_agrees_with_itself_to_all_digits(value):
    assert again.compare(value, value) == {"numbers": leaves(value), "agree": leaves(value), "digits": 12, "wrong": []}


@pytest.mark.parametrize(("apart", "digits"), [(2e-12, 11), (5e-11, 10), (0.9e-9, 9)])
def test_digits_are_those_of_the_number_that_agrees_least(apart, digits):
    found = again.compare({"a": [1.0, 200.0]}, {"a": [1.0, 200.0 * (1 + apart)]})
    assert (found["agree"], found["digits"]) == (2, digits)


def test_what_does_not_agree_is_named_with_both_values():
    published = {"rows": [{"w": 1.0}, {"w": 2.0}], "n": 3, "text": "12 of 13"}
    found = {"rows": [{"w": 1.0}, {"w": 2.0 + 1e-8}], "n": 4, "text": "11 of 13"}
    said = again.compare(published, found)
    assert (said["numbers"], said["agree"]) == (4, 1)
    assert said["wrong"] == [
        {"name": "rows.1.w", "published": 2.0, "found": 2.0 + 1e-8},
        {"name": "n", "published": 3, "found": 4},
        {"name": "text", "published": "12 of 13", "found": "11 of 13"},
    ]
    assert again.compare(published, found, 0.5)["agree"] == 3  # a text has no nearness


@pytest.mark.parametrize(
    ("published", "found", "place"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, "b"),
        ({"a": 1}, {"a": 1, "b": 2}, "b"),
        ([1, 2], [1, 2, 3], "2"),
        ({"a": [1, 2]}, {"a": 1}, "a"),
        ({"a": None}, {"a": 0.0}, "a"),
        ({"a": 1}, {"a": True}, "a"),
        ({"a": "1"}, {"a": 1}, "a"),
    ],
)
def test_another_shape_or_kind_is_no_agreement(published, found, place):
    said = again.compare(published, found)
    assert said["agree"] < said["numbers"]
    assert [wrong["name"] for wrong in said["wrong"]] == [place]


def test_what_rounding_leaves_is_not_compared_digit_by_digit():
    assert again.compare(3e-17, -2e-16)["agree"] == 1
    assert again.compare(0.0, 2e-12)["agree"] == 0


def test_an_experiment_is_checked_against_its_product():
    found = again.check("four_points", numbers("four_points"))
    assert found["agree"] == found["numbers"] == leaves(numbers("four_points"))
    spoilt = json.loads(json.dumps(numbers("predictions")))
    spoilt["n"] += 1
    assert [wrong["name"] for wrong in again.check("predictions", spoilt)["wrong"]] == ["n"]


def test_a_changed_source_is_measured_and_drawn_as_changed():
    source = catalogue.source("logistic_curve").read_text(encoding="utf-8")
    published = numbers("logistic_curve")
    same = again.draw("logistic_curve", source, published)
    assert same["agree"] == same["numbers"]
    assert same["light"].encode() == catalogue.product("logistic_curve", "svg").read_bytes()
    assert same["dark"].encode() == catalogue.product("logistic_curve", "dark.svg").read_bytes()
    wrapped = "def measure():\n    return _measure() | {'slope_at_zero': 0.5}\n\n\ndef _measure():\n"
    changed = again.draw("logistic_curve", source.replace("def measure():\n", wrapped), published)
    assert [wrong["name"] for wrong in changed["wrong"]] == ["slope_at_zero"]


def test_an_experiment_may_say_why_it_agrees_to_fewer_digits():
    wide = {stem: again.tolerance(stem) for stem in catalogue.stems()}
    assert {width for width, reason in wide.values() if not reason} == {again.TOLERANCE}
    for width, reason in wide.values():
        assert width >= again.TOLERANCE
        assert width == again.TOLERANCE or len(reason) > 20


def test_all_experiments_have_been_checked_in_a_browser_and_agreed():
    found = run.checks()["experiments"]
    assert list(found) == catalogue.stems()
    for stem, one in found.items():
        assert one["numbers"] == one["agree"] == leaves(numbers(stem)), f"{stem}: make recheck"


def test_the_page_and_python_speak_json():
    assert json.loads(wire.answer("draws", json.dumps({"source": "import matplotlib.pyplot as plt"}))) is True
    said = json.loads(wire.answer("run", json.dumps({"source": "1 + 1"})))
    assert said["outputs"] == [{"kind": "value", "text": "2"}]
    with pytest.raises(KeyError, match="dance"):
        wire.answer("dance", "{}")


def test_numbers_are_measured_without_what_draws_and_drawn_once_it_is_there():
    script = """
import sys
from press.browser import without
without.begin()
import json
from press import catalogue
from press.browser import again
stem = "separating_lines"
first = again.check(stem, catalogue.read(stem)["numbers"])
assert first["agree"] == first["numbers"], first
assert not hasattr(sys.modules["matplotlib"], "__file__")
try:
    sys.modules["matplotlib"].use("agg")
except RuntimeError as error:
    print(error)
without.end()
drawn = again.draw(stem, catalogue.source(stem).read_text(), catalogue.read(stem)["numbers"])
assert drawn["light"].encode() == catalogue.product(stem, "svg").read_bytes()
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "measure() calls matplotlib.use, which is only for draw()\n"
