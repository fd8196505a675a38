"""Ways to make one answer of four hidden units: on XOR a count is enough, on the moons only learnt weights are."""

import numpy as np

from experiments.question import _tasks
from smallest_network import datasets, glm, network

CAPTION = (
    "Share right, on the four points of XOR and on {n_test:,} new points of the moons. Where units are counted alike, "
    "each is first turned round if that makes it right more often. One network for each column: on XOR from one start, on one "
    "draw of the moons the best of {starts} starts by its loss on the points it learnt from."
)
TABLE = {"Answer": "{answer}", "XOR": "{xor:.3f}", "Moons": "{moons:.3f}"}


def measure():
    xor, (learnt, new) = datasets.xor(), _tasks.moons()
    by_xor = answers(xor, xor, _tasks.trained_on_xor())
    by_moons = answers(learnt, new, _tasks.trained_on_moons())
    rows = [{"answer": name, "xor": by_xor[name], "moons": by_moons[name]} for name in by_xor]
    return {"rows": rows, "n_test": len(new[1]), "starts": _tasks.STARTS}


def answers(learnt, new, layers):
    """Share of `new` called right, by the name of the answer; everything is chosen on `learnt`."""
    (X, y), (X_new, y_new) = learnt, new
    a, a_new = (network.forward(inputs, layers).outputs[0] for inputs in (X, X_new))
    right = ((a >= 0.5) == y[:, None]).mean(axis=0)
    turned_new = np.where(right >= 0.5, a_new, 1 - a_new)
    best = int(np.argmax(np.maximum(right, 1 - right)))
    votes, mean = (turned_new >= 0.5).mean(axis=1), turned_new.mean(axis=1)
    calls = {
        "a logistic regression, no hidden units": single(X, y, X_new),
        "the best hidden unit alone": turned_new[:, best] >= 0.5,
        "most votes of the four (a tie is class 1)": votes >= 0.5,
        "mean of the four, against ½": mean >= 0.5,
        "the output unit": network.predict_proba(X_new, layers) >= 0.5,
    }
    return {name: float((call == y_new).mean()) for name, call in calls.items()}


def single(X, y, X_new):
    """A line's answer. On XOR its coefficients are 0 but for rounding, and every probability ½: class 1."""
    fitted = glm.fit(datasets.with_bias(X), y)
    return fitted.predict_proba(datasets.with_bias(X_new)).round(9) >= 0.5
