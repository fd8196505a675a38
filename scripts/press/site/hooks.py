"""MkDocs' side: brings products into pages. It computes no result and refuses every name it does not know."""

import functools
import hashlib
import html
import os
import posixpath
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import jinja2
import jupytext
import pygments
import rjsmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from press import catalogue, making, numerals, staleness
from press.site import fonts, formulas, tools

ASSETS = catalogue.ROOT / "docs" / "assets"

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


# --- before the pages -------------------------------------------------------------------------------------------------


def on_startup(command: str, dirty: bool) -> None:
    """Compiled modules in the watched folder would make `mkdocs serve` build again; a build has its newest post's date."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    posts = Path(catalogue.ROOT, "docs", "blog", "posts").glob("*.md")
    texts = [post.read_text(encoding="utf-8") for post in posts]
    newest = max(re.findall(r"^date: (\S+)$", "\n".join(texts), re.MULTILINE))
    os.environ["SOURCE_DATE_EPOCH"] = f"{datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp():.0f}"


@event_priority(100)  # before the feed is begun
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Formulas for every Markdown text; notebooks run again when a module that they may import has changed."""
    config.markdown_extensions.append(formulas.MathMLExtension())
    package = Path(catalogue.SCRIPTS, "smallest_network")
    sources = sorted([*package.rglob("*.py"), *(package / "data").iterdir()])
    used = [version(library) for library in ("numpy", "mkdocs-jupyter")]
    state = hashlib.sha256(repr([*map(staleness.fingerprint, sources), used]).encode()).hexdigest()[:16]
    config.plugins["rss"].config["image"] = f"{config.site_url}figures/hero_neuron.png"
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(catalogue.ROOT / ".cache" / "notebooks" / state)
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Make the figures that are stale, in a process of their own, so that edited modules are read anew."""
    _product.cache_clear()
    if any(map(staleness.staleness, catalogue.stems())):
        run = subprocess.run([sys.executable, "-m", "doit"], cwd=catalogue.ROOT, check=False)
        if run.returncode:
            raise PluginError("an experiment failed (its name and error stand above); its old figure was kept")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the products, the fonts, and a page for every experiment and every source file."""
    made = {(path.parent.name, path.name.split(".")[0]) for path in catalogue.products()}
    orphans = made ^ {(path.parent.name, stem) for stem, path in catalogue.sources().items()}
    if orphans:
        names = ", ".join(sorted({stem for _, stem in orphans}))
        raise PluginError(f"figures/ and scripts/experiments/ do not match: {names}")
    for path in catalogue.products():
        files.append(File.generated(config, f"figures/{path.name}", abs_src_path=str(path)))
    for name, path in fonts.text_fonts().items():
        files.append(File.generated(config, f"assets/fonts/{name}.woff2", abs_src_path=str(path)))
    for stem in catalogue.stems():
        _add_page(files, config, f"reproduce/{stem}.md", _product_page(stem))
    for path in sorted(Path(config.docs_dir, "notebooks").glob("*.py")):
        files.append(File.generated(config, f"notebooks/{path.stem}/{path.stem}.ipynb", content=_notebook(path)))
    for path in _source_files():
        name = path.relative_to(catalogue.ROOT).as_posix()
        _add_page(
            files,
            config,
            f"code/{name.removesuffix('.py')}.md",
            f"# `{name}`\n",
            f"hide: [navigation, toc]\nsource: {name}",
        )
    return files


def _notebook(path: Path) -> str:
    """A lab's script as a Jupyter notebook, for download."""
    notebook = jupytext.read(path)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # not a random one
    return jupytext.writes(notebook, fmt="ipynb")


def _add_page(files: Files, config: MkDocsConfig, path: str, text: str, meta: str = "") -> None:
    text = f"---\nsearch:\n  exclude: true\n{meta or 'hide: [navigation]'}\n---\n{text}"
    files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def _source_files() -> list[Path]:
    found = [*catalogue.SCRIPTS.rglob("*.py"), *(catalogue.ROOT / "tests").rglob("*.py"), *ASSETS.glob("models/*.js"), *ASSETS.glob("playground/*.js")]
    return sorted(path for path in found if path.stat().st_size)


def _product_page(stem: str) -> str:
    product = catalogue.read(stem)
    shown = [f'{{{{ figure("{stem}") }}}}'] if f"{stem}.svg" in product["outputs"] else []
    shown += [f'{{{{ table("{stem}") }}}}'] if product["table"]["rows"] else []
    inputs = "\n".join(f"| {_linked(name)} | `{mark}` |" for name, mark in product["inputs"].items())
    outputs = ", ".join(f"[`{name}`](../figures/{name})" for name in [*product["outputs"], f"{stem}.json"])
    shown_together = "\n\n".join(shown)
    return f"""# How `{stem}` is made

`doit {stem}` makes it again, if anything below has changed; `doit info {stem}` says what.

{shown_together}

**Products:** {outputs}

| Made from | Fingerprint or version |
|---|---|
{inputs}
"""


def _linked(name: str) -> str:
    return f"[`{name}`](../code/{name.removesuffix('.py')}.md)" if name.endswith(".py") else f"`{name}`"


# --- the pages --------------------------------------------------------------------------------------------------------


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Expand {{ hero() }}, {{ figure() }}, {{ table() }}, {{ ref() }}, {{ fact() }}, {{ products() }} and {{ tools() }}."""
    if page.file.src_uri.startswith("code/") or "{{" not in markdown:
        return markdown
    try:
        expanded = _Expansion(page, markdown)
        return _JINJA.from_string(markdown).render(
            figure=expanded.figure,
            hero=expanded.hero,
            table=expanded.table,
            ref=expanded.ref,
            fact=expanded.fact,
            products=expanded.products,
            tools=tools.tabs,
        )
    except (jinja2.TemplateError, LookupError, ValueError, TypeError) as error:
        line = ""
        if isinstance(error, jinja2.TemplateSyntaxError):
            source = page.file.content_string
            above = source[: max(0, source.find(markdown[:80]))].count("\n")  # lines of the front matter
            line = f", line {above + error.lineno}"
        raise PluginError(f"{page.file.src_uri}{line}: {error}") from error


class _Expansion:
    """What the names in {{ … }} mean on one page."""

    def __init__(self, page: Page, markdown: str):
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
        return self._framed("figure", stem, self._images(stem, "lazy"))

    def hero(self) -> str:
        """The picture that opens a post and is its preview elsewhere: the experiment that the front matter names."""
        stem = self.meta.get("hero")
        if not stem:
            raise LookupError("hero(): the front matter must name an experiment, hero: STEM")
        if f"{stem}.png" not in _product(stem)["outputs"]:
            raise ValueError(f"hero: {stem}: the experiment must say PREVIEW = True")
        made = f'[How it is made]({self.link(f"reproduce/{stem}.md")}){{ .made aria-label="How this picture is made" }}'
        caption = f'<figcaption markdown="span">{_product(stem)["title"]} {made}</figcaption>'
        return f'<figure class="figure hero" markdown>\n{self._images(stem, "eager")}\n{caption}\n</figure>'

    def _images(self, stem: str, loading: str) -> str:
        product = _product(stem)
        width, height = _size(stem)
        alt = html.escape(numerals.minus(product["alt"])).replace("[", "&#91;").replace("]", "&#93;")
        return "\n".join(
            f"![{alt}]({self.link(f'figures/{stem}{ending}')}#only-{theme})"
            f'{{ width="{width}" height="{height}" loading="{loading}" }}'
            for theme, ending in (("light", ".svg"), ("dark", ".dark.svg"))
        )

    def table(self, stem: str) -> str:
        """The rows of a product as a table with its caption."""
        product = _product(stem)
        head, rows = product["table"]["head"], product["table"]["rows"]
        if not rows:
            raise ValueError(f'{stem} has no table: table("{stem}") needs an experiment with TABLE and rows')
        numeric = [all(re.match(r"[-−+$]?\d|–$|not run$", row[i]) for row in rows) for i in range(len(head))]
        # What stands for one number is not broken: 1.1 × 10⁻⁵, 0.83 ± 0.12, (18 to 26), (1, 2, −1).
        whole = [
            [re.sub(r"(?<=[\d%]) (×|±|to) (?=[\d−$])|(?<=\d), (?=[\d−])", _unbroken, cell) for cell in row]
            for row in rows
        ]
        lines = [head, ["--:" if number else "---" for number in numeric], *whole]
        body = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
        return self._framed("table", stem, f"\n{body}\n")

    def _framed(self, kind: str, stem: str, body: str) -> str:
        """A table beside a figure of the same experiment has only the caption's first sentence."""
        product = _product(stem)
        rest = "" if kind == "table" and product["alt"] else product["caption"]
        label = self.labels.get(f"{kind}:{stem}")
        if not label:
            raise ValueError(f'{kind}(): the stem must be written out, {kind}("{stem}")')
        made = f'[How it is made]({self.link(f"reproduce/{stem}.md")}){{ .made aria-label="How {label} is made" }}'
        caption = (
            f'<figcaption markdown="span">**{label}.** {product["title"]} {numerals.minus(rest)} {made}</figcaption>'
        )
        parts = (body, caption) if kind == "figure" else (caption, body)
        return f'<figure class="{kind}" id="{kind}-{stem}" markdown>\n' + "\n".join(parts) + "\n</figure>"

    def ref(self, stem: str) -> str:
        """ "Figure 3" or "Table 1", linked: the number that the figure or table of this name has on this page."""
        for kind in ("figure", "table"):
            if label := self.labels.get(f"{kind}:{stem}"):
                return f"[{label}](#{kind}-{stem})"
        raise LookupError(f'ref("{stem}"): the page has neither figure("{stem}") nor table("{stem}")')

    @staticmethod
    def fact(path: str, form: str = "") -> str:
        """One number of a product, "stem.name.0.name", formatted."""
        stem, *keys = path.split(".")
        value = _product(stem)["numbers"]
        for key in keys:
            try:
                value = value[int(key)] if isinstance(value, list) else value[key]
            except (LookupError, ValueError, TypeError):
                known = ", ".join(value) if isinstance(value, dict) else f"0 to {len(value) - 1}"
                raise LookupError(f'fact("{path}"): there is no "{key}"; there are: {known}') from None
        if value is None or isinstance(value, (dict, list)):
            raise ValueError(f'fact("{path}") is not one number')
        return format(value, form)

    def products(self) -> str:
        """A table of all products."""
        rows = []
        for stem in catalogue.stems():
            code = catalogue.source(stem).relative_to(catalogue.ROOT).with_suffix("").as_posix()
            made, code = self.link(f"reproduce/{stem}.md"), self.link(f"code/{code}.md")
            rows.append(f"| [`{stem}`]({made}) | {catalogue.title(stem)} | [code]({code}) |")
        return "\n".join(["| Product | What it shows | Experiment |", "|---|---|---|", *rows])


@functools.cache  # until the next build
def _product(stem: str) -> dict:
    return catalogue.read(stem)


def _unbroken(spaces: re.Match) -> str:
    return spaces[0].replace(" ", "\N{NO-BREAK SPACE}")


def _size(stem: str) -> tuple[int, int]:
    """Width and height of a figure in CSS pixels; its SVG gives them in points."""
    with catalogue.product(stem, "svg").open(encoding="utf-8") as file:
        opening = re.search(r"<svg\b[^>]*>", file.read(4000))
    found = [re.search(rf' {side}="([\d.]+)pt"', opening[0]) if opening else None for side in ("width", "height")]
    width, height = (round(float(side[1]) * 4 / 3) if side else 0 for side in found)
    if not (width and height):
        raise ValueError(f"{stem}.svg does not give its size in points")
    return width, height


# What a cell prints comes in pieces that depend on the moment; together they are one text.
PRINTED_LATER = re.compile(
    r"</pre>\s*</div>\s*</div>\s*"
    r'<div class="jp-OutputArea-child">\s*(?:<div class="jp-OutputPrompt[^>]*></div>\s*)?'
    r'<div class="jp-RenderedText jp-OutputArea-output[^"]*" data-mime-type="text/plain"[^>]*>\s*<pre>'
)


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tables that a keyboard can scroll; notebooks without inlined style, scripts and random ids, with formulas; code."""
    if source := page.meta.get("source"):
        language = "javascript" if source.endswith(".js") else "python"
        return content + _highlighted((catalogue.ROOT / source).read_text(encoding="utf-8"), language)
    if 'class="jupyter-wrapper"' in content:
        content = re.sub(r"<(style|script|clipboard-copy)\b.*?</\1>", "", content, flags=re.DOTALL)
        content = re.sub(r'<div class="clipboard-copy-txt".*?</div>', "", content, flags=re.DOTALL)
        content = re.sub(r'\s+id="cell-id=[^"]*"', "", content)
        page.meta["hide"] = ["navigation"]  # long lines need the room
        content = PRINTED_LATER.sub("", content)
        content = formulas.render_notebook(content.replace("<pre>", '<pre tabindex="0">'))
    scroll = '<div class="scroll" role="group" tabindex="0" aria-label="Table">'
    return re.sub(r"<table\b[^>]*>(.*?</table>)", rf'{scroll}<table class="data">\1</div>', content, flags=re.DOTALL)


@functools.cache  # a hundred files, of which one has changed since the last build
def _highlighted(code: str, language: str) -> str:
    form = HtmlFormatter(cssclass=f"language-{language} highlight", wrapcode=True)
    return pygments.highlight(code, get_lexer_by_name(language), form)


# --- the whole site ---------------------------------------------------------------------------------------------------


LABELS = {  # what Material's templates do not say to a screen reader
    'data-md-component="search" role="dialog"': "Search",
    'class="md-nav md-nav--primary"': "Post",
    'class="md-nav"': "About this post",
    'class="md-tags" ': "Tags",
}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Name the parts of a page that Material leaves without a name; bring a playground its style and code."""
    for attributes, label in LABELS.items():
        output = output.replace(f"{attributes}>", f'{attributes} aria-label="{label}">')
    # "Continue reading", once a post, is no landmark.
    output = re.sub(r'<nav( class="md-post__action">.*?)</nav>', r"<div\1</div>", output, flags=re.DOTALL)
    folder = get_relative_url("assets/playground/", page.url)
    style = f'<link rel="stylesheet" href="{folder}playground.css">'
    script = f'<script type="module" src="{folder}page.js"></script>'
    place = '<div class="playground'
    return output.replace(place, f"{style}{script}{place}", 1)


def on_post_build(config: MkDocsConfig) -> None:
    """The face of the formulas, cut to what all pages together need; the playground's code without comments."""
    site = Path(config.site_dir)
    for path in (*(site / "assets" / "models").glob("*.js"), *(site / "assets" / "playground").glob("*.js")):
        making.replace(path, rjsmin.jsmin(path.read_text(encoding="utf-8")).encode())
    pages = [path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))]
    making.replace(site / "assets" / "fonts" / "stix-two-math.woff2", fonts.math_font(pages).read_bytes())
