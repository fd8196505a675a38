/**
 * A plane of two inputs: a probability as shading, a border where it is one half, lines.
 *
 * @typedef {import("./_pen.js").Pen} Pen
 * @typedef {import("./_pen.js").Panel} Panel
 * @typedef {(x1: number, x2: number) => number} Score
 */

import { expit } from "../models/logistic.js";

const SHADES = 10;

/** What stands at the axes of the square of XOR. */
export const CORNERS = {
  xTicks: [0, 1],
  yTicks: [0, 1],
  xLabel: "Input 1",
  yLabel: "Input 2",
};

/**
 * Shade a panel: class 0's ink where the probability is 0, class 1's where it is 1.
 *
 * @param {Pen} pen @param {Panel} panel @param {Score} score @param {number} side squares in a row
 */
export function shade(pen, { box, atX, atY }, score, side) {
  const shades = Array.from({ length: SHADES }, () => "");
  const edge = (/** @type {number} */ k, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.round(low + ((high - low) * k) / side); // whole pixels, or there were seams
  for (let i = 0; i < side; i++) {
    const [top, bottom] = [edge(i, box.top, box.bottom), edge(i + 1, box.top, box.bottom)];
    const row = Array.from({ length: side }, (_, j) => {
      const mu = expit(score(atX(edge(j + 0.5, box.left, box.right)), atY((top + bottom) / 2)));
      return Math.min(SHADES - 1, Math.floor(SHADES * mu));
    });
    for (let j = 0; j < side;) {
      const from = j;
      while (j < side && row[j] === row[from]) j++;
      const left = edge(from, box.left, box.right);
      shades[row[from]] += `M${left} ${top}H${edge(j, box.left, box.right)}V${bottom}H${left}z`;
    }
  }
  shades.forEach((d, k) => {
    const strength = Math.abs((k + 0.5) / SHADES - 0.5);
    pen.add("path", { class: `bar class${k < SHADES / 2 ? 0 : 1}`, "fill-opacity": 0.7 * strength, d });
  });
}

/**
 * Where a score is 0: in each square of a grid, the straight way between its crossings of the sides.
 *
 * @param {Score} score @param {[number, number][]} limits of the inputs @param {number} side squares in a row
 * @returns {number[][][]} pairs of places
 */
export function crossings(score, limits, side) {
  const [xs, ys] = limits.map(([low, high]) =>
    Array.from({ length: side + 1 }, (_, k) => low + ((high - low) * k) / side)
  );
  const values = ys.map((y) => xs.map((x) => score(x, y)));
  const ways = [];
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const corners = [[i, j], [i, j + 1], [i + 1, j + 1], [i + 1, j]];
      const found = corners.flatMap(([r, c], k) => {
        const [r2, c2] = corners[(k + 1) % 4], a = values[r][c], b = values[r2][c2];
        const share = a / (a - b);
        return (a > 0) === (b > 0) ? [] : [[xs[c] + share * (xs[c2] - xs[c]), ys[r] + share * (ys[r2] - ys[r])]];
      });
      for (let k = 0; k + 1 < found.length; k += 2) ways.push([found[k], found[k + 1]]);
    }
  }
  return ways;
}

/** The line where weights (w1, w2, w3) give a score of 0. @param {Pen} pen @param {string} look @param {Panel} panel @param {number[]} weights */
export function line(pen, look, { x, y, box }, [w1, w2, w3]) {
  const square = w1 * w1 + w2 * w2;
  if (!square) return;
  const [a, b] = [-w3 * w1 / square, -w3 * w2 / square];
  pen.clip(box, () => pen.line(look, [-9, 9].map((far) => [x(a - far * w2), y(b + far * w1)])));
}
