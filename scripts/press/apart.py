"""An experiment in a process apart: whatever ends that process, the others are made, and the old products stay."""

import contextlib
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection, wait
from typing import Any

from press import catalogue, making

PATIENCE = 60.0  # seconds, after which an experiment that is still running says so
SECONDS = catalogue.ROOT / ".cache" / "seconds"  # how long each took; decides the order, and no product

_one_at_a_time = threading.Lock()  # multiprocessing keeps its books for one thread


class Worker:
    """A process that makes one experiment after another; where it has ended, the next experiment begins a new one.

    Experiments of one worker share what their modules remember, a trained network for example. A worker ends with the
    process that asked for it, however that ends: killed too.
    """

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection

    def make(self, stem: str, made_from: dict[str, str], *, patience: float = PATIENCE) -> str:
        """Make the products of an experiment; what went wrong, or nothing."""
        begun = time.perf_counter()
        process = self._begin()
        with contextlib.suppress(OSError):  # it ends while it is asked
            self._line.send((stem, made_from))
        ends: list[Any] = [self._line, process.sentinel]
        if not wait(ends, timeout=patience):
            print(f"{stem} has run for {patience:g} s; {_last_time(stem)}", flush=True)
            wait(ends)
        try:
            wrong = self._line.recv() if self._line in wait(ends) else None
        except (EOFError, OSError):
            wrong = None
        if wrong is None:
            return f"the process of {stem} {self._end()} before its products were written"
        if not wrong:
            _remember(stem, time.perf_counter() - begun)
        return wrong

    def _begin(self) -> multiprocessing.process.BaseProcess:
        if self._process and not wait([self._process.sentinel], timeout=0):
            return self._process
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["press.ink"])  # Matplotlib is loaded once
        self._line, its = context.Pipe()
        self._process = context.Process(target=_serve, args=(its,), daemon=True)
        with _one_at_a_time:
            self._process.start()
        its.close()
        return self._process

    def _end(self) -> str:
        assert self._process
        with _one_at_a_time:
            self._process.join(timeout=5)
            self._process.kill()  # it has hung up, but not ended
            self._process.join()
        code = self._process.exitcode or 0
        self._process = None
        return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"


def _serve(line: Connection) -> None:
    """What a worker does: make what it is told to, and say what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            stem, made_from = line.recv()
        except EOFError:  # nobody will ask again
            return
        wrong = ""
        try:
            making.make(stem, made_from)
        except catalogue.ContractError as error:
            wrong = str(error)
        except Exception:
            wrong = traceback.format_exc()
        sys.stdout.flush()
        line.send(wrong)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    wait([parent.sentinel])
    os._exit(1)


def last_time(stem: str) -> float:
    """Seconds that the experiment took when it was last made here; infinite if that is not known."""
    try:
        seconds = float((SECONDS / stem).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return math.inf
    return seconds if seconds >= 0 else math.inf


def _last_time(stem: str) -> str:
    seconds = last_time(stem)
    return f"last time it took {seconds:.0f} s" if seconds < math.inf else "how long it takes is not known here"


def _remember(stem: str, seconds: float) -> None:
    with contextlib.suppress(OSError):
        making.replace(SECONDS / stem, f"{seconds:.1f}\n".encode())
