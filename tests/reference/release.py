"""Write down every number that the pages quote, as it is printed, at a release.

Run `python tests/reference/release.py > tests/reference/release-VERSION.json`, in place of the last one, whose corrections stay.
`tests/posts/test_corrections.py` asks for an entry under Corrections where such a number has moved since.
"""

import json
import re
import sys

from press import catalogue

QUOTED = re.compile(r'\bfact\("([^"]+)"(?:, "([^"]*)")?\)')


def printed(path: str, form: str) -> str:
    """One number of a product, "stem.name.0.name", as a page prints it; LookupError where there is none."""
    stem, *keys = path.split(".")
    value = catalogue.read(stem)["numbers"]
    for key in keys:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return format(value, form)


def quoted() -> dict[str, dict[str, str]]:
    """What the pages print, by path and form."""
    found: dict[str, dict[str, str]] = {}
    for page in sorted((catalogue.ROOT / "docs").rglob("*.md")):
        for path, form in QUOTED.findall(page.read_text(encoding="utf-8")):
            found.setdefault(path, {})[form] = printed(path, form)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    json.dump(quoted(), sys.stdout, indent=1, ensure_ascii=False)
    print()
