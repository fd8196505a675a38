/** Two tests of one effect: the likelihood along it and Wald's parabola, a threshold to drag, and what each makes of it. */

import { decimal } from "../house/numerals.js";
import { expit } from "../models/logistic.js";

export const room = [38, 33];

const [LOW, HIGH] = [-2, 7]; // effects that are drawn
const MOST = 16; // of the statistics along the effect
const ENDLESS = 60; // further than any end of an interval

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ n, control, points, threshold: usual, estimates, standard_errors: errors, peak }) {
  const loss = (/** @type {number} */ eta) => Math.max(0, eta) + Math.log1p(Math.exp(-Math.abs(eta)));

  /** Twice the loss of the best fit with this effect. @param {number} successes @param {number} effect */
  function held(successes, effect) {
    let [low, high] = [-ENDLESS - Math.max(0, effect), ENDLESS - Math.min(0, effect)];
    for (let k = 0; k < 70; k++) {
      const base = (low + high) / 2;
      if (n * (expit(base) + expit(base + effect)) < control + successes) low = base;
      else high = base;
    }
    return 2 * (n * (loss(low) + loss(low + effect)) - (control + successes) * low - successes * effect);
  }
  const entropy = (/** @type {number} */ share) =>
    share % 1 ? -share * Math.log(share) - (1 - share) * Math.log(1 - share) : 0;
  const ratio = (/** @type {number} */ successes, /** @type {number} */ effect) =>
    held(successes, effect) - 2 * n * (entropy(successes / n) + entropy(control / n));
  const parabola = (/** @type {number} */ successes, /** @type {number} */ effect) =>
    ((effect - estimates[successes - control]) / errors[successes - control]) ** 2;

  /** Where the likelihood's curve passes the threshold. @param {number} successes @param {number} threshold @param {number} way */
  function end(successes, threshold, way) {
    let [inside, outside] = [Math.min(estimates[successes - control], 20), way * ENDLESS];
    if (ratio(successes, outside) < threshold) return way * Infinity;
    for (let k = 0; k < 60; k++) {
      const middle = (inside + outside) / 2;
      if (ratio(successes, middle) < threshold) inside = middle;
      else outside = middle;
    }
    return inside;
  }

  return {
    hint: "Change the successes, and drag the threshold. What is below it is inside the interval.",
    parameters: [
      { name: "successes", label: `Successes of ${n} with treatment`, low: control, high: n, step: 1, start: peak },
      {
        ...{ name: "threshold", label: "Threshold of both statistics", low: 0.5, high: 15, step: 0.01 },
        start: Math.round(100 * usual) / 100,
      },
    ],
    answer({ successes, threshold }) {
      const at = successes - control, reach = Math.sqrt(threshold) * errors[at];
      return {
        wald: { statistic: parabola(successes, 0), low: estimates[at] - reach, high: estimates[at] + reach },
        likelihood: {
          statistic: ratio(successes, 0),
          low: end(successes, threshold, -1),
          high: end(successes, threshold, 1),
        },
      };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, left = 2.6 * em, middle = 0.5 * height;
      drawAlong(pen, state, answer, { left, top: 1.9 * em, right: width - 1.4 * em, bottom: middle });
      const first = middle + 8.8 * em, isWide = width > 36 * em;
      const half = isWide ? 0.42 * width : width - 1.4 * em;
      pen.track("successes", left, half, first, { ticks: [25, 30, 35, 40, 45, 50] });
      const box = isWide
        ? { left: half + 5 * em, top: first - 0.6 * em, right: width - 1.4 * em, bottom: height - 2.6 * em }
        : { left, top: first + 5 * em, right: width - 1.4 * em, bottom: height - 2.6 * em };
      drawStatistics(pen, state, box);
      if (!isWide) return;
      [["Likelihood ratio", answer.likelihood, "margin"], ["Wald", answer.wald, "class1"]].forEach(
        ([word, { statistic }, role], k) => {
          pen.text(`${role}`, left, first + (4 + 1.5 * k) * em, word);
          pen.text(`strong end ${role}`, half, first + (4 + 1.5 * k) * em, decimal(statistic, 2));
        },
      );
    },
    words: ({ successes, threshold }, { wald, likelihood }) =>
      `${successes} successes. Against no effect the likelihood ratio is ${
        decimal(likelihood.statistic, 2)
      }, Wald's statistic ` +
      `${decimal(wald.statistic, 2)}. With a threshold of ${
        decimal(threshold, 2)
      } the likelihood's interval goes from ` +
      `${decimal(likelihood.low, 2)} ${
        Number.isFinite(likelihood.high) ? "to " + decimal(likelihood.high, 2) : "on without end"
      }, ` +
      `Wald's from ${decimal(wald.low, 2)} to ${decimal(wald.high, 2)}.`,
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawAlong(pen, { successes, threshold }, { wald, likelihood }, box) {
    const { em } = pen;
    const { x, y, atX, atY } = pen.panel(box, [LOW, HIGH], [0, MOST], {
      xTicks: [-2, 0, 2, 4, 6],
      yTicks: [0, 5, 10, 15],
      grid: true,
      yLabel: "How much worse than the best fit",
    });
    pen.path("line thin dashed", `M${x(0)} ${box.bottom}V${box.top}`);
    pen.clip(box, () => {
      const curves = [[ratio, "line margin"], [parabola, "line class1 dashed"]];
      for (const [curve, look] of /** @type {[typeof ratio, string][]} */ (curves)) {
        const places = [];
        for (let at = box.left; at <= box.right; at += 4) places.push([at, y(curve(successes, atX(at)))]);
        pen.line(look, places);
      }
    });
    pen.text("soft halo middle", x(0), box.top + 0.7 * em, "no effect");
    pen.path("line thin fifth", `M${box.left} ${y(threshold)}H${box.right}`);
    pen.text("strong halo", box.left + 0.4 * em, y(threshold) + (threshold > 1.8 ? 1 : -1) * em, decimal(threshold, 2));
    for (const [{ statistic }, role] of [[likelihood, "margin"], [wald, "class1"]]) {
      if (statistic < MOST) pen.disc(`fill ${role}`, x(0), y(statistic), 0.4 * em);
    }
    [["likelihood", likelihood, "margin", ""], ["Wald", wald, "class1", "dashed"]].forEach(
      ([word, { low, high }, role, dashes], k) => {
        const at = box.bottom + (2.6 + 1.4 * k) * em;
        const [from, to] = [Math.max(box.left, x(low)), Math.min(box.right, x(Math.min(high, 99)))];
        pen.path(`line thick ${role} ${dashes}`, `M${from} ${at}H${to}`);
        const right = to < box.right - 8 * em;
        pen.text(
          `${role} halo ${right ? "" : "end"}`,
          right ? to + 0.6 * em : Math.max(box.left + 6 * em, from - 0.6 * em),
          at,
          `${word}`,
        );
        for (const [place, value, side] of [[box.left, low, -1], [box.right, high, 1]]) {
          if (side * (side < 0 ? LOW - value : HIGH - value) < 0) {
            pen.path(
              `line ${role}`,
              `M${place - side * 0.5 * em} ${at - 0.4 * em}l${side * 0.5 * em} ${0.4 * em}l${-side * 0.5 * em} ${
                0.4 * em
              }`,
            );
          }
        }
      },
    );
    pen.text("soft end", box.right, box.bottom + 5.4 * em, "Effect: the coefficient of treatment");
    const drag = (/** @type {number} */ _, /** @type {number} */ pixels) => ({ threshold: atY(pixels) });
    pen.handle({ names: ["threshold"], x: box.right, y: y(threshold), drag });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {import("./_pen.js").Box} box */
  function drawStatistics(pen, { successes, threshold }, box) {
    const { em } = pen;
    const { x, y } = pen.panel(box, [control - 0.5, n + 0.5], [0, 46], {
      xTicks: [25, 30, 35, 40, 45, 50],
      yTicks: [0, 20, 40],
      grid: true,
      xLabel: "Successes",
      yLabel: "Statistic against no effect",
    });
    pen.path("line thin dashed fifth", `M${box.left} ${y(threshold)}H${box.right}`);
    for (const point of points) {
      const isNow = point.successes === successes, r = (isNow ? 0.5 : 0.25) * em;
      const [at, up] = [x(point.successes), y(point.ratio)];
      pen.rect(`${isNow ? "fill" : "bar"} margin`, {
        left: at - 0.9 * r,
        right: at + 0.9 * r,
        top: up - 0.9 * r,
        bottom: up + 0.9 * r,
      });
      pen.disc(`${isNow ? "fill" : "bar"} class1`, x(point.successes), y(point.wald), r);
    }
  }
}
