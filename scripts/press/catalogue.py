"""What exists: every experiment by its stem, and the products that it leaves in `figures/`.

An experiment is a module `experiments/POST/STEM.py`; what its post's experiments share stands in modules whose name starts with
an underscore. Its products stand in `figures/POST/`:

`STEM.json`
    caption, alternative text, numbers, table cells; fingerprints of what these were made from and of the other products
`STEM.svg`, `STEM.dark.svg`
    the figure on light and on dark ground, if the module has `draw`
`STEM.wide.svg`, `STEM.wide.dark.svg`
    the same laid out for wide screens, if it has `draw_wide`: panels beside each other that `draw` stacks for phones and paper
`STEM.png`
    the figure as the preview of a link to a page, if the module says `PREVIEW = True`
`STEM.csv`
    the rows, as precise as the numbers, if `measure` returns `rows`
"""

import ast
import difflib
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[1]
ROOT = SCRIPTS.parent
EXPERIMENTS = SCRIPTS / "experiments"
FIGURES = ROOT / "figures"
CONSTANTS = ("CAPTION", "ALT", "TABLE", "PREVIEW", "DATA", "TOLERANCE")  # that an experiment may set
FUNCTIONS = {"measure": [], "draw": ["figure", "numbers"], "draw_wide": ["figure", "numbers"]}  # their parameters


class ContractError(Exception):
    """What an experiment's module says is not what the press can make a figure of; a line for each fault."""


def sources() -> dict[str, Path]:
    """Every experiment's module by its stem, sorted: the folder is the registry. A stem stands for one module only."""
    found: dict[str, Path] = {}
    for path in sorted(EXPERIMENTS.glob("[a-z]*/[a-z]*.py"), key=lambda path: path.stem):
        if path.stem in found:
            first, second = (file.relative_to(ROOT).as_posix() for file in (found[path.stem], path))
            raise ContractError(f"{first} and {second} have one stem; rename one")
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
    return visible(FIGURES)


def visible(folder: Path, pattern: str = "*") -> list[Path]:
    """Files in a folder and below, sorted. Hidden ones, and those in hidden folders, are an editor's or the system's."""
    found = (path for path in folder.rglob(pattern) if not re.search(r"(^|/)\.", path.relative_to(folder).as_posix()))
    return sorted(path for path in found if path.is_file())


def read(stem: str) -> dict:
    """The contents of `STEM.json`."""
    return json.loads(product(stem, "json").read_text(encoding="utf-8"))


def data(stem: str) -> set[Path]:
    """The files that an experiment reads: those that its `DATA`, a pattern from the root of the project, names."""
    pattern = constant(stem, "DATA")
    return set(ROOT.glob(pattern)) if pattern else set()


def title(stem: str) -> str:
    """The first paragraph of the experiment's docstring, one sentence, which is also the first of the caption."""
    tree = _tree(stem)
    docstring = (ast.get_docstring(tree) if tree else None) or ""
    return " ".join(docstring.split("\n\n")[0].split())


def constant(stem: str, name: str) -> Any:
    """What an experiment sets a constant of literals to, without running it; None if it does not."""
    for statement in getattr(_tree(stem), "body", []):
        if isinstance(statement, ast.Assign) and [name] == [ast.unparse(target) for target in statement.targets]:
            return ast.literal_eval(statement.value)
    return None


def check(stem: str) -> None:
    """Refuse an experiment that does not keep its contract, and name all that it does not keep."""
    if faults := sorted(_faults(stem)):
        raise ContractError("\n".join(f"{_name(stem)}: {fault}" for fault in faults))


def words(stem: str, constant: str, form: str, numbers: dict, holder: str = "measure() returns") -> str:
    """A format string of an experiment, filled in with numbers by name."""
    try:
        return form.format(**numbers)
    except KeyError as error:
        fault = f"{holder} no {error}; it {holder.split()[-1]} {', '.join(numbers)}"
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        fault = str(error)
    raise ContractError(f"{_name(stem)}: {constant}: {fault}")


def _name(stem: str) -> str:
    return source(stem).relative_to(ROOT).as_posix()


def _faults(stem: str) -> Iterator[str]:
    tree = _tree(stem)
    if tree is None:
        return  # importing it says what is wrong, and in which line
    functions = {node.name: node.args for node in tree.body if isinstance(node, ast.FunctionDef)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    if not ast.get_docstring(tree):
        yield "it has no docstring; its first paragraph is the caption's first sentence"
    if "measure" not in functions:
        yield "it has no function measure()"
    for name in functions.keys() - used - FUNCTIONS.keys():
        if near := difflib.get_close_matches(name, FUNCTIONS, n=1):
            yield f"nothing calls {name}(); is it {near[0]}()?"
    for name in functions.keys() & FUNCTIONS.keys():
        if ast.unparse(functions[name]) != ", ".join(FUNCTIONS[name]):
            yield f"it has {name}({ast.unparse(functions[name])}); it must be {name}({', '.join(FUNCTIONS[name])})"
    if "draw_wide" in functions and "draw" not in functions:
        yield "it has draw_wide() and no draw(), which phones and paper show"
    constants = {node.id for node in _assigned(tree) if node.id.isupper()}
    if "draw" in functions and "ALT" not in constants:
        yield "it has draw() and no ALT, the words for those who do not see the figure"
    for name in sorted(constants - used - set(CONSTANTS)):
        near = difflib.get_close_matches(name, CONSTANTS, n=1)
        yield f"nothing reads {name}; " + (f"is it {near[0]}?" if near else f"the press knows {', '.join(CONSTANTS)}")


def _assigned(tree: ast.Module) -> Iterator[ast.Name]:
    """Names that a module's own statements set."""
    for statement in tree.body:
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            for node in ast.walk(statement):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node


def _tree(stem: str) -> ast.Module | None:
    """An experiment's module as Python reads it, if it is Python."""
    return _parsed(source(stem).read_bytes())


@functools.lru_cache(maxsize=256)
def _parsed(content: bytes) -> ast.Module | None:
    try:
        return ast.parse(content)
    except (SyntaxError, ValueError):
        return None
