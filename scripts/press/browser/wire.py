"""What the page asks of Python, as texts that JavaScript and Python can both read."""

import json
from collections.abc import Callable
from typing import Any

from press.browser import again, cells

_page = cells.Page()


def answer(task: str, given: str) -> str:
    """Answer "check", "draw", "run" or "draws" with what `given` has for its parameters; both are JSON."""
    asked = json.loads(given)
    tasks: dict[str, Callable[..., Any]] = {
        "check": again.check,
        "draw": again.draw,
        "run": _page.run,
        "draws": cells.draws,
    }
    return json.dumps(tasks[task](**asked))
