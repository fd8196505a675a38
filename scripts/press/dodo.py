"""Make what is stale: `doit` every figure, `doit STEM` one; `doit list` names them, `doit info STEM` says why."""

import os
import tempfile
import time

# The same bytes on any x86-64 of the last decade: one thread, so that sums are taken in one order, and of the kernels that
# OpenBLAS and NumPy choose from by processor those that all of them have.
os.environ.update(
    OPENBLAS_NUM_THREADS="1",
    OPENBLAS_CORETYPE="Haswell",
    NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL AVX512_SPR",
    PYTHONHASHSEED="0",
)

from doit.exceptions import TaskFailed
from doit.reporter import ConsoleReporter

from press import catalogue, staleness
from press.making import make_apart


class Progress(ConsoleReporter):
    """One line a figure, as it is done: [7/12] name, seconds."""

    def initialize(self, tasks, selected_tasks):
        self.left = self.total = sum(bool(staleness.staleness(name)) for name in selected_tasks)
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
        self.total = max(self.total, len(self.started))  # `doit --always` makes more than is stale
        done = self.total - self.left + 1
        self.left -= 1
        seconds = time.perf_counter() - self.started[task.name]
        self.write(f"[{done}/{self.total}] {task.name}  {seconds:.1f} s{outcome}\n")
        self.outstream.flush()


class UpToDate:
    """doit's question whether a task may be skipped; the answer's reason is what `doit info` shows."""

    def __init__(self, stem: str):
        self.stem = stem

    def __call__(self) -> bool:
        return not staleness.staleness(self.stem)

    def __repr__(self) -> str:
        return staleness.staleness(self.stem) or "up to date"


# What is stale is decided by the products themselves: doit's own memory is empty at every start, and so cannot be damaged.
MEMORY = tempfile.TemporaryDirectory(prefix="doit-")
DOIT_CONFIG = {
    "reporter": Progress,
    "num_process": 2,
    "continue": True,
    "verbosity": 2,
    "dep_file": f"{MEMORY.name}/doit",
}


def _make(stem: str, made_from: dict[str, str]) -> TaskFailed | None:
    wrong = make_apart(stem, made_from)
    return TaskFailed(wrong) if wrong else None


def task_figures():
    """One task an experiment, named by its stem."""
    for stem in catalogue.stems():
        yield {
            "basename": stem,
            "doc": catalogue.title(stem),
            "actions": [(_make, [stem, staleness.inputs(stem)])],
            "uptodate": [UpToDate(stem)],
        }
