/** All weights of a neuron times one number: its line stays, its curve turns steeper, and its loss, guessed first, falls. */

import { decimal } from "../house/numerals.js";
import { dot, expit, logLoss } from "../models/logistic.js";

export const room = [24, 23];

const MOST = 2.5; // of the loss

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, weights }) {
  const scores = (/** @type {number} */ doublings) =>
    X.map((/** @type {number[]} */ x) => 2 ** doublings * dot([...x, 1], weights));
  const loss = (/** @type {number} */ doublings) =>
    scores(doublings).reduce(
      (/** @type {number} */ sum, /** @type {number} */ eta, /** @type {number} */ i) => sum + logLoss(y[i], eta),
      0,
    );
  const once = loss(0);
  const times = (/** @type {number} */ doublings) => decimal(2 ** doublings, doublings % 1 ? 2 : doublings < 0 ? 2 : 0);

  return {
    hint: "Guess the loss under these weights: drag the mark beside the bar, then show it.",
    parameters: [
      {
        ...{ name: "doublings", label: "All weights times", low: -2, high: 4, step: 0.25, start: 1 },
        text: (value) => times(value),
      },
      {
        name: "guess",
        label: "Your guess of the loss",
        low: 0,
        high: MOST,
        step: 0.05,
        start: Math.round(20 * once) / 20,
      },
    ],
    predict: ["Show the loss", "Hide the loss"],
    answer: ({ doublings }) => ({ at_points: scores(doublings).map(expit), loss: loss(doublings) }),
    draw(pen, state, answer) {
      const { width, height, em } = pen;
      const right = width - 9.2 * em, bottom = height - 7.4 * em;
      drawCurves(pen, state, answer, { left: 2.4 * em, top: 1.9 * em, right, bottom });
      const ticks = [-2, -1, 0, 1, 2, 3, 4].map((
        value,
      ) => /** @type {[number, string]} */ ([value, ["¼", "½"][value + 2] ?? times(value)]));
      pen.track("doublings", 2.4 * em, right, height - 2 * em, { ticks });
      drawLoss(pen, state, answer.loss, {
        left: right + 2 * em,
        top: 3.4 * em,
        right: right + 3.6 * em,
        bottom: height - 1 * em,
      });
    },
    words: ({ doublings, guess, shown }, { loss: now }) =>
      `The weights times ${times(doublings)}. The curve passes one half at the same place. ` +
      `With the weights times 1 the sum of the four losses is ${decimal(once, 2)}. You guess ${decimal(guess, 2)}` +
      (shown ? `; it is ${decimal(now, 3)}.` : "."),
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawCurves(pen, { doublings }, { at_points }, box) {
    const { em } = pen;
    const { x, y: up } = pen.panel(box, [-0.5, 1.5], [-0.1, 1.1], {
      xTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      grid: true,
      xLabel: "Input 1",
      yLabel: "Probability of class 1",
    });
    pen.path("line thin dashed", `M${x(0.5)} ${box.bottom}V${box.top}`);
    pen.text("soft", x(0.5) + 0.5 * em, box.top + 0.6 * em, "the line stays");
    const curve = (/** @type {number} */ often) =>
      Array.from({ length: 101 }, (_, k) => {
        const at = k / 50 - 0.5;
        return [x(at), up(expit(2 ** often * dot([at, 0, 1], weights)))];
      });
    pen.line("line glm", curve(0));
    pen.line("line thick fifth", curve(doublings));
    const label = (/** @type {number} */ at, /** @type {number} */ often, /** @type {string} */ words) =>
      pen.text("strong halo middle", x(at), up(expit(2 ** often * dot([at, 0, 1], weights))) + 1.3 * em, words);
    if (doublings) label(-0.33, 0, "w");
    label(0.1, doublings, `${times(doublings)} w`);
    X.forEach((/** @type {number[]} */ [at], /** @type {number} */ i) => {
      pen.path(`line thin class${y[i]}`, `M${x(at)} ${up(y[i])}V${up(at_points[i])}`);
      pen.point(y[i], x(at), up(y[i]), 0.42 * em);
    });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {number} now @param {import("./_pen.js").Box} box */
  function drawLoss(pen, { guess, shown }, now, box) {
    const { em } = pen;
    const up = (/** @type {number} */ value) => box.bottom - ((box.bottom - box.top) * value) / MOST;
    pen.text("", box.left, box.top - 2.3 * em, "Sum of losses");
    pen.text("large", box.left, box.top - 0.9 * em, shown ? decimal(now, 3) : "?");
    pen.rect("panel", box);
    if (shown) pen.rect("bar neuron", { ...box, top: up(now) });
    pen.path("line glm", `M${box.left} ${up(once)}H${box.right + 0.4 * em}`);
    pen.text(
      "soft",
      box.right + 0.7 * em,
      up(once) + (Math.abs(up(guess) - up(once)) < 1.6 * em ? 1.7 * em : 0),
      `w ${decimal(once, 2)}`,
    );
    const drag = (/** @type {number} */ _, /** @type {number} */ at) => ({
      guess: ((box.bottom - at) / (box.bottom - box.top)) * MOST,
    });
    pen.path("line thin fifth", `M${box.left} ${up(guess)}H${box.right + 1 * em}`);
    pen.handle({ names: ["guess"], x: box.right + 1.2 * em, y: up(guess), drag });
    pen.text("strong", box.right + 2.4 * em, up(guess), decimal(guess, 2));
    pen.text("soft", box.right + 2.4 * em, up(guess) - 1.2 * em, "guess");
  }
}
