"""An experiment once more, on another machine: how many of its numbers agree with the published ones, and to how many digits."""

import importlib
import math
import platform
import time
from collections.abc import Iterator
from importlib.metadata import version
from types import ModuleType
from typing import Any

from press import catalogue
from press.numerals import DIGITS, plain

TOLERANCE = 1e-9  # relative; an experiment whose numbers cannot be told so exactly says TOLERANCE = (wider, reason)
ZERO = 1e-12  # numbers nearer than this are one: what is left of rounding has no digits of its own


def tolerance(stem: str) -> tuple[float, str]:
    """How far a number may be from the published one, relative to it, and why so far; no reason is needed for the usual."""
    return catalogue.constant(stem, "TOLERANCE") or (TOLERANCE, "")


def check(stem: str, numbers: dict) -> dict:
    """Measure an experiment and compare all that it returns with `numbers`, those of its product.

    Returns
    -------
    dict
        `numbers`: how many leaves the product has, texts among them; `agree`: how many are found again; `digits`: to which all
        of those agree at least, `DIGITS` at most, for no more are published; `wrong`: the first few that do not, each with its
        place and both values; `seconds`; `python`; `numpy`; `tolerance`; `reason`.
    """
    begun = time.perf_counter()
    found = plain(importlib.import_module(catalogue.module_name(stem)).measure())
    seconds = time.perf_counter() - begun
    width, reason = tolerance(stem)
    return compare(numbers, found, width) | {
        "seconds": seconds,
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "tolerance": width,
        "reason": reason,
    }


def compare(published: Any, found: Any, width: float = TOLERANCE) -> dict:
    """`numbers`, `agree`, `digits` and `wrong` of two values that JSON can hold; `width` is relative."""
    agree, digits, wrong = 0, DIGITS, []
    pairs = list(_pairs(published, found, ""))
    for place, one, other in pairs:
        error = _error(one, other)
        if error <= width:
            agree += 1
            digits = min(digits, math.floor(-math.log10(error)) if error else DIGITS)
        else:
            wrong.append({"name": place, "published": one, "found": other})
    return {"numbers": len(pairs), "agree": agree, "digits": max(digits, 0), "wrong": wrong[:20]}


def _error(one: Any, other: Any) -> float:
    """How far `other` is from `one`, relative to it; infinite where they are not of one kind."""
    if isinstance(one, bool) or not isinstance(one, (int, float)):
        return 0.0 if type(one) is type(other) and one == other else math.inf
    if isinstance(other, bool) or not isinstance(other, (int, float)):
        return math.inf
    apart = abs(one - other)
    return 0.0 if apart <= ZERO else apart / abs(one) if one else math.inf


def _pairs(one: Any, other: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """What stands in the same place of two nested values; where one has no such place, "nothing" and what the other has."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys: list[Any] = list(dict.fromkeys([*one, *other]))
    elif isinstance(one, list) and isinstance(other, list):
        keys = list(range(max(len(one), len(other))))
        one, other = dict(enumerate(one)), dict(enumerate(other))
    elif isinstance(one, (dict, list)) or isinstance(other, (dict, list)):
        yield place, _kind(one), _kind(other)
        return
    else:
        yield place, one, other
        return
    for key in keys:
        at = f"{place}.{key}" if place else str(key)
        if key in one and key in other:
            yield from _pairs(one[key], other[key], at)
        else:
            yield at, _kind(one[key]) if key in one else "nothing", _kind(other[key]) if key in other else "nothing"


def _kind(value: Any) -> Any:
    return f"{len(value)} values" if isinstance(value, (dict, list)) else value


def draw(stem: str, source: str, numbers: dict) -> dict:
    """Run the source of an experiment, as its reader has changed it, and draw its figure.

    Returns
    -------
    dict
        what `compare` says of its numbers, and `light` and `dark`, each an SVG, if it draws.

    Raises
    ------
    Exception
        Whatever the source raises.
    """
    path = catalogue.source(stem)
    module = ModuleType(catalogue.module_name(stem), None)
    module.__file__ = str(path)
    module.__package__ = module.__name__.rpartition(".")[0]
    begun = time.perf_counter()
    exec(compile(source, str(path), "exec"), module.__dict__)
    found = plain(module.measure())
    result = compare(numbers, found, tolerance(stem)[0]) | {"seconds": time.perf_counter() - begun}
    if hasattr(module, "draw"):
        from press import ink  # Matplotlib, which a check does without

        for theme in ("light", "dark"):
            result[theme] = ink.svg(module.draw, found, theme, salt=stem).decode()
    return result
