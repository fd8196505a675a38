/** The pictures: the plane with its points and lines, the hidden units, the loss. Nothing is computed but places. */

import { hasLine } from "../models/margin.js";
import { ACTIVATIONS } from "../models/network.js";
import { LossChart } from "./chart.js";
import { Diagram } from "./diagram.js";
import { contour, draw, palette, sample, set, shade } from "./ink.js";
import { HIGH, LOW, within } from "./settings.js";
import { decimal } from "../house/numerals.js";

/**
 * @typedef {import("./settings.js").Point} Point
 * @typedef {import("./state.js").View} View
 * @typedef {{label: string, weights: number[]}} Line
 */

let planes = 0;

/** The plane: shading on a canvas, and above it an SVG with axes, lines and points. */
export class Plane {
  /** @param {HTMLElement} element that holds a canvas and an SVG @param {Element} themed */
  constructor(element, themed) {
    this.element = element;
    this.canvas = /** @type {HTMLCanvasElement} */ (element.querySelector("canvas"));
    this.svg = /** @type {SVGSVGElement} */ (element.querySelector("svg"));
    this.themed = themed;
    this.inks = palette(themed);
    this.left = this.top = this.side = 0; // of the axes, in pixels
    this.drawn = ""; // the points that stand there
    const clip = `pg-frame-${++planes}`;
    this.frame = draw(draw(this.svg, "clipPath", { id: clip }), "rect");
    this.axes = draw(this.svg, "g", { class: "pg-axes", "aria-hidden": "true" });
    const inside = draw(this.svg, "g", { "clip-path": `url(#${clip})`, "aria-hidden": "true" });
    this.boundary = draw(inside, "path", { class: "pg-boundary" });
    this.units = draw(inside, "g", { class: "pg-unit-lines" });
    this.lines = ["neuron", "glm", "margin"].map((role) => draw(inside, "line", { class: `pg-line-${role}` }));
    this.points = draw(this.svg, "g", { class: "pg-points" });
    this.resize();
  }

  /** Fit the drawing to the element's size and the theme's inks. */
  resize() {
    const em = parseFloat(getComputedStyle(this.element).fontSize);
    const size = this.element.clientWidth;
    this.left = 3 * em;
    this.top = 0.5 * em;
    this.side = Math.max(1, size - this.left - 0.7 * em);
    const { left, top, side } = this;
    set(this.frame, { x: left, y: top, width: side, height: side });
    Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${side}px`, height: `${side}px` });
    this.canvas.width = this.canvas.height = Math.min(512, Math.round(side * Math.min(2, devicePixelRatio)));
    this.inks = palette(this.themed);

    this.axes.replaceChildren();
    const bottom = top + side;
    for (const [value, label] of /** @type {[number, string][]} */ ([[0, "0"], [0.5, "½"], [1, "1"]])) {
      const [x, y] = this.#place([value, value]);
      draw(this.axes, "path", { class: "pg-grid", d: `M${x} ${top}V${bottom}M${left} ${y}H${left + side}` });
      draw(this.axes, "path", { class: "pg-axis", d: `M${x} ${bottom}v${0.35 * em}M${left} ${y}h${-0.35 * em}` });
      draw(this.axes, "text", { x, y: bottom + 1.25 * em, "text-anchor": "middle" }, label);
      draw(this.axes, "text", { x: left - 0.6 * em, y: y + 0.35 * em, "text-anchor": "end" }, label);
    }
    draw(this.axes, "path", { class: "pg-axis", d: `M${left} ${top}V${bottom}H${left + side}` });
    draw(this.axes, "text", { x: left + side / 2, y: bottom + 2.6 * em, "text-anchor": "middle" }, "Input 1");
    const turned = `translate(${left - 2.1 * em} ${top + side / 2}) rotate(-90)`;
    draw(this.axes, "text", { transform: turned, "text-anchor": "middle" }, "Input 2");
  }

  /** Pixels of a place. @param {number[]} place */
  #place([x1, x2]) {
    return [this.left + ((x1 - LOW) / (HIGH - LOW)) * this.side, this.top + ((HIGH - x2) / (HIGH - LOW)) * this.side];
  }

  /**
   * Where a pointer is, in shares of the plane from its upper left.
   *
   * @param {{clientX: number, clientY: number}} pointer
   */
  #share({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    return [clientX - box.left - this.left, clientY - box.top - this.top].map((pixels) => pixels / this.side);
  }

  /** The place under a pointer, to hundredths, within the plane. @param {{clientX: number, clientY: number}} pointer */
  placeAt(pointer) {
    const [right, down] = this.#share(pointer);
    return [LOW + right * (HIGH - LOW), HIGH - down * (HIGH - LOW)].map(within);
  }

  /** Which point an element belongs to, or -1. @param {EventTarget | null} target */
  indexOf(target) {
    const group = target instanceof Element ? target.closest(".pg-point") : null;
    return group ? [...this.points.children].indexOf(group) : -1;
  }

  /** Whether a pointer is inside the axes. @param {{clientX: number, clientY: number}} pointer */
  holds(pointer) {
    return this.#share(pointer).every((share) => share >= 0 && share <= 1);
  }

  /**
   * Shading of a linear model, and the lines of neuron, GLM and largest margin, each null where there is none.
   *
   * @param {(x: number[]) => number} eta @param {(number[] | null)[]} lines
   */
  drawNeuron(eta, lines) {
    shade(this.canvas, sample(eta, 9), 9, this.inks);
    this.boundary.setAttribute("d", "");
    this.units.replaceChildren();
    this.lines.forEach((line, i) => set(line, this.#across(lines[i])));
  }

  /**
   * Shading of a network, its boundary, and the line of every hidden unit.
   *
   * @param {(x: number[]) => number} eta @param {Line[]} units
   */
  drawNetwork(eta, units) {
    const nodes = 65;
    const grid = sample(eta, nodes);
    shade(this.canvas, grid, nodes, this.inks);
    this.lines.forEach((line) => set(line, this.#across(null)));
    this.boundary.setAttribute("d", contour(grid, nodes, this.side / (nodes - 1), this.left, this.top));
    this.units.replaceChildren();
    /** @type {Map<string, string[]>} */
    const labels = new Map(); // units that are the same share a line, and its label names them all
    for (const { label, weights } of units) labels.set(weights.join(), [...(labels.get(weights.join()) ?? []), label]);
    for (const [weights, names] of labels) {
      const ends = this.#across(weights.split(",").map(Number));
      const label = names.join(", ");
      draw(this.units, "line", ends);
      const entry = this.#entry(ends);
      const anchor = entry && entry[0] < this.left + this.side / 4 ? "start" : "end";
      if (entry) draw(this.units, "text", { x: entry[0], y: entry[1], dy: ".35em", "text-anchor": anchor }, label);
    }
  }

  /** Ends, beyond the frame, of the line eta = 0. @param {number[] | null} weights */
  #across(weights) {
    if (!weights || !hasLine(weights)) return { x1: -9, y1: -9, x2: -9, y2: -9 };
    const [w1, w2, w3] = weights;
    const steep = Math.abs(w1) > Math.abs(w2);
    const ends = [LOW - 1, HIGH + 1].map((t) => (steep ? [-(w2 * t + w3) / w1, t] : [t, -(w1 * t + w3) / w2]));
    const [[x1, y1], [x2, y2]] = ends.map((end) =>
      this.#place(end.map((value) => Math.min(1e4, Math.max(-1e4, value))))
    );
    return { x1, y1, x2, y2 };
  }

  /** Where a line's label stands: a little inside the frame, at the line's end. @param {Record<string, number>} ends */
  #entry({ x1, y1, x2, y2 }) {
    const inset = 0.05 * this.side;
    for (let t = 0; t <= 1; t += 1 / 256) {
      const x = x1 + t * (x2 - x1), y = y1 + t * (y2 - y1);
      const near = Math.min(x - this.left, this.left + this.side - x, y - this.top, this.top + this.side - y);
      if (near >= inset) return [x, y];
    }
    return null;
  }

  /** Points as buttons: circles of class 0, squares of class 1. @param {Point[]} points @param {number} selected */
  drawPoints(points, selected) {
    const drawn = JSON.stringify([points, selected, this.left, this.side]);
    if (drawn === this.drawn) return; // a frame of training moves no point
    this.drawn = drawn;
    while (this.points.children.length > points.length) this.points.lastElementChild?.remove();
    while (this.points.children.length < points.length) {
      const group = draw(this.points, "g", { class: "pg-point", role: "button" });
      for (const part of ["hit", "ring", "mark"]) {
        draw(group, part === "mark" ? "path" : "circle", { class: `pg-${part}` });
      }
    }
    const radius = this.side / (points.length > 6 ? 46 : 34);
    points.forEach(([x1, x2, label], i) => {
      const [x, y] = this.#place([x1, x2]);
      const group = this.points.children[i];
      const [hit, ring, mark] = group.children;
      set(group, {
        transform: `translate(${x} ${y})`,
        tabindex: i === selected ? 0 : -1,
        "data-class": label,
        "data-selected": String(i === selected),
        "aria-label": `Point ${i + 1} of ${points.length}, class ${label}, at ${decimal(x1, 2)}, ${decimal(x2, 2)}`,
      });
      set(hit, { r: Math.max(radius * 1.6, points.length > 6 ? 14 : 22) });
      set(ring, { r: radius * 1.5 });
      const r = radius, a = 0.89 * radius; // a square of about the circle's area
      set(mark, {
        d: label ? `M${-a} ${-a}H${a}V${a}H${-a}Z` : `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`,
      });
    });
  }
}

/**
 * A hidden unit's own picture: how strongly it answers, from its lowest to its highest value in the plane.
 *
 * @param {HTMLCanvasElement} canvas @param {number[]} weights @param {import("./settings.js").Activation} activation
 * @param {import("./ink.js").Palette} inks
 */
function drawUnit(canvas, weights, activation, inks) {
  const { value } = ACTIVATIONS[activation];
  const nodes = 33;
  const grid = sample((x) => value(x[0] * weights[0] + x[1] * weights[1] + weights[2]), nodes);
  const low = activation === "tanh" ? -1 : 0;
  const high = activation === "relu" ? Math.max(1e-9, ...grid) : 1;
  const asEta = grid.map((a) => (5 * (2 * a - low - high)) / (high - low)); // the shades' thresholds are set for η
  shade(canvas, asEta, nodes, inks);
}

/** All pictures of a playground. */
export class Picture {
  /** @param {HTMLElement} app @param {Element} themed */
  constructor(app, themed) {
    this.plane = new Plane(/** @type {HTMLElement} */ (app.querySelector(".pg-plane")), themed);
    const chart = /** @type {SVGSVGElement | null} */ (app.querySelector(".pg-chart svg"));
    this.chart = chart && new LossChart(chart);
    const diagram = /** @type {HTMLElement | null} */ (app.querySelector(".pg-net"));
    this.diagram = diagram && new Diagram(diagram);
  }

  /** Fit all to the size they have and to the theme. */
  resize() {
    this.plane.resize();
    this.chart?.resize();
    this.diagram?.resize();
  }

  /** @param {View} view @param {number} selected */
  draw({ settings, training, coefficients, margin, loss, optimum }, selected) {
    const eta = (/** @type {number[]} */ x) => training.eta(x);
    const hasOptimum = settings.model === "neuron" && margin.separation === "none";
    if (settings.model === "neuron") {
      this.plane.drawNeuron(eta, [training.weights, coefficients, margin.weights]);
    } else {
      const { hidden } = training.network;
      const units = hidden[0].map((_, k) => ({ label: String(k + 1), weights: hidden.map((row) => row[k]) }));
      this.plane.drawNetwork(eta, units);
      this.#drawUnits(units, settings.activation);
    }
    this.plane.drawPoints(settings.points, selected);
    this.chart?.draw(training.samples, { epoch: training.epoch, loss }, hasOptimum ? optimum : null);
  }

  /** @param {Line[]} units @param {import("./settings.js").Activation} activation */
  #drawUnits(units, activation) {
    const canvases = this.diagram?.pictures.querySelectorAll("canvas");
    canvases?.forEach((canvas, k) => units[k] && drawUnit(canvas, units[k].weights, activation, this.plane.inks));
  }
}
