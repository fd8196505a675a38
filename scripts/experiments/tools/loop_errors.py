"""Standard errors from a trained loop, where they are right, and where they stop being so."""

import numpy as np

from smallest_network import datasets, glm, network, neuron, penalised
from smallest_network.logistic import expit
from smallest_network.optimizers import Momentum

CAPTION = (
    "The O-rings, temperature in tens of degrees from 70 °F. The first two rows are the same likelihood. With a penalty the "
    "inverse of the penalised curvature is {ridge[ratio]:.2f} times the spread of the slope over {draws} sets of responses "
    "drawn from the fit, and the estimate is biased besides. On the four points the error grows with the epochs. Networks of "
    "{network[units]} hidden units, trained on one draw of the moons from {network[starts]} random starts, are not in the "
    "table: at {network[indefinite]} of {network[starts]} ends the curvature has a negative eigenvalue, and no error can be "
    "taken from it."
)
TABLE = {"Fitted": "{fitted}", "Slope": "{slope:.4f}", "From the curvature": "{error:.4f}", "In truth": "{truth}"}
DRAWS, PENALTY, LONG = 200, 1.0, (1_000, 10_000, 100_000)
UNITS, STARTS = 4, 20


def measure():
    temperature, y = datasets.o_ring()
    X = np.column_stack([(temperature[:, 0] - 70) / 10, np.ones(len(y))])
    weights = neuron.train_batch(X, y, weights=[0, 0], learning_rate=4, epochs=1000)
    fit = glm.fit(X, y, tol=1e-14)
    loop = errors(X, weights)
    apart = abs(loop / fit.standard_errors - 1).max()

    shrunk = penalised.ridge(X, y, penalty=PENALTY, free=[1])
    penalty = np.diag([PENALTY, 0.0])
    rng = np.random.default_rng(0)
    drawn = (rng.random((DRAWS, len(y))) < fit.fitted).astype(float)
    slopes = [penalised.ridge(X, responses, penalty=PENALTY, free=[1])[0] for responses in drawn if responses.sum() > 0]
    bayes = float(np.sqrt(np.diag(np.linalg.inv(information(X, shrunk) + penalty)))[0])
    spread = float(np.std(slopes, ddof=1))

    corners, classes = datasets.four_points()
    corners = datasets.with_bias(corners)
    far = neuron.path(neuron.train, corners, classes, weights=[0.2] * 3, learning_rate=0.7, epochs=LONG)
    rows = [
        {
            "fitted": "neuron, a loop of 1,000 epochs",
            "slope": weights[0],
            "error": loop[0],
            "truth": "right in large samples",
        },
        {
            "fitted": "glm",
            "slope": fit.coefficients[0],
            "error": fit.standard_errors[0],
            "truth": "right in large samples",
        },
        {"fitted": "ridge, λ = 1", "slope": shrunk[0], "error": bayes, "truth": f"spread {spread:.4f}"},
    ]
    for epochs, line in zip(LONG, far, strict=True):
        rows.append(
            {
                "fitted": f"four points, {epochs:,} epochs",
                "slope": line[0],
                "error": errors(corners, line)[0],
                "truth": "no estimate exists",
            }
        )
    return {
        "rows": rows,
        "loop": loop,
        "glm": fit.standard_errors,
        "digits": int(-np.log10(apart)),
        "ridge": {
            "bayes": bayes,
            "spread": spread,
            "ratio": bayes / spread,
            "bias": float(np.mean(slopes) - fit.coefficients[0]),
        },
        "draws": len(slopes),
        "network": curvature_of_networks(),
    }


def information(X, weights):
    """The Hessian of the summed loss: Xᵀ W X."""
    mu = expit(X @ weights)
    return (X.T * (mu * (1 - mu))) @ X


def errors(X, weights):
    """Standard errors (p,) as the roots of the inverse Hessian's diagonal."""
    return np.sqrt(np.diag(np.linalg.inv(information(X, weights))))


def curvature_of_networks():
    """Eigenvalues of the Hessian of networks with one hidden layer, trained on the moons from many starts."""
    X, y = datasets.two_moons(200, noise=0.2, rng=np.random.default_rng(4))
    rng = np.random.default_rng(0)
    start = network.stack([network.initialize((2, UNITS, 1), rng=rng) for _ in range(STARTS)])
    layers = network.train(X, y, start, optimizer=Momentum(1.0, 0.9), epochs=1000)
    flat = np.concatenate([layer.reshape(STARTS, -1) for layer in layers], axis=1)
    step = 1e-5 * np.eye(flat.shape[1])
    sides = [slope(X, y, flat[:, None] + sign * step, layers) for sign in (1, -1)]
    hessians = len(y) * (sides[0] - sides[1]) / 2e-5
    values = np.linalg.eigvalsh((hessians + hessians.mT) / 2)
    return {
        "weights": flat.shape[1],
        "units": UNITS,
        "starts": STARTS,
        "indefinite": int((values[:, 0] < 0).sum()),
        "condition": float(np.median(values[:, -1] / np.abs(values).min(axis=1))),
    }


def slope(X, y, flat, like):
    """Gradient (s, k, p) of networks given as rows of weights (s, k, p), in the order of their layers."""
    sizes = [layer[0].size for layer in like]
    parts = np.split(flat, np.cumsum(sizes)[:-1], axis=-1)
    layers = tuple(part.reshape(*part.shape[:-1], *layer.shape[1:]) for part, layer in zip(parts, like, strict=True))
    return np.concatenate([part.reshape(*flat.shape[:-1], -1) for part in network.gradient(X, y, layers)], axis=-1)
