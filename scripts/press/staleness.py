"""What decides a product: fingerprints of the code, styles, data files and library versions that reach its bytes."""

import ast
import functools
import hashlib
from importlib.metadata import version
from pathlib import Path

from press import catalogue
from press.catalogue import ROOT, SCRIPTS

LIBRARIES = (
    "contourpy",
    "font-source-sans-pro",
    "kiwisolver",
    "matplotlib",
    "numpy",
    "pillow",
)  # they show in the bytes
PRESS = ("dodo.py", "making.py", "numerals.py")  # its rooms that every product passes, beside `ink`


def staleness(stem: str) -> str:
    """Why the products of `stem` must be made again; empty where they need not."""
    try:
        product = catalogue.read(stem)
        before, files = product["inputs"], product["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return "there is no product yet"
    now = inputs(stem)
    folder = catalogue.product(stem, "json").parent
    changed = [f"{name} changed" for name in sorted(before | now) if before.get(name) != now.get(name)]
    altered = [f"{name} is not as it was made" for name in sorted(files) if fingerprint(folder / name) != files[name]]
    return "; ".join(changed + altered)


def inputs(stem: str) -> dict[str, str]:
    """Fingerprint by name of all that decides the products: code, styles, data files, library versions."""
    files = {SCRIPTS / "press" / name for name in PRESS} | set(SCRIPTS.rglob("*.mplstyle"))
    files |= _sources(SCRIPTS / "press" / "ink" / "__init__.py") | _sources(catalogue.source(stem))
    if SCRIPTS / "smallest_network" / "datasets.py" in files:
        files |= set((SCRIPTS / "smallest_network" / "data").glob("[!.]*"))
    files |= catalogue.data(stem)
    marks = {path.relative_to(ROOT).as_posix(): fingerprint(path) for path in sorted(files)}
    return marks | {library: _version(library) for library in LIBRARIES}


_version = functools.cache(version)


def fingerprint(path: Path) -> str:
    """Short hash of a file's content, or of nothing where there is no file."""
    return _file_mark(path, _stamp(path)) if path.is_file() else mark(b"")


def mark(content: bytes) -> str:
    """Short hash of a content."""
    return hashlib.sha256(content).hexdigest()[:16]


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
    places = [SCRIPTS.joinpath(*name.split(".")) for name in names]
    modules = [place for base in places for place in (base.with_suffix(".py"), base / "__init__.py")]
    return [module for module in modules if module.is_file() and module.stat().st_size]


@functools.cache
def _file_mark(path: Path, stamp: tuple[int, int]) -> str:
    return mark(path.read_bytes())


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size
