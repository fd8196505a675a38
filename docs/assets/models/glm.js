/**
 * The binomial GLM with logit link, as in glm.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 *
 * @typedef {object} Iteration
 * @property {Vector} coefficients 0 where aliased
 * @property {number} deviance
 *
 * @typedef {object} Fit
 * @property {Iteration[]} iterations all of them, the last is the answer
 * @property {boolean[]} kept false where a column depends on earlier ones and is aliased
 * @property {boolean} converged
 */

import { dot, logit } from "./logistic.js";

const EPSILON = Number.EPSILON;
const ALIASED_BELOW = 1e-11; // R: a column is aliased when less than this share of its length is new

/**
 * Iteratively reweighted least squares, with R's start, guards and stopping rule:
 * |deviance - previous| / (|deviance| + 0.1) < tol.
 *
 * @param {Matrix} X @param {Vector} y @param {{tol?: number, maxIter?: number}} [settings]
 * @returns {Fit}
 */
export function fit(X, y, { tol = 1e-8, maxIter = 25 } = {}) {
  let mu = y.map((target) => (target + 0.5) / 2);
  let weights = mu.map((mean) => mean * (1 - mean));
  let residuals = mu.map((mean, i) => logit(mean) + (y[i] - mean) / weights[i]);
  const kept = leastSquares(X, weights, residuals).map((value) => value !== null);
  const Z = X.map((x) => x.map((value, j) => (kept[j] ? value : 0)));

  let coefficients = kept.map(() => 0);
  let deviance = devianceOf(y, mu);
  let converged = false;
  /** @type {Iteration[]} */
  const iterations = [];
  while (iterations.length < maxIter && !converged) {
    const step = leastSquares(Z, weights, residuals);
    const moved = coefficients.map((value, j) => value + (step[j] ?? 0));
    const eta = Z.map((x) => dot(x, moved));
    if (!eta.every(Number.isFinite)) break;
    coefficients = moved;
    const slope = eta.map(slopeAt);
    mu = eta.map(meanAt);
    const previous = deviance;
    deviance = devianceOf(y, mu);
    converged = Math.abs(deviance - previous) / (Math.abs(deviance) + 0.1) < tol;
    iterations.push({ coefficients, deviance });
    weights = slope.map((value, i) => value ** 2 / (mu[i] * (1 - mu[i])));
    residuals = slope.map((value, i) => (y[i] - mu[i]) / value);
  }
  return { iterations, kept, converged };
}

// R's guards: beyond ±30 the odds stop at the machine epsilon.
/** @param {number} eta */
function meanAt(eta) {
  const odds = eta < -30 ? EPSILON : eta > 30 ? 1 / EPSILON : Math.exp(eta);
  return odds / (1 + odds);
}

/** @param {number} eta */
function slopeAt(eta) {
  const odds = Math.exp(eta);
  return Math.abs(eta) > 30 ? EPSILON : odds / (1 + odds) ** 2;
}

/** 2 Σ y log(y/μ) + (1 - y) log((1 - y)/(1 - μ)) for responses 0 and 1. @param {Vector} y @param {Vector} mu */
const devianceOf = (y, mu) => 2 * y.reduce((sum, target, i) => sum - Math.log(target ? mu[i] : 1 - mu[i]), 0);

/**
 * Solution of √w X b = √w target by least squares; null for a column that depends on earlier ones.
 *
 * Gram and Schmidt's way with a second pass, which removes what rounding left of the earlier directions.
 *
 * @param {Matrix} X @param {Vector} weights @param {Vector} target
 * @returns {(number | null)[]}
 */
function leastSquares(X, weights, target) {
  const roots = weights.map(Math.sqrt);
  /** @type {Matrix} */
  const directions = [];
  /** @type {Matrix} */
  const triangle = []; // row k: what every column has of direction k
  /** @type {number[]} */
  const owners = [];
  X[0].forEach((_, j) => {
    const column = X.map((x, i) => x[j] * roots[i]);
    let rest = column;
    const shares = directions.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      directions.forEach((direction, k) => {
        const share = dot(direction, rest);
        shares[k] += share;
        rest = rest.map((value, i) => value - share * direction[i]);
      });
    }
    const length = Math.hypot(...rest);
    shares.forEach((share, k) => (triangle[k][j] = share));
    if (length <= ALIASED_BELOW * Math.hypot(...column)) return;
    directions.push(rest.map((value) => value / length));
    triangle.push(X[0].map((_, other) => (other === j ? length : 0)));
    owners.push(j);
  });
  /** @type {(number | null)[]} */
  const solution = X[0].map(() => null);
  const weighted = target.map((value, i) => value * roots[i]);
  for (let k = owners.length - 1; k >= 0; k--) {
    let value = dot(directions[k], weighted);
    for (let later = k + 1; later < owners.length; later++) {
      value -= triangle[k][owners[later]] * /** @type {number} */ (solution[owners[later]]);
    }
    solution[owners[k]] = value / triangle[k][owners[k]];
  }
  return solution;
}
