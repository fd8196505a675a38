"""What decides a product: fingerprints of the code, styles, data files and library versions that reach its bytes.

A fingerprint is of what a file says to the machine: comments, docstrings, blank lines and line ends are not in it. The one
docstring that reaches a product, an experiment's own, stands there as its title and is compared as that.
"""

import ast
import functools
import hashlib
import io
import re
import tokenize
from collections.abc import Iterator
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
PRESS = ("making.py", "numerals.py")  # its rooms that every product passes, beside `ink`


def staleness(stem: str) -> str:
    """Why the products of `stem` must be made again; empty where they need not."""
    try:
        product = catalogue.read(stem)
        before, files, title = product["inputs"], product["outputs"], product["title"]
    except (OSError, ValueError, KeyError, TypeError):
        return "there is no product yet"
    now = inputs(stem)
    folder = catalogue.product(stem, "json").parent
    retitled = [] if title == catalogue.title(stem) else ["the first paragraph of its docstring changed"]
    changed = [f"{name} changed" for name in sorted(before | now) if before.get(name) != now.get(name)]
    altered = [f"{name} is not as it was made" for name in sorted(files) if fingerprint(folder / name) != files[name]]
    return "; ".join(retitled + changed + altered)


def inputs(stem: str) -> dict[str, str]:
    """Fingerprint by name of all that decides the products: code, styles, data files, library versions."""
    files = {SCRIPTS / "press" / name for name in PRESS} | set(catalogue.visible(SCRIPTS, "*.mplstyle"))
    files |= _sources(SCRIPTS / "press" / "ink" / "__init__.py") | _sources(catalogue.source(stem))
    if SCRIPTS / "smallest_network" / "datasets.py" in files:
        data = catalogue.visible(SCRIPTS / "smallest_network" / "data")
        files |= {path for path in data if path.suffix != ".md"}
    files |= catalogue.data(stem)
    marks = {path.relative_to(ROOT).as_posix(): fingerprint(path) for path in sorted(files)}
    return marks | {library: _version(library) for library in LIBRARIES}


_version = functools.cache(version)


def fingerprint(path: Path) -> str:
    """Short hash of what a file says, or of nothing where there is no file."""
    return _file_mark(path, _stamp(path)) if path.is_file() else mark(b"")


def mark(content: bytes) -> str:
    """Short hash of a content, whose line ends may be those of any system."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:16]


def code(source: str) -> str:
    """What Python source does, as its tokens without comments, positions, and statements that are only a string.

    Every Python gives the same: products are committed once and found up to date by all of them. `ast.dump` and
    `ast.unparse` change their words between versions, and so do an f-string's tokens (one up to 3.11, many since): it
    counts as the text that it is.

    Raises
    ------
    SyntaxError, tokenize.TokenError
        If `source` is not Python.
    """
    return "\0".join(token for statement in _statements(source) for token in statement)


def _statements(source: str) -> Iterator[list[str]]:
    """The tokens of each line of code as Python counts lines, with its change of indentation before it."""
    signs = {tokenize.INDENT: "→", tokenize.DEDENT: "←", tokenize.NEWLINE: "\n"}  # no token looks like these
    ignored = {tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER}
    statement: list[str] = []
    only_strings = True
    for kind, text in _tokens(source):
        if kind in (tokenize.INDENT, tokenize.DEDENT):
            yield [signs[kind]]
        elif kind == tokenize.NEWLINE:
            if not only_strings:
                yield [*statement, signs[kind]]
            statement, only_strings = [], True
        elif kind not in ignored:
            statement.append(text)
            only_strings &= kind == tokenize.STRING and "f" not in text[:2].lower()


def _tokens(source: str) -> Iterator[tuple[int, str]]:
    """Kind and text of every token, an f-string as the one that it was before Python 3.12."""
    lines = list(io.StringIO(source))
    begins = {getattr(tokenize, name, None) for name in ("FSTRING_START", "TSTRING_START")}
    ends = {getattr(tokenize, name, None) for name in ("FSTRING_END", "TSTRING_END")}
    depth, start = 0, (0, 0)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in begins:
            start = start if depth else token.start
            depth += 1
        elif token.type in ends:
            depth -= 1
            if not depth:
                (first, left), (last, right) = start, token.end
                inside = lines[first - 1 : last]
                inside[-1] = inside[-1][:right]
                yield tokenize.STRING, "".join(inside)[left:]
        elif not depth:
            yield token.type, token.string


def settings(style: str) -> str:
    """What a style sheet of Matplotlib sets: its lines without comments and blanks."""
    lines = (re.sub(r'(^|\s)#[^"]*$', "", line).strip() for line in style.splitlines())
    return "\n".join(line for line in lines if line)


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
    named: list[str] = []
    try:
        tree = ast.parse(path.read_bytes(), path)
    except (SyntaxError, ValueError):  # making it will say so
        return []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = path.relative_to(SCRIPTS).parts[: -node.level] if node.level else ()
            base = ".".join([*above, *filter(None, [node.module])])
            named += [f"{base}.{alias.name}" for alias in node.names]
    # Importing a.b.c runs a and a.b too.
    parts = [name.split(".") for name in named]
    places = {SCRIPTS.joinpath(*part[:length]) for part in parts for length in range(1, len(part) + 1)}
    modules = [place for base in places for place in (base.with_suffix(".py"), base / "__init__.py")]
    return [module for module in modules if module.is_file() and module.stat().st_size]


@functools.cache
def _file_mark(path: Path, stamp: tuple[int, int]) -> str:
    content = path.read_bytes()
    said = {".py": code, ".mplstyle": settings}.get(path.suffix)
    if said:
        try:
            return mark(said(io.StringIO(content.decode(), newline=None).read()).encode())
        except (SyntaxError, ValueError, tokenize.TokenError):  # then whatever stands there counts
            pass
    return mark(content)


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size
