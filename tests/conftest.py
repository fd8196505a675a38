"""The built site, served, and a browser: made once for all tests that look at pages."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a worker a core; read when NumPy is imported

import contextlib
import functools
import http.server
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import chromium as system_chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, sync_playwright

from press import catalogue

ROOT = Path(__file__).parents[1]
DEPTH = f"{urlsplit(os.environ.get('SITE_URL', '')).path.strip('/')}/".lstrip("/")  # "" or "project/"
WIDE: ViewportSize = {"width": 1280, "height": 900}
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# What Material's RxJS says under a clock that a test turns by hand: such a clock runs frames that have been cancelled.
TURNED = "executing a cancelled action"

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("search", max_examples=5000, database=None, deadline=None, print_blob=True)
settings.load_profile("fixed")  # every run draws the same; `make search` draws others


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first, so that no worker ends alone with one; and the package is covered by its own tests, or not at all.

    To count lines makes a model two to seven times as slow, which the tests of pages and posts need not wait for.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        if not item.path.is_relative_to(ROOT / "tests" / "models"):
            item.add_marker(pytest.mark.no_cover)


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
    """The project's own `site/`, built strictly by the first worker that asks: what is published is what was tested."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    mark = shared / "site-is-built"
    with FileLock(shared / "site.lock"):
        if not mark.exists():
            built = mkdocs("build", "--strict")
            assert built.returncode == 0, built.stdout + built.stderr
            mark.touch()
    return ROOT / "site"


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args) -> None:
        pass


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served: below the path of SITE_URL, as it will be."""
    root = tmp_path_factory.mktemp("served") / "root"
    (root / DEPTH).parent.mkdir(parents=True, exist_ok=True)
    (root / DEPTH).symlink_to(site)
    handler = functools.partial(_Silent, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{DEPTH}"
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


@pytest.fixture(scope="session")
def window(chromium: Browser, address: str, site: Path) -> Callable[..., BrowserContext]:
    """A browser's window with these options, shared by all who ask for the same: what one page has fetched is there."""
    # Instant navigation looks pages up by address, and takes over the host but not the port.
    sitemap = re.sub(rf"<loc>https?://[^/]+/{DEPTH}", f"<loc>{address}", (site / "sitemap.xml").read_text())
    windows: dict[str, BrowserContext] = {}

    def opened(**options) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in windows:
            windows[key] = chromium.new_context(**options)
            windows[key].new_page()  # stays: a window's last page takes it along, which costs more than a page
            windows[key].route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
        return windows[key]

    return opened


@contextlib.contextmanager
def pages(window: Callable[..., BrowserContext], address: str) -> Iterator[Callable[..., Page]]:
    """A way to open pages that remember nothing; what they complain of or ask of another host is an error at the end."""
    opened: list[Page] = []
    trouble: list[str] = []

    def opening(path: str = "", *, viewport: ViewportSize = WIDE, **options) -> Page:
        page = window(viewport=viewport, **options).new_page()
        opened.append(page)
        forgotten = {"origin": address.rstrip("/"), "storageTypes": "local_storage"}
        page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", forgotten)
        _listen(page, address, trouble)
        page.goto(address + path)
        return page

    try:
        yield opening
    finally:
        for page in opened:
            page.close()
    assert trouble == []


@pytest.fixture
def open_page(window: Callable[..., BrowserContext], address: str) -> Iterator[Callable[..., Page]]:
    """Open a page that remembers nothing; what it complains of or asks of another host fails the test."""
    with pages(window, address) as opening:
        yield opening


def audit(page: Page, context: str | dict | None = None, **options) -> list[tuple[str, list[str]]]:
    """What axe finds wrong in a part of the page: each rule, and what breaks it. To tell what passes would take as long again."""
    found = Axe().run(page, context, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def _icon(message: ConsoleMessage) -> bool:
    """Whether it is about the icon that a browser looks for of itself, whatever a page names."""
    return message.location["url"].endswith("/favicon.ico")


def _told(message: ConsoleMessage) -> str:
    """What the console says, and of which file if one could not be had."""
    return f"{message.text} {message.location['url']}" if message.text.startswith("Failed to load") else message.text


def _listen(page: Page, address: str, trouble: list[str]) -> None:
    """Note what a page complains of, and what it asks of another host."""
    page.on(
        "request",
        lambda r: None if r.url.removeprefix("blob:").startswith((address, "data:")) else trouble.append(r.url),
    )
    page.on("console", lambda m: trouble.append(_told(m)) if m.type in ("error", "warning") and not _icon(m) else None)
    page.on("pageerror", lambda error: None if str(error) == TURNED else trouble.append(str(error)))


@pytest.fixture(scope="session")
def _workshop(chromium: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    context = chromium.new_context(viewport=WIDE)
    context.set_default_timeout(5000)
    context.route("**/assets/playground/page.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = context.new_page()
    trouble: list[str] = []
    _listen(page, address, trouble)
    page.goto(f"{address}playground/")
    yield page, trouble
    context.close()


@pytest.fixture
def workshop(_workshop) -> Iterator[Page]:
    """The playground's page without a playground: there a test imports the site's modules, and brings them to life."""
    page, trouble = _workshop
    trouble.clear()
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference", media="screen")
    yield page
    assert trouble == []
