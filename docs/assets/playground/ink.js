/**
 * Ink: elements of an SVG, shades on a canvas, and the path where they change sides.
 *
 * @typedef {[number, number, number, number]} Colour red, green, blue, 0 to 255, and alpha, 0 to 1
 * @typedef {{class0: Colour, class1: Colour}} Palette
 */

import { logit } from "../models/logistic.js";
import { HIGH, LOW } from "./settings.js";

const BANDS = [0.6, 0.7, 0.8, 0.9].map(logit); // shades change at these |η|
const OPACITY = 0.35;

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
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/**
 * The inks of the theme that is on, for canvases, which cannot read them themselves.
 *
 * @param {Element} element @returns {Palette}
 */
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
    for (; u < end; u++) {
      row[u] = shades[same ? first : shadeOf(left + (((u + 0.5) / width) * scale - i) * (right - left))];
    }
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

/**
 * η at nodes × nodes places of the plane, row by row from the top.
 *
 * @param {(x: number[]) => number} eta @param {number} nodes
 */
export function sample(eta, nodes) {
  const grid = new Float64Array(nodes * nodes);
  const place = (/** @type {number} */ i) => LOW + ((HIGH - LOW) * i) / (nodes - 1);
  for (let j = 0; j < nodes; j++) {
    for (let i = 0; i < nodes; i++) grid[j * nodes + i] = eta([place(i), -place(j) + LOW + HIGH, 1]);
  }
  return grid;
}

/**
 * The path along which a grid is 0, cell by cell.
 *
 * @param {ArrayLike<number>} grid @param {number} nodes @param {number} step @param {number} left @param {number} top
 */
export function contour(grid, nodes, step, left, top) {
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
        const ends = [cuts[k], cuts[k + 1]].map(([u, v]) =>
          `${(left + step * u).toFixed(1)} ${(top + step * v).toFixed(1)}`
        );
        path += `M${ends[0]}L${ends[1]}`;
      }
    }
  }
  return path;
}
