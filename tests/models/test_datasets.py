"""The data are what their sources say."""

import gzip
import json
import re
from importlib.resources import files
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris

from smallest_network import datasets, glm

DATA = files("smallest_network").joinpath("data")
R = json.loads((Path(__file__).parents[1] / "reference" / "r_families.json").read_text())


def test_the_four_points_are_class_1_where_the_first_input_is_0():
    X, y = datasets.four_points()
    assert sorted(map(tuple, X)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    np.testing.assert_array_equal(y, 1 - X[:, 0])


def test_the_o_ring_data_are_23_launches_with_7_in_distress():
    X, y = datasets.o_ring()
    assert X.shape == (23, 1)
    assert y.sum() == 7
    assert (X.min(), X.max()) == (53, 81)


def test_xor_is_class_1_where_exactly_one_input_is_1():
    X, y = datasets.xor()
    assert sorted(map(tuple, X)) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    np.testing.assert_array_equal(y, X.sum(axis=1) == 1)


def test_the_bias_is_a_last_column_of_ones():
    np.testing.assert_array_equal(datasets.with_bias([[2, 3], [4, 5]]), [[2, 3, 1], [4, 5, 1]])


@pytest.mark.parametrize(
    "make",
    [
        lambda n, rng: datasets.two_clouds(n, distance=2.0, rng=rng),
        lambda n, rng: datasets.two_moons(n, noise=0.1, rng=rng),
    ],
)
@pytest.mark.parametrize("n", [2, 3, 10])
def test_made_data_have_halves_in_order_and_depend_on_rng_alone(make, n):
    X, y = make(n, np.random.default_rng(0))
    assert X.shape == (n, 2)
    np.testing.assert_array_equal(y, [0] * (n - n // 2) + [1] * (n // 2))
    np.testing.assert_array_equal(X, make(n, np.random.default_rng(0))[0])
    assert (make(n, np.random.default_rng(1))[0] != X).all()


def test_the_log_odds_between_two_clouds_are_distance_times_the_first_input():
    """Logistic regression finds that slope; of 20 000 rows its estimate strays by less than 4 standard errors."""
    X, y = datasets.two_clouds(20_000, distance=1.5, rng=np.random.default_rng(0))
    found = glm.fit(datasets.with_bias(X), y)
    assert (np.abs(found.coefficients - [1.5, 0, 0]) < 4 * found.standard_errors).all()
    right = ((X[:, 0] > 0) == y).mean()
    assert abs(right - NormalDist().cdf(0.75)) < 4 * np.sqrt(0.25 / 20_000)


def test_the_moons_lie_on_their_circles():
    X, y = datasets.two_moons(101, noise=1e-12, rng=np.random.default_rng(0))
    upper, lower = X[y == 0], X[y == 1] - [1.0, 0.5]
    for moon in (upper, -lower):
        np.testing.assert_allclose(np.hypot(*moon.T), 1.0, atol=1e-10)  # a hundred times the noise
        assert moon[:, 1].min() > -1e-10
        np.testing.assert_allclose(np.diff(np.arctan2(moon[1:-1, 1], moon[1:-1, 0])), np.pi / (len(moon) - 1))


def test_the_digits_are_those_of_scikit_learn():
    X, labels = datasets.digits()
    theirs, theirs_labels = load_digits(return_X_y=True)
    np.testing.assert_array_equal(X, theirs)
    np.testing.assert_array_equal(labels, theirs_labels)
    np.testing.assert_array_equal(X.reshape(-1, 8, 8), load_digits().images)


def test_the_digits_are_the_test_part_that_its_authors_describe():
    X, labels = datasets.digits()
    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (0, 16)
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_the_readme_beside_the_digits_makes_their_file(tmp_path, monkeypatch):
    """The same rows; the bytes are left to zlib, which may pack them differently from one version to the next."""
    (code,) = re.findall(r"```python\n(.*?)```", DATA.joinpath("README.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    committed = DATA.joinpath("digits.csv.gz").read_bytes()
    assert gzip.decompress((tmp_path / "digits.csv.gz").read_bytes()) == gzip.decompress(committed)
    assert committed[4:8] == bytes(4)  # no time in the header
    assert len(committed) < 600 * 1024


@pytest.mark.parametrize(
    ("load", "name"), [(datasets.cars, "cars_gaussian"), (datasets.warpbreaks, "warpbreaks_poisson")]
)
def test_cars_and_yarn_are_the_rows_that_r_has(load, name):
    X, y = load()
    np.testing.assert_array_equal(np.column_stack([np.ones(len(y)), X]), R[name]["X"])
    np.testing.assert_array_equal(y, R[name]["y"])


def test_the_flowers_are_those_of_r_and_of_scikit_learn():
    X, species = datasets.iris()
    theirs = load_iris()
    np.testing.assert_array_equal(X, theirs.data)
    np.testing.assert_array_equal(species, theirs.target_names[theirs.target])
    np.testing.assert_array_equal(X[:, 1], np.array(R["iris_softmax"]["X"])[:, 1])
    np.testing.assert_array_equal(species, R["iris_softmax"]["y"])


def test_a_split_divides_the_rows():
    train, test = datasets.split(1797, test_share=0.25, rng=np.random.default_rng(0))
    assert len(test) == 449
    assert (np.diff(train) > 0).all()
    assert (np.diff(test) > 0).all()
    assert sorted([*train, *test]) == list(range(1797))
    again = datasets.split(1797, test_share=0.25, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(test, again[1])


def test_a_bootstrap_draws_n_of_n_with_replacement():
    counts = datasets.resample(50, 4000, rng=np.random.default_rng(0))
    assert counts.shape == (4000, 50)
    assert (counts.sum(axis=1) == 50).all()
    # a row is left out with probability (1 - 1/n)^n; 200 000 counts stray from it by less than 4 standard errors
    left_out = (1 - 1 / 50) ** 50
    assert (counts == 0).mean() == pytest.approx(left_out, abs=4 * np.sqrt(left_out / 200_000))
    np.testing.assert_array_equal(counts, datasets.resample(50, 4000, rng=np.random.default_rng(0)))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda rng: datasets.two_clouds(1, distance=1, rng=rng), "n is 1"),
        (lambda rng: datasets.two_clouds(9, distance=0, rng=rng), "distance is 0"),
        (lambda rng: datasets.two_clouds(9, distance=1, rng=7), "rng is 7"),
        (lambda rng: datasets.two_moons(9, noise=-1, rng=rng), "noise is -1"),
        (lambda rng: datasets.two_moons(9, noise=1, rng=None), "rng is None"),
        (lambda rng: datasets.resample(0, 1, rng=rng), "n is 0"),
        (lambda rng: datasets.resample(9, -1, rng=rng), "times is -1"),
        (lambda rng: datasets.resample(9, 1, rng=0), "rng is 0"),
        (lambda rng: datasets.split(9, test_share=1, rng=rng), "test_share is 1"),
        (lambda rng: datasets.split(9, test_share=0.01, rng=rng), "test_share is 0.01; of 9 rows"),
    ],
)
def test_bad_requests_are_refused_by_name(make, message):
    with pytest.raises(ValueError, match=message):
        make(np.random.default_rng(0))
