"""Every experiment once more, in a browser that has nothing but the built site: what `docs/reference/checks.json` holds.

`make recheck` writes it; names on the command line are the only experiments that are run.
"""

import functools
import http.server
import json
import os
import sys
import threading

import chromium
from playwright.sync_api import sync_playwright

from press import catalogue
from press.making import replace
from press.site.run import CHECKS

CHECK = """async (stem) => {
    const { ask } = await import(new URL("assets/run/python.js", location));
    const product = await (await fetch(new URL(`figures/${stem}.json`, location))).json();
    return ask("check", { stem, numbers: product.numbers }, () => {});
}"""


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args) -> None:
        pass


def main(stems: list[str], site: str) -> None:
    known = json.loads(CHECKS.read_text(encoding="utf-8"))["experiments"] if CHECKS.exists() else {}
    handler = functools.partial(_Silent, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=sandbox)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        for place, stem in enumerate(stems, 1):
            found = page.evaluate(CHECK, stem)
            print(f"[{place}/{len(stems)}] {stem}  {found['agree']} of {found['numbers']}, {found['digits']} digits, "
                  f"{found['seconds']:.1f} s", flush=True)  # fmt: skip
            for wrong in found["wrong"][:3]:
                print(f"    {wrong['name']}: published {wrong['published']}, found {wrong['found']}", flush=True)
            known[stem] = {name: found[name] for name in ("numbers", "agree", "digits")} | {
                "seconds": float(f"{found['seconds']:.2g}")
            }
        about = {"python": found["python"], "numpy": found["numpy"], "chromium": browser.version}
        server.shutdown()
    known = {stem: known[stem] for stem in catalogue.stems() if stem in known}
    replace(CHECKS, (json.dumps({**about, "experiments": known}, indent=1) + "\n").encode())
    sys.exit(any(one["agree"] < one["numbers"] for one in known.values()))


if __name__ == "__main__":
    main(sys.argv[1:] or catalogue.stems(), os.environ.get("SITE", str(catalogue.ROOT / "site")))
