/** Two losses from one start, which can be moved: after how many epochs has each turned a weight whose sign is wrong? */

import { count, decimal } from "../house/numerals.js";
import { SLOPES, weightPath } from "../models/losses.js";
import { expit } from "../models/logistic.js";

export const room = [32.5, 30.5];

const MOST = 15; // of the start
const DECADES = 4; // of epochs
const AHEAD = 0.07; // of the axis, for the handle at the first epoch
const FAR = 12; // scores that are drawn
/** @type {[import("../models/losses.js").Loss, string, string][]} */
const LOSSES = [["entropy", "cross-entropy", "class0"], ["squared", "squared error", "class1 dashed"]];

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, epochs, start, learning_rate: learningRate }) {
  const last = epochs[epochs.length - 1];
  const guess = (/** @type {string} */ name, /** @type {string} */ loss) => ({
    ...{ name, label: `Your guess, ${loss}`, low: 0, high: DECADES, step: 0.05, start: 0 },
    text: (/** @type {number} */ value) => epochText(Math.round(10 ** value)),
  });
  const epochText = (/** @type {number} */ epoch) =>
    epoch > last ? `more than ${count(last)}` : `${count(epoch)} epoch${epoch === 1 ? "" : "s"}`;
  /** @type {{weight: number, answer: any}} */
  let known = { weight: NaN, answer: null };

  return {
    hint: "Drag the start. After how many epochs will each loss have turned the sign? Guess, then show it.",
    parameters: [
      { name: "start", label: "Weight at the start", low: 0, high: MOST, step: 0.25, start },
      guess("entropy", LOSSES[0][1]),
      guess("squared", LOSSES[1][1]),
    ],
    predict: ["Show how they learn", "Hide it"],
    answer({ start: weight }) {
      if (known.weight !== weight) {
        const answer = Object.fromEntries(LOSSES.map(([loss]) => {
          const path = weightPath(X, y, { loss, weight, learningRate, epochs: last });
          return [loss, {
            path: epochs.map((/** @type {number} */ epoch) => path[epoch]),
            decades: [1, 10, 100, 1000, 10000].map((epoch) => path[epoch]),
            needed: path.findLastIndex((one) => one >= 0) + 1,
          }];
        }));
        known = { weight, answer };
      }
      return known.answer;
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, left = 2.4 * em, right = width - 1.4 * em;
      const first = left + ((right - left) * AHEAD) / (1 + AHEAD); // epoch
      LOSSES.forEach(([, name, role], k) => {
        const at = left - 0.5 * em + k * 10.5 * em;
        pen.path(`line ${role}`, `M${at} ${0.8 * em}h${2 * em}`);
        pen.text("", at + 2.6 * em, 0.8 * em, name);
      });
      const bottom = height - 25.2 * em;
      drawPaths(pen, state, answer, { left, top: 3.8 * em, right, bottom });
      LOSSES.forEach(([loss], k) => {
        const at = bottom + (6 + 4.2 * k) * em, { needed } = answer[loss];
        pen.track(loss, first, right, at);
        if (!state.shown) return;
        const truth = first + share(needed) * (right - first);
        pen.disc("open glm", truth, at, 0.45 * em);
        const words = needed > last ? `over ${count(last)}` : count(needed);
        pen.text(`strong ${share(needed) > 0.8 ? "end" : "middle"}`, truth, at + 1.5 * em, words);
      });
      drawPull(pen, state, { left, top: height - 10.4 * em, right, bottom: height - 2.7 * em });
    },
    words: ({ start: weight, entropy, squared, shown }, answer) =>
      `The weight starts at ${decimal(weight, 2)}. Your guesses: cross-entropy turns it after ${
        epochText(Math.round(10 ** entropy))
      }, squared error after ${epochText(Math.round(10 ** squared))}.` +
      (shown
        ? ` Cross-entropy needs ${epochText(answer.entropy.needed)}, squared error ${epochText(answer.squared.needed)}.`
        : ""),
  };

  /** Of the way along the axis of epochs. @param {number} epoch */
  function share(epoch) {
    return Math.min(1, Math.log10(epoch) / DECADES);
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawPaths(pen, state, answer, box) {
    const { em } = pen;
    const { x, y: up, atY } = pen.panel(box, [-AHEAD, 1], [-4, MOST + 1], {
      xTicks: [1, 10, 100, 1000, 10000].map((epoch) => [share(epoch), count(epoch)]),
      yTicks: [0, 5, 10, 15],
      xLabel: "Epochs",
      yLabel: "Weight of temperature (standardised)",
    });
    pen.path("line thin dashed soft-line", `M${box.left} ${up(0)}H${box.right}`);
    if (state.shown) {
      for (const [loss, , role] of LOSSES) {
        const { path, needed } = answer[loss];
        pen.line(
          `line ${role}`,
          epochs.map((/** @type {number} */ epoch, /** @type {number} */ k) => [x(share(epoch)), up(path[k])]),
        );
        if (needed <= last) pen.disc(`fill ${role.split(" ")[0]}`, x(share(needed)), up(0), 0.4 * em);
      }
    }
    const at = up(state.start);
    pen.text("strong halo", x(0) + 1.2 * em, at - 0.9 * em, `start ${decimal(state.start, 2)}`);
    pen.handle({ names: ["start"], x: x(0), y: at, drag: (_, pixels) => ({ start: atY(pixels) }) });
  }

  /**
   * How hard each loss pulls at a score, and where the scores are at the start.
   *
   * @param {import("./_pen.js").Pen} pen @param {any} state @param {import("./_pen.js").Box} box
   */
  function drawPull(pen, { start: weight }, box) {
    const { em } = pen;
    const { x, y: up } = pen.panel(box, [-FAR, FAR], [-0.45, 1.1], {
      xTicks: [-10, -5, 0, 5, 10],
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      xLabel: "Score of the launches at the start, + where it is right",
      yLabel: "Pull of each loss at a score",
    });
    pen.path("line thin dashed soft-line", `M${box.left} ${up(0)}H${box.right}`);
    for (const [loss, , role] of LOSSES) {
      const along = Array.from({ length: 97 }, (_, k) => FAR * (k / 48 - 1));
      pen.line(`line ${role}`, along.map((eta) => [x(eta), up(-SLOPES[loss](1, expit(eta)))]));
    }
    X.forEach((/** @type {number} */ value, /** @type {number} */ i) => {
      const eta = (y[i] ? 1 : -1) * weight * value;
      pen.point(y[i], x(Math.max(-FAR, Math.min(FAR, eta))), up(y[i] ? -0.15 : -0.33), 0.32 * em);
    });
  }
}
