/** Four hidden units with switches: which of them are on, and what is left of XOR; and what each adds at a place. */

import { decimal } from "../house/numerals.js";
import { expit } from "../models/logistic.js";
import { CORNERS, crossings, line, shade } from "./_plane.js";

export const room = [40, 33];

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, hidden, weights, bias, limits }) {
  const [low, high] = limits[0];
  const columns = weights.map((/** @type {number} */ _, /** @type {number} */ k) =>
    hidden.map((/** @type {number[]} */ row) => row[k])
  );
  const scoreOf = (/** @type {number} */ k, /** @type {number} */ x1, /** @type {number} */ x2) =>
    columns[k][0] * x1 + columns[k][1] * x2 + columns[k][2];
  const outputsAt = (/** @type {number} */ x1, /** @type {number} */ x2) =>
    columns.map((/** @type {number[]} */ _, /** @type {number} */ k) => expit(scoreOf(k, x1, x2)));
  const on = (/** @type {import("./_pen.js").State} */ state) =>
    columns.map((/** @type {number[]} */ _, /** @type {number} */ k) => state[`unit${k + 1}`] === 1);
  const addsAt = (/** @type {any} */ state, /** @type {number} */ x1, /** @type {number} */ x2) => {
    const switches = on(state);
    return outputsAt(x1, x2).map((/** @type {number} */ output, /** @type {number} */ k) =>
      switches[k] ? output * weights[k] : 0
    );
  };
  const score = (/** @type {any} */ state, /** @type {number} */ x1, /** @type {number} */ x2) =>
    addsAt(state, x1, x2).reduce((/** @type {number} */ sum, /** @type {number} */ one) => sum + one, bias);
  const signed = (/** @type {number} */ value) => (value > 0 ? "+" : "") + decimal(value, 1);
  const least = bias + weights.reduce((/** @type {number} */ s, /** @type {number} */ w) => s + Math.min(0, w), 0);
  const most = bias + weights.reduce((/** @type {number} */ s, /** @type {number} */ w) => s + Math.max(0, w), 0);

  return {
    hint:
      "Switch hidden units off. Which can go, and all four points stay right? Drag the dot to see what each unit adds there.",
    parameters: [
      ...columns.map((/** @type {number[]} */ _, /** @type {number} */ k) => ({
        ...{ name: `unit${k + 1}`, label: `Unit ${k + 1}`, low: 0, high: 1, step: 1, start: 1, check: true },
        options: ["off", "on"],
      })),
      { name: "x1", label: "Input 1", low, high, step: 0.05, start: 0.5 },
      { name: "x2", label: "Input 2", low, high, step: 0.05, start: 0.5 },
    ],
    answer(state) {
      const mu = X.map((/** @type {number[]} */ [x1, x2]) => expit(score(state, x1, x2)));
      const eta = score(state, state.x1, state.x2);
      return {
        mu,
        right: mu.filter((/** @type {number} */ one, /** @type {number} */ i) => (one >= 0.5) === (y[i] === 1)).length,
        outputs: outputsAt(state.x1, state.x2),
        adds: addsAt(state, state.x1, state.x2),
        probe: { eta, mu: expit(eta) },
      };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, gap = (width > 30 * em ? 1.4 : 0.6) * em;
      const small = (width - 2 * em - 3 * gap) / 4;
      columns.forEach((/** @type {number[]} */ _, /** @type {number} */ k) => {
        const left = 1 * em + k * (small + gap);
        drawUnit(pen, state, k, { left, top: 3 * em, right: left + small, bottom: 3 * em + small });
      });
      const top = small + 6 * em, isWide = width > 36 * em;
      const side = isWide
        ? Math.min(height - top - 2.6 * em, 23 * em)
        : Math.min(width - 4.4 * em, height - top - 14.5 * em);
      const box = { left: 2.4 * em, top, right: 2.4 * em + side, bottom: top + side };
      drawOutput(pen, state, answer, box);
      const left = isWide ? box.right + 2.4 * em : 1 * em;
      drawAdds(pen, state, answer, {
        left,
        top: isWide ? top : box.bottom + 3.6 * em,
        right: width - 1 * em,
        bottom: isWide ? top + Math.min(side, 15 * em) : height,
      });
    },
    words(state, { mu, right, probe }) {
      const names = on(state).flatMap((/** @type {boolean} */ is, /** @type {number} */ k) => is ? [k + 1] : []);
      return `On: ${names.length ? "units " + names.join(", ") : "no unit"}. The four points get ` +
        `${mu.map((/** @type {number} */ one) => decimal(one, 3)).join(", ")}; ${right} of 4 are right. ` +
        `At ${decimal(state.x1, 2)}, ${decimal(state.x2, 2)} the probability is ${decimal(probe.mu, 3)}.`;
    },
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {number} k @param {import("./_pen.js").Box} box */
  function drawUnit(pen, state, k, box) {
    const { em } = pen, isOn = on(state)[k], middle = (box.left + box.right) / 2;
    pen.text("strong middle", middle, box.top - 2.1 * em, `Unit ${k + 1}`);
    pen.text("soft middle", middle, box.top - 0.8 * em, isOn ? `× ${signed(weights[k])}` : "off");
    const panel = pen.panel(box, [low, high], [low, high]);
    if (isOn) {
      shade(pen, panel, (x1, x2) => scoreOf(k, x1, x2), 24);
      line(pen, "line glm", panel, columns[k]);
    }
    pen.rect("frame", box);
    X.forEach((/** @type {number[]} */ [x1, x2], /** @type {number} */ i) =>
      pen.point(y[i], panel.x(x1), panel.y(x2), 0.3 * em)
    );
    if (isOn) pen.disc("fill fifth", panel.x(state.x1), panel.y(state.x2), 0.25 * em);
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawOutput(pen, state, { right }, box) {
    const { em } = pen;
    const panel = pen.panel(box, [low, high], [low, high], CORNERS);
    pen.text(
      `${right < 4 ? "strong class1" : "strong"} end`,
      box.right,
      box.top - 0.9 * em,
      `Output unit: ${right} of 4 right`,
    );
    const at = (/** @type {number} */ x1, /** @type {number} */ x2) => score(state, x1, x2);
    shade(pen, panel, at, 44);
    on(state).forEach((/** @type {boolean} */ is, /** @type {number} */ k) => {
      if (is) line(pen, "line thin dashed glm", panel, columns[k]);
    });
    const ways = crossings(at, limits, 44).map((way) =>
      way.map(([x1, x2]) => `${panel.x(x1).toFixed(1)} ${panel.y(x2).toFixed(1)}`)
    );
    pen.path("line thick neuron", ways.map(([from, to]) => `M${from}L${to}`).join(""));
    pen.rect("frame", box);
    X.forEach((/** @type {number[]} */ [x1, x2], /** @type {number} */ i) => {
      const isRight = (at(x1, x2) >= 0) === (y[i] === 1);
      if (!isRight) pen.disc("line", panel.x(x1), panel.y(x2), 1 * em);
      pen.point(y[i], panel.x(x1), panel.y(x2), 0.5 * em);
    });
    const drag = (/** @type {number} */ px, /** @type {number} */ py) => ({ x1: panel.atX(px), x2: panel.atY(py) });
    pen.handle({ names: ["x1", "x2"], x: panel.x(state.x1), y: panel.y(state.x2), drag });
  }

  /**
   * From the bias on, each unit's output times its weight, to the score at the dot.
   *
   * @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box
   */
  function drawAdds(pen, state, { outputs, adds, probe }, box) {
    const { em } = pen, first = box.left + 7.4 * em, step = (box.bottom - box.top - 3.6 * em) / (adds.length + 1);
    const x = (/** @type {number} */ value) => first + ((value - least) / (most - least)) * (box.right - first);
    pen.text("strong", box.left, box.top - 0.9 * em, "Score at the dot");
    pen.path("line thin dashed soft-line", `M${x(0)} ${box.top}V${box.bottom - 3.2 * em}`);
    const lines = [
      ["bias", 0, bias],
      ...adds.map((/** @type {number} */ one, /** @type {number} */ k) => [
        on(state)[k] ? `${decimal(outputs[k], 2)} × ${decimal(weights[k], 1)}` : `unit ${k + 1} off`,
        one,
        one,
      ]),
    ];
    let sum = 0;
    lines.forEach(([words, , value], k) => {
      const middle = box.top + (k + 0.5) * step;
      pen.text("", box.left, middle, words);
      pen.rect(`bar class${value > 0 ? 1 : 0}`, {
        left: x(sum),
        right: x(sum + value),
        top: middle - 0.3 * step,
        bottom: middle + 0.3 * step,
      });
      sum += value;
      pen.path("line thin", `M${x(sum)} ${middle - 0.3 * step}V${middle + (k < adds.length ? 1.3 : 0.5) * step}`);
    });
    const end = box.bottom - 3.4 * em;
    pen.disc("fill fifth", x(sum), end, 0.45 * em);
    pen.text("soft middle", x(0), end + 1.1 * em, Math.abs(x(sum) - x(0)) < 0.8 * em ? "" : "0");
    pen.text("strong end", box.right, end + 2.5 * em, `η = ${decimal(probe.eta, 2)}, μ = ${decimal(probe.mu, 3)}`);
  }
}
