"""Find a Chromium for the browser tests, or install one as this machine can: `python tests/chromium.py`.

Nothing here relies on Playwright: the Node that it brings needs libatomic1, which a bare Debian lacks.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATION = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
DOWNLOADS = (".cache/ms-playwright", "Library/Caches/ms-playwright", "AppData/Local/ms-playwright")  # below the home
PROGRAMS = ("chrome-*/chrome", "chrome-*/*.app/Contents/MacOS/*", "chrome-*/chrome.exe")  # below chromium-NUMBER
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
CURE = "install it (Debian: sudo apt install chromium; macOS: brew install --cask google-chrome) and run again."


def candidates() -> Iterator[str]:
    """Where a Chromium may lie: the system's, then what Playwright has downloaded, the newest first."""
    yield from filter(None, map(shutil.which, (*NAMES, APPLICATION)))
    folders = [Path.home() / folder for folder in DOWNLOADS]
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        folders = [Path(chosen)]
    for folder in folders:
        for browser in sorted(
            folder.glob("chromium-[0-9]*"), key=lambda path: int(path.name.split("-")[1]), reverse=True
        ):
            yield from (str(path) for program in PROGRAMS for path in browser.glob(program))


def starts(*command: str) -> bool:
    """Whether a program says its version: one that lacks a library does not, nor does Ubuntu's stand-in for a snap."""
    try:
        return subprocess.run([*command, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> str | None:
    """Path of a Chromium that starts."""
    return next(filter(starts, candidates()), None)


def install() -> None:
    """What lacks: by Debian's packages where we may, a browser else by Playwright's download."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [] if find() else ["chromium"]
        packages += [] if starts(*PLAYWRIGHT) else ["libatomic1"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL, env=environment)
    if not find() and starts(*PLAYWRIGHT):
        subprocess.run([*PLAYWRIGHT, "install", "chromium"], check=False, capture_output=True)


if __name__ == "__main__":
    if not (find() and starts(*PLAYWRIGHT)):
        print("The browser tests need Chromium and Playwright; installing what lacks.", flush=True)
        install()
    if not find():
        sys.exit(f"The browser tests need a Chromium that starts: {CURE}")
    if not starts(*PLAYWRIGHT):
        sys.exit("Playwright, which drives the browser, does not start: install libatomic1 and run again.")
