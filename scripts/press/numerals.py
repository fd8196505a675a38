"""Numbers as text, and as precise as every processor agrees on."""

import math
import re

DIGITS = 12  # significant digits kept of every number: a few less than a float has, so that processors agree


def plain(value, name: str = "numbers"):
    """`value` with arrays as lists, floats cut to `DIGITS` significant digits, and NaN as None: what JSON can hold."""
    if isinstance(value, dict):
        return {str(key): plain(item, f"{name}.{key}") for key, item in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(item, f"{name}.{place}") for place, item in enumerate(value)]
    if isinstance(value, float):
        if math.isinf(value):
            raise ValueError(f"{name} is {value}; a number must be finite, or NaN where there is none")
        return None if math.isnan(value) else float(f"{value:.{DIGITS}g}")
    return value


def minus(text: str) -> str:
    """`text` with a minus sign for the hyphen that a number is formatted with; formulas have their own."""
    return re.sub(r"(?<![\w$^{.-])-(?=\d)", "−", text)


def signed(value: float, form: str) -> str:
    """A number with its sign, minus as a minus."""
    return minus(f"{value:+{form}}")


def power_of_ten(value: float, decimals: int = 1) -> str:
    """A number as one writes it: 3.5 × 10⁻¹⁴."""
    digits, exponent = f"{value:.{decimals}e}".split("e")
    power = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits} × 10{power}" if int(exponent) else f"{float(digits):g}"
