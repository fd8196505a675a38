"""A step is the published rule: worked by hand, against scikit-learn, and on a bowl whose bottom is known."""

import numpy as np
import pytest
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer, SGDOptimizer

from smallest_network.optimizers import Adam, GradientDescent, Momentum

OPTIMIZERS = [GradientDescent(0.1), Momentum(0.1), Adam(0.1)]


def parameters_and_gradients(steps):
    """Arrays of three shapes, and so many gradients that do not depend on them."""
    rng = np.random.default_rng(0)
    shapes = [(3, 2), (4,), (2, 1, 5)]
    parameters, *gradients = [tuple(rng.normal(size=shape) for shape in shapes) for _ in range(steps + 1)]
    return parameters, gradients


def run(optimizer, parameters, gradients):
    state = optimizer.start(parameters)
    for each in gradients:
        state = optimizer.step(state, each)
    return state


@pytest.mark.parametrize(
    ("optimizer", "oracle"),
    [
        (GradientDescent(0.1), lambda w: SGDOptimizer(w, 0.1, momentum=0)),
        (Momentum(0.1, 0.8), lambda w: SGDOptimizer(w, 0.1, momentum=0.8, nesterov=False)),
        # scikit-learn adds ε before it undoes the bias of √v, algorithm 1 after: so both leave it out
        (Adam(0.1, 0.8, 0.95, 1e-300), lambda w: AdamOptimizer(w, 0.1, 0.8, 0.95, 1e-300)),
    ],
)
def test_steps_are_those_of_scikit_learn(optimizer, oracle):
    parameters, gradients = parameters_and_gradients(50)
    theirs = [array.copy() for array in parameters]
    other = oracle(theirs)
    for each in gradients:
        other.update_params(theirs, list(each))
    state = run(optimizer, parameters, gradients)
    assert state.steps == 50
    for one, two in zip(state.parameters, theirs, strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-11, atol=1e-13)  # rounding of 50 steps


def test_adam_is_algorithm_1_with_its_epsilon():
    """Written down here once more for numbers, as the paper's loop has it."""
    gradients, theta, m, v = [0.3, -0.1, 1e-9, 2.0], 1.0, 0.0, 0.0
    for t, g in enumerate(gradients, start=1):
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        theta -= 0.2 * (m / (1 - 0.9**t)) / ((v / (1 - 0.99**t)) ** 0.5 + 0.01)
    state = run(Adam(0.2, 0.9, 0.99, 0.01), (np.array([1.0]),), [(np.array([g]),) for g in gradients])
    np.testing.assert_allclose(state.parameters[0], theta, rtol=1e-13)  # rounding


def test_under_a_constant_gradient_adam_steps_by_the_learning_rate():
    """The corrected moments are then g and g², whatever t: a step is α g / (|g| + ε)."""
    g = np.array([1e-6, 0.5, -1000.0])
    state = run(Adam(0.01, epsilon=1e-8), (np.zeros(3),), [(g,)] * 100)
    np.testing.assert_allclose(state.parameters[0], -100 * 0.01 * g / (np.abs(g) + 1e-8), rtol=1e-11)  # rounding


def test_under_a_constant_gradient_momentum_reaches_its_final_speed():
    """The velocity is -α g (1 - mᵗ) / (1 - m), a geometric sum."""
    state = run(Momentum(0.1, 0.5), (np.zeros(1),), [(np.ones(1),)] * 10)
    np.testing.assert_allclose(state.memory[0][0], -0.1 * (1 - 0.5**10) / 0.5, rtol=1e-13)


def test_momentum_without_memory_is_gradient_descent():
    parameters, gradients = parameters_and_gradients(20)
    plain = run(GradientDescent(0.3), parameters, gradients).parameters
    for one, two in zip(run(Momentum(0.3, 0.0), parameters, gradients).parameters, plain, strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-14, atol=1e-15)  # a sum in another order


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_method_finds_the_bottom_of_a_bowl(optimizer):
    """f(w) = ½ Σ c (w - 3)²; 2000 steps end within 1e-6, the slowest share of the error left being far below."""
    curvature, state = np.array([1.0, 0.2, 3.0]), optimizer.start((np.zeros(3),))
    for _ in range(2000):
        state = optimizer.step(state, (curvature * (state.parameters[0] - 3.0),))
    np.testing.assert_allclose(state.parameters[0], 3.0, atol=1e-6)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_step_changes_nothing_in_place(optimizer):
    parameters, gradients = parameters_and_gradients(2)
    state = optimizer.step(optimizer.start(parameters), gradients[0])
    held = [*state.parameters, *(array for arrays in state.memory for array in arrays), *gradients[1]]
    before = [array.copy() for array in held]
    optimizer.step(state, gradients[1])
    for array, copy in zip(held, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: GradientDescent(0), "learning_rate is 0"),
        (lambda: Momentum(-1), "learning_rate is -1"),
        (lambda: Momentum(0.1, 1.0), "momentum is 1.0; it must be one number from 0 to below 1"),
        (lambda: Adam(np.inf), "learning_rate contains inf"),
        (lambda: Adam(beta1=-0.1), "beta1 is -0.1"),
        (lambda: Adam(beta2=1.0), "beta2 is 1.0"),
        (lambda: Adam(epsilon=0), "epsilon is 0"),
    ],
)
def test_settings_are_refused_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make()
