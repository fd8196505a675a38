/** A block of code that runs: as it stands, or as its reader has changed it. */

import { asking, differences, element, grouped, mark, product, said, seconds } from "./parts.js";
import { ended, stop } from "./python.js";

/** @type {WeakMap<Element, Block>} */
const known = new WeakMap();

export class Block {
  /** Whether it has run since Python began. */
  ran = false;
  /** @type {any} */
  editor = null;

  /** The block whose bar a button stands in. @param {HTMLElement} button */
  static of(button) {
    const bar = /** @type {HTMLElement} */ (button.closest(".run-bar"));
    const block = known.get(bar) ?? new Block(bar);
    known.set(bar, block);
    return block;
  }

  /** @param {HTMLElement} bar */
  constructor(bar) {
    this.bar = bar;
    this.button = /** @type {HTMLElement} */ (bar.querySelector("[data-run=code], [data-run=draw]"));
    this.code = /** @type {HTMLElement} */ (bar.previousElementSibling);
    this.published = (this.code.querySelector("code") ?? this.code.querySelector("pre"))?.textContent ?? "";
    this.stored = storedBeside(bar);
    this.output = element("div", { class: "run-output" });
    this.status = element("span", { class: "run-status", role: "status" });
    bar.append(this.status);
    bar.after(this.output);
  }

  get source() {
    return this.editor?.value ?? this.published;
  }

  /** Run it; the blocks above it run first, if they have not yet: a page is one notebook. */
  async run() {
    if (this.button.dataset.run === "draw") return this.draw();
    const blocks = [...document.querySelectorAll("[data-run=code]")].map((one) =>
      Block.of(/** @type {HTMLElement} */ (one))
    );
    for (const block of blocks.slice(0, blocks.indexOf(this))) if (!block.ran && !(await block.runAlone())) return;
    await this.runAlone();
  }

  /** Whether it ran without an error. */
  async runAlone() {
    const found = await this.ask("run", { source: this.source });
    if (!found) return false;
    /** @type {any[]} */
    const outputs = found.outputs;
    const right = !outputs.some(({ kind }) => kind === "error");
    this.ran = right;
    this.output.replaceChildren(...outputs.map(shown));
    this.output.dataset.result = right ? "done" : "error";
    this.stored.forEach((one) => one.hidden = true);
    const printed = outputs.filter(({ kind }) => kind === "out").map(({ text }) => text).join("");
    const before = this.stored.flatMap((one) => [...one.querySelectorAll("pre")]).map((one) => one.textContent).join(
      "",
    );
    const same = before.trim() && right
      ? printed.trim() === before.trim()
        ? "It printed what is published. "
        : "It printed something else than what is published. "
      : "";
    this.status.textContent = `${same}${seconds(found.seconds)}`;
    return right;
  }

  /** Measure and draw an experiment as its source says now. */
  async draw() {
    const stem = location.pathname.split("/").filter(Boolean).at(-1) ?? "";
    try {
      const found = await this.ask("draw", { stem, source: this.source, numbers: (await product(stem)).numbers });
      if (!found) return;
      const same = found.agree === found.numbers;
      const count = found.numbers - found.agree;
      const words = same
        ? `All ${grouped(found.numbers)} numbers are as published, to ${found.digits} digits or more.`
        : `${grouped(count)} of ${grouped(found.numbers)} numbers are not as published${
          count > 20 ? "; the first 20:" : ":"
        }`;
      const alt = same ? "The figure, drawn again here" : "The figure, drawn here with what has been changed";
      this.output.replaceChildren(element("p", {}, words));
      if (!same) this.output.append(differences(found.wrong));
      for (const theme of ["light", "dark"]) {
        if (found[theme]) this.output.append(...pair(picture(found[theme], alt, `#only-${theme}`), theme));
      }
      mark(this.output, found);
      this.status.textContent = seconds(found.seconds);
    } catch (error) {
      this.status.textContent = said(error);
    }
  }

  /**
   * @param {"run" | "draw"} task
   * @param {object} given
   */
  async ask(task, given) {
    this.status.textContent = "";
    delete this.output.dataset.result;
    try {
      return await asking(this.button, this.status, task, given);
    } catch (error) {
      this.output.replaceChildren(element("pre", { class: "run-error", tabindex: "0" }, said(error)));
      this.output.dataset.result = "error";
      this.status.textContent = "";
    }
  }

  /** Turn the code into an editor. */
  async edit() {
    if (this.editor) return this.editor.textarea.focus();
    const { editorOf } = await import("./editor.js");
    this.editor = await editorOf(this.published, () => void this.run());
    this.editor.on("update", () => this.mark());
    this.code.hidden = true;
    this.code.after(this.editor.container);
    const change = /** @type {HTMLElement} */ (this.bar.querySelector("[data-run=edit]"));
    const reset = element("button", { type: "button", class: "run" }, "Reset");
    reset.addEventListener("click", () => this.reset());
    change.replaceWith(reset);
    this.change = change;
    if (this.button.dataset.run === "draw") reset.after(" ", this.download());
    this.editor.textarea.focus();
  }

  /** Say whether the code is as published. */
  mark() {
    this.bar.classList.toggle("changed", this.source !== this.published);
  }

  /** Back to what is published. */
  reset() {
    if (this.button.dataset.running !== undefined) stop();
    this.editor.remove();
    this.editor = null;
    this.mark();
    this.code.hidden = false;
    this.ran = false;
    this.output.replaceChildren();
    delete this.output.dataset.result;
    this.stored.forEach((one) => one.hidden = false);
    this.status.textContent = "";
    this.bar.querySelectorAll("a").forEach((one) => one.remove());
    const reset = [...this.bar.querySelectorAll("button")].find((one) => one.textContent === "Reset");
    if (reset && this.change) reset.replaceWith(this.change);
    this.change?.focus();
  }

  /** A link to the module as it stands in the editor. */
  download() {
    const name = `${location.pathname.split("/").filter(Boolean).at(-1)}.py`;
    const link = element("a", { href: "#", download: name }, `Download ${name}`);
    link.addEventListener("click", () => {
      link.setAttribute("href", `data:text/x-python;charset=utf-8,${encodeURIComponent(this.source)}`);
    });
    return link;
  }
}

ended.add(() => {
  for (const bar of document.querySelectorAll(".run-bar")) {
    const block = known.get(bar);
    if (block) block.ran = false;
  }
});

/** What a block has printed when the site was made. @param {Element} bar */
function storedBeside(bar) {
  const lab = bar.closest(".jp-CodeCell")?.querySelector(".jp-Cell-outputWrapper");
  const next = bar.nextElementSibling;
  const text = next?.matches(".language-text.highlight") ? next : null;
  return /** @type {HTMLElement[]} */ ([lab, text].filter(Boolean));
}

/** @param {any} output */
function shown({ kind, text, svg, alt }) {
  if (kind === "picture") return picture(svg, alt || "The picture that the code has drawn", "");
  return element("pre", { class: `run-${kind}`, tabindex: "0" }, text);
}

/**
 * The published figure and the one that was drawn here, side by side where there is room.
 *
 * @param {HTMLElement} drawn
 * @param {string} theme
 */
function pair(drawn, theme) {
  const published = document.querySelector(`figure.figure img[src$="#only-${theme}"]`)?.cloneNode();
  if (!(published instanceof HTMLImageElement)) return [drawn];
  published.alt = "The published figure, as above";
  const named = [["Published", published], ["Here", drawn]].map(([words, image]) =>
    element("span", {}, element("small", {}, words), image)
  );
  return [element("div", { class: `run-pair only-${theme}` }, ...named)];
}

/**
 * @param {string} svg
 * @param {string} alt
 * @param {string} theme
 */
function picture(svg, alt, theme) {
  return element("img", { alt, src: `data:image/svg+xml,${encodeURIComponent(svg)}${theme}` });
}
