"""Find a Chromium for the browser tests, or install one as this machine can: `python tests/chromium.py`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of a Chromium: the system's, else Playwright's own."""
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Try Debian's package, as root, then Playwright's download."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        commands.insert(
            0, ["sh", "-c", "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium"]
        )
    for command in commands:
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
        if find():
            return


if __name__ == "__main__":
    if not find():
        install()
    if not find():
        sys.exit("The browser tests need Chromium: install it with this system's package manager, then run again.")
