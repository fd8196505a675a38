/**
 * The logistic function and its loss, as in logistic.py, and the two sums that every model here needs.
 *
 * Conventions of all modules of this folder: arrays in, arrays out, inputs untouched, nothing of a page. Names,
 * formulas, and where the bits matter the order of the floating-point operations, are those of `smallest_network`; a
 * test holds the two to each other. `X` is a list of n rows (x1, x2, 1), the bias as a last input that is always 1; `y`
 * is n responses, 0 or 1; `weights` (w1, w2, w3) in the same order.
 *
 * @typedef {number[]} Vector
 * @typedef {number[][]} Matrix
 */

/** Probability from linear predictor, without overflow. @param {number} eta */
export function expit(eta) {
  const small = Math.exp(-Math.abs(eta));
  return (eta >= 0 ? 1 : small) / (1 + small);
}

/** Linear predictor from probability. @param {number} mu */
export const logit = (mu) => Math.log(mu) - Math.log1p(-mu);

/** Cross-entropy of one response y at linear predictor eta. @param {number} y @param {number} eta */
export function logLoss(y, eta) {
  const rest = Math.log1p(Math.exp(-Math.abs(eta)));
  return y * (Math.max(0, -eta) + rest) + (1 - y) * (Math.max(0, eta) + rest);
}

/** @param {Vector} a @param {Vector} b */
export const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** @param {Vector} values */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean cross-entropy of a linear model over all rows. @param {Matrix} X @param {Vector} y @param {Vector} weights */
export const meanLoss = (X, y, weights) => mean(X.map((x, i) => logLoss(y[i], dot(x, weights))));
