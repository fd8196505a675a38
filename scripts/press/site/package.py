"""The package as the site carries it: a wheel and a source archive, the same bytes from the same sources."""

import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

from mkdocs.exceptions import PluginError

from press import catalogue
from press.catalogue import visible
from press.staleness import mark


def sources() -> list[Path]:
    """The files of the package."""
    found = visible(catalogue.SCRIPTS / "smallest_network", "*.*")
    return [path for path in found if "__pycache__" not in path.parts]


def wheel_name() -> str:
    """The file name of the wheel."""
    project = tomllib.loads((catalogue.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['name'].replace('-', '_')}-{project['version']}-py3-none-any.whl"


def address(site_url: str) -> str:
    """Where the published site has the wheel."""
    return f"{site_url}assets/{wheel_name()}"


def archives() -> list[Path]:
    """The wheel and the source archive, built if anything in them has changed. It takes no network."""
    about = [catalogue.ROOT / name for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore")]
    there = [*filter(Path.is_file, about), *sources()]
    inputs = [(path.relative_to(catalogue.ROOT).as_posix(), mark(path.read_bytes())) for path in there]
    folder = catalogue.ROOT / ".cache" / "package" / mark(repr([*inputs, version("hatchling")]).encode())
    made = [folder / wheel_name(), folder / wheel_name().replace("-py3-none-any.whl", ".tar.gz")]
    if not all(path.exists() for path in made):
        _build(folder)
    return made


def _build(folder: Path) -> None:
    # The files in it have hatchling's own date, whichever post is the newest.
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    built = subprocess.run(
        [*command, "--target", "sdist", "--target", "wheel"],
        cwd=catalogue.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode:
        problem = (built.stderr or built.stdout).strip().splitlines()[-1]
        raise PluginError(f"pyproject.toml: the package cannot be built: {problem}")
