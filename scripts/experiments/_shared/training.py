"""Where trainings begin, and when they are looked at."""

import numpy as np

from smallest_network import network


def starts(sizes, count: int, *, scale=1.0) -> tuple[np.ndarray, ...]:
    """Layers of `count` networks of these sizes, stacked, each drawn with a seed of its own: 0, 1, 2 and so on."""
    seeds = [np.random.default_rng(seed) for seed in range(count)]
    return network.stack([network.initialize(sizes, rng=seed, scale=scale) for seed in seeds])


def log_epochs(first: int, last: int, count: int) -> list[int]:
    """At most `count` epochs from the first to the last, evenly spaced on a logarithmic axis."""
    return np.unique(np.round(np.geomspace(first, last, count)).astype(int)).tolist()
