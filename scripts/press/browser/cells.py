"""Code run as a notebook runs it: one namespace for a page, the last expression shown, pictures in their place."""

import ast
import contextlib
import io
import linecache
import re
import sys
import time
import traceback
from typing import Any


def draws(source: str) -> bool:
    """Whether a block imports Matplotlib, itself or with the labs' pictures; a block that is no Python does not."""
    try:
        imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    except SyntaxError:
        return False
    named = {alias.name for node in imports for alias in node.names}
    named |= {node.module or "" for node in imports if isinstance(node, ast.ImportFrom)}
    return any(re.match(r"(matplotlib|labs|smallest_network\.labs)\b", name) for name in named)


class _Stream(io.TextIOBase):
    """Writes become outputs, those of one kind in a row one output."""

    def __init__(self, outputs: list[dict], kind: str):
        self.outputs, self.kind = outputs, kind

    def write(self, text: str) -> int:
        if self.outputs and self.outputs[-1]["kind"] == self.kind:
            self.outputs[-1]["text"] += text
        elif text:
            self.outputs.append({"kind": self.kind, "text": text})
        return len(text)


class Page:
    """The state that the blocks of one page share."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self._runs = 0

    def run(self, source: str) -> dict:
        """Run a block.

        Returns
        -------
        dict
            `seconds`, and `outputs`, what it has shown, in order: `kind` "out" or "err" with `text`; "value" with the `text`
            of its last expression; "picture" with `svg` and, in words, `alt`; "error" with Python's own `text`, after which
            nothing ran.
        """
        outputs: list[dict] = []
        begun = time.perf_counter()
        self._runs += 1
        name = f"<block {self._runs}>"
        linecache.cache[name] = (
            len(source),
            None,
            source.splitlines(keepends=True),
            name,
        )  # so that errors show their lines
        with contextlib.redirect_stdout(_Stream(outputs, "out")), contextlib.redirect_stderr(_Stream(outputs, "err")):
            try:
                with _pictures(outputs):
                    value = self._value(source, name)
                if value is not None:
                    outputs.append({"kind": "value", "text": repr(value)})
            except BaseException as error:  # SystemExit too: the page goes on
                outputs.append({"kind": "error", "text": _said(error, name)})
        return {"outputs": outputs, "seconds": time.perf_counter() - begun}

    def _value(self, source: str, name: str) -> Any:
        """Run statements; the value of the last one, if it is an expression."""
        tree = ast.parse(source, name)
        last = tree.body[-1] if tree.body else None
        if not isinstance(last, ast.Expr):
            exec(compile(tree, name, "exec"), self.names)
            return None
        exec(compile(ast.Module(tree.body[:-1], []), name, "exec"), self.names)
        return eval(compile(ast.Expression(last.value), name, "eval"), self.names)


def _said(error: BaseException, name: str) -> str:
    """A traceback from the reader's own block on, or what Python says of a block that is none."""
    frames = error.__traceback__
    while frames and frames.tb_frame.f_code.co_filename != name:
        frames = frames.tb_next
    return "".join(traceback.format_exception(type(error), error, frames)).strip()


@contextlib.contextmanager
def _pictures(outputs: list[dict]):
    """Figures of pyplot, where it has been imported, become outputs where they are shown, or at the end of the block."""
    plt: Any = sys.modules.get("matplotlib.pyplot")
    if not plt:
        yield
        return

    def show(*_: Any, **__: Any) -> None:
        for number in plt.get_fignums():
            figure = plt.figure(number)
            content = io.StringIO()
            figure.savefig(content, format="svg")
            outputs.append({"kind": "picture", "svg": content.getvalue(), "alt": figure.get_label()})
            plt.close(figure)

    shown, plt.show = plt.show, show
    try:
        yield
        show()
    finally:
        plt.show = shown
        plt.close("all")
