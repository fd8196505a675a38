/** The plane of two inputs, bent by hand into the plane of two hidden units' outputs, where one straight line does XOR. */

import { decimal } from "../house/numerals.js";
import { dot, expit } from "../models/logistic.js";
import { crossings, line, shade } from "./_plane.js";

export const room = [32, 21.5];

const MESH = 32; // squares of the plane in a row
const LINES = 4; // squares between two lines that are drawn
const SHADES = 6;

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ X, y, hidden, output, limits: [low, high] }) {
  const columns = [0, 1].map((k) => hidden.map((/** @type {number[]} */ row) => row[k]));
  const outputsAt = (/** @type {number[]} */ x) => columns.map((column) => expit(dot([...x, 1], column)));
  const etaAt = (/** @type {number[]} */ x) => dot([...outputsAt(x), 1], output);
  const at = (/** @type {number} */ share) => low + share * (high - low);
  const bent = (/** @type {number} */ bend, /** @type {number[]} */ x) => {
    const outputs = outputsAt(x);
    return x.map((value, k) => (1 - bend) * value + bend * outputs[k]);
  };
  /** @type {[number, number][]} */
  const square = [[low, high], [low, high]];
  const halves = columns.map((column) => crossings((x1, x2) => dot([x1, x2, 1], column), square, 60));
  const border = crossings((x1, x2) => etaAt([x1, x2]), square, 60);
  const cells = Array.from({ length: MESH * MESH }, (_, k) => {
    const [i, j] = [Math.floor(k / MESH), k % MESH];
    return { i, j, mu: expit(etaAt([at((j + 0.5) / MESH), at((i + 0.5) / MESH)])) };
  });

  return {
    hint: "Bend the plane, from the two inputs to the outputs of the two units. Then walk along the diagonal.",
    parameters: [
      {
        ...{ name: "bend", label: "Bend of the plane", low: 0, high: 1, step: 0.02, start: 0 },
        text: (value) => `${Math.round(100 * value)} %`,
      },
      { name: "walked", label: "Way along the diagonal", low: 0, high: 1, step: 0.01, start: 0.25 },
    ],
    buttons: [{ label: "Bend it all", to: () => ({ bend: 1 }) }],
    answer({ bend, walked }) {
      const walker = [at(walked), at(walked)];
      return {
        places: X.map((/** @type {number[]} */ x) => bent(bend, x)),
        walker: bent(bend, walker),
        outputs: outputsAt(walker),
        mu: expit(etaAt(walker)),
      };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, isWide = width > 36 * em;
      const side = isWide ? Math.min(height - 4.4 * em, 0.5 * width) : Math.min(width - 3.4 * em, height - 18 * em);
      const box = { left: 2.4 * em, top: 1.7 * em, right: 2.4 * em + side, bottom: 1.7 * em + side };
      drawPlane(pen, state, answer, box);
      const left = isWide ? box.right + 2.6 * em : 1 * em, top = isWide ? 4.6 * em : box.bottom + 5 * em;
      pen.track("bend", left, width - 1 * em, top);
      pen.track("walked", left, width - 1 * em, top + 4.4 * em);
      drawWalker(pen, answer, left, top + 7.2 * em, Math.min(width - 1 * em, left + 18 * em));
    },
    words: ({ bend, walked }, { outputs, mu }) =>
      `The plane is bent by ${Math.round(100 * bend)} per cent. At ${decimal(at(walked), 2)}, ${
        decimal(at(walked), 2)
      } unit 1 ` +
      `gives ${decimal(outputs[0], 3)} and unit 2 ${decimal(outputs[1], 3)}; the probability of class 1 is ${
        decimal(mu, 3)
      }.`,
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawPlane(pen, { bend }, { places, walker, mu }, box) {
    const { em } = pen;
    const half = bend < 0.5;
    const panel = pen.panel(box, [low, high], [low, high], {
      xTicks: [0, 1],
      yTicks: [0, 1],
      xLabel: half ? "Input 1" : "Output of unit 1",
      yLabel: half ? "Input 2" : "Output of unit 2",
    });
    const place = (/** @type {number[]} */ x) => {
      const [a, b] = bent(bend, x);
      return `${panel.x(a).toFixed(1)} ${panel.y(b).toFixed(1)}`;
    };
    if (bend === 1) shade(pen, panel, (a, b) => dot([a, b, 1], output), 44);
    const corners = Array.from(
      { length: (MESH + 1) ** 2 },
      (_, k) => place([at((k % (MESH + 1)) / MESH), at(Math.floor(k / (MESH + 1)) / MESH)]),
    );
    pen.clip({ left: box.left - 1, top: box.top - 1, right: box.right + 1, bottom: box.bottom + 1 }, () => {
      for (let shade = 0; shade < SHADES; shade++) {
        const inside = cells.filter(({ mu: one }) => Math.min(SHADES - 1, Math.floor(SHADES * one)) === shade);
        const d = inside.map(({ i, j }) => {
          const from = i * (MESH + 1) + j, above = from + MESH + 1;
          return `M${corners[from]}L${corners[from + 1]}L${corners[above + 1]}L${corners[above]}z`;
        });
        const strength = Math.abs((shade + 0.5) / SHADES - 0.5);
        pen.add("path", {
          class: `bar class${shade < SHADES / 2 ? 0 : 1}`,
          "fill-opacity": 0.75 * strength,
          d: d.join(""),
        });
      }
      const along = Array.from({ length: 2 * MESH + 1 }, (_, k) => at(k / (2 * MESH)));
      const lines = Array.from({ length: MESH / LINES + 1 }, (_, k) => at((LINES * k) / MESH)).flatMap((fixed) => [
        along.map((one) => place([fixed, one])),
        along.map((one) => place([one, fixed])),
      ]);
      pen.path("mesh", lines.map((points) => `M${points.join("L")}`).join(""));
      pen.path("line thin fifth dotted", `M${along.map((one) => place([one, one])).join("L")}`);
      halves.forEach((half, k) =>
        pen.path(
          `line thin glm ${k ? "dotted" : "dashed"}`,
          half.map(([from, to]) => `M${place(from)}L${place(to)}`).join(""),
        )
      );
      pen.path("line thick neuron", border.map(([from, to]) => `M${place(from)}L${place(to)}`).join(""));
    });
    if (bend === 1) line(pen, "line thick neuron", panel, output); // what has been the border, as one straight line
    places.forEach((/** @type {number[]} */ [a, b], /** @type {number} */ i) =>
      pen.point(y[i], panel.x(a), panel.y(b), 0.55 * em)
    );
    pen.disc(`open ${mu >= 0.5 ? "class1" : "class0"}`, panel.x(walker[0]), panel.y(walker[1]), 0.62 * em);
    pen.disc("bar fifth", panel.x(walker[0]), panel.y(walker[1]), 0.34 * em);
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} answer @param {number} left @param {number} top @param {number} right */
  function drawWalker(pen, { outputs, mu }, left, top, right) {
    const { em } = pen, first = left + 8.4 * em, last = right - 3.4 * em;
    [["Unit 1", outputs[0], "glm"], ["Unit 2", outputs[1], "glm"], ["Probability", mu, "fifth"]].forEach(
      ([word, value, role], k) => {
        const at = top + k * 1.6 * em;
        pen.text(k < 2 ? "" : "strong", left, at, word);
        pen.rect("panel", { left: first, right: last, top: at - 0.45 * em, bottom: at + 0.45 * em });
        pen.rect(`bar ${role}`, {
          left: first,
          right: first + value * (last - first),
          top: at - 0.45 * em,
          bottom: at + 0.45 * em,
        });
        pen.text(`${k < 2 ? "" : "strong"} end`, right, at, value.toFixed(3));
      },
    );
  }
}
