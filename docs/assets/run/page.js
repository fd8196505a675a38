/** The buttons that run Python: in captions, below blocks of code, and below the source of an experiment. */

import { onEveryPage } from "../house/pages.js";
import { Block } from "./block.js";
import { checkFigure } from "./check.js";
import { checkClaims } from "./claims.js";
import { stop } from "./python.js";

document.head.append(Object.assign(document.createElement("link"), {
  rel: "stylesheet",
  href: new URL("./run.css", import.meta.url).href,
}));

/** A page that goes takes its Python along. */
let first = true;
onEveryPage(() => {
  if (!first) stop("The page was left.");
  first = false;
});

/**
 * What a press on a button does.
 *
 * @param {HTMLElement} button
 */
export function press(button) {
  if (button.dataset.running !== undefined) return stop();
  switch (button.dataset.run) {
    case "check":
      return void checkFigure(button);
    case "claims":
      return void checkClaims(button);
    case "edit":
      return void Block.of(button).edit();
    default:
      return void Block.of(button).run();
  }
}
