"""Hands the draws of `hidden_layer_gain` to mgcv and keeps its answers: `python tests/tools/gam.py`; needs r-cran-mgcv."""

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from experiments.digits import _task
from experiments.tools import _gain
from press import catalogue

SCRIPT = catalogue.EXPERIMENTS / "tools" / "gam.R"
ANSWERS = SCRIPT.with_suffix(".json")


def table() -> str:
    """All draws as text, with six decimals."""
    lines = ["task,draw,fresh,x1,x2,y"]
    for task in _gain.TASKS:
        for draw, parts in enumerate(_gain.draws(task)):
            for fresh, (X, y) in enumerate(parts):
                rows = np.column_stack([X, y])
                lines += [f"{task},{draw},{fresh},{x1:.6f},{x2:.6f},{label:.0f}" for x1, x2, label in rows]
    return "\n".join([*lines, ""])


def digits() -> str:
    """The images of the post, and which of them are for the test."""
    task = _task.task()
    fresh = np.isin(np.arange(len(task.y)), task.test)
    rows = np.column_stack([task.y, fresh, task.images]).astype(int)
    head = ",".join(["y", "fresh", *(f"p{pixel}" for pixel in range(task.images.shape[1]))])
    return "\n".join([head, *(",".join(map(str, row)) for row in rows), ""])


def made_from() -> dict[str, str]:
    """Hashes of what the answers depend on."""
    texts = {"script": SCRIPT.read_text(encoding="utf-8"), "draws": table(), "digits_from": digits()}
    return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("draws.csv", "digits.csv")]
        for file, content in zip(files, (table(), digits()), strict=True):
            file.write_text(content, encoding="utf-8")
        run = subprocess.run(["Rscript", "--vanilla", SCRIPT, *files], capture_output=True, text=True, check=True)
    text = json.dumps({**made_from(), **json.loads(run.stdout)}, indent=1, ensure_ascii=False)
    ANSWERS.write_text(text + "\n", encoding="utf-8")
