"""TeX to MathML at build time: no script runs in the reader's browser, and bad TeX fails the build."""

import functools
import html
import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from math_core import LatexError, LatexToMathML
from mkdocs.exceptions import PluginError

_ARITHMATEX = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<kind>[(\[])(?P<tex>.*?)\\[)\]]</(?P=tag)>(?P<tail>[,.;:)]*)',
    re.DOTALL,
)
_NOTEBOOK = re.compile(
    r"(?P<skip><(pre|code|script|style)\b.*?</\2>|<[^>]*>)|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$]+?)\$", re.DOTALL
)


@functools.cache
def render(tex: str, *, block: bool = False) -> str:
    """MathML for a TeX expression. PluginError, quoting it, when the expression is not valid."""
    if re.search(r"\\\\\s*\[", tex):  # it would be printed: there are no gaps between rows
        raise PluginError(f"a gap between rows is not supported: {tex.strip()}")
    try:
        # Each expression on its own: no state is shared, so the cache is safe.
        formula = LatexToMathML(fancy_error=False).convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise PluginError(f"invalid TeX: {tex.strip()}\n  {error}") from None
    # On a phone a long formula scrolls, which a keyboard must be able to do too.
    return formula.replace("<math", '<math tabindex="0"', 1) if block else formula


def render_notebook(page: str) -> str:
    """The HTML of a notebook with its raw $…$ and $$…$$ rendered, outside of code."""

    def one(match: re.Match) -> str:
        if match["skip"] is not None:
            return match["skip"]
        return render(html.unescape(match["block"] or match["inline"]), block=match["block"] is not None)

    return _NOTEBOOK.sub(one, page)


class MathMLExtension(Extension):
    """Renders what pymdownx.arithmatex has found. An extension and not a page hook, so that excerpts have it too."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after arithmatex has put its delimiters back (raw HTML is restored at priority 30)."""
        md.postprocessors.register(_Postprocessor(md), "mathml", 5)


class _Postprocessor(Postprocessor):
    def run(self, text: str) -> str:
        return _ARITHMATEX.sub(_element, text)


def _element(match: re.Match) -> str:
    formula = render(html.unescape(match["tex"]), block=match["kind"] == "[")
    if match["tail"] and match["kind"] == "(":  # a comma must not begin the next line
        return f'<span class="formula">{formula}{match["tail"]}</span>'
    return formula + match["tail"]
