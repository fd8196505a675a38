/**
 * A stage: it lies over the still picture of a figure, at the same size, and keeps what the reader has moved.
 *
 * A figure's module says what can be moved and how to draw it; the stage does the rest: handles under mouse, finger and
 * keys, the address, words for a screen reader, "Back to the start", an answer that is shown when the reader has guessed.
 *
 * @typedef {import("./_pen.js").Pen} PenType
 * @typedef {import("./_pen.js").Parameter} Parameter
 * @typedef {import("./_pen.js").State} State
 *
 * @typedef {object} Live what a figure's module makes of its experiment's numbers
 * @property {string} hint what to do, in a few words
 * @property {Parameter[]} parameters
 * @property {(state: State) => any} answer plain numbers that follow from a state; the experiment's golden values hold
 *   them to Python
 * @property {(pen: PenType, state: State, answer: any) => void} draw
 * @property {(state: State, answer: any) => string} words what is shown, in a sentence or two
 * @property {[string, string]} [predict] the reader guesses first: a button of this name shows what the state calls
 *   `shown`, and one of the other name hides it again
 * @property {{label: string, to: (state: State) => State}[]} [buttons] each leads to another state
 * @property {import("./_pad.js").Squares} [squares] that are drawn on, where the pen says (`pen.pad`)
 */

import * as address from "./_address.js";
import { Pad } from "./_pad.js";
import { Pen, svg, valueText } from "./_pen.js";

const SAY = 600; // milliseconds of rest before a remark to a screen reader
const MOVE = 450; // milliseconds that a button's move takes

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [1, 1], ArrowDown: [1, -1] };
/** @type {Record<string, number>} */
const PAGES = { PageUp: 10, PageDown: -10 };

export class Stage {
  /** @param {HTMLElement} figure @param {Live} live */
  constructor(figure, live) {
    this.figure = figure;
    this.live = live;
    this.stem = /** @type {string} */ (figure.dataset.live);
    const { predict } = live;
    const shown = { name: "shown", label: predict?.[0] ?? "", low: 0, high: 1, step: 1, start: 0, options: predict };
    this.parameters = predict ? [...live.parameters, shown] : live.parameters;
    this.starts = Object.fromEntries(this.parameters.map(({ name, start }) => [name, start]));
    this.state = { ...this.starts };
    this.frame = 0;
    /** @type {{from: State, to: State, begun: number} | null} */
    this.motion = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.speaking = undefined;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    /** @type {Map<string, SVGElement>} */
    this.handles = new Map();
    /** @type {Map<number, {names: string[], dx: number, dy: number, from: State}>} */
    this.drags = new Map(); // by pointer

    this.element = document.createElement("div");
    this.element.className = "live";
    this.svg = /** @type {SVGSVGElement} */ (svg("svg"));
    this.svg.setAttribute("role", "group");
    this.svg.setAttribute("aria-label", `${figure.querySelector("figcaption strong")?.textContent ?? ""} ${live.hint}`);
    const [ground, over] = [svg("g"), svg("g")];
    ground.setAttribute("aria-hidden", "true");
    this.svg.append(ground, over);
    this.over = over;
    this.pen = new Pen(ground, this.parameters);
    this.pad = live.squares && new Pad(this, live.squares);
    if (this.pad) this.svg.append(this.pad.element);
    this.bar = this.#bar();
    this.said = document.createElement("p");
    this.said.className = "live-words";
    this.said.setAttribute("role", "status");
    this.element.append(this.svg, this.bar, this.said);

    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.svg.addEventListener("pointerdown", (event) => this.#grasp(event), { signal });
    const still = (/** @type {TouchEvent} */ event) => this.#handleOf(event) && event.preventDefault(); // or the page scrolls
    this.svg.addEventListener("touchstart", still, { signal, passive: false });
    this.svg.addEventListener("pointermove", (event) => this.#drag(event), { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      this.svg.addEventListener(end, (event) => this.#drop(/** @type {PointerEvent} */ (event)), { signal });
    }
    this.element.addEventListener("keydown", (event) => this.#key(event), { signal });
    address.listen(() => this.visit(), signal);
    figure.append(this.element);
    figure.classList.add("figure--live");
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.svg);
    this.visit();
    this.resize();
  }

  destroy() {
    this.leaving.abort();
    this.resizing.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.speaking);
    address.write();
  }

  // --- state ------------------------------------------------------------------------------------------------------------

  /** Take the state that the address gives this figure; what it cannot be is as at the start. */
  visit() {
    const query = address.read(this.stem);
    this.motion = null;
    this.state = { ...this.starts };
    for (const { name, low, high } of this.parameters) {
      const value = query.get(name) ? Number(query.get(name)) : NaN;
      if (value >= low && value <= high) this.state[name] = value;
    }
    this.run();
  }

  /** Go to a state at once. @param {State} changes @param {string} control tells one visit in the history from the next */
  change(changes, control) {
    if (this.motion) this.state = this.motion.to;
    this.motion = null;
    this.state = { ...this.state, ...this.#within(changes) };
    this.#note(this.state, control);
  }

  /** Go to a state by a short way that can be seen. @param {State} changes @param {string} control */
  move(changes, control) {
    if (this.motion) this.state = this.motion.to;
    const to = { ...this.state, ...this.#within(changes, false) };
    this.motion = { from: this.state, to, begun: performance.now() };
    this.#note(to, control);
  }

  /** @param {State} state @param {string} control */
  #note(state, control) {
    this.element.dataset.settled = "false";
    const moved = Object.entries(state).filter(([name, value]) => value !== this.starts[name]);
    address.remember(this.stem, Object.fromEntries(moved), control);
    this.run();
  }

  /** Values that the parameters can have. @param {State} changes @param {boolean} [snap] @returns {State} */
  #within(changes, snap = true) {
    return Object.fromEntries(
      Object.entries(changes).map(([name, value]) => {
        const { low, high, step } = this.#parameter(name);
        const whole = snap ? +(Math.round(value / step) * step).toFixed(10) : value;
        return [name, Math.min(high, Math.max(low, whole)) + 0];
      }),
    );
  }

  /** @param {string} name @returns {Parameter} */
  #parameter(name) {
    return /** @type {Parameter} */ (this.parameters.find((parameter) => parameter.name === name));
  }

  // --- what the reader does ----------------------------------------------------------------------------------------------

  /** Hint, choices and buttons below the picture. */
  #bar() {
    const bar = document.createElement("div");
    bar.className = "live-bar";
    const hint = document.createElement("p");
    hint.textContent = this.live.hint;
    bar.append(hint);
    for (const { name, label, options, check } of this.live.parameters) {
      if (options) bar.append(check ? this.#option(name, label, 1, "checkbox") : this.#choice(name, label, options));
    }
    const { predict, buttons = [] } = this.live;
    if (predict) {
      this.#button(bar, "", () => this.change({ shown: 1 - this.state.shown }, "shown")).dataset.set = "shown";
    }
    for (const { label, to } of buttons) this.#button(bar, label, () => this.move(to(this.state), label));
    this.#button(bar, "Back to the start", () => this.move(this.starts, "start")).dataset.do = "start";
    return bar;
  }

  /** @param {HTMLElement} bar @param {string} label @param {() => void} act */
  #button(bar, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", act);
    bar.append(button);
    return button;
  }

  /** @param {string} name @param {string} label @param {string[]} options */
  #choice(name, label, options) {
    const set = document.createElement("fieldset");
    set.append(Object.assign(document.createElement("legend"), { textContent: label }));
    options.forEach((option, value) => set.append(this.#option(name, option, value, "radio")));
    return set;
  }

  /** @param {string} name @param {string} words @param {number} value @param {"radio" | "checkbox"} type */
  #option(name, words, value, type) {
    const field = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type, name: `${this.stem}-${name}` });
    input.value = String(value);
    input.dataset.set = name;
    input.addEventListener("change", () => this.change({ [name]: input.checked ? value : 0 }, name));
    field.append(input, words);
    return field;
  }

  /** @param {Event} event */
  #handleOf({ target }) {
    return target instanceof Element ? target.closest(".live-handle") : null;
  }

  /** @param {PointerEvent} event */
  #grasp(event) {
    const target = this.#handleOf(event);
    const handle = this.pen.handles.find(({ names }) => this.handles.get(names.join()) === target);
    if (!handle || event.button) return;
    event.preventDefault(); // or the text around would be selected
    /** @type {SVGElement} */ (target).focus({ preventScroll: true });
    this.svg.setPointerCapture(event.pointerId);
    const [x, y] = this.#place(event);
    this.drags.set(event.pointerId, { names: handle.names, dx: x - handle.x, dy: y - handle.y, from: this.state });
    target?.classList.add("live-held");
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const held = this.drags.get(event.pointerId);
    const handle = held && this.pen.handles.find(({ names }) => names.join() === held.names.join());
    if (!held || !handle) return;
    const [x, y] = this.#place(event);
    this.change(handle.drag(x - held.dx, y - held.dy, held.from), held.names.join());
  }

  /** @param {PointerEvent} event */
  #drop(event) {
    const held = this.drags.get(event.pointerId);
    if (held) this.handles.get(held.names.join())?.classList.remove("live-held");
    this.drags.delete(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #place({ clientX, clientY }) {
    const { left, top } = this.svg.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") this.move(this.starts, "start");
    const names = event.target instanceof SVGElement ? event.target.dataset.names?.split(",") : undefined;
    const changes = names && this.#turned(names, event);
    if (!changes) return;
    event.preventDefault();
    this.change(changes, /** @type {string[]} */ (names).join());
  }

  /** What a key makes of the parameters of a handle. @param {string[]} names @param {KeyboardEvent} event */
  #turned(names, { key, shiftKey }) {
    const { name, low, high, step } = this.#parameter(names[0]);
    if (key === "Home") return { [name]: low };
    if (key === "End") return { [name]: high };
    const [which, steps] = ARROWS[key] ?? [0, PAGES[key]];
    if (!steps) return null;
    const turned = names[which] ?? name;
    const state = this.motion?.to ?? this.state;
    return {
      [turned]: state[turned] + steps * (shiftKey ? 10 : 1) * (turned === name ? step : this.#parameter(turned).step),
    };
  }

  // --- what is shown and said --------------------------------------------------------------------------------------------

  /** Fit the drawing to the size it has; asking for it in every frame would cost the frame. */
  resize() {
    if (!this.svg.clientWidth) return; // on paper, or gone
    this.pen.width = this.svg.clientWidth;
    this.pen.height = this.svg.clientHeight;
    this.pen.em = parseFloat(getComputedStyle(this.svg).fontSize);
    this.show();
  }

  /** See to it that a frame comes. */
  run() {
    this.frame ||= requestAnimationFrame((now) => this.#step(now));
  }

  /** @param {number} now */
  #step(now) {
    this.frame = 0;
    if (this.motion) {
      const { from, to, begun } = this.motion;
      const share = this.calm.matches ? 1 : Math.min(1, Math.max(0, (now - begun) / MOVE));
      const eased = share * share * (3 - 2 * share);
      const between = (/** @type {string} */ name) =>
        this.#parameter(name).drawn ? to[name] : from[name] + eased * (to[name] - from[name]);
      this.state = share < 1 ? Object.fromEntries(Object.keys(to).map((name) => [name, between(name)])) : to;
      if (share < 1) this.run();
      else this.motion = null;
    }
    this.show();
  }

  show() {
    const { live, pen } = this;
    if (!pen.width) return; // it has come to life on paper: there is no room to draw in
    // what is counted or chosen has no other values on the way between two of them
    const whole = this.parameters.filter(({ step }) => step === 1).map(({ name }) => [
      name,
      Math.round(this.state[name]),
    ]);
    const state = { ...this.state, ...Object.fromEntries(whole) };
    const answer = live.answer(state);
    pen.draw(state, () => live.draw(pen, state, answer));
    this.#showHandles(state);
    if (pen.squares) this.pad?.show(pen.squares, state);
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.bar.querySelectorAll("input"))) {
      input.checked = state[input.dataset.set ?? ""] === +input.value;
    }
    const reveal = this.bar.querySelector("[data-set=shown]");
    if (reveal && live.predict) reveal.textContent = live.predict[state.shown];
    const moved = Object.entries(this.state).some(([name, value]) => value !== this.starts[name]);
    this.bar.querySelector("[data-do=start]")?.setAttribute("aria-disabled", String(!moved));
    if (this.motion) return;
    this.element.dataset.settled = "true";
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => this.said.replaceChildren(live.words(state, answer)), SAY);
  }

  /** @param {State} state */
  #showHandles(state) {
    const shown = new Set(this.pen.handles.map(({ names }) => names.join()));
    for (const [names, element] of this.handles) if (!shown.has(names)) element.remove();
    for (const { names, x, y, text } of this.pen.handles) {
      const key = names.join();
      const element = this.handles.get(key) ?? this.#handle(names, text);
      if (!element.isConnected) this.over.append(element);
      element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
      const parameters = names.map((name) => this.#parameter(name));
      const [{ low, high }] = parameters;
      element.setAttribute("aria-valuemin", String(low));
      element.setAttribute("aria-valuemax", String(high));
      element.setAttribute("aria-valuenow", String(state[names[0]]));
      element.setAttribute("aria-valuetext", parameters.map((one) => valueText(one, state[one.name])).join(", "));
      if (text !== undefined) this.#plate(element, text);
    }
  }

  /** @param {string[]} names @param {string} [text] */
  #handle(names, text) {
    const element = svg("g");
    element.setAttribute("class", "live-handle");
    element.setAttribute("role", "slider");
    element.setAttribute("tabindex", "0");
    element.setAttribute("aria-label", names.map((name) => this.#parameter(name).label).join(", "));
    element.dataset.names = names.join();
    for (const part of ["hit", "ring", "dot"]) {
      const shape = svg(text === undefined || part === "hit" ? "circle" : "rect");
      shape.setAttribute("class", `live-${part}`);
      element.append(shape);
    }
    if (text !== undefined) element.append(svg("text"));
    this.handles.set(names.join(), element);
    return element;
  }

  /** Words on a handle, on a plate of their size. @param {SVGElement} element @param {string} words */
  #plate(element, words) {
    const { em } = this.pen, [, ring, dot, text] = element.children;
    const half = (0.27 * Math.max(4, words.length) + 0.35) * em;
    [[ring, 0.25 * em], [dot, 0]].forEach(([shape, wider]) => {
      const [w, h] = [half + +wider, 0.85 * em + +wider];
      const attributes = { x: -w, y: -h, width: 2 * w, height: 2 * h, rx: 0.5 * em };
      for (const [name, value] of Object.entries(attributes)) {
        /** @type {Element} */ (shape).setAttribute(name, `${value}`);
      }
    });
    text.setAttribute("y", `${0.34 * em}`);
    text.textContent = words;
  }
}
