/** Numbers as text, as press/numerals.py writes them. */

/** 10 to a whole power. @param {number} exponent */
export const power = (exponent) =>
  `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+sign])).join("")}`;

/**
 * A number with so many decimals, or as a power of ten where they would not do; a dash for what is no number.
 *
 * @param {number | null | undefined} value @param {number} digits
 */
export function decimal(value, digits) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -digits)) {
    const [mantissa, exponent] = value.toExponential(2).split("e");
    return `${mantissa.replace("-", "−")} × ${power(+exponent)}`;
  }
  const text = size.toFixed(digits).replace(/^\d+/, (whole) => count(+whole));
  return value < 0 ? `−${text}` : text;
}

/** A whole number with its thousands apart. @param {number} value */
export const count = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");
