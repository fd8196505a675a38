/**
 * A pen for figures that are drawn anew at every change: it uses the elements of the last drawing again.
 *
 * Lengths are CSS pixels, `em` is the size of the letters. What a thing looks like, a class says: a shape (`line`,
 * `fill`, `soft`…) and a role (`class0`, `glm`, `fourth`…), whose ink is that of the theme.
 *
 * @typedef {Record<string, string | number>} Attributes
 * @typedef {Record<string, number>} State
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {(number | [number, string])[]} Ticks places, with a label where the number is not the label
 *
 * @typedef {object} Parameter what the reader moves
 * @property {string} name in the address
 * @property {string} label
 * @property {number} low
 * @property {number} high
 * @property {number} step
 * @property {number} start
 * @property {string[]} [options] names of the values 0, 1, …: it is chosen below the picture, and needs no handle
 * @property {boolean} [check] of two options, on is the second one: it is ticked
 * @property {boolean} [drawn] it is part of an image that is drawn, and needs no handle either
 * @property {(value: number) => string} [text] the value in words; without, a number as precise as the step
 *
 * @typedef {object} Handle a place that can be dragged, or moved by keys
 * @property {string[]} names its parameter, or two: the first goes with the arrows to the sides, the second up and down
 * @property {number} x
 * @property {number} y
 * @property {(x: number, y: number, from: State) => State} drag what the parameters are when it is dragged there, and was
 *   taken hold of in the state `from`
 * @property {string} [text] it is then a plate with these words, and else a disc
 *
 * @typedef {object} Panel axes, and what places are in pixels and back
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {(pixels: number) => number} atX
 * @property {(pixels: number) => number} atY
 * @property {Box} box
 */

import { decimal } from "../house/numerals.js";

const SVG = "http://www.w3.org/2000/svg";

/** A new element of SVG. @param {string} name */
export const svg = (name) => /** @type {SVGElement} */ (document.createElementNS(SVG, name));

/** @param {Parameter} parameter @param {number} value */
export function valueText({ step, text, options }, value) {
  if (options) return options[value];
  return text ? text(value) : decimal(value, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

export class Pen {
  /** @param {SVGElement} ground @param {Parameter[]} parameters */
  constructor(ground, parameters) {
    this.ground = ground;
    this.parameters = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter]));
    this.width = this.height = this.em = 0;
    /** @type {State} */
    this.state = {};
    /** @type {Handle[]} */
    this.handles = [];
    /** @type {Box | null} */
    this.squares = null;
    /** @type {{parent: Element, index: number}[]} */
    this.stack = [];
    /** @type {WeakMap<Element, string>} */
    this.drawn = new WeakMap();
  }

  /** Draw, with `work`, over the last drawing. @param {State} state @param {() => void} work */
  draw(state, work) {
    this.state = state;
    this.handles = [];
    this.#inside(this.ground, work);
  }

  /** @param {Element} parent @param {() => void} work */
  #inside(parent, work) {
    const level = { parent, index: 0 };
    this.stack.push(level);
    work();
    this.stack.pop();
    while (parent.children.length > level.index) parent.lastElementChild?.remove();
  }

  /** An element. @param {string} name @param {Attributes} attributes @param {string} [text] */
  add(name, attributes, text = "") {
    const level = this.stack[this.stack.length - 1];
    let element = level.parent.children[level.index++];
    if (element?.localName !== name) {
      const fresh = svg(name);
      if (element) element.replaceWith(fresh);
      else level.parent.append(fresh);
      element = fresh;
    }
    const written = JSON.stringify([attributes, text]);
    if (this.drawn.get(element) === written) return element;
    this.drawn.set(element, written);
    for (const { name } of [...element.attributes]) if (!(name in attributes)) element.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    if (name === "text") element.textContent = text;
    return element;
  }

  /** @param {string} look @param {string} d */
  path(look, d) {
    this.add("path", { class: look, d });
  }

  /** A line through points. @param {string} look @param {number[][]} points @param {boolean} [closed] */
  line(look, points, closed = false) {
    if (!points.length) return;
    const places = points.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1));
    this.path(look, `M${places.join("L")}${closed ? "Z" : ""}`);
  }

  /** @param {string} look @param {number} cx @param {number} cy @param {number} r */
  disc(look, cx, cy, r) {
    this.add("circle", { class: look, cx, cy, r });
  }

  /** A rectangle, whichever of its sides come first. @param {string} look @param {Box} box */
  rect(look, { left, top, right, bottom }) {
    const [x, y] = [Math.min(left, right), Math.min(top, bottom)];
    this.add("rect", { class: look, x, y, width: Math.abs(right - left), height: Math.abs(bottom - top) });
  }

  /**
   * An observation: class 0 is a disc, class 1 a square of about its area.
   *
   * @param {number} label @param {number} x @param {number} y @param {number} r
   */
  point(label, x, y, r) {
    const a = 0.89 * r;
    if (label) this.rect("fill class1", { left: x - a, top: y - a, right: x + a, bottom: y + a });
    else this.disc("fill class0", x, y, r);
  }

  /**
   * Words, from `x` on unless the look says `middle` or `end`.
   *
   * @param {string} look @param {number} x @param {number} y their middle @param {string} words
   */
  text(look, x, y, words) {
    this.add("text", { class: look, x, y: y + 0.34 * this.em }, words);
  }

  /** What is drawn in `work` ends at the sides of a box. @param {Box} box @param {() => void} work */
  clip({ left, top, right, bottom }, work) {
    const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
    const viewBox = `${left} ${top} ${width} ${height}`;
    this.#inside(this.add("svg", { x: left, y: top, width, height, viewBox }), work);
  }

  /**
   * Axes in a box, whose sides are those of the plane itself: labels stand outside.
   *
   * @param {Box} box @param {[number, number]} xs @param {[number, number]} ys
   * @param {{xTicks?: Ticks, yTicks?: Ticks, xLabel?: string, yLabel?: string, grid?: boolean}} [words] the label of y
   *   stands above the axis, where it can be read
   * @returns {Panel}
   */
  panel(box, xs, ys, { xTicks = [], yTicks = [], xLabel = "", yLabel = "", grid = false } = {}) {
    const { left, top, right, bottom } = box, em = this.em;
    const x = (/** @type {number} */ value) => left + ((value - xs[0]) / (xs[1] - xs[0])) * (right - left);
    const y = (/** @type {number} */ value) => bottom - ((value - ys[0]) / (ys[1] - ys[0])) * (bottom - top);
    for (const [value, label] of yTicks.map(named)) {
      if (grid) this.path("rule", `M${left} ${y(value)}H${right}`);
      else this.path("axis", `M${left} ${y(value)}h${-0.3 * em}`);
      this.text("soft end", left - 0.5 * em, y(value), label);
    }
    for (const [value, label] of xTicks.map(named)) {
      this.path("axis", `M${x(value)} ${bottom}v${0.3 * em}`);
      this.text("soft middle", x(value), bottom + 1.05 * em, label);
    }
    this.path("axis", `M${left} ${top}V${bottom}H${right}`);
    if (xLabel) this.text("soft end", right, bottom + 2.3 * em, xLabel);
    if (yLabel) this.text("soft", left - 0.5 * em, top - 0.9 * em, yLabel);
    return {
      x,
      y,
      atX: (pixels) => xs[0] + ((pixels - left) / (right - left)) * (xs[1] - xs[0]),
      atY: (pixels) => ys[0] + ((bottom - pixels) / (bottom - top)) * (ys[1] - ys[0]),
      box,
    };
  }

  /** A place to drag. @param {Handle} handle */
  handle(handle) {
    this.handles.push(handle);
  }

  /** The squares of the image that the reader draws. @param {Box} box */
  pad(box) {
    this.squares = box;
  }

  /**
   * A parameter on a line of its own: its label above, its value at the right end.
   *
   * @param {string} name @param {number} left @param {number} right @param {number} y of the line
   * @param {{ticks?: Ticks, label?: string, zero?: number}} [options] `zero` is the value from which the track is filled
   */
  track(name, left, right, y, { ticks = [], label = this.parameters[name].label, zero = 0 } = {}) {
    const { low, high } = this.parameters[name], em = this.em;
    const place = (/** @type {number} */ value) => left + ((value - low) / (high - low)) * (right - left);
    this.text("", left, y - 1.35 * em, label);
    this.text("strong end", right, y - 1.35 * em, valueText(this.parameters[name], this.state[name]));
    this.path("track", `M${left} ${y}H${right}`);
    this.path("track moved", `M${place(Math.max(low, Math.min(high, zero)))} ${y}H${place(this.state[name])}`);
    for (const [value, words] of ticks.map(named)) {
      this.path("axis", `M${place(value)} ${y + 0.5 * em}v${0.3 * em}`);
      this.text("soft middle", place(value), y + 1.45 * em, words);
    }
    const drag = (/** @type {number} */ x) => ({ [name]: low + ((x - left) / (right - left)) * (high - low) });
    this.handle({ names: [name], x: place(this.state[name]), y, drag });
  }
}

/** @param {number | [number, string]} tick @returns {[number, string]} */
const named = (tick) => typeof tick === "number" ? [tick, String(tick).replace("-", "−")] : tick;
