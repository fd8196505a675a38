"""What a server should say beside the pages, in the form that static hosts read: `_headers`."""

import base64
import hashlib
import re
from pathlib import Path

from press.browser import runtime
from press.site.run import FOLDER

_INLINE = re.compile(r"<script>(.+?)</script>", re.DOTALL)


def write(site: Path, pages: list[str]) -> None:
    """All that the pages, given as their HTML, may do, and what never changes under its name."""
    (site / "_headers").write_text(
        f"/*\n  Content-Security-Policy: {policy(pages)}\n"
        f"/{FOLDER}{runtime.VERSION}/*\n  Cache-Control: public, max-age=31536000, immutable\n"
        f"/{FOLDER}{runtime.EDITOR}/*\n  Cache-Control: public, max-age=31536000, immutable\n",
        encoding="utf-8",
    )


def policy(pages: list[str]) -> str:
    """The strictest policy that the pages keep: nothing of another host, and no script that was not there at the build."""
    inline = sorted({script for page in pages for script in _INLINE.findall(page)})
    marks = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline]
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *marks],  # the second is for Python
        "style-src": ["'self'", "'unsafe-inline'"],  # widths of columns, colours of formulas
        "img-src": ["'self'", "data:"],  # figures drawn in the page
        "worker-src": ["'self'", "blob:"],  # the search, which waits until it is wanted
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())
