"""Measuring without what draws: experiments import Matplotlib, and their numbers need nothing of it."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

DRAWING = ("matplotlib", "font_source_sans_pro")
_IMPORTERS = ("experiments", "press.ink")


class _Absent(ModuleType):
    """Has whatever is imported from it; what that is, nobody must ask."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing(f"{self.__name__}.{name}")


class _Nothing:
    def __init__(self, name: str):
        self.name = name

    def __call__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError(f"measure() calls {self.name}, which is only for draw()")


class _Finder:
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if _draws(name) else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


_finder = _Finder()


def begin() -> None:
    """From now on what draws is found, and is empty."""
    sys.meta_path.insert(0, _finder)


def end() -> None:
    """What draws is wanted after all: forget the empty modules, and ours that have imported them."""
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)
        for name in [name for name in sys.modules if _draws(name) or name.startswith(_IMPORTERS)]:
            del sys.modules[name]
        vars(sys.modules.get("press", _finder)).pop("ink", None)  # `from press import ink` would find it there


def _draws(name: str) -> bool:
    return name.split(".")[0] in DRAWING
