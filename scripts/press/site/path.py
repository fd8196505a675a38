"""The path: posts in the order in which they are read, and where the foot of each page leads."""

import html
import math
from itertools import pairwise
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from press import catalogue
from press.catalogue import visible
from press.site.expansion import size
from press.site.html import parsed
from press.site.written import front_matter, named

WORDS, FORMULAS = 120, 2  # a minute, of a reader to whom all is new; in displayed formulas
MAIN = 5  # parts; those after them are for the curious
_POSTS, _LIST, _CLAIMS = "blog/posts/", "blog/index.md", "reference/claims.md"


def check(docs: Path) -> None:
    """The parts are numbered 1, 2, 3 …, each once."""
    posts: dict[int, Path] = {}
    for post in visible(docs / _POSTS, "*.md"):
        part = front_matter(post).get("part")
        if type(part) is not int:
            problem = "the front matter has no part" if part is None else f"part: {part} is no whole number"
            raise PluginError(f"{named(post)}: {problem}; write the post's place on the path, as in `part: 3`")
        if part in posts:
            raise PluginError(f"{named(posts[part])} and {named(post)} are both part {part}; give one another number")
        posts[part] = post
    for wanted, part in enumerate(sorted(posts), 1):
        if part != wanted:
            raise PluginError(f"{named(posts[part])}: part: {part}, but no post is part {wanted}; number without a gap")


def lead(nav: Navigation, files: Files) -> None:
    """Footers run from the front page along the path to the claims; elsewhere they keep to their section."""
    pages = [file.page for file in files if file.page and file.src_uri.startswith(_POSTS)]
    posts = sorted(pages, key=lambda post: post.meta["part"])
    for page in nav.pages:  # lists by category and tag stand in no order
        page.previous_page = page.next_page = None
    for item in nav.items:
        if isinstance(item, Section) and not any(page.file.src_uri == _LIST for page in _pages(item)):
            _chain(_pages(item))
    entrance, claims = ((file.page if (file := files.get_file_from_path(uri)) else None) for uri in (_LIST, _CLAIMS))
    _chain([page for page in (nav.homepage, entrance, *posts) if page])
    if not posts:
        return
    posts[-1].next_page = claims or entrance
    nav.items.insert(1, Link("Start here", posts[0].url))
    for post in posts:
        words = {name: html.escape(post.meta.get(name) or "") for name in ("needs", "gives")}
        sentence = html.escape(post.meta.get("description") or "")
        picture = f"figures/{post.meta['hero']}.png" if post.meta.get("hero") else None  # in the feed
        post.meta.update(words, sentence=sentence, image=picture, parts=len(posts), curious=post.meta["part"] > MAIN)


def _pages(section: Section) -> list[Page]:
    return [child for child in section.children if isinstance(child, Page)]


def _chain(pages: list[Page]) -> None:
    for page in pages:
        page.previous_page = page.next_page = None
    for before, after in pairwise(pages):
        before.next_page, after.previous_page = after, before


def measure(content: str, page: Page) -> None:
    """Give a post the time that it takes, in words, and the size of its picture."""
    taken = minutes(content)
    page.meta["takes"] = f"{taken} minute{'' if taken == 1 else 's'}"
    if hero := page.meta.get("hero"):
        page.meta["size"] = size(catalogue.product(hero, "svg"))


def shorten(files: Files) -> None:
    """Leave lists no more of a post than what stands before its break: Material converts all that is there, for each list."""
    for file in files.documentation_pages():
        if file.page and "part" in file.page.meta:
            file.page.markdown = (file.page.markdown or "").partition("<!-- more -->")[0]


def minutes(content: str) -> int:
    """Whole minutes for what a page says: not for tables, code, boxes and folds. A formula in a line is a word."""
    tree = parsed(content)
    for part in tree.select("pre, table, details, form, .headerlink"):
        part.decompose()
    formulas = tree.select('math[display="block"]')
    for formula in formulas:
        formula.decompose()
    for formula in tree.select("math"):
        formula.replace_with("x")
    return max(1, math.ceil(len(tree.get_text().split()) / WORDS + len(formulas) / FORMULAS))
