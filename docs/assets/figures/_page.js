/** The live figures of a page: each comes to life when it comes near, or is touched, or the address leads to it. */

import { onEveryPage } from "../house/pages.js";
import * as address from "./_address.js";
import { Stage } from "./_stage.js";

/** @type {Stage[]} */
let stages = [];

/** Those on their way, as they may be called twice. @type {WeakSet<Element>} */
const called = new WeakSet();

const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) void call(/** @type {HTMLElement} */ (target));
}, { rootMargin: "100% 0px" });

/** @param {HTMLElement} figure */
async function call(figure) {
  if (called.has(figure)) return;
  called.add(figure);
  near.unobserve(figure);
  const stem = figure.dataset.live;
  const [module, product] = await Promise.all([
    import(`./${stem}.js`),
    fetch(new URL(`../../figures/${stem}.json`, import.meta.url)).then((answer) => answer.json()),
  ]);
  if (figure.isConnected) stages.push(new Stage(figure, module.figure(product.numbers)));
}

onEveryPage(() => {
  for (const stage of stages) if (!stage.figure.isConnected) stage.destroy();
  stages = stages.filter((stage) => stage.figure.isConnected);
  address.begin();
  const figures = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("figure[data-live]"));
  for (const figure of figures) {
    near.observe(figure);
    figure.addEventListener("pointerdown", () => void call(figure), { once: true });
    if (figure.dataset.live !== address.wanted()) continue;
    figure.scrollIntoView();
    void call(figure);
  }
});
