/**
 * The address of a page and the settings of its playground: each gives the other.
 *
 * Settings that have their usual value are not written, so the usual picture has the plain address. A value that cannot
 * be read makes all settings the usual ones; nothing of an address is ever run, or shown but as text.
 */

import { DATA } from "../models/data.js";
import { DEFAULTS, FIELDS } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */

const PAUSE = 300; // milliseconds between notes in the address
const FOREIGN = ["h"]; // the site's search adds the words that it found, for the page to mark

/**
 * Settings from the query of an address. A link that was copied out of HTML may have `&amp;` for `&`.
 *
 * @param {string} search
 * @returns {{settings: Settings, bad: string[], unknown: string[]}} `bad` names what could not be read; with any, all is
 *   as usual. `unknown` are the names that mean nothing here.
 */
export function parse(search) {
  const query = new URLSearchParams(search.replace(/&(amp;)+/g, "&"));
  /** @type {Record<string, any>} */
  const found = {};
  const bad = [];
  for (const [name, field] of Object.entries(FIELDS)) {
    const texts = query.getAll(name);
    if (!texts.length) continue;
    const value = texts.length === 1 ? field.read(texts[0]) : undefined;
    if (value === undefined) bad.push(name);
    else found[name] = value;
  }
  const unknown = [...new Set(query.keys())].filter((name) => !Object.hasOwn(FIELDS, name) && !FOREIGN.includes(name));
  const settings =
    /** @type {Settings} */ ({ ...DEFAULTS[found.model === "network" ? "network" : "neuron"], ...found });
  settings.points = found.points ?? DATA[settings.data];
  if (found.points) settings.data = "own";
  if (settings.rows >= (settings.model === "neuron" ? settings.points.length : 1)) bad.push("rows");
  return { settings: bad.length ? DEFAULTS.neuron : settings, bad, unknown };
}

/** The query that holds the settings: empty for the usual ones. @param {Settings} settings */
export function query(settings) {
  const usual = DEFAULTS[settings.model];
  const parts = [];
  for (const [name, field] of Object.entries(FIELDS)) {
    if (name === (settings.data === "own" ? "data" : "points")) continue;
    const key = /** @type {keyof Settings} */ (name);
    const written = field.write(settings[key]);
    const isUsual = name === "model" ? settings.model === "neuron" : written === field.write(usual[key]);
    const isBoolean = typeof settings[key] === "boolean";
    if (isBoolean ? settings[key] : !isUsual) parts.push(`${name}=${written}`);
  }
  return parts.length ? `?${parts.join("&")}` : "";
}

/** The reader's history on this page: a visit for every control that was used, noted a few times a second. */
export class Address {
  /**
   * @param {boolean} own whether the page's address is this playground's
   *
   * @param {HTMLAnchorElement | null} link that is
   */
  constructor(own, link) {
    this.own = own;
    this.link = link;
    this.path = location.pathname;
    this.control = ""; // the last one used
    /** @type {string | undefined} */
    this.pending = undefined; // what the address shall hold soon
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * Call `go` with the query of every state of this page that the reader visits, by history or by a link.
   *
   * @param {(search: string, byLink: boolean) => void} go @param {AbortSignal} signal
   */
  listen(go, signal) {
    if (!this.own) return;
    addEventListener("popstate", () => location.pathname === this.path && go(location.search, false), { signal });
    const click = (/** @type {MouseEvent} */ event) => {
      const link = /** @type {Element} */ (event.target).closest?.("a[href]");
      if (!(link instanceof HTMLAnchorElement) || !this.#isState(link)) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      event.stopPropagation();
      this.write();
      this.#push(link.href);
      go(link.search, true);
    };
    document.addEventListener("click", click, { signal, capture: true });
  }

  /** Whether a link leads to another state of this same page. @param {HTMLAnchorElement} link */
  #isState(link) {
    return link.origin === location.origin && link.pathname === this.path && link.search && !link.hash;
  }

  /**
   * Note settings: a new visit for a new control, else in place of the last.
   *
   * @param {Settings} settings @param {string} control
   */
  remember(settings, control) {
    const search = query(settings);
    if (this.link) this.link.search = search;
    if (!this.own) return;
    const isNew = control !== this.control;
    if (isNew) this.write();
    this.control = control;
    if (isNew && search !== location.search) return this.#push(location.pathname + search);
    this.pending = search;
    this.timer ??= setTimeout(() => this.write(), PAUSE);
  }

  /** Another query in place of this one, at once. @param {string} search */
  replace(search) {
    this.pending = search;
    this.write();
  }

  /** @param {string} url */
  #push(url) {
    history.pushState({ x: scrollX, y: scrollY }, "", url); // where Material scrolls to on the way back
  }

  /** Write what is noted, now. */
  write() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending !== undefined && location.pathname === this.path) {
      history.replaceState(history.state, "", location.pathname + this.pending);
    }
    this.pending = undefined;
  }
}
