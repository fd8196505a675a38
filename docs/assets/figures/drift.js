/** The neuron on the four points, from any start and at any rate: the first weight's drift, and where the second settles. */

import { decimal, power } from "../house/numerals.js";
import { train } from "../models/neuron.js";

export const room = [41, 33];

const [BEGIN, END] = [-1, 5.2]; // powers of ten of epochs × rate that are drawn
const BEFORE = 10; // epochs that are drawn before the answer is shown

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, second: { limit }, live: { epochs, start, rate: usual } }) {
  const last = epochs[epochs.length - 1];
  const formula = (/** @type {number} */ time) => -2 * Math.log((5 / 6) * time);
  const rateOf = (/** @type {import("./_pen.js").State} */ { rate }) => 10 ** rate;

  return {
    hint:
      "Choose a start and a rate. Where will the second weight settle? Drag the mark at the right, then let it train on.",
    parameters: [
      { name: "w1", label: "First weight at the start", low: -5, high: 5, step: 0.1, start: start[0] },
      { name: "w2", label: "Second weight at the start", low: -3, high: 3, step: 0.1, start: start[1] },
      { name: "w3", label: "Bias at the start", low: -3, high: 3, step: 0.1, start: start[2] },
      {
        ...{
          name: "rate",
          label: "Learning rate",
          low: -1,
          high: 0.7,
          step: 0.05,
          start: Math.log10(usual),
        },
        text: (value) => decimal(10 ** value, 2),
      },
      { name: "guess", label: "Your guess of the second weight in the end", low: -3, high: 3, step: 0.05, start: 1.5 },
    ],
    predict: [`Train for ${last.toLocaleString("en")} epochs`, `Back to the first ${BEFORE}`],
    answer(state) {
      const learningRate = rateOf(state);
      let [weights, done] = [[state.w1, state.w2, state.w3], 0];
      const path = epochs.filter((/** @type {number} */ epoch) => state.shown || epoch <= BEFORE).map(
        (/** @type {number} */ epoch) => {
          weights = train(X, y, { weights, learningRate, epochs: epoch - done });
          done = epoch;
          return { time: epoch * learningRate, weights };
        },
      );
      return { path, weights, formula: formula(last * learningRate) };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, left = 2.8 * em, right = width - 3.2 * em;
      const end = height - 10.4 * em, middle = 0.46 * end;
      drawFirst(pen, state, answer, { left, top: 1.9 * em, right, bottom: middle });
      drawSecond(pen, state, answer, { left, top: middle + 2.6 * em, right, bottom: end });
      const isWide = width > 36 * em, half = isWide ? (left + right) / 2 - 1.5 * em : right + 2 * em;
      pen.track("w3", left, half, end + 5.4 * em, { ticks: [] });
      if (isWide) pen.track("rate", half + 3 * em, right, end + 5.4 * em, { zero: -Infinity });
      else pen.track("rate", left, half, end + 9.2 * em, { zero: -Infinity });
    },
    words: (state, { weights, formula: predicted }) =>
      `From ${[state.w1, state.w2, state.w3].map((one) => decimal(one, 1)).join(", ")} at rate ${
        decimal(rateOf(state), 2)
      }. ` +
      (state.shown
        ? `After ${last} epochs the first weight is ${decimal(weights[0], 2)}, by the formula ${
          decimal(predicted, 2)
        }; the second ` +
          `is ${decimal(weights[1], 4)}, and log(3/2) is ${decimal(limit, 4)}. You guessed ${decimal(state.guess, 2)}.`
        : `You guess that the second weight ends at ${decimal(state.guess, 2)}.`),
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawFirst(pen, state, { path, weights, formula: predicted }, box) {
    const { em } = pen;
    const { x, y: up, atY } = pen.panel(box, [BEGIN, END], [-27, 7], {
      yTicks: [0, -10, -20],
      grid: true,
      yLabel: "First weight",
    });
    pen.clip(box, () => {
      if (state.shown) {
        const times = [0, END].map((time) => [x(time), up(formula(10 ** time))]);
        pen.line("line dotted glm", times);
      }
      drawPath(pen, x, up, path, 0, state.w1);
    });
    if (state.shown) {
      pen.text("end halo", box.right - 0.5 * em, box.top + 0.8 * em, `measured ${decimal(weights[0], 2)}`);
      pen.text(
        "soft end halo",
        box.right - 0.5 * em,
        box.top + 2.2 * em,
        `−2 log(5/6 · epochs · rate) = ${decimal(predicted, 2)}`,
      );
    }
    pen.handle({ names: ["w1"], x: box.left + pen.em, y: up(state.w1), drag: (_, at) => ({ w1: atY(at) }) });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawSecond(pen, state, { path, weights }, box) {
    const { em } = pen;
    const { x, y: up, atY } = pen.panel(box, [BEGIN, END], [-3.2, 3.2], {
      xTicks: [-1, 0, 1, 2, 3, 4, 5].map((k) => /** @type {[number, string]} */ ([k, k ? power(k) : "1"])),
      yTicks: [-2, 0, 2],
      grid: true,
      xLabel: "Epochs × learning rate",
      yLabel: "Second weight",
    });
    if (state.shown) pen.path("line dotted glm", `M${box.left} ${up(limit)}H${box.right}`);
    pen.clip(box, () => drawPath(pen, x, up, path, 1, state.w2));
    if (state.shown) {
      pen.text(
        "end halo",
        box.right - 0.5 * em,
        up(limit) + 1.2 * em,
        `${decimal(weights[1], 4)}; log(3/2) = ${decimal(limit, 4)}`,
      );
    }
    pen.path("line thin dotted fifth", `M${x(state.shown ? 4 : 1.4)} ${up(state.guess)}H${box.right}`);
    pen.text("soft end", box.right + 2.8 * em, up(state.guess) - 1.4 * em, "guess");
    pen.handle({ names: ["w2"], x: box.left + pen.em, y: up(state.w2), drag: (_, at) => ({ w2: atY(at) }) });
    pen.handle({ names: ["guess"], x: box.right + 1 * em, y: up(state.guess), drag: (_, at) => ({ guess: atY(at) }) });
  }

  /**
   * @param {import("./_pen.js").Pen} pen @param {(value: number) => number} x @param {(value: number) => number} up
   * @param {{time: number, weights: number[]}[]} path @param {number} j which weight @param {number} first at the start
   */
  function drawPath(pen, x, up, path, j, first) {
    const places = path.map(({ time, weights }) => [x(Math.log10(time)), up(weights[j])]);
    pen.line("line thin fifth dotted", [[x(BEGIN) + pen.em, up(first)], places[0]]);
    pen.line("line fifth", places);
    pen.disc("bar fifth", places[places.length - 1][0], places[places.length - 1][1], 0.35 * pen.em);
  }
}
