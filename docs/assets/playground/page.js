/** The playground on its page: controls, frames, address. What is computed is in models.js, what is drawn in picture.js. */

import { DATA, allUnitsEqual, angleBetween, fit, maxMargin, table } from "./models.js";
import { LossChart, Plane, drawUnit, within } from "./picture.js";
import { ALL, DEFAULTS, LIMIT, MOST_POINTS, SPEEDS, parse, query, read } from "./state.js";
import { TASKS } from "./tasks.js";
import * as template from "./template.js";
import { Training } from "./training.js";
import * as words from "./words.js";

/**
 * @typedef {import("./state.js").Settings} Settings
 * @typedef {import("./words.js").View} View
 * @typedef {import("./models.js").Point} Point
 */

// Milliseconds of training in a frame: with the drawing it fits into a sixtieth of a second; a jump may take longer.
const PLAYED = 4, JUMPED = 12;
const AT_ONCE = 60; // milliseconds before the first picture, enough for the default state
const READ = 100; // milliseconds between numbers while playing: nobody reads faster
const CALM = 1000; // milliseconds between pictures for readers who asked for less motion
const TICK = 300; // milliseconds between notes in the address and, at least, between remarks to a screen reader

let made = 0;

/** What is true of points before anything is trained. @param {Point[]} points */
function factsOf(points) {
  const { X, y } = table(points);
  return { points, fit: fit(X, y), separation: maxMargin(X, y) };
}

class Playground {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.small = element.dataset.form === "small";
    this.path = location.pathname;
    this.app = document.createElement("div");
    this.app.className = "pg-app";
    this.app.innerHTML = this.small ? template.small(++made) : template.full(++made, TASKS);
    const still = element.querySelector(".figure");
    if (still) still.after(this.app);
    else element.append(this.app);
    element.classList.add("playground--live");

    this.settings = DEFAULTS.neuron;
    this.training = new Training(this.settings);
    this.facts = factsOf(this.settings.points);
    this.playing = false;
    this.exact = NaN; // epochs reached while playing, with their fraction
    this.clock = this.pictured = this.counted = 0; // times of the last frame, of the last picture, of the last numbers
    this.selected = 0;
    this.frame = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.writing = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.speaking = undefined;
    /** @type {string | undefined} */
    this.written = undefined; // what the address shall hold soon
    this.news = "";
    this.controlled = ""; // what the controls were last set to
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.lastControl = "";
    this.memories = TASKS.map(() => /** @type {Set<number>} */ (new Set()));
    this.solved = new Set();
    /** @type {Map<string, string>} */
    this.shown = new Map();
    /** @type {Record<string, Settings>} */
    this.left = {}; // settings of the model that is not shown, for the way back

    this.plane = new Plane(this.one(".pg-plane"), element);
    const chart = /** @type {SVGSVGElement | null} */ (this.app.querySelector(".pg-chart svg"));
    this.chart = chart && new LossChart(chart);
    this.leaving = new AbortController();
    const redraw = () => {
      this.plane.resize();
      this.chart?.resize();
      this.run();
    };
    this.resizing = new ResizeObserver(redraw);
    this.resizing.observe(this.plane.element);
    this.theming = new MutationObserver(redraw);
    this.theming.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    this.listen();
    this.load(this.small ? "" : location.search);
  }

  /** The one element for a selector. @param {string} selector @returns {HTMLElement} */
  one(selector) {
    return /** @type {HTMLElement} */ (this.app.querySelector(selector));
  }

  destroy() {
    this.write();
    this.leaving.abort();
    this.resizing.disconnect();
    this.theming.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.writing);
    clearTimeout(this.speaking);
  }

  // --- settings and address -------------------------------------------------------------------------------------------

  /** Take the settings of an address. @param {string} search */
  load(search) {
    const { settings, bad } = parse(search);
    this.playing = false;
    this.lastControl = "";
    this.start(settings);
    if (bad.length) {
      this.word(`The address could not be read (${bad.join(", ")}), so this is the usual state.`);
      this.written = query(settings);
      this.write();
    }
  }

  /** Show these settings; the reader does not wait for the picture if it can be had quickly. @param {Settings} settings */
  start(settings) {
    this.settings = settings;
    this.selected = Math.min(this.selected, settings.points.length - 1);
    this.follow();
    this.training.advance(settings, AT_ONCE);
    this.show(performance.now());
    this.run();
  }

  /**
   * Change settings, by a control whose name tells one visit in the reader's history from the next.
   *
   * @param {Partial<Settings>} changes @param {string} control
   */
  change(changes, control) {
    this.word("");
    this.settings = { ...this.settings, ...changes };
    if (changes.points) {
      this.settings.rows = 0;
      const same = JSON.stringify(changes.points);
      this.settings.data = Object.keys(DATA).find((name) => JSON.stringify(DATA[name]) === same) ?? "own";
      this.selected = Math.min(this.selected, changes.points.length - 1);
    }
    this.follow();
    this.remember(control);
    this.speak();
    this.run();
  }

  /** Begin a new training where the settings ask for another path, or for an earlier place on it. */
  follow() {
    if (!this.training.reaches(this.settings)) this.training = new Training(this.settings);
    const { points, model } = this.settings;
    if (points !== this.facts.points) this.facts = factsOf(points);
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (this.app.querySelectorAll("[data-for]"))) {
      part.hidden = part.dataset.for !== model;
    }
  }

  /** Note the settings in the address: a new visit for a new control, else in place of the last. @param {string} control */
  remember(control) {
    const link = /** @type {HTMLAnchorElement | null} */ (this.element.querySelector("a.playground-link"));
    if (link) link.search = query(this.settings);
    if (this.small) return;
    const isNew = control !== this.lastControl;
    if (isNew) {
      this.write();
      this.lastControl = control;
    }
    const search = query(this.settings);
    if (isNew && search !== location.search) {
      history.pushState({ x: scrollX, y: scrollY }, "", location.pathname + search);
    } else {
      this.written = search;
      this.writing ??= setTimeout(() => this.write(), TICK);
    }
  }

  write() {
    clearTimeout(this.writing);
    this.writing = undefined;
    if (this.written !== undefined && location.pathname === this.path) {
      history.replaceState(history.state, "", location.pathname + this.written);
    }
    this.written = undefined;
  }

  // --- frames ---------------------------------------------------------------------------------------------------------

  /** See to it that a frame comes. */
  run() {
    this.frame ||= requestAnimationFrame((now) => this.step(now));
  }

  /** @param {number} now */
  step(now) {
    this.frame = 0;
    if (this.playing && this.training.arrived(this.settings)) this.onward(Math.min(0.1, (now - this.clock) / 1000));
    this.clock = now;
    this.training.advance(this.settings, this.playing ? PLAYED : JUMPED);
    const arrived = this.training.arrived(this.settings);
    if (!this.playing || !this.calm.matches || now - this.pictured >= CALM) {
      this.pictured = now;
      this.show(now);
    }
    if (this.playing || !arrived) this.run();
  }

  /** Set the aim of the next frame while playing. @param {number} seconds since the last */
  onward(seconds) {
    const { settings } = this;
    const reached = settings.epochs + settings.rows / settings.points.length;
    if (!(Math.abs(this.exact - reached) < 1)) this.exact = reached; // a step or a jump while playing
    this.exact = Math.min(LIMIT, SPEEDS[settings.speed](this.exact, seconds));
    const epochs = Math.floor(this.exact + 1e-9);
    const byRow = settings.speed === "row" && settings.model === "neuron";
    const rows = byRow ? Math.floor((this.exact - epochs + 1e-9) * settings.points.length) : 0;
    if (epochs > settings.epochs || (epochs === settings.epochs && rows > settings.rows)) {
      this.settings = { ...settings, epochs, rows };
      this.remember("play");
    }
    if (epochs >= LIMIT || this.training.failed) {
      this.play(false);
      this.ended();
    }
  }

  /** @param {boolean} on */
  play(on) {
    if (on && this.ended()) return;
    this.playing = on;
    this.exact = NaN;
    this.clock = performance.now();
    this.lastControl = on ? this.lastControl : "play";
    if (!on) {
      // what has not been reached is not wanted any more
      this.settings = { ...this.settings, epochs: this.training.epoch, rows: this.training.row };
      this.remember("play");
    }
    this.speak();
    this.run();
  }

  // --- what is shown --------------------------------------------------------------------------------------------------

  /** @returns {View} */
  view() {
    const { settings, training } = this;
    const { fit, separation } = this.facts;
    const iteration = Math.min(settings.glm, fit.iterations.length);
    const coefficients = iteration ? fit.iterations[iteration - 1].coefficients : null;
    return {
      settings, training, fit, separation, iteration, coefficients,
      loss: training.loss(),
      angle: angleBetween(training.weights, coefficients),
      marginAngle: angleBetween(training.weights, separation.weights),
    }; // prettier-ignore
  }

  /** @param {number} now */
  show(now) {
    const view = this.view();
    const { settings, training } = view;
    const eta = (/** @type {number[]} */ x) => training.eta(x);
    if (settings.model === "neuron") {
      this.plane.drawNeuron(eta, [training.weights, view.coefficients, view.separation.weights]);
    } else {
      const { hidden } = training.network;
      const units = hidden[0].map((_, k) => ({ label: String(k + 1), weights: hidden.map((row) => row[k]) }));
      this.plane.drawNetwork(eta, units);
      this.showUnits(units);
    }
    this.plane.drawPoints(settings.points, this.selected);
    const optimum = view.separation.kind === "overlapping" && settings.model === "neuron" ? view.fit.iterations.at(-1) : null;
    this.chart?.draw(training.samples, { epoch: training.epoch, loss: view.loss }, optimum ? optimum.deviance / 2 / settings.points.length : null);
    this.showControls(settings);
    if (!this.playing || now - this.counted >= READ) {
      this.counted = now;
      this.showNumbers(view);
    }
    this.showTasks(view);
    this.element.dataset.arrived = String(training.arrived(settings) && !this.playing);
  }

  /** Put a text where `data-show` asks for it, if it is not there already. @param {string} name @param {string} value */
  put(name, value) {
    if (this.shown.get(name) === value) return;
    this.shown.set(name, value);
    const place = this.app.querySelector(`[data-show="${name}"]`);
    if (place) place.textContent = value;
  }

  /** @param {View} view */
  showNumbers(view) {
    const { settings, training, fit, coefficients, iteration, separation } = view;
    const n = settings.points.length;
    this.put("epoch", words.count(training.epoch));
    const behind = training.arrived(settings) ? "" : this.playing ? "" : `of ${words.count(settings.epochs)}`;
    this.put("row", training.row ? `and ${training.row} of ${n} rows` : behind);
    this.put("points", words.ofThePoints(view));
    this.put("model", settings.model === "neuron" ? words.ofTheNeuron(view) : words.ofTheNetwork(view, allUnitsEqual(training.network)));
    const [, , label] = settings.points[this.selected];
    this.put("point", `Point ${this.selected + 1} of ${n}, class ${label}`);
    this.put("glm", `${iteration} of ${fit.iterations.length}`);
    this.put("angle", words.degrees(view.angle));
    this.put("right", `${training.correct()} of ${n}`);
    this.put("exact", training.weights.join("\n").replaceAll("-", "−"));
    if (settings.model === "network") return this.showWeights();

    const noise = 1e-9 * Math.max(...(coefficients ?? []).map(Math.abs)); // coefficients below it are rounding
    [0, 1, 2].forEach((j) => {
      this.put(`neuron-w${j + 1}`, words.decimal(training.weights[j], 4));
      const value = coefficients && (Math.abs(coefficients[j]) > noise ? coefficients[j] : 0);
      this.put(`glm-w${j + 1}`, fit.kept[j] ? words.decimal(value, 4) : "aliased");
    });
    const { X, y } = training;
    const right = X.filter((x, i) => coefficients && (y[i] ? 1 : -1) * (x[0] * coefficients[0] + x[1] * coefficients[1] + coefficients[2]) > noise).length;
    this.put("neuron-loss", words.decimal(view.loss, 4));
    this.put("glm-loss", iteration ? words.decimal(fit.iterations[iteration - 1].deviance / 2 / n, 4) : "–");
    this.put("neuron-steps", words.count(training.epoch));
    this.put("glm-steps", String(iteration));
    this.put("neuron-right", `${training.correct()} of ${n}`);
    this.put("glm-right", coefficients ? `${right} of ${n}` : "–");
    this.put("neuron-angle", words.degrees(view.marginAngle));
    this.put("glm-angle", words.degrees(angleBetween(coefficients, separation.weights)));
  }

  /** Each hidden unit's own picture. @param {import("./picture.js").Line[]} units */
  showUnits(units) {
    const list = this.one(".pg-units ul");
    if (list.children.length !== units.length) {
      list.innerHTML = units.map(() => `<li><canvas width="72" height="72" aria-hidden="true"></canvas><b></b></li>`).join("");
      list.querySelectorAll("b").forEach((name, k) => (name.textContent = `Unit ${k + 1}`));
    }
    list.querySelectorAll("canvas").forEach((canvas, k) => drawUnit(canvas, units[k].weights, this.settings.activation, this.plane.inks));
  }

  /** The weights of the hidden units and of the output, a row each. */
  showWeights() {
    const { hidden, output } = this.training.network;
    const decimal = (/** @type {number} */ weight) => words.decimal(weight, 4);
    const rows = hidden[0].map((_, k) => [String(k + 1), ...hidden.map((weights) => decimal(weights[k])), decimal(output[k])]);
    rows.push(["bias", "", "", "", decimal(output[rows.length])]);
    const body = this.one(".pg-units tbody");
    if (body.children.length !== rows.length) {
      const row = `<tr><th scope="row"></th>${"<td></td>".repeat(4)}</tr>`;
      body.innerHTML = row.repeat(rows.length);
    }
    rows.forEach((cells, k) => cells.forEach((text, j) => (body.children[k].children[j].textContent = text)));
  }

  /** Every control with its value; the one in use only if `all`, or typing would be hard. @param {Settings} settings @param {boolean} [all] */
  showControls(settings, all = false) {
    const state = JSON.stringify([{ ...settings, epochs: 0, rows: 0 }, this.selected, this.playing]);
    if (state === this.controlled && !all) return;
    this.controlled = state;
    const values = /** @type {Record<string, unknown>} */ ({
      ...settings,
      "log-rate": Math.log10(settings.rate),
      ...Object.fromEntries(settings.start.map((value, j) => [`start${j}`, value])),
      x1: settings.points[this.selected][0],
      x2: settings.points[this.selected][1],
    });
    for (const control of /** @type {NodeListOf<HTMLInputElement>} */ (this.app.querySelectorAll("[data-set]"))) {
      const value = values[control.dataset.set ?? ""];
      if (control.type === "radio") {
        control.checked = control.value === value;
        if (control.value === "own") control.disabled = settings.data !== "own";
      } else if (control.type === "checkbox") control.checked = Boolean(value);
      else if (all || control !== document.activeElement) control.value = String(value);
    }
    this.one('[data-do="play"]').textContent = this.playing ? "Pause" : "Play";
    const full = settings.points.length >= MOST_POINTS;
    this.app.querySelector('[data-do="add"]')?.toggleAttribute("disabled", full);
    this.app.querySelector('[data-do="remove"]')?.toggleAttribute("disabled", settings.points.length <= 2);
  }

  /** @param {View} view */
  showTasks(view) {
    if (this.small || !view.training.arrived(view.settings)) return;
    TASKS.forEach((task, i) => {
      const { done, note } = task.check(view, this.memories[i]);
      const item = this.one(`[data-task="${i}"]`);
      if (done && !this.solved.has(i)) {
        this.solved.add(i);
        item.classList.add("pg-solved");
        item.querySelector(".pg-done")?.replaceChildren("✓ done");
        this.speak(`Task done: ${task.title}.`);
      }
      const place = item.querySelector(".pg-note");
      if (place && place.textContent !== note) place.textContent = note;
    });
  }

  /** Say something the reader must see. @param {string} text */
  word(text) {
    const place = this.one(".pg-word");
    place.hidden = !text;
    place.textContent = text;
  }

  /** Tell a screen reader where things stand, once they stand still. @param {string} [news] */
  speak(news = "") {
    this.news = [this.news, news].filter(Boolean).join(" ");
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      if (!this.training.arrived(this.settings) || this.playing) return this.playing ? undefined : this.speak();
      this.one(".pg-live").textContent = `${this.news} ${words.summary(this.view())}`.trim();
      this.news = "";
    }, 2 * TICK);
  }

  // --- what the reader does -------------------------------------------------------------------------------------------

  listen() {
    const { signal } = this.leaving;
    this.app.addEventListener("input", (event) => this.set(/** @type {HTMLInputElement} */ (event.target)), { signal });
    this.app.addEventListener("change", (event) => this.settle(/** @type {HTMLInputElement} */ (event.target)), { signal });
    this.app.addEventListener("click", (event) => this.press(event), { signal });
    this.plane.svg.addEventListener("pointerdown", (event) => this.grasp(event), { signal });
    this.plane.points.addEventListener("keydown", (event) => this.key(/** @type {KeyboardEvent} */ (event)), { signal });
    this.plane.points.addEventListener("focusin", (event) => this.select(this.indexOf(event.target)), { signal });
    this.calm.addEventListener("change", () => this.run(), { signal });
    if (!this.small) {
      addEventListener("popstate", () => location.pathname === this.path && this.load(location.search), { signal });
      document.addEventListener("click", (event) => this.visit(event), { signal, capture: true });
    }
  }

  /** A link to another state of this same page: go there without leaving. @param {MouseEvent} event */
  visit(event) {
    const link = /** @type {Element} */ (event.target).closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    if (link.origin !== location.origin || link.pathname !== this.path || !link.search || link.hash) return;
    event.preventDefault();
    event.stopPropagation();
    this.write();
    history.pushState({ x: scrollX, y: scrollY }, "", link.href);
    this.load(link.search);
    this.plane.element.scrollIntoView({ block: "nearest" });
    this.speak();
  }

  /** A control has a new value. @param {HTMLInputElement} control */
  set(control) {
    const name = control.dataset.set;
    const { settings } = this;
    const text = control.type === "number" ? String(control.valueAsNumber) : control.value;
    if (!name) return;
    if (name === "model") return this.changeModel(/** @type {"neuron" | "network"} */ (control.value));
    if (name === "data") return control.value in DATA && this.change({ points: DATA[control.value] }, name);
    if (name === "equal") return this.change({ equal: control.checked }, name);
    if (name === "log-rate") return this.change({ rate: +(10 ** +control.value).toPrecision(3) }, "rate");
    if (name === "x1" || name === "x2") {
      const value = within(control.valueAsNumber);
      return Number.isFinite(value) && this.movePoint(this.selected, name === "x1" ? [value, settings.points[this.selected][1]] : [settings.points[this.selected][0], value]);
    }
    if (name.startsWith("start")) {
      const start = settings.start.map((value, j) => (name === `start${j}` ? text : String(value)));
      const value = read("start", start.join());
      return value && this.change({ start: /** @type {number[]} */ (value) }, "start");
    }
    const value = read(name, text);
    if (value !== undefined) this.change({ [name]: value, ...(name === "speed" ? { rows: 0 } : {}) }, name);
  }

  /** A control is left: what it holds and cannot be used is replaced, with a word. @param {HTMLInputElement} control */
  settle(control) {
    if (control.type !== "number") return;
    const label = control.parentElement?.querySelector("span")?.textContent ?? "";
    if (control.value === "" || !control.validity.valid && !control.validity.stepMismatch) {
      this.word(`${label} must lie between ${control.min} and ${control.max}; the last value is kept.`);
    }
    this.showControls(this.settings, true);
  }

  /** @param {"neuron" | "network"} model */
  changeModel(model) {
    this.left[this.settings.model] = this.settings;
    this.playing = false;
    this.selected = 0;
    this.change({ ...(this.left[model] ?? DEFAULTS[model]) }, "model");
  }

  /** A button, or an empty place of the plane. @param {MouseEvent} event */
  press(event) {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    const { settings } = this;
    const { jump } = button.dataset;
    if (jump) return this.jump(+jump);
    const last = this.facts.fit.iterations.length;
    const shown = Math.min(settings.glm, last);
    const actions = /** @type {Record<string, () => void>} */ ({
      play: () => this.play(!this.playing),
      row: () => this.jumpRow(),
      epoch: () => this.jump(1),
      rewind: () => this.rewind(),
      class: () => this.turn(this.selected),
      remove: () => this.remove(this.selected),
      add: () => this.add(),
      "glm-less": () => this.change({ glm: Math.max(0, shown - 1) }, "glm"),
      "glm-more": () => this.change({ glm: shown + 1 >= last ? ALL : shown + 1 }, "glm"),
      "glm-all": () => this.change({ glm: ALL }, "glm"),
    });
    actions[button.dataset.do ?? ""]?.();
  }

  /** Whether there is no going on, and a word if so. */
  ended() {
    const over = this.settings.epochs >= LIMIT;
    if (over) this.word(`Training stops at ${words.count(LIMIT)} epochs. Rewind it first.`);
    return over;
  }

  /** @param {number} epochs */
  jump(epochs) {
    if (this.ended()) return;
    this.change({ epochs: Math.min(LIMIT, this.settings.epochs + epochs), rows: 0 }, "jump");
  }

  jumpRow() {
    this.playing = false;
    if (this.ended()) return;
    const { epochs, rows, points } = this.settings;
    this.change(rows + 1 < points.length ? { rows: rows + 1 } : { epochs: epochs + 1, rows: 0 }, "jump");
  }

  rewind() {
    this.playing = false;
    this.change({ epochs: 0, rows: 0 }, "rewind");
  }

  // --- points ---------------------------------------------------------------------------------------------------------

  /** @param {number} index @param {number[]} place */
  movePoint(index, [x1, x2]) {
    const points = this.settings.points.map((point, i) => /** @type {Point} */ (i === index ? [within(x1), within(x2), point[2]] : point));
    this.change({ points }, "points");
  }

  /** Change a point's class. @param {number} index */
  turn(index) {
    const points = this.settings.points.map((point, i) => /** @type {Point} */ (i === index ? [point[0], point[1], 1 - point[2]] : point));
    this.change({ points }, "points");
  }

  /** @param {number} index */
  remove(index) {
    const { points } = this.settings;
    if (points.length <= 2) return this.word("Two points are the fewest.");
    const hadFocus = this.plane.points.contains(document.activeElement);
    this.change({ points: points.filter((_, i) => i !== index) }, "points");
    this.select(Math.min(index, points.length - 2), hadFocus);
  }

  /** Add a point of the selected one's class, at a place or else near the middle. @param {number[]} [place] */
  add(place) {
    const { points } = this.settings;
    if (points.length >= MOST_POINTS) return this.word(`${MOST_POINTS} points are the most.`);
    const taken = (/** @type {number[]} */ at) => points.some(([x1, x2]) => Math.hypot(x1 - at[0], x2 - at[1]) < 0.08);
    const near = Array.from({ length: 400 }, (_, i) => [0.5 + 0.04 * Math.sqrt(i) * Math.cos(i), 0.5 + 0.04 * Math.sqrt(i) * Math.sin(i)].map(within));
    const [x1, x2] = place ?? near.find((at) => !taken(at)) ?? near[0];
    const label = points[this.selected][2];
    const hadFocus = this.plane.points.contains(document.activeElement);
    this.change({ points: [...points, /** @type {Point} */ ([x1, x2, label])] }, "points");
    this.select(points.length, hadFocus);
  }

  /** @param {number} index @param {boolean} [focus] */
  select(index, focus = false) {
    if (index < 0) return;
    this.selected = index;
    this.plane.drawPoints(this.settings.points, index);
    if (focus) /** @type {SVGGElement} */ (this.plane.points.children[index]).focus();
    this.run();
  }

  /** Which point an element belongs to, or -1. @param {EventTarget | null} target */
  indexOf(target) {
    const group = target instanceof Element ? target.closest(".pg-point") : null;
    return group ? [...this.plane.points.children].indexOf(group) : -1;
  }

  /** A pointer goes down on the plane: it may drag a point, press it, or press an empty place. @param {PointerEvent} event */
  grasp(event) {
    if (event.button) return;
    const index = this.indexOf(event.target);
    if (index < 0 && !this.plane.holds(event)) return;
    const { svg } = this.plane;
    const from = [event.clientX, event.clientY];
    const over = new AbortController();
    const { signal } = over;
    const own = (/** @type {(event: PointerEvent) => void} */ act) => (/** @type {Event} */ next) => {
      if (next instanceof PointerEvent && next.pointerId === event.pointerId) act(next); // another finger has a gesture of its own
    };
    let moved = false;
    if (index >= 0) {
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
      this.select(index, true);
    }
    svg.addEventListener("pointermove", own((move) => {
      moved ||= Math.hypot(move.clientX - from[0], move.clientY - from[1]) > 4;
      if (moved && index >= 0) this.movePoint(index, this.plane.placeAt(move));
    }), { signal }); // prettier-ignore
    svg.addEventListener("pointercancel", own(() => over.abort()), { signal });
    addEventListener("pointerup", own((up) => {
      over.abort();
      if (moved) return;
      if (index >= 0) this.turn(index);
      else if (this.plane.holds(up)) this.add(this.plane.placeAt(up));
    }), { signal }); // prettier-ignore
  }

  /** A key on a point. @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = this.selected;
    const { points } = this.settings;
    const [x1, x2] = points[index];
    const by = event.shiftKey ? 0.01 : 0.05;
    const turn = () => this.turn(index);
    const remove = () => this.remove(index);
    const actions = /** @type {Record<string, () => void>} */ ({
      ArrowLeft: () => this.movePoint(index, [x1 - by, x2]),
      ArrowRight: () => this.movePoint(index, [x1 + by, x2]),
      ArrowDown: () => this.movePoint(index, [x1, x2 - by]),
      ArrowUp: () => this.movePoint(index, [x1, x2 + by]),
      PageDown: () => this.select((index + 1) % points.length, true),
      PageUp: () => this.select((index + points.length - 1) % points.length, true),
      Home: () => this.select(0, true),
      End: () => this.select(points.length - 1, true),
      Enter: turn, " ": turn, Delete: remove, Backspace: remove, Insert: () => this.add(), "+": () => this.add(),
    }); // prettier-ignore
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }
}

// --- mounting ---------------------------------------------------------------------------------------------------------

/** @type {Playground[]} */
let mounted = [];

/** Make every `.playground` of the page live, once its style is there; end those of the page before. */
async function mount() {
  for (const playground of mounted) if (!playground.element.isConnected) playground.destroy();
  mounted = mounted.filter((playground) => playground.element.isConnected);
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".playground:not(.playground--live)"));
  const style = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[href$='playground.css']"));
  if (style && !style.sheet) await new Promise((resolve) => ["load", "error"].forEach((end) => style.addEventListener(end, resolve)));
  for (const element of elements) if (element.isConnected) mounted.push(new Playground(element));
}

// Material swaps pages without a reload, and announces each on document$; without it there is this one page.
const pages = /** @type {{document$?: {subscribe: (next: () => void) => void}}} */ (/** @type {unknown} */ (window)).document$;
if (pages) pages.subscribe(() => void mount());
else void mount();
