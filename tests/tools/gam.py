"""Hands what `hidden_layer_gain` draws to mgcv and scikit-learn and keeps their answers; needs r-cran-mgcv.

Run: python tests/tools/gam.py. The ridge regressions on the digits stand here too: with two thousand columns, eleven
penalties and ten divisions, they would take longer than all other figures together.
"""

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

from experiments.tools import _gain
from press import catalogue
from smallest_network.logistic import log_loss

SCRIPT = catalogue.EXPERIMENTS / "tools" / "gam.R"
ANSWERS = SCRIPT.with_suffix(".json")
PENALTIES = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


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
    """The images, and whether each is the digit."""
    images, y = _gain.is_it()
    return _written(["y", *(f"p{pixel}" for pixel in range(images.shape[1]))], np.column_stack([y, images]))


def divisions() -> str:
    """For every image, whether it is fresh, in a column for every division."""
    n = len(_gain.is_it()[1])
    fresh = [np.isin(np.arange(n), rows) for _, _, rows in _gain.divisions()]
    return _written([f"d{number}" for number in range(len(fresh))], np.column_stack(fresh))


def _written(head, rows) -> str:
    return "\n".join([",".join(head), *(",".join(map(str, row)) for row in rows.astype(int)), ""])


def ridge(columns, y, division) -> dict[str, float]:
    """Ridge logistic regression on some columns, its penalty chosen by the images that tell networks when to stop."""
    learn, choose, fresh = division
    etas = {}
    for penalty in PENALTIES:
        model = LogisticRegression(C=1 / penalty, tol=1e-6, max_iter=10_000).fit(columns[learn], y[learn])
        etas[penalty] = model.decision_function(columns)
    best = min(PENALTIES, key=lambda penalty: log_loss(y[choose], etas[penalty][choose]).mean())
    eta = etas[best][fresh]
    errors = int(((eta >= 0) != y[fresh]).sum())
    rounded = {name: float(f"{value:.8g}") for name, value in _gain.judged(y[fresh], eta).items()}
    return {"columns": columns.shape[1], "penalty": best, "errors": errors, **rounded}


def with_products(X) -> np.ndarray:
    """The columns, and all products of two."""
    first, second = np.triu_indices(X.shape[1], 1)
    return np.column_stack([X, X[:, first] * X[:, second]])


def ridges() -> dict:
    """Both in every division: on the pixels, and on these with their products."""
    images, y = _gain.is_it()
    found: dict[str, list] = {"pixels": [], "products": []}
    for division in _gain.divisions():
        X = _gain.pixels(images, division[0])
        found["pixels"].append(ridge(X, y, division))
        found["products"].append(ridge(with_products(X), y, division))
    return {"made_by": f"scikit-learn {sklearn.__version__}", "penalties": PENALTIES, **found}


def made_from() -> dict[str, str]:
    """Hashes of what the answers depend on."""
    script = SCRIPT.read_text(encoding="utf-8")
    texts = {"script": script, "draws": table(), "digits_from": digits(), "divisions": divisions()}
    return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("draws.csv", "digits.csv", "divisions.csv")]
        for file, content in zip(files, (table(), digits(), divisions()), strict=True):
            file.write_text(content, encoding="utf-8")
        run = subprocess.run(["Rscript", "--vanilla", SCRIPT, *files], capture_output=True, text=True, check=True)
    answers = {**made_from(), **json.loads(run.stdout), "ridge": ridges()}
    text = json.dumps(answers, indent=1, ensure_ascii=False)
    ANSWERS.write_text(text + "\n", encoding="utf-8")
