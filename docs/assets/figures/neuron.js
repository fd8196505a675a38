/** A neuron with its numbers on every wire: inputs and weights can be moved, score and output follow. */

import { decimal } from "../house/numerals.js";
import { dot, expit } from "../models/logistic.js";

export const room = [28, 26];

const MOST = 50; // of a weight
const ENDS = 12; // of the scores that the curve is drawn for
const PLACES = 3; // so that the products shown add up to the score shown

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ weights, x }) {
  const weight = (/** @type {number} */ j, /** @type {string} */ label) => ({
    ...{ name: `w${j + 1}`, label, low: -MOST, high: MOST, step: 0.1, start: weights[j] },
    text: (/** @type {number} */ value) => decimal(value, PLACES),
  });
  const input = (/** @type {number} */ j) => ({
    ...{ name: `x${j + 1}`, label: `Input ${j + 1}`, low: -2, high: 2, step: 0.1, start: x[j] },
  });
  const scaled = (/** @type {number} */ times) => (/** @type {import("./_pen.js").State} */ { w1, w2, w3 }) => {
    const most = Math.min(times, MOST / Math.max(...[w1, w2, w3].map(Math.abs), 1e-9));
    return { w1: most * w1, w2: most * w2, w3: most * w3 };
  };

  return {
    hint: "Drag a number to the side, or use the arrow keys on it.",
    parameters: [input(0), weight(0, "Weight of input 1"), input(1), weight(1, "Weight of input 2"), weight(2, "Bias")],
    buttons: [{ label: "Double the weights", to: scaled(2) }, { label: "Halve them", to: scaled(0.5) }],
    answer({ x1, x2, w1, w2, w3 }) {
      const eta = dot([x1, x2, 1], [w1, w2, w3]);
      return { products: [x1 * w1, x2 * w2, w3], eta, mu: expit(eta) };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen;
      drawWires(pen, state, answer, { left: 0, top: 0, right: width, bottom: 0.58 * height });
      const box = { left: 2.4 * em, top: 0.58 * height + 3.2 * em, right: width - 1.4 * em, bottom: height - 2.6 * em };
      drawCurve(pen, answer, box);
    },
    words: (_, { products, eta, mu }) =>
      `The score is ${products.map((/** @type {number} */ one) => decimal(one, PLACES)).join(" plus ")}, which is ` +
      `${decimal(eta, PLACES)}. The output is a probability of ${probability(mu)}.`,
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawWires(pen, state, { products, eta, mu }, { right, bottom }) {
    const { em } = pen;
    const r = 1.75 * em, first = 2.6 * em, middle = bottom / 2;
    const isWide = right > 30 * em;
    const score = (isWide ? 0.6 : 0.56) * right, last = right - (isWide ? 4 : 2.8) * em;
    const heights = [0.17, 0.5, 0.83].map((share) => share * bottom);
    heights.forEach((at, j) => {
      const strength = Math.min(5, 1 + Math.abs(products[j]) / 6);
      const role = products[j] < 0 ? "class0" : "class1";
      pen.add("path", {
        class: `line ${products[j] ? role : "soft-line"}`,
        style: `stroke-width:${strength.toFixed(2)}`,
        d: `M${first + r} ${at}L${score - r} ${middle + (at - middle) * 0.12}`,
      });
      pen.disc("panel", first, at, r);
      if (j === 2) pen.text("strong middle", first, at, "1");
      const u = isWide ? 0.7 : 0.8, v = at + (middle + (at - middle) * 0.12 - at) * u;
      const along = first + r + u * (score - 2 * r - first);
      pen.text("soft middle halo", along, v + (j === 2 ? 1.2 : -1.2) * em, decimal(products[j], PLACES));
      if (j < 2) {
        const name = `x${j + 1}`;
        pen.text("soft", first + r + 0.3 * em, at - (isWide ? 1.5 : 2) * em, j ? "input x₂" : "input x₁");
        const drag = (/** @type {number} */ px, /** @type {number} */ _, /** @type {any} */ from) => ({
          [name]: from[name] + (px - first) * 0.025,
        });
        pen.handle({ names: [name], x: first, y: at, drag, text: decimal(state[name], 1) });
      } else pen.text("soft", first + r + 0.3 * em, at + 1.5 * em, "always 1");
      const name = `w${j + 1}`;
      const place = [first + r + 0.31 * (score - 2 * r - first), at + (middle + (at - middle) * 0.12 - at) * 0.31];
      const drag = (/** @type {number} */ px, /** @type {number} */ _, /** @type {any} */ from) => ({
        [name]: from[name] + (px - place[0]) * 0.2,
      });
      pen.handle({ names: [name], x: place[0], y: place[1], drag, text: decimal(state[name], PLACES) });
    });
    pen.path("line", `M${score + r} ${middle}H${last - r}`);
    pen.disc("panel", score, middle, r);
    pen.text("large middle", score, middle, "Σ");
    pen.disc("panel", last, middle, r);
    pen.line(
      "line fifth",
      Array.from({ length: 21 }, (_, k) => [last + (k / 10 - 1) * 0.65 * r, middle + (0.5 - expit(k - 10)) * 1.1 * r]),
    );
    pen.text("soft middle", score, middle + r + 1 * em, "score");
    pen.text("strong middle", score, middle + r + 2.3 * em, `η = ${decimal(eta, PLACES)}`);
    const factor = (/** @type {number} */ value) => value < 0 ? `(${decimal(value, PLACES)})` : decimal(value, PLACES);
    const terms = [0, 1].map((j) => decimal(state[`x${j + 1}`], 1) + " × " + factor(state[`w${j + 1}`]));
    const sum = [...terms, factor(state.w3)].join("  +  ");
    pen.text("soft middle", right / 2, bottom + 0.2 * em, `${sum}  =  ${decimal(eta, PLACES)}`);
    pen.text("soft middle", last, middle + r + 1 * em, "output");
    pen.text(
      "strong middle",
      last,
      middle + r + 2.3 * em,
      `μ ${mu > 0.999995 || mu < 0.000005 ? "" : "= "}${probability(mu)}`,
    );
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} answer @param {import("./_pen.js").Box} box */
  function drawCurve(pen, { eta, mu }, box) {
    const { em } = pen;
    const { x: along, y: up } = pen.panel(box, [-ENDS, ENDS], [-0.06, 1.06], {
      xTicks: [-10, -5, 0, 5, 10],
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      grid: true,
      xLabel: "Score η",
      yLabel: "Output μ: the probability of class 1",
    });
    pen.line("line glm", Array.from({ length: 121 }, (_, k) => [along(k / 5 - ENDS), up(expit(k / 5 - ENDS))]));
    const beyond = Math.abs(eta) > ENDS;
    const at = along(Math.max(-ENDS, Math.min(ENDS, eta)));
    pen.path("line thin dotted", `M${at} ${box.bottom}V${up(mu)}H${box.left}`);
    pen.disc("fill fifth", at, up(mu), 0.5 * em);
    if (beyond) pen.path("line fifth", `M${at + Math.sign(eta) * 0.9 * em} ${up(mu)}h${Math.sign(eta) * 0.001}`);
  }
}

/** A probability that never looks certain. @param {number} mu */
const probability = (mu) => mu > 0.999995 ? "> 0.99999" : mu < 0.000005 ? "< 0.00001" : decimal(mu, 5);
