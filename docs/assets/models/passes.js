/**
 * One row through a network of logistic units with one hidden layer, and the slopes of its loss back, as in network.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./network.js").Network} Network
 */

import { dot, expit, logLoss } from "./logistic.js";

/** From the inputs, without a bias, to the loss. @param {Vector} x @param {number} y @param {Network} network */
export function forward(x, y, { hidden, output }) {
  const etas = hidden[0].map((_, k) => dot([...x, 1], hidden.map((row) => row[k])));
  const outputs = etas.map(expit);
  const eta = dot([...outputs, 1], output);
  return { etas, hidden: outputs, eta, mu: expit(eta), loss: logLoss(y, eta) };
}

/**
 * Slopes of the loss: δ, in the scores of the output and of every hidden unit; in the weights of the output, and of the
 * hidden units, a row for each input. Those of the biases are the δ. `factors` are the slopes of the hidden units' curves.
 *
 * @param {Vector} x @param {number} y @param {Network} network
 */
export function backward(x, y, network) {
  const { hidden, mu } = forward(x, y, network);
  const delta = mu - y;
  const factors = hidden.map((a) => a * (1 - a));
  const deltas = factors.map((factor, k) => delta * network.output[k] * factor);
  return {
    delta,
    factors,
    deltas,
    output: hidden.map((a) => delta * a),
    first: x.map((value) => deltas.map((one) => one * value)),
  };
}
