/**
 * Softmax, as in logistic.py, and the network before it, as in network.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 */

import { dot, expit } from "./logistic.js";

/** Probabilities of K classes from their linear predictors, without overflow. @param {Vector} eta */
export function softmax(eta) {
  const most = Math.max(...eta);
  const odds = eta.map((one) => Math.exp(one - most));
  const sum = odds.reduce((all, one) => all + one, 0);
  return odds.map((one) => one / sum);
}

/**
 * Probabilities of K classes for one row of inputs, without a bias: logistic units in all layers but the last.
 *
 * @param {Vector} x @param {Matrix[]} layers a column for each unit, its bias in the last row
 */
export function classProbabilities(x, layers) {
  const etas = layers.map((layer) => {
    const eta = layer[0].map((_, k) => dot([...x, 1], layer.map((row) => row[k])));
    x = eta.map(expit);
    return eta;
  });
  return softmax(etas[etas.length - 1]);
}
