"""Changes to HTML, through a parser. One whose target is gone fails the build."""

import functools
import re
from xml.etree.ElementTree import Element

import bs4
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from press.site import formulas

WIDE = "screen and (min-width: 70em)"  # has room for a figure of 44 rem; house.css gives it there
VERDICTS = ("confirmed", "refined", "corrected")  # of claims; told apart by more than a word
_SCROLL = {"class": "scroll", "role": "group", "tabindex": "0", "aria-label": "Table"}
_FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$]+?)\$", re.DOTALL)
_VERBATIM = ("pre", "code", "math")


class _AsRead(HTMLFormatter):
    """Writes what was read: attributes in their order, void elements without a slash, characters as they are."""

    def __init__(self):
        escape = EntitySubstitution.substitute_xml
        super().__init__(entity_substitution=escape, void_element_close_prefix="", empty_attributes_are_booleans=False)

    def attributes(self, tag: bs4.Tag):
        return tag.attrs.items()


def parsed(html: str, **options) -> bs4.BeautifulSoup:
    """A page, or a part of one, as a tree."""
    return bs4.BeautifulSoup(html, "html.parser", multi_valued_attributes=None, **options)


def written(tree: bs4.BeautifulSoup) -> str:
    """The HTML of a tree."""
    return tree.decode(formatter=_AsRead())


def _found(tree: bs4.BeautifulSoup, selector: str) -> list[bs4.Tag]:
    tags = tree.select(selector)
    if not tags:
        raise PluginError(f"what scripts/press/site/html.py changes is not there any more: {selector}")
    return tags


# --- what Material's templates lack -----------------------------------------------------------------------------------


def teach(env: Environment, material: str) -> None:
    """Templates in docs/overrides may include Material's of the same name, and add attributes to its elements."""
    assert env.loader
    env.loader = ChoiceLoader([env.loader, PrefixLoader({"material": FileSystemLoader(material)})])
    env.filters["attributes"] = with_attributes


def with_attributes(html: str, tag: str, wanted: dict[str, str], added: dict[str, str]) -> str:
    """`html` with attributes added to the elements of that name and those attributes; no other byte is changed."""
    return _with_attributes(str(html), tag, tuple(wanted.items()), tuple(added.items()))


@functools.lru_cache(maxsize=512)
def _with_attributes(html: str, tag: str, wanted: tuple, added: tuple) -> str:
    # Only these elements become a tree: a page has a thousand others.
    tree = parsed(html, parse_only=bs4.SoupStrainer(tag, dict(wanted)))
    elements = tree.find_all(tag, dict(wanted))
    if not elements:
        raise PluginError(
            f"Material has no <{tag}> with {dict(wanted)} any more, to which docs/overrides adds {dict(added)}"
        )
    starts = [0]
    for line in html.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    text = "".join(f' {name}="{value}"' for name, value in added)
    for element in reversed(elements):
        assert element.sourceline is not None
        assert element.sourcepos is not None
        place = starts[element.sourceline - 1] + element.sourcepos + len(f"<{tag}")
        html = html[:place] + text + html[place:]
    return html


def check_templates(html: str, page: Page) -> None:
    """Material has used the templates of docs/overrides that this page needs."""
    content = "partials/content.html"
    wanted = [  # template, whether the page needs it, what then stands in the page
        ("partials/search.html", True, '<div aria-label="Search"'),
        ("partials/footer.html", True, '<footer class="md-footer foot"'),
        ("blog.html", page.meta.get("template") == "blog.html", '<div class="parts"'),
        ("partials/tags.html", page.meta.get("tags"), '<nav aria-label="Tags"'),
        (content, page.meta.get("part"), '<p class="byline"'),
        (content, '<div class="playground' in html, "assets/playground/page.js"),
        (content, '<form class="ask"' in html, "assets/house/answers.js"),
        ("main.html", True, '<script defer src="'),
    ]
    for template, needed, mark in wanted:
        if needed and mark not in html:
            raise PluginError(f"{page.file.src_uri}: Material does not use docs/overrides/{template} any more")
    if '<div class="md-sidebar md-sidebar--post"' in html:
        raise PluginError(f"{page.file.src_uri}: Material does not use docs/overrides/blog-post.html any more")


# --- tables -----------------------------------------------------------------------------------------------------------


class TablesExtension(Extension):
    """Tables that a keyboard can scroll, in pages and excerpts."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after the cells have been filled."""
        md.treeprocessors.register(_Tables(md), "scrolled-tables", 14)


class _Tables(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in root.iter("td"):
            if cell.text in VERDICTS:
                cell.set("class", f"verdict {cell.text}")
        for parent in list(root.iter()):
            for place, table in enumerate(parent):
                if table.tag == "table":
                    table.set("class", "data")
                    frame = parent[place] = Element("div", _SCROLL)
                    frame.append(table)
                    frame.tail, table.tail = table.tail, None


def check_tables(html: str, page: Page) -> None:
    """No table has escaped: raw HTML does not pass through Markdown's tree."""
    if html.count("<table") != html.count('<table class="data">'):
        raise PluginError(f"{page.file.src_uri}: a keyboard cannot scroll a <table> in HTML; write it in Markdown")


# --- pictures ---------------------------------------------------------------------------------------------------------


class PicturesExtension(Extension):
    """Pictures that have another layout on wide screens, in pages and excerpts."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after MkDocs has found the pictures' addresses, at priority 0."""
        md.treeprocessors.register(_Pictures(md), "wide-pictures", -1)


class _Pictures(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, image in enumerate(parent):
                if image.tag != "img" or not (size := image.attrib.pop("data-wide", "")):
                    continue
                width, height = size.split("x")
                source = {"media": WIDE, "srcset": re.sub(r"((?:\.dark)?\.svg#)", r".wide\1", image.attrib["src"])}
                picture = parent[place] = Element("picture")
                picture.append(Element("source", source | {"width": width, "height": height}))
                picture.append(image)
                picture.tail, image.tail = image.tail, None


# --- questions --------------------------------------------------------------------------------------------------------


def describe_boxes(html: str, page: Page) -> str:
    """Every box for an answer is described by the question above it, and has a fold with the answer below."""
    tree = parsed(html)
    for place, box in enumerate(_found(tree, "form.ask"), 1):
        question, fold = box.find_previous_sibling(), box.find_next_sibling()
        if not (question and question.name == "p" and fold and fold.name == "details"):
            raise PluginError(
                f"{page.file.src_uri}: {{{{ ask() }}}} number {place} must stand between a paragraph with the question "
                "and a fold with the answer"
            )
        assert box.input
        question["id"] = box.input["aria-describedby"] = f"question-{place}"
    return written(tree)


# --- labs -------------------------------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=32)
def lab(html: str, name: str, words: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """A notebook as mkdocs-jupyter renders it, without its style, scripts and random names; its formulas as MathML.

    `words` are those of its pictures, in their order.

    With it, the names that a link may lead to.
    """
    tree = parsed(html)
    for selector in ("style", "script", "clipboard-copy", ".clipboard-copy-txt"):
        for tag in _found(tree, selector):
            tag.decompose()
    for cell in _found(tree, '[id^="cell-id="]'):
        del cell["id"]
    for tag in _found(tree, "pre"):
        tag["tabindex"] = "0"
    for picture, alt in zip(tree.select(".jp-RenderedImage img"), words, strict=True):
        picture["alt"] = alt
    for table in tree.select("table"):
        table.attrs = {"class": "data"}
        table.wrap(tree.new_tag("div", attrs=_SCROLL))
    try:
        set_formulas(tree)
    except PluginError as error:
        raise PluginError(f"{name}: {error}") from None
    return written(tree), frozenset(str(tag["id"]) for tag in tree.select("[id]"))


def set_formulas(tree: bs4.BeautifulSoup) -> None:
    """MathML for what stands between dollars, outside of code."""
    for text in tree.find_all(string=_FORMULA):
        if not text.find_parent(_VERBATIM):
            text.replace_with(*parsed(_rendered(text)).contents)


def _rendered(text: str) -> str:
    """The HTML of a text with formulas between dollars."""
    html, end = "", 0
    for found in _FORMULA.finditer(text):
        html += EntitySubstitution.substitute_xml(text[end : found.start()])
        html += formulas.render(found["block"] or found["inline"], block=found["block"] is not None)
        end = found.end()
    return html + EntitySubstitution.substitute_xml(text[end:])
