/**
 * A playground: it keeps the state, asks for frames, and hands what follows to the parts.
 *
 * What the reader does comes from the panel, the points and the address, and becomes a change of settings. The training
 * goes after them, a little in every frame. What is true then goes to the picture, the panel and the tasks.
 */

import { Address, parse, query } from "./address.js";
import { Extras } from "./extras.js";
import { Panel } from "./panel.js";
import { Picture } from "./picture.js";
import { Points } from "./points.js";
import { changed, DEFAULTS, LIMIT, SPEEDS } from "./settings.js";
import { factsOf, viewOf } from "./state.js";
import { TaskList, TASKS } from "./tasks.js";
import * as template from "./template.js";
import { Training } from "./training.js";
import * as words from "./words.js";

/** @typedef {import("./settings.js").Settings} Settings */

// Milliseconds of training in a frame: with the drawing it fits into a sixtieth of a second; a jump may take longer.
const PLAYED = 4, JUMPED = 12;
const AT_ONCE = 60; // milliseconds before the first picture, enough for 100,000 epochs of four points
const READ = 100; // milliseconds between numbers while playing: nobody reads faster
const CALM = 1000; // milliseconds between pictures for readers who asked for less motion
const SAY = 600; // milliseconds of rest, at least, before a remark to a screen reader

let made = 0;

export class Playground {
  /** @param {HTMLElement} element */
  constructor(element) {
    const small = element.dataset.form === "small";
    this.element = element;
    this.app = document.createElement("div");
    this.app.className = "pg-app";
    this.app.innerHTML = small ? template.small(++made) : template.full(++made, TASKS);
    const still = element.querySelector(".figure");
    if (still) still.after(this.app);
    else element.append(this.app);
    element.classList.add("playground--live");

    const settings = DEFAULTS.neuron;
    /** @type {import("./state.js").State} */
    this.state = {
      settings,
      training: new Training(settings),
      facts: factsOf(settings.points),
      playing: false,
      selected: 0,
    };
    this.exact = NaN; // epochs reached while playing, with their fraction
    this.clock = this.pictured = this.counted = 0; // times of the last frame, of the last picture, of the last numbers
    this.frame = 0;
    this.news = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.speaking = undefined;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");

    this.address = new Address(!small, element.querySelector("a.playground-link"));
    this.picture = new Picture(this.app, element);
    /** @type {import("./state.js").Desk} */
    const desk = {
      state: this.state,
      change: (changes, control) => this.change(changes, control),
      play: (on) => this.play(on),
      pause: () => (this.state.playing = false),
      select: (index, focus) => this.select(index, focus),
      word: (text) => this.word(text),
    };
    const points = new Points(this.picture.plane, desk);
    this.panel = new Panel(this.app, desk, points);
    this.extras = new Extras(this.app, desk);
    this.tasks = small ? null : new TaskList(this.app, (news) => this.speak(news));

    const redraw = () => {
      if (!this.picture.plane.element.clientWidth) return; // on its way out
      this.picture.resize();
      this.run();
    };
    this.resizing = new ResizeObserver(redraw);
    this.resizing.observe(this.picture.plane.element);
    this.theming = new MutationObserver(redraw);
    this.theming.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const part of [this.panel, points, this.extras, this.picture.diagram]) part?.listen(signal);
    this.address.listen((search, byLink) => this.visit(search, byLink), signal);
    this.calm.addEventListener("change", () => this.run(), { signal });
    this.load(small ? "" : location.search);
  }

  destroy() {
    this.address.write();
    this.leaving.abort();
    this.resizing.disconnect();
    this.theming.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.speaking);
  }

  // --- settings -------------------------------------------------------------------------------------------------------

  /**
   * Take the settings of an address, and show them; the reader does not wait if they can be had quickly.
   *
   * @param {string} search
   */
  load(search) {
    const { state, address } = this;
    const { settings, bad, unknown } = parse(search);
    state.settings = settings;
    state.playing = false;
    state.selected = Math.min(state.selected, settings.points.length - 1);
    address.control = "";
    this.word(words.ofTheAddress(bad, unknown));
    if (bad.length) address.replace(query(settings));
    this.follow();
    state.training.advance(settings, AT_ONCE);
    this.show(performance.now());
    this.run();
  }

  /** Another state of this page is visited. @param {string} search @param {boolean} byLink */
  visit(search, byLink) {
    this.load(search);
    if (!byLink) return;
    this.picture.plane.element.scrollIntoView({ block: "nearest" });
    this.speak();
  }

  /**
   * Change settings, by a control whose name tells one visit in the reader's history from the next.
   *
   * @param {Partial<Settings>} changes @param {string} control
   */
  change(changes, control) {
    const { state } = this;
    this.word("");
    state.settings = changed(state.settings, changes);
    state.selected = Math.min(state.selected, state.settings.points.length - 1);
    this.follow();
    this.address.remember(state.settings, control);
    this.speak();
    this.run();
  }

  /** Begin a new training where the settings ask for another path, or for an earlier place on it. */
  follow() {
    const { state } = this;
    const { settings } = state;
    if (!state.training.reaches(settings)) state.training = new Training(settings);
    if (settings.points !== state.facts.points) state.facts = factsOf(settings.points);
  }

  /** @param {number} index @param {boolean} [focus] */
  select(index, focus = false) {
    if (index < 0) return;
    const { plane } = this.picture;
    this.state.selected = index;
    plane.drawPoints(this.state.settings.points, index);
    if (focus) /** @type {SVGGElement} */ (plane.points.children[index]).focus();
    this.run();
  }

  // --- frames ---------------------------------------------------------------------------------------------------------

  /** See to it that a frame comes. */
  run() {
    this.frame ||= requestAnimationFrame((now) => this.step(now));
  }

  /** @param {number} now */
  step(now) {
    const { state } = this;
    this.frame = 0;
    if (state.playing && state.training.arrived(state.settings)) this.onward(Math.min(0.1, (now - this.clock) / 1000));
    this.clock = now;
    state.training.advance(state.settings, state.playing ? PLAYED : JUMPED);
    if (!state.playing || !this.calm.matches || now - this.pictured >= CALM) {
      this.pictured = now;
      this.show(now);
    }
    if (state.playing || !state.training.arrived(state.settings)) this.run();
  }

  /** Set the aim of the next frame while playing. @param {number} seconds since the last */
  onward(seconds) {
    const { settings, training } = this.state;
    const reached = settings.epochs + settings.rows / settings.points.length;
    if (!(Math.abs(this.exact - reached) < 1)) this.exact = reached; // a step or a jump while playing
    this.exact = Math.min(LIMIT, SPEEDS[settings.speed](this.exact, seconds));
    const epochs = Math.floor(this.exact + 1e-9);
    const byRow = settings.speed === "row" && settings.model === "neuron";
    const rows = byRow ? Math.floor((this.exact - epochs + 1e-9) * settings.points.length) : 0;
    if (epochs > settings.epochs || (epochs === settings.epochs && rows > settings.rows)) {
      this.state.settings = { ...settings, epochs, rows };
      this.address.remember(this.state.settings, "play");
    }
    if (epochs >= LIMIT || training.failed) {
      this.play(false);
      this.panel.ended();
    }
  }

  /** @param {boolean} on */
  play(on) {
    const { state, address } = this;
    if (on && this.panel.ended()) return;
    state.playing = on;
    this.exact = NaN;
    this.clock = performance.now();
    if (!on) {
      // what has not been reached is not wanted any more
      state.settings = { ...state.settings, epochs: state.training.epoch, rows: state.training.row };
      address.control = "play";
      address.remember(state.settings, "play");
    }
    this.speak();
    this.run();
  }

  // --- what is shown and said -----------------------------------------------------------------------------------------

  /** @param {number} now */
  show(now) {
    const { state } = this;
    const view = viewOf(state);
    const arrived = state.training.arrived(state.settings);
    if (!state.playing || now - this.counted >= READ) {
      this.counted = now;
      this.panel.showNumbers(view);
      this.picture.diagram?.show(view, state.selected);
      this.extras.show();
    }
    this.picture.draw(view, state.selected);
    this.panel.showControls();
    if (arrived) this.tasks?.show(view);
    this.element.dataset.arrived = String(arrived && !state.playing);
  }

  /** Say something the reader must see. @param {string} text */
  word(text) {
    const place = /** @type {HTMLElement} */ (this.app.querySelector(".pg-word"));
    place.hidden = !text;
    place.textContent = text;
  }

  /** Tell a screen reader where things stand, once they stand still. @param {string} [news] */
  speak(news = "") {
    const { state } = this;
    this.news = [this.news, news].filter(Boolean).join(" ");
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      if (state.playing) return;
      if (!state.training.arrived(state.settings)) return this.speak();
      this.app.querySelector(".pg-live")?.replaceChildren(`${this.news} ${words.summary(viewOf(state))}`.trim());
      this.news = "";
    }, SAY);
  }
}
