"""What the site costs its readers, as tables: from what tests/site/costs.py has measured."""

import functools
import json

from press.catalogue import ROOT

RESULTS = ROOT / "docs" / "reference" / "costs.json"
_SCORES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "Search",
}


@functools.cache  # until the next build
def read() -> dict:
    """What was measured last."""
    return json.loads(RESULTS.read_text(encoding="utf-8"))


def loads() -> str:
    """Bytes and requests of every page's first load, beside what they may be at most."""
    rows = [
        f"| {_linked(path, page)} | {page['kB']} | {page['most']['kB']} | {page['requests']} | {page['most']['requests']} |"
        for path, page in read()["pages"].items()
    ]
    return "\n".join(["| Page | kB | at most | Requests | at most |", "|---|--:|--:|--:|--:|", *rows])


def audits() -> str:
    """Lighthouse's scores of every page, of 100."""
    rows = [
        f"| {_linked(path, page)} | " + " | ".join(str(page["scores"].get(name, "–")) for name in _SCORES) + " |"
        for path, page in read()["pages"].items()
    ]
    return "\n".join([f"| Page | {' | '.join(_SCORES.values())} |", "|---|--:|--:|--:|--:|", *rows])


def said(name: str) -> str:
    """One of the numbers beside the tables: of tests, of runs of Lighthouse, or the versions that measured."""
    results = read()
    audit = results["audit"] or {}
    return {
        "tests": f"{results['tests']:,}",
        "chromium": results["chromium"],
        "wander": f"{results['wander']:.0%}",
        "runs": str(audit.get("runs", "–")),
        "lighthouse": f"Lighthouse {audit.get('lighthouse', '–')} in Chromium {audit.get('chromium', '–')}",
    }[name]


def _linked(path: str, page: dict) -> str:
    return f"[{page['title']}](../{_source(path)})"


def _source(path: str) -> str:
    """The file in docs/ that is published at an address."""
    if path in ("", "blog/"):
        return f"{path}index.md"
    name = path.rstrip("/").replace("blog/", "blog/posts/")
    return f"{name}.py" if name.startswith("notebooks/") else f"{name}.md"
