"""Make the products of one experiment: measure, draw, write."""

import csv
import importlib
import io
import json
import tempfile
from pathlib import Path
from types import ModuleType

from press import catalogue
from press.numerals import minus, plain
from press.staleness import mark

# The same bytes on any x86-64 of the last decade: one thread, so that sums are taken in one order, and of the kernels that
# OpenBLAS and NumPy choose from by processor those that all of them have. For the process before it loads NumPy.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OPENBLAS_CORETYPE": "Haswell",
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    "PYTHONHASHSEED": "0",
}


def make(stem: str, made_from: dict[str, str]) -> None:
    """Run one experiment and replace its products. On an error the old ones stay as they were.

    `made_from` are its `inputs`, as they were before a module was imported: an edit since then leaves the product stale.
    """
    catalogue.check(stem)
    module = importlib.import_module(catalogue.module_name(stem))
    numbers = plain(module.measure())
    files = dict(_files(stem, module, numbers))
    described = {
        "title": catalogue.title(stem),
        "caption": catalogue.words(stem, "CAPTION", getattr(module, "CAPTION", ""), numbers),
        "alt": catalogue.words(stem, "ALT", getattr(module, "ALT", ""), numbers),
        "table": _cells(stem, getattr(module, "TABLE", {}), numbers.get("rows", [])),
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

        for name, draw in ((stem, module.draw), (f"{stem}.wide", getattr(module, "draw_wide", None))):
            for theme, ending in (("light", "svg"), ("dark", "dark.svg")):
                if draw:
                    yield f"{name}.{ending}", ink.svg(draw, numbers, theme, salt=stem)
        if getattr(module, "PREVIEW", False):
            yield f"{stem}.png", ink.png(module.draw, numbers, salt=stem)
    if numbers.get("rows"):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        head = list(numbers["rows"][0])
        writer.writerows([head, *([row[key] for key in head] for row in numbers["rows"])])
        yield f"{stem}.csv", text.getvalue().encode()


def _cells(stem: str, columns: dict[str, str], rows: list[dict]) -> dict:
    """Heading and formatted cells of a table; `columns` maps a heading to a format string over a row."""
    cells = [
        [minus(catalogue.words(stem, "TABLE", form, row, "a row has")) for form in columns.values()] for row in rows
    ]
    return {"head": list(columns), "rows": cells}
