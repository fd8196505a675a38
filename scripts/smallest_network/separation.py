r"""Does a finite maximum-likelihood estimate exist? Decided with certainty, floats taken as the exact numbers they are.

Where the likelihood of an observation rises for ever with its linear predictor (y = 1), let a be its row of X; where it
rises as the predictor falls (y = 0), minus its row; where it falls both ways (a proportion), let both rows count. Then
the log-likelihood has no maximum exactly if a direction d other than zero has a·d ≥ 0 for every a: along it nothing is
lost. These directions form a cone. The data are completely separated if one of them has a·d > 0 for every a, and
quasi-completely if the cone has directions, but none such (A. Albert and J. A. Anderson, "On the existence of maximum
likelihood estimates in logistic regression models", *Biometrika* 71 (1984), 1-10).

Two theorems make either answer a proof. There is no direction if rows a that span the space add up to zero when each is
multiplied by some positive factor (Stiemke). And for any vector v either -v is such a sum, with factors ≥ 0, or a d of
the cone has v·d > 0 (Farkas): the point of the cone that is nearest to v. `_nearest` finds this point as least squares
with factors ≥ 0, by active sets (C. L. Lawson and R. J. Hanson, *Solving Least Squares Problems*, 1974, chapter 23):
first in floats, then from where these ended in whole numbers, which know no rounding.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import gcd

import numpy as np

from smallest_network.least_squares import ROWS, blocks, weighted_triangle

EPSILON, TINY = np.finfo(float).eps, np.finfo(float).tiny
PRIME = 2**31 - 1  # rows independent modulo a prime are independent
TRUSTED = (
    1e-5  # smallest singular value of a scaled triangle with which its own rounding cannot halve or double a length
)
DIGIT = 2**27 - 39  # a prime
SUMMED = 512  # products of numbers below it that may be added up in 63 bits
TILT = 1e-6  # share of the mean margin that a direction from floats leaves to every row
NOISE = 1e-11  # what floats may take for zero, relative to the vector they started from; nothing is decided by it


@dataclass(frozen=True, eq=False)
class Separation:
    """Which estimates are finite.

    Attributes
    ----------
    kind : str
        "none", "quasi-complete" or "complete".
    infinite : (p,) array
        Where a coefficient must go for the likelihood to approach its supremum: 0 to a finite limit, 1 to +∞, -1 to -∞.
        NaN where no finite estimate exists and the data do not say which way: it may go to either end, or nowhere.
    """

    kind: str
    infinite: np.ndarray


def excluded(X, scores, signed, triangle, weights) -> bool:
    """Whether a fit that has arrived proves that nothing separates its data; False only says that it is in doubt.

    At the optimum the scores (n,), the slopes of the log-likelihood at every linear predictor, are themselves the factors
    of Stiemke's theorem: X'scores is zero, and scores that may have one sign only, where `signed` (n,), have it. Near the
    optimum X'scores = g is not quite zero, but scores - w (X v) would do, for any weights w and v = (X'wX)⁻¹ g, if no
    sign changes. It does not where √w |R⁻ᵀg| < |scores|, with R the `triangle` of √w X, since |√w x·v| is at most that
    length. First R and w (n,) are those of the fit's last step. If they leave a doubt, w = scores², with which nothing is
    asked of the length but to be below 1: the price is one more decomposition.
    """
    if not signed.any() or not X.shape[1]:
        return True
    sums, sizes = np.zeros((2, X.shape[1]))
    for rows in blocks(len(X)):
        sums += scores[rows] @ X[rows]
        sizes += np.abs(scores[rows]) @ np.abs(X[rows])
    rounding = EPSILON * (ROWS + len(X) / ROWS + 3)
    if _length(triangle, sums, rounding * sizes) < (np.abs(scores[signed]) / np.sqrt(weights[signed])).min():
        return True
    used = ~signed | (np.abs(scores) > 1e-100)  # a factor may also be zero
    X, scores, weights = X[used], scores[used], np.where(signed, np.square(scores), 1.0)[used]
    triangle, right = weighted_triangle(X, weights, scores / weights)
    return _length(triangle, triangle.T @ right, rounding * (np.abs(scores) @ np.abs(X))) < 1


def _length(triangle, sums, errors) -> float:
    """A bound on |R⁻ᵀ sums|, if the sums are wrong by at most `errors` and R well conditioned apart from scale."""
    scale = np.sqrt(np.square(triangle).sum(axis=0))
    if not scale.all():
        return np.inf
    smallest = np.linalg.svd(triangle / scale, compute_uv=False)[-1]
    if smallest < TRUSTED:
        return np.inf
    return 2 * float(np.linalg.norm((np.abs(sums) + errors) / scale) / smallest)  # twice: R is rounded too


def find(rises, falls, neither) -> Separation:
    """Separation of data whose likelihood rises with the linear predictor, falls with it, or falls both ways.

    The three hold the rows of X, (n₁, p), (n₂, p) and (n₃, p), of such observations. Together they must have rank p.
    """
    rows = _Rows(rises, falls, neither)
    direction, strict, plane = _inside(rows)
    if not len(strict):
        return Separation("none", np.zeros(len(direction)))
    single = len(plane) == 1  # ray: the cone is no more
    infinite = np.sign(direction).astype(float) if single else _signs_of_coefficients(rows, direction, strict, plane)
    return Separation("complete" if len(strict) == len(rows.scaled) else "quasi-complete", infinite)


def ways(rises, falls, neither, combination) -> tuple[bool, bool]:
    """Whether the likelihood can approach its supremum while `combination` (p,) @ coefficients goes to -∞, and to +∞."""
    rows = _Rows(rises, falls, neither)
    goal, every = rows.goal(np.asarray(combination, dtype=float)), np.arange(len(rows.given))
    return any(_nearest(rows, -goal, every)[0]), any(_nearest(rows, goal, every)[0])


class _Rows:
    """The rows a in floats, scaled by powers of two, which keeps every digit and sign; and the same in whole numbers."""

    def __init__(self, rises, falls, neither):
        self.given = np.concatenate([rises, -falls, neither, -neither])
        exponents = np.where(self.given == 0, -(10**6), np.frexp(self.given)[1])
        self.column = exponents.max(axis=0)
        self.row = (exponents - self.column).max(axis=1)
        self.scaled = np.ldexp(np.ldexp(self.given, -self.column), -self.row[:, None])
        self.least = np.abs(self.scaled).min(where=self.given != 0, initial=1.0)

    def exact(self, indices) -> np.ndarray:
        """The rows of these indices, all times the same power of two, as Python's whole numbers."""
        return self._whole(self.given[indices], self.row[indices])

    def goal(self, combination) -> np.ndarray:
        """A vector of coefficients' factors in the scale of the columns, as whole numbers."""
        return self._whole(combination[None], np.zeros(1, dtype=int))[0]

    def _whole(self, values, row):
        fractions, exponents = np.frexp(values)
        digits = np.ldexp(fractions, 53).astype(np.int64)
        zeros = np.frexp((digits & -digits).astype(float))[1] - 1  # in binary, at the end: small numbers stay small
        odd, exponents = digits >> np.maximum(zeros, 0), exponents + zeros - self.column - row[:, None]
        shifts = np.where(values == 0, 0, exponents - exponents.min(where=values != 0, initial=10**7))
        return odd.astype(object) << shifts.astype(object)

    def signs(self, direction, indices) -> np.ndarray:
        """Sign of a·direction: from floats where these are beyond their rounding error, else from whole numbers."""
        rough, block = _rough(direction), self.scaled[indices]
        margins = block @ rough
        error = EPSILON * (len(rough) + 3) * (np.abs(block) @ np.abs(rough))
        if self.least * np.abs(rough).min(where=direction != 0, initial=1.0) < TINY / EPSILON:
            error += len(rough) * TINY  # products below the range of floats
        signs = np.sign(margins)
        doubtful = np.flatnonzero((np.abs(margins) <= error) & (error > 0))
        signs[doubtful] = np.sign(self.exact(indices[doubtful]) @ direction).astype(float)
        return signs


def _rough(whole) -> np.ndarray:
    """Whole numbers of any size as floats of size at most 1, in proportion."""
    top = max(map(abs, whole)) or 1
    return np.array([number / top for number in whole])


def _inside(rows):
    """A direction from the inside of the cone, the rows with a·d > 0, and vectors that span the plane of the cone.

    The point next to a sum of rows has a·d > 0 for some of them. The rows on which it is zero are asked again.
    """
    n, p = rows.scaled.shape
    every, plane = np.arange(n), np.eye(p, dtype=int).astype(object)
    direction = _whole_part(_guess(_tilted(rows.scaled), rows.scaled.mean(axis=0))[2])
    if (rows.signs(direction, every) > 0).all():  # floats suffice where there is room between the classes
        return direction, every, plane
    direction, strict, left = np.zeros(p, dtype=object), every[:0], every
    while len(left):
        step, plane_of_left = _step(rows, left)
        if not any(step):
            return direction, strict, plane_of_left
        share = 1
        while not (rows.signs(share * direction + step, strict) > 0).all():
            share *= 16
        direction, signs = share * direction + step, rows.signs(step, left)
        strict, left = np.union1d(strict, left[signs > 0]), left[signs == 0]
    return direction, strict, plane


def _step(rows, left):
    """A direction with a·d ≥ 0 on the rows `left` and > 0 on some. If there is none: zero, and what all are orthogonal to.

    A sample of them is added up. If zero is next to the sum, the sample and the rows that bound it have a sum of zero
    with positive factors; where they span all the others, those are bound with them, else some of the others join.
    """
    chosen = left[:: len(left) // (20 * rows.scaled.shape[1]) + 1]
    while True:
        step, active = _nearest(rows, rows.exact(chosen).sum(axis=0), left)
        if any(step):
            return step, None
        free = _orthogonal(rows.exact(np.union1d(chosen, active)))
        outside = np.zeros(len(left), dtype=bool)
        for vector in free:
            outside |= rows.signs(vector, left) != 0
        if not outside.any():
            return step, free
        chosen = np.union1d(chosen, left[outside][: len(step)])


def _signs_of_coefficients(rows, direction, strict, plane):
    """(p,) 1 for a coefficient that must go up without end, -1 for down, 0 if it has a limit, NaN if it is left open.

    It is open if some direction of the cone goes the other way. Floats look for one that does so for as many coefficients
    as can be, until that settles no more of them, and then for each one that is left; whole numbers have the last word.
    """
    rough = _rough(plane.ravel()).reshape(plane.shape)
    tilted = _tilted(rows.scaled[strict] @ rough.T)
    signs = np.sign(direction).astype(float)

    def other_ways(coefficients):
        """Coefficients that the direction of the cone nearest to the other way for all of these turns."""
        witness = _whole_part(_guess(tilted, -rough[:, coefficients] @ signs[coefficients])[2]) @ plane
        return (rows.signs(witness, strict) >= 0).all() & (np.sign(witness).astype(float) * signs < 0)

    left, turned = signs != 0, True
    while left.any() and np.any(turned):
        turned = left & other_ways(np.flatnonzero(left))
        left &= ~turned
    for j in np.flatnonzero(left):
        if left[j]:
            left &= ~other_ways([j])
        left[j] = left[j] and not any(_nearest(rows, -int(signs[j]) * plane[:, j], strict, plane)[0])
    return np.where(left | (plane == 0).all(axis=0), signs, np.nan)


def _tilted(block):
    """Rows that bound a slightly narrower cone, whose directions have a·d > 0 also after rounding."""
    return block - TILT * block.mean(axis=0)


def _whole_part(values):
    """Floats as whole numbers in proportion, cut after twenty digits."""
    return np.array([int(value) for value in 2.0**66 / (np.abs(values).max() or 1) * values], dtype=object)


def _guess(block, goal):
    """`_nearest` in floats: active rows, their factors, and the point."""

    def solve(active):
        chosen = block[active]
        factors = np.linalg.solve(chosen @ chosen.T + 1e-14 * np.eye(len(active)), -chosen @ goal)
        return factors, goal + factors @ chosen

    def worst(point):
        margins = block @ point
        return int(margins.argmin()) if margins.min() < -NOISE else None

    return _active_set(solve, worst, [], np.zeros(0), range(10 * len(goal)))


def _nearest(rows, goal, left, plane=None):
    """The point nearest to `goal` (times a whole number) of all with a·d ≥ 0 on the rows `left`; rows that bound it.

    If a plane is given, only its points count, and they and the goal are in the coordinates of the vectors that span it.
    """
    block = rows.scaled[left]
    if plane is not None:
        block = block @ _rough(plane.ravel()).reshape(plane.shape).T

    def exact(active):
        chosen = rows.exact(left[active])
        return chosen if plane is None else chosen @ plane.T

    def solve(active):
        chosen = exact(active)
        numerators, denominator = _solved(chosen @ chosen.T, -chosen @ goal)
        point = denominator * goal + numerators @ chosen
        return np.array([Fraction(n, denominator) for n in numerators], dtype=object), point // (gcd(*point) or 1)

    def worst(point):
        wrong = np.flatnonzero(rows.signs(point if plane is None else point @ plane, left) < 0)
        return int(wrong[(block[wrong] @ _rough(point)).argmin()]) if len(wrong) else None

    active, factors, _ = _guess(block, _rough(goal))
    sound = _independent(exact(active))
    factors = np.array([Fraction(factors[k]) for k in sound], dtype=object)
    active, _, point = _active_set(solve, worst, [active[k] for k in sound], factors, count())
    return point, left[active]


def _active_set(solve, worst, active, factors, rounds):
    """Lawson and Hanson's method from a set of active rows and their positive factors: set, factors and point."""
    for _ in rounds:
        target, point = solve(active)
        while len(target) and min(target) <= 0:
            shares = [old / (old - new) if old else 0 for old, new in zip(factors, target, strict=True) if new <= 0]
            moved = factors + min(shares) * (target - factors)
            gone = np.flatnonzero(target <= 0)[shares.index(min(shares))]
            kept = [k for k in range(len(active)) if k != gone and moved[k] > 0]
            active, factors = [active[k] for k in kept], moved[kept]
            target, point = solve(active)
        factors, row = target, worst(point)
        if row is None:
            break
        active, factors = [*active, row], np.append(factors, 0 * factors[:1].sum())
    return active, factors, point


def _solved(matrix, right):
    """Whole numerators and denominator of the solution of a positive definite system of whole numbers.

    Found digit by digit in base `DIGIT` from the inverse modulo that prime (J. D. Dixon, "Exact solution of linear equations
    using p-adic expansions", *Numerische Mathematik* 40 (1982), 137-141); by elimination if there is no such inverse.
    """
    inverse = _inverse_modulo(matrix)
    if inverse is None:
        reduced, _, pivot = _reduced(np.column_stack([matrix, right]))
        return reduced[:, -1], pivot
    # numerators and denominator are determinants, which are at most the product of the lengths of their rows
    lengths = sum((int(row @ row) + int(entry) ** 2).bit_length() for row, entry in zip(matrix, right, strict=True))
    solution, power, rest = np.zeros(len(right), dtype=object), 1, right
    while power.bit_length() < lengths + 2:
        digit = (inverse @ (rest % DIGIT).astype(np.int64) % DIGIT).astype(object)
        solution, power, rest = solution + digit * power, power * DIGIT, (rest - matrix @ digit) // DIGIT
    denominator = 1
    for value in solution:
        denominator *= _denominator(value * denominator % power, power)
    numerators = solution * denominator % power
    return np.where(2 * numerators > power, numerators - power, numerators), denominator


def _denominator(residue, power) -> int:
    """The denominator of the one fraction with this residue whose parts are at most the root of half of `power`."""
    old, new, before, now = power, residue, 0, 1
    while 2 * new * new > power:
        quotient = old // new
        old, new, before, now = new, old - quotient * new, now, before - quotient * now
    return abs(now)


def _inverse_modulo(matrix):
    """Inverse of a square matrix of whole numbers modulo `DIGIT`; None if there is none, or more than `SUMMED` rows."""
    size = len(matrix)
    if size > SUMMED:
        return None
    both = np.column_stack([(matrix % DIGIT).astype(np.int64), np.eye(size, dtype=np.int64)])
    for k in range(size):
        rows = k + np.flatnonzero(both[k:, k])
        if not len(rows):
            return None
        both[[k, rows[0]]] = both[[rows[0], k]]
        both[k] = both[k] * pow(int(both[k, k]), -1, DIGIT) % DIGIT
        others = np.arange(size) != k
        both[others] = (both[others] - both[others, k, None] * both[k]) % DIGIT
    return both[:, size:]


def _orthogonal(matrix):
    """Rows of whole numbers that span what is orthogonal to the rows of a matrix of whole numbers."""
    basis = matrix[_independent(matrix)]
    while True:
        reduced, pivots, pivot = _reduced(basis)
        others = np.setdiff1d(np.arange(matrix.shape[1]), pivots)
        free = np.zeros((len(others), matrix.shape[1]), dtype=object)
        free[np.arange(len(others)), others] = pivot
        free[:, pivots] = -reduced[:, others].T
        missed = np.flatnonzero((matrix @ free.T != 0).any(axis=1))
        if not len(missed):
            sizes = [max(map(abs, vector)).bit_length() for vector in free]
            return free << (max(sizes, default=0) - np.array(sizes, dtype=object))[:, None]  # about equally long
        basis = np.concatenate([basis, matrix[missed[:1]]])


def _reduced(matrix):
    """Gauss-Jordan elimination without fractions: rows, the columns of their pivots, the pivot that all share.

    Source: E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination", *Mathematics of
    Computation* 22 (1968), 565-578. The rows must be independent.
    """
    pivots: list[int] = []
    matrix, last = matrix.copy(), 1
    for k in range(len(matrix)):
        column = int(np.flatnonzero(matrix[k])[0])
        pivot, others = matrix[k, column], np.arange(len(matrix)) != k
        matrix[others] = (pivot * matrix[others] - np.outer(matrix[others, column], matrix[k])) // last
        pivots, last = [*pivots, column], pivot
    return matrix, pivots, last


def _independent(matrix):
    """Indices of rows of a matrix of whole numbers that are independent modulo a prime, and so without it."""
    rest = (matrix % PRIME).astype(np.int64)
    found: list[int] = []
    for column in range(rest.shape[1]):
        rows = np.flatnonzero(rest[:, column])
        if len(rows):
            first = rows[0]
            pivot = rest[first] * pow(int(rest[first, column]), -1, PRIME) % PRIME
            rest[rows] = (rest[rows] - rest[rows, column, None] * pivot) % PRIME
            found.append(int(first))
    return sorted(found)
