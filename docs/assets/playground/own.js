/** The reader's own points, from a table that is pasted, dropped or chosen: it is read here, and sent nowhere. */

import { decimal } from "../house/numerals.js";
import { FEWEST_POINTS, HIGH, LOW, MOST_POINTS, within } from "./settings.js";

/**
 * @typedef {import("./settings.js").Point} Point
 * @typedef {import("./state.js").Desk} Desk
 *
 * @typedef {object} Found
 * @property {Point[]} points none where there are faults
 * @property {string[]} faults what is wrong, and in which line
 * @property {string[]} notes what was done to the numbers so that they stand in the plane
 */

const NAMED = 5; // faults that are written out
const LARGEST = 100_000; // bytes of a file
const SEPARATORS = ["\t", ";", ","];
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** A cell as a number; NaN for what is none. @param {string} cell @param {string} separator */
function numberOf(cell, separator) {
  const text = (separator === "," ? cell : cell.replace(",", ".")).replace("−", "-");
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** @param {string} text */
const quoted = (text) => text ? "“" + (text.length > 20 ? text.slice(0, 20) + "…" : text) + "”" : "empty";

/**
 * Points of a table: rows of x1, x2 and a label, with commas, semicolons or tabs between them; the first may be names.
 * With semicolons or tabs a number may have a decimal comma.
 *
 * @param {string} text @returns {Found}
 */
export function read(text) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/).map((line, i) => ({ line, at: i + 1 }));
  const rows = lines.filter(({ line }) => line.trim());
  const separator = SEPARATORS.find((sign) => rows[0]?.line.includes(sign)) ?? ",";
  const table = rows.map(({ line, at }) => ({
    at,
    cells: line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim()),
  }));
  if (table[0]?.cells.every((cell) => cell && Number.isNaN(numberOf(cell, separator)))) table.shift(); // names
  const faults = table.flatMap(({ at, cells }) => {
    const fault = faultOf(cells, separator);
    return fault ? [`Line ${at}: ${fault}`] : [];
  });
  if (table.length < FEWEST_POINTS) {
    faults.unshift(`There must be ${FEWEST_POINTS} rows or more; there is ${table.length || "none"}.`);
  }
  if (table.length > MOST_POINTS) {
    faults.unshift(
      `There are ${table.length} rows; ${MOST_POINTS} are the most, so that every one can be seen and moved.`,
    );
  }
  if (faults.length) return { points: [], faults, notes: [] };
  const values = table.map(({ cells }) => cells.map((cell) => numberOf(cell, separator)));
  const [first, second] = [0, 1].map((axis) => placed(values.map((row) => row[axis]), axis + 1));
  const points = values.map((row, i) => /** @type {Point} */ ([first.places[i], second.places[i], row[2]]));
  return { points, faults, notes: [first.note, second.note].filter(Boolean) };
}

/** What is wrong with a row, if anything. @param {string[]} cells @param {string} separator */
function faultOf(cells, separator) {
  if (cells.length !== 3) {
    return `it has ${cells.length} ${
      cells.length === 1 ? "cell" : "cells"
    }; it must have three: x1, x2 and the label, with a comma, ` +
      "a semicolon or a tab between them.";
  }
  const values = cells.map((cell) => numberOf(cell, separator));
  const bad = [0, 1].find((axis) => !Number.isFinite(values[axis]));
  if (bad !== undefined) return `x${bad + 1} is ${quoted(cells[bad])}; it must be a number.`;
  return values[2] === 0 || values[2] === 1 ? "" : `the label is ${quoted(cells[2])}; it must be 0 or 1.`;
}

/**
 * Numbers as places on an axis of the plane, to hundredths: as they are if all lie there, else from 0 to 1.
 *
 * @param {number[]} values @param {number} input its number
 */
function placed(values, input) {
  const low = Math.min(...values), high = Math.max(...values);
  const isInside = low >= LOW && high <= HIGH;
  const places = isInside ? values : values.map((value) => (high > low ? (value - low) / (high - low) : 0.5));
  const rounded = places.map(within);
  const written = (/** @type {number} */ value) => String(+value.toPrecision(6)).replace("-", "−");
  if (isInside) {
    const isRounded = rounded.some((place, i) => place !== values[i]);
    return { places: rounded, note: isRounded ? `Input ${input} is rounded to hundredths.` : "" };
  }
  const range = `The plane goes from ${decimal(LOW, 1)} to ${decimal(HIGH, 1)}`;
  const taken = low < 0 ? `+ ${written(-low)}` : `− ${written(low)}`;
  return {
    places: rounded,
    note: high > low
      ? `${range}, x${input} from ${written(low)} to ${written(high)}: input ${input} is (x${input} ${taken}) / ` +
        `${written(high - low)}, rounded to hundredths.`
      : `${range}, and x${input} is ${written(low)} in every row: input ${input} is ½.`,
  };
}

const FORM = `
  <p>Rows of x1, x2 and a label, 0 or 1, with commas, semicolons or tabs between them, ${MOST_POINTS} at most; a first row
  of names may be there. Paste them over these, which are the points of the plane, or drop a file on the playground. Your
  table is read here and sent nowhere. The points that come of it stand in the page’s address, as drawn ones do: whoever gets
  the address gets them, and a reload asks this site for that address.</p>
  <label class="pg-field"><span>Table</span><textarea rows="7" spellcheck="false" autocomplete="off"></textarea></label>
  <div class="pg-run"><button type="button">Use these points</button>
    <label class="pg-file"><span>or a file:</span> <input type="file" accept=".csv,.tsv,.txt,text/*"></label></div>
  <div class="pg-taken" role="status"></div>`;

/**
 * The form in its place.
 *
 * @param {HTMLElement} place @param {Desk} desk
 * @returns {{show: () => void, take: (file: File) => void}} what to do when the points change, and with a dropped file
 */
export function fill(place, desk) {
  place.innerHTML = FORM;
  const area = /** @type {HTMLTextAreaElement} */ (place.querySelector("textarea"));
  const file = /** @type {HTMLInputElement} */ (place.querySelector("input"));
  const said = /** @type {HTMLElement} */ (place.querySelector(".pg-taken"));
  let isTheirs = false; // what stands in the field is the reader's, and not the points of the plane

  const say = (/** @type {string} */ title, /** @type {string[]} */ items) => {
    const list = document.createElement("ul");
    list.append(...items.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    said.replaceChildren(Object.assign(document.createElement("p"), { textContent: title }), list);
  };
  const use = () => {
    const { points, faults, notes } = read(area.value);
    if (faults.length) {
      const more = faults.length > NAMED ? [`And ${faults.length - NAMED} more.`] : [];
      return say("Nothing was taken.", [...faults.slice(0, NAMED), ...more]);
    }
    const ones = points.filter((point) => point[2]).length;
    isTheirs = false;
    desk.change({ points }, "own");
    say(`${points.length} points taken: ${points.length - ones} of class 0, ${ones} of class 1.`, notes);
  };
  const take = async (/** @type {File} */ chosen) => {
    if (chosen.size > LARGEST) {
      return say("Nothing was taken.", [
        `The file has ${Math.ceil(chosen.size / 1000)} kB; ${LARGEST / 1000} are the most.`,
      ]);
    }
    area.value = await chosen.text();
    isTheirs = true;
    use();
  };

  area.addEventListener("input", () => (isTheirs = true));
  place.querySelector("button")?.addEventListener("click", use);
  file.addEventListener("change", () => {
    if (file.files?.[0]) void take(file.files[0]);
    file.value = ""; // or the same file could not be chosen twice
  });
  const show = () => {
    const table = ["x1,x2,label", ...desk.state.settings.points.map((point) => point.join())].join("\n");
    if (!isTheirs && area.value !== table) area.value = table;
  };
  return { show, take: (chosen) => void take(chosen) };
}
