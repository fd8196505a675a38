"""Make what is stale: `doit` every figure, `doit STEM` one; `doit list` names them, `doit info STEM` says why."""

import os
import signal
import threading
import time

from doit.exceptions import InvalidDodoFile, TaskFailed
from doit.reporter import ConsoleReporter

from press import catalogue, making, staleness
from press.apart import Worker, last_time

os.environ.update(making.ENVIRONMENT)
signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C: there is nothing to put away, and the workers end by themselves


class Progress(ConsoleReporter):
    """One line a figure, as it is done: [7/12] name, seconds."""

    def initialize(self, tasks, selected_tasks):
        self.done, self.total = 0, sum(bool(staleness.staleness(name)) for name in selected_tasks)
        self.started = {}

    def execute_task(self, task):
        self.started[task.name] = time.perf_counter()

    def add_success(self, task):
        self._line(task, "")

    def add_failure(self, task, fail):
        super().add_failure(task, fail)
        self._line(task, "  FAILED, its old products stay")

    def skip_uptodate(self, task):
        pass

    def complete_run(self):
        super().complete_run()
        if not self.total:
            self.write("every figure is up to date\n")

    def _line(self, task, outcome):
        self.done += 1
        self.total = max(self.total, len(self.started))  # `doit --always` makes more than is stale
        seconds = time.perf_counter() - self.started[task.name]
        self.write(f"[{self.done}/{self.total}] {task.name}  {seconds:.1f} s{outcome}\n")
        self.outstream.flush()


class UpToDate:
    """doit's question whether a task may be skipped; the answer's reason is what `doit info` shows."""

    def __init__(self, stem: str):
        self.stem = stem

    def __call__(self) -> bool:
        return not staleness.staleness(self.stem)

    def __repr__(self) -> str:
        return staleness.staleness(self.stem) or "up to date"


DOIT_CONFIG = {
    "reporter": Progress,
    "num_process": 2,
    "par_type": "thread",  # a thread waits for a process of ours
    "continue": True,
    "verbosity": 2,
    "backend": "sqlite3",
    "dep_file": ":memory:",  # the products say what is stale; doit remembers nothing, so nothing of it can be damaged
}

_of_thread = threading.local()


def _make(stem: str, made_from: dict[str, str]) -> TaskFailed | None:
    if not hasattr(_of_thread, "worker"):
        _of_thread.worker = Worker()
    wrong = _of_thread.worker.make(stem, made_from)
    return TaskFailed(wrong) if wrong else None


def task_figures():
    """One task an experiment, named by its stem."""
    try:
        stems = catalogue.stems()
    except catalogue.ContractError as error:
        raise InvalidDodoFile(str(error)) from None
    for stem in sorted(stems, key=last_time, reverse=True):  # the longest first, so that both workers end together
        yield {
            "basename": stem,
            "doc": catalogue.title(stem),
            "actions": [(_make, [stem, staleness.inputs(stem)])],
            "uptodate": [UpToDate(stem)],
            "io": {"capture": False},
        }
