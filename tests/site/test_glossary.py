"""Terms lead to their definitions: where a use is linked and where not, on the page, in a browser, without a script."""

import re
import types

import markdown
import pytest
from bs4 import BeautifulSoup, NavigableString
from conftest import ROOT, audit
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import PluginError
from sites import POST, Project

from press.site import glossary

DOCS = ROOT / "docs"
POSTS = sorted(path.stem for path in (DOCS / "blog" / "posts").glob("*.md"))
PLACE = "post#section"
EXTENSIONS = ["smarty", "admonition", "attr_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details"]
# Methods named after people, Greek letters, abbreviations, and words that are no English.
SHORT = re.compile(
    r"\b(?:Wald|Wilson|Firth|Fisher|Newton|Adam|Jeffreys|Cox|[A-Z]{2,}|expit|logit|probit|tanh|[α-ω])(?!\w)"
)
A_POST = "blog/logistic-regression-as-the-smallest-neural-network/"


class _Relpath(Treeprocessor):
    """Stands for MkDocs' own, which knows the page."""

    file = types.SimpleNamespace(src_uri="blog/posts/one.md")


def term(name: str, *words: str, **more) -> glossary.Term:
    return glossary.Term(name, f"What {name} means.", PLACE, words, **more)


def linked(text: str, *terms: glossary.Term) -> list[tuple[str, str]]:
    """Words that became links, each with the anchor that it leads to, in their order."""
    extensions = [*EXTENSIONS, glossary.TermsExtension(glossary.Glossary(terms))]
    converter = markdown.Markdown(extensions=extensions)
    converter.treeprocessors.register(_Relpath(converter), "relpath", 0)
    found = BeautifulSoup(converter.convert(text), "html.parser").select("a.term")
    return [(link.get_text(), link["href"].removeprefix("../../reference/glossary.md#")) for link in found]


ODDS, LOG_ODDS = term("odds"), term("log-odds")


def test_the_first_use_in_each_section_is_a_link_that_tells_the_definition():
    text = "Odds, and odds.\n\n### Further\n\nThe odds.\n\n## Two\n\nThe odds of odds.\n\n## Three\n\nNone."
    assert linked(text, ODDS) == [("Odds", "odds"), ("odds", "odds")]
    converter = markdown.Markdown(extensions=[glossary.TermsExtension(glossary.Glossary([ODDS]))])
    converter.treeprocessors.register(_Relpath(converter), "relpath", 0)
    link = '<a class="term" href="../../reference/glossary.md#odds" title="What odds means.">odds</a>'
    assert converter.convert("All odds are.") == f"<p>All {link} are.</p>"


def test_the_longest_term_wins_and_words_are_whole():
    text = "log-odds, oddsmaker, odds-on, the odds; the hidden\nunits of a unit"
    terms = (ODDS, LOG_ODDS, term("unit", "units"), term("hidden unit", "hidden units"))
    assert linked(text, *terms) == [
        ("log-odds", "log-odds"),
        ("odds", "odds"),
        ("hidden\nunits", "hidden-unit"),
        ("unit", "unit"),
    ]


def test_every_form_of_a_word_counts_as_the_same_term():
    losses = term("loss", "losses", "log-loss")
    assert linked("Losses, a log-loss and a loss.", losses) == [("Losses", "loss")]


def test_phrases_of_another_sense_are_left_alone():
    unit = term("unit", unlike=["unit of length", "tailor's unit"])
    assert linked("A unit\nof length, a tailor's unit. A network's unit.", unit) == [("unit", "unit")]


@pytest.mark.parametrize(
    "text",
    [
        "`odds`",
        "```\nodds\n```",
        "    odds",
        "### The odds",
        "[the odds](https://example.org)",
        "| odds |\n|---|\n| odds |",
        '??? note "The odds"\n\n    Folded.',
        '!!! note "The odds"\n\n    Framed.',
        "**The odds are even.**",
        "What they call *odds*",
        '![odds](odds.svg "odds")',
        '<span title="odds">even</span>',
        '<figure markdown>\n<figcaption markdown="span">[The odds](odds.md)</figcaption>\n</figure>',
    ],
)
def test_nothing_is_linked_in_code_headings_links_tables_titles_bold_and_italics(text):
    assert linked(text, ODDS) == []
    assert linked(f"{text}\n\nThe odds.", ODDS) == [("odds", "odds")]


def test_a_section_that_defines_a_term_does_not_link_it_and_the_next_does():
    text = "The odds.\n\n## One\n\nWhat are odds? The **odds** are\n\n- odds.\n\n## Two\n\nOdds."
    assert linked(text, ODDS) == [("odds", "odds"), ("Odds", "odds")]


def test_what_a_fold_links_or_defines_counts_in_the_fold_alone():
    fold = '??? note "More"\n\n    {}\n\nThe odds, the log-odds.'
    assert linked(fold.format("All odds."), ODDS) == [("odds", "odds"), ("odds", "odds")]
    assert linked(fold.format("All odds, **odds**."), ODDS) == [("odds", "odds")]
    assert linked("Odds.\n\n" + fold.format("All odds."), ODDS) == [("Odds", "odds")]


def test_captions_are_read_too():
    caption = (
        '<figure markdown>\n<figcaption markdown="span">**Figure 1.** The odds. [Made](odds.md)</figcaption>\n</figure>'
    )
    assert linked(caption, ODDS) == [("odds", "odds")]


def test_no_term_is_linked_outside_of_posts(monkeypatch):
    monkeypatch.setattr(_Relpath, "file", types.SimpleNamespace(src_uri="index.md"))
    assert linked("The odds.", ODDS) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{name: odds, means: Words., taught: nowhere}", "odds: taught: nowhere must be a post and a section in it"),
        (f"{{name: odds, means: {'x' * 141}, taught: a#b}}", "odds: the definition has 141 characters; at most 140"),
        ("{name: odds, means: Words., taught: a#b, words: odd}", "odds: words and unlike must be lists"),
        ("{name: odds, means: Words., taught: a#b, words: [Odds]}", "Odds stands for odds and for odds"),
        ("{name: odds, means: Words., taught: a#b, unlike: [odds]}", "odds stands for nothing and for odds"),
        ("{name: odds, taught: a#b}", "'means'"),
    ],
    ids=["place", "length", "list", "twice", "unlike", "missing"],
)
def test_a_term_that_cannot_be_read_is_named(tmp_path, given, told):
    page = tmp_path / glossary.PAGE
    page.parent.mkdir()
    page.write_text(f"---\nterms:\n  - {given}\n---\n# Glossary\n", encoding="utf-8")
    with pytest.raises(PluginError, match=f"^{glossary.PAGE}: .*{re.escape(told)}"):
        glossary.read(tmp_path)


def test_a_definition_whose_section_is_gone_fails_the_build(tmp_path):
    project = Project(tmp_path)
    project.write("blog/posts/one.md", POST.format(excerpt="Words.", rest="## Here\n\nThe odds."))
    front = "---\nterms:\n  - {name: odds, means: Words., taught: one#there}\n---\n"
    project.write(glossary.PAGE, front + "# Glossary\n\n{{ terms() }}\n")
    with project.settings.open("a", encoding="utf-8") as settings:
        settings.write(f"  /{glossary.PAGE}\n")  # in no nav
    told = project.refusal()
    assert glossary.PAGE in told
    assert "'blog/posts/one.md' does not contain an anchor '#there'" in told


# --- the site ---------------------------------------------------------------------------------------------------------


def article(site, address: str) -> BeautifulSoup:
    tree = BeautifulSoup((site / address / "index.html").read_text(encoding="utf-8"), "html.parser")
    return tree.select_one("article")


@pytest.fixture(scope="module")
def words() -> glossary.Glossary:
    return glossary.read(DOCS)


def test_the_page_has_every_term_with_an_anchor_its_definition_and_a_way_to_its_post(site, words):
    page = article(site, "reference/glossary")
    assert len(words.terms) >= 40
    for known in words.terms:
        entry = page.select_one(f'dt[id="{known.anchor}"]')
        assert entry.strong.get_text() == known.name
        told = entry.find_next_sibling("dd")
        assert told.get_text().startswith(known.means.split("’")[0].split('"')[0])
        assert told.a["href"] == f"../../blog/{known.taught.replace('#', '/#')}"


@pytest.mark.parametrize("post", POSTS)
def test_the_first_use_of_a_term_in_a_post_is_its_definition_or_a_link_to_one(site, words, post):
    page = article(site, f"blog/{post}")
    for part in page.select(
        "h1, h2, h3, h4, pre, code, em, math, table, summary, .admonition-title, a:not(.term), label, "
        ".byline, .needs"  # these speak of the post, before it begins
    ):
        part.decompose()
    met: set[str] = set()
    undefined = []
    for text in page.find_all(string=words.pattern):
        if type(text) is not NavigableString:  # a comment
            continue
        bold, link = text.find_parent("strong"), text.find_parent("a")
        defines = words.term(bold.get_text()) if bold else None
        for found in words.pattern.finditer(text):
            known = words.term(found[0])
            if known is None or known.name in met or (bold and known is not defines):
                continue
            met.add(known.name)
            if not (defines or link):
                undefined.append(f"{known.name}: …{text[max(0, found.start() - 40) : found.end() + 20]}…")
    assert len(met) > 5
    assert undefined == []


@pytest.mark.parametrize("post", POSTS)
def test_a_caption_uses_no_name_or_sign_that_the_post_has_not_explained(site, post):
    """What the glossary has is linked; a method's name, a letter or a shorthand that it has not must stand above it."""
    page = article(site, f"blog/{post}")
    said = ""
    unexplained = []
    for part in page.select(":is(p, li, td, summary, figcaption):not(figcaption *)"):
        text = part.get_text()
        if part.name == "figcaption":
            known = said + " ".join(link.extract().get_text() for link in part.select("a, code, button"))
            here = [word for word in SHORT.findall(part.get_text()) if f"{word} (" not in text]  # explained on the spot
            unexplained += [word for word in here if word not in known]
        said += text
    assert unexplained == []


def test_links_of_terms_are_in_posts_alone_and_excerpts_have_none(site, words):
    for page in site.rglob("*.html"):
        is_post = page.parent.name in POSTS
        assert ('<a class="term"' in page.read_text(encoding="utf-8")) == is_post, page
    link = article(site, A_POST).select_one("a.term")
    known = words.term(link.get_text())
    assert link["href"] == f"../../reference/glossary/#{known.anchor}"
    assert link["title"] == known.means


def first_term(page):
    """The first link to a term in a paragraph, brought into the middle of the window, and its definition."""
    link = page.locator("article > p a.term").first
    link.evaluate("link => link.scrollIntoView({ block: 'center' })")
    return link, link.get_attribute("title")


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_pointer_and_keyboard_show_the_definition_and_the_audit_passes(open_page, way):
    page = open_page(A_POST)
    link, told = first_term(page)
    link.hover() if way == "pointer" else link.focus()
    tip = page.locator(".md-tooltip2--active")
    tip.wait_for()
    assert tip.inner_text() == told
    assert link.get_attribute("aria-describedby") == tip.get_attribute("id")
    assert tip.get_attribute("role") == "tooltip"
    inner = tip.locator(".md-tooltip2__inner").bounding_box()
    assert inner["x"] >= 0
    assert inner["x"] + inner["width"] <= page.viewport_size["width"]
    assert audit(page, {"include": [["article"], [".md-tooltip2--active"]]}) == []


def test_a_finger_sees_the_definition_first_and_then_follows_the_link(open_page):
    page = open_page(A_POST, viewport={"width": 360, "height": 740}, has_touch=True)
    link, told = first_term(page)
    before = page.url
    link.tap()
    tip = page.locator(".md-tooltip2--active")
    tip.wait_for()
    assert tip.inner_text() == told
    assert page.url == before
    link.tap()
    page.wait_for_url("**/reference/glossary/#*")


def test_without_a_script_a_term_is_a_link_with_its_definition_as_description(open_page):
    page = open_page(A_POST, java_script_enabled=False)
    link = page.locator("article > p a.term").first
    name, told = link.inner_text(), link.get_attribute("title")
    session = page.context.new_cdp_session(page)
    described = [
        node.get("description", {}).get("value")
        for node in session.send("Accessibility.getFullAXTree")["nodes"]
        if node.get("role", {}).get("value") == "link" and node["name"]["value"] == name
    ]
    assert told in described
    link.click()
    entry = page.locator(f"[id='{page.url.split('#')[1]}'] + dd")
    assert entry.inner_text().startswith(told)
