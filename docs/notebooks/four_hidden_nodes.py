# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Lab: four hidden units
#
# This notebook takes the network of the post [Is a neural network an extension of logistic
# regression?](../blog/posts/is-a-neural-network-an-extension-of-logistic-regression.md) apart in code. Download it
# [as a script](four_hidden_nodes.py) or [as a notebook](four_hidden_nodes.ipynb), install the package with
#
# ```sh
# pip install "smallest-network[labs] @ {{ package() }}"
# ```
#
# and change what you like. It needs NumPy, and Matplotlib for the pictures.
#
# ## XOR
#
# No line separates the two classes, and the four points balance, so a logistic regression gives up: all coefficients 0,
# every probability ½. So would [R's `glm`, or statsmodels](../code/tests/models/test_glm.md).

# %%
import matplotlib.pyplot as plt
import numpy as np

from smallest_network import datasets, glm, intervals, labs, metrics, network
from smallest_network.logistic import expit
from smallest_network.optimizers import GradientDescent

labs.style()
X, y = datasets.xor()
glm.fit(datasets.with_bias(X), y).fitted.round(12)

# %% [markdown]
# Four hidden units and one output unit. A layer is a matrix with a column for each unit, its bias in the last row. Training
# takes the steps that [scikit-learn's `MLPClassifier` takes](../code/tests/models/test_network.md).

# %%
start = network.initialize((2, 4, 1), rng=np.random.default_rng(3))
layers = network.train(X, y, start, optimizer=GradientDescent(0.5), epochs=5000)
hidden, output = layers
hidden.round(2)

# %% [markdown]
# Each column is a logistic regression. Here are the four answers they give, point by point, and what the output unit
# makes of them:

# %%
a = expit(datasets.with_bias(X) @ hidden)
mu = expit(datasets.with_bias(a) @ output)[:, 0]
assert np.allclose(mu, network.predict_proba(X, layers))
print("hidden units:", *a.round(2), sep="\n")
print("output unit:", mu.round(3), " wanted:", y)

# %% [markdown]
# The same five answers for every point of the plane. Each hidden unit has one straight edge; the output unit combines them:


# %%
def planes(X, y, layers, corners, *, names):
    """A panel for every hidden unit and one for the output unit: its answer as shading, its edge at ½ as a line."""
    (left, right), (low, high) = corners
    x1, x2 = np.meshgrid(np.linspace(left, right, 80), np.linspace(low, high, 80))
    outputs = network.forward(np.column_stack([x1.ravel(), x2.ravel()]), layers).outputs
    answers = [*outputs[0].T, outputs[1][:, 0]]
    figure, panels = plt.subplots(1, len(answers), figsize=(7.2, 1.9), sharey=True)
    for axes, answer, name in zip(panels, answers, names, strict=True):
        axes.contourf(x1, x2, answer.reshape(x1.shape), levels=np.linspace(0, 1, 11), cmap="coolwarm", alpha=0.5)
        axes.contour(x1, x2, answer.reshape(x1.shape), levels=[0.5], colors=["C3"])
        for label, marker in ((0, "o"), (1, "s")):
            axes.plot(*X[y == label].T, marker, color=f"C{label}", markersize=5 if len(y) < 10 else 1.8)
        axes.set(xticks=(), yticks=(), aspect="equal", title=name)
    return figure


names = [*(f"unit {unit}" for unit in range(1, 5)), "output"]
figure = planes(X, y, layers, ((-0.5, 1.5), (-0.5, 1.5)), names=names)
labs.show(
    figure, alt="Four planes, each parted by one straight line, and a fifth in which the lines together part XOR."
)

# %% [markdown]
# The slope that a hidden unit learns from is $(\mu - y)\, v_j\, a_j (1 - a_j)$. Check it against the gradient of
# the package, at the start, where it is not yet zero:

# %%
inner = network.forward(X, start)
first, v = inner.outputs[0], start[1][:4, 0]
delta = (inner.mu - y)[:, None] * v * first * (1 - first)
by_formula = datasets.with_bias(X).T @ delta / len(y)
assert np.allclose(by_formula, network.gradient(X, y, start)[0], atol=1e-15)

# %% [markdown]
# ## Equal starts
#
# All weights ½: after 5000 epochs the four columns are still the same, to the last bit.

# %%
equal = (np.full((3, 4), 0.5), np.full((5, 1), 0.5))
trained = network.train(X, y, equal, optimizer=GradientDescent(0.5), epochs=5000)
assert len({column.tobytes() for column in trained[0].T}) == 1
network.predict_proba(X, trained).round(3)

# %% [markdown]
# Different output weights are enough to set the units apart, without any randomness:

# %%
different = (np.full((3, 4), 0.5), np.array([[-1.0], [-0.5], [0.5], [1.0], [0.5]]))
trained = network.train(X, y, different, optimizer=GradientDescent(0.5), epochs=5000)
network.predict_proba(X, trained).round(3)

# %% [markdown]
# ## How many starts succeed?
#
# Networks with the same shape train together: `stack` gives each layer one more axis in front.

# %%
for width in (1, 2, 3, 4):
    starts = [network.initialize((2, width, 1), rng=np.random.default_rng(seed)) for seed in range(50)]
    trained = network.train(X, y, network.stack(starts), optimizer=GradientDescent(0.5), epochs=5000)
    solved = int(((network.predict_proba(X, trained) >= 0.5) == y).all(axis=-1).sum())
    low, high = intervals.wilson(solved, len(starts))
    print(f"{width} hidden: {solved} of {len(starts)} solved, 95 % interval {low:.2f} to {high:.2f}")

# %% [markdown]
# ## The moons, and the output unit as a GLM
#
# Train from eight starts and keep the network with the lowest loss on the points it learns from. The new points judge
# it, so they must not choose it. Then freeze its hidden layer and fit a GLM to its four outputs. Training has not come
# to rest yet, so the coefficients still differ, and the probabilities a little.

# %%
rng = np.random.default_rng(4)
X, y = datasets.two_moons(200, noise=0.2, rng=rng)
X_new, y_new = datasets.two_moons(2000, noise=0.2, rng=rng)
starts = [network.initialize((2, 4, 1), rng=np.random.default_rng(seed)) for seed in range(8)]
trained = network.train(X, y, network.stack(starts), optimizer=GradientDescent(2.0), epochs=3000)
best = network.mean_loss(X, y, trained).argmin()
layers = tuple(layer[best] for layer in trained)
a = network.forward(X, layers).outputs[0]
refitted = glm.fit(datasets.with_bias(a), y)
print("right on new points:", metrics.accuracy(y_new, network.predict_proba(X_new, layers)))
print("output weights: ", layers[1][:, 0].round(2))
print("GLM on the same:", refitted.coefficients.round(2))
print("largest difference of probabilities:", np.abs(refitted.fitted - network.predict_proba(X, layers)).max().round(3))

# %%
figure = planes(X, y, layers, ((-1.6, 2.6), (-1.2, 1.7)), names=names)
labs.show(
    figure,
    alt="Four planes with a straight line each over two half moons; in a fifth a bent line parts them.",
)

# %% [markdown]
# ## Reconstruction
#
# How much of the inputs' variance does a linear regression on the hidden outputs give back? And on the scores, which no curve
# has bent?

# %%
learnt, new = (network.forward(inputs, layers) for inputs in (X, X_new))


def given_back(known, known_new):
    solution = np.linalg.lstsq(datasets.with_bias(known), X, rcond=None)[0]
    lost = ((X_new - datasets.with_bias(known_new) @ solution) ** 2).sum()
    return 1 - lost / ((X_new - X_new.mean(axis=0)) ** 2).sum()


for nodes in ([0], [1], [2], [3], [2, 3], [0, 1, 2, 3]):
    by_output = given_back(learnt.outputs[0][:, nodes], new.outputs[0][:, nodes])
    by_score = given_back(learnt.etas[0][:, nodes], new.etas[0][:, nodes])
    print(f"{nodes}: {by_output:.2f} from outputs, {by_score:.2f} from scores")

# %% [markdown]
# ## tanh is logistic in disguise
#
# $\tanh(\eta) = 2 \operatorname{expit}(2\eta) - 1$ turns a network of tanh units into one of logistic units.

# %%
hidden, output = network.initialize((2, 4, 1), rng=np.random.default_rng(0))
disguised = 2 * hidden, np.concatenate([2 * output[:-1], output[-1:] - output[:-1].sum(axis=0)])
by_tanh = network.predict_proba(X, (hidden, output), activation="tanh")
assert np.allclose(by_tanh, network.predict_proba(X, disguised), atol=1e-14)

# %% [markdown]
# ## Your turn
#
# - Train the moons with one, two and three hidden units. At which width does the accuracy on new points stop growing?
# - Start the hidden units equal, but for a noise of 1e-3. How many epochs until XOR is solved?
# - Train the moons ten times as long. Do the output weights come closer to the GLM's?
