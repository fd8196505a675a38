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
# network](../../blog/logistic-regression-as-the-smallest-neural-network/) in code. Download it
# [as a script](neuron_and_glm.py) or [as a notebook](neuron_and_glm.ipynb), install the package `smallest-network` from
# this project with `pip install .`, and change what you like. It needs nothing but NumPy.
#
# ## Four points

# %%
import warnings

import numpy as np

from smallest_network import datasets, glm, neuron
from smallest_network.logistic import log_loss

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
# twice.

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

# %% [markdown]
# ## Your turn
#
# - Give `glm.fit` a smaller `tol` on the four points. What happens to the coefficients, and to the line?
# - Start the neuron at `[0, 0, 0]`. Does the tilt after 100,000 epochs change?
# - Train with `neuron.train` instead of `neuron.train_batch` on the O-ring data. How far from the optimum does it stay?
