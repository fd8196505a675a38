/**
 * The models of `smallest_network` again, for the reader's browser: arrays in, arrays out, nothing of the page.
 *
 * Names and formulas are those of logistic.py, neuron.py, glm.py and network.py, and so is the order of the floating-
 * point operations where the bits matter (`neuron.train`). A test holds the two to each other.
 *
 * Conventions: `X` is a list of n rows (x1, x2, 1), the bias as a last input that is always 1; `y` is n responses, 0 or
 * 1; `weights` (w1, w2, w3) in the same order. Inputs are never changed.
 *
 * @typedef {number[]} Vector
 * @typedef {number[][]} Matrix
 */

// --- logistic ---------------------------------------------------------------------------------------------------------

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

// --- neuron -----------------------------------------------------------------------------------------------------------

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

/**
 * Angle in degrees, 0 to 90, between the lines eta = 0 of two linear models; null where one of them has no line.
 *
 * @param {Vector | null} a @param {Vector | null} b
 */
export function angleBetween(a, b) {
  if (!a || !b || !hasLine(a) || !hasLine(b)) return null;
  const cross = a[0] * b[1] - a[1] * b[0];
  return (Math.atan2(Math.abs(cross), Math.abs(a[0] * b[0] + a[1] * b[1])) * 180) / Math.PI;
}

/** Whether eta changes from place to place by more than rounding noise. @param {Vector} weights */
export const hasLine = (weights) => Math.hypot(weights[0], weights[1]) > 1e-9;

// --- GLM --------------------------------------------------------------------------------------------------------------

const EPSILON = Number.EPSILON;
const ALIASED_BELOW = 1e-11; // R: a column is aliased when less than this share of its length is new

/**
 * @typedef {object} Iteration
 * @property {Vector} coefficients 0 where aliased
 * @property {number} deviance
 *
 * @typedef {object} Fit
 * @property {Iteration[]} iterations all of them, the last is the answer
 * @property {boolean[]} kept false where a column depends on earlier ones and is aliased
 * @property {boolean} converged
 * @property {boolean} separated whether an iterate had every row strictly on its right side
 */

/**
 * Binomial GLM with logit link by iteratively reweighted least squares, with R's start, guards and stopping rule:
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
  let separated = false;
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
    separated ||= separates(Z, y, coefficients);
    iterations.push({ coefficients, deviance });
    weights = slope.map((value, i) => value ** 2 / (mu[i] * (1 - mu[i])));
    residuals = slope.map((value, i) => (y[i] - mu[i]) / value);
  }
  return { iterations, kept, converged, separated };
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
 * Whether every row is on its class's side of eta = 0 by more than rounding can explain.
 *
 * @param {Matrix} X @param {Vector} y @param {Vector} coefficients
 */
function separates(X, y, coefficients) {
  return X.every((x, i) => {
    const margin = (y[i] ? 1 : -1) * dot(x, coefficients);
    return margin > EPSILON * (x.length + 1) * dot(x.map(Math.abs), coefficients.map(Math.abs));
  });
}

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
    for (const pass of [1, 2]) {
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

// --- the line of the largest margin -----------------------------------------------------------------------------------

/**
 * @typedef {object} Separation
 * @property {"separable" | "touching" | "overlapping" | "one class"} kind
 * @property {number} gap width of the widest empty strip between the classes; below 0 they overlap by so much
 * @property {Vector | null} weights the middle of that strip, as (w1, w2, w3) with w1² + w2² = 1; null where there is none
 */

/**
 * Whether a line separates the classes, and the one that keeps the largest distance from both.
 *
 * Exact: the widest strip between two sets of points touches either a point of each, and runs across their connection,
 * or two points of one set, and runs along theirs. So all such directions are tried, and no others.
 *
 * @param {Matrix} X @param {Vector} y
 * @returns {Separation}
 */
export function maxMargin(X, y) {
  const zeros = X.filter((_, i) => y[i] === 0);
  const ones = X.filter((_, i) => y[i] === 1);
  if (!zeros.length || !ones.length) return { kind: "one class", gap: Infinity, weights: null };

  let best = { gap: -Infinity, width: 0, weights: [0, 0, 0] };
  /** @param {number} w1 @param {number} w2 */
  const consider = (w1, w2) => {
    const length = Math.hypot(w1, w2);
    if (!length) return;
    const along = (/** @type {Vector} */ x) => (w1 * x[0] + w2 * x[1]) / length;
    const low = Math.min(...ones.map(along)), high = Math.max(...zeros.map(along));
    if (low - high <= best.gap) return;
    const width = Math.max(...ones.map(along)) - Math.min(...zeros.map(along));
    best = { gap: low - high, width, weights: [w1 / length, w2 / length, -(low + high) / 2] };
  };
  for (const a of zeros) for (const b of ones) consider(b[0] - a[0], b[1] - a[1]);
  for (const side of [zeros, ones]) {
    side.forEach((a, i) => {
      for (const b of side.slice(i + 1)) {
        consider(a[1] - b[1], b[0] - a[0]);
        consider(b[1] - a[1], a[0] - b[0]);
      }
    });
  }
  if (best.gap > 1e-9) return { kind: "separable", gap: best.gap, weights: best.weights };
  const touching = best.gap > -1e-9 && best.width > 1e-9;
  return { kind: touching ? "touching" : "overlapping", gap: best.gap, weights: null };
}

// --- network ----------------------------------------------------------------------------------------------------------

/**
 * One hidden layer and one logistic output: the two layers of network.py, each with its bias in the last row.
 *
 * @typedef {object} Network
 * @property {Matrix} hidden (3, q) weights of x1, x2 and the bias, a column for each of q units
 * @property {Vector} output (q + 1) weights of the units, and the bias
 *
 * @typedef {"logistic" | "tanh" | "relu"} Activation
 */

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

// --- data sets --------------------------------------------------------------------------------------------------------

/**
 * A point: input 1, input 2, class.
 *
 * @typedef {[number, number, 0 | 1]} Point
 */

/** Five tables of points; the first is `datasets.four_points`, in the order of its rows. */
export const DATA = /** @type {Record<string, Point[]>} */ ({
  four: [[1, 0, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1]],
  overlap: [
    [0.05, 0.2, 1], [0.9, 0.1, 0], [-0.1, 0.75, 1], [1.15, 0.6, 0], [0.3, 1.05, 1], [0.75, 0.9, 0],
    [0.4, 0.4, 1], [0.55, 0.15, 0], [0.7, 0.55, 1], [0.35, 0.7, 0], [0.15, -0.15, 1], [1, 1.2, 0],
  ],
  outlier: [[1, 0, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1.1, 0.5, 0], [-0.1, 0.5, 1], [0.75, -0.3, 1]],
  xor: [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]],
  curved: [
    [0.5, 0.2, 1], [-0.2, 0.1, 0], [0.3, 0.05, 1], [-0.1, 0.55, 0], [0.7, 0.05, 1], [0.15, 0.9, 0], [0.5, -0.2, 1],
    [0.5, 1.05, 0], [0.35, 0.4, 1], [0.85, 0.9, 0], [0.65, 0.4, 1], [1.1, 0.55, 0], [1.2, 0.1, 0], [-0.25, -0.3, 0],
    [1.25, -0.3, 0],
  ],
}); // prettier-ignore

/** Points as the models want them. @param {Point[]} points @returns {{X: Matrix, y: Vector}} */
export const table = (points) => ({ X: points.map(([x1, x2]) => [x1, x2, 1]), y: points.map((point) => point[2]) });
