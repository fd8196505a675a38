/**
 * What a reader can set, the usual values, and how each is written in an address. A value that cannot be read is none.
 *
 * @typedef {import("../models/data.js").Point} Point
 * @typedef {import("../models/network.js").Activation} Activation
 *
 * @typedef {object} Settings
 * @property {"neuron" | "network"} model
 * @property {string} data a name in DATA, or "own"
 * @property {Point[]} points
 * @property {number} rate the learning rate
 * @property {number} epochs whole passes from the start
 * @property {number} rows rows after them, fewer than there are points
 * @property {string} speed a name in SPEEDS
 * @property {number[]} start the neuron's three weights at epoch 0
 * @property {number} glm iterations shown; ALL for as many as its stopping rule makes
 * @property {number} units hidden units
 * @property {Activation} activation
 * @property {number} seed
 * @property {boolean} equal whether all weights start equal
 */

import { DATA } from "../models/data.js";
import { ACTIVATIONS } from "../models/network.js";

export const ALL = Infinity;
export const LIMIT = 10_000_000; // epochs
export const FEWEST_POINTS = 2;
export const MOST_POINTS = 60;
export const LOW = -0.5; // of both inputs
export const HIGH = 1.5;

/**
 * Epochs reached a moment later, from epochs now and seconds passed.
 *
 * @type {Record<string, (epochs: number, seconds: number) => number>}
 */
export const SPEEDS = {
  row: (epochs, seconds) => epochs + seconds, // the page makes rows of it
  slow: (epochs, seconds) => epochs + 10 * seconds,
  fast: (epochs, seconds) => epochs + 1000 * seconds,
  tenfold: (epochs, seconds) => Math.max(1, epochs) * 10 ** (seconds / 2),
};

const SHARED = { rows: 0, speed: "tenfold", start: [0.2, 0.2, 0.2], glm: ALL, activation: "logistic", equal: false };
const NEURON = { model: "neuron", data: "four", points: DATA.four, rate: 0.7, epochs: 0, units: 3, seed: 1 };
const NETWORK = { model: "network", data: "xor", points: DATA.xor, rate: 0.5, epochs: 0, units: 3, seed: 1 };

export const DEFAULTS = /** @type {Record<"neuron" | "network", Settings>} */ ({
  neuron: { ...SHARED, ...NEURON },
  network: { ...SHARED, ...NETWORK },
});

/** A coordinate inside the plane, to hundredths. @param {number} value */
export const within = (value) => Math.round(100 * Math.min(HIGH, Math.max(LOW, value))) / 100 + 0;

/**
 * Settings with some of them changed. New points begin at a whole epoch, and are named if they are a set of DATA.
 *
 * @param {Settings} settings @param {Partial<Settings>} changes
 * @returns {Settings}
 */
export function changed(settings, changes) {
  const all = { ...settings, ...changes };
  if (!changes.points) return all;
  const text = JSON.stringify(changes.points);
  const data = Object.keys(DATA).find((name) => JSON.stringify(DATA[name]) === text) ?? "own";
  return { ...all, data, rows: 0 };
}

/** @typedef {{read: (text: string) => unknown, write: (value: any) => string}} Field */

/** @param {number} least @param {number} most @param {{whole?: boolean}} [kind] @returns {Field} */
function number(least, most, { whole = false } = {}) {
  const form = whole ? /^\d{1,10}$/ : /^-?\d{1,9}(\.\d{1,20})?(e-\d{1,3})?$/;
  return {
    read: (text) => (form.test(text) && +text >= least && +text <= most ? +text : undefined),
    write: String,
  };
}

/** @param {string[]} names @returns {Field} */
const choice = (...names) => ({ read: (text) => (names.includes(text) ? text : undefined), write: String });

/** @param {Field} item @param {string} separator @param {number} least @param {number} most @returns {Field} */
const list = (item, separator, least, most = least) => ({
  read(text) {
    const values = text.split(separator, most + 1).map(item.read);
    return values.length < least || values.length > most || values.includes(undefined) ? undefined : values;
  },
  write: (values) => values.map(item.write).join(separator),
});

const coordinate = number(LOW, HIGH), label = number(0, 1, { whole: true }), count = number(1, 100, { whole: true });

/** @type {Field} */
const point = {
  read(text) {
    const [x1 = "", x2 = "", of = "", ...rest] = text.split(",");
    const values = [coordinate.read(x1), coordinate.read(x2), label.read(of)];
    return values.includes(undefined) || rest.length ? undefined : values;
  },
  write: (values) => values.join(),
};

/** @type {Record<string, Field>} */
export const FIELDS = {
  model: choice("neuron", "network"),
  data: choice(...Object.keys(DATA)),
  points: list(point, "_", FEWEST_POINTS, MOST_POINTS),
  rate: number(0.001, 1000),
  start: list(number(-100, 100), ",", 3),
  epochs: number(0, LIMIT, { whole: true }),
  rows: number(0, MOST_POINTS - 1, { whole: true }),
  glm: { read: (text) => (text === "0" ? 0 : count.read(text)), write: String },
  speed: choice(...Object.keys(SPEEDS)),
  units: number(1, 8, { whole: true }),
  activation: choice(...Object.keys(ACTIVATIONS)),
  seed: number(0, 9999, { whole: true }),
  equal: { read: (text) => (text === "yes" ? true : undefined), write: () => "yes" },
};
