"""TeX to MathML at build time: no script runs in the reader's browser, and bad TeX fails the build."""

import functools
import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from math_core import LatexError, LatexToMathML
from mkdocs.exceptions import PluginError

_DELIMITED = re.compile(r"\\(?P<kind>[(\[])(?P<tex>.*)\\[)\]]", re.DOTALL)  # what pymdownx.arithmatex leaves


@functools.cache
def render(tex: str, *, block: bool = False) -> str:
    """MathML for a TeX expression. PluginError, quoting it, when the expression is not valid."""
    if re.search(r"\\\\\s*\[", tex):  # it would be printed: there are no gaps between rows
        raise PluginError(f"a gap between rows is not supported: {' '.join(tex.split())}")
    try:
        # Each expression on its own: no state is shared, so the cache is safe.
        formula = LatexToMathML(fancy_error=False).convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise PluginError(f"invalid TeX: {' '.join(tex.split())} ({' '.join(str(error).split())})") from None
    # On a phone a long formula scrolls, which a keyboard must be able to do too.
    return formula.replace("<math", '<math tabindex="0"', 1) if block else formula


class MathMLExtension(Extension):
    """Renders what pymdownx.arithmatex has found. An extension and not a page hook, so that excerpts have it too."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register between the inline patterns (20) and what would change words in a formula."""
        md.treeprocessors.register(_Treeprocessor(md), "mathml", 15)


class _Treeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in root.iter():
            for child in list(parent):
                if child.get("class") == "arithmatex":
                    self._render(child)

    def _render(self, element: Element) -> None:
        """Make the element the formula's frame. A comma belongs to it: it must not begin the next line."""
        found = _DELIMITED.fullmatch(element.text or "")
        if not found:
            raise PluginError(f"pymdownx.arithmatex has left no formula in: {element.text}")
        block = found["kind"] == "["
        rest = "" if element.tail is None else element.tail.lstrip(",.;:)")
        try:
            formula = self.md.htmlStash.store(render(found["tex"], block=block))
        except PluginError as error:
            page = self.md.treeprocessors["relpath"].file.src_uri  # MkDocs' own, which knows it
            raise PluginError(f"{page}: {error}") from None
        element.attrib = {} if block else {"class": "formula"}
        element.text = formula + (element.tail or "").removesuffix(rest)
        element.tail = rest
