/** "Check all": the experiments that decide the claims' rows run again, one after the other, and each row gets its tick. */

import { check } from "./check.js";
import { element, said } from "./parts.js";

/** @param {HTMLElement} button */
export async function checkClaims(button) {
  const status = /** @type {HTMLElement} */ (button.parentElement?.querySelector("[role=status]"));
  const marks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-decided-by]")]);
  for (const mark of marks) mark.replaceChildren();
  const stems = [...new Set(marks.flatMap((mark) => stemsOf(mark)))];
  let numbers = 0, agree = 0, digits = 12, time = 0;
  /** @type {Set<string>} */
  const done = new Set();
  const line = element("span");
  try {
    for (const [place, stem] of stems.entries()) {
      status.replaceChildren(`${place + 1} of ${stems.length}, ${stem}: `, line);
      const found = await check(button, line, stem);
      numbers += found.numbers;
      agree += found.agree;
      digits = Math.min(digits, found.digits);
      time += found.seconds;
      if (found.agree === found.numbers) done.add(stem);
      const right = found.agree === found.numbers;
      for (const mark of marks.filter((mark) => stemsOf(mark).includes(stem))) {
        if (!right) mark.replaceChildren(tick("✗", `${stem} does not agree here`));
        else if (stemsOf(mark).every((one) => done.has(one))) {
          mark.replaceChildren(tick("✓", "Run again here, and agrees"));
        }
      }
    }
    status.textContent =
      `${agree} of ${numbers} numbers of ${stems.length} experiments agree, to ${digits} digits or more; ` +
      `${Math.round(time)} s.`;
    Object.assign(status.dataset, {
      result: agree === numbers ? "same" : "different",
      numbers,
      agree,
      digits,
      seconds: time,
    });
  } catch (error) {
    status.textContent = said(error);
  }
}

/** @param {HTMLElement} mark */
const stemsOf = (mark) => (mark.dataset.decidedBy ?? "").split(" ");

/**
 * @param {string} sign
 * @param {string} words
 */
const tick = (sign, words) => element("span", { role: "img", "aria-label": words, title: words }, sign);
