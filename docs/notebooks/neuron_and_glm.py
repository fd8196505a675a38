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
# # Lab: the neuron and the GLM
#
# This notebook repeats the post [Logistic regression as the smallest possible neural
# network](../blog/posts/logistic-regression-as-the-smallest-neural-network.md) in code. Download it
# [as a script](neuron_and_glm.py) or [as a notebook](neuron_and_glm.ipynb), install the package with
#
# ```sh
# pip install "smallest-network[labs] @ {{ package() }}"
# ```
#
# and change what you like. It needs NumPy, and Matplotlib for the pictures.
#
# ## Four points

# %%
import warnings

import matplotlib.pyplot as plt
import numpy as np

from smallest_network import datasets, glm, labs, neuron
from smallest_network.logistic import expit, log_loss

labs.style()

X, y = datasets.four_points()
X = datasets.with_bias(X)
X, y

# %% [markdown]
# ## The neuron
#
# Online gradient descent: after each row, $w \leftarrow w + \alpha\,(y_i - \mu_i)\,x_i$.

# %%
weights = neuron.train(X, y, weights=[0.2, 0.2, 0.2], learning_rate=0.7, epochs=100_000)
weights.tolist()

# %%
neuron.predict_proba(X, weights).round(6)

# %% [markdown]
# The rule is the slope of the log-likelihood. Check it against finite differences, on one row and at arbitrary weights:

# %%
w, row, step = np.array([0.3, -0.1, 0.2]), 1, 1e-6
by_formula = (y[row] - neuron.predict_proba(X[[row]], w)[0]) * X[row]
numerically = [
    -(log_loss(y[row], X[row] @ (w + step * axis)) - log_loss(y[row], X[row] @ (w - step * axis))) / (2 * step)
    for axis in np.eye(3)
]
assert np.allclose(by_formula, numerically, atol=1e-9)
by_formula, np.array(numerically)

# %% [markdown]
# ## The GLM
#
# As in R, the intercept comes first, and the bias column of the data is dropped because it repeats it. The fit warns
# twice. `glm.fit` is R's `glm` written anew, and every number of it is [held to what R answered, and to statsmodels and
# scikit-learn](../code/tests/models/test_glm.md); what these say of the four points stands [side by
# side](../in-your-tools.md#the-four-points).

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    fitted = glm.fit(np.column_stack([np.ones(4), X]), y)
for warning in caught:
    print(f"{warning.category.__name__}: {warning.message}\n")
fitted.coefficients.round(9) + 0.0

# %%
print("iterations:", fitted.n_iter, " converged:", fitted.converged, " deviance:", fitted.deviance)
print("standard errors:", fitted.standard_errors.round(1))

# %% [markdown]
# ## Two lines
#
# The tilt from the vertical, in degrees, after ever more epochs:

# %%
epochs = [100, 1000, 10_000, 100_000]
path = neuron.path(neuron.train, X, y, weights=[0.2, 0.2, 0.2], learning_rate=0.7, epochs=epochs)
for epoch, along in zip(epochs, path, strict=True):
    print(f"{epoch:>7} epochs: {neuron.tilt(along):.3f}°, second weight {along[1]:.4f}")

# %% [markdown]
# Drawn, with the neuron's line thick and grey after each of these stops (the last one darkest), and the GLM's thin and black:


# %%
def line(axes, w1, w2, w3, **style):
    """Where w1 x1 + w2 x2 + w3 = 0, for a line that is nearly upright."""
    x2 = np.array([-0.3, 1.3])
    axes.plot(-(w2 * x2 + w3) / w1, x2, **style)


figure, axes = plt.subplots(figsize=(3.8, 3.6))
for along, ink in zip(path, (0.25, 0.45, 0.7, 1), strict=True):
    line(axes, *along, color="C2", linewidth=4, alpha=ink)
intercept, first, second, _ = fitted.coefficients
line(axes, first, second, intercept, color="C3", linewidth=1.6)
for label, marker in ((0, "o"), (1, "s")):
    axes.plot(*X[y == label, :2].T, marker, color=f"C{label}", markersize=11)
axes.set(xlim=(-0.3, 1.3), ylim=(-0.3, 1.3), aspect="equal", xlabel="Input 1", ylabel="Input 2")
labs.show(
    figure, alt="Four points, and between the classes five nearly upright lines: the neuron's turn towards the GLM's."
)

# %% [markdown]
# ## Where an optimum exists
#
# The O-ring data are not separable. The neuron learns on standardised temperature, in batches; mapped back to °F, its
# weights are the GLM's coefficients.

# %%
temperature, distress = datasets.o_ring()
fitted = glm.fit(datasets.with_bias(temperature), distress)
mean, spread = temperature.mean(), temperature.std()
standardised = datasets.with_bias((temperature - mean) / spread)
w = neuron.train_batch(standardised, distress, weights=[0.0, 0.0], learning_rate=1.0, epochs=1000)
slope = w[0] / spread
by_neuron = np.array([slope, w[1] - slope * mean])
assert np.allclose(by_neuron, fitted.coefficients, rtol=1e-10)
by_neuron, fitted.coefficients

# %%
degrees = np.linspace(50, 85, 200)
figure, axes = plt.subplots(figsize=(5.2, 2.8))
axes.plot(degrees, expit(by_neuron[0] * degrees + by_neuron[1]), color="C2", linewidth=5)
axes.plot(degrees, fitted.predict_proba(datasets.with_bias(degrees[:, None])), color="C3", linewidth=1.6)
for label, marker in ((0, "o"), (1, "s")):
    shown = temperature[distress == label, 0]
    axes.plot(shown, np.full(len(shown), label), marker, color=f"C{label}", markersize=6, alpha=0.5)
axes.set(xlabel="Temperature at launch (°F)", ylabel="Probability of distress", yticks=(0, 0.5, 1))
labs.show(
    figure,
    alt="Launches at 0 and 1 over temperature, and two falling curves, the neuron's and the GLM's, that are one.",
)

# %% [markdown]
# ## Your turn
#
# - Give `glm.fit` a smaller `tol` on the four points. What happens to the coefficients, and to the line?
# - Start the neuron at `[0, 0, 0]`. Does the tilt after 100,000 epochs change?
# - Train with `neuron.train` instead of `neuron.train_batch` on the O-ring data. How far from the optimum does it stay?
