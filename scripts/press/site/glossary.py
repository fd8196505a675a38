"""A post's first use of a term in each section leads to the glossary, with the definition as the link's title."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from mkdocs.exceptions import PluginError

from press.site.written import front_matter

PAGE = "reference/glossary.md"  # its front matter has the terms
POSTS = "blog/posts/"
APOSTROPHE = re.compile(f"['’]|{HTML_PLACEHOLDER_RE.pattern}")  # the last is what smarty leaves
LONGEST = 140  # characters of a definition: what is read at a glance
SILENT = {"a", "button", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "label", "pre", "strong", "summary", "table"}


@dataclass(frozen=True, eq=False)
class Term:
    """A term, its definition, the post and section that teach it, and words that show it, unless they stand in a phrase."""

    name: str
    means: str
    taught: str
    words: Sequence[str] = ()
    unlike: Sequence[str] = ()

    def __post_init__(self):
        if len(self.means) > LONGEST:
            raise ValueError(f"{self.name}: the definition has {len(self.means)} characters; at most {LONGEST}")
        if not re.fullmatch(r"[\w-]+#[\w-]+", self.taught):
            raise ValueError(f"{self.name}: taught: {self.taught} must be a post and a section in it, post#section")

        if isinstance(self.words, str) or isinstance(self.unlike, str):
            raise TypeError(f"{self.name}: words and unlike must be lists, [one, another]")

    @property
    def anchor(self) -> str:
        """The term's place on the page of the glossary."""
        return self.name.lower().replace(" ", "-")


class Glossary:
    """Terms by the words that show them. ValueError if a word shows two."""

    def __init__(self, terms: Iterable[Term]):
        self.terms = sorted(terms, key=lambda term: term.name.lower())
        self.shown: dict[str, Term | None] = {_key(phrase): None for term in self.terms for phrase in term.unlike}
        for term in self.terms:
            for word in (term.name, *term.words):
                if _key(word) in self.shown:
                    other = getattr(self.shown[_key(word)], "name", "nothing")
                    raise ValueError(f"{word} stands for {other} and for {term.name}; it must stand for one")
                self.shown[_key(word)] = term
        longest_first = sorted(self.shown, key=lambda word: (-len(word), word))
        words = "|".join(map(_pattern, longest_first)) or r"\Z."  # or never
        self.pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)

    def term(self, word: str) -> Term | None:
        """The term that a word shows, whatever its case and wherever its line breaks."""
        return self.shown.get(_key(word))

    def page(self) -> str:
        """The terms and their definitions, each with an anchor, as Markdown."""
        return "\n\n".join(map(_entry, self.terms))

    def link(self, root: Element, address: str) -> None:
        """Link the first use of every term in each section that does not define it.

        A fold is a section within its section: it links nothing again, and what it links or defines counts in it alone.
        """
        for section in _sections(root):
            done = self._defined(section)
            for block in section:
                self._link(block, done, address)

    def _defined(self, elements: Iterable[Element]) -> set[Term | None]:
        return {None} | {self.term(words) for words in _bold(elements)}

    def _link(self, element: Element, done: set[Term | None], address: str) -> None:
        if element.tag in SILENT or element.get("class") == "admonition-title":
            return
        if element.tag == "details":
            done = done | self._defined(element)
        children = list(element)
        element.text, links = self._linked(element.text, done, address)
        element[:0] = links
        for child in children:
            self._link(child, done, address)
            child.tail, links = self._linked(child.tail, done, address)
            place = list(element).index(child) + 1
            element[place:place] = links

    def _linked(self, text: str | None, done: set[Term | None], address: str) -> tuple[str | None, list[Element]]:
        """A text up to its first link, and the links, each with the text behind it as its tail."""
        links: list[Element] = []
        before, end = text, 0
        for found in self.pattern.finditer(text or ""):
            term = self.term(found[0])
            if term in done:
                continue
            assert term
            assert text
            done.add(term)
            between, end = text[end : found.start()], found.end()
            if links:
                links[-1].tail = between
            else:
                before = between
            links.append(Element("a", {"class": "term", "href": f"{address}#{term.anchor}", "title": term.means}))
            links[-1].text = found[0]
        if links:
            assert text
            links[-1].tail = text[end:]
        return before, links


def _key(word: str) -> str:
    return " ".join(APOSTROPHE.sub("'", word).lower().split())


def _pattern(key: str) -> str:
    return re.escape(key).replace(r"\ ", r"\s+").replace("'", f"(?:{APOSTROPHE.pattern})")


def _entry(term: Term) -> str:
    words = (term.name, *term.words)
    plurals = {word + ending for word in words for ending in ("s", "es")}
    others = ", ".join(word for word in term.words if word not in plurals)
    others = f" ({others})" if others else ""
    place = "../" + POSTS + term.taught.replace("#", ".md#")
    return f"**{term.name}**{others} {{ #{term.anchor} }}\n:   {term.means} [Taught here]({place})"


def _sections(root: Element) -> list[list[Element]]:
    """Blocks, divided above every heading of the second level."""
    sections: list[list[Element]] = [[]]
    for block in root:
        if block.tag == "h2":
            sections.append([])
        sections[-1].append(block)
    return sections


def _bold(elements: Iterable[Element]) -> Iterator[str]:
    """What stands in bold, but not in a fold."""
    for element in elements:
        if element.tag == "strong":
            yield "".join(element.itertext())
        elif element.tag != "details":
            yield from _bold(element)


def read(docs: Path) -> Glossary:
    """The glossary of a site; empty where it has none. PluginError if it cannot be read."""
    path = docs / PAGE
    meta = front_matter(path) if path.is_file() else {}
    try:
        return of(meta)
    except (TypeError, ValueError) as error:
        raise PluginError(f"{PAGE}: {error}") from None


def of(meta: Mapping) -> Glossary:
    """The glossary that a front matter holds. TypeError or ValueError if a term lacks something or has too much."""
    return Glossary(Term(**given) for given in meta.get("terms", ()))


class TermsExtension(Extension):
    """Links the terms of posts. An extension and not a page hook: code and formulas are not in Markdown's tree."""

    def __init__(self, glossary: Glossary):
        super().__init__()
        self.glossary = glossary

    def extendMarkdown(self, md: Markdown) -> None:
        """Register when the words are final (smarty, 6), and before MkDocs makes addresses of links and checks them (0)."""
        md.treeprocessors.register(_Terms(md, self.glossary), "terms", 3)


class _Terms(Treeprocessor):
    def __init__(self, md: Markdown, glossary: Glossary):
        super().__init__(md)
        self.glossary = glossary

    def run(self, root: Element) -> None:
        if "relpath" not in self.md.treeprocessors or "excerpt" in self.md.treeprocessors:
            return
        name = self.md.treeprocessors["relpath"].file.src_uri  # MkDocs' own, which knows it
        if name.startswith(POSTS):
            self.glossary.link(root, posixpath.relpath(PAGE, posixpath.dirname(name)))
