/** Four hidden units that start nearly equal: noise to drag, how the units part, and what they have learnt of XOR. */

import { count, decimal, power } from "../house/numerals.js";
import { expit } from "../models/logistic.js";
import { networkEta, trainNetwork } from "../models/network.js";
import { CORNERS, crossings, line, shade } from "./_plane.js";

export const room = [39, 25];

const [LOW, HIGH] = [-0.5, 1.5]; // inputs that are drawn
const UNITS = [0, 1, 2, 3];

/**
 * @typedef {import("../models/network.js").Network} Network
 *
 * @param {any} numbers of the experiment @returns {import("./_stage.js").Live}
 */
export function figure({ X, y, start, shape, none, epochs, learning_rate: learningRate }) {
  const points = X.map((/** @type {number[]} */ x) => [...x, 1]);
  const last = epochs.length - 1;

  /** @type {{noise: number, networks: Network[]}} the last path, for a stop of it needs no training */
  let known = { noise: NaN, networks: [] };

  /** The networks at all stops. @param {number} noise */
  function path(noise) {
    if (known.noise === noise) return known.networks;
    const size = noise === none ? 0 : 10 ** noise;
    const moved = (/** @type {number[]} */ row) => row.map((one) => start + size * one);
    /** @type {Network} */
    let network = { hidden: shape.hidden.map(moved), output: moved(shape.output) };
    let done = 0;
    const networks = epochs.map((/** @type {number} */ epoch) => {
      network = trainNetwork(points, y, network, { activation: "logistic", learningRate, epochs: epoch - done });
      done = epoch;
      return network;
    });
    known = { noise, networks };
    return networks;
  }
  const spread = (/** @type {Network} */ { hidden, output }) =>
    Math.max(...[...hidden, output.slice(0, -1)].map((row) => Math.max(...row) - Math.min(...row)));
  const noiseText = (/** @type {number} */ value) =>
    value === none ? "none" : value % 1 ? decimal(10 ** value, Math.ceil(1 - value)) : power(value);

  return {
    hint: "Choose how much the units differ at the start, and let them learn. Does a smaller difference stay small?",
    parameters: [
      { name: "noise", label: "Noise at the start", low: none, high: -1, step: 0.25, start: -5, text: noiseText },
      {
        ...{ name: "stop", label: "Epochs", low: 0, high: last, step: 1, start: 0 },
        text: (value) => count(epochs[value]),
      },
    ],
    buttons: [{ label: "Let them learn", to: () => ({ stop: last }) }, {
      label: "No noise at all",
      to: () => ({ noise: none }),
    }],
    answer({ noise, stop }) {
      const networks = path(noise), network = networks[stop];
      const mu = points.map((/** @type {number[]} */ x) => expit(networkEta(x, network, "logistic")));
      return {
        network,
        spreads: networks.map(spread),
        spread: spread(network),
        mu,
        right: mu.filter((/** @type {number} */ one, /** @type {number} */ i) => (one >= 0.5) === (y[i] === 1)).length,
      };
    },
    draw(pen, state, answer) {
      const { width, height, em } = pen, left = 2.8 * em, right = width - 2 * em, isWide = width > 36 * em;
      const side = isWide ? Math.min(0.46 * width, height - 10 * em) : Math.min(width - 4 * em, 17 * em);
      const plane = { left, top: 1.9 * em, right: left + side, bottom: 1.9 * em + side };
      drawPlane(pen, answer, plane);
      const beside = isWide ? plane.right + 4 * em : left;
      const top = isWide ? plane.top : plane.bottom + 5 * em;
      drawSpread(pen, state, answer, {
        left: beside,
        top,
        right,
        bottom: isWide ? plane.bottom : height - 10.4 * em,
      });
      const first = isWide ? plane.bottom + 6 * em : height - 5.4 * em;
      pen.track("noise", left, isWide ? plane.right : right, first, { zero: none });
      if (isWide) pen.track("stop", beside, right, first);
      else pen.track("stop", left, right, first + 4 * em);
    },
    words: ({ noise, stop }, { spread: now, right }) =>
      `Noise ${noiseText(noise)}. After ${count(epochs[stop])} epochs the units differ by ` +
      `${now === 0 ? "exactly 0" : "at most " + decimal(now, 3)}; ${right} of 4 points are right.`,
  };

  /** @param {import("./_pen.js").Pen} pen @param {any} answer @param {import("./_pen.js").Box} box */
  function drawPlane(pen, { network, mu, right }, box) {
    const { em } = pen;
    const panel = pen.panel(box, [LOW, HIGH], [LOW, HIGH], CORNERS);
    const score = (/** @type {number} */ x1, /** @type {number} */ x2) => networkEta([x1, x2, 1], network, "logistic");
    shade(pen, panel, score, 40);
    for (const k of UNITS) {
      line(pen, "line thin dashed glm", panel, network.hidden.map((/** @type {number[]} */ row) => row[k]));
    }
    const ways = crossings(score, [[LOW, HIGH], [LOW, HIGH]], 40)
      .map((way) => way.map(([x1, x2]) => `${panel.x(x1).toFixed(1)} ${panel.y(x2).toFixed(1)}`));
    pen.path("line thick neuron", ways.map(([from, to]) => `M${from}L${to}`).join(""));
    pen.rect("frame", box);
    X.forEach((/** @type {number[]} */ [x1, x2], /** @type {number} */ i) => {
      if ((mu[i] >= 0.5) !== (y[i] === 1)) pen.disc("line", panel.x(x1), panel.y(x2), 1 * em);
      pen.point(y[i], panel.x(x1), panel.y(x2), 0.5 * em);
    });
    pen.text(`strong end ${right < 4 ? "class1" : ""}`, box.right, box.top - 0.9 * em, `${right} of 4 right`);
  }

  /** @param {import("./_pen.js").Pen} pen @param {any} state @param {any} answer @param {import("./_pen.js").Box} box */
  function drawSpread(pen, { stop }, { spreads, spread: now }, box) {
    const { em } = pen, floor = none - 1;
    const { x, y: up } = pen.panel(box, [1, Math.log10(epochs[last])], [floor, 2], {
      xTicks: [1, 2, 3, 4].map((k) => /** @type {[number, string]} */ ([k, count(10 ** k)])),
      yTicks: [0, -3, -6, -9].map((k) => /** @type {[number, string]} */ ([k, k ? power(k) : "1"])),
      grid: true,
      xLabel: "Epochs",
      yLabel: "Difference between the units",
    });
    const height = (/** @type {number} */ value) => up(value ? Math.max(floor, Math.log10(value)) : floor);
    pen.line(
      "line class0",
      spreads.map((/** @type {number} */ value, /** @type {number} */ k) => [x(Math.log10(epochs[k])), height(value)]),
    );
    if (spreads[last] === 0) {
      pen.text("soft halo", box.left + 1 * em, box.bottom - 1.2 * em, "exactly 0 at every epoch");
    }
    const at = x(Math.log10(epochs[stop]));
    pen.disc("fill fifth", at, height(now), 0.5 * em);
  }
}
