/** The controls and the numbers: what the reader sets goes to the page, and what is true comes from it. */

import { count, decimal } from "../house/numerals.js";
import { DATA } from "../models/data.js";
import { dot, expit } from "../models/logistic.js";
import { angleBetween } from "../models/margin.js";
import { allUnitsEqual } from "../models/network.js";
import { ALL, DEFAULTS, FEWEST_POINTS, FIELDS, LIMIT, MOST_POINTS, within } from "./settings.js";
import * as words from "./words.js";

/**
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("./state.js").View} View
 * @typedef {import("./state.js").Desk} Desk
 * @typedef {import("./points.js").Points} Points
 */

export class Panel {
  /** @param {HTMLElement} app @param {Desk} desk @param {Points} points */
  constructor(app, desk, points) {
    this.app = app;
    this.desk = desk;
    this.points = points;
    /** @type {Record<string, Settings>} */
    this.left = {}; // settings of the model that is not shown, for the way back
    /** @type {Map<string, string>} */
    this.shown = new Map();
    this.controlled = ""; // what the controls were last set to
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const control = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target);
    this.app.addEventListener("input", (event) => this.#set(control(event)), { signal });
    this.app.addEventListener("change", (event) => this.#settle(control(event)), { signal });
    this.app.addEventListener("click", (event) => this.#press(event), { signal });
  }

  // --- what the reader does -------------------------------------------------------------------------------------------

  /** A control has a new value. @param {HTMLInputElement} control */
  #set(control) {
    const name = control.dataset.set;
    if (!name) return;
    const text = control.type === "number" ? String(control.valueAsNumber) : control.value;
    const { change, state } = this.desk;
    if (name === "model") this.#setModel(/** @type {"neuron" | "network"} */ (text));
    else if (name === "data") text in DATA && change({ points: DATA[text] }, name);
    else if (name === "equal") change({ equal: control.checked }, name);
    else if (name === "log-rate") change({ rate: +(10 ** +text).toPrecision(3) }, "rate");
    else if (name === "x1" || name === "x2") this.#setCoordinate(name === "x1" ? 0 : 1, within(control.valueAsNumber));
    else if (name.startsWith("start")) {
      const texts = state.settings.start.map((value, j) => (name === `start${j}` ? text : String(value)));
      const start = FIELDS.start.read(texts.join());
      if (start) change({ start: /** @type {number[]} */ (start) }, "start");
    } else {
      const value = FIELDS[name].read(text);
      if (value !== undefined) change({ [name]: value, ...(name === "speed" ? { rows: 0 } : {}) }, name);
    }
  }

  /** @param {"neuron" | "network"} model */
  #setModel(model) {
    const { settings } = this.desk.state;
    this.left[settings.model] = settings;
    this.desk.pause();
    this.desk.select(0);
    this.desk.change({ ...(this.left[model] ?? DEFAULTS[model]) }, "model");
  }

  /** @param {0 | 1} axis @param {number} value */
  #setCoordinate(axis, value) {
    if (!Number.isFinite(value)) return;
    const { selected, settings } = this.desk.state;
    const [x1, x2] = settings.points[selected];
    this.points.move(selected, axis ? [x1, value] : [value, x2]);
  }

  /** A control is left: what it holds and cannot be used is replaced, with a word. @param {HTMLInputElement} control */
  #settle(control) {
    if (control.type !== "number" || !control.dataset.set) return;
    const label = control.parentElement?.querySelector("span")?.textContent ?? "";
    if (control.value === "" || (!control.validity.valid && !control.validity.stepMismatch)) {
      this.desk.word(`${label} must lie between ${control.min} and ${control.max}; the last value is kept.`);
    }
    this.showControls(true);
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const { state, change, play } = this.desk;
    const { settings, selected, playing } = state;
    if (button.dataset.jump) return this.#jump(+button.dataset.jump);
    const last = state.facts.fit.iterations.length;
    const shown = Math.min(settings.glm, last);
    const actions = /** @type {Record<string, () => void>} */ ({
      play: () => play(!playing),
      row: () => this.#jumpRow(),
      epoch: () => this.#jump(1),
      rewind: () => this.#rewind(),
      class: () => this.points.turn(selected),
      remove: () => this.points.remove(selected),
      add: () => this.points.add(),
      "glm-less": () => change({ glm: Math.max(0, shown - 1) }, "glm"),
      "glm-more": () => change({ glm: shown + 1 >= last ? ALL : shown + 1 }, "glm"),
      "glm-all": () => change({ glm: ALL }, "glm"),
    });
    actions[button.dataset.do ?? ""]?.();
  }

  /** Whether there is no going on, and a word if so. */
  ended() {
    const over = this.desk.state.settings.epochs >= LIMIT;
    if (over) this.desk.word(`Training stops at ${count(LIMIT)} epochs. Rewind it first.`);
    return over;
  }

  /** @param {number} epochs */
  #jump(epochs) {
    if (this.ended()) return;
    this.desk.change({ epochs: Math.min(LIMIT, this.desk.state.settings.epochs + epochs), rows: 0 }, "jump");
  }

  #jumpRow() {
    this.desk.pause();
    if (this.ended()) return;
    const { epochs, rows, points } = this.desk.state.settings;
    this.desk.change(rows + 1 < points.length ? { rows: rows + 1 } : { epochs: epochs + 1, rows: 0 }, "jump");
  }

  #rewind() {
    this.desk.pause();
    this.desk.change({ epochs: 0, rows: 0 }, "rewind");
  }

  // --- what is shown --------------------------------------------------------------------------------------------------

  /** Every control with its value; the one in use only if `all`, or typing would be hard. @param {boolean} [all] */
  showControls(all = false) {
    const { settings, selected, playing } = this.desk.state;
    const state = JSON.stringify([{ ...settings, epochs: 0, rows: 0 }, selected, playing]);
    if (state === this.controlled && !all) return;
    this.controlled = state;
    const values = /** @type {Record<string, unknown>} */ ({
      ...settings,
      "log-rate": Math.log10(settings.rate),
      ...Object.fromEntries(settings.start.map((value, j) => [`start${j}`, value])),
      x1: settings.points[selected][0],
      x2: settings.points[selected][1],
    });
    for (const control of /** @type {NodeListOf<HTMLInputElement>} */ (this.app.querySelectorAll("[data-set]"))) {
      const value = values[control.dataset.set ?? ""];
      if (control.type === "radio") {
        control.checked = control.value === value;
        if (control.value === "own") control.disabled = settings.data !== "own";
      } else if (control.type === "checkbox") control.checked = Boolean(value);
      else if (all || control !== document.activeElement) control.value = String(value);
    }
    const button = (/** @type {string} */ name) => this.app.querySelector(`[data-do="${name}"]`);
    button("play")?.replaceChildren(playing ? "Pause" : "Play");
    button("add")?.toggleAttribute("disabled", settings.points.length >= MOST_POINTS);
    button("remove")?.toggleAttribute("disabled", settings.points.length <= FEWEST_POINTS);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.app.querySelectorAll("[data-for]"))) {
      part.hidden = part.dataset.for !== settings.model;
    }
  }

  /** Put a text where `data-show` asks for it, if it is not there already. @param {string} name @param {string} value */
  #put(name, value) {
    if (this.shown.get(name) === value) return;
    this.shown.set(name, value);
    for (const place of this.app.querySelectorAll(`[data-show="${name}"]`)) place.replaceChildren(value);
  }

  /** @param {View} view */
  showNumbers(view) {
    const { settings, training, fit, iteration } = view;
    const { selected, playing } = this.desk.state;
    const n = settings.points.length;
    const behind = training.arrived(settings) || playing ? "" : `of ${count(settings.epochs)}`;
    this.#put("epoch", count(training.epoch));
    this.#put("row", training.row ? `and ${training.row} of ${n} rows` : behind);
    this.#put("points", words.ofThePoints(view));
    this.#put("at", `point ${selected + 1}`);
    this.#put("point", `Point ${selected + 1} of ${n}, class ${settings.points[selected][2]}`);
    this.#put("glm", `${iteration} of ${fit.iterations.length}`);
    this.#put("angle", words.degrees(view.angle));
    this.#put("right", `${training.correct()} of ${n}`);
    this.#put("exact", training.weights.join("\n").replaceAll("-", "−"));
    if (settings.model === "neuron") this.#showNeuron(view);
    else this.#showNetwork(view);
  }

  /** Neuron and GLM, row by row. @param {View} view */
  #showNeuron(view) {
    const { training, fit, coefficients, iteration, margin } = view;
    const { X, y } = training;
    const n = y.length;
    this.#put("model", words.ofTheNeuron(view));
    const noise = 1e-9 * Math.max(...(coefficients ?? []).map(Math.abs)); // coefficients below it are rounding
    for (let j = 0; j < 3; j++) {
      const value = coefficients && (Math.abs(coefficients[j]) > noise ? coefficients[j] : 0);
      this.#put(`neuron-w${j + 1}`, decimal(training.weights[j], 4));
      this.#put(`glm-w${j + 1}`, fit.kept[j] ? decimal(value, 4) : "aliased");
    }
    const deviance = iteration ? fit.iterations[iteration - 1].deviance : NaN;
    const eta = coefficients ? dot(X[this.desk.state.selected], coefficients) : NaN;
    this.#showFit("neuron", view);
    this.#put("glm-eta", decimal(eta, 4));
    this.#put("glm-mu", decimal(expit(eta), 4));
    this.#put("glm-total", decimal(deviance / 2, 4));
    this.#put("glm-loss", decimal(deviance / 2 / n, 4));
    this.#put("glm-steps", String(iteration));
    const right = X.filter((x, i) => coefficients && (y[i] ? 1 : -1) * dot(x, coefficients) > noise).length;
    this.#put("glm-right", coefficients ? `${right} of ${n}` : "–");
    this.#put("neuron-angle", words.degrees(view.marginAngle));
    this.#put("glm-angle", words.degrees(angleBetween(coefficients, margin.weights)));
  }

  /** What neuron and network have in common. @param {"neuron" | "network"} model @param {View} view */
  #showFit(model, { training, loss }) {
    const { X, y } = training;
    const eta = training.eta(X[this.desk.state.selected]);
    this.#put(`${model}-eta`, decimal(eta, 4));
    this.#put(`${model}-mu`, decimal(expit(eta), 4));
    this.#put(`${model}-total`, decimal(loss * y.length, 4));
    this.#put(`${model}-loss`, decimal(loss, 4));
    this.#put(`${model}-steps`, count(training.epoch));
    this.#put(`${model}-right`, `${training.correct()} of ${y.length}`);
  }

  /** The weights of the hidden units and of the output, a row each. @param {View} view */
  #showNetwork(view) {
    const { network } = view.training;
    this.#put("model", words.ofTheNetwork(view, allUnitsEqual(network)));
    this.#showFit("network", view);
    this.#put("network-size", count([...network.hidden, network.output].flat().length));
    this.#put("network-bias", decimal(network.output.at(-1), 4));
    const exact = (/** @type {number} */ weight) => decimal(weight, 4);
    const output = network.output.map(exact);
    const inputs = output.slice(0, -1).map((_, k) => network.hidden.map((row) => exact(row[k])));
    const rows = [...inputs.map((cells, k) => [String(k + 1), ...cells, output[k]]), [
      "bias",
      "",
      "",
      "",
      output.at(-1),
    ]];
    const body = this.app.querySelector(".pg-units tbody");
    if (!body) return;
    if (body.children.length !== rows.length) {
      const row = `<tr><th scope="row"></th>${"<td></td>".repeat(4)}</tr>`;
      body.innerHTML = row.repeat(rows.length);
    }
    rows.forEach((cells, k) => cells.forEach((text, j) => body.children[k].children[j].replaceChildren(text ?? "")));
  }
}
