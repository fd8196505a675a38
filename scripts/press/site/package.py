"""The package as the site carries it: a wheel and a source archive, the same bytes from the same sources."""

import tomllib
from importlib.metadata import version
from pathlib import Path

from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from press import catalogue
from press.site.written import visible
from press.staleness import fingerprint, mark


def wheel_name() -> str:
    """The file name of the wheel."""
    project = tomllib.loads(Path(catalogue.ROOT, "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{project['name'].replace('-', '_')}-{project['version']}-py3-none-any.whl"


def address(site_url: str) -> str:
    """Where the published site has the wheel."""
    return f"{site_url}assets/{wheel_name()}"


def archives() -> list[Path]:
    """The wheel and the source archive, built if anything in them has changed. It takes no network."""
    sources = [catalogue.ROOT / name for name in ("pyproject.toml", "README.md", "LICENSE")]
    sources += visible(catalogue.SCRIPTS / "smallest_network", "*.*")
    inputs = [(str(path), fingerprint(path)) for path in sources if "__pycache__" not in path.parts]
    folder = catalogue.ROOT / ".cache" / "package" / mark(repr([*inputs, version("hatchling")]).encode())
    made = [folder / wheel_name(), folder / wheel_name().replace("-py3-none-any.whl", ".tar.gz")]
    if not all(path.exists() for path in made):
        for builder in (WheelBuilder, SdistBuilder):
            next(builder(str(catalogue.ROOT)).build(directory=str(folder), versions=["standard"]))
    return made
