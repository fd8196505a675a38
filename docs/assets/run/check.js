/** "Check it here": the experiment of a caption runs again, and its numbers are held against the published ones. */

import { asking, differences, element, grouped, mark, product, said, seconds } from "./parts.js";

/** @param {HTMLElement} button */
export async function checkFigure(button) {
  const frame = /** @type {HTMLElement} */ (button.closest("figure"));
  const stem = frame.id.replace(/^\w+?-/, "");
  const caption = /** @type {HTMLElement} */ (button.closest("figcaption"));
  caption.querySelector(".run-result")?.remove();
  const result = caption.appendChild(element("span", { class: "run-result", role: "status" }));
  try {
    show(result, await check(button, result, stem), button.dataset.made);
  } catch (error) {
    result.textContent = said(error);
    result.dataset.result = "error";
  }
}

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} status
 * @param {string} stem
 */
export async function check(button, status, stem) {
  status.textContent = "Fetching the published numbers …";
  return asking(button, status, "check", { stem, numbers: (await product(stem)).numbers });
}

/**
 * @param {HTMLElement} place
 * @param {any} found
 * @param {string} [made] seconds that it took when the site was made
 */
function show(place, found, made) {
  mark(place, found);
  place.replaceChildren(sentence(found, made));
  if (found.wrong.length) place.append(" The first that does not:", differences(found.wrong.slice(0, 1)));
  else if (found.reason) place.append(` Not to more, for ${found.reason}.`);
}

/**
 * @param {any} found
 * @param {string} [made]
 */
function sentence({ numbers, agree, digits, seconds: time, python, numpy }, made) {
  const before = made ? ` (${made} s when the site was made)` : "";
  const share = agree === numbers ? `All ${grouped(numbers)}` : `${grouped(agree)} of ${grouped(numbers)}`;
  return `${share} numbers agree with the published ones, to ${digits} digits or more. ` +
    `It took ${seconds(time)}${before}, on Python ${python} and NumPy ${numpy}.`;
}
