"""Measure the models against other ways to compute the same thing. Run: `make bench`.

Everything is measured here and now, on one core, so compare the ratios and not the seconds of two runs.
A ratio is what the other one takes, divided by what ours takes. The best of several runs counts; compiling does not.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

import shutil
import subprocess
import tracemalloc
import warnings
from time import perf_counter

import numba
import numpy as np
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression, SGDClassifier

from smallest_network import datasets, glm, neuron, separation

R_LOOP = """
X <- cbind(matrix(c(1, 0, 0, 0, 1, 1, 0, 1), ncol = 2, byrow = TRUE), 1)
y <- c(0, 1, 0, 1)
weights <- c(0.2, 0.2, 0.2)
neuron <- function(input) 1 / (1 + exp(-as.vector(input %*% weights)))
begin <- proc.time()[["elapsed"]]
for (epoch in 1:100000) for (i in 1:4) weights <- weights + 0.7 * (y[i] - neuron(X[i, ])) * X[i, ]
cat(proc.time()[["elapsed"]] - begin, sprintf("%.17g", weights))
"""


def main():
    print(f"{'':46}{'seconds':>10}{'ratio':>8}   target")
    four_points()
    for shape in [(4, 4), (200, 10), (1000, 100)]:
        other_shape(*shape)
    starts()
    for shape in [(1_000, 5), (100_000, 20), (1_000_000, 20)]:
        regression(*shape)


def four_points():
    X, y = datasets.four_points()
    X, start, epochs = datasets.with_bias(X), np.full(3, 0.2), 100_000
    settings = {"weights": start, "learning_rate": 0.7, "epochs": epochs}
    ours, weights = best(lambda: neuron.train(X, y, **settings), repeats=9)
    heading(f"Neuron, four points, {epochs:,} epochs", ours)

    compiled_descent(X, y, start, 0.7, 1)
    sgd = SGDClassifier(
        loss="log_loss",
        alpha=1e-300,
        learning_rate="constant",
        eta0=0.7,
        shuffle=False,
        max_iter=epochs,
        tol=None,
        fit_intercept=False,
    )
    versus("row by row in NumPy", best(lambda: descent(X, y, start, 0.7, epochs), repeats=2), ours, weights, target=8)
    versus("compiled by numba", best(lambda: compiled_descent(X, y, start, 0.7, epochs)), ours, weights)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        versus("SGDClassifier", best(lambda: sgd.fit(X, y, coef_init=np.array([start])).coef_[0]), ours, weights)
    if shutil.which("Rscript"):
        versus("R", min(in_r() for _ in range(2)), ours, weights, target=10)
    else:
        print("  R                   is not installed here")


def in_r():
    answer = subprocess.run(["Rscript", "-e", R_LOOP], capture_output=True, text=True, check=True)
    seconds, *weights = map(float, answer.stdout.split())
    return seconds, np.array(weights)


def other_shape(n, p):
    rng = np.random.default_rng(n)
    X, y, start, epochs = rng.normal(size=(n, p)), rng.integers(0, 2, n) * 1.0, np.zeros(p), 100_000 // n
    ours, weights = best(lambda: neuron.train(X, y, weights=start, learning_rate=0.1, epochs=epochs), repeats=9)
    heading(f"Neuron, {n} rows, {p} inputs, {epochs:,} epochs", ours)
    versus("row by row in NumPy", best(lambda: descent(X, y, start, 0.1, epochs), repeats=5), ours, weights, target=3)


def starts():
    X, y = datasets.four_points()
    X, epochs = datasets.with_bias(X), 200
    many = np.random.default_rng(0).normal(size=(10_000, 3))
    ours, weights = best(lambda: neuron.sweep(X, y, weights=many, learning_rate=0.7, epochs=epochs))
    updates = len(many) * len(y) * epochs / 1e6
    heading(f"Sweep, four points, {len(many):,} starts, {epochs} epochs", ours)

    compiled_sweep(X, y, many[:1], 0.7, 1)
    compiled, theirs = best(lambda: compiled_sweep(X, y, many, 0.7, epochs))
    reached = updates / ours >= 40 or compiled >= ours
    print(f"  {'million updates a second':44}{updates / ours:10.1f}{'':8}   >= 40, or the loop's{mark(reached)}")
    print(f"  {'... of the loop compiled by numba':44}{updates / compiled:10.1f}{compiled / ours:7.2f}x")
    print(f"  {'largest difference of the weights':44}{np.abs(weights - theirs).max():10.0e}")


def regression(n, p):
    rng = np.random.default_rng(p)
    X = rng.normal(size=(n, p))
    X[:, 0] = 1
    y = (rng.random(n) < 1 / (1 + np.exp(-X @ rng.normal(size=p) / 2))) * 1.0
    repeats = 200 if n <= 1000 else 3
    ours, fit = best(lambda: glm.fit(X, y), repeats)
    heading(f"GLM, {n:,} rows, {p} columns", ours)

    logistic = LogisticRegression(C=np.inf, solver="newton-cholesky", fit_intercept=False, tol=1e-8)
    target = 1 if n == 1_000_000 else None
    versus(
        "statsmodels GLM",
        best(lambda: sm.GLM(y, X, family=sm.families.Binomial()).fit().params, min(repeats, 10_000_000 // n // p + 1)),
        ours,
        fit.coefficients,
        target=5,
    )
    versus(
        "newton-cholesky",
        best(lambda: logistic.fit(X, y).coef_[0], repeats),
        ours,
        fit.coefficients,
        target=target,
    )
    share = share_of(separation, "excluded", lambda: glm.fit(X, y), repeats)
    print(f"  {'share of the proof that nothing separates':44}{share:10.3f}{'':8}   <= 0.1{mark(share <= 0.1)}")
    extra = peak_memory(lambda: glm.fit(X, y)) / X.nbytes
    print(f"  {'extra memory, as multiple of X':44}{extra:10.2f}{'':8}   <= 2{mark(extra <= 2)}")


def descent(X, y, weights, learning_rate, epochs):
    """Online gradient descent as one would write it first."""
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            mu = 1 / (1 + np.exp(-x @ weights))
            weights = weights + learning_rate * (target - mu) * x
    return weights


@numba.njit
def compiled_descent(X, y, start, learning_rate, epochs):
    weights = start.copy()
    for _ in range(epochs):
        for i in range(len(y)):
            eta = 0.0
            for j in range(len(weights)):
                eta += X[i, j] * weights[j]
            step = learning_rate * (y[i] - 1 / (1 + np.exp(-eta)))
            for j in range(len(weights)):
                weights[j] += step * X[i, j]
    return weights


@numba.njit
def compiled_sweep(X, y, starts, learning_rate, epochs):
    trained = np.empty_like(starts)
    for s in range(len(starts)):
        trained[s] = compiled_descent(X, y, starts[s], learning_rate, epochs)
    return trained


def best(task, repeats=3):
    """(seconds of the fastest run, what the last run returned)."""
    seconds = []
    for _ in range(repeats):
        begin = perf_counter()
        result = task()
        seconds.append(perf_counter() - begin)
    return min(seconds), result


def share_of(module, name, task, repeats) -> float:
    """Least share of the time of `task` that a function of a module takes, over several runs."""
    shares, inside, whole = [], [], getattr(module, name)

    def timed(*arguments):
        begin = perf_counter()
        result = whole(*arguments)
        inside.append(perf_counter() - begin)
        return result

    setattr(module, name, timed)
    for _ in range(repeats):
        inside.clear()
        begin = perf_counter()
        task()
        shares.append(sum(inside) / (perf_counter() - begin))
    setattr(module, name, whole)
    return min(shares)


def peak_memory(task) -> int:
    """Bytes that `task` held at most at one time; NumPy reports its arrays to tracemalloc."""
    tracemalloc.start()
    task()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def heading(name, seconds):
    print(f"\n{name:46}{seconds:10.4f}")


def versus(name, measured, ours, answer, target=None):
    seconds, theirs = measured
    ratio, difference = seconds / ours, np.abs(theirs - answer).max()
    aim = f">= {target}{mark(ratio >= target)}" if target else "-"
    print(f"  {name:20}differs by {difference:7.1e}      {seconds:10.4f}{ratio:7.2f}x   {aim}")


def mark(reached) -> str:
    return "" if reached else "   <-- MISSED"


if __name__ == "__main__":
    main()
