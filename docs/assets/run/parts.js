/** What all that runs Python shows of it. */

import { ask } from "./python.js";

/**
 * An element with attributes and children.
 *
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * Ask Python while a button says "Stop" and a line what goes on.
 *
 * @param {HTMLElement} button
 * @param {HTMLElement} status
 * @param {"check" | "draw" | "run"} task
 * @param {object} given
 */
export async function asking(button, status, task, given) {
  const words = [...button.childNodes];
  const label = button.ariaLabel;
  button.dataset.running = "";
  button.ariaLabel = `Stop: ${label}`;
  button.replaceChildren("Stop");
  try {
    return await ask(task, given, (said) => status.textContent = said);
  } finally {
    delete button.dataset.running;
    button.ariaLabel = label;
    button.replaceChildren(...words.filter((node) => node instanceof Text)); // what it costs has been paid
  }
}

/**
 * Say on a place what a comparison has found.
 *
 * @param {HTMLElement} place
 * @param {{numbers: number, agree: number, digits: number, seconds: number}} found
 */
export function mark(place, { numbers, agree, digits, seconds }) {
  Object.assign(place.dataset, { numbers, agree, digits, seconds, result: agree === numbers ? "same" : "different" });
}

/** @param {string} stem the published product of an experiment */
export async function product(stem) {
  const answer = await fetch(new URL(`../../figures/${stem}.json`, import.meta.url), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`figures/${stem}.json is not there (${answer.status})`);
  return answer.json();
}

/** @param {number} seconds */
export const seconds = (seconds) => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;

/** @param {number} count */
export const grouped = (count) => count.toLocaleString("en");

/** @param {unknown} error */
export const said = (error) => error instanceof Error ? error.message : String(error);

/** Numbers that differ: their places, and both values. @param {{name: string, published: unknown, found: unknown}[]} wrong */
export function differences(wrong) {
  const rows = wrong.map(({ name, published, found }) =>
    element("tr", {}, element("td", {}, element("code", {}, name)), cell(published), cell(found))
  );
  const head = ["Number", "Published", "Here"].map((words) => element("th", { scope: "col" }, words));
  const table = element(
    "table",
    { class: "data" },
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows),
  );
  return element("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": "Numbers that differ" }, table);
}

/** @param {unknown} value */
const cell = (value) => element("td", {}, typeof value === "string" ? value : JSON.stringify(value));
