"""What a new machine needs is written down completely: packages, files, workflows, a browser."""

import functools
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import chromium
import pytest
import yaml
from conftest import ROOT
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = re.findall(r":: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "macOS": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}
LOCKS = {"requirements.txt": ("site",), "requirements-test.txt": ("site", "test")}


def environment(python: str, system: str) -> dict[str, str]:
    """What markers ask of a machine with that Python and system."""
    return {**default_environment(), "python_version": python, "python_full_version": f"{python}.5", **SYSTEMS[system]}


def holds(requirement: Requirement, where: dict[str, str], extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**where, "extra": extra})


def locked(name: str, where: dict[str, str]) -> dict[str, Requirement]:
    """What a lock installs there, by name."""
    lines = re.findall(r"^[a-z].*?(?= \\$)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(line.name): line for line in map(Requirement, lines) if holds(line, where)}


def version(given: Requirement) -> str:
    return str(given.specifier).removeprefix("==")


@functools.cache
def told(name: str) -> tuple[list[Requirement], SpecifierSet]:
    """What an installed package requires, and on which Pythons it runs. One that is not for this machine cannot be asked."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return [], SpecifierSet()
    return list(map(Requirement, found.get_all("Requires-Dist", []))), SpecifierSet(found.get("Requires-Python", ""))


def faults(lock: dict[str, Requirement], wanted: list[Requirement], where: dict[str, str]) -> set[str]:
    """What the lock does not give of that which the project, or what it installs, wants there; and what it gives in vain."""
    found, seen, reached = set(), set(), set()
    while wanted:
        wish = wanted.pop()
        name, extras = canonicalize_name(wish.name), {"", *wish.extras}
        reached.add(name)
        if name not in lock:
            found.add(f"lacks {name}")
            continue
        if not wish.specifier.contains(version(lock[name]), prereleases=True):
            found.add(f"has {lock[name]}, not {wish}")
        requirements, pythons = told(name)
        if not pythons.contains(where["python_full_version"]):
            found.add(f"has {lock[name]}, which runs on Python {pythons}")
        for extra in extras - {extra for other, extra in seen if other == name}:
            seen.add((name, extra))
            wanted += [requirement for requirement in requirements if holds(requirement, where, extra)]
    return found | {f"needs no {name}" for name in lock.keys() - reached}


def wishes(extras: tuple[str, ...], where: dict[str, str]) -> list[Requirement]:
    """The project's own dependencies with those of the extras."""
    optional = PROJECT["optional-dependencies"]
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in optional[extra])]
    return [requirement for requirement in map(Requirement, texts) if holds(requirement, where)]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_gives_all_that_is_required_and_no_more(name, python, system):
    where = environment(python, system)
    assert faults(locked(name, where), wishes(LOCKS[name], where), where) == set()


def test_a_package_taken_from_a_lock_is_missed():
    where = environment(PYTHONS[0], "Linux")
    lock = locked("requirements-test.txt", where)
    for name in lock:
        less = {other: given for other, given in lock.items() if other != name}
        assert f"lacks {name}" in faults(less, wishes(("site", "test"), where), where)


def test_what_is_installed_here_is_what_is_locked_and_whole():
    here = {name: version(given) for name, given in locked("requirements-test.txt", default_environment()).items()}
    assert {name: metadata.version(name) for name in here} == here
    smaller = locked("requirements.txt", default_environment())
    assert {name: version(given) for name, given in smaller.items()}.items() <= here.items()
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, f"{checked.stdout}Is .venv older than the locks? Remove it and run make again."


def test_the_workflow_tests_every_python_that_is_promised():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["python"]["strategy"]["matrix"]["python"] == PYTHONS
    assert SpecifierSet(PROJECT["requires-python"]).contains(PYTHONS[0])


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_every_text_file_is_checked_out_with_plain_line_ends_whatever_git_is_told():
    told = ["git", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", "ls-files", "--eol"]
    lines = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line for line in lines if "i/-text" not in line and ("eol=lf" not in line or "crlf" in line)] == []


# --- a browser --------------------------------------------------------------------------------------------------------


WORKS, BROKEN = "exit 0", "echo error while loading shared libraries >&2; exit 127"


def look(home: Path, programs: dict[str, str], playwright: int = 0) -> subprocess.CompletedProcess:
    """Run `tests/chromium.py` where there are these programs and no others, and Playwright exits with that code."""
    for name, script in programs.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    (home / "playwright.py").write_text(f"import sys\nsys.exit({playwright})\n")
    return subprocess.run(
        [sys.executable, "-B", chromium.__file__],
        env={"HOME": str(home), "PATH": str(home / "bin"), "PYTHONPATH": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("place", ["bin/chromium", ".cache/ms-playwright/chromium-1234/chrome-linux64/chrome"])
def test_a_browser_that_is_there_is_found(tmp_path, place):
    looked = look(tmp_path, {place: WORKS})
    assert (looked.returncode, looked.stdout + looked.stderr) == (0, "")


def test_a_browser_that_does_not_start_is_passed_over(tmp_path):
    cache = ".cache/ms-playwright/chromium-{}/chrome-linux64/chrome"
    programs = {"bin/chromium-browser": BROKEN, cache.format(1002): BROKEN, cache.format(999): WORKS}
    assert look(tmp_path, programs).returncode == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may install")
@pytest.mark.parametrize("programs", [{}, {"bin/chromium": WORKS}], ids=["no browser", "a browser"])
def test_root_gets_what_lacks_where_playwright_cannot_start_yet(tmp_path, programs):
    apt_get = f"""case "$*" in
        *chromium*) echo '#!/bin/sh' >{tmp_path}/bin/chromium; /bin/chmod +x {tmp_path}/bin/chromium ;;
    esac
    case "$*" in *libatomic1*) echo >{tmp_path}/playwright.py ;; esac"""
    looked = look(tmp_path, {"bin/apt-get": apt_get, **programs}, playwright=127)
    assert (looked.returncode, looked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("programs", "playwright", "cure"),
    [
        ({}, 0, "sudo apt install chromium"),
        ({}, 127, "sudo apt install chromium"),
        ({"bin/chromium": WORKS}, 127, "libatomic1"),
    ],
    ids=["no browser", "no browser, no Playwright", "no Playwright"],
)
def test_where_there_can_be_no_browser_one_line_says_what_to_do(tmp_path, programs, playwright, cure):
    looked = look(tmp_path, programs, playwright)
    assert looked.returncode == 1
    assert cure in looked.stderr
    assert looked.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_the_texts_for_developers_name_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:docs|figures|scripts|tests|requirements)[\w./-]*)`|\]\(([\w./-]+)\)", text)
    examples = {"scripts/experiments/POST/my_claim.py", "docs/assets/figures/STEM.js"}
    paths = [path for pair in named for path in pair if path and path not in examples]
    assert len(paths) > 4
    assert [path for path in paths if not (ROOT / path).exists()] == []
