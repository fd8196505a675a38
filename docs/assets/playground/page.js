/** The playgrounds of a page: each comes to life when its place is there, and ends when it is gone. */

import { onEveryPage } from "../house/pages.js";
import { Playground } from "./playground.js";

/** @type {Playground[]} */
let mounted = [];

onEveryPage(() => {
  for (const playground of mounted) if (!playground.element.isConnected) playground.destroy();
  mounted = mounted.filter((playground) => playground.element.isConnected);
  const places =
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".playground:not(.playground--live)"));
  for (const place of places) mounted.push(new Playground(place));
});
