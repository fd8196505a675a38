/**
 * A network with one hidden layer and one logistic output, as in network.py.
 *
 * @typedef {import("./logistic.js").Vector} Vector
 * @typedef {import("./logistic.js").Matrix} Matrix
 *
 * @typedef {object} Network the two layers, each with its bias in the last row
 * @property {Matrix} hidden (3, q) weights of x1, x2 and the bias, a column for each of q units
 * @property {Vector} output (q + 1) weights of the units, and the bias
 *
 * @typedef {"logistic" | "tanh" | "relu"} Activation
 */

import { expit } from "./logistic.js";

/**
 * Activation and its slope; the slope is written in the activation's own value a.
 *
 * @type {Record<Activation, {value: (eta: number) => number, slope: (a: number) => number}>}
 */
export const ACTIVATIONS = {
  logistic: { value: expit, slope: (a) => a * (1 - a) },
  tanh: { value: Math.tanh, slope: (a) => 1 - a * a },
  relu: { value: (eta) => Math.max(0, eta), slope: (a) => (a > 0 ? 1 : 0) },
};

/**
 * Uniform numbers in [0, 1) for a seed: Tommy Ettinger's mulberry32. 32-bit whole numbers only, so that every language
 * draws the same.
 *
 * @param {number} seed
 * @returns {() => number}
 */
export function uniforms(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A network at its start: every weight ½, or drawn from nearly a standard normal distribution, the sum of twelve uniform
 * numbers less 6, hidden weights first, row by row.
 *
 * @param {{units: number, seed: number, equal?: boolean}} settings
 * @returns {Network}
 */
export function startNetwork({ units, seed, equal = false }) {
  const uniform = uniforms(seed);
  const weight = () => {
    if (equal) return 0.5;
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum - 6;
  };
  const list = (/** @type {number} */ length) => Array.from({ length }, weight);
  return { hidden: [list(units), list(units), list(units)], output: list(units + 1) };
}

/** Linear predictor of the output for one row. @param {Vector} x @param {Network} network @param {Activation} activation */
export function networkEta(x, { hidden: [w1, w2, w3], output }, activation) {
  const { value } = ACTIVATIONS[activation];
  let eta = 0;
  for (let k = 0; k < w1.length; k++) eta += value(x[0] * w1[k] + x[1] * w2[k] + x[2] * w3[k]) * output[k];
  return eta + output[w1.length];
}

/**
 * The network after `epochs` steps of batch gradient descent on the mean cross-entropy over all rows.
 *
 * @param {Matrix} X @param {Vector} y @param {Network} network
 * @param {{activation: Activation, learningRate: number, epochs: number}} settings
 * @returns {Network}
 */
export function trainNetwork(X, y, network, { activation, learningRate, epochs }) {
  const { value, slope } = ACTIVATIONS[activation];
  const [w1, w2, w3] = network.hidden.map((row) => Float64Array.from(row));
  const out = Float64Array.from(network.output);
  const q = w1.length, n = y.length;
  const d1 = new Float64Array(q), d2 = new Float64Array(q), d3 = new Float64Array(q);
  const dOut = new Float64Array(q + 1), a = new Float64Array(q);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const sums of [d1, d2, d3, dOut]) sums.fill(0);
    for (let i = 0; i < n; i++) {
      const x = X[i];
      let eta = 0;
      for (let k = 0; k < q; k++) {
        a[k] = value(x[0] * w1[k] + x[1] * w2[k] + x[2] * w3[k]);
        eta += a[k] * out[k];
      }
      const delta = (expit(eta + out[q]) - y[i]) / n;
      for (let k = 0; k < q; k++) {
        dOut[k] += delta * a[k];
        const back = delta * out[k] * slope(a[k]);
        d1[k] += back * x[0];
        d2[k] += back * x[1];
        d3[k] += back * x[2];
      }
      dOut[q] += delta;
    }
    for (let k = 0; k < q; k++) {
      w1[k] -= learningRate * d1[k];
      w2[k] -= learningRate * d2[k];
      w3[k] -= learningRate * d3[k];
    }
    for (let k = 0; k <= q; k++) out[k] -= learningRate * dOut[k];
  }
  return { hidden: [[...w1], [...w2], [...w3]], output: [...out] };
}

/** Whether all hidden units have the same weights to the last bit, the output's included. @param {Network} network */
export const allUnitsEqual = ({ hidden, output }) =>
  [...hidden, output.slice(0, -1)].every((row) => row.every((value) => value === row[0]));
