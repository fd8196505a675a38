"""What a page costs its reader: the bytes and requests of a first load, served compressed, and what Lighthouse says of it.

`make costs` weighs the pages of the site and writes docs/reference/costs.json; `make lighthouse` has Lighthouse audit each of
them five times too, as a phone would load it, and keeps the medians. That needs Node, and a machine that does nothing else.
"""

import contextlib
import functools
import gzip
import http.server
import json
import os
import re
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import chromium as system_chromium
from playwright.sync_api import Browser, sync_playwright

from press.site.written import front_matter

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "reference" / "costs.json"
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
POSTS = [
    f"blog/{front_matter(path)['slug']}/"
    for path in sorted((ROOT / "docs" / "blog" / "posts").glob("*.md"), key=lambda path: front_matter(path)["part"])
]
PAGES = ["", "blog/", *POSTS, "playground/", "notebooks/digits/", "reference/claims/"]
MOST = {  # a kB is 1000 bytes
    "playground": {"kB": 230, "requests": 20},
    "list": {"kB": 200, "requests": 20},
    "text": {"kB": 200, "requests": 16},
}
WANDER = 0.1  # how far a page may be from what docs/reference/costs.json says, of that, before it must be written again
LIGHTHOUSE = "12.8.2"  # the last that runs on Node 20


@functools.cache
def body(path: Path) -> tuple[bytes, bool]:
    """A file as it is sent, and whether it is compressed."""
    content, small = path.read_bytes(), path.suffix in COMPRESSED
    return (gzip.compress(content, 6, mtime=0) if small else content), small


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments, sent: list[tuple[str, int]], **options):
        self.sent = sent
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content, small = body(path)
        self.sent.append((self.path, len(content)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that leaves
            super().handle()

    def log_message(self, format: str, *arguments) -> None:
        pass


@contextlib.contextmanager
def served(site: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The site as a web server would send it: its address, and a list that grows by every path asked for and its bytes."""
    sent: list[tuple[str, int]] = []
    handler = functools.partial(_Handler, directory=str(site), sent=sent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()


def first_load(browser: Browser, site: Path, path: str) -> dict[str, int]:
    """Bytes of what a browser that knows nothing of the site asks for before anyone scrolls or clicks, by path.

    The icon of the tab counts, whether the browser has fetched it by then or not.
    """
    with served(site) as (address, sent):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        context.close()
        icon = "/assets/favicon.svg"
        return {**dict(sent), icon: len(body(site / icon[1:])[0])}


def kind(path: str) -> str:
    """Which bounds a page has to keep: with a playground on it, with a picture of every post, or with text and figures only."""
    return {"": "playground", "playground/": "playground", "blog/": "list"}.get(path, "text")


def read() -> dict:
    """What was measured last."""
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def audited(address: str, chromium: str, runs: int) -> dict[str, int]:
    """Lighthouse's scores of a page on a phone, its own default, each the median of several runs."""
    flags = "--headless=new --disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = [
        "npx",
        "--yes",
        f"lighthouse@{LIGHTHOUSE}",
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={flags}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    found = []
    for _ in range(runs):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        found.append({name: 100 * part["score"] for name, part in json.loads(done.stdout)["categories"].items()})
    return {name: round(statistics.median(scores[name] for scores in found)) for name in found[0]}


def main(runs: int) -> None:
    path = system_chromium.find()
    assert path, "no Chromium: run `python tests/chromium.py`"
    site, kept = ROOT / "site", read() if RESULTS.exists() else {}
    pages: dict[str, dict] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        version = browser.version.split(".")[0]
        for page in PAGES:
            load = first_load(browser, site, page)
            heading = re.search(
                r"<h1[^>]*>(.*?)(<a|</h1>)", (site / page / "index.html").read_text(encoding="utf-8"), re.DOTALL
            )
            assert heading, f"{page} has no heading"
            weight = {"kB": round(sum(load.values()) / 1000), "requests": len(load)}
            scores = kept.get("pages", {}).get(page, {}).get("scores", {})
            pages[page] = {
                "title": re.sub(r"<[^>]*>", "", heading[1]).strip(),
                **weight,
                "most": MOST[kind(page)],
                "scores": scores,
            }
            print(page, weight, flush=True)
        browser.close()
    if runs:
        with served(site) as (address, _):
            for page, said in pages.items():
                said["scores"] = audited(address + page, path, runs)
                print(page, said["scores"], flush=True)
        kept["audit"] = {"lighthouse": LIGHTHOUSE, "chromium": version, "runs": runs}
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tests = re.search(r"(\d+)(?:/\d+)? tests collected", collected.stdout)
    assert tests, collected.stdout[-500:]
    results = {
        "pages": pages,
        "chromium": version,
        "wander": WANDER,
        "tests": int(tests[1]),
        "audit": kept.get("audit"),
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
