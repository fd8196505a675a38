# %% [markdown]
# # The neuron and the GLM
#
# With $\eta = w \cdot x$.

# %%
from smallest_network import datasets

datasets.four_points()
