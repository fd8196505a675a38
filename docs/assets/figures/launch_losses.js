/** A curve through the launches, to be moved by hand: every launch's loss under it, and their sum. */

import { decimal } from "../house/numerals.js";
import { expit, logit, logLoss } from "../models/logistic.js";

export const room = [24, 27];

const AT = 55; // °F, where the curve is taken hold of to turn it
const MOST = 3.2; // of a loss that is drawn in full
const ALL = 18; // of a total that is

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ temperature, distress, mean, curves: { flat, fitted }, ...numbers }) {
  const score = (/** @type {import("./_stage.js").State} */ { intercept, slope }, /** @type {number} */ at) =>
    intercept + slope * (at - mean);
  const losses = (/** @type {import("./_stage.js").State} */ state) =>
    temperature.map((/** @type {number} */ at, /** @type {number} */ i) => logLoss(distress[i], score(state, at)));
  const totalOf = (/** @type {number[]} */ all) => all.reduce((sum, loss) => sum + loss, 0);
  const best = losses(fitted);

  return {
    hint: "Move the curve by its two dots until the bars are as short as you can make them.",
    parameters: [
      { name: "slope", label: "Slope, per °F", low: -0.6, high: 0.3, step: 0.005, start: flat.slope },
      {
        name: "intercept",
        label: `Intercept: the score at the mean temperature, ${decimal(mean, 1)} °F`,
        ...{ low: -6, high: 6, step: 0.05, start: flat.intercept },
        text: (value) => decimal(value, 2),
      },
    ],
    predict: ["Show the best fit", "Hide the best fit"],
    answer(state) {
      const all = losses(state);
      return { losses: all, total: totalOf(all) };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen;
      const left = 2.4 * em, right = width - 8 * em, middle = 0.47 * height;
      drawCurve(pen, state, { left, top: 1.9 * em, right, bottom: middle });
      drawBars(pen, state, answer.losses, { left, top: middle + 4.6 * em, right, bottom: height - 1.6 * em });
      drawTotal(pen, state, answer, {
        left: right + 1.4 * em,
        top: 3.4 * em,
        right: right + 2.8 * em,
        bottom: height - 1.6 * em,
      });
    },
    words: ({ intercept, slope, shown }, { total }) =>
      `Intercept ${decimal(intercept, 2)}, slope ${decimal(slope, 3)}: total loss ${decimal(total, 2)}. ` +
      `The flat curve has ${decimal(numbers.flat.total, 2)}.` +
      (shown
        ? ` The best fit has ${decimal(totalOf(best), 2)}, with intercept ${decimal(fitted.intercept, 2)} and slope ` +
          `${decimal(fitted.slope, 3)}.`
        : ""),
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {import("./_pen.js").Box} box */
  function drawCurve(pen, state, box) {
    const { em } = pen;
    const xTicks = [50, 60, 70, 80];
    const { x, y, atX, atY } = pen.panel(box, [50, 84], [-0.08, 1.08], {
      xTicks,
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      grid: true,
      xLabel: "Temperature (°F)",
      yLabel: "Probability of distress",
    });
    const through = (/** @type {any} */ line) => {
      const places = [];
      for (let pixels = box.left; pixels <= box.right; pixels += 4) {
        places.push([pixels, y(expit(score(line, atX(pixels))))]);
      }
      return places;
    };
    const seen = new Map();
    temperature.forEach((/** @type {number} */ at, /** @type {number} */ i) => {
      const key = `${at} ${distress[i]}`, again = seen.get(key) ?? 0;
      seen.set(key, again + 1);
      const from = y(distress[i]), to = y(expit(score(state, at)));
      pen.path(`line thin class${distress[i]}`, `M${x(at)} ${from}V${to}`);
      pen.point(distress[i], x(at), from + (distress[i] ? 1 : -1) * again * 0.62 * em, 0.34 * em);
    });
    if (state.shown) pen.line("line glm", through(fitted));
    pen.line("line thick fifth", through(state));
    const hold = (/** @type {number} */ pixels) => logit(Math.min(0.995, Math.max(0.005, atY(pixels))));
    const places = [[AT, "slope"], [mean, "intercept"]].map(([at, word]) => {
      const up = y(expit(score(state, at)));
      const below = up < box.top + 2.6 * em;
      pen.text("strong middle halo", x(at), up + (below ? 1.6 : -1.6) * em, word);
      return [x(at), up];
    });
    const turn = (/** @type {number} */ pixels, /** @type {any} */ from) =>
      (hold(pixels) - from.intercept) / (AT - mean);
    pen.handle({
      names: ["slope"],
      x: places[0][0],
      y: places[0][1],
      drag: (_, at, from) => ({ slope: turn(at, from) }),
    });
    pen.handle({ names: ["intercept"], x: places[1][0], y: places[1][1], drag: (_, at) => ({ intercept: hold(at) }) });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {number[]} now @param {import("./_pen.js").Box} box */
  function drawBars(pen, state, now, box) {
    const { em } = pen;
    pen.panel(box, [0, 1], [0, MOST], {
      yTicks: [0, 1, 2, 3],
      grid: true,
      yLabel: box.right > 16 * em ? "Loss of each launch, the coldest first" : "Loss, the coldest first",
    });
    const step = (box.right - box.left) / now.length;
    const up = (/** @type {number} */ loss) => box.bottom - ((box.bottom - box.top) * Math.min(loss, MOST)) / MOST;
    now.forEach((loss, i) => {
      const at = box.left + (i + 0.12) * step, side = 0.76 * step;
      pen.rect(`bar class${distress[i]}`, { left: at, top: up(loss), right: at + side, bottom: box.bottom });
      if (loss > MOST) pen.path("line thin", `M${at} ${box.top + 4}l${side / 2} -7l${side / 2} 7`);
      if (state.shown) pen.path("line glm", `M${at - 1} ${up(best[i])}h${side + 2}`);
      pen.point(distress[i], at + side / 2, box.bottom + 0.8 * em, Math.min(0.3 * em, 0.4 * step));
    });
  }

  /**
   * The bars of all launches on one another.
   *
   * @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box
   */
  function drawTotal(pen, state, { losses: now, total }, box) {
    const { em } = pen;
    const up = (/** @type {number} */ value) => box.bottom - ((box.bottom - box.top) * Math.min(value, ALL)) / ALL;
    pen.text("", box.left, box.top - 2.3 * em, "Total loss");
    pen.text("large", box.left, box.top - 0.9 * em, decimal(total, 2));
    pen.rect("panel", box);
    let sum = 0;
    now.forEach((/** @type {number} */ loss, /** @type {number} */ i) => {
      pen.rect(`fill class${distress[i]}`, { ...box, bottom: up(sum), top: up(sum += loss) });
    });
    const marks = [["thin dashed", "soft", "flat", numbers.flat.total]];
    if (state.shown) marks.push(["glm", "strong", "best", totalOf(best)]);
    for (const [line, look, word, value] of marks) {
      pen.path(`line ${line}`, `M${box.left} ${up(value)}H${box.right + 0.4 * em}`);
      pen.text(look, box.right + 0.7 * em, up(value), `${word} ${decimal(value, 2)}`);
    }
  }
}
