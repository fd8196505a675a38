/** The backward pass, unit by unit: every δ and every slope with the product that it is, and steps against them. */

import { decimal } from "../house/numerals.js";
import { backward, forward } from "../models/passes.js";
import { drawNetwork, drawSteps, factor, parameters, read, short, signed, stepped, write } from "./_passes.js";

export const room = [38.5, 30.5];

const ORDER = [2, 0, 1]; // of the units, back from the output
const STEPS = ["nothing", "the output unit", "output and upper unit", "all units"];
const GUESSES = ["none", "of x₁", "of x₂", "of both"];

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure(numbers) {
  const { learning_rate: rate } = numbers;
  return {
    hint: "Guess, then go back step by step. Drag a number to the side, or use the arrow keys on it.",
    parameters: [
      ...parameters(numbers),
      {
        ...{ name: "step", label: "Computed", low: 0, high: 3, step: 1, start: 0 },
        text: (value) => STEPS[Math.round(value)],
      },
      {
        ...{ name: "guess", label: "Which weights have slope 0?", low: 0, high: 4, step: 1, start: 0 },
        options: ["no guess", ...GUESSES],
      },
    ],
    buttons: [
      { label: "Next step", to: ({ step }) => ({ step: Math.min(3, step + 1) }) },
      {
        label: "Move the weights",
        to: (state) => stepped(state, answerTo(state), rate),
      },
    ],
    answer: answerTo,
    draw(pen, state, answer) {
      const { width, em } = pen, { step } = state;
      const { x, y, network } = read(state), { hidden, mu, loss } = forward(x, y, network);
      const { delta, deltas, first, output } = answer;
      const known = (/** @type {number} */ k) => ORDER.indexOf(k) < step;
      const { bottom } = drawNetwork(pen, state, {
        now: step ? ORDER[step - 1] : -1,
        circles: [...deltas, delta].map((one, k) => known(k) ? short(one) : "δ ?"),
        above: [...hidden, mu].map((one, k) => `${k < 2 ? "a" : "μ"} = ${short(one)}`),
        below: [0, 1, 2].map((k) =>
          known(k) ? (k < 2 ? [...column(first, k), deltas[k]] : [...output, delta]).map(short) : []
        ),
        look: "class1",
      });
      pen.text("middle", width - 3.4 * em, 18.4 * em, `right answer ${y}`);
      pen.text("strong middle", width - 3.4 * em, 19.9 * em, `loss ${decimal(loss, 3)}`);
      const track = bottom + 2.4 * em;
      drawSteps(pen, state, 1 * em, track, STEPS);
      drawSlopes(pen, state, answer, track + 1.8 * em);
    },
    words(state, { delta, deltas, first, output }) {
      const { x, y, network } = read(state), { mu, loss } = forward(x, y, network);
      const said = [`The output is ${decimal(mu, 3)}, the loss ${decimal(loss, 3)}.`];
      const units = [`upper hidden unit`, "lower hidden unit", "output unit"];
      for (const k of ORDER.slice(0, state.step)) {
        const slopes = k < 2 ? column(first, k) : output;
        said.push(
          `The ${units[k]} has a delta of ${short(k < 2 ? deltas[k] : delta)}; ` +
            `the slopes of its weights are ${slopes.map(short).join(" and ")}.`,
        );
      }
      return said.concat(zeros(state) || []).join(" ");
    },
  };

  /** @param {import("./_pen.js").State} state */
  function answerTo(state) {
    const { x, y, network } = read(state);
    return backward(x, y, network);
  }

  /** What has a slope of exactly zero, and what the reader said. @param {import("./_pen.js").State} state */
  function zeros({ x1, x2, guess, step }) {
    const found = step > 2 ? [`Slope 0: ${GUESSES[(x1 ? 0 : 1) + (x2 ? 0 : 2)]}.`] : [];
    return (guess ? [...found, `You said: ${GUESSES[guess - 1]}.`] : found).join(" ");
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {number} top */
  function drawSlopes(pen, state, { delta, factors, deltas, first, output }, top) {
    const { width, em } = pen, isWide = width > 36 * em;
    const { x, y, network } = read(state), { hidden, mu } = forward(x, y, network);
    const times = (/** @type {string[]} */ all) => all.map((one, k) => k ? factor(one) : one).join(" × ");
    const blocks = ORDER.map((k, place) => {
      const isKnown = place < state.step, isOutput = k === 2, sign = isOutput ? "δ" : `δ${"₁₂"[k]}`;
      const look = isKnown ? (place === state.step - 1 ? "strong class1" : "class1") : "soft";
      const own = isOutput ? delta : deltas[k], slopes = isOutput ? output : column(first, k);
      const numbers = isOutput
        ? `μ − y = ${short(mu)} − ${y}`
        : times([short(delta), signed(network.output[k]), short(factors[k])]);
      const rule = isOutput ? "μ − y" : `δ × weight × a${"₁₂"[k]} (1 − a${"₁₂"[k]})`;
      const carried = isOutput ? hidden.map(short) : x.map(signed);
      return [
        [look, isKnown ? `${sign} = ${numbers} = ${short(own)}` : `${sign} = ${rule}`],
        ...slopes.map((/** @type {number} */ slope, /** @type {number} */ j) => {
          const from = `${isOutput ? "a" : "x"}${"₁₂"[j]}`;
          const made = isKnown ? `${times([short(own), carried[j]])} = ${short(slope)}` : `${sign} × ${from}`;
          return [isKnown ? "" : "soft", `${from}: ${made}`];
        }),
      ];
    });
    const lines = /** @type {[string, string][][]} */ (blocks);
    const last = [["", ""], ["strong", zeros(state)]];
    const columns = isWide ? [lines.slice(0, 1), lines.slice(1)] : [lines];
    columns.forEach((some, k) =>
      write(
        pen,
        k ? 0.45 * width : 1 * em,
        top,
        /** @type {[string, string][]} */ ([...some.flat(), ...(k ? [] : last)]),
      )
    );
  }
}

/** @param {number[][]} rows @param {number} k */
const column = (rows, k) => rows.map((row) => row[k]);
