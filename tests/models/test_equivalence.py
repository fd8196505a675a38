"""The thesis: a neuron with logistic activation and a binomial GLM with logit link are the same model."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallest_network import datasets, glm, neuron
from smallest_network.logistic import expit, log_loss


def log_likelihood(y, mu):
    """Of one Bernoulli observation, as statistics writes it: no function of the neuron's, nor of the models' code."""
    return y * np.log(mu) + (1 - y) * np.log(1 - mu)


def o_ring():
    """Standardised temperature and bias, responses, and the map of coefficients back to °F."""
    X, y = datasets.o_ring()
    mean, scale = X.mean(), X.std()
    return datasets.with_bias((X - mean) / scale), y, np.array([[1 / scale, 0], [-mean / scale, 1]])


@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_a_neuron_s_step_on_a_row_is_the_gradient_of_the_glm_s_log_likelihood(p, seed):
    rng = np.random.default_rng(seed)
    start, rate, h = rng.normal(size=p), 0.01, 1e-5
    for x, y in zip(rng.normal(size=(4, p)), [0.0, 1.0, 0.0, 1.0], strict=True):
        step = neuron.train(x[None], [y], weights=start, learning_rate=rate, epochs=1) - start
        score = [
            (log_likelihood(y, expit(x @ (start + h * axis))) - log_likelihood(y, expit(x @ (start - h * axis))))
            / (2 * h)
            for axis in np.eye(p)
        ]
        # central differences: h² from the curve, 1e-16 / (h (1 - mu)) from rounding where mu is near 0 or 1
        assert step / rate == pytest.approx(score, abs=1e-6)


def test_a_batch_step_is_the_score_of_the_glm_over_n():
    X, y, _ = o_ring()
    step = neuron.train_batch(X, y, weights=[0.3, -0.2], learning_rate=0.5, epochs=1) - [0.3, -0.2]
    score = X.T @ (y - expit(X @ [0.3, -0.2]))
    assert step == pytest.approx(0.5 * score / len(y), abs=1e-15)  # the same sum of 23 terms, in another order


def test_the_neuron_s_cost_is_half_the_glm_s_deviance():
    X, y, _ = o_ring()
    fit = glm.fit(X, y)
    assert 2 * log_loss(y, X @ fit.coefficients).sum() == pytest.approx(fit.deviance, rel=1e-12)


def test_on_the_o_ring_data_both_reach_the_same_optimum():
    X, y, back = o_ring()
    weights = neuron.train_batch(X, y, weights=[0.0, 0.0], learning_rate=1, epochs=20_000)
    # descent gains a fixed factor an epoch and has long reached rounding; R's tolerance would leave 1e-9 in the GLM
    fitted = glm.fit(X, y, tol=1e-14)
    assert weights == pytest.approx(fitted.coefficients, rel=1e-9)
    raw = glm.fit(datasets.with_bias(datasets.o_ring()[0]), y, tol=1e-14)
    assert back @ weights == pytest.approx(raw.coefficients, rel=1e-9)
    assert neuron.predict_proba(X, weights) == pytest.approx(raw.fitted, rel=1e-9)


def test_training_from_the_glm_s_answer_stays_there():
    X, y, _ = o_ring()
    optimum = glm.fit(X, y, tol=1e-14).coefficients
    weights = neuron.train_batch(X, y, weights=optimum, learning_rate=1, epochs=1000)
    assert weights == pytest.approx(optimum, rel=1e-11)


def test_both_turn_the_same_weights_into_the_same_probabilities_to_the_last_bit():
    X, y, _ = o_ring()
    fit = glm.fit(X, y)
    assert (neuron.predict_proba(X, fit.coefficients) == fit.predict_proba(X)).all()


def test_online_descent_stops_beside_the_optimum_at_a_distance_that_shrinks_with_the_rate():
    X, y, _ = o_ring()
    optimum = glm.fit(X, y).coefficients
    distances = [
        np.linalg.norm(neuron.train(X, y, weights=[0, 0], learning_rate=rate, epochs=5000) - optimum)
        for rate in (0.1, 0.01)
    ]
    # the distance is proportional to the rate to first order; half of that is left for the higher ones
    assert distances[1] < distances[0] / 5
    assert distances[1] > 1e-6


def test_on_the_four_points_neither_has_an_optimum_and_both_predict_the_same_classes():
    X, y = datasets.four_points()
    X = datasets.with_bias(X)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", glm.SeparationWarning)
        fit = glm.fit(X, y)
    assert fit.separated
    along = neuron.path(neuron.train, X, y, weights=[0.2] * 3, learning_rate=0.7, epochs=[100, 1000, 10_000])
    assert (np.diff(np.linalg.norm(along, axis=1)) > 1).all()  # every tenfold of epochs adds 2 ln 10 to a weight
    assert (neuron.predict_proba(X, along[-1]).round() == fit.fitted.round()).all()
