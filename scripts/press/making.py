"""Make the products of one experiment: measure, draw, write."""

import csv
import ctypes
import importlib
import io
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from types import ModuleType

from press import catalogue
from press.numerals import minus, plain
from press.staleness import mark


def make_apart(stem: str, made_from: dict[str, str]) -> str:
    """`make` in a process of its own, which may die without taking anything along; what went wrong, or nothing.

    A process that ends in the middle, whatever the reason, leaves the old products as they were.
    """
    from press import ink  # noqa: F401  # Matplotlib is loaded once, and every process begins with it

    apart = multiprocessing.get_context("fork")
    told, tell = apart.Pipe(duplex=False)
    process = apart.Process(target=_make_and_tell, args=(tell, os.getpid(), stem, made_from))
    process.start()
    tell.close()
    try:
        said = told.recv()
    except EOFError:
        said = None
    process.join()
    if said is not None and process.exitcode == 0:
        return said
    code = process.exitcode or 0
    end = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    return f"the process of {stem} {end} before its products were written"


def _make_and_tell(tell, parent: int, stem: str, made_from: dict[str, str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: nobody would wait for what it makes
        if os.getppid() != parent:
            os._exit(1)
    try:
        make(stem, made_from)
    except Exception:
        tell.send(traceback.format_exc())
    else:
        tell.send("")


def make(stem: str, made_from: dict[str, str]) -> None:
    """Run one experiment and replace its products. On an error the old ones stay as they were.

    `made_from` are its `inputs`, as they were before a module was imported: an edit since then leaves the product stale.
    """
    if wrong := catalogue.broken(stem):
        raise ValueError(f"{catalogue.source(stem).relative_to(catalogue.ROOT)}: {wrong}")
    module = importlib.import_module(catalogue.module_name(stem))
    numbers = plain(module.measure())
    files = dict(_files(stem, module, numbers))
    described = {
        "title": catalogue.title(stem),
        "caption": getattr(module, "CAPTION", "").format(**numbers),
        "alt": getattr(module, "ALT", "").format(**numbers),
        "table": _cells(getattr(module, "TABLE", {}), numbers.get("rows", [])),
        "numbers": numbers,
        "inputs": made_from,
        "outputs": {name: mark(content) for name, content in files.items()},
    }
    files[f"{stem}.json"] = (json.dumps(described, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    folder = catalogue.product(stem, "json").parent
    for name, content in files.items():
        replace(folder / name, content)
    for path in folder.glob(f"{stem}.*"):
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


def _files(stem: str, module: ModuleType, numbers: dict):
    if hasattr(module, "draw"):
        from press import ink  # Matplotlib, which a build of the site does without

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


def _cells(columns: dict[str, str], rows: list[dict]) -> dict:
    """Heading and formatted cells of a table; `columns` maps a heading to a format string over a row."""
    return {"head": list(columns), "rows": [[minus(form.format(**row)) for form in columns.values()] for row in rows]}
