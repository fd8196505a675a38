"""Find a Chromium for the browser tests, or install one as this machine can: `python tests/chromium.py`.

Nothing of Playwright's starts before a browser is there: its own Node needs libraries that a bare Debian gets with Chromium.
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
DEBIAN = "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium"
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
    """By Debian's package where we may, else by Playwright's download."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["/bin/sh", "-c", DEBIAN], check=False, stdout=subprocess.DEVNULL, env=environment)
    if not find() and starts(*PLAYWRIGHT):
        subprocess.run([*PLAYWRIGHT, "install", "chromium"], check=False, capture_output=True)


if __name__ == "__main__":
    if not find():
        print("The browser tests need Chromium; installing it.", flush=True)
        install()
    if not find():
        sys.exit(f"The browser tests need a Chromium that starts: {CURE}")
    if not starts(*PLAYWRIGHT):
        sys.exit(
            "Playwright does not start, which drives the browser: install what it lacks (Debian: libatomic1) and run again."
        )
