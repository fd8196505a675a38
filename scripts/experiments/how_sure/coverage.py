"""How often three intervals of 95 per cent hold the truth, in sets of launches that are drawn from a known line."""

from statistics import NormalDist

import numpy as np

from experiments._shared.drawn_launches import DRAWS, design, drawn, separated
from smallest_network import datasets, glm
from smallest_network.logistic import expit, log_loss

CAPTION = (
    "The line fitted to the launches is taken for the truth, and {draws:,} other sets of responses are drawn from it at the same "
    "{n} temperatures. In {apart} of them temperature separates distress from none; there Wald's interval does not exist, and "
    "these sets are left out. Of the other {finite:,} the table has the share in which an interval of 95 per cent holds the "
    "line's own value; chance moves a share near 95 per cent by {error:.1%} (a standard error). In the separated sets the "
    "profile's interval, which has an open end there, holds the forecast for 31 °F {separated[profile]} times of {apart}, and "
    "Firth's {separated[firth]} times."
)
TABLE = {
    "What is to be held": "{of}",
    "Wald's interval": "{wald:.1%}",
    "Profile interval": "{profile:.1%}",
    "Firth's interval": "{firth:.1%}",
}
TEMPERATURES = (31, 53, 65)
Z = NormalDist().inv_cdf(0.975)
SETTLED = 1e-9  # gain of the deviance that a step promises


def measure():
    X, (_, y) = design(), datasets.o_ring()
    fit = glm.fit(X, y, tol=1e-14)
    responses, truth = drawn(fit), fit.coefficients
    apart = separated(X[:, 0], responses) != 0
    free, corrected = (top(X, responses, truth, design=columns) for columns in (None, X))
    combinations = {f"forecast for {t} °F": np.array([(t - 70) / 10, 1.0]) for t in TEMPERATURES}
    combinations["slope"] = np.array([1.0, 0.0])
    holds = {
        of: {
            "wald": wald_holds(X, free[0], c, truth),
            "profile": rise(X, responses, c, truth, free[1], firth=False) <= Z**2,
            "firth": rise(X, responses, c, truth, corrected[1], firth=True) <= Z**2,
        }
        for of, c in combinations.items()
    }
    rows = [{"of": of} | {name: float(held[~apart].mean()) for name, held in by.items()} for of, by in holds.items()]
    at_31 = holds["forecast for 31 °F"]
    return {
        "rows": rows,
        "per_100": {
            name: {of: 100 * row[of] for of in ("wald", "profile", "firth")}
            for name, row in (("at_31", rows[0]), ("slope", rows[-1]))
        },
        "draws": DRAWS,
        "n": len(y),
        "apart": int(apart.sum()),
        "finite": int((~apart).sum()),
        "error": float(np.sqrt(0.95 * 0.05 / (~apart).sum())),
        "separated": {name: int(at_31[name][apart].sum()) for name in ("profile", "firth")},
    }


def wald_holds(X, coefficients, c, truth):
    """Whether estimate ± Z standard errors of c (p,) @ coefficients (s, p) holds its true value; (s,)."""
    mu = expit(coefficients @ X.T)
    spread, determinant = spreads(mu * (1 - mu), X, c)
    return np.square((coefficients - truth) @ c) * determinant[:, 0] <= Z**2 * spread[:, 0]


def rise(X, responses, c, truth, best, *, firth):
    """By how much the deviance of each set exceeds its `best` (s,) where c @ coefficients is held at its true value."""
    across = np.array([-c[1], c[0]])
    offset = X @ c * (truth @ c) / (c @ c)
    start = [truth @ across / (c @ c)]
    return top((X @ across)[:, None], responses, start, offset=offset, design=X if firth else None)[1] - best


def top(columns, responses, start, *, offset=0.0, design=None):
    """Coefficients (s, q) of `columns` (n, q) that fit each set of responses (s, n) best, and their deviance (s,).

    By Newton's steps, halved until they gain. With a `design` (n, 2) the deviance is Firth's, less the log-determinant of its
    information. Without one the coefficients of separated sets grow, until the deviance has come down to its limit.
    """
    products = (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), -1)

    def state(weights, responses):
        eta = weights @ columns.T + offset
        mu = expit(eta)
        rates = mu * (1 - mu)
        deviance, residuals = 2 * log_loss(responses, eta).sum(axis=1), responses - mu
        if design is not None:
            spread, determinant = spreads(rates, design, design)
            deviance = deviance - np.log(determinant)[:, 0]
            residuals = residuals + rates * spread / determinant * (0.5 - mu)
        curvature = (rates @ products).reshape(-1, *2 * columns.shape[1:])
        slope = residuals @ columns
        return deviance, slope, np.linalg.solve(curvature, slope[..., None])[..., 0]

    weights, best = np.tile(np.asarray(start, dtype=float), (len(responses), 1)), np.empty(len(responses))
    going = np.arange(len(responses))
    while len(going):
        best[going], slope, step = state(weights[going], responses[going])
        settled = (slope * step).sum(axis=1) < SETTLED
        going, step = going[~settled], step[~settled]
        while (worse := state(weights[going] + step, responses[going])[0] > best[going]).any():
            step[worse] /= 2
        weights[going] += step
    return weights, best


def spreads(rates, X, c):
    """Of sets with these rates μ (1 - μ) (s, n): the variance of c (…, 2) @ coefficients times a determinant, and that (s, 1).

    It is the determinant of the information of the columns X (n, 2).
    """
    a, b, d = (column[:, None] for column in (rates @ np.column_stack([X[:, 0] ** 2, X.prod(axis=1), X[:, 1] ** 2])).T)
    first, second = np.asarray(c).T
    spread = first**2 * d - 2 * first * second * b + second**2 * a
    return spread, a * d - b**2
