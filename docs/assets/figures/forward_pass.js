/** The forward pass, unit by unit, with inputs and weights to move, and a guess at what will come out. */

import { decimal } from "../house/numerals.js";
import { forward } from "../models/passes.js";
import { drawNetwork, drawSteps, factor, parameters, read, short, signed, write } from "./_passes.js";

export const room = [34, 25];

const STEPS = ["nothing", "the upper unit", "both hidden units", "the output", "the loss"];

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure(numbers) {
  return {
    hint: "Set your guess, then compute step by step. Drag a number to the side, or use the arrow keys on it.",
    parameters: [
      ...parameters(numbers),
      { name: "guess", label: "Your guess of the output", low: 0, high: 1, step: 0.01, start: 0 },
      {
        name: "step",
        label: "Computed",
        low: 0,
        high: 4,
        step: 1,
        start: 0,
        text: (value) => STEPS[Math.round(value)],
      },
    ],
    buttons: [{ label: "Next step", to: ({ step }) => ({ step: Math.min(4, step + 1) }) }],
    answer(state) {
      const { x, y, network } = read(state);
      return forward(x, y, network);
    },
    draw(pen, state, { etas, hidden, eta, mu, loss }) {
      const { width, em } = pen, { step } = state, isWide = width > 36 * em;
      const known = (/** @type {number} */ k, /** @type {string} */ words) => step > k ? words : "";
      const sums = [...etas, eta], outputs = [...hidden, mu];
      const { bottom } = drawNetwork(pen, state, {
        now: step - 1,
        circles: outputs.map((one, k) => known(k, short(one)) || "?"),
        above: sums.map((one, k) => known(k, `η = ${decimal(one, 2)}`)),
      });
      pen.text("middle", width - 3.4 * em, 17.4 * em, `right answer ${state.y}`);
      pen.text("strong middle", width - 3.4 * em, 18.9 * em, known(3, `loss ${decimal(loss, 3)}`));
      const middle = isWide ? 0.45 * width : width - 1 * em;
      const label = step > 2 ? `Your guess of the output; it is ${short(mu)}` : "Your guess of the output";
      pen.track("guess", 1 * em, middle, bottom + 2.4 * em, { ticks: [[0, "0"], [0.5, "½"], [1, "1"]], label });
      if (step > 2) pen.disc("open glm", 1 * em + mu * (middle - 1 * em), bottom + 2.4 * em, 0.45 * em);
      const [left, next] = isWide ? [middle + 3 * em, bottom + 2.4 * em] : [1 * em, bottom + 7.2 * em];
      drawSteps(pen, state, left, next, STEPS);
      drawSums(pen, state, { etas, hidden, eta, mu, loss }, next + (isWide ? 2.6 : 1.6) * em);
    },
    words(state, { etas, hidden, eta, mu, loss }) {
      const { guess, step } = state, sums = [...etas, eta], outputs = [...hidden, mu];
      const said = ["The upper hidden unit", "The lower hidden unit", "The output unit"].slice(0, step).map((unit, k) =>
        `${unit} has the score ${decimal(sums[k], 2)} and puts out ${decimal(outputs[k], 3)}.`
      );
      if (step > 2) said.push(`Your guess was ${decimal(guess, 2)}.`);
      if (step > 3) said.push(`The loss is ${decimal(loss, 3)}.`);
      return `The inputs are ${signed(state.x1)} and ${signed(state.x2)}. ` +
        (said.join(" ") || "Nothing is computed as yet.");
    },
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {number} top */
  function drawSums(pen, state, { etas, hidden, eta, mu, loss }, top) {
    const { width, em } = pen, isWide = width > 36 * em;
    const { x, y, network } = read(state), three = (/** @type {number} */ value) => decimal(value, 3);
    const weights = [0, 1].map((k) => network.hidden.map((row) => row[k]));
    /** @type {[string, string[], number[], number, number][]} */
    const units = [
      ["Upper", x.map(signed), weights[0], etas[0], hidden[0]],
      ["Lower", x.map(signed), weights[1], etas[1], hidden[1]],
      ["Output", hidden.map(three), network.output, eta, mu],
    ];
    const sums = units.flatMap(([unit, values, w, sum, out], k) => {
      const isKnown = k < state.step, look = isKnown ? (k === state.step - 1 ? "strong" : "") : "soft";
      const input = k < 2 ? "x" : "a";
      const terms = isKnown
        ? [...values.map((value, j) => `${factor(signed(w[j]))} × ${factor(value)}`), factor(signed(w[2]))]
        : [`weight × ${input}₁`, `weight × ${input}₂`, "bias"];
      const [eta, a] = isKnown ? [decimal(sum, 2), ` = ${short(out)}`] : ["η", ""];
      const first = `${terms.join(" + ")} = ${eta}`, second = `expit(${eta})${a}`;
      return isWide ? [[look, `${unit}:  ${first},  ${second}`]] : [[look, first], [look, second]];
    });
    const lost = `${isWide ? "Loss:  " : ""}−log ${y ? "μ" : "(1 − μ)"}`;
    sums.push(state.step > 3 ? ["strong", `${lost} = ${decimal(loss, 3)}`] : ["soft", lost]);
    write(pen, 1 * em, top, /** @type {[string, string][]} */ (sums));
  }
}
