/** The neuron's updates, one point after the other: the line before and after each, and the numbers that turn it. */

import { decimal } from "../house/numerals.js";
import { dot, expit } from "../models/logistic.js";
import { train } from "../models/neuron.js";
import { CORNERS, line, shade } from "./_plane.js";

export const room = [33, 19.5];

const MOST = 40; // updates

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, start, learning_rate }) {
  const inputs = X.map((/** @type {number[]} */ x) => [...x, 1]);
  const seen = (/** @type {number} */ updates) => (updates - 1) % y.length;
  const after = (/** @type {number} */ updates, /** @type {number} */ rate) =>
    train(inputs, y, { weights: [start, start, start], learningRate: rate, rows: updates });
  const signed = (/** @type {number} */ value) => (value < 0 ? "− " : "+ ") + decimal(Math.abs(value), 2);

  return {
    hint: "Will this point pull the line, and which way? Say it, then go on to the next.",
    parameters: [
      { name: "updates", label: "Update", low: 1, high: MOST, step: 1, start: 1 },
      { name: "rate", label: "Learning rate", low: 0.1, high: 3, step: 0.1, start: learning_rate },
    ],
    buttons: [{ label: "Next point", to: ({ updates }) => ({ updates: Math.floor(updates) + 1 }) }],
    answer({ updates, rate }) {
      const whole = Math.floor(updates), i = seen(whole);
      const before = after(whole - 1, rate);
      const mu = expit(dot(inputs[i], before));
      return { before, after: after(whole, rate), mu, error: y[i] - mu };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, isWide = width > 36 * em;
      const side = isWide ? Math.min(height - 4.6 * em, 0.48 * width) : Math.min(width - 3.4 * em, height - 20 * em);
      const box = { left: 2.4 * em, top: 1.9 * em, right: 2.4 * em + side, bottom: 1.9 * em + side };
      drawPlane(pen, state, answer, box);
      const left = isWide ? box.right + 2.6 * em : 1 * em, top = isWide ? 3.4 * em : box.bottom + 5 * em;
      pen.track("updates", left, width - 1 * em, top, { zero: 1 });
      pen.track("rate", left, width - 1 * em, top + 3.8 * em);
      drawNumbers(pen, state, answer, left, top + 6.6 * em, Math.min(width - 1 * em, left + 22 * em));
    },
    words({ updates, rate }, { before, after, mu, error }) {
      const [x1, x2] = X[seen(Math.floor(updates))];
      return `Update ${Math.floor(updates)} at rate ${decimal(rate, 1)}, on the point (${x1}, ${x2}): output ` +
        `${decimal(mu, 2)}, error ${decimal(error, 2)}. The weights go from ${before.map(two).join(", ")} to ` +
        `${after.map(two).join(", ")}; ${right(after)} of ${y.length} points are right.`;
    },
  };

  /** Points on their own side of the line. @param {number[]} weights */
  function right(weights) {
    return inputs.filter((/** @type {number[]} */ x, /** @type {number} */ i) =>
      y[i] ? dot(x, weights) > 0 : dot(x, weights) < 0
    ).length;
  }

  /** @param {number} value */
  function two(value) {
    return decimal(value, 2);
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawPlane(pen, { updates }, { before, after }, box) {
    const { em } = pen;
    const panel = pen.panel(box, [-0.5, 1.5], [-0.5, 1.5], CORNERS);
    shade(pen, panel, (x1, x2) => dot([x1, x2, 1], after), 64);
    line(pen, "line dashed soft", panel, before);
    line(pen, "line thick neuron", panel, after);
    X.forEach((/** @type {number[]} */ [x1, x2], /** @type {number} */ i) => {
      if (i === seen(Math.floor(updates))) pen.disc("line", panel.x(x1), panel.y(x2), 1 * em);
      pen.point(y[i], panel.x(x1), panel.y(x2), 0.5 * em);
    });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {number} left @param {number} top @param {number} end */
  function drawNumbers(pen, { updates, rate }, { before, after, mu, error }, left, top, end) {
    const { em } = pen, i = seen(Math.floor(updates));
    pen.text("", left, top, `Wanted ${y[i]}, output ${two(mu)}: error ${two(error)}`);
    pen.text("soft", left, top + 1.4 * em, "step = rate × error × input");
    const columns = [0, 0.29, 0.5, 0.77, 1].map((share) => left + share * (end - left));
    ["", "before", "step", "", "after"].forEach((words, k) =>
      pen.text(`soft ${k ? "end" : ""}`, k === 2 ? columns[3] : columns[k], top + 3.2 * em, words)
    );
    ["w₁", "w₂", "bias"].forEach((name, k) => {
      const at = top + (4.6 + 1.4 * k) * em;
      pen.text("", columns[0], at, name);
      pen.text("end", columns[1], at, two(before[k]));
      pen.text("end", columns[3], at, `${signed(rate * error * inputs[i][k])}`);
      pen.text("strong end", columns[4], at, two(after[k]));
    });
    pen.text("", left, top + 9 * em, `Points on their own side: ${right(after)} of ${y.length}`);
  }
}
