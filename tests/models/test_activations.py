"""A neuron with another activation is another regression: the rule is its score, and where it rests is its fit."""

import json
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import SGDRegressor

from smallest_network import glm, kernels, neuron

R = json.loads((Path(__file__).parents[1] / "reference" / "r_families.json").read_text())
STATSMODELS = {
    "logistic": sm.families.Binomial(),
    "identity": sm.families.Gaussian(),
    "exp": sm.families.Poisson(),
    "probit": sm.families.Binomial(sm.families.links.Probit()),
    "cloglog": sm.families.Binomial(sm.families.links.CLogLog()),
}
each = pytest.mark.parametrize("activation", neuron.ACTIVATIONS)


def table(activation, n=12, p=4, seed=0):
    """Responses at an end of their range, and some within it."""
    rng = np.random.default_rng(seed)
    y = {"identity": rng.normal(size=n) * 3, "exp": rng.integers(0, 7, n) * 1.0}.get(
        activation, rng.integers(0, 3, n) / 2
    )
    return rng.normal(size=(n, p)), y, rng.normal(size=p) / 2


@each
def test_a_batch_step_is_the_score_of_statsmodels(activation):
    X, y, start = table(activation)
    step = neuron.train_batch(X, y, weights=start, learning_rate=1.0, epochs=1, activation=activation) - start
    theirs = sm.GLM(y, X, family=STATSMODELS[activation]).score(start, scale=1.0) / len(y)
    np.testing.assert_allclose(step, theirs, rtol=1e-10, atol=1e-12)  # rounding of two dozen operations


@each
def test_a_batch_step_goes_against_the_gradient_of_half_the_mean_deviance(activation):
    X, y, start = table(activation)
    family, link = neuron.ACTIVATIONS[activation].family, neuron.ACTIVATIONS[activation].link
    h = 1e-6  # central difference: errors h² and 1e-16 / h, both near 1e-10
    gradient = [
        (family.deviance(y, link.inverse(X @ (start + h * axis))) - family.deviance(y, link.inverse(X @ (start - h * axis))))
        .mean() / (4 * h)
        for axis in np.eye(4)
    ]  # fmt: skip
    step = neuron.train_batch(X, y, weights=start, learning_rate=1.0, epochs=1, activation=activation) - start
    assert step == pytest.approx(-np.array(gradient), abs=1e-8)


@each
def test_an_online_step_is_the_batch_step_of_one_row(activation):
    X, y, start = table(activation, n=1)
    settings = {"weights": start, "learning_rate": 0.1, "epochs": 9, "activation": activation}
    np.testing.assert_allclose(neuron.train(X, y, **settings), neuron.train_batch(X, y, **settings), rtol=1e-12)


@given(
    st.sampled_from(sorted(neuron.ACTIVATIONS)),
    st.integers(0, 10**6),
    st.integers(1, 2 * kernels.BLOCK),
    st.integers(1, 6),
)
def test_training_is_the_plain_rule_row_by_row(activation, seed, n, p):
    X, y, start = table(activation, n, p, seed)
    trained = neuron.train(X, y, weights=start, learning_rate=0.01, epochs=3, activation=activation)
    weights = start.tolist()
    for _ in range(3):
        for x, target in zip(X.tolist(), y.tolist(), strict=True):
            weights = neuron.learn(weights, x, target, learning_rate=0.01, activation=activation)
    np.testing.assert_allclose(trained, weights, rtol=1e-9, atol=1e-11)  # another order of the same sums


def test_the_linear_neuron_is_scikit_learn_s_online_least_squares():
    X, y, start = table("identity", n=40)
    sgd = SGDRegressor(penalty=None, learning_rate="constant", eta0=0.01, shuffle=False, fit_intercept=False)
    sgd.partial_fit(X, y)  # makes its weights, which are then set
    sgd.coef_ = start.copy()
    for _ in range(5):
        sgd.partial_fit(X, y)
    ours = neuron.train(X, y, weights=start, learning_rate=0.01, epochs=5, activation="identity")
    np.testing.assert_allclose(ours, sgd.coef_, rtol=1e-10)


@pytest.mark.parametrize(
    ("activation", "case", "learning_rate"),
    [
        ("identity", "cars_gaussian", 1.0),
        ("exp", "warpbreaks_poisson", 0.02),  # the mean curvature is the mean count, 28: a rate above 2 / 28 diverges
        ("probit", "oring_probit", 1.0),
        ("cloglog", "oring_cloglog", 1.0),
    ],
)
def test_descent_comes_to_rest_at_r_s_coefficients(activation, case, learning_rate):
    """Inputs are standardised for descent, and the weights mapped back."""
    r = R[case]
    X, y = np.array(r["X"]), np.array(r["y"])
    mean, spread = X[:, 1:].mean(axis=0), X[:, 1:].std(axis=0)
    Z = np.column_stack([np.ones(len(X)), (X[:, 1:] - mean) / spread])
    settings = {"learning_rate": learning_rate, "epochs": 3000, "activation": activation}
    weights = neuron.train_batch(Z, y, weights=np.zeros(Z.shape[1]), **settings)
    slopes = weights[1:] / spread
    ours = [weights[0] - slopes @ mean, *slopes]
    score = neuron.train_batch(Z, y, weights=weights, learning_rate=1.0, epochs=1, activation=activation) - weights
    np.testing.assert_allclose(score, 0, atol=1e-12 * max(y))
    fit = glm.fit(X, y, family=r["family"], link=r["link"], tol=1e-15, max_iter=100)
    # the deviance, which tells Fisher scoring when to stop, is flat there: it shows half of the coefficients' digits
    np.testing.assert_allclose(ours, fit.coefficients, rtol=1e-7)
    np.testing.assert_allclose(neuron.predict(Z, weights, activation=activation), fit.fitted, rtol=1e-7)
    # R stops where the deviance moves by less than 1e-8 of itself: with these links a step still gains digits slowly there
    np.testing.assert_allclose(ours, r["coefficients"], rtol=1e-8 if fit.link in ("identity", "log") else 5e-5)


@each
def test_a_path_takes_the_activation_along(activation):
    X, y, start = table(activation)
    settings = {"weights": start, "learning_rate": 0.01, "activation": activation}
    for train in (neuron.train, neuron.train_batch):
        along = neuron.path(train, X, y, epochs=[0, 2, 5], **settings)
        np.testing.assert_array_equal(along[0], start)
        np.testing.assert_allclose(along[2], train(X, y, epochs=5, **settings), rtol=1e-12)


def test_each_activation_predicts_what_it_is_named_for():
    X, weights = np.array([[0.5], [-2.0]]), [1.0]
    for activation, expected in [
        ("identity", [0.5, -2.0]),
        ("exp", np.exp([0.5, -2.0])),
        ("logistic", 1 / (1 + np.exp([-0.5, 2.0]))),
        ("probit", [0.6914624612740131, 0.02275013194817921]),  # the tables' Φ(½) and Φ(-2)
        ("cloglog", 1 - np.exp(-np.exp([0.5, -2.0]))),
    ]:
        np.testing.assert_allclose(neuron.predict(X, weights, activation=activation), expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("activation", "y", "message"),
    [
        ("exp", [1, -1], "y contains -1; all must be at least 0"),
        ("probit", [1, 2], r"y contains 2; all must lie in \[0, 1\]"),
        ("logistic", [0.5, -1], r"y contains -1; all must lie in \[0, 1\]"),
        ("identity", ["a", "b"], "y is .*; it must hold real numbers only"),
        ("relu", [0, 1], "activation is 'relu'; it must be one of 'logistic', 'identity', 'exp', 'probit', 'cloglog'"),
    ],
)
def test_what_a_neuron_cannot_learn_is_refused_by_name(activation, y, message):
    for train in (neuron.train, neuron.train_batch):
        with pytest.raises(ValueError, match=message):
            train(np.eye(2), y, weights=[0, 0], learning_rate=0.1, epochs=1, activation=activation)


def test_an_exponential_that_runs_away_is_an_error_that_names_the_rate():
    for train in (neuron.train, neuron.train_batch):
        with pytest.raises(FloatingPointError, match="learning_rate is 900"):
            train([[1.0]], [5], weights=[0], learning_rate=900, epochs=9, activation="exp")
    with pytest.raises(FloatingPointError, match="the mean overflowed"):
        neuron.predict([[800.0]], [1.0], activation="exp")
