"""Find a Chromium for the browser tests, or install one as this machine can: `python tests/chromium.py`.

Nothing here relies on Playwright: the Node that it brings needs libatomic1, which a bare Debian lacks.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHELL = "chromium-headless-shell"  # Debian's package of the same Chromium without windows, which needs half the time
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATION = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
DOWNLOADS = (".cache/ms-playwright", "Library/Caches/ms-playwright", "AppData/Local/ms-playwright")  # below the home
BUILDS = {  # folder of a download, then its programs
    "chromium_headless_shell-*": ("chrome-*/chrome-headless-shell*", "chrome-*/headless_shell*"),
    "chromium-*": ("chrome-*/chrome", "chrome-*/*.app/Contents/MacOS/*", "chrome-*/chrome.exe"),
}
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The browser without windows knows neither how fonts are fitted to a screen nor how fast its connection is.
AS_WITH_WINDOWS = ("--font-render-hinting=none", "--blink-settings=lazyLoadingImageMarginPxUnknown=1250")
CURE = "install it (Debian: sudo apt install chromium; macOS: brew install --cask google-chrome) and run again."


def candidates() -> Iterator[str]:
    """Where a Chromium may lie: the system's, then what Playwright has downloaded, the newest first."""
    yield from filter(None, map(shutil.which, (*NAMES, APPLICATION)))
    folders = [Path.home() / folder for folder in DOWNLOADS]
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        folders = [Path(chosen)]
    for folder in folders:
        for build, programs in BUILDS.items():
            newest = sorted(folder.glob(build), key=lambda path: int(path.name.split("-")[1]), reverse=True)
            yield from (str(path) for made in newest for program in programs for path in made.glob(program))


def starts(*command: str) -> bool:
    """Whether a program says its version: one that lacks a library does not, nor does Ubuntu's stand-in for a snap."""
    try:
        return subprocess.run([*command, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> str | None:
    """Path of a Chromium that starts."""
    return next(filter(starts, candidates()), None)


def arguments() -> list[str]:
    """With what it is started: alike for a browser with and one without windows."""
    return [*QUIET, *AS_WITH_WINDOWS, *(["--no-sandbox"] if ROOT else [])]


def install() -> None:
    """What lacks: by Debian's packages where we may, a browser else by Playwright's download."""
    if ROOT and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

        def apt(*arguments: str) -> None:
            subprocess.run(["apt-get", *arguments], check=False, stdout=subprocess.DEVNULL, env=environment)

        apt("update", "-qq")
        for package in (SHELL, "chromium"):
            if not find():
                apt("install", "-y", "-qq", "--no-install-recommends", package)
        if not starts(*PLAYWRIGHT):
            apt("install", "-y", "-qq", "--no-install-recommends", "libatomic1")
    if not find() and starts(*PLAYWRIGHT):
        subprocess.run([*PLAYWRIGHT, "install", "--only-shell", "chromium"], check=False, capture_output=True)


if __name__ == "__main__":
    if not (find() and starts(*PLAYWRIGHT)):
        print("The browser tests need Chromium and Playwright; installing what lacks.", flush=True)
        install()
    if not find():
        sys.exit(f"The browser tests need a Chromium that starts: {CURE}")
    if not starts(*PLAYWRIGHT):
        sys.exit("Playwright, which drives the browser, does not start: install libatomic1 and run again.")
