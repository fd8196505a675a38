/** The playgrounds of a page: each comes to life when its place is there, and ends when it is gone. */

import { Playground } from "./playground.js";

/** @type {Playground[]} */
let mounted = [];

/** Make every `.playground` of the page live, once its style is there; end those of the page before. */
async function mount() {
  for (const playground of mounted) if (!playground.element.isConnected) playground.destroy();
  mounted = mounted.filter((playground) => playground.element.isConnected);
  const elements =
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".playground:not(.playground--live)"));
  const style = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[href$='playground.css']"));
  if (style && !style.sheet) {
    await new Promise((resolve) => ["load", "error"].forEach((end) => style.addEventListener(end, resolve)));
  }
  for (const element of elements) if (element.isConnected) mounted.push(new Playground(element));
}

// Material swaps pages without a reload, and announces each on document$; without it there is this one page.
const pages = /** @type {{document$?: {subscribe: (next: () => void) => void}}} */ (/** @type {unknown} */ (globalThis))
  .document$;
if (pages) pages.subscribe(() => void mount());
else void mount();
