/**
 * The settings of a playground, and the address that holds them: what is shown follows from them alone.
 *
 * Settings that have their default are not written, so the default picture has the plain address. A value that cannot
 * be read makes all settings the default; nothing of an address is ever shown or run.
 */

import { ACTIVATIONS, DATA } from "./models.js";

/**
 * @typedef {import("./models.js").Point} Point
 * @typedef {import("./models.js").Activation} Activation
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

export const ALL = Infinity;
export const LIMIT = 10_000_000; // epochs
export const MOST_POINTS = 60;

/** Epochs reached a moment later, from epochs now and seconds passed. @type {Record<string, (epochs: number, seconds: number) => number>} */
export const SPEEDS = {
  row: (epochs, seconds) => epochs + seconds, // the page makes rows of it
  slow: (epochs, seconds) => epochs + 10 * seconds,
  fast: (epochs, seconds) => epochs + 1000 * seconds,
  tenfold: (epochs, seconds) => Math.max(1, epochs) * 10 ** (seconds / 2),
};

const SHARED = { rows: 0, speed: "tenfold", start: [0.2, 0.2, 0.2], glm: ALL, activation: "logistic", equal: false };

/** @type {Record<"neuron" | "network", Settings>} */
export const DEFAULTS = {
  neuron: /** @type {Settings} */ ({
    ...SHARED, model: "neuron", data: "four", points: DATA.four, rate: 0.7, epochs: 100_000, units: 3, seed: 1,
  }),
  network: /** @type {Settings} */ ({
    ...SHARED, model: "network", data: "xor", points: DATA.xor, rate: 0.5, epochs: 5000, units: 3, seed: 1,
  }),
}; // prettier-ignore

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

const coordinate = number(-0.5, 1.5);
const count = number(1, 100, { whole: true });
/** @type {Field} */
const point = {
  read(text) {
    const [x1, x2, label, ...rest] = text.split(",");
    const values = [coordinate.read(x1 ?? ""), coordinate.read(x2 ?? ""), number(0, 1, { whole: true }).read(label ?? "")];
    return values.includes(undefined) || rest.length ? undefined : values;
  },
  write: (values) => values.join(),
};

/** @type {Record<string, Field>} */
const FIELDS = {
  model: choice("neuron", "network"),
  data: choice(...Object.keys(DATA)),
  points: list(point, "_", 2, MOST_POINTS),
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

/** A value for a setting if it may have it, else undefined. @param {string} name @param {string} text */
export const read = (name, text) => FIELDS[name].read(text);

/**
 * Settings from the query of an address, and the names of what could not be read in it; with any, all is default.
 *
 * @param {string} search
 * @returns {{settings: Settings, bad: string[]}}
 */
export function parse(search) {
  const query = new URLSearchParams(search);
  /** @type {Record<string, any>} */
  const found = {};
  const bad = [];
  for (const [name, field] of Object.entries(FIELDS)) {
    const texts = query.getAll(name);
    if (!texts.length) continue;
    const value = texts.length === 1 ? field.read(texts[0]) : undefined;
    if (value === undefined) bad.push(name);
    else found[name] = value;
  }
  const settings = /** @type {Settings} */ ({ ...DEFAULTS[found.model === "network" ? "network" : "neuron"], ...found });
  settings.points = found.points ?? DATA[settings.data];
  if (found.points) settings.data = "own";
  if (settings.rows >= (settings.model === "neuron" ? settings.points.length : 1)) bad.push("rows");
  return bad.length ? { settings: DEFAULTS.neuron, bad } : { settings, bad };
}

/** The query that holds the settings: empty for the default. @param {Settings} settings */
export function query(settings) {
  const usual = DEFAULTS[settings.model];
  const parts = [];
  for (const [name, field] of Object.entries(FIELDS)) {
    if (name === (settings.data === "own" ? "data" : "points")) continue;
    const key = /** @type {keyof Settings} */ (name);
    const written = field.write(settings[key]);
    const isUsual = name === "model" ? settings.model === "neuron" : written === field.write(usual[key]);
    const isBoolean = typeof settings[key] === "boolean";
    if (isBoolean ? settings[key] : !isUsual) parts.push(`${name}=${written}`);
  }
  return parts.length ? `?${parts.join("&")}` : "";
}
