"""Weighted least squares by the triangle of a QR decomposition, fast where that is safe, and the rank of a matrix."""

import numpy as np

ALIASED_BELOW = 1e-11  # R: a column is aliased when less than this share of its length is new
TRUST_CROSS_PRODUCTS = 1e3  # condition number up to which squaring it costs less than R's own tolerances
SQUARES_FROM = 1e-280  # from here to its inverse there is room left for weights, sums and coefficients
ROWS = 2048  # observations worked on together: they fit in the processor's cache


def blocks(n):
    """Slices that part n observations."""
    return (slice(start, start + ROWS) for start in range(0, n, ROWS))


def check_squares(X, triangle):
    """Raise FloatingPointError where the squares of a column of X leave the range in which floats keep their digits."""
    with np.errstate(over="ignore"):
        squares = np.square(triangle).sum(axis=0)
    for j in np.flatnonzero(~((squares > SQUARES_FROM) & (squares < 1 / SQUARES_FROM))):
        if X[:, j].any():
            raise FloatingPointError(f"column {j} of X (from 0) is too large or too small to be squared; rescale it")


def weighted_triangle(X, weights, target):
    """Upper triangle R (p, p) and Qᵀ√w·target (p,) of the QR decomposition of √w X.

    The Cholesky factor of Xᵀ W X is that R, and takes a third of the time, but its error grows with the square of the
    condition number. So it serves only where that number is small; else the decomposition is done block by block.
    """
    gram, right = np.zeros((X.shape[1],) * 2), np.zeros(X.shape[1])
    with np.errstate(all="ignore"):  # a column of zeros has no scale, one too long no square; `_well_conditioned` sees
        for rows in blocks(len(X)):
            weighted = X[rows] * weights[rows, None]
            gram += weighted.T @ X[rows]
            right += weighted.T @ target[rows]
        scale = np.sqrt(np.diag(gram))
        gram = gram / scale / scale[:, None]
    if _well_conditioned(gram):
        lower = np.linalg.cholesky(gram)
        return lower.T * scale, np.linalg.solve(lower, right / scale)
    triangles = []
    for rows in blocks(len(X)):
        block = np.column_stack([X[rows], target[rows]]) * np.sqrt(weights[rows, None])
        triangles.append(_triangle(block))
    triangle = _triangle(np.concatenate(triangles))
    return triangle[: X.shape[1], :-1], triangle[: X.shape[1], -1]


def _triangle(matrix):
    return np.linalg.qr(matrix, mode="r")  # here, because NumPy's types do not know this mode


def _well_conditioned(gram) -> bool:
    if not gram.size or not np.isfinite(gram).all():
        return not gram.size
    eigenvalues = np.linalg.eigvalsh(gram)
    return bool(eigenvalues[-1] <= TRUST_CROSS_PRODUCTS**2 * eigenvalues[0])


def independent_columns(triangle):
    """(p,) bool: which columns of √w X = Q·triangle are not combinations of earlier ones, by R's tolerance."""
    columns = triangle.T
    lengths, new = np.sqrt(np.square(columns).sum(axis=1)), np.abs(np.diag(triangle))
    if len(new) == len(lengths) and (new > ALIASED_BELOW * lengths).all():
        return np.ones(len(lengths), dtype=bool)
    basis: list[np.ndarray] = []
    kept = np.zeros(len(columns), dtype=bool)
    for j, column in enumerate(columns):
        rest = column.copy()
        for _ in range(2):  # once more removes what rounding left of the basis
            for direction in basis:
                rest -= (direction @ rest) * direction
        length = np.linalg.norm(rest)
        if length > ALIASED_BELOW * np.linalg.norm(column):
            basis.append(rest / length)
            kept[j] = True
    return kept
