"""What exists: every experiment by its stem, and the products that it leaves in `figures/`.

An experiment is a module `experiments/POST/STEM.py`; what its post's experiments share stands in modules whose name starts with
an underscore. Its products stand in `figures/POST/`:

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
import json
import re
from pathlib import Path

SCRIPTS = Path(__file__).parents[1]
ROOT = SCRIPTS.parent
EXPERIMENTS = SCRIPTS / "experiments"
FIGURES = ROOT / "figures"


def sources() -> dict[str, Path]:
    """Every experiment's module by its stem, sorted: the folder is the registry. A stem stands for one module only."""
    found: dict[str, Path] = {}
    for path in sorted(EXPERIMENTS.glob("[a-z]*/[a-z]*.py"), key=lambda path: path.stem):
        if path.stem in found:
            raise ValueError(f"{path} and {found[path.stem]} have one stem; a stem must be unique")
        found[path.stem] = path
    return found


def stems() -> list[str]:
    """Every experiment's name."""
    return list(sources())


def source(stem: str) -> Path:
    """The module of an experiment."""
    known = sources()
    if stem not in known:
        raise LookupError(f'there is no experiment "{stem}" in scripts/experiments')
    return known[stem]


def module_name(stem: str) -> str:
    """The module of an experiment as Python imports it."""
    return f"experiments.{source(stem).parent.name}.{stem}"


def product(stem: str, ending: str) -> Path:
    """Where a product of an experiment stands."""
    return FIGURES / source(stem).parent.name / f"{stem}.{ending}"


def products() -> list[Path]:
    """Every file in `figures/`, whoever made it."""
    return sorted(path for path in FIGURES.rglob("[!.]*") if path.is_file())


def read(stem: str) -> dict:
    """The contents of `STEM.json`."""
    return json.loads(product(stem, "json").read_text(encoding="utf-8"))


def data(stem: str) -> set[Path]:
    """The files that an experiment reads: those that its `DATA`, a pattern from the root of the project, names."""
    found = re.search(r'^DATA = "([^"]+)"$', source(stem).read_text(encoding="utf-8"), re.MULTILINE)
    return set(ROOT.glob(found[1])) if found else set()


def title(stem: str) -> str:
    """The first paragraph of the experiment's docstring, one sentence, which is also the first of the caption."""
    try:
        docstring = ast.get_docstring(ast.parse(source(stem).read_bytes())) or ""
    except SyntaxError:  # making it will say so
        return ""
    return " ".join(docstring.split("\n\n")[0].split())
