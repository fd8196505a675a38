/**
 * Gradient descent with momentum on a neuron's mean loss, as in optimizers.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 */

import { dot, expit } from "./logistic.js";

/**
 * The weights before the first step and after each of `epochs`: v ← m v − α g, w ← w + v, g over all rows.
 *
 * @param {Matrix} X @param {Vector} y
 * @param {{weights: Vector, learningRate: number, momentum: number, epochs: number}} settings
 * @returns {Matrix}
 */
export function momentumPath(X, y, { weights, learningRate, momentum, epochs }) {
  const path = [weights];
  let velocity = weights.map(() => 0);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const last = path[epoch];
    const errors = X.map((x, i) => expit(dot(x, last)) - y[i]);
    velocity = velocity.map((v, j) => momentum * v - learningRate * dot(errors, X.map((x) => x[j])) / y.length);
    path.push(last.map((weight, j) => weight + velocity[j]));
  }
  return path;
}

/**
 * By what factor an epoch multiplies the distance to the minimum in the end, along an axis of this curvature.
 *
 * Near the minimum the distance obeys d' = (1 + m − α κ) d − m d₋₁; the factor is the larger root of
 * λ² = (1 + m − α κ) λ − m, in size. Where the roots are complex both have the size √m.
 *
 * @param {number} curvature @param {number} learningRate @param {number} momentum
 */
export function factorPerEpoch(curvature, learningRate, momentum) {
  const half = (1 + momentum - learningRate * curvature) / 2;
  const square = half * half - momentum;
  return square < 0 ? Math.sqrt(momentum) : Math.abs(half) + Math.sqrt(square);
}
