"""What the site has beside written pages: products, fonts, the package, a page for every experiment and every source file."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pygments
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from press import catalogue, staleness
from press.catalogue import visible
from press.making import replace
from press.site import architecture, fonts, headers, labs, modules, package, palette, pictures, run
from press.site.written import text

FOLDERS = ("house", "models", "figures", "playground", "run")  # of docs/assets, that hold JavaScript
_LIVE = "assets/figures/"


def make_figures() -> None:
    """Make the figures that are stale, in a process of their own, so that edited modules are read anew."""
    if any(map(staleness.staleness, catalogue.stems())):
        run = subprocess.run([sys.executable, "-m", "doit"], cwd=catalogue.ROOT, check=False)
        if run.returncode:
            raise PluginError("an experiment failed (its name and error stand above); its old figure was kept")


def add(files: Files, config: MkDocsConfig) -> None:
    """Publish all that is made and not written."""
    _check_products()
    _check_live(files)
    files.append(File.generated(config, "assets/house/ink.css", content=palette.css()))
    found = [(f"figures/{path.name}", path) for path in [*catalogue.products(), *architecture.pictures()]]
    found += [(f"assets/{path.name}", path) for path in package.archives()]
    for name, path in found:
        files.append(File.generated(config, name, abs_src_path=str(path)))
    for stem in catalogue.stems():
        experiment = catalogue.source(stem).relative_to(catalogue.ROOT).as_posix()
        meta = f"hide: [navigation]\nmade_by: {experiment}"
        _add_page(files, config, f"reproduce/{stem}.md", _product_page(stem), meta)
    for path in source_files():
        name = path.relative_to(catalogue.ROOT).as_posix()
        meta = f"hide: [navigation, toc]\nsource: {name}"
        _add_page(files, config, f"code/{name.removesuffix('.py')}.md", f"# `{name}`\n", meta)
    labs.add_downloads(files, config)


def _check_products() -> None:
    made = {(path.parent.name, path.name.split(".")[0]) for path in catalogue.products()}
    orphans = made ^ {(path.parent.name, stem) for stem, path in catalogue.sources().items()}
    if orphans:
        names = ", ".join(sorted({stem for _, stem in orphans}))
        raise PluginError(f"figures/ and scripts/experiments/ do not match: {names}")


def _check_live(files: Files) -> None:
    strangers = live(files).keys() - set(catalogue.stems())
    if strangers:
        names = ", ".join(f"{_LIVE}{stem}.js" for stem in sorted(strangers))
        raise PluginError(f"no experiment has the name of {names}")


def live(files: Files) -> dict[str, str]:
    """Modules that make a figure live, by its stem: what each asks of the page, as the style of the figure."""
    found = {}
    for file in files:
        name = file.src_uri.removeprefix(_LIVE)
        if name != file.src_uri and name.endswith(".js") and not name.startswith("_"):
            room = re.search(r"^export const room = \[([\d.]+), ([\d.]+)\];", file.content_string, re.MULTILINE)
            if not room:
                raise PluginError(f"{file.src_uri} has no room: export const room = [NARROW, WIDE]; heights in rem")
            found[name.removesuffix(".js")] = f"--narrow: {room[1]}rem; --wide: {room[2]}rem"
    return found


def _add_page(files: Files, config: MkDocsConfig, path: str, body: str, meta: str) -> None:
    body = f"---\nsearch:\n  exclude: true\n{meta}\n---\n{body}"
    files.append(File.generated(config, path, content=body, inclusion=InclusionLevel.NOT_IN_NAV))


def source_files() -> list[Path]:
    """Every file of code that has a page."""
    found = [*visible(catalogue.SCRIPTS, "*.py"), *visible(catalogue.ROOT / "tests", "*.py")]
    return [path for path in [*found, *_modules(catalogue.ROOT / "docs" / "assets")] if path.stat().st_size]


def _modules(assets: Path) -> list[Path]:
    """The JavaScript that has pages, and is published without its comments."""
    return [path for folder in FOLDERS for path in visible(assets / folder, "*.js")]


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

{run.tolerance_words(stem)}

| Made from | Fingerprint or version |
|---|---|
{inputs}

## The experiment

`measure()` returns all numbers, `draw()` inks them; the rest are words.
"""


def _linked(name: str) -> str:
    return f"[`{name}`](../code/{name.removesuffix('.py')}.md)" if name.endswith(".py") else f"`{name}`"


def source_of(page: Page, config: MkDocsConfig) -> str | None:
    """The file of this project that a page is made from, if there is one."""
    root = Path(config.config_file_path).parent
    written = Path(config.docs_dir, page.file.src_uri)
    if written.is_file():
        return written.relative_to(root).as_posix()
    return page.meta.get("source") or page.meta.get("made_by")


def code(source: str) -> str:
    """A source file in colours."""
    return _highlighted(text(catalogue.ROOT / source), "javascript" if source.endswith(".js") else "python")


def _highlighted(code: str, language: str) -> str:
    """Code in colours; kept, for there are hundreds of files, of which one has changed since the last build."""
    decides = repr((version("pygments"), language, code))
    kept = catalogue.ROOT / ".cache" / "code" / f"{staleness.mark(decides.encode())}.html"
    if not kept.exists():
        form = HtmlFormatter(cssclass=f"language-{language} highlight", wrapcode=True)
        replace(kept, pygments.highlight(code, get_lexer_by_name(language), form).encode())
    return text(kept)


def finish(site: Path) -> None:
    """JavaScript in few files, without the comments that its pages show; pictures and faces with no more than is seen."""
    scripts = modules.published(_modules(site / "assets"))
    for path, script in scripts.items():
        replace(path, script.encode())
    for path in visible(site / "figures", "*.svg"):
        replace(path, pictures.slim(path).encode())
    pages = [text(path) for path in sorted(site.rglob("*.html"))]
    letters = fonts.letters(pages)
    faces = {**fonts.text_fonts({*letters, *"".join(scripts.values())}), "stix-two-math": fonts.math_font(pages)}
    for name, path in faces.items():
        replace(site / "assets" / "fonts" / f"{name}.woff2", path.read_bytes())
    look, live = site / "assets" / "house" / "house.css", site / "assets" / "figures" / "figures.css"
    material = sorted((site / "assets" / "stylesheets").glob("*.css"))  # main, then palette
    styles = [*map(text, material), fonts.stand_ins(letters), text(look), text(live), text(look.with_name("ink.css"))]
    replace(look, "\n".join(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL) for style in styles).encode())
    for path in site.glob("feed_*.xml"):
        replace(path, _with_sizes(text(path), site).encode())
    headers.write(site, pages)


def _with_sizes(feed: str, site: Path) -> str:
    """A feed with the bytes of its pictures, which its maker looks for beside the page's source."""

    def sized(found: re.Match) -> str:
        return f'{found[1]}{found[2]}"{(site / found[1]).stat().st_size}"'

    return re.sub(r'(figures/\w+\.png)(" type="image/png" length=)"None"', sized, feed)
