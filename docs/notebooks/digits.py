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
# # Lab: is it an 8?
#
# The code of the post [Is it an 8? The code](../blog/posts/bridging-the-divide-the-code.md), from the file of images to
# the new hands. Download it [as a script](digits.py) or [as a notebook](digits.ipynb), install the package with
#
# ```sh
# pip install "smallest-network[labs] @ {{ package() }}"
# ```
#
# and change what you like. It needs NumPy, and Matplotlib for the pictures; the images come with the package.
#
# ## The images
#
# Each row of `images` is one handwritten digit: 64 numbers from 0 (paper) to 16 (ink), row by row.

# %%
import warnings

import matplotlib.pyplot as plt
import numpy as np

from smallest_network import datasets, glm, intervals, labs, metrics, network, penalised
from smallest_network.logistic import expit, log_loss
from smallest_network.optimizers import Adam

labs.style()
images, labels = datasets.digits()


def show(pictures, titles, *, alt):
    """A row of images of 8 by 8 numbers, the highest black."""
    figure, panels = plt.subplots(1, len(pictures), figsize=(0.85 * len(pictures), 1.15), squeeze=False)
    for axes, picture, title in zip(panels[0], pictures, titles, strict=True):
        axes.imshow(np.reshape(picture, (8, 8)), cmap="Greys")
        axes.set(xticks=(), yticks=(), title=title)
    labs.show(figure, alt=alt)


print(images.shape)
one_each = [np.flatnonzero(labels == digit)[0] for digit in range(10)]
show(images[one_each], range(10), alt="The first image of every digit from 0 to 9, in 8 by 8 grey pixels.")

# %% [markdown]
# ## The question, and three parts
#
# $y_i$ is 1 where the image shows an 8. A third of the images is put away for the test. Of the rest, a third is for
# validation, which decides when training stops; the remainder is what the models learn from.

# %%
y = (labels == 8).astype(float)
rng = np.random.default_rng(0)
rest, test = datasets.split(len(y), test_share=1 / 3, rng=rng)
parts = datasets.split(len(rest), test_share=1 / 3, rng=rng)
train, validation = (rest[part] for part in parts)

X = images / 16
X = X - X[train].mean(axis=0)  # centred by what the models may know
for part in (train, validation, test):
    print(f"{len(part)} images, {y[part].sum():.0f} of them an 8")

# %% [markdown]
# ## What a model must beat
#
# Always answering "no" is right whenever the image is no 8. As a probability, the best constant is the share of 8s.


# %%
def judge(name, eta):
    """What counts, for a model with linear predictor eta on the test."""
    right = (eta >= 0) == y[test]
    low, high = intervals.wilson(right.sum(), len(right))
    loss = log_loss(y[test], eta).mean()
    auc = metrics.auc(y[test], expit(eta))
    print(f"{name}: {(~right).sum()} errors, log-loss {loss:.3f}, AUC {auc:.3f}")
    print(f"accuracy {right.mean():.3f}, interval {low:.3f} to {high:.3f}")


share = y[train].mean()
judge("always no", np.full(len(test), np.log(share / (1 - share))))

# %% [markdown]
# ## Logistic regression, as a statistician would
#
# Maximum likelihood has no use for a validation part, so it gets those images too. Some pixels are blank in every
# image; their columns are zero, and `glm.fit` aliases them, as R's `glm` does ([to which it is
# held](../code/tests/models/test_glm.md)).

# %%
design = np.column_stack([np.ones(len(y)), X])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    fitted = glm.fit(design[rest], y[rest])
print([warning.category.__name__ for warning in caught])
print("aliased:", np.flatnonzero(np.isnan(fitted.coefficients)))
print(f"deviance {fitted.deviance:.2f}, {fitted.n_iter} iterations")
coefficients = np.nan_to_num(fitted.coefficients)
judge("maximum likelihood", design[test] @ coefficients)

# %% [markdown]
# The `SeparationWarning` says that some weights have no finite estimate, though no plane has every 8 on one side and all
# other images on the other: the separation is quasi-complete.

# %%
print(fitted.separation, "separation;", (fitted.infinite != 0).sum(), "coefficients without a finite estimate")

# %% [markdown]
# Look at the lowest coefficients, and at the ink that the 8s have in those pixels:

# %%
for column in 1 + np.argsort(coefficients[1:])[:4]:
    of = f"{coefficients[column]:.1f} ± {fitted.standard_errors[column]:.0f}"
    lit = images[rest, column - 1] > 0
    print(f"{of}: ink in {lit.sum()} images, of an 8 in {y[rest][lit].sum():.0f}")

# %% [markdown]
# ## Logistic regression, as a neural network
#
# A network without a hidden layer: 64 weights and a bias. `network.path` returns the layers after every epoch; the
# validation images choose among them. That is *early stopping*.


# %%
def learn(hidden):
    rng = np.random.default_rng(1)
    sizes = (64, *hidden, 1)
    scale = [inputs**-0.5 for inputs in sizes[:-1]]
    path = network.path(
        X[train],
        y[train],
        network.initialize(sizes, rng=rng, scale=scale),
        optimizer=Adam(learning_rate=0.03),
        epochs=range(1, 101),
        batch_size=50,
        rng=rng,
    )
    unseen = X[validation], y[validation]
    losses = [network.mean_loss(*unseen, layers) for layers in path]
    best = int(np.argmin(losses))
    print(f"stopped at epoch {best + 1} with loss {losses[best]:.4f}")
    return path[best]


def eta_of(layers):
    return network.forward(X[test], layers).etas[-1][:, 0]


unit = learn(())
judge("single unit, stopped", eta_of(unit))

# %% [markdown]
# A ridge penalty, which statisticians would use, comes to the same. In scikit-learn it would be
# `LogisticRegression(C=1 / penalty)`, [which finds the same coefficients](../code/tests/models/test_penalised.md). The
# validation images choose its strength:

# %%
Z = datasets.with_bias(X)
penalties = (0.1, 0.2, 0.5, 1, 2, 5, 10)
fits = {penalty: penalised.ridge(Z[train], y[train], penalty=penalty, free=[64]) for penalty in penalties}
chosen = min(fits, key=lambda penalty: log_loss(y[validation], Z[validation] @ fits[penalty]).mean())
print("penalty:", chosen)
judge("ridge", Z[test] @ fits[chosen])

# %% [markdown]
# ## One hidden layer
#
# Eight logistic regressions between the pixels and the output. Nothing else changes.

# %%
net = learn((8,))
judge("8 hidden units, stopped", eta_of(net))

# %% [markdown]
# What is each hidden unit for? On which digits is its mean output above ½, and what does the output unit make of it?

# %%
outputs, _ = network.forward(X[train], net).outputs
means = [outputs[labels[train] == digit].mean(axis=0) for digit in range(10)]
out = net[1][:-1, 0]
for number in np.argsort(-out):
    on_for = [digit for digit in range(10) if means[digit][number] > 0.5]
    print(f"output weight {out[number]:5.2f}, on for {on_for}")

# %% [markdown]
# The weights of the eight units on their 64 pixels, as images: dark where ink counts for the unit, light where it counts against.

# %%
by_weight = np.argsort(-out)
titles = [f"{out[number]:.1f}" for number in by_weight]
show(
    net[0][:-1].T[by_weight],
    titles,
    alt="Eight images of weights, in the order of their output weights; few show a stroke.",
)

# %% [markdown]
# ## Moving the threshold
#
# The model gives a probability; the answer needs a threshold, and ½ is only one choice.

# %%
mu = expit(eta_of(net))
for threshold in (0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.9):
    found = metrics.confusion(y[test], mu, threshold=threshold)
    alarms, misses = found.false_positives, found.false_negatives
    costs = f"cost {alarms + misses:2d}, or {alarms + 10 * misses:3d} if a miss costs ten times as much"
    print(f"at {threshold:.2f}: {alarms:2d} false alarms, {misses:2d} misses, {costs}")

# %% [markdown]
# ## Can the probabilities be taken at their word?
#
# Fit a logistic regression with one input, the model's own $\eta$. A slope of 1 and an intercept of 0 are perfect; with a
# slope below 1 the model is too sure of itself.

# %%
etas = {"maximum likelihood": design[test] @ coefficients, "single unit": eta_of(unit), "8 hidden units": eta_of(net)}
for name, eta in etas.items():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.ExtremeProbabilityWarning)  # some |eta| are beyond 100
        again = glm.fit(datasets.with_bias(eta[:, None]), y[test])
    slope, intercept = (f"{b:.2f} ± {e:.2f}" for b, e in zip(again.coefficients, again.standard_errors, strict=True))
    print(f"{name}: slope {slope}, intercept {intercept}")

# %% [markdown]
# ## The mistakes
#
# The six images that surprise the network most, the worst first; below each, what was meant and the probability of an 8:

# %%
surprise = np.abs(mu - y[test])
worst = np.argsort(-surprise)[:6]
titles = [f"{labels[test][i]}, {mu[i]:.2f}" for i in worst]
show(
    images[test][worst],
    titles,
    alt="Six images of digits, each with its probability of an 8: " + "; ".join(titles) + ".",
)

# %% [markdown]
# ## New hands
#
# The order of the digits tells where each of the fourteen forms begins. Hold out whole forms, a third of them at a time,
# and the models meet forms that they have not seen. This is one division, from one start: the post has more of both, for from
# one to the next the gain by the hidden layer is now larger on unseen forms, now smaller.

# %%
written = "".join(map(str, labels))
begins = [at - 32 for at in range(len(written)) if written.startswith("5565098", at)]
form = np.searchsorted(begins, np.arange(len(labels)), side="right") - 1
print(np.bincount(form), "images in the forms")

by_chance = np.array_split(np.random.default_rng(3).permutation(len(y)), 3)
by_form = [np.flatnonzero(np.isin(form, part)) for part in np.array_split(np.random.default_rng(3).permutation(14), 3)]
for kind, held_out in (("by chance", by_chance), ("by form", by_form)):
    wrong = np.zeros(2, dtype=int)
    for test in held_out:
        rest = np.setdiff1d(np.arange(len(y)), test)
        train, validation = (rest[part] for part in datasets.split(len(rest), test_share=1 / 3, rng=rng))
        X = images / 16 - images[train].mean(axis=0) / 16
        wrong += [((eta_of(learn(hidden)) >= 0) != y[test]).sum() for hidden in ((), (8,))]
    print(f"{kind}: {wrong[0]} errors of the single unit, {wrong[1]} of the network\n")

# %% [markdown]
# ## Your turn
#
# - Ask for another digit: change `labels == 8` where `y` is made. For which is the hidden layer worth least?
# - Give `glm.fit` only the training part, `design[train]`. What does it warn of, and what deviance does it end with?
# - Start the hidden layer from `np.zeros_like` of its start. What becomes of the eight units?
# - Pass `activation="relu"` to `network.path`, `network.mean_loss` and `network.forward`.
