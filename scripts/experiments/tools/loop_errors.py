"""Standard errors from a trained loop, where they are right, and where they stop being so."""

import numpy as np

from experiments._shared.drawn_launches import DRAWS, design, drawn, separated
from smallest_network import datasets, glm, network, neuron, penalised
from smallest_network.logistic import expit
from smallest_network.optimizers import Momentum

CAPTION = (
    "The O-rings, temperature in tens of degrees from 70 °F. The first two rows are the same likelihood. The spread is half the "
    "width of the middle 68 per cent of the slopes fitted to {draws:,} sets of {n} responses, drawn from the second row: what a "
    "standard error stands for. A separated set counts as a slope beyond all others. With a penalty the inverse of the "
    "penalised curvature is {ridge[ratio]:.2f} times the spread, and the estimate is biased besides. On the four points the "
    "error grows with the epochs. Networks of {network[units]} hidden units, trained on one draw of the moons from "
    "{network[starts]} random starts, are not in the table: at {network[indefinite]} of {network[starts]} ends the curvature "
    "has a negative eigenvalue, and no error can be taken from it."
)
TABLE = {
    "Fitted": "{fitted}",
    "Slope": "{slope:.4f}",
    "From the curvature": "{error:.4f}",
    "Spread in drawn data": "{spread}",
}
TOLERANCE = (1e-7, "a condition number of tens of thousands magnifies the rounding of what it is made from")
PENALTY, LONG = 1.0, (1_000, 10_000, 100_000)
SIGMA = (0.16, 0.84)  # quantiles that lie a standard deviation below and above the mean of a normal
UNITS, STARTS = 4, 20


def measure():
    _, y = datasets.o_ring()
    X = design()
    weights = neuron.train_batch(X, y, weights=[0, 0], learning_rate=4, epochs=1000)
    fit = glm.fit(X, y, tol=1e-14)
    loop = errors(X, weights)
    apart = abs(loop / fit.standard_errors - 1).max()

    shrunk = penalised.ridge(X, y, penalty=PENALTY, free=[1])
    responses = drawn(fit)
    endless = separated(X[:, 0], responses)
    plain = np.full(DRAWS, np.inf) * np.where(endless, endless, 1)
    plain[endless == 0] = slopes(X, responses[endless == 0], penalty=0.0)
    ridge = slopes(X, responses, penalty=PENALTY)
    free = middle(plain) | {"separated": int(np.count_nonzero(endless))}
    held = middle(ridge)
    cell = f"{free['spread']:.2f} ({free['separated']} sets separated)"
    bread = np.linalg.inv(information(X, shrunk) + np.diag([PENALTY, 0.0]))
    bayes = float(np.sqrt(bread[0, 0]))

    corners, classes = datasets.four_points()
    corners = datasets.with_bias(corners)
    far = neuron.path(neuron.train, corners, classes, weights=[0.2] * 3, learning_rate=0.7, epochs=LONG)
    rows = [
        {
            "fitted": "neuron, a loop of 1,000 epochs",
            "slope": weights[0],
            "error": loop[0],
            "spread": cell,
        },
        {
            "fitted": "glm",
            "slope": fit.coefficients[0],
            "error": fit.standard_errors[0],
            "spread": cell,
        },
        {"fitted": "ridge, λ = 1", "slope": shrunk[0], "error": bayes, "spread": f"{held['spread']:.2f}"},
    ]
    for epochs, line in zip(LONG, far, strict=True):
        rows.append(
            {
                "fitted": f"four points, {epochs:,} epochs",
                "slope": line[0],
                "error": errors(corners, line)[0],
                "spread": "no estimate exists",
            }
        )
    return {
        "rows": rows,
        "loop": loop,
        "glm": fit.standard_errors,
        "digits": int(-np.log10(apart)),
        "plain": free,
        "ridge": held
        | {
            "bayes": bayes,
            "sandwich": sandwich(bread, information(X, shrunk)),
            "sandwich_drawn": sandwich(bread, information(X, fit.coefficients)),
            "ratio": bayes / held["spread"],
            "bias": float(np.mean(ridge) - fit.coefficients[0]),
        },
        "draws": DRAWS,
        "n": len(y),
        "network": curvature_of_networks(),
    }


def information(X, weights):
    """The Hessian of the summed loss: Xᵀ W X."""
    mu = expit(X @ weights)
    return (X.T * (mu * (1 - mu))) @ X


def errors(X, weights):
    """Standard errors (p,) as the roots of the inverse Hessian's diagonal."""
    return np.sqrt(np.diag(np.linalg.inv(information(X, weights))))


def sandwich(bread, scatter):
    """Standard error of the first coefficient: of the gradient's covariance between two inverse curvatures, the root."""
    return float(np.sqrt((bread @ scatter @ bread)[0, 0]))


def slopes(X, responses, *, penalty, steps=30):
    """Slopes (s,) of regressions of many sets of responses (s, n) on X (n, 2), the slope penalised, by Newton's method."""
    weights, penalties = np.zeros((len(responses), 2)), np.array([penalty, 0.0])
    for _ in range(steps):
        mu = expit(weights @ X.T)
        curvature = np.einsum("ni,sn,nj->sij", X, mu * (1 - mu), X) + np.diag(penalties)
        rise = (responses - mu) @ X - penalties * weights
        weights = weights + np.linalg.solve(curvature, rise[..., None])[..., 0]
    return weights[:, 0]


def middle(values):
    """The middle 68 per cent of slopes, of which some may be infinite, and half its width."""
    low, high = (float(end) for end in np.quantile(values, SIGMA))
    return {"low": low, "high": high, "spread": (high - low) / 2}


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
