/**
 * A unit of one input and a bias that learns by either of two losses, as in network.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {"entropy" | "squared"} Loss
 */

import { expit } from "./logistic.js";

/**
 * Slopes of the losses in the score, from the right answer and the probability.
 *
 * @type {Record<Loss, (y: number, mu: number) => number>}
 */
export const SLOPES = {
  entropy: (y, mu) => mu - y,
  squared: (y, mu) => 2 * (mu - y) * mu * (1 - mu),
};

/**
 * The weight before the first step of batch descent and after each of `epochs`; the bias starts at 0.
 *
 * @param {Vector} x @param {Vector} y
 * @param {{loss: Loss, weight: number, learningRate: number, epochs: number}} settings
 * @returns {Float64Array}
 */
export function weightPath(x, y, { loss, weight, learningRate, epochs }) {
  const slope = SLOPES[loss], n = y.length, path = new Float64Array(epochs + 1);
  let bias = 0;
  for (let epoch = 0;; epoch++) {
    path[epoch] = weight;
    if (epoch === epochs) return path;
    let [along, level] = [0, 0];
    for (let i = 0; i < n; i++) {
      const delta = slope(y[i], expit(weight * x[i] + bias));
      along += delta * x[i];
      level += delta;
    }
    weight -= learningRate * along / n;
    bias -= learningRate * level / n;
  }
}
