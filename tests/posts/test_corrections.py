"""A reader who comes back is told what has changed: which numbers have moved since the last release, and in which post."""

import json
import re

import pytest
from conftest import ROOT
from reference.release import printed

PAGE = ROOT / "docs" / "reference" / "corrections.md"
(RELEASE,) = (ROOT / "tests" / "reference").glob("release-*.json")
PUBLISHED: dict[str, dict[str, str]] = json.loads(RELEASE.read_text(encoding="utf-8"))
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def entries() -> list[tuple[str, str]]:
    """Of every entry what it quotes, and the whole of it."""
    bodies = re.split(r"^#{2,3} .*\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [("\n".join(re.findall(r"^>.*", body, re.MULTILINE)), body) for body in bodies]


def moved() -> list[tuple[str, str, str]]:
    """Numbers that are printed otherwise than in the release: the path, what was printed, what is."""
    found = []
    for path, forms in PUBLISHED.items():
        for form, before in forms.items():
            try:
                now = printed(path, form)
            except (LookupError, ValueError, TypeError):
                now = f"no longer measured (if it is renamed, rename it in {RELEASE.name})"
            if now != before:
                found.append((path, before, now))
    return found


def told(path: str, before: str) -> bool:
    """Whether an entry links the experiment and quotes the number, whatever its sign is written with."""
    made = f"reproduce/{path.split('.')[0]}.md"
    number = re.compile(rf"(?<![\d.]){re.escape(before.strip('-+%'))}(?!\d)")
    return any(made in body and number.search(quote) for quote, body in entries())


def test_every_quoted_number_that_has_moved_has_its_correction():
    assert [change for change in moved() if not told(*change[:2])] == []


def test_a_number_that_has_moved_by_one_in_its_last_digit_is_noticed_and_so_is_one_that_is_gone(monkeypatch):
    path, form = "o_ring_fit.glm.coefficients.0", ".5f"
    now = printed(path, form)
    before = now[:-1] + str((int(now[-1]) + 1) % 10)
    monkeypatch.setitem(PUBLISHED, path, {form: before})
    monkeypatch.setitem(PUBLISHED, "o_ring_fit.gone", {"": "12345"})
    assert {(path, before, now)} <= set(moved())
    assert "o_ring_fit.gone" in {change[0] for change in moved()}
    assert not told(path, before)
    assert told("o_ring_fit.gone", "306")  # an entry that quotes it and links the experiment
    assert not told("o_ring_fit.gone", "30")  # part of a number is not that number


@pytest.mark.parametrize("quote", [quote for quote, _ in entries() if NUMBER.search(quote)])
def test_the_numbers_that_a_correction_quotes_were_printed_then_or_are_inputs_that_stand_in_a_page(quote):
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md") if path != PAGE]
    results = {text.strip("-+%") for forms in PUBLISHED.values() for text in forms.values()}
    inputs = set(NUMBER.findall("\n".join(pages)))
    assert set(NUMBER.findall(re.sub(r"\bdoi:\S+", "", quote).rstrip("."))) <= results | inputs


def test_every_post_with_a_correction_links_to_its_corrections():
    text = PAGE.read_text(encoding="utf-8")
    sections = re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    posts = [re.search(r"\]\((\.\./blog/posts/[\w-]+\.md)\)", body) for _, body in sections]
    assert any(posts)
    for (heading, _), post in zip(sections, posts, strict=True):
        if post:
            anchor = re.sub(r"\W+", "-", heading.lower())
            assert f"reference/corrections.md#{anchor})" in (PAGE.parent / post[1]).read_text(encoding="utf-8")
