/**
 * An image of a digit that the reader draws: as the address has it, and as squares of ink.
 *
 * @typedef {import("./_pen.js").Pen} Pen
 * @typedef {import("./_pen.js").State} State
 * @typedef {import("./_pen.js").Box} Box
 */

import { FULL } from "../models/digits.js";

export const SIDE = 8;
const BASE = FULL + 1; // a row is a number of eight digits to this base, the pixel at the left the last of them
const ROWS = Array.from({ length: SIDE }, (_, i) => `row${i + 1}`);

/** The rows of an image. @param {number[]} ink @returns {State} */
export const rowsOf = (ink) =>
  Object.fromEntries(
    ROWS.map((name, i) => [name, ink.slice(SIDE * i, SIDE * (i + 1)).reduceRight((sum, one) => BASE * sum + one, 0)]),
  );

/** The ink of every pixel. @param {State} state */
export const inkOf = (state) =>
  ROWS.flatMap((name) => Array.from({ length: SIDE }, (_, j) => Math.floor(state[name] / BASE ** j) % BASE));

/** The rows without ink. */
export const EMPTY = rowsOf(Array(SIDE * SIDE).fill(0));

/** Which of some images it is; -1 if none. @param {State[]} images @param {State} state */
export const placeOf = (images, state) =>
  images.findIndex((image) => ROWS.every((name) => image[name] === state[name]));

/** The rows, and what the pen does. @param {State} start @returns {import("./_pen.js").Parameter[]} */
export const parametersOf = (start) => [
  ...ROWS.map((name, i) => ({
    ...{ name, label: `Row ${i + 1}`, low: 0, high: BASE ** SIDE - 1, step: 1, start: start[name], drawn: true },
  })),
  { name: "pen", label: "The pen", low: 0, high: 1, step: 1, start: 0, options: ["draws", "rubs out"] },
];

/** What is drawn on. @param {Pen} pen @param {number[]} ink @param {Box} box */
export function drawImage(pen, ink, box) {
  const step = (box.right - box.left) / SIDE;
  pen.rect("panel", box);
  const lines = Array.from({ length: SIDE - 1 }, (_, k) => (k + 1) * step);
  pen.path("rule", lines.map((at) => `M${box.left + at} ${box.top}v${box.bottom - box.top}`).join(""));
  pen.path("rule", lines.map((at) => `M${box.left} ${box.top + at}h${box.right - box.left}`).join(""));
  pen.path("bar fifth", squares(ink.map((one) => one / FULL), box));
  pen.pad(box);
}

/** Squares in their places, each of a share of the area. @param {number[]} shares @param {Box} box */
export function squares(shares, { left, top, right }) {
  const step = (right - left) / SIDE;
  return shares.map((share, k) => {
    const size = Math.sqrt(share) * step * 0.94;
    const [x, y] = [left + ((k % SIDE) + 0.5) * step - size / 2, top + (Math.floor(k / SIDE) + 0.5) * step - size / 2];
    return share ? `M${x.toFixed(1)} ${y.toFixed(1)}h${size.toFixed(1)}v${size.toFixed(1)}h${(-size).toFixed(1)}z` : "";
  }).join("");
}
