"""The house, as its own imports draw it: which room knows which."""

import ast
import functools
import itertools
import math
import statistics
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from press import catalogue
from press.catalogue import visible
from press.making import replace
from press.staleness import fingerprint, mark

STEM = "architecture"
WAY = ("smallest_network", "experiments", "press/making", "press/site")  # from data to page


def imports() -> dict[str, set[str]]:
    """Modules of ours by name, `press.site.html`, and those of ours that each names in its imports."""
    modules = {_name(path): path for path in visible(catalogue.SCRIPTS, "*.py")}
    return {name: names_in(path) & modules.keys() - {name} for name, path in modules.items()}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(catalogue.SCRIPTS).with_suffix("").parts).removesuffix(".__init__")


def names_in(path: Path) -> set[str]:
    """Names that the imports of a module name, ours or not, and that may be modules."""
    return _names_in(path, fingerprint(path))


@functools.lru_cache(maxsize=1000)
def _names_in(path: Path, content: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes(), path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def room(module: str) -> str:
    """The room that a module stands in: `press.site.html` in press/site, `experiments.core.neuron` in experiments."""
    parts = module.split(".")
    return "/".join(parts[: 2 if parts[0] == "press" else 1])


def rooms() -> dict[str, set[str]]:
    """Rooms, and the other rooms that each imports from, without those that exist for their name only."""
    known: dict[str, set[str]] = {}
    for module, imported in imports().items():
        others = {room(name) for name in imported} - {room(module), "press"}
        known.setdefault(room(module), set()).update(others)
    known.pop("press", None)
    return dict(sorted(known.items()))


def floors(known: dict[str, set[str]]) -> list[list[str]]:
    """Rooms from the ground, where nothing of the house is imported, upwards: each stands above all it imports.

    ValueError if there is a circle.
    """
    left, built = dict(known), list[list[str]]()
    while left:
        floor = sorted(name for name, others in left.items() if not others & left.keys())
        if not floor:
            raise ValueError(f"these rooms import each other in a circle: {', '.join(left)}")
        built.append(floor)
        left = {name: others for name, others in left.items() if name not in floor}
    return built


def direct(known: dict[str, set[str]]) -> list[tuple[str, str]]:
    """Importer and imported, without what follows: where A imports B and B imports C, A to C is left out."""

    def reached(start: Iterable[str]) -> set[str]:
        return {further for name in start for further in known[name] | reached(known[name])}

    return sorted((name, other) for name, others in known.items() for other in others - reached(others))


def numbers() -> dict:
    """What the picture shows."""
    known = rooms()
    return {"floors": floors(known), "arrows": direct(known), "way": WAY}


def places(numbers: dict) -> dict[str, tuple[float, int]]:
    """Column and floor of every room. The way of the data stands straight, the others right of where it passes."""
    level = {name: floor for floor, names in enumerate(numbers["floors"]) for name in names}
    found: dict[str, tuple[float, int]] = {}
    column, before = 0, -1
    passed = dict.fromkeys(range(len(numbers["floors"])), 0)  # the last column of the way on each floor
    for name in numbers["way"]:
        column += level[name] == before
        before = level[name]
        found[name] = (column, before)
        passed.update(dict.fromkeys(range(before, len(passed)), column))
    for floor in reversed(range(len(passed))):
        left = [name for name in numbers["floors"][floor] if name not in found]
        above = {name: [found[top][0] for top, other in numbers["arrows"] if other == name] for name in left}
        order = {name: (statistics.fmean(columns or [math.inf]), name) for name, columns in above.items()}
        left.sort(key=order.__getitem__)
        for place, name in enumerate(left, 1):  # every second floor is shifted, to let arrows pass
            found[name] = (passed[floor] + place + 0.5 * (floor % 2), floor)
    return found


def draw(figure, numbers: dict) -> None:
    """Boxes, floor by floor; a thin arrow from every room to those it imports, a thick one along the way of the data."""
    from press import ink

    found = places(numbers)
    width, height = 2.85 * (1 + max(column for column, _ in found.values())), 2.1 * len(numbers["floors"]) + 1.6
    figure.set_size_inches(width / 2, height / 2)
    axes = ink.canvas(figure, width, height)
    middle = {name: (2.85 * (column + 0.5), 2.1 * (floor + 0.5) + 0.8) for name, (column, floor) in found.items()}
    for name, (x, y) in middle.items():
        _box(axes, x, y, name.replace("/", "/\n").replace("_", "_\n"), on_way=name in numbers["way"])
    for name, other in numbers["arrows"]:
        (x, y), (to_x, to_y) = middle[name], middle[other]
        lean = 0.35 if to_x > x else -0.35
        to_x += lean if to_x == x else -lean
        axes.annotate("", (to_x, to_y - DOWN), (x + lean, y + DOWN), arrowprops=ink.arrow(linewidth=0.9))
    _draw_way(axes, [middle[name] for name in numbers["way"]])


SIDE, DOWN = 1.25, -0.55  # from a box's middle to its edges


def _box(axes, x: float, y: float, words: str, *, on_way: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    from press import ink

    edge = ink.SECOND if on_way else ink.colour("axes.edgecolor")
    style = {"facecolor": ink.colour("patch.facecolor"), "edgecolor": edge, "zorder": 3}
    rounded = "round,pad=0,rounding_size=0.15"
    axes.add_patch(FancyBboxPatch((x - SIDE, y + DOWN), 2 * SIDE, -2 * DOWN, boxstyle=rounded, **style))
    axes.text(x, y, words, ha="center", va="center", fontsize=11, linespacing=1.15, zorder=4)


def _draw_way(axes, stations: list[tuple[float, float]]) -> None:
    from press import ink

    thick = ink.arrow(linewidth=2.4, color=ink.SECOND, shrinkA=2, shrinkB=2)
    for (x, y), (to_x, to_y) in itertools.pairwise(stations):
        if y == to_y:
            axes.annotate("", (to_x - SIDE, y), (x + SIDE, y), arrowprops=thick)
        else:  # beside the thin arrow of the import, which leads down
            axes.annotate("", (to_x + 0.6, to_y + DOWN), (x + 0.6, y - DOWN), arrowprops=thick)
    (x, y), (last_x, last_y) = stations[0], stations[-1]
    axes.annotate("", (x, y + DOWN), (x, y - 1.25), arrowprops=thick)
    axes.text(x, y - 1.45, "data", ha="center", va="center", fontsize=11)
    axes.annotate("", (last_x, last_y + 1.25), (last_x, last_y - DOWN), arrowprops=thick)
    axes.text(last_x, last_y + 1.45, "page", ha="center", va="center", fontsize=11)


def pictures() -> list[Path]:
    """The picture on light and on dark ground; drawn when the imports have changed."""
    found = numbers()
    decides = (found, fingerprint(Path(__file__)), version("matplotlib"), [*map(fingerprint, _looks())])
    folder = catalogue.ROOT / ".cache" / "architecture" / mark(repr(decides).encode())
    made = {theme: folder / f"{STEM}{ending}" for theme, ending in (("light", ".svg"), ("dark", ".dark.svg"))}
    for theme, path in made.items():
        if not path.exists():
            from press import ink  # Matplotlib, which a build does without if it can

            replace(path, ink.svg(draw, found, theme, salt=STEM))
    return list(made.values())


def _looks() -> list[Path]:
    return [*visible(catalogue.SCRIPTS, "*.mplstyle"), catalogue.SCRIPTS / "press" / "ink" / "__init__.py"]


def described(name: str) -> str:
    """What a room is for: the first sentence of its docstring."""
    place = catalogue.SCRIPTS.joinpath(*name.split("/"))
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file() and (words := ast.get_docstring(ast.parse(path.read_bytes()))):
            return " ".join(words.split("\n\n")[0].split())
    raise LookupError(f"scripts/{name} does not say in a docstring what it is for")
