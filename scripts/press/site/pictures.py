"""Pictures as readers get them: a product's lines and areas, less what no eye can see."""

import functools
import re
from pathlib import Path

import numpy as np
from matplotlib.path import Path as Outline

from press.catalogue import ROOT
from press.making import replace
from press.staleness import fingerprint, mark

GRAIN = 100  # steps in a point (1/72 inch), to which corners are rounded
BENT = 0.05  # points, twice which a line may move where corners that hardly bend it are left out


def slim(path: Path) -> str:
    """An SVG of Matplotlib's without the maker's name, with the same drawing in about a third of the bytes."""
    svg = path.read_text(encoding="utf-8")
    kept = ROOT / ".cache" / "pictures" / f"{mark(repr((fingerprint(Path(__file__)), svg)).encode())}.svg"
    if not kept.exists():
        svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
        svg = re.sub(r'(?<= d=")[^"]+', lambda found: outline(found[0]), svg)
        replace(kept, re.sub(r">\s+<", "><", svg).encode())
    return kept.read_text(encoding="utf-8")


def outline(d: str) -> str:
    """The data of an SVG path, from corner to corner in whole grains, without the corners that hardly bend it."""
    steps = [line for line in d.split("\n") if line]
    if {line[0] for line in steps} <= set("MLz"):
        steps = [line for part in re.findall(r"M[^M]*", d) for line in _straightened(part.split("\n"))]
    written: list[str] = []
    here = start = (0, 0)
    before = ""
    for step in steps:
        letter = step[0]
        grains = [round(float(number) * GRAIN) for number in step[1:].split()]
        corners = list(zip(grains[::2], grains[1::2], strict=True))
        numbers = "".join(_number(x - here[0]) + _number(y - here[1]) for x, y in corners)
        here = corners[-1] if corners else start
        start = here if letter == "M" else start
        written.append(numbers if letter == before != "M" else letter.lower() + numbers.lstrip())
        before = letter
    return "".join(written)


def _straightened(steps: list[str]) -> list[str]:
    """One line from corner to corner, without those that lie on the way between their neighbours."""
    corners = [step[1:] for step in steps if step[:1] in ("M", "L")]
    line = Outline(np.array(" ".join(corners).split(), dtype=float).reshape(-1, 2))
    line.should_simplify, line.simplify_threshold = True, BENT
    line = line.cleaned(simplify=True)
    found = np.asarray(line.vertices)[np.asarray(line.codes) != Outline.STOP].tolist()
    kept = [corner for i, corner in enumerate(found) if i < 2 or corner != found[i - 1]]
    closed = "z" in steps
    if closed and len(kept) > 2 and kept[-1] == kept[0]:
        kept.pop()
    return [f"{'L' if i else 'M'} {x} {y}" for i, (x, y) in enumerate(kept)] + ["z"] * closed


@functools.cache
def _number(grains: int) -> str:
    """Grains in points, as short as SVG allows; its minus parts it from the number before, a blank else."""
    digits = f"{abs(grains) / GRAIN:.2f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
    return f"-{digits}" if grains < 0 else f" {digits}"
