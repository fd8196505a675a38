/**
 * The neuron's training, as in neuron.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 */

import { meanLoss } from "./logistic.js";

/**
 * Weights after `epochs` passes of online gradient descent over the rows, in their order: after every row,
 * w += learningRate * (y - mu) * x.
 *
 * `rows` more rows follow the last whole epoch, and `from` is the row to begin with, so that a path can be walked a row
 * at a time. Training has no memory besides the weights.
 *
 * @param {Matrix} X @param {Vector} y
 * @param {{weights: Vector, learningRate: number, epochs?: number, from?: number, rows?: number}} settings
 * @returns {Vector}
 */
export function train(X, y, { weights, learningRate, epochs = 0, from = 0, rows = 0 }) {
  const n = y.length;
  const inputs = X.flat();
  let [w1, w2, w3] = weights;
  for (let left = epochs * n + rows, i = from; left > 0; left--) {
    const x1 = inputs[3 * i], x2 = inputs[3 * i + 1], x3 = inputs[3 * i + 2];
    const eta = w1 * x1 + w2 * x2 + w3 * x3;
    const mu = 1 / (1 + Math.exp(-eta));
    const step = learningRate * (y[i] - mu);
    w1 += step * x1;
    w2 += step * x2;
    w3 += step * x3;
    if (++i === n) i = 0;
  }
  return [w1, w2, w3];
}

/**
 * The first epoch after which the mean loss is below `loss`, or `limit` where none up to there is.
 *
 * @param {Matrix} X @param {Vector} y
 * @param {{weights: Vector, learningRate: number, loss: number, limit: number}} settings
 */
export function epochsUntil(X, y, { weights, learningRate, loss, limit }) {
  for (let epoch = 0; epoch < limit; epoch++) {
    if (meanLoss(X, y, weights) < loss) return epoch;
    weights = train(X, y, { weights, learningRate, epochs: 1 });
  }
  return limit;
}
