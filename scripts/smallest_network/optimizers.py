r"""Three ways to step against a gradient g: gradient descent, momentum, Adam. Each makes a state from a state.

A state holds parameters and what the method remembers. `start` makes the first one, `step` the next. Parameters and
gradients are tuples of arrays, of any shapes; nothing is changed in place. Whether g is the gradient over all rows
or over a mini-batch is the business of whoever computes it: over a mini-batch these are *stochastic* methods.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

from smallest_network import check

Arrays = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class State:
    """Parameters after `steps` steps, and the method's memory: so many tuples of arrays like the parameters."""

    parameters: Arrays
    memory: tuple[Arrays, ...] = ()
    steps: int = 0


@runtime_checkable
class Optimizer(Protocol):
    """What training asks of a method."""

    def start(self, parameters: Arrays) -> State:
        """The state before the first step."""

    def step(self, state: State, gradients: Arrays) -> State:
        """The state one step further, given the gradients at `state.parameters`."""


@dataclass(frozen=True)
class GradientDescent:
    r"""Cauchy's method of steepest descent, no memory: :math:`w \leftarrow w - \alpha g`.

    Source: A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus de
    l'Académie des sciences 25 (1847), 536-538.
    """

    learning_rate: float

    def __post_init__(self) -> None:
        check.positive("learning_rate", self.learning_rate)

    def start(self, parameters: Arrays) -> State:
        return State(tuple(parameters))

    def step(self, state: State, gradients: Arrays) -> State:
        moved = tuple(w - self.learning_rate * g for w, g in zip(state.parameters, gradients, strict=True))
        return State(moved, steps=state.steps + 1)


@dataclass(frozen=True)
class Momentum:
    r"""Steps that keep a share m of their velocity: :math:`v \leftarrow m v - \alpha g, \; w \leftarrow w + v`.

    Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
    Mathematics and Mathematical Physics 4 (1964), 1-17; in this form I. Sutskever, J. Martens, G. Dahl and G. Hinton,
    "On the importance of initialization and momentum in deep learning", ICML 2013, equations 1 and 2.
    """

    learning_rate: float
    momentum: float = 0.9

    def __post_init__(self) -> None:
        check.positive("learning_rate", self.learning_rate)
        check.share("momentum", self.momentum)

    def start(self, parameters: Arrays) -> State:
        return State(tuple(parameters), (_zeros(parameters),))

    def step(self, state: State, gradients: Arrays) -> State:
        (velocities,) = state.memory
        faster = tuple(self.momentum * v - self.learning_rate * g for v, g in zip(velocities, gradients, strict=True))
        moved = tuple(w + v for w, v in zip(state.parameters, faster, strict=True))
        return State(moved, (faster,), state.steps + 1)


@dataclass(frozen=True)
class Adam:
    r"""Steps of about one learning rate for every parameter, whatever the size of its gradient.

    .. math:: m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 - \beta_2) g^2, \quad
              w \leftarrow w - \alpha \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \varepsilon}

    The divisions by :math:`1 - \beta^t` at step t undo the pull of the start at m = v = 0.

    Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1, whose
    defaults these are.
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        check.positive("learning_rate", self.learning_rate)
        check.share("beta1", self.beta1)
        check.share("beta2", self.beta2)
        check.positive("epsilon", self.epsilon)

    def start(self, parameters: Arrays) -> State:
        return State(tuple(parameters), (_zeros(parameters), _zeros(parameters)))

    def step(self, state: State, gradients: Arrays) -> State:
        t = state.steps + 1
        first, second = state.memory
        first = tuple(self.beta1 * m + (1 - self.beta1) * g for m, g in zip(first, gradients, strict=True))
        second = tuple(self.beta2 * v + (1 - self.beta2) * g**2 for v, g in zip(second, gradients, strict=True))
        rate, scale = self.learning_rate / (1 - self.beta1**t), 1 / (1 - self.beta2**t)
        moved = tuple(
            w - rate * m / (np.sqrt(scale * v) + self.epsilon)
            for w, m, v in zip(state.parameters, first, second, strict=True)
        )
        return State(moved, (first, second), t)


def _zeros(parameters: Arrays) -> Arrays:
    return tuple(np.zeros_like(w, dtype=float) for w in parameters)
