/**
 * The network of the two passes: two inputs, two hidden units, one output, with a number to move on every wire.
 *
 * @typedef {import("./_pen.js").Pen} Pen
 * @typedef {import("./_pen.js").State} State
 * @typedef {import("./_pen.js").Parameter} Parameter
 * @typedef {[number, number]} Place
 */

import { decimal } from "../house/numerals.js";

const MOST = 5; // of a weight
const PER_PIXEL = 0.02;

/** Names of the weights in the address, laid out as the layers are. */
const HIDDEN = [["w11", "w12"], ["w21", "w22"], ["b1", "b2"]];
const OUTPUT = ["v1", "v2", "b"];

export const UNITS = ["upper hidden unit", "lower hidden unit", "output unit"];

/** What both passes let the reader move. @param {any} numbers of the experiment @returns {Parameter[]} */
export function parameters({ x, y, layers: [hidden, output] }) {
  const weight = (/** @type {string} */ name, /** @type {string} */ label, /** @type {number} */ start) => ({
    ...{ name, label, low: -MOST, high: MOST, step: 0.1, start, text: signed },
  });
  const inputs = x.map((/** @type {number} */ start, /** @type {number} */ j) => ({
    ...{ name: `x${j + 1}`, label: `Input ${j + 1}`, low: -2, high: 2, step: 0.1, start },
  }));
  const kinds = ["Weight of input 1", "Weight of input 2", "Bias"];
  return [
    ...inputs,
    ...HIDDEN.flatMap((row, j) => row.map((name, k) => weight(name, `${kinds[j]}, ${UNITS[k]}`, hidden[j][k]))),
    ...OUTPUT.map((name, k) =>
      weight(name, `${k < 2 ? "Weight of the " + UNITS[k] : "Bias"}, output unit`, output[k][0])
    ),
    { name: "y", label: "Right answer", low: 0, high: 1, step: 1, start: y, options: ["0", "1"] },
  ];
}

/** Inputs, right answer and network of a state. @param {State} state */
export function read(state) {
  const at = (/** @type {string} */ name) => state[name];
  return {
    x: [state.x1, state.x2],
    y: state.y,
    network: { hidden: HIDDEN.map((row) => row.map(at)), output: OUTPUT.map(at) },
  };
}

/** The weights after a step. @param {State} state @param {any} slopes as `backward` answers @param {number} rate @returns {State} */
export function stepped(state, { delta, deltas, first, output }, rate) {
  const slopes = [...[...first, deltas].flat(), ...output, delta];
  return Object.fromEntries([...HIDDEN.flat(), ...OUTPUT].map((name, k) => [name, state[name] - rate * slopes[k]]));
}

/** A number with as many decimals as it has, up to two. @param {number} value */
export const signed = (value) =>
  decimal(value, [0, 1].find((digits) => Math.abs(value - +value.toFixed(digits)) < 1e-9) ?? 2);

/** As a factor behind a sign of multiplication. @param {string} words */
export const factor = (words) => words.startsWith("−") ? `(${words})` : words;

/** With three decimals, where as many say something. @param {number} value */
export const short = (value) =>
  value && Math.abs(value) < 0.0005 ? `${value < 0 ? "−" : ""}0.000…` : decimal(value + 0, 3);

/**
 * Wires, inputs and units, with what each unit holds in its circle and above it, and on every wire what it carries.
 *
 * @param {Pen} pen @param {State} state
 * @param {{now: number, circles: string[], above: string[], below?: string[][], look?: string}} words of the two hidden
 *   units and the output unit; `now` is the unit that has been computed last, `below` stands under the wires that lead
 *   to a unit, in the order of its inputs, the bias last
 * @returns {{bottom: number}} where it ends
 */
export function drawNetwork(pen, state, { now, circles, above, below = [], look = "" }) {
  const { width, em } = pen, r = 1.75 * em, upper = 4.4 * em, lower = 16 * em;
  const [first, middle, last] = [2 * em, 0.49 * width, width - 3 * em];
  /** @type {Place[]} */
  const inputs = [[first, upper], [first, lower]];
  /** @type {Place[]} */
  const units = [[middle, upper], [middle, lower], [last, (upper + lower) / 2]];
  const wires = [
    ...inputs.flatMap((from, j) =>
      [0, 1].map((k) => ({ from, to: k, j, name: HIDDEN[j][k], share: j === k ? 0.5 : 0.33 }))
    ),
    ...[0, 1].map((j) => ({ from: units[j], to: 2, j, name: OUTPUT[j], share: 0.5 })),
  ];
  for (const { from, to } of wires) {
    pen.path(to === now ? "line glm" : "axis", `M${from.join(" ")}L${units[to].join(" ")}`);
  }
  inputs.forEach(([x, y], j) => {
    pen.text("soft middle", x, y - 1.8 * em, j ? "x₂" : "x₁");
    plate(pen, state, `x${j + 1}`, [x, y]);
  });
  for (const { from, to, j, name, share } of wires) {
    const [x, y] = [0, 1].map((axis) => from[axis] + share * (units[to][axis] - from[axis]));
    plate(pen, state, name, [x, y]);
    pen.text(`${look} middle halo`, x, y + 1.55 * em, below[to]?.[j] ?? "");
  }
  units.forEach(([x, y], k) => {
    pen.disc("panel", x, y, r);
    pen.text(`middle ${k === now ? "strong" : ""} ${look}`, x, y, circles[k]);
    pen.text("middle halo", x, y - r - 0.9 * em, above[k]);
    const bias = y + r + 1.4 * em;
    plate(pen, state, k < 2 ? HIDDEN[2][k] : OUTPUT[2], [x, bias]);
    const slope = below[k]?.[2];
    pen.text(`${slope ? look : "soft"} middle halo`, x, bias + 1.55 * em, slope ?? "bias");
  });
  return { bottom: lower + r + 3.8 * em };
}

/** A number that is dragged to the side. @param {Pen} pen @param {State} state @param {string} name @param {Place} place */
function plate(pen, state, name, [x, y]) {
  const drag = (/** @type {number} */ px, /** @type {number} */ _, /** @type {State} */ from) => ({
    [name]: from[name] + (px - x) * PER_PIXEL,
  });
  pen.handle({ names: [name], x, y, drag, text: signed(state[name]) });
}

/**
 * How far it is computed: a place for each step, near enough to the next for a short way of the hand.
 *
 * @param {Pen} pen @param {State} state @param {number} left @param {number} y @param {string[]} steps
 */
export function drawSteps(pen, { step }, left, y, steps) {
  const { em } = pen, wide = 3.2 * em, last = steps.length - 1;
  pen.text("", left, y - 1.35 * em, "Computed:");
  pen.text("strong", left + 5 * em, y - 1.35 * em, steps[step]);
  pen.path("track", `M${left} ${y}h${last * wide}`);
  pen.path("track moved", `M${left} ${y}h${step * wide}`);
  steps.forEach((_, k) => pen.disc(`fill ${k > step ? "soft-line" : "fifth"}`, left + k * wide, y, 0.35 * em));
  pen.handle({ names: ["step"], x: left + step * wide, y, drag: (x) => ({ step: (x - left) / wide }) });
}

/** Lines of words, of which the last group is of now. @param {Pen} pen @param {number} left @param {number} top @param {[string, string][]} lines looks and words */
export function write(pen, left, top, lines) {
  lines.forEach(([look, words], k) => pen.text(look, left, top + (k + 0.5) * 1.45 * pen.em, words));
}
