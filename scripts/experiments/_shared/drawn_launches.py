"""Other sets of launches: distress drawn anew at the same temperatures, from the line that was fitted to the real ones."""

import numpy as np

from smallest_network import datasets, glm

DRAWS = 4000


def design() -> np.ndarray:
    """Columns (n, 2): temperature in tens of degrees from 70 °F, and 1."""
    temperature, _ = datasets.o_ring()
    return datasets.with_bias((temperature - 70) / 10)


def drawn(fit: glm.Fit) -> np.ndarray:
    """Sets of responses (DRAWS, n), drawn from the probabilities of a fit to n launches."""
    return (np.random.default_rng(0).random((DRAWS, len(fit.fitted))) < fit.fitted).astype(float)


def separated(x, responses) -> np.ndarray:
    """Where one input x (n,) separates a set of responses (s, n): the sign of the infinite slope (s,), and else 0."""
    ones, zeros = ([np.where(responses == kind, x, end) for end in (-np.inf, np.inf)] for kind in (1, 0))
    falls, rises = ones[0].max(axis=1) <= zeros[1].min(axis=1), zeros[0].max(axis=1) <= ones[1].min(axis=1)
    return rises.astype(int) - falls
