/** One learning rule, an activation to choose: the neuron's curve on its way to the regression's, epoch by epoch. */

import { decimal, power } from "../house/numerals.js";
import { dot, expit } from "../models/logistic.js";

export const room = [33, 30];

const EPOCHS = 100;
const DIGITS = 10; // that are drawn

/** @type {[string, string, string, (eta: number) => number, number[], number[]][]} the experiment's name, what is seen */
const UNITS = [
  ["identity", "identity", "Distance (ft)", (eta) => eta, [-6, 125], [0, 50, 100]],
  ["exp", "exponential", "Breaks", Math.exp, [-3, 76], [0, 25, 50, 75]],
  ["logistic", "logistic", "Distress", expit, [-0.08, 1.08], [0, 0.5, 1]],
];
const REGRESSIONS = ["least squares", "Poisson regression", "logistic regression"];

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ rows, panels }) {
  /** The weights after every epoch from 0 on. @param {number} unit @returns {number[][]} */
  function path(unit) {
    const [name, , , activation] = UNITS[unit], { X, y } = panels[name], { rate } = rows[unit];
    let weights = X[0].map(() => 0);
    return Array.from({ length: EPOCHS + 1 }, (_, epoch) => {
      if (epoch) {
        const errors = X.map((/** @type {number[]} */ x, /** @type {number} */ i) =>
          y[i] - activation(dot(x, weights))
        );
        weights = weights.map((/** @type {number} */ weight, /** @type {number} */ j) =>
          weight +
          (rate * errors.reduce((/** @type {number} */ sum, /** @type {number} */ e, /** @type {number} */ i) =>
              sum + e * X[i][j], 0)) / y.length
        );
      }
      return weights;
    });
  }
  const paths = UNITS.map((_, unit) => path(unit));
  const apart = (/** @type {number} */ unit, /** @type {number[]} */ weights) =>
    Math.max(...weights.map((weight, j) => Math.abs(weight / rows[unit].glm[j] - 1)));

  return {
    hint: "Train the neuron: drag the epochs. The rule is the same for all three; only the activation is another.",
    parameters: [
      {
        name: "unit",
        label: "Activation",
        low: 0,
        high: 2,
        step: 1,
        start: 0,
        options: UNITS.map(([, shown]) => shown),
      },
      { name: "epochs", label: "Epochs", low: 0, high: EPOCHS, step: 1, start: 0 },
    ],
    buttons: [{ label: "One epoch more", to: ({ epochs }) => ({ epochs: Math.min(EPOCHS, epochs + 1) }) }],
    answer: ({ unit, epochs }) => {
      const weights = paths[unit][epochs];
      return { weights, apart: apart(unit, weights) };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, left = 3.4 * em, right = width - 1.2 * em;
      const middle = 0.54 * height;
      drawFit(pen, state, answer, { left, top: 1.9 * em, right, bottom: middle });
      pen.track("epochs", left, right, middle + 6 * em, { ticks: [0, 25, 50, 75, 100] });
      drawApart(pen, state, { left, top: middle + 10 * em, right, bottom: height - 0.8 * em });
    },
    words: ({ unit, epochs }, { apart: far }) =>
      `${UNITS[unit][1]} activation, ${epochs} epoch${epochs === 1 ? "" : "s"}: the weights differ from those of ${
        REGRESSIONS[unit]
      } by ` +
      (far < 1e-10 ? "less than a part in 10,000,000,000." : `at most ${decimal(far, 3)} of their size.`),
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawFit(pen, { unit }, { weights }, box) {
    const { em } = pen, [name, , label, activation, ys, yTicks] = UNITS[unit];
    const { X, y, eta, grid, glm } = panels[name];
    const { x, y: up } = pen.panel(box, [grid[0], grid[grid.length - 1]], [ys[0], ys[1]], {
      yTicks: yTicks.map((tick) => /** @type {[number, string]} */ ([tick, tick === 0.5 ? "½" : String(tick)])),
      grid: true,
      xLabel: `Weighted sum by ${REGRESSIONS[unit]}`,
      yLabel: label,
    });
    eta.forEach((/** @type {number} */ at, /** @type {number} */ i) =>
      pen.disc("bar class0 faint", x(at), up(y[i]), 0.33 * em)
    );
    const ends = [eta.indexOf(Math.min(...eta)), eta.indexOf(Math.max(...eta))].map((i) => dot(X[i], weights));
    const mean = (/** @type {number} */ k) => {
      const along = -0.06 + (1.12 * k) / (grid.length - 1); // the inputs run from one end of the observations to the other
      return activation((1 - along) * ends[0] + along * ends[1]);
    };
    pen.clip(box, () => {
      pen.line(
        "line thick neuron",
        grid.map((/** @type {number} */ at, /** @type {number} */ k) => [x(at), up(Math.min(1e4, mean(k)))]),
      );
      pen.line("line thin glm", grid.map((/** @type {number} */ at, /** @type {number} */ k) => [x(at), up(glm[k])]));
    });
    const low = (unit < 2 ? box.bottom : up(0)) - 1 * em; // above the launches without distress
    pen.text("soft end halo", box.right - 0.4 * em, low - 1.4 * em, "thick: the neuron");
    pen.text("end halo", box.right - 0.4 * em, low, `thin: ${REGRESSIONS[unit]}`);
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {import("./_pen.js").Box} box */
  function drawApart(pen, { unit, epochs }, box) {
    const { em } = pen;
    const { x, y: up } = pen.panel(box, [0, EPOCHS], [-DIGITS, 0.4], {
      yTicks: [0, -5, -10].map((k) => /** @type {[number, string]} */ ([k, k ? power(k) : "1"])),
      grid: true,
      yLabel: "Largest difference of a weight, as a share of it",
    });
    const height = (/** @type {number[]} */ weights) => up(Math.max(-DIGITS, Math.log10(apart(unit, weights) + 1e-99)));
    pen.line("line neuron", paths[unit].map((weights, epoch) => [x(epoch), height(weights)]));
    pen.disc("fill fifth", x(epochs), height(paths[unit][epochs]), 0.5 * em);
  }
}
