"""The site's JavaScript as readers get it: a module that no other imports brings along all that it imports, in one file."""

import re
from pathlib import Path

import rjsmin
from mkdocs.exceptions import PluginError

_IMPORT = re.compile(r'^import ([^;]+?) from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\*? (\w+))", re.MULTILINE)
_BEGINS = re.compile(r"^(import|export)\b(?!\()[^\n]*", re.MULTILINE)  # what must have become one of the two above


_NESTED = re.compile(r"\$\{[^}]*`.*")  # a template in a template, whose spaces would be lost


def published(paths: list[Path]) -> dict[Path, str]:
    """The text of each of these modules without comments; the ones that pages ask for are joined with what they import."""
    sources = {path.resolve(): path.read_text(encoding="utf-8") for path in paths}
    for path, source in sources.items():
        if nested := _NESTED.search(source):
            raise PluginError(f"{path.name}: a template stands in another, and would lose its spaces: {nested[0]}")
    imported = {
        (path.parent / name).resolve() for path, source in sources.items() for _, name in _IMPORT.findall(source)
    }
    return {
        path: rjsmin.jsmin(source if path in imported else joined(path, sources)) for path, source in sources.items()
    }


def joined(entry: Path, sources: dict[Path, str]) -> str:
    """One module of many: each becomes a function that is called once and returns what it exports."""
    names: dict[Path, str] = {}
    exports: dict[Path, list[str]] = {}
    parts: list[str] = []

    def add(path: Path, importers: tuple[Path, ...]) -> None:
        if path in importers:
            raise PluginError(f"{path.name} and {importers[-1].name} import each other")
        if path in names:
            return
        if path not in sources:
            raise PluginError(f"{importers[-1].name} imports {path.name}, which is not there")
        for _, name in _IMPORT.findall(sources[path]):
            add((path.parent / name).resolve(), (*importers, path))
        names[path], exports[path] = f"${len(names)}", _EXPORT.findall(sources[path])
        body = _IMPORT.sub(lambda found: bound(path, *found.groups()), sources[path])
        body = body if path == entry else _EXPORT.sub("", body)
        for line in _BEGINS.finditer(body):
            if path != entry or not _EXPORT.match(body, line.start()):
                raise PluginError(f"{path.name}: this is not read by scripts/press/site/modules.py: {line[0]}")
        ends = f"return {{ {', '.join(exports[path])} }};"
        parts.append(body if path == entry else f"const {names[path]} = (() => {{\n{body}\n{ends}\n}})();\n")

    def bound(path: Path, wanted: str, name: str) -> str:
        target = (path.parent / name).resolve()
        if space := re.fullmatch(r"\* as (\w+)", wanted):
            return f"const {space[1]} = {names[target]};\n"
        pairs = [pair.split(" as ") for pair in re.split(r",\s*", wanted.strip("{} \n,"))]
        for pair in pairs:
            if pair[0] not in exports[target]:
                raise PluginError(f"{path.name} imports {pair[0]} from {name}, which does not export it by itself")
        return f"const {{ {', '.join(': '.join(pair) for pair in pairs)} }} = {names[target]};\n"

    add(entry, ())
    return "".join(parts)
