"""The house, as its own imports draw it: which room knows which."""

import ast
import functools
import itertools
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from press import catalogue
from press.making import replace
from press.site.written import visible
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


def draw(figure, numbers: dict) -> None:
    """Boxes, floor by floor; a thin arrow from every room to those it imports, a thick one along the way of the data."""
    from matplotlib.patches import FancyBboxPatch

    from press import ink

    width, step = 13.0, 1.9
    height = step * len(numbers["floors"]) + 0.5
    figure.set_size_inches(width / 2, height / 2)
    axes = ink.canvas(figure, width, height)
    places = {
        name: (width * (column + 0.5) / len(floor), step * (level + 0.5) + 0.25)
        for level, floor in enumerate(numbers["floors"])
        for column, name in enumerate(sorted(floor, key=lambda name: name not in numbers["way"]))
    }
    for name, (x, y) in places.items():
        half = 0.3 + 0.12 * len(name)
        edge = "C1" if name in numbers["way"] else ink.colour("axes.edgecolor")
        shape = {"boxstyle": "round,pad=0,rounding_size=0.15", "facecolor": ink.colour("patch.facecolor")}
        axes.add_patch(FancyBboxPatch((x - half, y - 0.36), 2 * half, 0.72, edgecolor=edge, zorder=3, **shape))
        axes.text(x, y, name, ha="center", va="center", zorder=4)
    for name, other in numbers["arrows"]:
        (x, y), (other_x, other_y) = places[name], places[other]
        end = other_x + 0.15 * (x - other_x)
        axes.annotate("", (end, other_y + 0.36), (x, y - 0.36), arrowprops=ink.arrow(linewidth=0.8))
    start, finish = places[numbers["way"][0]], places[numbers["way"][-1]]
    stations = [(start[0], 0.0), *(places[name] for name in numbers["way"]), (finish[0], height)]
    thick = ink.arrow(linewidth=2.2, color="C1", shrinkA=14, shrinkB=14)
    for here, there in itertools.pairwise(stations):
        axes.annotate("", there, here, arrowprops=thick)


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
