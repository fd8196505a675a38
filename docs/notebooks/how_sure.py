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
# # Lab: how sure?
#
# The intervals of the post [How sure?](../blog/posts/how-sure.md) in code: a parabola, a likelihood, and networks that might
# have turned out otherwise. Download it [as a script](how_sure.py) or [as a notebook](how_sure.ipynb), install the package with
#
# ```sh
# pip install "smallest-network[labs] @ {{ package() }}"
# ```
#
# and change what you like. It needs NumPy, and
# Matplotlib for the pictures.
#
# ## The forecast for 31 °F
#
# A combination of the coefficients stands for what is asked: 31 times the slope, and once the intercept. The printed fit
# reads like R's `summary`. The intervals are [held to those of statsmodels, of R, and of R's
# logistf](../code/tests/models/test_intervals.md).

# %%
import warnings
from statistics import NormalDist

import matplotlib.pyplot as plt
import numpy as np

from smallest_network import datasets, glm, intervals, labs, network, penalised
from smallest_network.logistic import expit, log_loss
from smallest_network.optimizers import Adam

labs.style()
temperature, distress = datasets.o_ring()
X = datasets.with_bias(temperature)
at_31 = np.array([31.0, 1.0])
fit = glm.fit(X, distress)
print(fit)

# %%
wald = intervals.wald(fit, at_31)
three = {
    "Wald": (wald.low, wald.high),
    "profile": intervals.profile(X, distress, at_31),
    "Firth": intervals.firth_profile(X, distress, at_31),
}
for name, (low, high) in three.items():
    print(f"{name:8} η {low:5.2f} to {high:5.2f}, probability {expit(low):.3f} to {expit(high):.8f}")

# %% [markdown]
# ## Where the profile interval comes from
#
# Hold η at 31 °F, fit all else anew, and see by how much the deviance rises. Wald's parabola has the same lowest point and
# the same curvature there.

# %%
etas = np.linspace(-4, 22, 105)
rise = [intervals.likelihood_ratio(X, distress, at_31, value=eta).statistic for eta in etas]
parabola = ((etas - wald.estimate) / wald.standard_error) ** 2
figure, axes = plt.subplots(figsize=(5.2, 3.2))
axes.plot(etas, parabola, color="C2", linewidth=4.5)
axes.plot(etas, rise, color="C3", linewidth=1.6)
axes.axhline(1.96**2, color="C4", linestyle=":")
axes.set(ylim=(0, 10), xlabel="Log-odds of distress at 31 °F", ylabel="Rise of the deviance")
axes.text(17.3, 7, "parabola", ha="right")
axes.text(17.8, 2.6, "likelihood", ha="left")
labs.show(
    figure, alt="A parabola and a curve with one lowest point; the curve is steeper to the left, flatter to the right."
)

# %% [markdown]
# ## Four points: the interval has no lower end

# %%
X4, y4 = datasets.four_points()
X4 = datasets.with_bias(X4)
first = np.array([1.0, 0.0, 0.0])
with warnings.catch_warnings():
    warnings.simplefilter("ignore", glm.SeparationWarning)
    separated = glm.fit(X4, y4)
wald, ratio = intervals.wald(separated, first), intervals.likelihood_ratio(X4, y4, first)
print("separation:", separated.separation, " infinite:", separated.infinite)
print(f"Wald: {wald.estimate:.2f} ± {wald.standard_error:,.0f}, ratio {wald.z:.4f}")
print(f"likelihood ratio {ratio.statistic:.3f}, profile interval", intervals.profile(X4, y4, first))
firth = penalised.firth(X4, y4)
print(f"Firth: {firth.coefficients[0]:.3f}, profile interval", intervals.firth_profile(X4, y4, first))

# %% [markdown]
# Held at $b$, the best second coefficient is 0 and the best bias $-b/2$, by symmetry. So the deviance is
# $8 \log(1 + e^{b/2})$, and the interval ends where this is $1.96^2$:

# %%
z = NormalDist().inv_cdf(0.975)
by_hand = 2 * np.log(np.exp(z**2 / 8) - 1)
assert np.isclose(by_hand, intervals.profile(X4, y4, first)[1])
print(by_hand)

# %% [markdown]
# ## A prior is a penalty
#
# The most probable coefficients under independent normal priors of standard deviation σ are those of ridge with λ = 1/σ².
# A picture of the log-posterior of the first coefficient and the bias, the second coefficient held at its best, shows where:

# %%
sigma = 2.5
ridge = penalised.ridge(X4, y4, penalty=1 / sigma**2)
b, bias = np.meshgrid(np.linspace(-9, 3, 121), np.linspace(-3, 6, 91))
eta = b[..., None] * X4[:, 0] + ridge[1] * X4[:, 1] + bias[..., None]
log_posterior = -log_loss(y4, eta).sum(axis=-1) - (b**2 + bias**2) / (2 * sigma**2)
figure, axes = plt.subplots(figsize=(4.8, 3.5))
axes.contour(b, bias, log_posterior - log_posterior.max(), levels=np.arange(-5, 0), colors=["C2"], linestyles="solid")
axes.plot(ridge[0], ridge[2], "X", color="C1", markersize=11)
axes.set(xlabel="First coefficient", ylabel="Bias")
labs.show(figure, alt="Slanted ovals around a cross, the ridge solution, at the highest point of the posterior.")
print("ridge:", ridge.round(3))

# %% [markdown]
# ## Networks that might have turned out otherwise
#
# Twenty starts on the same points, and the same starts on twenty bootstrap samples. A sample is a count for every row, so
# that twenty networks train at once.

# %%
rng = np.random.default_rng(4)
X, y = datasets.two_moons(100, noise=0.3, rng=rng)
seeds = [np.random.default_rng(seed) for seed in range(20)]
starts = network.stack([network.initialize((2, 8, 1), rng=seed) for seed in seeds])
samples = datasets.resample(len(y), 20, rng=rng)
trained = {
    "Other starts": network.train(X, y, starts, optimizer=Adam(0.1), epochs=300),
    "Other samples": network.train(X, y, starts, optimizer=Adam(0.1), epochs=300, counts=samples),
}

# %%
x1, x2 = np.meshgrid(np.linspace(-5.5, 6.5, 120), np.linspace(-3.6, 4.1, 90))
plane = np.column_stack([x1.ravel(), x2.ravel()])
figure, panels = plt.subplots(1, 2, figsize=(7.2, 2.9), sharey=True)
for axes, (name, layers) in zip(panels, trained.items(), strict=True):
    for score in network.forward(plane, layers).etas[-1]:
        axes.contour(x1, x2, score.reshape(x1.shape), levels=[0], colors=["C2"], linewidths=1)
    for label, marker in ((0, "o"), (1, "s")):
        axes.plot(*X[y == label].T, marker, color=f"C{label}", markersize=3)
    axes.set(xticks=(), yticks=(), aspect="equal", title=name)
labs.show(figure, alt="Two planes with two moons and twenty lines each, close among the points and fanned out beyond.")

# %% [markdown]
# The middle 90 per cent of the twenty probabilities, at a place between the moons and at one where no point has ever been:

# %%
places = {"between the moons": [0.5, 0.25], "far to the upper left": [-20.0, 15.0]}
for place, x in places.items():
    for name, layers in trained.items():
        low, high = np.quantile(network.predict_proba(np.array([x]), layers), [0.05, 0.95])
        print(f"{place:22} {name:14} {low:.3f} to {high:.3f}")

# %% [markdown]
# On a ray every hidden unit ends at 0 or 1, and η comes to rest; the standard error of a straight line's η goes on growing.

# %%
line = glm.fit(datasets.with_bias(X), y)
for distance in (3, 30, 300):
    x = distance * np.array([-0.8, 0.6])
    spread = network.forward(x[None], trained["Other samples"]).etas[-1].std()
    print(f"distance {distance:3}: networks {spread:.2f}, line {intervals.wald(line, [*x, 1.0]).standard_error:.2f}")

# %% [markdown]
# ## Your turn
#
# - Which level must an interval for 31 °F have for its lower end to be ½, by Wald, by the profile and by Firth?
# - Add a fifth point to the four, of class 1 at (1, ½). Which intervals have two ends now?
# - Train the networks for 3,000 epochs. What happens to the band between the moons, and what far away?
