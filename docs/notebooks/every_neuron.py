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
# # Lab: every neuron is a regression
#
# One learning rule and several activations: the post [Every neuron is a
# regression](../blog/posts/every-neuron-is-a-regression.md) in code. Download it [as a script](every_neuron.py) or
# [as a notebook](every_neuron.ipynb), install the package with
#
# ```sh
# pip install "smallest-network[labs] @ {{ package() }}"
# ```
#
# and change what you like. It needs NumPy, and Matplotlib for the pictures; the data come with the package.
#
# ## One rule
#
# Error times input, summed over the rows; the activation is an argument.

# %%
import warnings

import matplotlib.pyplot as plt
import numpy as np

from smallest_network import datasets, families, glm, labs, multinomial, network, neuron
from smallest_network.logistic import expit, softmax
from smallest_network.optimizers import Adam, GradientDescent

labs.style()


def learn(X, y, activation, *, rate, epochs):
    """Weights from zero, by batch descent: w ← w + α (y - μ) x, with the mean over the rows."""
    w = np.zeros(X.shape[1])
    for _ in range(epochs):
        w = w + rate * (y - activation(X @ w)) @ X / len(y)
    return w


# %% [markdown]
# Three data sets: lengths, counts, yes or no. The neuron is compared with `glm.fit`, which gives [what R and statsmodels
# give](../code/tests/models/test_families_fitted.md). Speed and temperature are shifted and scaled to mean 0 and standard
# deviation 1.


# %%
def standardised(x):
    return datasets.with_bias((x - x.mean()) / x.std())


speed, distance = datasets.cars()
groups, breaks = datasets.warpbreaks()
temperature, distress = datasets.o_ring()
tasks = {
    "gaussian": (standardised(speed), distance, lambda eta: eta, 1.0),
    "poisson": (datasets.with_bias(groups), breaks, np.exp, 0.0466),
    "binomial": (standardised(temperature), distress, expit, 8.8),
}
found = {}
for family, (X, y, activation, rate) in tasks.items():
    w = learn(X, y, activation, rate=rate, epochs=400)
    fitted = glm.fit(X, y, family=family, tol=1e-14)
    assert np.allclose(w, fitted.coefficients, rtol=1e-9)
    found[family] = w
    print(f"{family:>9}: neuron {w.round(6)}, GLM {fitted.coefficients.round(6)}")

# %% [markdown]
# Each neuron's curve over its sum η, with its data:

# %%
figure, panels = plt.subplots(1, 3, figsize=(7.6, 2.6))
for axes, (family, (X, y, activation, _)) in zip(panels, tasks.items(), strict=True):
    eta = X @ found[family]
    grid = np.linspace(eta.min(), eta.max(), 100)
    axes.vlines(eta, activation(eta), y, color="C1", alpha=0.4, linewidth=1)
    axes.plot(grid, activation(grid), color="C3")
    axes.plot(eta, y, "o", color="C0", markersize=4, alpha=0.7)
    axes.set(title=family, xlabel="Sum η", ylabel="Response")
labs.show(
    figure, alt="Three panels: a straight line, an exponential and an S-shaped curve, with lines from data to curve."
)

# %% [markdown]
# The package's own neuron has the same rule, for these three and for two more:

# %%
X, y, *_ = tasks["poisson"]
w = neuron.train_batch(X, y, weights=np.zeros(4), learning_rate=0.0466, epochs=400, activation="exp")
assert np.allclose(w, found["poisson"], rtol=1e-12)
list(neuron.ACTIVATIONS)

# %% [markdown]
# ## The cumulant function
#
# The slope of b is the activation, and the slope of the slope the variance. By finite differences:

# %%
step = 1e-4
for family in families.FAMILIES.values():
    theta = np.array([-1.0, 0.3, 1.2])
    b, mu = family.cumulant, families.LINKS[family.links[0]].inverse(theta)
    slope = (b(theta + step) - b(theta - step)) / (2 * step)
    bend = (b(theta + step) - 2 * b(theta) + b(theta - step)) / step**2
    assert np.allclose(slope, mu, atol=1e-7)
    assert np.allclose(bend, family.variance(mu), atol=1e-6)
    print(f"{family.name:>9}: b' = {slope.round(5)}, b'' = {bend.round(5)}")

# %% [markdown]
# ## A curve that is not canonical
#
# The factor of the error, μ′ / V(μ), for three curves from 0 to 1:

# %%
mu = np.linspace(0.01, 0.99, 99)
figure, axes = plt.subplots(figsize=(4.2, 2.8))
for name, role, dashes in (("logit", "C3", "-"), ("probit", "C4", "--"), ("cloglog", "C5", ":")):
    link = families.LINKS[name]
    axes.plot(mu, link.slope(link.link(mu)) / (mu * (1 - mu)), color=role, linestyle=dashes, label=name)
    fitted = glm.fit(datasets.with_bias(temperature), distress, link=name)
    print(
        f"{name:>7}: slope {fitted.coefficients[0]:.4f} per °F, deviance {fitted.deviance:.3f}, {fitted.n_iter} steps"
    )
axes.set(xlabel="Probability μ", ylabel="Factor", ylim=(0, 5))
axes.legend()
labs.show(
    figure, alt="Factor against probability: level at 1 for the logit, a bowl for the probit, rising for cloglog."
)

# %% [markdown]
# ## Softmax on irises
#
# By the length of the sepals the three species overlap, and descent and regression meet. Only differences between the units
# count, so the first unit's weights are taken from the others'. `multinomial.fit` does so too, as R's `multinom` does, and
# is [held to that](../code/tests/models/test_multinomial.md), to statsmodels and to scikit-learn.

# %%
flowers, species = datasets.iris()
names, numbers = np.unique(species, return_inverse=True)
inputs = standardised(flowers[:, :1])
(units,) = network.train(
    inputs[:, :1], numbers, (np.zeros((2, 3)),), optimizer=GradientDescent(learning_rate=5.8), epochs=400
)
fitted = multinomial.fit(inputs, species, tol=1e-14)
assert np.allclose((units[:, 1:] - units[:, :1]).T, fitted.coefficients, rtol=1e-9)
fitted.coefficients

# %%
cm = np.linspace(4, 8.2, 200)
grid = datasets.with_bias(((cm - flowers[:, 0].mean()) / flowers[:, 0].std())[:, None])
figure, axes = plt.subplots(figsize=(5.2, 2.6))
for name, curve, role, dashes in zip(names, softmax(grid @ units).T, ("C0", "C1", "C4"), ("-", "--", ":"), strict=True):
    axes.plot(cm, curve, color=role, linestyle=dashes, label=name)
axes.set(xlabel="Sepal length (cm)", ylabel="Probability", yticks=(0, 0.5, 1))
axes.legend()
labs.show(figure, alt="Three curves over sepal length: setosa falls, versicolor has a hump, virginica rises.")

# %% [markdown]
# With all four measurements setosa stands apart, and the fit says that there is no best one:

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    multinomial.fit(datasets.with_bias(flowers), species)
print(caught[0].message)

# %% [markdown]
# ## Ten digits
#
# Ten softmax units on 64 pixels, one division by chance. (The post holds out whole forms, which is harder.) Rows of the matrix:
# what was written; columns: what was read.

# %%
images, labels = datasets.digits()
rng = np.random.default_rng(0)
train, test = datasets.split(len(labels), test_share=1 / 3, rng=rng)
start = network.initialize((64, 10), rng=rng, scale=1 / 8)
layers = network.train(
    images[train] / 16, labels[train], start, optimizer=Adam(learning_rate=0.03), epochs=40, batch_size=100, rng=rng
)
read = network.predict_proba(images[test] / 16, layers).argmax(axis=1)
confusion = np.zeros((10, 10), dtype=int)
np.add.at(confusion, (labels[test], read), 1)
print(f"{(read == labels[test]).mean():.1%} of {len(test)} read correctly")
confusion

# %% [markdown]
# The weights of each unit as an image: where ink speaks for its digit (dark) and against it (light).

# %%
figure, panels = plt.subplots(1, 10, figsize=(8.5, 1.15))
for digit, axes in enumerate(panels):
    axes.imshow(layers[0][:-1, digit].reshape(8, 8), cmap="Greys")
    axes.set(xticks=(), yticks=(), title=digit)
labs.show(figure, alt="Ten images of weights, in each of which the strokes of its digit can be guessed.")

# %% [markdown]
# ## A threshold behind noise

# %%
eta = np.linspace(-4, 4, 9)
shares = (eta + rng.logistic(size=(10_000, 9)) > 0).mean(axis=0)
np.column_stack([eta, shares, expit(eta)]).round(3)

# %% [markdown]
# ## Your turn
#
# - Give `learn` the hard threshold `lambda eta: (eta >= 0) * 1.0` on the launches. Does it settle?
# - Give it `np.exp` on the cars. What regression is that, and is the fit any good?
# - Replace `rng.logistic` by `rng.normal`, and `expit` by `families.normal_cdf`.
# - Put a hidden layer before the ten digits: `(64, 32, 10)`.
