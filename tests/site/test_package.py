"""The package on the site: the same bytes from the same sources, and what a reader installs runs every lab."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

from press import catalogue
from press.site import package

LABS = sorted(path.stem for path in (ROOT / "docs" / "notebooks").glob("[a-z]*.py"))


def test_the_same_sources_give_the_same_bytes_wherever_and_whenever_they_are_built(monkeypatch, tmp_path):
    before = {path.name: path.read_bytes() for path in package.archives()}
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, tmp_path / name)  # a copy has the time of its making
    models = tmp_path / "scripts" / "smallest_network"
    shutil.copytree(catalogue.SCRIPTS / "smallest_network", models, copy_function=shutil.copyfile)
    (models / ".#glm.py").symlink_to("someone@somewhere:1")  # an editor's lock
    (models / "glm.py").chmod(0o600)
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "SCRIPTS", tmp_path / "scripts")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")  # of an older post
    after = {path.name: path.read_bytes() for path in package.archives()}
    assert after == before


def test_the_archives_hold_the_package_and_nothing_else(site):
    models = catalogue.SCRIPTS / "smallest_network"
    files = {f"smallest_network/{path.relative_to(models).as_posix()}" for path in package.sources()}
    wheel = site / "assets" / package.wheel_name()
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in held if ".dist-info/" not in name} == files
    with tarfile.open(wheel.with_name(wheel.name.replace("-py3-none-any.whl", ".tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    about = {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO", ".gitignore"}
    assert names == {f"scripts/{name}" for name in files} | about


@pytest.fixture(scope="module")
def reader(site, address, tmp_path_factory) -> Path:
    """A reader's Python with the package as a lab tells to install it, and what the package needs from this one."""
    page = BeautifulSoup((site / "notebooks" / LABS[0] / "index.html").read_text(encoding="utf-8"), "html.parser")
    blocks = [block.get_text().strip() for block in page.select("article pre")]
    (told,) = (block for block in blocks if block.startswith("pip install"))
    home = page.select_one('link[rel="canonical"]')["href"].partition("notebooks/")[0]
    wanted = re.fullmatch(r'pip install "(smallest-network\[labs\] @ \S+)"', told)[1]
    assert home in wanted
    folder = tmp_path_factory.mktemp("reader")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "--python", python, "install"]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    options = ["--quiet", "--no-deps", "--no-index", "--no-cache-dir", wanted.replace(home, address)]
    subprocess.run([*pip, *options], check=True, cwd=folder, env=environment)
    # Their paths, but not what their .pth files name: this project's own folder is not among them.
    (packages,) = (folder / "venv" / "lib").glob("*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.mark.long
@pytest.mark.parametrize("stem", LABS)
def test_a_lab_runs_with_the_package_that_the_site_gives(site, reader, tmp_path, stem):
    shutil.copy(site / "notebooks" / stem / f"{stem}.py", tmp_path)
    asked = f"import runpy, smallest_network; print(smallest_network.__file__); runpy.run_path('{stem}.py')"
    environment = {**os.environ, "MPLBACKEND": "agg", "MPLCONFIGDIR": str(tmp_path)}
    environment.pop("PYTHONPATH", None)
    ran = subprocess.run(
        [reader, "-c", asked], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert Path(ran.stdout.splitlines()[0]).is_relative_to(reader.parents[1])
