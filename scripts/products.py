"""What an experiment leaves in `figures/`: how it is made, read, and known to be stale.

An experiment is a module in `experiments/`. Its stem names its products:

`STEM.json`
    caption, alternative text, numbers, table cells; fingerprints of what these were made from and of the other products
`STEM.svg`, `STEM.dark.svg`
    the figure on light and on dark ground, if the module has `draw`
`STEM.png`
    the figure as the preview of a link to a page, if the module says `PREVIEW = True`
`STEM.csv`
    the rows, as precise as the numbers, if `measure` returns `rows`
"""

import ast
import csv
import functools
import hashlib
import importlib
import io
import json
import math
import re
import tempfile
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

SCRIPTS = Path(__file__).parent
ROOT = SCRIPTS.parent
FIGURES = ROOT / "figures"
LIBRARIES = (
    "contourpy",
    "font-source-sans-pro",
    "kiwisolver",
    "matplotlib",
    "numpy",
    "pillow",
)  # they show in the bytes
DIGITS = 12  # significant digits kept of every number: a few less than a float has, so that processors agree


def stems() -> list[str]:
    """Every experiment's name: the folder is the registry."""
    return sorted(path.stem for path in (SCRIPTS / "experiments").glob("[a-z]*.py"))


def read(stem: str) -> dict:
    """The contents of `STEM.json`."""
    return json.loads((FIGURES / f"{stem}.json").read_text(encoding="utf-8"))


def staleness(stem: str) -> str:
    """Why the products of `stem` must be made again; empty where they need not."""
    try:
        product = read(stem)
        before, files = product["inputs"], product["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return "there is no product yet"
    now = inputs(stem)
    changed = [f"{name} changed" for name in sorted(before | now) if before.get(name) != now.get(name)]
    altered = [f"{name} is not as it was made" for name in sorted(files) if fingerprint(FIGURES / name) != files[name]]
    return "; ".join(changed + altered)


def inputs(stem: str) -> dict[str, str]:
    """Fingerprint by name of all that decides the products: code, styles, data files, library versions."""
    files = {SCRIPTS / name for name in ("dodo.py", "house.mplstyle", "house-dark.mplstyle", "products.py")}
    files |= _sources(SCRIPTS / "ink.py") | _sources(SCRIPTS / "experiments" / f"{stem}.py")
    if SCRIPTS / "smallest_network" / "datasets.py" in files:
        files |= set((SCRIPTS / "smallest_network" / "data").glob("*"))
    marks = {path.relative_to(ROOT).as_posix(): fingerprint(path) for path in sorted(files)}
    return marks | {library: _version(library) for library in LIBRARIES}


_version = functools.cache(version)


def make(stem: str, made_from: dict[str, str]) -> None:
    """Run one experiment and replace its products. On an error the old ones stay as they were.

    `made_from` are its `inputs`, as they were before a module was imported: an edit since then leaves the product stale.
    """
    module = importlib.import_module(f"experiments.{stem}")
    numbers = plain(module.measure())
    files = dict(_files(stem, module, numbers))
    described = {
        "title": title(stem),
        "caption": getattr(module, "CAPTION", "").format(**numbers),
        "alt": getattr(module, "ALT", "").format(**numbers),
        "table": _cells(getattr(module, "TABLE", {}), numbers.get("rows", [])),
        "numbers": numbers,
        "inputs": made_from,
        "outputs": {name: _mark(content) for name, content in files.items()},
    }
    files[f"{stem}.json"] = (json.dumps(described, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    for name, content in files.items():
        replace(FIGURES / name, content)
    for path in FIGURES.glob(f"{stem}.*"):
        if path.name not in files:
            path.unlink()


def replace(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, and not at all where it is there already (nothing watching wakes up)."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as temporary:
        written = Path(temporary.name)
        try:
            temporary.write(content)
            written.chmod(0o644)  # a temporary file is private
            written.replace(path)
        except BaseException:
            written.unlink()
            raise


def plain(value, name: str = "numbers"):
    """`value` with arrays as lists, floats cut to `DIGITS` significant digits, and NaN as None: what JSON can hold."""
    if isinstance(value, dict):
        return {str(key): plain(item, f"{name}.{key}") for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item, f"{name}.{place}") for place, item in enumerate(value)]
    if isinstance(value, float):
        if math.isinf(value):
            raise ValueError(f"{name} is {value}; a number must be finite, or NaN where there is none")
        return None if math.isnan(value) else float(f"{value:.{DIGITS}g}")
    return value


def minus(text: str) -> str:
    """`text` with a minus sign for the hyphen that a number is formatted with; formulas have their own."""
    return re.sub(r"(?<![\w$^{.-])-(?=\d)", "−", text)


def fingerprint(path: Path) -> str:
    """Short hash of a file's content, or of nothing where there is no file."""
    return _file_mark(path, _stamp(path)) if path.is_file() else _mark(b"")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _files(stem: str, module: ModuleType, numbers: dict):
    if hasattr(module, "draw"):
        import ink

        for theme, ending in (("light", "svg"), ("dark", "dark.svg")):
            yield f"{stem}.{ending}", ink.svg(module.draw, numbers, theme, salt=stem)
        if getattr(module, "PREVIEW", False):
            yield f"{stem}.png", ink.png(module.draw, numbers, salt=stem)
    if numbers.get("rows"):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        head = list(numbers["rows"][0])
        writer.writerows([head, *([row[key] for key in head] for row in numbers["rows"])])
        yield f"{stem}.csv", text.getvalue().encode()


def title(stem: str) -> str:
    """The first paragraph of the experiment's docstring, one sentence, which is also the first of the caption."""
    try:
        docstring = ast.get_docstring(ast.parse((SCRIPTS / "experiments" / f"{stem}.py").read_bytes())) or ""
    except SyntaxError:  # making it will say so
        return ""
    return " ".join(docstring.split("\n\n")[0].split())


def _cells(columns: dict[str, str], rows: list[dict]) -> dict:
    """Heading and formatted cells of a table; `columns` maps a heading to a format string over a row."""
    return {"head": list(columns), "rows": [[minus(form.format(**row)) for form in columns.values()] for row in rows]}


def _sources(path: Path) -> set[Path]:
    """A module of ours and all of ours that it imports, directly or not."""
    found: set[Path] = set()
    left = [path]
    while left:
        module = left.pop()
        if module not in found:
            found.add(module)
            left += _imports(module, _stamp(module))
    return found


@functools.cache
def _imports(path: Path, stamp: tuple[int, int]) -> list[Path]:
    """Modules of ours that a module names in its imports; remembered until the file changes."""
    names = []
    try:
        tree = ast.parse(path.read_bytes(), path)
    except SyntaxError:  # making it will say so
        return []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    modules = [SCRIPTS.joinpath(*name.split(".")).with_suffix(".py") for name in names]
    return [module for module in modules if module.is_file()]


@functools.cache
def _file_mark(path: Path, stamp: tuple[int, int]) -> str:
    return _mark(path.read_bytes())


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size
