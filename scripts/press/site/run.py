"""What the site carries so that its readers can run it: Python for the browser, the project's own code, and the buttons."""

import functools
import gzip
import io
import json
import math
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import font_source_sans_pro
from bs4 import Tag
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from press import catalogue, numerals
from press.browser import again, runtime
from press.catalogue import visible
from press.site import html
from press.staleness import mark

CHECKS = catalogue.ROOT / "docs" / "reference" / "checks.json"  # what `make recheck` has found
FOLDER = "assets/python/"
_ROOMS = ("smallest_network", "experiments", "press/ink", "press/browser")  # whole, with what stands in them
_FACES = ("Regular", "It", "Semibold", "Bold")


def add(files: Files, config: MkDocsConfig) -> None:
    """Publish the runtime, if it is there, and the code; `config.extra["python"]` says then what its first use costs."""
    config.extra["python"] = None
    kept = runtime.files()
    if not kept:
        return
    for name, path in kept.items():
        files.append(File.generated(config, FOLDER + name, abs_src_path=str(path)))
    archives = {"code": code(), "faces": faces()}
    names = {name: f"{name}-{mark(content)}.zip" for name, content in archives.items()}
    for name, content in archives.items():
        files.append(File.generated(config, FOLDER + names[name], content=content))
    about = {"runtime": f"{runtime.VERSION}/", "editor": f"{runtime.EDITOR}/", **names}
    files.append(File.generated(config, f"{FOLDER}python.json", content=json.dumps(about)))
    config.extra["python"] = {name: math.ceil(sum(map(_sent, paths)) / 1e6) for name, paths in _stages(kept).items()}


def _stages(kept: dict[str, Path]) -> dict[str, list[Path]]:
    """What is fetched at the first run, and what more when something is drawn."""
    python = [path for name, path in kept.items() if name.startswith(runtime.VERSION)]
    first = [path for path in python if path.suffix != ".whl" or path.name.startswith("numpy-")]
    return {"start": first, "draw": [path for path in python if path not in first]}


@functools.cache
def _sent(path: Path) -> int:
    """Bytes of a file as a server sends it, compressed."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def code() -> bytes:
    """What runs in the browser, as an archive: the same bytes from the same files."""
    found = {catalogue.SCRIPTS / "press" / name for name in ("__init__.py", "catalogue.py", "numerals.py")}
    for room in _ROOMS:
        found |= {path for path in visible(catalogue.SCRIPTS / room) if "__pycache__" not in path.parts}
    for stem in catalogue.stems():
        found |= catalogue.data(stem)
    return _archive({path.relative_to(catalogue.ROOT).as_posix(): path for path in found})


def faces() -> bytes:
    """The letters that figures are drawn with, where Python finds them as the package that they come from."""
    package = Path(font_source_sans_pro.__file__).parent
    files = Path(font_source_sans_pro.font_directory)
    found = [package / "__init__.py", files / "LICENSE.txt", *(files / f"SourceSansPro-{face}.ttf" for face in _FACES)]
    return _archive({path.relative_to(package.parent).as_posix(): path for path in found})


def _archive(found: dict[str, Path]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(found.items()):
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


# --- buttons ----------------------------------------------------------------------------------------------------------


def _price(megabytes: int) -> str:
    return f"<small> ({megabytes} MB, once)</small>"


def check_button(cost: dict | None, stem: str, label: str, *, first: bool) -> str:
    """The button of a caption, if there is Python to run; the first of a page says for all what that costs."""
    if not cost:
        return ""
    made = checks()["experiments"].get(stem, {}).get("seconds", "")
    megabytes = cost["start"]
    return (
        f'<button type="button" class="run" data-run="check" data-made="{made}" data-search-exclude '
        f'title="Fetches {megabytes} MB, once" aria-label="Check the numbers of {label} here">'
        f"Check it here{_price(megabytes) if first else ''}</button>"
    )


def claims_button(cost: dict | None) -> str:
    """The button that checks all claims of a page, if there is Python to run."""
    if not cost:
        return ""
    return (
        '<span class="run-bar" data-search-exclude><button type="button" class="run" data-run="claims" '
        f'aria-label="Check all in this page">Check all in this page{_price(cost["start"])}</button> '
        '<span role="status"></span></span>'
    )


def with_marks(markdown: str) -> str:
    """Rows of claims with a place for the tick of the experiments whose numbers decide them."""

    def marked(row: re.Match) -> str:
        stems = sorted(set(re.findall(r'{{ fact\("(\w+)', row[0])))
        place = f'<span class="ticked" data-decided-by="{" ".join(stems)}"></span>' if stems else ""
        return f"{row[1]} {place}{row[2]}"

    return re.sub(r"^(\| (?!Claim|-)[^|]+)( \|.*)$", marked, markdown, flags=re.MULTILINE)


def with_bars(content: str, cost: dict | None, kind: str) -> str:
    """A page with a bar of buttons below every block of Python: `kind` is what they run, "code" or "draw"."""
    if not (cost and re.search(r'class="(?:language-python|highlight-ipynb) ', content)):
        return content
    megabytes = cost["start"] + cost["draw"] * (kind == "draw")
    words = {"code": "Run", "draw": "Measure and draw"}[kind]
    tree = html.parsed(content)
    for number, block in enumerate(_blocks(tree), 1):
        run = f'<button type="button" class="run" data-run="{kind}" aria-label="{words}: block {number}">'
        change = (
            f'<button type="button" class="run" data-run="edit" aria-label="Change: block {number}">Change</button>'
        )
        price = _price(megabytes) if number == 1 else ""
        bar = f'<p class="run-bar" data-search-exclude>{run}{words}{price}</button> {change}</p>'
        block.insert_after(*html.parsed(bar).contents)
    return html.written(tree)


def _blocks(tree: Tag) -> list[Tag]:
    found = tree.select("div.language-python.highlight, div.highlight-ipynb")
    if not found:
        raise PluginError("what scripts/press/site/run.py looks for is not there any more: blocks of Python")
    return found


# --- what was found ---------------------------------------------------------------------------------------------------


_LICENCES = {
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "fonttools": "MIT",
    "kiwisolver": "BSD-3-Clause",
    "matplotlib": "Matplotlib's own, as Python's",
    "numpy": "BSD-3-Clause",
    "packaging": "Apache-2.0 or BSD-2-Clause",
    "pillow": "MIT-CMU",
    "pyparsing": "MIT",
    "python-dateutil": "Apache-2.0 or BSD-3-Clause",
    "pytz": "MIT",
    "six": "MIT",
}


def said(name: str, cost: dict | None) -> str:
    """A number, a sentence or a table of the page about Python in the browser."""
    if name in ("start", "draw"):
        return str(cost[name]) if cost else "–"
    words: dict[str, Callable[[], str]] = {
        "version": lambda: runtime.VERSION,
        "tolerance": lambda: numerals.power_of_ten(again.TOLERANCE, 0),
        "zero": lambda: numerals.power_of_ten(again.ZERO, 0),
        "found": _found,
        "wide": _wide,
        "checks": _checks,
        "packages": _packages,
    }
    return words[name]()


def _found() -> str:
    results = checks()
    experiments = results["experiments"].values()
    agree, numbers = (sum(one[name] for one in experiments) for name in ("agree", "numbers"))
    return (
        f"In Chromium {results['chromium'].split('.')[0]}, on Python {results['python']} and NumPy {results['numpy']}, "
        f"{agree:,} of the {numbers:,} numbers of all {len(experiments)} experiments agreed with the published ones, "
        "within the tolerance of their experiment."
    )


def _wide() -> str:
    given = {stem: again.tolerance(stem) for stem in catalogue.stems()}
    rows = [f"| {_linked(stem)} | {width:g} | {reason} |" for stem, (width, reason) in given.items() if reason]
    return "\n".join(["| Experiment | Within | Why |", "|---|--:|---|", *rows])


def _checks() -> str:
    rows = [
        f"| {_linked(stem)} | {one['numbers']:,} | {one['digits']} | {one['seconds']:g} |"
        for stem, one in checks()["experiments"].items()
    ]
    return "\n".join(["| Experiment | Numbers | Digits that agree | Seconds |", "|---|--:|--:|--:|", *rows])


def _packages() -> str:
    packages = json.loads(runtime.LOCK.read_text(encoding="utf-8"))["packages"]
    rows = [f"| {name} | {package['version']} | {_LICENCES[name]} |" for name, package in packages.items()]
    return "\n".join(["| Package | Version | Licence |", "|---|---|---|", *rows])


def _linked(stem: str) -> str:
    return f"[`{stem}`](../reproduce/{stem}.md)"


@functools.cache  # until the next build
def checks() -> dict:
    """What `make recheck` has found in a browser, experiment by experiment."""
    return json.loads(CHECKS.read_text(encoding="utf-8"))


def tolerance_words(stem: str) -> str:
    """How near a number must come to the published one, in a sentence, with the reason where it is not the usual."""
    width, reason = again.tolerance(stem)
    return f"A number agrees if it is within {width:g} of the published one, relative to it" + (
        f": {reason}." if reason else "."
    )
