/**
 * The fragment of the address, in which the live figures of a page write their states, and from which they take them.
 *
 * `#figure-a&slope=-0.2&figure-b&rate=3`: a section for each figure that has been moved, the last one moved first. A
 * figure without a section is at its start. Nothing of an address is ever run, or shown but as a number.
 *
 * @typedef {Record<string, number>} State
 */

const PAUSE = 300; // milliseconds between notes in the address
const PREFIX = "figure-";

/** @type {Map<string, string>} */
const sections = new Map(); // by stem; the last one moved stands last
/** @type {Set<() => void>} */
const visitors = new Set();
const starts = new Set([""]); // fragments that mean: all figures at their start
let path = ""; // of the page
let control = ""; // the last one used
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The sections of a fragment by stem. @param {string} fragment @returns {Map<string, string>} */
function parsed(fragment) {
  const found = new Map();
  let stem = "";
  for (const part of fragment.replace(/^#/, "").replaceAll("&amp;", "&").split("&")) {
    if (part.startsWith(PREFIX)) found.set(stem = part.slice(PREFIX.length), "");
    else if (stem) found.set(stem, found.get(stem) ? `${found.get(stem)}&${part}` : part);
  }
  return found;
}

/** Whether a fragment has a state, or is one from which the reader set out. @param {string} fragment */
const speaks = (fragment) => starts.has(fragment) || [...parsed(fragment).values()].some(Boolean);

/** Take what the address says, if it speaks of figures at all: a link to a section leaves them as they are. */
function take() {
  if (!speaks(location.hash)) return;
  clearTimeout(timer);
  timer = undefined;
  control = "";
  sections.clear();
  for (const [stem, section] of [...parsed(location.hash)].reverse()) if (section) sections.set(stem, section);
}

/** A page begins. On the first way back Material brings the one that is there once more. */
export function begin() {
  if (path !== location.pathname) {
    path = location.pathname;
    starts.clear();
    starts.add("");
    sections.clear();
  }
  take();
}

/** What the address says of a figure. @param {string} stem */
export const read = (stem) => new URLSearchParams(sections.get(stem) ?? "");

/** The figure that the address leads to, which has to be scrolled to: no element has such a name. */
export function wanted() {
  const [first] = parsed(location.hash);
  return first?.[1] ? first[0] : null;
}

/**
 * Call `go` whenever the reader visits another state of this page, by history or by a link.
 *
 * @param {() => void} go @param {AbortSignal} signal
 */
export function listen(go, signal) {
  visitors.add(go);
  signal.addEventListener("abort", () => visitors.delete(go));
}

addEventListener("popstate", (event) => {
  if (location.pathname !== path || !speaks(location.hash)) return;
  take(); // also while no figure is alive: the one that comes will ask
  for (const go of visitors) go();
  const linked = event.state === null && wanted();
  if (linked) document.getElementById(PREFIX + linked)?.scrollIntoView({ block: "nearest" });
});

/**
 * Note a figure's state: a new visit for a new control, else in place of the last.
 *
 * @param {string} stem @param {State} state what differs from its start @param {string} used the control
 */
export function remember(stem, state, used) {
  const isNew = control !== `${stem} ${used}`;
  if (isNew) write();
  control = `${stem} ${used}`;
  sections.delete(stem);
  const section = Object.entries(state).map(([name, value]) => `${name}=${+value.toFixed(10)}`).join("&");
  if (section) sections.set(stem, section);
  if (isNew) {
    if (!speaks(location.hash)) starts.add(location.hash);
    history.pushState({ x: scrollX, y: scrollY }, "", here()); // where Material scrolls to on the way back
  } else timer ??= setTimeout(write, PAUSE);
}

function here() {
  const written = [...sections].reverse().map(([stem, section]) => `${PREFIX}${stem}&${section}`);
  return location.pathname + location.search + (written.length ? `#${written.join("&")}` : "");
}

/** Write what is noted, now. */
export function write() {
  if (timer === undefined) return;
  clearTimeout(timer);
  timer = undefined;
  if (location.pathname === path) history.replaceState(history.state, "", here());
}
