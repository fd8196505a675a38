/** An image to draw, and to name before the models do: ten probabilities without and behind a hidden layer. */

import { decimal } from "../house/numerals.js";
import { FULL } from "../models/digits.js";
import { classProbabilities } from "../models/softmax.js";
import { drawImage, EMPTY, inkOf, parametersOf, placeOf, rowsOf, SIDE } from "./_image.js";

export const room = [40, 28];

const START = 1; // of the examples
const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ twentieths, examples, hidden }) {
  const layers = Object.fromEntries(
    Object.entries(twentieths).map(([name, all]) => [
      name,
      all.map((/** @type {number[][]} */ layer) => layer.map((row) => row.map((weight) => weight / 20))),
    ]),
  );
  const images = examples.map((/** @type {any} */ { image }) => rowsOf(image));
  /** @type {[string, string, string][]} */
  const models = [["unit", "Ten softmax units", "bar neuron"], ["net", `Behind ${hidden} hidden units`, "open fourth"]];

  return {
    hint: "Name the digit, then show how it is read; or draw your own. With keys: arrows, and space for ink.",
    parameters: [
      { name: "guess", label: "You read", low: 0, high: 9, step: 1, start: 0 },
      ...parametersOf(images[START]),
    ],
    predict: ["Show how it is read", "Hide it"],
    squares: {
      label: "The image",
      side: SIDE,
      ink: inkOf,
      to: rowsOf,
      rubs: ({ pen }) => pen === 1,
    },
    buttons: [
      { label: "Clear", to: () => EMPTY },
      {
        label: "Another image",
        to: (state) => ({ ...images[(placeOf(images, state) + 1) % images.length], shown: 0 }),
      },
    ],
    answer(state) {
      const x = inkOf(state).map((ink) => ink / FULL);
      return Object.fromEntries(models.map(([name]) => [name, classProbabilities(x, layers[name])]));
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, isWide = width > 36 * em;
      const side = isWide ? 16 * em : Math.min(18 * em, width - 2);
      const box = { left: 1, top: 1.9 * em, right: 1 + side, bottom: 1.9 * em + side };
      pen.text("", box.left, 0.7 * em, nameOf(state));
      pen.text("soft end", box.right, 0.7 * em, state.pen ? "rubbing out" : "");
      drawImage(pen, inkOf(state), box);
      const beside = isWide ? box.right + 2.4 * em : 1 * em;
      const track = isWide ? box.bottom - 2.4 * em : box.bottom + 3 * em;
      pen.track("guess", beside, width - 1 * em, track, { ticks: DIGITS });
      models.forEach(([name, label, look], k) => {
        const [left, top] = isWide ? [beside, box.top + (1 + 4.8 * k) * em] : [1 + k * 0.5 * width, track + 4 * em];
        pen.rect(look, { left, top: top - 0.5 * em, right: left + 1 * em, bottom: top + 0.5 * em });
        pen.text("", left + 1.5 * em, top, label);
        pen.text("large", left, top + 1.8 * em, state.shown ? reading(answer[name]) : "?");
      });
      const bars = { left: 2.4 * em, top: 0, right: width - 1 * em, bottom: height - 1.8 * em };
      bars.top = isWide ? box.bottom + 2.8 * em : track + 9 * em;
      drawBars(pen, state, answer, bars);
    },
    words: (state, answer) =>
      `${nameOf(state)}. You read a ${state.guess}.` +
      (state.shown ? models.map(([name, label]) => ` ${label}: ${reading(answer[name])}.`).join("") : ""),
  };

  /** The most probable digit. @param {number[]} mu */
  function reading(mu) {
    const most = Math.max(...mu);
    return `${mu.indexOf(most)} with ${most > 0.9995 ? "> 0.999" : decimal(most, 3)}`;
  }

  /** @param {import("./_pen.js").State} state */
  function nameOf(state) {
    const known = placeOf(images, state);
    if (known < 0) return "Your image";
    return state.shown ? `Written: ${examples[known].digit}` : `Test image ${known + 1} of ${images.length}`;
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawBars(pen, state, answer, box) {
    const step = (box.right - box.left) / 10;
    const { y: up } = pen.panel(box, [-0.5, 9.5], [0, 1], {
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      grid: true,
      xTicks: DIGITS,
      yLabel: "Probability",
    });
    if (state.shown) {
      models.forEach(([name, , look], k) => {
        answer[name].forEach((/** @type {number} */ mu, /** @type {number} */ digit) => {
          const left = box.left + (digit + 0.12 + 0.4 * k) * step;
          pen.rect(look, { left, right: left + 0.36 * step, top: up(mu), bottom: box.bottom });
        });
      });
    }
  }
}
