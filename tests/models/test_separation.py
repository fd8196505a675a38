"""Separation against a linear program, against points on a line, and where only exact arithmetic can tell."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import linprog

from smallest_network import datasets, glm, separation
from smallest_network.logistic import expit


def found(X, y):
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    return separation.find(X[y == 1], X[y == 0], X[(y > 0) & (y < 1)])


def fitted(X, y, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return glm.fit(X, y, **options)


def by_linear_programs(X, y):
    """Kind and infinite coefficients by K. Konis's program, and two more for every coefficient.

    The first asks for as many rows as possible with a·d ≥ 1, the others for the range of a coefficient in the cone. A
    program decides to 1e-7, which is enough for small whole numbers.
    """
    whole = (y == 0) | (y == 1)
    rows = np.concatenate([X[whole] * (2 * y[whole] - 1)[:, None], X[~whole], -X[~whole]])
    n, p = rows.shape
    apart = linprog(
        -np.r_[np.zeros(p), np.ones(n)],
        A_ub=np.column_stack([-rows, np.eye(n)]),
        b_ub=np.zeros(n),
        bounds=[(None, None)] * p + [(0, 1)] * n,
    ).x[p:]
    kind = "complete" if (apart > 0.5).all() else "quasi-complete" if (apart > 0.5).any() else "none"
    ways = np.concatenate([np.eye(p), -np.eye(p)])  # programs that share nothing, and so are one
    apart = sparse.block_diag([-rows] * 2 * p)
    ends = linprog(-ways.ravel(), A_ub=apart, b_ub=np.zeros(2 * p * n), bounds=(-1, 1)).x.reshape(2 * p, p)
    up, down = ((ways * ends).sum(axis=1) > 1e-7).reshape(2, p)
    infinite = np.where(up & down, np.nan, up.astype(float) - down)
    return kind, infinite


def small_table(rng):
    n, p = rng.integers(2, 13), rng.integers(1, 5)
    X = rng.integers(-3, 4, size=(n, p)).astype(float)
    X[:, 0] = X[:, 0] if rng.random() < 0.3 else 1.0
    return X, rng.choice([0.0, 1.0, 0.5], size=n, p=[0.45, 0.45, 0.1])


@pytest.mark.parametrize("block", range(8))
def test_on_small_whole_numbers_the_linear_programs_agree(block):
    rng, kinds = np.random.default_rng(block), set()
    for _ in range(100):
        X, y = small_table(rng)
        if np.linalg.matrix_rank(X) == X.shape[1]:
            ours, (kind, infinite) = found(X, y), by_linear_programs(X, y)
            assert ours.kind == kind, (X, y)
            np.testing.assert_array_equal(ours.infinite, infinite)
            kinds.add(kind)
    assert kinds == {"none", "quasi-complete", "complete"}


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_the_fit_says_what_the_search_says_whatever_it_could_prove_itself(seed):
    X, y = small_table(np.random.default_rng(seed))
    fit = fitted(X, y)
    kept = ~np.isnan(fit.coefficients)
    search = found(X[:, kept], y)
    assert fit.separation == search.kind
    np.testing.assert_array_equal(fit.infinite[kept], search.infinite)
    assert fit.separated == (fit.separation != "none")


@given(st.lists(st.tuples(st.integers(-4, 4), st.sampled_from([0.0, 1.0])), min_size=2, max_size=9))
@settings(deadline=None)
def test_on_a_line_the_order_of_the_points_tells(points):
    x, y = np.array(points).T
    if x.min() == x.max() or y.min() == y.max():
        return
    low, high = x[y == 0], x[y == 1]
    kind, way = "none", 0
    for sign in (1, -1):
        gap = (sign * high).min() - (sign * low).max()
        if gap >= 0:
            kind, way = ("complete" if gap > 0 else "quasi-complete"), sign
    search = found(datasets.with_bias(x[:, None]), y)
    assert (search.kind, search.infinite[0]) == (kind, way)


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 1))
@settings(deadline=None)
def test_classes_apart_by_a_margin_are_completely_separated(seed, margin):
    rng = np.random.default_rng(seed)
    n, p = rng.integers(2, 31), rng.integers(1, 4)
    normal = rng.normal(size=p)
    normal /= np.linalg.norm(normal)
    y = rng.integers(0, 2, n) * 1.0
    side, points = 2 * y - 1, rng.normal(size=(n, p))
    points += (side * (margin + np.abs(points @ normal)) - points @ normal)[:, None] * normal
    assert fitted(datasets.with_bias(points), y).separation == "complete"


def test_three_points_of_which_two_coincide_are_quasi_separated():
    # η = 0 goes through both points at x = 2, whose coefficients' ratio is therefore fixed: two columns, one ray
    with pytest.warns(glm.SeparationWarning, match="0 to \\+∞; 1 to -∞"):
        fit = glm.fit([[1, 1], [1, 2], [1, 2]], [1, 0, 1])
    assert fit.separation == "quasi-complete"
    assert fit.infinite.tolist() == [1, -1]


def test_proportions_hold_the_line():
    X = [[1, -1], [1, 0], [1, 1]]
    assert fitted(X, [0, 0.5, 1]).infinite.tolist() == [
        0,
        1,
    ]  # the intercept is held by the middle, the slope by nothing
    assert fitted(X, [0.1, 0.5, 1]).separation == "none"
    assert fitted(X, [0.1, 0.5, 0.2]).separation == "none"


def test_a_point_at_the_origin_is_on_no_side():
    assert found([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [1, 1, 0]).kind == "quasi-complete"


def test_floats_are_taken_at_their_word():
    # 0.1 + 0.2 is a little more than 0.3: the classes touch at 0.3, are apart by a last digit, or overlap by one
    for middle, kind in [(0.3, "quasi-complete"), (np.nextafter(0.3, 1), "complete"), (np.nextafter(0.3, 0), "none")]:
        X = datasets.with_bias(np.array([[0.1], [0.3], [middle], [0.7]]))
        assert fitted(X, [0, 0, 1, 1]).separation == kind
    assert np.nextafter(0.3, 1) == 0.1 + 0.2


@pytest.mark.parametrize("power", [-430, -30, 30, 430])
def test_units_do_not_matter(power):
    rng = np.random.default_rng(0)
    for _ in range(20):
        X, y = small_table(rng)
        if np.linalg.matrix_rank(X) == X.shape[1] > 1:
            kind, infinite = by_linear_programs(X, y)
            X[:, -1] *= 2.0**power  # without rounding
            assert fitted(X, y).separation == kind
            np.testing.assert_array_equal(found(X, y).infinite, infinite)


def test_entries_too_small_for_products_of_floats_still_count():
    # (1, 1e-300)·d with d = (1, -1e300): what floats call zero or one is decided by whole numbers
    tiny = 1e-300
    X = np.array([[1, tiny], [1, 2 * tiny], [1, 3 * tiny], [1, 1.0], [1, -1.0]])
    assert found(X, [0.5, 0.5, 0.5, 0.5, 0.5]).kind == "none"
    assert found(X[[0, 1, 3]], [0, 1, 1]).kind == "complete"
    assert found(X[[0, 1, 2, 3, 4]], [0, 1, 0, 1, 0]).kind == "none"


def overlapping(n, p, seed):
    rng = np.random.default_rng(seed)
    X = datasets.with_bias(rng.normal(size=(n, p - 1)))
    return X, (rng.random(n) < expit(X @ rng.normal(size=p))) * 1.0


def test_a_fit_that_arrived_proves_overlap_without_a_search(monkeypatch):
    monkeypatch.setattr(separation, "find", None)  # it would fail if it were called
    for seed in range(10):
        assert glm.fit(*overlapping(400, 5, seed)).separation == "none"
    # far from its own line on both sides: many scores are nearly zero, and the second proof is needed
    x = np.concatenate([np.linspace(-1, 1, 40), [-400, 400]])
    y = np.concatenate([np.tile([0.0, 1, 0, 1, 1, 0, 1, 1], 5), [0, 1]])
    with pytest.warns(glm.FitWarning):
        fit = glm.fit(datasets.with_bias(x[:, None]), y)
    assert fit.separation == "none"


def test_a_fit_that_did_not_arrive_leaves_the_search_to_find_overlap():
    X, y = overlapping(400, 5, 0)
    fit = fitted(X, y, max_iter=1)
    assert not fit.converged
    assert fit.separation == "none"


def test_nearly_dependent_columns_prove_nothing_by_floats():
    X, y = overlapping(60, 3, 1)
    X = np.column_stack([X, X[:, 0] + 1e-9 * X[:, 1] ** 2])
    fit = fitted(X, y)
    assert fit.rank == 4
    assert fit.separation == by_linear_programs(np.column_stack([X[:, :3], X[:, 1] ** 2 - X[:, 1]]), y)[0] == "none"


def test_an_empty_cell_among_many_rows_is_one_ray():
    X, y = overlapping(3000, 4, 2)
    cell = np.arange(3000) % 3 == 0
    y[cell] = 1
    search = found(np.column_stack([X, cell]), y)
    assert search.kind == "quasi-complete"
    assert search.infinite.tolist() == [0, 0, 0, 0, 1]


def test_two_empty_cells_are_infinite_one_by_one():
    X, y = overlapping(300, 3, 3)
    one, other = (np.arange(300) % 7 == 0), (np.arange(300) % 7 == 1)
    y[one], y[other] = 1, 0
    search = found(np.column_stack([X, one, other]), y)
    assert search.kind == "quasi-complete"
    assert search.infinite.tolist() == [0, 0, 0, 1, -1]


@pytest.mark.parametrize("seed", range(4))
def test_many_rows_apart_agree_with_the_linear_programs(seed):
    rng = np.random.default_rng(seed)
    X = datasets.with_bias(rng.normal(size=(60, 3)))
    y = (X @ rng.normal(size=4) > 0) * 1.0
    kind, infinite = by_linear_programs(X, y)
    search = found(X, y)
    assert search.kind == kind == "complete"
    np.testing.assert_array_equal(search.infinite, infinite)


@given(st.integers(0, 2**32 - 1))
@settings(deadline=None)
def test_ways_are_the_signs_of_every_combination(seed):
    rng = np.random.default_rng(seed)
    X, y = small_table(rng)
    if np.linalg.matrix_rank(X) < X.shape[1]:
        return
    combination = rng.integers(-2, 3, size=X.shape[1]).astype(float)
    if not combination.any():
        return
    j = int(np.flatnonzero(combination)[0])
    change = np.eye(X.shape[1])
    change[j] = combination  # new coefficient j is the combination of the old ones
    down, up = separation.ways(X[y == 1], X[y == 0], X[(y > 0) & (y < 1)], combination)
    way = by_linear_programs(X @ np.linalg.inv(change), y)[1][j]
    assert {(False, False): 0, (False, True): 1, (True, False): -1}.get((down, up)) == (None if np.isnan(way) else way)


def test_rows_that_a_sample_misses_are_asked_too():
    # of 200 rows every sixth is sampled: those add up to zero and say nothing of the second input
    rises = np.array([[1.0, 0.0] if i % 6 == 0 else [0.0, 1.0] for i in range(200)])
    rises[::12] *= -1
    rises[1::12] *= -1
    assert separation.find(rises, np.empty((0, 2)), np.empty((0, 2))).kind == "none"
    rises[np.arange(200) % 6 != 0, 1] = 1.0
    search = separation.find(rises, np.empty((0, 2)), np.empty((0, 2)))
    assert (search.kind, search.infinite.tolist()) == ("quasi-complete", [0, 1])


def test_a_way_too_narrow_for_floats_is_found():
    # slope s and intercept b need -s·10⁻⁹ < b < s: the intercept may fall, but by a billionth of the slope only
    search = found(datasets.with_bias(np.array([[1e-9], [-1.0]])), [1, 0])
    assert search.kind == "complete"
    np.testing.assert_array_equal(search.infinite, [1, np.nan])


def test_rows_that_look_dependent_modulo_a_prime_are_told_apart():
    rows = np.array([[1, 0], [0, separation.PRIME]], dtype=object)
    assert separation._orthogonal(rows).shape == (0, 2)


def test_a_triangle_without_a_scale_bounds_nothing():
    assert separation._length(np.zeros((1, 1)), np.ones(1), np.zeros(1)) == np.inf


@pytest.mark.parametrize(("size", "bits"), [(1, 3), (3, 10), (8, 60), (20, 200)])
def test_whole_systems_are_solved_without_rounding(size, bits):
    rng = np.random.default_rng(size)
    entries = [int.from_bytes(rng.bytes(bits // 8 + 1), "big", signed=True) for _ in range(size * (size + 1))]
    matrix, right = np.array(entries[size:], dtype=object).reshape(size, size), np.array(entries[:size], dtype=object)
    numerators, denominator = separation._solved(matrix @ matrix.T, right)
    assert denominator > 0
    assert (matrix @ matrix.T @ numerators == denominator * right).all()


@pytest.mark.parametrize("multiple", [1, 3])
def test_a_system_that_is_singular_modulo_the_prime_is_solved_too(multiple):
    matrix = np.array([[separation.DIGIT, 0], [0, multiple]], dtype=object)
    numerators, denominator = separation._solved(matrix, np.array([1, 2], dtype=object))
    assert (matrix @ numerators == denominator * np.array([1, 2])).all()


def test_products_that_63_bits_could_not_hold_are_not_added_up(monkeypatch):
    assert separation.SUMMED * (separation.DIGIT - 1) ** 2 < 2**63
    matrix, right = np.array([[5, 2], [2, 7]], dtype=object), np.array([1, -3], dtype=object)
    by_digits = separation._solved(matrix, right)
    monkeypatch.setattr(separation, "SUMMED", 1)  # as for a larger system: by elimination
    assert separation._inverse_modulo(matrix) is None
    numerators, denominator = separation._solved(matrix, right)
    assert (matrix @ numerators == denominator * right).all()
    assert (numerators * by_digits[1] == by_digits[0] * denominator).all()
