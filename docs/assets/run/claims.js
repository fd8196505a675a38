/** "Check all": the experiments that decide the claims' rows run again, one after the other, and each row gets its tick. */

import { check } from "./check.js";
import { element, mark, said } from "./parts.js";

/** @param {HTMLElement} button */
export async function checkClaims(button) {
  const status = /** @type {HTMLElement} */ (button.parentElement?.querySelector("[role=status]"));
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-decided-by]")]);
  for (const row of rows) row.replaceChildren();
  const stems = [...new Set(rows.flatMap(stemsOf))];
  const all = { numbers: 0, agree: 0, digits: 12, seconds: 0 };
  /** @type {Set<string>} */
  const done = new Set();
  const line = element("span");
  try {
    for (const [place, stem] of stems.entries()) {
      status.replaceChildren(`${place + 1} of ${stems.length}, ${stem}: `, line);
      const found = await check(button, line, stem);
      all.numbers += found.numbers;
      all.agree += found.agree;
      all.digits = Math.min(all.digits, found.digits);
      all.seconds += found.seconds;
      const right = found.agree === found.numbers;
      if (right) done.add(stem);
      for (const row of rows.filter((row) => stemsOf(row).includes(stem))) {
        if (!right) row.replaceChildren(tick("✗", `${stem} does not agree here`));
        else if (stemsOf(row).every((one) => done.has(one))) {
          row.replaceChildren(tick("✓", "Run again here, and agrees"));
        }
      }
    }
    status.textContent =
      `${all.agree} of ${all.numbers} numbers of ${stems.length} experiments agree, to ${all.digits} digits or more; ` +
      `${Math.round(all.seconds)} s.`;
    mark(status, all);
  } catch (error) {
    status.textContent = said(error);
  }
}

/** @param {HTMLElement} row */
const stemsOf = (row) => (row.dataset.decidedBy ?? "").split(" ");

/**
 * @param {string} sign
 * @param {string} words
 */
const tick = (sign, words) => element("span", { role: "img", "aria-label": words, title: words }, sign);
