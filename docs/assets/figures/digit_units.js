/** An image to draw, as the network and the single unit read it: what every hidden unit adds to the score. */

import { decimal } from "../house/numerals.js";
import { FULL } from "../models/digits.js";
import { dot, expit } from "../models/logistic.js";
import { drawImage, EMPTY, inkOf, parametersOf, placeOf, rowsOf, SIDE, squares } from "./_image.js";

export const room = [43, 35];

const FAR = 3; // pixels that the image can be moved by

/** @param {any} numbers of the experiment @returns {import("./_stage.js").Live} */
export function figure({ units, fires_for, single, out, mean, bias, examples }) {
  const images = examples.map((/** @type {any} */ { image }) => rowsOf(image));
  const movedInk = (/** @type {import("./_pen.js").State} */ state) => {
    const drawn = inkOf(state);
    const [down, right] = [Math.round(state.down), Math.round(state.right)]; // on the way between two of them too
    return drawn.map((_, k) => {
      const [i, j] = [Math.floor(k / SIDE) - down, (k % SIDE) - right];
      return i >= 0 && i < SIDE && j >= 0 && j < SIDE ? drawn[SIDE * i + j] : 0;
    });
  };
  const still = { right: 0, down: 0 };
  const most = bias.out + out.filter((/** @type {number} */ one) => one > 0).reduce(plus, 0);
  const least = bias.out + out.filter((/** @type {number} */ one) => one < 0).reduce(plus, 0);

  return {
    hint: "Draw an 8, or change the image that is there. With keys: arrows, and space for ink.",
    parameters: [
      ...parametersOf(images[0]),
      { name: "right", label: "Image moved to the right", low: -FAR, high: FAR, step: 1, start: 0 },
      { name: "down", label: "Image moved down", low: -FAR, high: FAR, step: 1, start: 0 },
    ],
    squares: {
      label: "The image",
      side: SIDE,
      ink: movedInk,
      to: (ink) => ({ ...rowsOf(ink), ...still }),
      rubs: ({ pen }) => pen === 1,
    },
    buttons: [
      { label: "Clear", to: () => ({ ...EMPTY, ...still }) },
      {
        label: "Another image",
        to: (state) => ({ ...images[(placeOf(images, state) + 1) % images.length], ...still }),
      },
    ],
    answer(state) {
      const x = movedInk(state).map((ink, k) => ink / FULL - mean[k]);
      const score = (/** @type {number[][]} */ weights) => dot(weights.flat(), x);
      const outputs = units.map((/** @type {number[][]} */ weights, /** @type {number} */ k) =>
        expit(score(weights) + bias.units[k])
      );
      const adds = outputs.map((/** @type {number} */ output, /** @type {number} */ k) => output * out[k]);
      const [eta, alone] = [adds.reduce(plus, 0) + bias.out, score(single) + bias.single];
      return { outputs, adds, net: { eta, mu: expit(eta) }, single: { eta: alone, mu: expit(alone) } };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen;
      const isWide = width > 36 * em;
      const side = isWide ? 19 * em : Math.min(18 * em, width - 8.2 * em);
      const box = { left: 1, top: 1.9 * em, right: 1 + side, bottom: 1.9 * em + side };
      pen.text("", box.left, 0.7 * em, nameOf(state));
      pen.text("soft end", box.right, 0.7 * em, state.pen ? "rubbing out" : "");
      drawImage(pen, movedInk(state), box);
      const beside = box.right + 1.2 * em;
      drawAnswers(pen, answer, beside, box.top + 0.6 * em);
      const mover = Math.max(box.bottom - 3 * em, box.top + 12.7 * em);
      drawMover(pen, state, beside + 3 * em, mover);
      if (isWide) {
        const left = beside + 9 * em, size = Math.min(9 * em, width - left - 0.4 * em);
        pen.text("", left, 0.7 * em, "Weights of the single unit");
        drawWeights(pen, single, { left, top: box.top, right: left + size, bottom: box.top + size });
        pen.text("soft", left, box.top + size + 1.2 * em, "Filled: ink there speaks");
        pen.text("soft", left, box.top + size + 2.5 * em, "for an 8; open: against.");
      }
      drawUnits(pen, answer, { left: 1, top: mover + 4.8 * em, right: width - 0.4 * em, bottom: height });
    },
    words(state, { outputs, net, single: alone }) {
      const on = outputs.flatMap((/** @type {number} */ output, /** @type {number} */ k) =>
        output > 0.5 ? [k + 1] : []
      );
      return `${nameOf(state)}. The network gives it a probability of ${
        probability(net.mu)
      } to be an 8, the single unit ` +
        `${probability(alone.mu)}. ` +
        (on.length ? `Of the ${units.length} hidden units, ${on.join(", ")} are on.` : "No hidden unit is on.");
    },
  };

  /** @param {import("./_pen.js").State} state */
  function nameOf(state) {
    const known = placeOf(images, state);
    return known < 0
      ? "Your image"
      : `Test image ${known + 1} of ${images.length}, ${examples[known].digit === 8 ? "an" : "a"} ${
        examples[known].digit
      }`;
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} answer @param {number} left @param {number} top */
  function drawAnswers(pen, { net, single: alone }, left, top) {
    const { em } = pen;
    pen.text("", left, 0.7 * em, "An 8?");
    [["Network", net, "fourth"], ["Single unit", alone, "neuron"]].forEach(([word, { mu }, role], k) => {
      const at = top + k * 4.2 * em;
      pen.text("", left, at, word);
      pen.text("large", left, at + 1.5 * em, probability(mu));
      const box = { left, top: at + 2.6 * em, right: left + 6 * em, bottom: at + 3.3 * em };
      pen.rect("panel", box);
      pen.rect(`bar ${role}`, { ...box, right: left + 6 * em * mu });
      pen.path("line thin", `M${left + 3 * em} ${box.top - 0.15 * em}V${box.bottom + 0.15 * em}`);
    });
  }

  /** @param {import("./_pen.js").Pen} pen @param {import("./_pen.js").State} state @param {number} x @param {number} y */
  function drawMover(pen, { right, down }, x, y) {
    const { em } = pen, step = 0.8 * em, reach = (FAR + 0.5) * step;
    pen.text("", x - 3 * em, y - reach - 0.9 * em, "Move it");
    pen.rect("panel", { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });
    pen.path("rule", `M${x - reach} ${y}h${2 * reach}M${x} ${y - reach}v${2 * reach}`);
    const drag = (/** @type {number} */ px, /** @type {number} */ py) => ({
      right: (px - x) / step,
      down: (py - y) / step,
    });
    pen.handle({ names: ["right", "down"], x: x + right * step, y: y + down * step, drag });
  }

  /**
   * A line for each hidden unit, from its weights to what it adds to the score.
   *
   * @param {import("./_pen.js").Pen} pen @param {any} answer @param {import("./_pen.js").Box} box
   */
  function drawUnits(pen, { outputs, adds, net }, box) {
    const { em } = pen, step = (box.bottom - box.top - 5.2 * em) / out.length;
    const isWide = box.right > 36 * em, first = box.left + 3.2 * em, times = first + 6.8 * em;
    const last = times + (isWide ? 9 : 1.2) * em;
    const x = (/** @type {number} */ score) =>
      last + ((score - Math.min(least, -most)) / (most - Math.min(least, -most))) * (box.right - last);
    pen.text("", box.left, box.top + 0.7 * em, "Unit");
    pen.text("", first, box.top + 0.7 * em, "output");
    pen.text("end", times, box.top + 0.7 * em, "weight");
    if (isWide) pen.text("", times + 1.2 * em, box.top + 0.7 * em, "on for");
    pen.text("end", box.right, box.top + 0.7 * em, "score so far");
    const top = box.top + 1.7 * em, end = top + out.length * step;
    pen.path("line thin dashed soft-line", `M${x(0)} ${top}V${end + 0.6 * em}`);
    let sum = bias.out;
    outputs.forEach((/** @type {number} */ output, /** @type {number} */ k) => {
      const middle = top + (k + 0.5) * step, half = 0.44 * step;
      const size = Math.min(2.8 * em, 2 * half);
      const picture = { left: box.left, top: middle - size / 2, right: box.left + size, bottom: middle + size / 2 };
      drawWeights(pen, units[k], picture);
      const digits = fires_for[k].replaceAll(", ", isWide ? " " : "");
      pen.text(
        "soft",
        isWide ? times + 1.2 * em : first,
        middle + (isWide ? 0 : 0.95) * em,
        isWide ? digits : `on for ${digits}`,
      );
      const line = middle - (isWide ? 0 : 0.45) * em;
      const bar = { left: first, top: line - 0.4 * em, right: first + 3.6 * em, bottom: line + 0.4 * em };
      pen.rect("panel", bar);
      pen.rect("bar glm", { ...bar, right: first + 3.6 * em * output });
      pen.text("end", times, line, decimal(out[k], 1));
      const next = sum + adds[k];
      pen.path("line thin", `M${x(sum)} ${middle - step / 2}V${middle + 0.5 * em}`);
      pen.rect(`bar class${out[k] > 0 ? 1 : 0}`, {
        left: x(sum),
        right: x(next),
        top: middle - 0.5 * em,
        bottom: middle + 0.5 * em,
      });
      sum = next;
    });
    pen.path("line thin", `M${x(sum)} ${end - step / 2}V${end + 0.5 * em}`);
    pen.disc("fill fourth", x(sum), end + 0.7 * em, 0.45 * em);
    pen.text("soft middle", x(0), end + 1.4 * em, sum > -1.5 && sum < 1.5 ? "" : "0");
    pen.text(
      `strong ${x(sum) > (last + box.right) / 2 ? "end" : ""}`,
      x(sum),
      end + 2.2 * em,
      `η = ${decimal(net.eta, 2)}`,
    );
  }

  /** @param {import("./_pen.js").Pen} pen @param {number[][]} weights @param {import("./_pen.js").Box} box */
  function drawWeights(pen, weights, box) {
    const all = weights.flat(), size = Math.max(...all.map(Math.abs));
    pen.rect("panel", box);
    pen.path("bar class1", squares(all.map((weight) => Math.max(0, weight) / size), box));
    pen.path("hollow class0", squares(all.map((weight) => Math.max(0, -weight) / size), box));
  }
}

/** @param {number} a @param {number} b */
const plus = (a, b) => a + b;

/** A probability that never looks certain. @param {number} mu */
const probability = (mu) => mu > 0.9995 ? "> 0.999" : mu < 0.0005 ? "< 0.001" : decimal(mu, 3);
