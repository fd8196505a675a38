"""Five units with two weights each, on the 23 launches: which answers with a probability, and which settles."""

import numpy as np

from experiments._shared import four_points, o_rings
from smallest_network import glm

CAPTION = (
    "The outputs are those at the coldest and the warmest temperature in question, 31 °F and 81 °F. The factor is "
    "what the learning rule (y − μ)x is multiplied by. The linear unit and the perceptron say yes where their sum is "
    "at least ½ and 0. The perceptron learns row by row from zero and never rests: of the last of "
    "{perceptron[epochs]:,} epochs, {perceptron[changes]} rows still change its weights, and its errors are counted "
    "after each."
)
TABLE = {
    "Unit": "{name}",
    "Weights": "{weights}",
    "At 31 °F": "{cold:.2f}",
    "At 81 °F": "{warm:.2f}",
    "A probability": "{probability}",
    "Factor": "{factor}",
    "Best weights": "{settles}",
    "Errors (of 23)": "{errors}",
}
EPOCHS = 1000


def measure():
    X, y = o_rings.standardised()
    mean, spread = o_rings.scale()
    ends = np.array([[(degrees - mean) / spread, 1.0] for degrees in (31.0, 81.0)])
    linear = glm.fit(X, y, family="gaussian")
    path = perceptron(X, y, np.zeros(2), 1.0, EPOCHS)
    last = path[-len(y) :]
    wrong = ((last @ X.T >= 0) != y).sum(axis=1)
    rows = [
        _row("linear", linear.predict(ends), "no", "1", "one", int(((linear.fitted >= 0.5) != y).sum())),
        _row("perceptron", 1.0 * (ends @ last[-1] >= 0), "no", "1", "all 0", f"{wrong.min()} to {wrong.max()}"),
    ]
    for link, factor in (("logit", "1"), ("probit", "$\\mu' / V$"), ("cloglog", "$\\mu' / V$")):
        fit = glm.fit(X, y, link=link, tol=o_rings.TOL)
        name = {"logit": "logistic", "cloglog": "complementary log-log"}.get(link, link)
        rows.append(_row(name, fit.predict(ends), "yes", factor, "one", int(((fit.fitted >= 0.5) != y).sum())))
    return {
        "rows": rows,
        "perceptron": {
            "epochs": EPOCHS,
            "least": wrong.min(),
            "most": wrong.max(),
            "changes": int((np.diff(path[-len(y) - 1 :], axis=0) != 0).any(axis=1).sum()),
        },
        "four_points": _four_points(),
        "linear": {"cold": linear.predict(ends)[0], "negative": int((linear.fitted < 0).sum())},
    }


def perceptron(X, y, weights, learning_rate, epochs):
    """Weights (epochs n, p) after each row of w ← w + α (y - μ) x, where μ is 1 if w · x ≥ 0 and else 0."""
    path = []
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            weights = weights + learning_rate * (target - (weights @ x >= 0)) * x
            path.append(weights)
    return np.array(path)


def _four_points():
    """On the four points, as the core post trains its neuron: the rows until nothing is wrong any more, and the weights then."""
    X, y = four_points.inputs()
    settings = four_points.SETTINGS
    path = perceptron(X, y, np.array(settings["weights"]), settings["learning_rate"], 20)
    right = ((path @ X.T >= 0) == y).all(axis=1)
    done = int(np.argmax(right))
    return {"rows": done + 1, "stays": bool((path[done:] == path[done]).all()), "weights": path[done]}


def _row(name, outputs, probability, factor, settles, errors):
    cold, warm = outputs
    return {"name": name, "weights": 2, "cold": cold, "warm": warm, "probability": probability, "factor": factor,
            "settles": settles, "errors": errors}  # fmt: skip
