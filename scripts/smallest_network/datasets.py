"""The data sets, each with its source: inputs `X` (n, p) without a bias, and responses `y` (n,)."""

import csv
import gzip
from importlib.resources import files

import numpy as np

from smallest_network import check


def four_points() -> tuple[np.ndarray, np.ndarray]:
    """The four corners of a square, class 1 where the first input is 0.

    Source: Holger K. von Jouanne-Diedrich, "Logistic Regression as the Smallest Possible Neural Network", Learning
    Machines, whose code credits M. Kubat, *An Introduction to Machine Learning*. The rows stand in its order.
    """
    return np.array([[1.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.array([0.0, 1.0, 0.0, 1.0])


def o_ring() -> tuple[np.ndarray, np.ndarray]:
    """23 launches of the Space Shuttle before Challenger: temperature in °F, and whether an O-ring showed distress.

    Source: S. R. Dalal, E. B. Fowlkes and B. Hoadley, "Risk Analysis of the Space Shuttle: Pre-Challenger Prediction
    of Failure", Journal of the American Statistical Association 84 (1989), 945-957, table 1. In flight order.
    """
    temperature = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
    distress = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]
    return np.array(temperature, dtype=float)[:, None], np.array(distress, dtype=float)


def xor() -> tuple[np.ndarray, np.ndarray]:
    """The four corners of a square, class 1 where exactly one input is 1. No line separates the classes.

    Source: M. Minsky and S. Papert, *Perceptrons*, MIT Press, 1969, whose "parity" it is for two inputs.
    """
    return np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0, 1.0, 0.0])


def two_clouds(n, *, distance, rng) -> tuple[np.ndarray, np.ndarray]:
    """Two normal clouds (n, 2) that overlap: standard deviation 1, means `distance` apart along the first input.

    The larger half of the rows, first, is class 0 around (-distance/2, 0); the rest is class 1 around (distance/2, 0).
    For equal halves the log-odds of class 1 at x are exactly `distance * x[0]`, so logistic regression is the true
    model, and no classifier is right more often than Φ(distance / 2).
    """
    y = _halves(n)
    X = check.generator("rng", rng).normal(size=(len(y), 2))
    X[:, 0] += np.where(y == 1, 0.5, -0.5) * check.positive("distance", distance)
    return X, y


def two_moons(n, *, noise, rng) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles (n, 2) of radius 1 that hook into each other, plus normal noise of standard deviation `noise`.

    The larger half of the rows, first, is class 0: the upper half circle around (0, 0), from right to left. The rest
    is class 1: the lower half circle around (1, ½), from left to right.
    """
    y = _halves(n)
    zeros = int((y == 0).sum())
    upper, lower = np.linspace(0, np.pi, zeros), np.linspace(0, np.pi, len(y) - zeros)
    moons = [[np.cos(upper), np.sin(upper)], [1 - np.cos(lower), 0.5 - np.sin(lower)]]
    exact = np.concatenate([np.transpose(moon) for moon in moons])
    return exact + check.positive("noise", noise) * check.generator("rng", rng).normal(size=exact.shape), y


def digits() -> tuple[np.ndarray, np.ndarray]:
    """1797 handwritten digits: `X` (1797, 64) in 0..16, and what was written, `labels` (1797,) of int 0..9.

    `X.reshape(-1, 8, 8)` are the images, row by row from the top, 16 the darkest ink: each number counts the pixels
    with ink in a block of 4 by 4 of a scan of 32 by 32.

    Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository,
    1998, https://doi.org/10.24432/C50P49, CC BY 4.0. It is that set's test part; `data/README.md` says how the file
    was made.
    """
    with files("smallest_network").joinpath("data", "digits.csv.gz").open("rb") as packed, gzip.open(packed) as rows:
        table = np.loadtxt(rows, delimiter=",", dtype=np.int64)
    return table[:, :-1].astype(float), table[:, -1]


def cars() -> tuple[np.ndarray, np.ndarray]:
    """50 cars of the 1920s: speed in miles an hour (50, 1), and the distance taken to stop in feet (50,).

    Source: M. Ezekiel, *Methods of Correlation Analysis*, Wiley, 1930, as R's data set `cars` has it.
    """
    rows = _rows("cars.csv")
    return np.array([[float(row["speed"])] for row in rows]), np.array([float(row["dist"]) for row in rows])


def warpbreaks() -> tuple[np.ndarray, np.ndarray]:
    """54 lengths of yarn on the loom: wool and tension (54, 3), and how often the warp broke (54,).

    The inputs are 0 or 1 and say: wool B, medium tension, high tension. All 0 is wool A at low tension.

    Source: L. H. C. Tippett, *Technological Applications of Statistics*, Wiley, 1950, page 106, as R's data set `warpbreaks`
    has it.
    """
    rows = _rows("warpbreaks.csv")
    X = [[row["wool"] == "B", row["tension"] == "M", row["tension"] == "H"] for row in rows]
    return np.array(X, dtype=float), np.array([float(row["breaks"]) for row in rows])


def iris() -> tuple[np.ndarray, np.ndarray]:
    """150 flowers of three species of iris, 50 of each: four lengths in cm (150, 4), and the species (150,) in words.

    The columns are sepal length, sepal width, petal length, petal width.

    Source: R. A. Fisher, "The Use of Multiple Measurements in Taxonomic Problems", Annals of Eugenics 7 (1936), 179-188,
    table I, measured by E. Anderson, as R's data set `iris` has it.
    """
    rows = [list(row.values()) for row in _rows("iris.csv")]
    return np.array([row[:4] for row in rows], dtype=float), np.array([row[4] for row in rows])


def split(n, *, test_share, rng) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers 0..n-1 divided by chance into (train, test), each rising; test has `test_share` of them, rounded."""
    n, share = check.whole("n", n, least=2), check.share("test_share", test_share)
    size = round(share * n)
    if not 0 < size < n:
        raise ValueError(f"test_share is {test_share!r}; of {n} rows it must leave at least one on either side")
    order = check.generator("rng", rng).permutation(n)
    return np.sort(order[size:]), np.sort(order[:size])


def resample(n, times, *, rng) -> np.ndarray:
    """(times, n) how often each of n rows is drawn when n are drawn with replacement: the samples of a bootstrap.

    Source: B. Efron, "Bootstrap Methods: Another Look at the Jackknife", The Annals of Statistics 7 (1979), 1-26.
    """
    n, times = check.whole("n", n, least=1), check.whole("times", times)
    return check.generator("rng", rng).multinomial(n, np.full(n, 1 / n), size=times)


def with_bias(X) -> np.ndarray:
    """`X` (n, p) with a last column of ones (n, p + 1): the bias as an input that is always 1."""
    X = check.design_matrix(X)
    return np.column_stack([X, np.ones(len(X))])


def _rows(name: str) -> list[dict[str, str]]:
    """The lines of a data file, by the names in its first."""
    with files("smallest_network").joinpath("data", name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _halves(n):
    """(n,) classes: zeros, then ones, one zero more where n is odd."""
    n = check.whole("n", n, least=2)
    return (np.arange(n) >= (n + 1) // 2).astype(float)
