"""{{ … }} in pages: figures, tables and numbers come from products; a name that does not exist is refused with its page."""

import functools
import html
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import jinja2
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from press import catalogue, numerals
from press.site import architecture, costs, glossary, package, run, tools

# Only {{ … }} is ours: no blocks, and a comment mark that no heading's {#id} can start.
_JINJA = jinja2.Environment(
    undefined=jinja2.StrictUndefined,
    block_start_string="{%%%",
    block_end_string="%%%}",
    comment_start_string="{###",
    comment_end_string="###}",
    keep_trailing_newline=True,
    autoescape=False,
)


def expand(markdown: str, page: Page, site_url: str, live: Mapping[str, str], python: dict | None = None) -> str:
    """The page with {{ hero() }}, {{ figure() }}, {{ table() }}, {{ ref() }}, {{ fact() }} … in place.

    `live` are the figures that a module makes live, each with its style; `python` says what Python in the browser costs, if
    the site carries it.
    """
    try:
        expanded = _Expansion(page, markdown, site_url, live, python)
        if "{{" not in markdown:
            return markdown
        names = {name: getattr(expanded, name) for name in NAMES}
        if python and "{{ check_all() }}" in markdown:
            markdown = run.with_marks(markdown)
        return _JINJA.from_string(markdown).render(names)
    except (jinja2.TemplateError, LookupError, ValueError, TypeError) as error:
        line = ""
        if isinstance(error, jinja2.TemplateSyntaxError):
            source = page.file.content_string
            above = source[: max(0, source.find(markdown[:80]))].count("\n")  # lines of the front matter
            line = f", line {above + error.lineno}"
        raise PluginError(f"{page.file.src_uri}{line}: {error}") from error


class _Expansion:
    """What the names in {{ … }} mean on one page."""

    def __init__(self, page: Page, markdown: str, site_url: str, live: Mapping[str, str], python: dict | None):
        self.site_url = site_url
        self.live = live
        self.cost = python
        self.hero_stem = _hero(page.meta)
        self.meta = page.meta
        self.folder = posixpath.dirname(page.file.src_uri)
        self.labels: dict[str, str] = {}
        calls = _JINJA.parse(markdown).find_all(jinja2.nodes.Call)
        counts = {"figure": 0, "table": 0}
        for call in calls:
            kind = getattr(call.node, "name", None)
            if kind in counts and call.args and isinstance(call.args[0], jinja2.nodes.Const):
                counts[kind] += 1
                key = f"{kind}:{call.args[0].value}"
                if key in self.labels:
                    raise ValueError(f'{kind}("{call.args[0].value}") stands twice on the page; refer to it with ref()')
                self.labels[key] = f"{kind.title()} {counts[kind]}"

    def link(self, path: str) -> str:
        """Path from this page to a file of the site."""
        return posixpath.relpath(path, self.folder or ".")

    def figure(self, stem: str) -> str:
        """The figure with its number and caption, in both themes."""
        return self._framed("figure", stem, self._images(stem))

    def hero(self) -> str:
        """The picture that opens a post and is its preview elsewhere: the experiment that the front matter names."""
        stem = self.hero_stem
        if not stem:
            raise LookupError("hero(): the front matter must name an experiment, hero: STEM")
        made = f'[How it is made]({self.link(f"reproduce/{stem}.md")}){{ .made aria-label="How this picture is made" }}'
        caption = f'<figcaption markdown="span">{product(stem)["title"]} {made}</figcaption>'
        return f'<figure class="figure hero" markdown>\n{self._images(stem)}\n{caption}\n</figure>'

    def _images(self, stem: str) -> str:
        wide = f"{stem}.wide.svg" in product(stem)["outputs"]
        room = "{}x{}".format(*size(catalogue.product(stem, "wide.svg"))) if wide else ""
        return self._both(stem, product(stem)["alt"], size(catalogue.product(stem, "svg")), room)

    def _both(self, stem: str, words: str, size: tuple[int, int], wide: str = "") -> str:
        """A picture on light and on dark ground, of which one is shown, and fetched; `wide` is its size on wide screens."""
        width, height = size
        more = f' data-wide="{wide}"' if wide else ""
        alt = html.escape(numerals.minus(words)).replace("[", "&#91;").replace("]", "&#93;")
        return "\n".join(
            f"![{alt}]({self.link(f'figures/{stem}{ending}')}#only-{theme})"
            f'{{ width="{width}" height="{height}" loading="lazy"{more} }}'
            for theme, ending in (("light", ".svg"), ("dark", ".dark.svg"))
        )

    def table(self, stem: str, first: int | None = None) -> str:
        """The rows of a product, or the first of them, as a table with its caption."""
        head, rows = product(stem)["table"]["head"], product(stem)["table"]["rows"]
        if not rows:
            raise ValueError(f'{stem} has no table: table("{stem}") needs an experiment with TABLE and rows')
        numeric = [all(re.match(r"[-−+$]?\d|–$|not run$", row[i]) for row in rows) for i in range(len(head))]
        # What stands for one number is not broken: 1.1 × 10⁻⁵, 0.83 ± 0.12, (18 to 26), (1, 2, −1).
        whole = [
            [re.sub(r"(?<=[\d%]) (×|±|to) (?=[\d−$])|(?<=\d), (?=[\d−])", _unbroken, cell) for cell in row]
            for row in rows[:first]
        ]
        lines = [head, ["--:" if number else "---" for number in numeric], *whole]
        body = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
        return self._framed("table", stem, f"\n{body}\n")

    def _framed(self, kind: str, stem: str, body: str) -> str:
        """A table beside a figure of the same experiment has only the caption's first sentence."""
        words = product(stem)
        rest = "" if kind == "table" and words["alt"] else words["caption"]
        label = self.labels.get(f"{kind}:{stem}")
        if not label:
            raise ValueError(f'{kind}(): the stem must be written out, {kind}("{stem}")')
        made = f'[How it is made]({self.link(f"reproduce/{stem}.md")}){{ .made aria-label="How {label} is made" }}'
        check = run.check_button(self.cost, stem, label, first=label == next(iter(self.labels.values())))
        caption = f'<figcaption markdown="span">**{label}.** {words["title"]} {numerals.minus(rest)} {made} {check}</figcaption>'
        parts = (body, caption) if kind == "figure" else (caption, body)
        live = f' data-live="{stem}" style="{self.live[stem]}"' if kind == "figure" and stem in self.live else ""
        return f'<figure class="{kind}" id="{kind}-{stem}"{live} markdown>\n' + "\n".join(parts) + "\n</figure>"

    def ref(self, stem: str, *kinds: str) -> str:
        """ "Figure 3" or "Table 1", linked: the number that the figure, or else the table, of this name has on this page."""
        for kind in kinds or ("figure", "table"):
            if label := self.labels.get(f"{kind}:{stem}"):
                return f"[{label}](#{kind}-{stem})"
        raise LookupError(f'ref("{stem}"): the page has neither figure("{stem}") nor table("{stem}")')

    @staticmethod
    def fact(path: str, form: str = "") -> str:
        """One number of a product, "stem.name.0.name", formatted."""
        return format(_number("fact", path), form)

    @staticmethod
    def ask(path: str, form: str, unit: str = "") -> str:
        """A box for what the reader answers to the question above it; a fold with the answer must follow.

        Right is what lies within half a unit of the last printed digit of that number of a product.
        """
        value = _number("ask", path)
        printed = format(value, form)
        told = re.fullmatch(r"-?[\d,]+(?:\.(\d+))?(%?)", printed)
        if not told:
            raise ValueError(
                f'ask("{path}", "{form}") prints {printed}, which no reader would type; use a form like ".2f"'
            )
        half = 0.5 / 10 ** len(told[1] or "")
        exact = value * (100 if told[2] else 1)
        answer = numerals.minus(printed) + (f" {unit}" if unit else "")
        behind = f" {html.escape(told[2] or unit)}".rstrip()
        limits = f'data-low="{exact - half:.12g}" data-high="{exact + half:.12g}"'
        keys = "text" if value < 0 else "decimal"  # not every keyboard of decimals has a minus
        return (
            f'<form class="ask" data-answer="{html.escape(answer)}" {limits} data-search-exclude>'
            f'<label>Your answer <input inputmode="{keys}" autocomplete="off" size="8">{behind}</label> '
            "<button>Check</button> <output></output> "
            '<button type="button" hidden>Show the answer</button></form>'
        )

    def products(self) -> str:
        """A table of all products."""
        rows = []
        for stem in catalogue.stems():
            code = catalogue.source(stem).relative_to(catalogue.ROOT).with_suffix("").as_posix()
            made, code = self.link(f"reproduce/{stem}.md"), self.link(f"code/{code}.md")
            rows.append(f"| [`{stem}`]({made}) | {catalogue.title(stem)} | [code]({code}) |")
        return "\n".join(["| Product | What it shows | Experiment |", "|---|---|---|", *rows])

    @staticmethod
    def tools(task: str) -> str:
        """A task in the tools of readers, in tabs."""
        return tools.tabs(task)

    @staticmethod
    def costs(name: str) -> str:
        """What the site costs its readers: the table "loads" or "audits", or one of the numbers beside them."""
        return {"loads": costs.loads, "audits": costs.audits}.get(name, lambda: costs.said(name))()

    def python(self, name: str) -> str:
        """What the page about Python in the browser says: a number, a sentence or a table."""
        return run.said(name, self.cost)

    def check_all(self) -> str:
        """A button that runs the experiments that decide the claims of this page."""
        return run.claims_button(self.cost)

    def terms(self) -> str:
        """The glossary that the front matter holds."""
        return glossary.of(self.meta).page()

    def package(self) -> str:
        """The address of the wheel that the site carries."""
        return package.address(self.site_url)

    def house(self) -> str:
        """The picture of the rooms, drawn from their imports."""
        found = architecture.numbers()
        boxes = "; ".join(f"floor {level}: {', '.join(floor)}" for level, floor in enumerate(found["floors"], 1))
        arrows = ", ".join(f"{name} to {other}" for name, other in found["arrows"])
        words = f"Diagram. Rooms as boxes, {boxes}. Arrows: {arrows}. Thick arrows: {' to '.join(found['way'])}."
        pictures = self._both(architecture.STEM, words, size(architecture.pictures()[0]))
        caption = (
            "The rooms of `scripts/`. A thin arrow leads from a room to one that it imports, and is left out where "
            "another way leads there; a thick one is the way from data to page."
        )
        return f'<figure class="figure" markdown>\n{pictures}\n<figcaption markdown="span">{caption}</figcaption>\n</figure>'

    def rooms(self) -> str:
        """A table of the rooms, from the page down to the formulas."""
        known = architecture.rooms()
        rows = [
            f"| `{name}` | {architecture.described(name)} | {', '.join(f'`{other}`' for other in sorted(known[name])) or '–'} |"
            for floor in reversed(architecture.floors(known))
            for name in floor
        ]
        return "\n".join(["| Room | What it is for | Imports |", "|---|---|---|", *rows])


NAMES = (
    *("figure", "hero", "table", "ref", "fact", "ask", "products", "tools"),
    *("package", "house", "rooms", "terms", "costs", "check_all", "python"),
)


@functools.cache  # until the next build
def product(stem: str) -> dict:
    """What the products of an experiment say."""
    return catalogue.read(stem)


def _number(name: str, path: str):
    """What stands at "stem.name.0.name" in the products, if it is one number or text. LookupError, ValueError."""
    stem, *keys = path.split(".")
    value = product(stem)["numbers"]
    for key in keys:
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]
        except (LookupError, ValueError, TypeError):
            known = ", ".join(value) if isinstance(value, dict) else f"0 to {len(value) - 1}"
            raise LookupError(f'{name}("{path}"): there is no "{key}"; there are: {known}') from None
    if value is None or isinstance(value, (dict, list)):
        raise ValueError(f'{name}("{path}") is not one number')
    return value


def _hero(meta: Mapping) -> str | None:
    """The experiment that a front matter names: the page's preview elsewhere, with or without {{ hero() }} on the page."""
    stem = meta.get("hero")
    if not stem:
        return None
    try:
        outputs = product(stem)["outputs"]
    except LookupError as error:
        raise LookupError(f"hero: {error.args[0]}") from None
    if f"{stem}.png" not in outputs:
        raise ValueError(f"hero: {stem}: the experiment must say PREVIEW = True")
    return stem


def _unbroken(spaces: re.Match) -> str:
    return spaces[0].replace(" ", "\N{NO-BREAK SPACE}")


def size(svg: Path) -> tuple[int, int]:
    """Width and height of a figure in CSS pixels; its SVG gives them in points."""
    with svg.open(encoding="utf-8") as file:
        opening = re.search(r"<svg\b[^>]*>", file.read(4000))
    found = [re.search(rf' {side}="([\d.]+)pt"', opening[0]) if opening else None for side in ("width", "height")]
    width, height = (round(float(side[1]) * 4 / 3) if side else 0 for side in found)
    if not (width and height):
        raise ValueError(f"{svg.name} does not give its size in points")
    return width, height
