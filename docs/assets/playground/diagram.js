/** The network as a diagram: every node with its formula, every wire with its weight, in the numbers of the moment. */

import { decimal } from "../house/numerals.js";
import { expit } from "../models/logistic.js";
import { ACTIVATIONS } from "../models/network.js";
import { draw, set } from "./ink.js";

/**
 * @typedef {import("./state.js").View} View
 * @typedef {import("../models/logistic.js").Matrix} Matrix
 *
 * @typedef {object} Part a node or a wire
 * @property {string} name tells it from the others
 * @property {string} said what it is, in words
 * @property {string} formula with a power between ‹ and ›
 * @property {number[]} places columns and rows of its node, or of the two that it joins: column, row, column, row
 * @property {number | null} weight of a wire
 * @property {number} share of the largest weight of its layer
 * @property {string} sign that stands in a node
 */

const DIGITS = 2; // of weights
const LONG = 40; // letters of a power that would not be read as one
const ROW = 3; // em between nodes

const below = (/** @type {number} */ k) => "₀₁₂₃₄₅₆₇₈₉"[k];

/** Weights of every layer, the bias in the last row. @param {View} view @returns {Matrix[]} */
const layersOf = ({ settings, training: { weights, network } }) =>
  settings.model === "neuron"
    ? [weights.map((weight) => [weight])]
    : [network.hidden, network.output.map((weight) => [weight])];

/** A sum as it is written by hand. @param {number[]} weights @param {string[]} names of the inputs; the bias has none */
const sum = (weights, names) =>
  weights.map((weight, i) => {
    const text = decimal(Math.abs(weight), DIGITS) + (names[i] ? ` ${names[i]}` : "");
    return i ? `${weight < 0 ? "−" : "+"} ${text}` : `${weight < 0 ? "−" : ""}${text}`;
  }).join(" ");

/** @param {string} name @param {string} eta @param {string} activation */
function formulaOf(name, eta, activation) {
  if (activation === "tanh") return `${name} = tanh(${eta})`;
  if (activation === "relu") return `${name} = max(0, ${eta})`;
  return eta.length > LONG ? `${name} = 1 / (1 + exp(−(${eta})))` : `${name} = 1 / (1 + e‹−(${eta})›)`;
}

/** Nodes and wires, in the order of reading. @param {View} view @param {number} selected the point that the values are of */
export function partsOf(view, selected) {
  const { settings } = view;
  const layers = layersOf(view);
  const units = layers[0][0].map((_, k) => `a${below(k + 1)}`);
  const names = layers.length > 1 ? [["x₁", "x₂"], units, ["μ"]] : [["x₁", "x₂"], ["μ"]];
  const [x1, x2] = settings.points[selected];
  const at = `at point ${selected + 1}`;
  /** @type {Part[]} */
  const parts = [];
  const add = (/** @type {Partial<Part> & Pick<Part, "name" | "said" | "places">} */ part) =>
    parts.push({ formula: "", weight: null, share: 0, sign: "", ...part });
  [x1, x2].forEach((value, i) => {
    const sign = names[0][i];
    add({ name: sign, sign, said: `Input ${i + 1}`, formula: `${sign} = ${decimal(value, 2)} ${at}`, places: [0, i] });
  });
  let values = [x1, x2];
  layers.forEach((layer, l) => {
    const isLast = l + 1 === layers.length;
    const activation = isLast ? "logistic" : settings.activation;
    const from = names[l], to = names[l + 1];
    const place = (/** @type {number} */ column, /** @type {number} */ row) => [column, row];
    add({
      name: `bias ${l}`,
      sign: "1",
      said: "An input that is always 1: its weights are the biases",
      places: place(l, from.length),
    });
    const largest = Math.max(...layer.flat().map(Math.abs)) || 1;
    const next = to.map((sign, k) => {
      const weights = layer.map((row) => row[k]);
      weights.forEach((weight, i) => {
        const whose = isLast ? "μ" : sign;
        const start = from[i] ?? "1 " + l;
        add({
          name: `${start} to ${sign}`,
          said: from[i] ? `Weight of ${from[i]} in ${whose}` : `Bias of ${whose}`,
          formula: decimal(weight, 4),
          places: [...place(l, i), ...place(l + 1, k)],
          weight,
          share: Math.abs(weight) / largest,
        });
      });
      const eta = weights.reduce((total, weight, i) => total + weight * (values[i] ?? 1), 0);
      const value = isLast ? expit(eta) : ACTIVATIONS[settings.activation].value(eta);
      const said = isLast ? "Probability of class 1" : `Output of hidden unit ${k + 1}`;
      const formula = `${formulaOf(sign, sum(weights, from), activation)}, which is ${decimal(value, 4)} ${at}`;
      add({ name: sign, sign, said, formula, places: place(l + 1, k) });
      return value;
    });
    values = next;
  });
  return parts;
}

/** The diagram: an SVG of nodes and wires, a picture of every hidden unit, and the formula of the part that is chosen. */
export class Diagram {
  /** @param {HTMLElement} element that holds an SVG, a place for pictures, and a paragraph */
  constructor(element) {
    this.svg = /** @type {SVGSVGElement} */ (element.querySelector("svg"));
    this.pictures = /** @type {HTMLElement} */ (element.querySelector(".pg-net-units"));
    this.words = /** @type {HTMLElement} */ (element.querySelector(".pg-formula"));
    this.chosen = "μ";
    this.drawn = "";
    this.said = "";
    this.width = this.em = 0;
    /** @type {Part[]} */
    this.parts = [];
    /** @type {SVGElement[]} */
    this.elements = [];
    this.resize();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const choose = (/** @type {Event} */ event) => {
      const index = this.elements.findIndex((part) => part.contains(/** @type {Node} */ (event.target)));
      if (index >= 0) this.choose(index);
    };
    for (const kind of ["pointerover", "focusin", "click"]) this.svg.addEventListener(kind, choose, { signal });
    this.svg.addEventListener("keydown", (event) => this.#key(event), { signal });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = this.parts.findIndex(({ name }) => name === this.chosen), last = this.parts.length - 1;
    const steps = /** @type {Record<string, number>} */ ({
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: last,
    });
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, steps[event.key]));
    this.choose(next);
    this.elements[next].focus();
  }

  /** @param {number} index */
  choose(index) {
    this.chosen = this.parts[index].name;
    this.#mark();
  }

  resize() {
    this.width = this.svg.clientWidth;
    this.em = parseFloat(getComputedStyle(this.svg).fontSize);
  }

  /** @param {View} view @param {number} selected */
  show(view, selected) {
    this.parts = partsOf(view, selected);
    if (!this.parts.some(({ name }) => name === this.chosen)) this.chosen = "μ";
    const shape = [this.width, this.em, ...this.parts.map(({ name }) => name)].join();
    if (shape !== this.drawn) this.#build();
    this.drawn = shape;
    this.parts.forEach(({ said, formula, weight, share }, i) => {
      const element = this.elements[i],
        label = `${said}${formula && ": "}${formula.replace("‹", "^(").replace("›", ")")}`;
      if (element.ariaLabel !== label) element.ariaLabel = label;
      if (weight === null) return;
      const wire = element.children[1];
      set(wire, { "stroke-width": (0.8 + 4 * share).toFixed(1), "stroke-dasharray": weight < 0 ? "5 4" : "none" });
      element.children[2].textContent = decimal(weight, DIGITS);
    });
    this.#mark();
  }

  /** Show which part is chosen, and its formula. */
  #mark() {
    this.parts.forEach(({ name }, i) => {
      const isChosen = name === this.chosen;
      set(this.elements[i], { "aria-pressed": String(isChosen), tabindex: isChosen ? 0 : -1 });
    });
    const { said, formula } = /** @type {Part} */ (this.parts.find(({ name }) => name === this.chosen));
    if (this.said === said + formula) return;
    this.said = said + formula;
    const [start, power, end] = formula.split(/[‹›]/);
    const raised = document.createElement("sup");
    raised.textContent = power ?? "";
    const name = document.createElement("span");
    name.textContent = said + (formula && ": ");
    this.words.replaceChildren(name, start, ...(power ? [raised, end] : []));
  }

  /** Draw all parts anew, for other units or another size; their numbers come after. */
  #build() {
    const { em, width, parts } = this;
    const columns = Math.max(...parts.map(({ places }) => places[0])) + 1;
    const rows = Array.from(
      { length: columns },
      (_, c) => 1 + Math.max(...parts.map((part) => (part.places[0] === c ? part.places[1] : 0))),
    );
    const height = ROW * em * Math.max(...rows) + 0.4 * em;
    const radius = 1.15 * em, edge = radius + 0.2 * em;
    const x = (/** @type {number} */ column) => edge + ((width - 2 * edge) * column) / (columns - 1);
    const y = (/** @type {number} */ column, /** @type {number} */ row) =>
      height / 2 + ROW * em * (row - (rows[column] - 1) / 2);
    set(this.svg, { height });
    this.svg.replaceChildren();
    this.pictures.replaceChildren();
    this.elements = parts.map(({ name, sign, places: [column, row, next, other], weight }) => {
      const part = /** @type {SVGElement} */ (draw(this.svg, "g", { class: "pg-part", role: "button" }));
      const here = y(column, row);
      if (weight !== null) {
        const ends = { x1: x(column) + radius, y1: here, x2: x(next) - radius, y2: y(next, other) };
        draw(part, "line", { ...ends, class: "pg-hit-wire" });
        draw(part, "line", { ...ends, class: "pg-wire" });
        const t = 0.38; // of the way, where wires that cross stand apart
        const at = { x: ends.x1 + t * (ends.x2 - ends.x1), y: ends.y1 + t * (ends.y2 - ends.y1), dy: ".35em" };
        draw(part, "text", {
          ...at,
          class: columns > 2 ? "pg-weight" : "pg-weight pg-weight-shown",
          "text-anchor": "middle",
        });
        return part;
      }
      const isUnit = column > 0 && column < columns - 1 && sign !== "1";
      if (isUnit) {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 72;
        Object.assign(canvas.style, {
          left: `${x(column) - radius}px`,
          top: `${here - radius}px`,
          width: `${2 * radius}px`,
        });
        this.pictures.append(canvas);
        draw(part, "rect", { x: x(column) - radius, y: here - radius, width: 2 * radius, height: 2 * radius });
      } else {draw(part, "circle", {
          cx: x(column),
          cy: here,
          r: radius,
          class: name.startsWith("bias") ? "pg-one" : "",
        });}
      draw(part, "text", { x: x(column), y: here, dy: ".35em", "text-anchor": "middle" }, sign);
      return part;
    });
  }
}
