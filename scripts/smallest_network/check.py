"""Refuse bad input by name: which argument, what it was, what it must be."""

import numpy as np


def design_matrix(X) -> np.ndarray:
    """`X` as a float array (n, p) of finite numbers with n, p ≥ 1, or ValueError."""
    X = _floats("X", X)
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError(f"X has shape {X.shape}; it must be (n, p) with at least one row and one column")
    return X


def response(y, n: int) -> np.ndarray:
    """`y` as a float array (n,) of numbers in [0, 1], or ValueError."""
    y = vector("y", y, n)
    if y.min() < 0 or y.max() > 1:
        outside = y[(y < 0) | (y > 1)][0]
        raise ValueError(f"y contains {outside:g}; every response must lie in [0, 1]")
    return y


def vector(name: str, value, length: int) -> np.ndarray:
    """`value` as a float array (length,) of finite numbers, or ValueError."""
    value = _floats(name, value)
    if value.shape != (length,):
        raise ValueError(f"{name} has shape {value.shape}; it must be ({length},)")
    return value


def vectors(name: str, value, length: int) -> np.ndarray:
    """`value` as a float array (length,) or (s, length) of finite numbers, or ValueError."""
    value = _floats(name, value)
    if value.ndim not in (1, 2) or value.shape[-1] != length:
        raise ValueError(f"{name} has shape {value.shape}; it must be ({length},) or (s, {length})")
    return value


def positive(name: str, value) -> float:
    """`value` as a finite float above 0, or ValueError."""
    number = _floats(name, value)
    if number.ndim != 0 or not number > 0:
        raise ValueError(f"{name} is {value!r}; it must be one number above 0")
    return float(number)


def positives(name: str, value, length: int) -> np.ndarray:
    """`value`, one finite number above 0 or (length,) of them, as a float array (length,), or ValueError."""
    numbers = _floats(name, value)
    if numbers.shape not in ((), (length,)):
        raise ValueError(f"{name} has shape {numbers.shape}; it must be one number or ({length},)")
    if not (numbers > 0).all():
        raise ValueError(f"{name} contains {numbers[numbers <= 0].flat[0]:g}; every one must be above 0")
    return np.broadcast_to(numbers, (length,))


def whole(name: str, value, *, least: int = 0) -> int:
    """`value` as an int ≥ `least`, or ValueError. 3.0 is whole, 2.5 and True are not."""
    if (
        isinstance(value, (bool, np.bool_))
        or not isinstance(value, (int, float, np.integer, np.floating))
        or value != np.floor(value)
    ):
        raise ValueError(f"{name} is {value!r}; it must be a whole number")
    if not least <= value < np.inf:
        raise ValueError(f"{name} is {value!r}; it must be at least {least} and finite")
    return int(value)


def _floats(name: str, value) -> np.ndarray:
    try:
        array = np.asarray(value)
        if np.iscomplexobj(array):  # NumPy would drop the imaginary part with no more than a warning
            raise TypeError
        array = array.astype(float, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {value!r:.80}; it must hold real numbers only") from None
    if not np.isfinite(array).all():
        raise ValueError(f"{name} contains {array[~np.isfinite(array)].flat[0]}; every value must be finite")
    return array
