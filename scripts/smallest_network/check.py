"""Refuse bad input by name: which argument, what it was, what it must be."""

import numpy as np


def design_matrix(X) -> np.ndarray:
    """`X` as a float array (n, p) of finite numbers with n, p ≥ 1, or ValueError."""
    X = floats("X", X)
    if X.ndim != 2 or 0 in X.shape:
        raise ValueError(f"X has shape {X.shape}; it must be (n, p) with at least one row and one column")
    return X


def response(y, n: int) -> np.ndarray:
    """`y` as a float array (n,) of numbers in [0, 1], or ValueError."""
    return shares("y", vector("y", y, n))


def shares(name: str, values: np.ndarray) -> np.ndarray:
    """`values`, an array of floats, if all lie in [0, 1], or ValueError."""
    if values.min() < 0 or values.max() > 1:
        outside = values[(values < 0) | (values > 1)][0]
        raise ValueError(f"{name} contains {outside:g}; all must lie in [0, 1]")
    return values


def vector(name: str, value, length: int) -> np.ndarray:
    """`value` as a float array (length,) of finite numbers, or ValueError."""
    value = floats(name, value)
    if value.shape != (length,):
        raise ValueError(f"{name} has shape {value.shape}; it must be ({length},)")
    return value


def vectors(name: str, value, length: int) -> np.ndarray:
    """`value` as a float array (length,) or (s, length) of finite numbers, or ValueError."""
    value = floats(name, value)
    if value.ndim not in (1, 2) or value.shape[-1] != length:
        raise ValueError(f"{name} has shape {value.shape}; it must be ({length},) or (s, {length})")
    return value


def number(name: str, value) -> float:
    """`value` as a finite float, or ValueError."""
    found = floats(name, value)
    if found.ndim != 0:
        raise ValueError(f"{name} has shape {found.shape}; it must be one number")
    return float(found)


def positive(name: str, value) -> float:
    """`value` as a finite float above 0, or ValueError."""
    found = floats(name, value)
    if found.ndim != 0 or not found > 0:
        raise ValueError(f"{name} is {value!r}; it must be one number above 0")
    return float(found)


def positives(name: str, value, length: int) -> np.ndarray:
    """`value`, one finite number above 0 or (length,) of them, as a float array (length,), or ValueError."""
    numbers = floats(name, value)
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


def share(name: str, value) -> float:
    """`value` as a float in [0, 1), or ValueError."""
    number = floats(name, value)
    if number.ndim != 0 or not 0 <= number < 1:
        raise ValueError(f"{name} is {value!r}; it must be one number from 0 to below 1")
    return float(number)


def rising(name: str, values) -> list[int]:
    """`values` as a list of whole numbers ≥ 0 of which none is below the one before, or ValueError."""
    if not np.iterable(values):
        raise ValueError(f"{name} is {values!r}; it must be a sequence of at least one stop")
    numbers = [whole(name, value) for value in values]
    if not numbers or numbers != sorted(numbers):
        raise ValueError(f"{name} is {numbers}; it must be at least one stop, and the stops must not fall")
    return numbers


def columns(name: str, values, p: int) -> list[int]:
    """`values` as a list of column numbers from 0 to p - 1, or ValueError."""
    if not np.iterable(values):
        raise ValueError(f"{name} is {values!r}; it must be a list of column numbers")
    numbers = [whole(name, value) for value in values]
    if any(number >= p for number in numbers):
        raise ValueError(f"{name} contains {max(numbers)}; the columns are 0 to {p - 1}")
    return numbers


def choice(name: str, value, allowed) -> None:
    """ValueError unless `value` is one of the strings `allowed`."""
    if value not in list(allowed):
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(map(repr, allowed))}")


def generator(name: str, value) -> np.random.Generator:
    """`value` if it is a NumPy random generator, or ValueError."""
    if not isinstance(value, np.random.Generator):
        raise ValueError(f"{name} is {value!r:.80}; it must be a numpy.random.Generator, such as default_rng(0)")
    return value


def classes(y, n: int) -> np.ndarray:
    """`y` as a float array (n,) of zeros and ones, or ValueError."""
    y = vector("y", y, n)
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"y contains {y[~np.isin(y, (0, 1))][0]:g}; every class must be 0 or 1")
    return y


def labels(name: str, values, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The distinct values (K,) of labels (n,), sorted, K ≥ 2, and the number (n,) of each label among them; or ValueError.

    Labels are whole numbers or texts.
    """
    array = np.asarray(values)
    if array.shape != (n,):
        raise ValueError(f"{name} has shape {array.shape}; it must be ({n},)")
    whole = array.dtype.kind == "f" and np.isfinite(array).all() and (array == np.floor(array)).all()
    if not whole and array.dtype.kind not in "biuU":
        raise ValueError(f"{name} is {values!r:.80}; it must hold whole numbers, or texts")
    distinct, numbers = np.unique(array, return_inverse=True)
    if len(distinct) < 2:
        raise ValueError(f"{name} holds {distinct[0]!r} only; it must hold at least two classes")
    return distinct, numbers


def numbers(name: str, values, n: int, K: int) -> np.ndarray:
    """`values` as an int array (n,) of whole numbers from 0 to K - 1, or ValueError."""
    found = vector(name, values, n)
    outside = found[(found < 0) | (found >= K) | (found != np.floor(found))]
    if len(outside):
        raise ValueError(f"{name} contains {outside[0]:g}; every class must be a whole number from 0 to {K - 1}")
    return found.astype(int)


def floats(name: str, value) -> np.ndarray:
    """`value` as a float array of finite numbers, any shape, or ValueError."""
    try:
        array = np.asarray(value)
        inside = array.ravel().tolist() if array.dtype.kind == "O" else []
        if array.dtype.kind not in "biufO" or any(isinstance(item, (str, bytes, type(None))) for item in inside):
            raise TypeError  # text, dates and complex numbers: NumPy would make floats of most
        array = array.astype(float, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {value!r:.80}; it must hold real numbers only") from None
    if not np.isfinite(array).all():
        raise ValueError(f"{name} contains {array[~np.isfinite(array)].flat[0]}; every value must be finite")
    return array
