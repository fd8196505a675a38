"""The fast ways to train a neuron are the plain rule, row after row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallest_network import kernels, neuron


def by_the_rule(X, y, weights, learning_rate, epochs):
    for _ in range(epochs):
        for x, target in zip(X.tolist(), y.tolist(), strict=True):
            weights = neuron.learn(weights, x, target, learning_rate=learning_rate)
    return np.array(weights)


def table(seed, n, p):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, p)), rng.integers(0, 2, n) * 1.0, rng.normal(size=p)


@given(st.integers(0, 10**6), st.integers(1, 20), st.integers(1, 3), st.sampled_from([0.01, 0.7, 50.0, 1e4]))
def test_up_to_three_inputs_are_the_rule_to_the_last_bit(seed, n, p, learning_rate):
    X, y, start = table(seed, n, p)
    trained = kernels.online_three(X, y, start, learning_rate, 7)
    np.testing.assert_array_equal(trained, by_the_rule(X, y, start.tolist(), learning_rate, 7))


@given(st.integers(0, 10**6), st.integers(1, 3 * kernels.BLOCK), st.integers(1, 9), st.integers(0, 5))
def test_blocks_of_rows_are_the_rule_but_for_rounding(seed, n, p, epochs):
    X, y, start = table(seed, n, p)
    trained = kernels.online_blocks(X, y, start, 0.3, epochs, neuron.ACTIVATIONS["logistic"].score)
    # sums in another order differ in the last bits; some hundred steps carry them on
    np.testing.assert_allclose(trained, by_the_rule(X, y, start.tolist(), 0.3, epochs), rtol=1e-9, atol=1e-11)


@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 6))
def test_many_starts_together_are_the_rule_for_each(seed, n, p):
    X, y, _ = table(seed, n, p)
    starts = np.random.default_rng(seed).normal(size=(5, p))
    rates = np.array([0.01, 0.1, 0.3, 0.7, 1.0])
    together = neuron.sweep(X, y, weights=starts, learning_rate=rates, epochs=4)
    alone = [by_the_rule(X, y, start.tolist(), rate, 4) for start, rate in zip(starts, rates.tolist(), strict=True)]
    np.testing.assert_allclose(together, alone, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("eta", [-800.0, 800.0])
def test_where_the_exponential_overflows_mu_is_0_or_1(eta):
    assert neuron.ACTIVATIONS["logistic"].score(1.0, eta) == (1.0 if eta < 0 else 0.0)
