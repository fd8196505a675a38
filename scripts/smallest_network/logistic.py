r"""The logistic function, its inverse, and the loss that belongs to it; softmax, the same for more than two classes.

.. math:: \operatorname{expit}(\eta) = \frac{1}{1 + e^{-\eta}}, \qquad
          \operatorname{logit}(\mu) = \log\frac{\mu}{1 - \mu}

A neural network calls `expit` the activation function. A GLM calls `logit` the link function, and
`expit` the inverse link (McCullagh and Nelder, *Generalized Linear Models*, 2nd ed., section 4.3).
"""

import numpy as np


def expit(eta):
    """Probability from linear predictor, any shape, without overflow.

    Of the two forms 1 / (1 + e^-η) and e^η / (1 + e^η) it takes the one whose exponential is at most 1.
    """
    eta = np.asarray(eta, dtype=float)
    small = np.exp(np.copysign(eta, -1.0))  # e^-|η|
    top = np.maximum(small, eta >= 0)  # 1 or e^η
    small += 1.0
    return top / small


def linear_predictor(X, coefficients):
    """η = X @ coefficients, (n,), or FloatingPointError where it leaves the range of floats."""
    with np.errstate(over="ignore", invalid="ignore"):
        eta = X @ coefficients
    if not np.isfinite(eta).all():
        raise FloatingPointError("the linear predictor overflowed; X must be scaled down")
    return eta


def logit(mu):
    """Linear predictor from probability, any shape; -inf at 0, inf at 1, and ValueError outside [0, 1]."""
    mu = np.asarray(mu, dtype=float)
    if not ((mu >= 0) & (mu <= 1)).all():
        raise ValueError(f"mu contains {mu[~((mu >= 0) & (mu <= 1))].flat[0]}; a probability must lie in [0, 1]")
    with np.errstate(divide="ignore"):
        return np.log(mu) - np.log1p(-mu)


def log_loss(y, eta):
    """Cross-entropy -y log(μ) - (1 - y) log(1 - μ) with μ = expit(η), element by element, for finite η.

    It takes η and not μ, because 1 - μ has lost its digits where μ is near 1. And log(1 + e^η), which would overflow,
    is max(η, 0) + log(1 + e^-|η|), whose second part is the same for both classes.
    """
    y, eta = np.asarray(y, dtype=float), np.asarray(eta, dtype=float)
    return y * np.maximum(-eta, 0.0) + (1.0 - y) * np.maximum(eta, 0.0) + np.log1p(np.exp(-np.abs(eta)))


def softmax(eta):
    """Probabilities (..., K) of K classes from their linear predictors (..., K), without overflow.

    They are e^η / Σ e^η. Only the differences between the η count: with two classes, their difference is the logit.
    """
    eta = np.asarray(eta, dtype=float)
    odds = np.exp(eta - eta.max(axis=-1, keepdims=True))
    return odds / odds.sum(axis=-1, keepdims=True)


def softmax_loss(y, eta):
    """Cross-entropy -log(μ of class y) with μ = softmax(η): `y` (n,) of int from 0, `eta` (..., n, K), loss (..., n).

    It is log Σ e^(η - η of class y), of which the largest summand is taken out, so that nothing overflows and what is
    left has all its digits where μ is near 1.
    """
    gaps = eta - np.take_along_axis(eta, np.broadcast_to(y, eta.shape[:-1])[..., None], axis=-1)
    largest = gaps.argmax(axis=-1)[..., None]
    top = np.take_along_axis(gaps, largest, axis=-1)
    others = np.exp(gaps - top)
    np.put_along_axis(others, largest, 0.0, axis=-1)
    return top[..., 0] + np.log1p(others.sum(axis=-1))
