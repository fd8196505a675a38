/** Ink only: the plane with its points and lines, the loss, the hidden units. Nothing is fitted or trained here. */

import { ACTIVATIONS, hasLine } from "./models.js";
import { decimal, power } from "./words.js";

/**
 * @typedef {import("./models.js").Point} Point
 * @typedef {[number, number, number, number]} Colour red, green, blue, 0 to 255, and alpha, 0 to 1
 * @typedef {{class0: Colour, class1: Colour}} Palette
 * @typedef {{label: string, weights: number[]}} Line
 */

const LOW = -0.5, HIGH = 1.5; // what the plane shows of both inputs
const BANDS = [0.6, 0.7, 0.8, 0.9].map((mu) => Math.log(mu / (1 - mu))); // shades change at these |η|
const OPACITY = 0.35;
let planes = 0;

/**
 * A new SVG element in `parent`.
 *
 * @param {Element} parent @param {string} name @param {Record<string, string | number>} [attributes] @param {string} [text]
 */
export function draw(parent, name, attributes = {}, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(element, attributes);
  element.textContent = text;
  parent.append(element);
  return element;
}

/** @param {Element} element @param {Record<string, string | number>} attributes */
function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** The inks of the theme that is on, for canvases, which cannot read them themselves. @param {Element} element @returns {Palette} */
export function palette(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => {
    const digits = style.getPropertyValue(name).trim().slice(1);
    return /** @type {Colour} */ ([...[0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)), OPACITY]);
  };
  return { class0: read("--class0"), class1: read("--class1") };
}

/** @type {WeakMap<HTMLCanvasElement, ImageData>} */
const images = new WeakMap(); // one for each canvas: a new one for every frame would be half a megabyte of garbage

/**
 * Shade a canvas by η, in ten steps of probability from class 0's ink over grey to class 1's.
 *
 * `grid` holds η at nodes × nodes places, row by row from the top; between them it is interpolated, which is exact for a
 * linear model. Along a row of pixels η is linear from node to node: where both ends have one shade, all between have it.
 *
 * @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} grid @param {number} nodes @param {Palette} inks
 */
export function shade(canvas, grid, nodes, { class0, class1 }) {
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  if (!context || !width || !height) return;
  let image = images.get(canvas);
  if (!image || image.width !== width || image.height !== height) image = context.createImageData(width, height);
  images.set(canvas, image);
  const pixels = new Uint32Array(image.data.buffer);
  const shades = [class0, class1].flatMap((ink) => [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => pixel(ink, share)));
  const scale = nodes - 1;
  for (let v = 0; v < height; v++) {
    const y = ((v + 0.5) / height) * scale, j = Math.min(scale - 1, Math.floor(y));
    shadeRow(pixels.subarray(v * width, (v + 1) * width), grid, j * nodes, nodes, y - j, shades);
  }
  context.putImageData(image, 0, 0);
}

/**
 * @param {Uint32Array} row of pixels @param {ArrayLike<number>} grid @param {number} start of the nodes above the row
 * @param {number} nodes @param {number} down from the nodes above to those below, as a share @param {number[]} shades
 */
function shadeRow(row, grid, start, nodes, down, shades) {
  const scale = nodes - 1, width = row.length;
  let left = grid[start] + down * (grid[start + nodes] - grid[start]);
  for (let i = 0, u = 0; i < scale; i++) {
    const above = start + i + 1, right = grid[above] + down * (grid[above + nodes] - grid[above]);
    const end = Math.round(((i + 1) * width) / scale);
    const first = shadeOf(left), same = first === shadeOf(right);
    for (; u < end; u++) row[u] = shades[same ? first : shadeOf(left + (((u + 0.5) / width) * scale - i) * (right - left))];
    left = right;
  }
}

/** Which of ten shades η has. @param {number} eta */
function shadeOf(eta) {
  const size = eta < 0 ? -eta : eta;
  const band = size < BANDS[1] ? (size < BANDS[0] ? 0 : 1) : size < BANDS[2] ? 2 : size < BANDS[3] ? 3 : 4;
  return eta < 0 ? band : band + 5;
}

/** A share of an ink in grey, as four bytes of a pixel. @param {Colour} ink @param {number} share */
function pixel([red, green, blue, alpha], share) {
  const [r, g, b] = [red, green, blue].map((value) => Math.round(128 + share * (value - 128)));
  return ((Math.round(255 * alpha) << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** η at nodes × nodes places of the plane, row by row from the top. @param {(x: number[]) => number} eta @param {number} nodes */
export function sample(eta, nodes) {
  const grid = new Float64Array(nodes * nodes);
  const place = (/** @type {number} */ i) => LOW + ((HIGH - LOW) * i) / (nodes - 1);
  for (let j = 0; j < nodes; j++) {
    for (let i = 0; i < nodes; i++) grid[j * nodes + i] = eta([place(i), -place(j) + LOW + HIGH, 1]);
  }
  return grid;
}

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

  /** Where a pointer is, in shares of the plane from its upper left. @param {{clientX: number, clientY: number}} pointer */
  #share({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    return [clientX - box.left - this.left, clientY - box.top - this.top].map((pixels) => pixels / this.side);
  }

  /** The place under a pointer, to hundredths, within the plane. @param {{clientX: number, clientY: number}} pointer */
  placeAt(pointer) {
    const [right, down] = this.#share(pointer);
    return [LOW + right * (HIGH - LOW), HIGH - down * (HIGH - LOW)].map(within);
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
    const [[x1, y1], [x2, y2]] = ends.map((end) => this.#place(end.map((value) => Math.min(1e4, Math.max(-1e4, value)))));
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
      for (const part of ["hit", "ring", "mark"]) draw(group, part === "mark" ? "path" : "circle", { class: `pg-${part}` });
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
      set(mark, { d: label ? `M${-a} ${-a}H${a}V${a}H${-a}Z` : `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z` });
    });
  }
}

/** A coordinate inside the plane, to hundredths. @param {number} value */
export const within = (value) => Math.round(100 * Math.min(HIGH, Math.max(LOW, value))) / 100 + 0;

/**
 * The path along which a grid is 0, cell by cell.
 *
 * @param {ArrayLike<number>} grid @param {number} nodes @param {number} step @param {number} left @param {number} top
 */
function contour(grid, nodes, step, left, top) {
  let path = "";
  for (let j = 0; j + 1 < nodes; j++) {
    for (let i = 0; i + 1 < nodes; i++) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const values = corners.map(([u, v]) => grid[v * nodes + u]);
      if (values.every((value) => value > 0) || values.every((value) => value <= 0)) continue;
      const cuts = [];
      for (let k = 0; k < 4; k++) {
        const a = values[k], b = values[(k + 1) % 4];
        if (a > 0 === b > 0) continue;
        const [from, to] = [corners[k], corners[(k + 1) % 4]];
        const share = a / (a - b);
        cuts.push([0, 1].map((axis) => from[axis] + share * (to[axis] - from[axis])));
      }
      for (let k = 0; k + 1 < cuts.length; k += 2) {
        const ends = [cuts[k], cuts[k + 1]].map(([u, v]) => `${(left + step * u).toFixed(1)} ${(top + step * v).toFixed(1)}`);
        path += `M${ends[0]}L${ends[1]}`;
      }
    }
  }
  return path;
}

/**
 * A hidden unit's own picture: how strongly it answers, from its lowest to its highest value in the plane.
 *
 * @param {HTMLCanvasElement} canvas @param {number[]} weights @param {import("./models.js").Activation} activation
 * @param {Palette} inks
 */
export function drawUnit(canvas, weights, activation, inks) {
  const { value } = ACTIVATIONS[activation];
  const nodes = 33;
  const grid = sample((x) => value(x[0] * weights[0] + x[1] * weights[1] + weights[2]), nodes);
  const low = activation === "tanh" ? -1 : 0;
  const high = activation === "relu" ? Math.max(1e-9, ...grid) : 1;
  const asEta = grid.map((a) => (5 * (2 * a - low - high)) / (high - low)); // the shades' thresholds are set for η
  shade(canvas, asEta, nodes, inks);
}

/** Loss against epochs, both on logarithmic axes. */
export class LossChart {
  /** @param {SVGSVGElement} svg */
  constructor(svg) {
    this.svg = svg;
    this.axes = draw(svg, "g", { class: "pg-axes" });
    this.best = draw(svg, "path", { class: "pg-line-glm" });
    this.path = draw(svg, "path", { class: "pg-line-neuron" });
    this.dot = draw(svg, "circle", { class: "pg-now" });
    this.drawn = "";
    this.resize();
  }

  /** Fit the drawing to the element's size; asking for it in every frame would cost the frame. */
  resize() {
    this.width = this.svg.clientWidth;
    this.height = this.svg.clientHeight;
    this.em = parseFloat(getComputedStyle(this.svg).fontSize);
  }

  /**
   * @param {import("./training.js").Sample[]} samples @param {{epoch: number, loss: number}} now
   * @param {number | null} optimum the lowest loss there is, if there is one
   */
  draw(samples, now, optimum) {
    const { width = 0, height = 0, em = 0 } = this;
    const losses = [...samples, now].map(({ loss }) => loss).concat(optimum ?? []).filter((loss) => loss > 1e-300);
    const xs = axis(1, Math.max(10, now.epoch), 10);
    const ys = axis(Math.min(...losses), Math.max(...losses), 10 ** 0.3);
    const left = 3.6 * em, right = width - 0.8 * em, top = 1.8 * em, bottom = height - 2.7 * em;
    const x = (/** @type {number} */ epoch) => left + (right - left) * xs.share(Math.max(1, epoch));
    const y = (/** @type {number} */ loss) => bottom - (bottom - top) * ys.share(Math.max(1e-300, loss));

    const frame = [width, height, em, xs.low, xs.high, ys.low, ys.high, optimum].join();
    if (frame !== this.drawn) {
      this.drawn = frame;
      this.axes.replaceChildren();
      for (const tick of ys.ticks(height / em / 2)) {
        draw(this.axes, "path", { class: "pg-grid", d: `M${left} ${y(tick)}H${right}` });
        draw(this.axes, "text", { x: left - 0.5 * em, y: y(tick) + 0.35 * em, "text-anchor": "end" }, named(tick));
      }
      for (const tick of xs.ticks(width / em / 4)) {
        draw(this.axes, "path", { class: "pg-axis", d: `M${x(tick)} ${bottom}v${0.35 * em}` });
        draw(this.axes, "text", { x: x(tick), y: bottom + 1.25 * em, "text-anchor": "middle" }, named(tick));
      }
      draw(this.axes, "path", { class: "pg-axis", d: `M${left} ${top}V${bottom}H${right}` });
      draw(this.axes, "text", { x: (left + right) / 2, y: bottom + 2.4 * em, "text-anchor": "middle" }, "Epochs");
      if (optimum) draw(this.axes, "text", { x: right, y: y(optimum) + 1.1 * em, "text-anchor": "end" }, "optimum");
      draw(this.axes, "text", { x: 0, y: em }, "Mean loss");
    }
    const seen = [...samples.filter(({ epoch }) => epoch >= 1), ...(now.epoch >= 1 ? [now] : [])];
    const places = seen.map(({ epoch, loss }) => `${x(epoch).toFixed(1)} ${y(loss).toFixed(1)}`);
    this.path.setAttribute("d", places.length ? `M${places.join("L")}` : "");
    this.best.setAttribute("d", optimum ? `M${left} ${y(optimum)}H${right}` : "");
    set(this.dot, { cx: x(now.epoch), cy: y(now.loss), r: 0.3 * em });
    const start = samples[0].loss;
    const label = `Loss against epochs: ${decimal(start, 4)} at the start, ${decimal(now.loss, 4)} after ${now.epoch} epochs`;
    this.svg.setAttribute("aria-label", label);
  }
}

/** A logarithmic axis from `low` to `high`, widened to whole steps of the factor `step`. @param {number} low @param {number} high @param {number} step */
function axis(low, high, step) {
  const per = Math.log10(step);
  const first = Math.floor(Math.log10(low) / per + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(high) / per - 1e-9));
  const from = first * per, to = last * per;
  return {
    low: from,
    high: to,
    share: (/** @type {number} */ value) => (Math.log10(value) - from) / (to - from),
    ticks(/** @type {number} */ most) {
      const found = [];
      const decades = Math.max(1, Math.ceil((to - from) / most));
      const marks = to - from < 1.5 ? [1, 2, 5] : [1];
      for (let k = Math.floor(from); k <= to; k++) {
        if (k % decades) continue;
        for (const mark of marks) {
          const place = Math.log10(mark) + k;
          if (place >= from - 0.01 && place <= to + 0.01) found.push(mark * 10 ** k);
        }
      }
      return found;
    },
  };
}

/** A tick's name: plain near 1, a power of ten far from it. @param {number} tick */
function named(tick) {
  const exponent = Math.round(Math.log10(tick));
  return tick > 0.0099 && tick < 101 ? String(+tick.toPrecision(1)) : power(exponent);
}
