/** Why glm stops: a tolerance to drag, the iteration at which the rule is met, and the curve that it leaves there. */

import { decimal, power } from "../house/numerals.js";
import { expit } from "../models/logistic.js";

export const room = [38, 33];

const [LOW, HIGH] = [-13, 1.5]; // powers of ten that are drawn
const [LOOSEST, STRICTEST] = [-1, -12];

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ course: { deviance, first, bias }, limit, tol_power }) {
  const change = (/** @type {number} */ k, /** @type {number} */ added) =>
    Math.abs(deviance[k] - deviance[k - 1]) / (deviance[k] + added);
  const stop = (/** @type {number} */ tolerance, /** @type {number} */ added) => {
    let k = 1;
    while (k < limit - 1 && change(k, added) >= 10 ** tolerance) k++;
    return { k, met: Number(change(k, added) < 10 ** tolerance) };
  };
  const usual = stop(tol_power, 0.1).k;
  const tolerance = (/** @type {number} */ value) =>
    value % 1 ? decimal(10 ** value, Math.max(0, Math.ceil(1 - value))) : power(value);

  return {
    hint:
      "Drag the tolerance up and down. The count, the weight and the curve follow it, and the data have not changed.",
    parameters: [
      {
        ...{ name: "tolerance", label: "Tolerance, a power of ten", low: STRICTEST, high: LOOSEST, step: 0.25 },
        ...{ start: tol_power, text: (value) => tolerance(value) },
      },
      {
        ...{
          name: "bare",
          label: "Compare with the deviance alone, without R's 0.1",
          low: 0,
          high: 1,
          step: 1,
          start: 0,
        },
        ...{ options: ["no", "yes"], check: true },
      },
    ],
    answer({ tolerance, bare }) {
      const { k, met } = stop(tolerance, bare ? 0 : 0.1);
      return { iterations: k + 1, met, first: first[k], deviance: deviance[k] };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen;
      const middle = 0.54 * height;
      drawCourse(pen, state, answer, { left: 3.4 * em, top: 1.9 * em, right: width - 2 * em, bottom: middle });
      const isWide = width > 36 * em, top = middle + 5 * em;
      const right = isWide ? 0.55 * width : width - 12.4 * em;
      drawCurve(pen, answer, { left: 3.4 * em, top, right, bottom: height - 2.6 * em });
      drawEnd(pen, answer, right + 2 * em, top + 0.4 * em);
    },
    words: (state, { iterations, met, first: weight, deviance: left }) =>
      `Tolerance ${tolerance(state.tolerance)}: ` +
      (met
        ? `the rule is met at iteration ${iterations}`
        : `the rule is not met, R gives up after ${limit} iterations`) +
      `, with a first weight of ${decimal(weight, 2)} and a deviance of ${decimal(left, 3)}.`,
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawCourse(pen, { tolerance: at, bare }, { iterations, met }, box) {
    const { em } = pen, last = limit + 3; // beyond, R's guards take over
    const { x, y, atY } = pen.panel(box, [0.3, last + 0.7], [LOW, HIGH], {
      xTicks: [1, 5, 10, 15, 20, 25, 30],
      yTicks: [0, -2, -4, -6, -8, -10, -12].map((k) => /** @type {[number, string]} */ ([k, k ? power(k) : "1"])),
      grid: true,
      xLabel: "Iteration of Fisher scoring",
    });
    const log = (/** @type {number} */ value) => y(Math.max(LOW, Math.log10(value)));
    const ends = x(limit + 0.5);
    pen.rect("tint neuron", { ...box, left: ends });
    pen.text("soft end", box.right - 0.3 * em, box.top - 0.9 * em, `R's limit is ${limit}`);
    const shown = deviance.slice(0, last);
    const compared = shown.slice(1).map((/** @type {number} */ _, /** @type {number} */ i) =>
      change(i + 1, bare ? 0 : 0.1)
    );
    pen.line(
      "line thin glm",
      shown.map((/** @type {number} */ value, /** @type {number} */ k) => [x(k + 1), log(value)]),
    );
    shown.forEach((/** @type {number} */ value, /** @type {number} */ k) =>
      pen.disc("bar glm", x(k + 1), log(value), 0.22 * em)
    );
    pen.line(
      "line thin class0",
      compared.map((/** @type {number} */ value, /** @type {number} */ k) => [x(k + 2), log(value)]),
    );
    compared.forEach((/** @type {number} */ value, /** @type {number} */ k) =>
      pen.disc("bar class0", x(k + 2), log(value), 0.22 * em)
    );
    pen.text("halo", x(1.2), y(-3.2), "deviance");
    pen.text("class0 halo", x(bare ? 12 : 7), log(compared[bare ? 10 : 5]) - 1.4 * em, "what the rule compares");
    pen.path("line fifth", `M${box.left} ${y(at)}H${box.right}`);
    const stopAt = x(iterations);
    pen.path("line thin dotted", `M${stopAt} ${box.bottom}V${log(compared[iterations - 2])}`);
    if (met) pen.disc("line fifth thick", stopAt, log(compared[iterations - 2]), 0.6 * em);
    const [side, place] = at < -5 ? ["", box.left + 0.6 * em] : ["end", box.right - 1.4 * em]; // where no curve is named
    pen.text(`strong halo ${side}`, place, y(at) + (at < -9.5 ? -1.1 : 1.1) * em, `tolerance ${tolerance(at)}`);
    const drag = (/** @type {number} */ _, /** @type {number} */ pixels) => ({ tolerance: atY(pixels) });
    pen.handle({ names: ["tolerance"], x: box.right, y: y(at), drag });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} answer @param {import("./_pen.js").Box} box */
  function drawCurve(pen, { iterations }, box) {
    const { em } = pen;
    const { x, y } = pen.panel(box, [-0.1, 1.1], [-0.1, 1.1], {
      xTicks: [0, 1],
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      grid: true,
      xLabel: "Input 1",
      yLabel: "Probability",
    });
    [[usual, "line thin dashed glm"], [iterations - 1, "line fifth"]].forEach(([k, look]) =>
      pen.line(
        String(look),
        Array.from({ length: 121 }, (_, i) => [x(i * 0.01 - 0.1), y(expit(first[k] * (i * 0.01 - 0.1) + bias[k]))]),
      )
    );
    [0, 1].forEach((input) => pen.point(1 - input, x(input), y(1 - input), 0.45 * em));
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} answer @param {number} left @param {number} top */
  function drawEnd(pen, { iterations, met, first: weight, deviance: rest }, left, top) {
    const { em } = pen;
    [
      ["Iterations", String(iterations)],
      ["First weight", decimal(weight, 2)],
      ["Deviance left", decimal(rest, 3)],
    ].forEach(([word, value], k) => {
      pen.text("soft", left, top + 3 * k * em, word);
      pen.text("large", left, top + (3 * k + 1.35) * em, value);
    });
    pen.text(met ? "soft" : "strong class1", left, top + 9 * em, met ? "the rule is met" : "not met: R warns");
  }
}
