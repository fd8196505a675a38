/**
 * Squares that are drawn on with mouse, finger or keys: an image of whole numbers from 0, no ink, to 16, full of ink.
 *
 * @typedef {import("./_pen.js").State} State
 * @typedef {import("./_pen.js").Box} Box
 *
 * @typedef {object} Squares
 * @property {string} label
 * @property {number} side how many squares there are in a row, and rows
 * @property {(state: State) => number[]} ink of every square, row by row
 * @property {(ink: number[], state: State) => State} to the changes that make this ink
 * @property {(state: State) => boolean} rubs whether the pen takes ink away
 */

import { FULL } from "../models/digits.js";
import { svg } from "./_pen.js";

const REACH = 1.25; // squares from the middle of a stroke to where it leaves no ink

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

export class Pad {
  /** @param {import("./_stage.js").Stage} stage @param {Squares} squares */
  constructor(stage, squares) {
    this.stage = stage;
    this.squares = squares;
    this.strokes = 0; // each is a visit of its own
    /** @type {[number, number] | null} */
    this.last = null; // where the pen is down, in squares
    /** @type {Box | null} */
    this.box = null;
    this.element = svg("g");
    this.element.setAttribute("class", "live-pad");
    this.element.setAttribute("role", "grid");
    this.element.setAttribute("aria-label", squares.label);
    /** @type {SVGElement[]} */
    this.cells = [];
    for (let i = 0; i < squares.side; i++) {
      const row = svg("g");
      row.setAttribute("role", "row");
      for (let j = 0; j < squares.side; j++) {
        const cell = svg("rect");
        cell.setAttribute("role", "gridcell");
        cell.setAttribute("tabindex", i || j ? "-1" : "0");
        row.append(cell);
        this.cells.push(cell);
      }
      this.element.append(row);
    }
    this.element.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false }); // or it scrolls
    this.element.addEventListener("pointerdown", (event) => this.#down(event));
    this.element.addEventListener("pointermove", (event) => this.last && this.#stroke(event));
    for (const end of ["pointerup", "pointercancel"]) this.element.addEventListener(end, () => this.last = null);
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Lie where the squares have been drawn. @param {Box} box @param {State} state */
  show(box, state) {
    const { side } = this.squares, [w, h] = [(box.right - box.left) / side, (box.bottom - box.top) / side];
    const ink = this.squares.ink(state);
    const moved = JSON.stringify(box) !== JSON.stringify(this.box);
    this.box = box;
    this.cells.forEach((cell, k) => {
      const [i, j] = [Math.floor(k / side), k % side];
      cell.setAttribute("aria-label", `row ${i + 1}, column ${j + 1}: ${ink[k]} of ${FULL}`);
      if (!moved) return;
      const attributes = { x: box.left + j * w, y: box.top + i * h, width: w, height: h };
      for (const [name, value] of Object.entries(attributes)) cell.setAttribute(name, `${value}`);
    });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button) return;
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    this.strokes++;
    this.last = null;
    this.#stroke(event);
  }

  /** Ink along the way from the last place to this one. @param {PointerEvent} event */
  #stroke({ clientX, clientY }) {
    const { left, top, right, bottom } = /** @type {Box} */ (this.box), { side } = this.squares;
    const ground = this.stage.svg.getBoundingClientRect();
    /** @type {[number, number]} */
    const here = [
      ((clientX - ground.left - left) / (right - left)) * side,
      ((clientY - ground.top - top) / (bottom - top)) * side,
    ];
    const from = this.last ?? here;
    this.last = here;
    this.#write((before, k) => {
      const away = distance([(k % side) + 0.5, Math.floor(k / side) + 0.5], from, here);
      const given = Math.round(FULL * Math.min(1, Math.max(0, REACH - away)));
      return this.squares.rubs(this.stage.state) ? Math.min(before, FULL - given) : Math.max(before, given);
    });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { side } = this.squares, at = this.cells.indexOf(/** @type {SVGElement} */ (event.target));
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " ") {
      this.strokes++;
      const rubs = this.squares.rubs(this.stage.state);
      this.#write((before, k) => (k === at ? (rubs || before === FULL ? 0 : FULL) : before));
    } else {
      const [down, right] = STEPS[event.key] ?? [0, 0];
      const [i, j] = [Math.floor(at / side) + down, (at % side) + right];
      if (!STEPS[event.key]) return;
      if (i >= 0 && i < side && j >= 0 && j < side) {
        this.cells[at].setAttribute("tabindex", "-1");
        this.cells[i * side + j].setAttribute("tabindex", "0");
        this.cells[i * side + j].focus({ preventScroll: true });
      }
    }
    event.preventDefault();
  }

  /** @param {(before: number, k: number) => number} change of each square */
  #write(change) {
    const { stage, squares } = this;
    stage.change(squares.to(squares.ink(stage.state).map(change), stage.state), `stroke ${this.strokes}`);
  }
}

/** Of a place from a straight way. @param {number[]} place @param {number[]} from @param {number[]} to */
function distance([x, y], [x0, y0], [x1, y1]) {
  const square = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  const share = square ? Math.min(1, Math.max(0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / square)) : 0;
  return Math.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0));
}
