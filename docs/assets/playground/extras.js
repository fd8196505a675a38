/** What the reader gets only by opening it: each comes as a module of its own, then. */

/**
 * @typedef {{show: () => void, take?: (file: File) => void}} Extra
 * @typedef {(place: HTMLElement, desk: import("./state.js").Desk) => Extra} Fill
 */

const MODULES = /** @type {Record<string, () => Promise<{fill: Fill}>>} */ ({
  own: () => import("./own.js"),
  python: () => import("./python.js"),
});

export class Extras {
  /** @param {HTMLElement} app @param {import("./state.js").Desk} desk */
  constructor(app, desk) {
    this.app = app;
    this.desk = desk;
    /** @type {Map<string, Promise<Extra>>} */
    this.called = new Map();
    /** @type {Map<HTMLDetailsElement, Extra>} */
    this.here = new Map();
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const toggled = (/** @type {Event} */ event) => {
      const fold = /** @type {HTMLDetailsElement} */ (event.target);
      if (fold.open && fold.dataset.extra) void this.#call(fold);
    };
    this.app.addEventListener("toggle", toggled, { signal, capture: true });
    const own = /** @type {HTMLDetailsElement | null} */ (this.app.querySelector("[data-extra=own]"));
    if (!own) return;
    const hasFiles = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes("Files");
    const over = (/** @type {DragEvent} */ event) => hasFiles(event) && event.preventDefault();
    const drop = async (/** @type {DragEvent} */ event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      own.open = true;
      (await this.#call(own)).take?.(file);
      own.scrollIntoView({ block: "nearest" });
    };
    this.app.addEventListener("dragover", over, { signal });
    this.app.addEventListener("drop", (event) => void drop(event), { signal });
  }

  /** @param {HTMLDetailsElement} fold */
  #call(fold) {
    const name = fold.dataset.extra ?? "";
    if (!this.called.has(name)) this.called.set(name, this.#fetch(fold, name));
    return /** @type {Promise<Extra>} */ (this.called.get(name));
  }

  /** @param {HTMLDetailsElement} fold @param {string} name */
  async #fetch(fold, name) {
    const { fill } = await MODULES[name]();
    const extra = fill(/** @type {HTMLElement} */ (fold.querySelector("div")), this.desk);
    this.here.set(fold, extra);
    extra.show();
    return extra;
  }

  /** The state has changed. */
  show() {
    for (const [fold, extra] of this.here) if (fold.open) extra.show();
  }
}
