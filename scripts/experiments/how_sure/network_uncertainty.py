"""How far networks differ from start to start and from sample to sample, among the points and away from them."""

import numpy as np

from experiments.how_sure import _moons
from press import ink
from smallest_network import datasets, glm, intervals, network

CAPTION = (
    "Lines: where each of {starts} networks says ½, first trained on the same {n} points from {starts} random starts, "
    "then from the same starts on a bootstrap sample each. Shaded: where all {starts} give one class more than "
    "{sure:.0%}. One draw of the moons, of {draws}; each network has {hidden} hidden units and is trained by {epochs} "
    "steps of Adam at rate {rate:g}. In the table a width is that of the middle {middle:.0%} of {starts} "
    "probabilities, its mean over a place and {draws} draws ± the standard deviation over the draws. The classes meet "
    "where the true probability is between {meet[0]:g} and {meet[1]:g}; distances are from the middle of the moons, "
    "in {directions} directions."
)
ALT = (
    "Two planes, each with {n} points in two small interlocking half moons in the middle. In the first, {starts} lines run "
    "between the moons close together and spread outside; in the second they spread among the points too, and outside into "
    "all directions. Large areas on either side, far from any point, are shaded as certain."
)
TABLE = {
    "Place": "{place}",
    "Other starts": "{starts:.2f} ± {starts_sd:.2f}",
    "Other samples": "{samples:.2f} ± {samples_sd:.2f}",
    "New points": "{new:.2f}",
    "A network's certainty": "{certainty:.2f}",
}
DRAWS, DIRECTIONS = 10, 72
MEET = (0.1, 0.9)
MIDDLE, SURE = 0.9, 0.95
CENTRE = np.array([0.5, 0.25])
DISTANCES = (3, 10, 30)
SHOWN = 4  # the draw of the picture


def measure():
    layers = tuple(np.stack(some) for some in zip(*map(_moons.trained, range(DRAWS)), strict=True))
    X, _ = datasets.two_moons(1000, noise=_moons.NOISE, rng=np.random.default_rng(99))
    true = truth(X)
    meeting = (true > MEET[0]) & (true < MEET[1])
    angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    places = {
        "where the classes meet": X[meeting],
        "elsewhere among the points": X[~meeting],
        **{f"at distance {distance}": CENTRE + distance * circle for distance in DISTANCES},
    }
    found = [{"place": name, **_spread(layers, place)} for name, place in places.items()]
    return {
        "rows": [{key: value for key, value in row.items() if key not in ("eta", "agree")} for row in found],
        "covered": {
            "meet": _covered(layers, X[meeting], true[meeting]),
            "elsewhere": _covered(layers, X[~meeting], true[~meeting]),
        },
        "near": _at(found[2], DISTANCES[0], circle),
        "away": _at(found[-1], DISTANCES[-1], circle),
        "networks": layers[0].shape[0] * layers[0].shape[1] * layers[0].shape[2],
        "draws": DRAWS,
        "starts": _moons.STARTS,
        "hidden": _moons.HIDDEN,
        "epochs": _moons.EPOCHS,
        "rate": _moons.RATE,
        "n": _moons.N,
        "middle": MIDDLE,
        "holds": MIDDLE * (_moons.STARTS - 1) / (_moons.STARTS + 1),  # of what the draws are from, on average
        "meet": MEET,
        "sure": SURE,
        "directions": DIRECTIONS,
        "points": dict(zip(("X", "y"), _moons.points(SHOWN), strict=True)),
        "layers": [layer[SHOWN] for layer in layers],
    }


def truth(X):
    """(n,) the probability of class 1 where the moons are drawn from: each half circle, blurred by the noise."""
    arcs, y = datasets.two_moons(800, noise=1e-9, rng=np.random.default_rng(0))
    log_density = -np.square(X[:, None] - arcs).sum(axis=-1) / (2 * _moons.NOISE**2)
    density = np.exp(log_density - log_density.max(axis=1, keepdims=True))
    return density @ y / density.sum(axis=1)


def _spread(layers, X) -> dict:
    """Widths at X over starts, over samples, and over new points and starts; how sure one is; how many places all agree."""
    computed = network.forward(X, layers)
    mu, eta = computed.mu, computed.etas[-1][..., 0]
    low, high = _band(mu, axis=2)
    widths = (high - low).mean(axis=-1)
    anew = _band(mu[:, 0].reshape(-1, len(X)), axis=0)
    agree = (mu.min(axis=2) > SURE) | (mu.max(axis=2) < 1 - SURE)
    return {
        "starts": widths[:, 0].mean(),
        "starts_sd": widths[:, 0].std(ddof=1),
        "samples": widths[:, 1].mean(),
        "samples_sd": widths[:, 1].std(ddof=1),
        "new": (anew[1] - anew[0]).mean(),
        "certainty": np.maximum(mu, 1 - mu)[:, 0].mean(),
        "agree": agree[:, 1].mean(),
        "eta": eta[:, 1].std(axis=1).mean(),
    }


def _band(values, axis):
    return np.quantile(values, [(1 - MIDDLE) / 2, (1 + MIDDLE) / 2], axis=axis)


def _covered(layers, X, true) -> dict:
    """How often the true probability lies in the band: share of places, mean and range over the draws."""
    low, high = _band(network.predict_proba(X, layers), axis=2)
    shares = ((low <= true) & (true <= high)).mean(axis=-1)
    return {
        name: {"mean": share.mean(), "least": share.min(), "most": share.max()}
        for name, share in zip(("starts", "samples"), shares.T, strict=True)
    }


def _at(row, distance, circle) -> dict:
    """What happens at a distance: to the networks' η over samples, to agreement, to the error of a straight line's η."""
    line = _line(CENTRE + distance * circle)
    return {"distance": distance, "eta": row["eta"], "agree": row["agree"], "line": line}


def _line(X) -> float:
    """Mean standard error of η at X by logistic regressions on the draws."""
    fits = [glm.fit(datasets.with_bias(inputs), y) for inputs, y in map(_moons.points, range(DRAWS))]
    rows = datasets.with_bias(X)
    return float(np.mean([intervals.wald(fitted, x).standard_error for fitted in fits for x in rows]))


def draw(figure, numbers):
    figure.set_size_inches(ink.WIDTH, 7.0)
    panels = figure.subplots(2, sharex=True)
    _planes(panels, numbers)
    for axes in panels:
        axes.set_ylabel("Input 2")
    panels[1].set_xlabel("Input 1")


def draw_wide(figure, numbers):
    figure.set_size_inches(ink.WIDE, 3.2)
    panels = figure.subplots(1, 2, sharey=True)
    _planes(panels, numbers)
    panels[0].set_ylabel("Input 2")
    for axes in panels:
        axes.set_xlabel("Input 1")


def _planes(panels, numbers):
    for number, (axes, name) in enumerate(zip(panels, ("Other starts", "Other samples"), strict=True)):
        axes.set(xlim=(-5.5, 6.5), ylim=(-3.6, 4.1), aspect="equal", title=name)
        layers = [layer[number] for layer in numbers["layers"]]
        _moons.fan(axes, layers, sure=numbers["sure"], linewidths=1.1)
        ink.points(axes, numbers["points"]["X"], numbers["points"]["y"], size=3)
        axes.text(-1.2, 3.4, "all sure:\nclass 0", color=ink.CLASS_0, ha="center", va="center")
        axes.text(5.4, -2.9, "all sure:\nclass 1", color=ink.CLASS_1, ha="center", va="center")
