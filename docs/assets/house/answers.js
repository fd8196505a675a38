/** Questions whose answer is a number: what the reader types is compared with what a product of the site says. */

/**
 * The numbers that a text may mean, whatever unit stands behind: a comma divides decimals or groups of three digits.
 * @param {string} text
 * @param {boolean} percent whether per cent are asked for; else 50% is 0.5
 * @returns {number[]} none, if it is not a number
 */
export function readings(text, percent) {
  const found = /^([-+]?[\d.,]*\d[\d.,]*)(%?)\D*$/.exec(text.replace(/[−–]/g, "-").replace(/[\s'’]/g, ""));
  if (!found) return [];
  const digits = found[1], grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(digits);
  const written = [digits.replace(",", ".")];
  if (grouped) written.push(digits.replaceAll(",", ""));
  const numbers = written.map(Number).filter((number) => !Number.isNaN(number));
  if (percent) return found[2] ? numbers : numbers.flatMap((number) => [number, 100 * number]);
  return found[2] ? numbers.map((number) => number / 100) : numbers;
}

/**
 * Whether a text is right, and else on which side of the answer it lies; null if it is not a number.
 * @param {string} text
 * @param {number} low
 * @param {number} high
 * @param {boolean} percent
 * @returns {"right" | "low" | "high" | null}
 */
export function judged(text, low, high, percent) {
  const off = (/** @type {number} */ number) => Math.max(low - number, number - high);
  const [nearest] = readings(text, percent).sort((one, other) => off(one) - off(other));
  if (nearest === undefined) return null;
  const rounding = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  return off(nearest) <= rounding ? "right" : nearest < low ? "low" : "high";
}

/** @param {HTMLFormElement} form */
function check(form) {
  const [input, , output, show] = /** @type {[HTMLInputElement, Element, Element, HTMLElement]} */ ([...form.elements]);
  const { answer = "", low, high, wrong = "0" } = form.dataset;
  const text = input.value.trim();
  const found = judged(text, Number(low), Number(high), answer.endsWith("%"));
  form.dataset.found = found ?? "";
  input.ariaInvalid = String(found !== "right");
  if (found === "right") {
    output.textContent = `Right: ${answer}.`;
  } else if (!found) {
    output.textContent = "Please type a number.";
  } else {
    form.dataset.wrong = String(Number(wrong) + 1);
    show.hidden = wrong === "0";
    output.textContent = `Not yet: ${text} is too ${found}. Try again${show.hidden ? "" : ", or look at the answer"}.`;
  }
  if (found !== "right") input.select();
}

// Boxes come and go with the pages that Material swaps, so the document listens for them.
document.addEventListener("submit", (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches(".ask")) return;
  event.preventDefault();
  check(event.target);
});
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest(".ask [type=button]") : null;
  const fold = button?.closest(".ask")?.nextElementSibling;
  if (fold instanceof HTMLDetailsElement) {
    fold.open = true;
    fold.querySelector("summary")?.focus();
  }
});
