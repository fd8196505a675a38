"""Five tools and the four points, at their defaults, with and without a penalty.

The answers are read from what the snippets of docs/in_your_tools printed.
"""

import re
from pathlib import Path

DATA = "docs/in_your_tools/*/four_points.txt"
CAPTION = (
    "The bias and the two weights. No finite weights are best, so an answer without a penalty says only where its search was "
    "told to stop; an answer with a penalty says how strong that was. {silent} of {n} come without a warning."
)
TABLE = {
    "Tool": "{tool}",
    "Setting": "`{setting}`",
    "Bias": "{bias:.2f}",
    "First weight": "{first:.2f}",
    "Second weight": "{second:.2f}",
    "It warns of": "{says}",
    "Why this answer": "{why}",
}
ANSWER = re.compile(r"^(?P<setting>.+): (?P<bias>-?[\d.]+) (?P<first>-?[\d.]+) (?P<second>-?[\d.]+)$")
WARNING = re.compile(r"^(\w+Warning): ")

ITERATIONS = "Stops when the deviance, which tends to 0, has settled to one part in 10⁸"
TOOLS: dict[
    str, tuple[str, dict[str, tuple[str, str]]]
] = {  # by folder: what the printed setting is, and why its answer
    "this_site": (
        "This site",
        {
            "glm.fit": ("glm.fit, default", f"{ITERATIONS}, as R does; that no estimate exists is proved separately."),
            "neuron.train, 100,000 epochs": ("neuron.train, 100,000 epochs", "Stops when the epochs are used up."),
        },
    ),
    "r": (
        "R",
        {
            "glm": ("glm, default", f"{ITERATIONS}. It calls this converged."),
            "multinom": ("nnet::multinom, default", "A network's quasi-Newton search; stops when the loss is small."),
            "brglm2, Firth's penalty": ("brglm2, MPL_Jeffreys", "Firth's penalty makes the optimum finite."),
        },
    ),
    "statsmodels": (
        "statsmodels",
        {
            "GLM": (
                "GLM, default",
                "Fisher scoring too, with a tolerance on the deviance that is met two steps before R's.",
            ),
            "fit_regularized, alpha=1/n": (
                "fit_regularized, alpha=1/n",
                "A ridge of λ = 1, on the intercept too, which tilts the line.",
            ),
        },
    ),
    "scikit_learn": (
        "scikit-learn",
        {
            "LogisticRegression, C=1 by default": (
                "LogisticRegression, default",
                "A ridge of λ = 1/C = 1, the intercept free: the optimum is finite, and separation never shows.",
            ),
            "C=np.inf": ("C=np.inf", "L-BFGS, which stops where the gradient is below its tolerance; not upright."),
            "C=np.inf, newton-cholesky": (
                "C=np.inf, newton-cholesky",
                "Newton's steps, stopped by the same tolerance.",
            ),
        },
    ),
    "pytorch": (
        "PyTorch",
        {
            "SGD, 1,000 steps at rate 1": ("SGD, 1,000 steps", "There is no default: it stops where your loop does."),
            "SGD, 10,000 steps at rate 1": (
                "SGD, 10,000 steps",
                "Ten times as long, 2 log 10 further, as gradient descent at any constant rate. (Adam, whose steps do not fade "
                "with the slopes, goes faster.)",
            ),
            "SGD with weight_decay=0.01, 10,000 steps": (
                "SGD, weight_decay=0.01",
                "A ridge of λ = 0.01 n = 0.04, on the bias too, which tilts the line.",
            ),
        },
    ),
}


def measure():
    printed = {path.parent.name: path.read_text(encoding="utf-8") for path in Path(__file__).parents[3].glob(DATA)}
    rows = [row for folder, (tool, settings) in TOOLS.items() for row in answers(tool, settings, printed[folder])]
    silent = sum(row["says"] == "nothing" for row in rows)
    return {"rows": rows, "n": len(rows), "silent": silent, "by": {key(row): row["first"] for row in rows}}


def answers(tool, settings, text):
    """A row for every answer in a printed text, with the warnings that stand above it."""
    says = []
    for line in text.splitlines():
        if warning := WARNING.match(line):
            says.append(f"`{warning[1]}`")
        elif found := ANSWER.match(line.strip()):
            setting, why = settings[found["setting"]]
            weights = {name: float(found[name]) + 0.0 for name in ("bias", "first", "second")}
            yield {"tool": tool, "setting": setting, **weights, "says": ", ".join(says) or "nothing", "why": why}
            says = []


def key(row):
    """The name of a row in a page: r_glm_default."""
    return re.sub(r"\W+", "_", f"{row['tool']} {row['setting']}".lower()).strip("_")
