"""The built site, served, and a browser: made once for all tests that look at pages."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import chromium as system_chromium
import pytest
from playwright.sync_api import Browser, sync_playwright

from press import catalogue

ROOT = Path(__file__).parents[1]
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def numbers(stem: str) -> dict:
    """What the committed product of an experiment holds."""
    return catalogue.read(stem)["numbers"]


def mkdocs(*arguments: str | Path, **options) -> subprocess.CompletedProcess:
    """Run MkDocs as a person would; its output as text."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a strict build."""
    folder = tmp_path_factory.mktemp("built") / "site"
    built = mkdocs("build", "--strict", "--site-dir", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    handler = functools.partial(_Silent, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium without a window."""
    path = system_chromium.find()
    assert path, "no Chromium: run `python tests/chromium.py`"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()
