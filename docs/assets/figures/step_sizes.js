/** The bowl of the launches: a path into it from a start, at a rate and with momentum, all of which can be moved. */

import { decimal } from "../house/numerals.js";
import { dot, logLoss } from "../models/logistic.js";
import { factorPerEpoch, momentumPath } from "../models/momentum.js";

export const room = [34, 31];

const [LEFT, RIGHT, LOW, HIGH] = [-3.8, -0.2, -2.9, 0.9];
const WIDE = [-4.6, 1.4]; // where there is room to the sides

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, minimum, least, levels, start, rates, curvatures, live_epochs: epochs }) {
  const loss = (/** @type {number[]} */ weights) =>
    X.reduce(
      (/** @type {number} */ sum, /** @type {number[]} */ x, /** @type {number} */ i) =>
        sum + logLoss(y[i], dot(x, weights)),
      0,
    ) / y.length;
  const factor = (/** @type {number} */ rate, /** @type {number} */ momentum) =>
    Math.max(...curvatures.map((/** @type {number} */ kappa) => factorPerEpoch(kappa, rate, momentum)));
  const rings = levels.map((/** @type {number} */ level) => ringAt(loss, minimum, level));

  return {
    hint: `One path of ${epochs} steps: drag its start, the rate and the momentum.`,
    parameters: [
      { name: "start1", label: "Start, weight of temperature", low: LEFT, high: RIGHT, step: 0.05, start: start[0] },
      { name: "start2", label: "Start, bias", low: LOW, high: HIGH, step: 0.05, start: start[1] },
      { name: "rate", label: "Learning rate", low: 0.1, high: 16, step: 0.1, start: rates[0] },
      { name: "momentum", label: "Momentum: share of the last step", low: 0, high: 0.95, step: 0.05, start: 0 },
    ],
    answer({ rate, momentum, start1, start2 }) {
      const path = momentumPath(X, y, { weights: [start1, start2], learningRate: rate, momentum, epochs });
      return { path, factor: factor(rate, momentum) };
    },
    draw(pen, state, { path, factor: now }) {
      const { width, height, em } = pen;
      const isWide = width > 33 * em, left = 2.4 * em, right = width - 1 * em;
      const xs = isWide ? WIDE : [LEFT, RIGHT];
      const deep = ((right - left) * (HIGH - LOW)) / (xs[1] - xs[0]);
      const bowl = { left, top: 1.7 * em, right, bottom: 1.7 * em + Math.min(deep, height - (isWide ? 15 : 22) * em) };
      bowl.right = left + ((bowl.bottom - bowl.top) * (xs[1] - xs[0])) / (HIGH - LOW);
      drawBowl(pen, state, path, bowl, [xs[0], xs[1]]);
      const middle = isWide ? left + 0.44 * (right - left) : right;
      const first = bowl.bottom + 5 * em;
      pen.track("rate", left, middle, first);
      pen.track("momentum", left, middle, first + 4 * em);
      const top = isWide ? bowl.bottom + 4.6 * em : first + 7.4 * em;
      drawFactor(pen, state, now, { left: isWide ? middle + 4 * em : left, right, top, bottom: height - 2.6 * em });
    },
    words({ rate, momentum, start1, start2 }, { path, factor: now }) {
      const above = loss(path[path.length - 1]) - least;
      return `Rate ${decimal(rate, 1)}, momentum ${decimal(momentum, 2)}, from ${decimal(start1, 2)}, ${
        decimal(start2, 2)
      }: ` +
        `after ${epochs} epochs the loss is ${
          decimal(above, 4)
        } above its minimum. Near the minimum an epoch multiplies the ` +
        `distance by ${decimal(now, 3)}${now < 1 ? "." : ", so the path does not arrive."}`;
    },
  };

  /**
   * @param {import("./_pen.js").Pen} pen @param {any} state @param {number[][]} path @param {import("./_pen.js").Box} box
   * @param {[number, number]} xs
   */
  function drawBowl(pen, state, path, box, xs) {
    const { em } = pen;
    const { x, y: up, atX, atY } = pen.panel(box, xs, [LOW, HIGH], {
      xTicks: [-4, -3, -2, -1, 0, 1].filter((tick) => tick > xs[0] && tick < xs[1]),
      yTicks: [-2, -1, 0],
      xLabel: "Weight of temperature",
      yLabel: "Bias",
    });
    /** @type {(weights: number[]) => [number, number]} */
    const place = ([first, second]) => [x(first), up(second)];
    pen.clip(box, () => {
      for (const ring of [...rings].reverse()) pen.line("contour", ring.map(place), true);
      pen.line("line thin fifth", path.map((weights) => place(weights)));
      path.slice(1).forEach((weights, k) => pen.disc("fill fifth", ...place(weights), (k < 12 ? 0.3 : 0.22) * em));
    });
    const above = loss(path[path.length - 1]) - least;
    pen.text(
      "halo end",
      box.right - 0.5 * em,
      box.bottom - 1 * em,
      `in the end ${decimal(above, 4)} above the lowest loss`,
    );
    pen.path("star", star(...place(minimum), 0.75 * em));
    const [at, height] = place([state.start1, state.start2]);
    const beside = at > box.right - 4 * em ? -1 : 1;
    pen.text(`strong halo ${beside < 0 ? "end" : ""}`, at + beside * em, height - 0.9 * em, "start");
    const drag = (/** @type {number} */ a, /** @type {number} */ b) => ({ start1: atX(a), start2: atY(b) });
    pen.handle({ names: ["start1", "start2"], x: at, y: height, drag });
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {number} now @param {import("./_pen.js").Box} box */
  function drawFactor(pen, state, now, box) {
    const { em } = pen;
    const most = 1.4;
    const { x, y: up, atX } = pen.panel(box, [0, 16], [0, most], {
      xTicks: [0, 5, 10, 15],
      yTicks: [[0, "0"], [0.5, "½"], [1, "1"]],
      xLabel: "Learning rate",
      yLabel: "Factor an epoch",
    });
    pen.rect("tint class1", { ...box, bottom: up(1) });
    pen.text("soft", box.left + 0.5 * em, up(1.2), "does not arrive");
    pen.clip(box, () => {
      const points = [];
      for (let pixels = box.left; pixels <= box.right; pixels += 2) {
        points.push([pixels, up(factor(atX(pixels), state.momentum))]);
      }
      pen.line("line glm", points);
    });
    const at = x(state.rate), height = Math.max(box.top, up(now));
    pen.path("line thin dotted", `M${at} ${box.bottom}V${height}`);
    pen.disc("fill fifth", at, height, 0.5 * em);
    const side = at > (box.left + box.right) / 2 ? -1 : 1;
    pen.text(`strong halo ${side < 0 ? "end" : ""}`, at + side * 0.8 * em, height + 1.2 * em, decimal(now, 3));
  }
}

/**
 * Where a convex function that is least at `minimum` has a value: a ring around it, found along rays.
 *
 * @param {(weights: number[]) => number} loss @param {number[]} minimum @param {number} level
 */
function ringAt(loss, minimum, level) {
  return Array.from({ length: 90 }, (_, k) => {
    const [u, v] = [Math.cos((k * Math.PI) / 45), Math.sin((k * Math.PI) / 45)];
    let [low, high] = [0, 16];
    while (high - low > 0.01) {
      const r = (low + high) / 2;
      if (loss([minimum[0] + r * u, minimum[1] + r * v]) < level) low = r;
      else high = r;
    }
    return [minimum[0] + low * u, minimum[1] + low * v];
  });
}

/** @param {number} x @param {number} y @param {number} r */
function star(x, y, r) {
  const corners = Array.from({ length: 10 }, (_, k) => {
    const [length, angle] = [k % 2 ? 0.42 * r : r, (k * Math.PI) / 5 - Math.PI / 2];
    return `${(x + length * Math.cos(angle)).toFixed(1)} ${(y + length * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${corners.join("L")}Z`;
}
