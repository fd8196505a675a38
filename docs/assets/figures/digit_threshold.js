/** Every test image at its probability, and a threshold to drag: misses, false alarms, and what they cost. */

import { count, decimal } from "../house/numerals.js";
import { expit, logit } from "../models/logistic.js";

export const room = [36, 31];

const [LEFT, RIGHT] = [-7.5, 7.5]; // scores that are drawn
const STEP = 0.3; // of the score, between columns of images
const MOST = 12; // images in a column; of those with more, the first

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ eta, y, ratio }) {
  const mu = eta.map(expit);
  const mistakes = (/** @type {number} */ threshold) => {
    let [alarms, misses] = [0, 0];
    mu.forEach((/** @type {number} */ one, /** @type {number} */ i) => {
      if (one >= threshold && !y[i]) alarms++;
      else if (one < threshold && y[i]) misses++;
    });
    return { alarms, misses };
  };
  const costOf = (/** @type {number} */ threshold, /** @type {number} */ price) => {
    const { alarms, misses } = mistakes(threshold);
    return alarms + price * misses;
  };
  /** @type {Map<string, number[]>} the scores of each class by column */
  const columns = new Map();
  eta.forEach((/** @type {number} */ one, /** @type {number} */ i) => {
    const key = `${y[i]} ${Math.floor(one / STEP)}`;
    columns.set(key, [...columns.get(key) ?? [], one]);
  });
  const beyond = eta.filter((/** @type {number} */ one) => one < LEFT).length;

  return {
    hint: "Drag the threshold until mistakes cost as little as you can make them; then show what all thresholds cost.",
    parameters: [
      {
        ...{ name: "threshold", label: "Threshold", low: 0.005, high: 0.995, step: 0.005, start: 0.5 },
        text: (value) => decimal(value, 3),
      },
      { name: "price", label: "A miss costs so many false alarms", low: 1, high: 20, step: 1, start: ratio },
    ],
    predict: ["Show the cost of all thresholds", "Hide it"],
    answer: ({ threshold, price }) => ({
      ...mistakes(threshold),
      cost: costOf(threshold, price),
      theory: 1 / (1 + price),
    }),
    draw(pen, state, answer) {
      const { width, height, em } = pen;
      const left = 2.8 * em, right = width - 0.6 * em;
      const images = { left, top: 1.6 * em, right, bottom: 0.5 * height };
      drawImages(pen, state, images);
      const isWide = width > 36 * em, middle = isWide ? left + 0.5 * (right - left) : right;
      const first = images.bottom + 6 * em;
      pen.track("price", left, middle - (isWide ? 2 : 0) * em, first, { ticks: [1, 5, 10, 15, 20] });
      drawBill(pen, state, answer, isWide ? middle + 1 * em : left, isWide ? first - 1.35 * em : first + 3.6 * em);
      const top = isWide ? first + 4.6 * em : first + 9 * em;
      drawCosts(pen, state, answer, { left, top, right, bottom: height - 2.6 * em });
    },
    words: ({ threshold, price, shown }, { alarms, misses, cost, theory }) =>
      `At a threshold of ${decimal(threshold, 3)} there are ${count(misses)} misses and ${
        count(alarms)
      } false alarms. ` +
      `Where a miss costs ${price}, that is a cost of ${count(cost)}.` +
      (shown
        ? ` The formula's threshold is ${decimal(theory, 3)}, where the cost is ${count(costOf(theory, price))}.`
        : ""),
  };

  /** @param {import("./_pen.js").Pen} pen @param {import("./_pen.js").State} state @param {import("./_pen.js").Box} box */
  function drawImages(pen, { threshold }, box) {
    const { em } = pen, middle = box.top + 0.5 * (box.bottom - box.top);
    const { x, atX } = scores(pen, { ...box, bottom: box.bottom });
    const step = (middle - box.top - 0.4 * em) / (MOST + 2), r = Math.min(0.46 * step, 0.42 * (x(STEP) - x(0)));
    const line = x(logit(threshold));
    pen.rect("tint class1", { left: line, right: box.right, top: box.top, bottom: box.bottom });
    pen.text("soft", box.left + 0.4 * em, box.top + 0.9 * em, "8s");
    pen.text("soft end", box.right - 0.4 * em, box.bottom - 2.2 * em, "other digits;");
    pen.text("soft end", box.right - 0.4 * em, box.bottom - 0.9 * em, `${beyond} more are further left`);
    pen.path("rule", `M${box.left} ${middle}H${box.right}`);
    for (const [key, found] of columns) {
      const [label, column] = key.split(" ").map(Number), side = label ? -1 : 1;
      const at = x((column + 0.5) * STEP);
      if (at < box.left || at > box.right) continue;
      found.sort((a, b) => a - b).slice(0, MOST).forEach((one, k) => {
        const isWrong = (expit(one) >= threshold) !== (label === 1);
        const place = middle + side * (k + 0.8) * step;
        if (isWrong) pen.point(label, at, place, r);
        else pen.disc(`bar faint class${label}`, at, place, 0.8 * r);
      });
      if (found.length > MOST) {
        pen.text("soft middle", at, middle + side * (MOST + 1.5) * step, "⋮");
      }
    }
    pen.path("line fifth", `M${line} ${box.top}V${box.bottom}`);
    pen.text(
      `strong ${threshold > 0.5 ? "end" : ""}`,
      line,
      box.top - 0.8 * em,
      `yes from ${decimal(threshold, 3)} on`,
    );
    pen.handle({ names: ["threshold"], x: line, y: middle, drag: (pixels) => ({ threshold: expit(atX(pixels)) }) });
  }

  /**
   * The two kinds of mistakes, and what they cost together.
   *
   * @param {import("./_pen.js").Pen} pen @param {import("./_pen.js").State} state @param {any} answer @param {number} left
   * @param {number} top
   */
  function drawBill(pen, { price }, { alarms, misses, cost }, left, top) {
    const { em } = pen, value = left + 15 * em;
    [
      [`${misses} misses × ${price}`, price * misses, 1],
      [`${alarms} false alarms`, alarms, 0],
    ].forEach(([words, part, label], k) => {
      const at = top + k * 1.4 * em;
      pen.point(+label, left + 0.5 * em, at, 0.4 * em);
      pen.text("", left + 1.6 * em, at, String(words));
      pen.text("end", value, at, count(+part));
    });
    pen.path("axis", `M${left} ${top + 2.15 * em}H${value}`);
    pen.text("strong", left + 1.6 * em, top + 2.95 * em, "cost");
    pen.text("strong end", value, top + 2.95 * em, count(cost));
  }

  /** @param {import("./_pen.js").Pen} pen @param {import("./_pen.js").State} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawCosts(pen, { threshold, price, shown }, { cost, theory }, box) {
    const { em } = pen, most = 20 * Math.ceil((1.1 * costOf(0.95, price)) / 20);
    const { x, atX } = scores(pen, box);
    const { y: up } = pen.panel(box, [LEFT, RIGHT], [0, most], {
      yTicks: [0, most / 2, most],
      grid: true,
      xLabel: "Threshold: a probability",
      yLabel: "Cost, in false alarms",
    });
    if (shown) {
      pen.clip(box, () => {
        const points = [];
        for (let at = box.left; at <= box.right; at += 2) points.push([at, up(costOf(expit(atX(at)), price))]);
        pen.line("line fourth", points);
      });
      const at = x(logit(theory));
      pen.path("line thin dashed", `M${at} ${box.bottom}V${box.top}`);
      pen.text("strong halo middle", at, box.top + 0.5 * em, `formula 1/${1 + price}`);
    } else {pen.text(
        "soft middle",
        (box.left + box.right) / 2,
        box.top + 0.9 * em,
        "Guess where the cost is lowest.",
      );}
    pen.disc("fill fifth", x(logit(threshold)), Math.max(box.top, up(cost)), 0.5 * em);
  }

  /** The axis of scores, marked by their probabilities. @param {import("./_pen.js").Pen} pen @param {import("./_pen.js").Box} box */
  function scores(pen, box) {
    const ticks = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999];
    const xTicks = ticks.map((
      value,
    ) => /** @type {[number, string]} */ ([logit(value), value === 0.5 ? "½" : `${value}`]));
    return pen.panel(box, [LEFT, RIGHT], [0, 1], { xTicks });
  }
}
