/** What the playground says: numbers as text, and sentences that are true of what is shown. */

/** @typedef {import("./state.js").View} View */

import { count, decimal } from "../house/numerals.js";
import { hasLine } from "../models/margin.js";
import { HIGH, LOW } from "./settings.js";

/** @param {number} value @param {string} word */
const plural = (value, word) => `${count(value)} ${word}${value === 1 ? "" : "s"}`;

/** @param {number | null} angle */
export const degrees = (angle) => (angle === null ? "–" : `${angle.toFixed(3)}°`);

/**
 * What could not be taken from an address: names of settings, and names that are none.
 *
 * @param {string[]} bad @param {string[]} unknown
 */
export function ofTheAddress(bad, unknown) {
  if (bad.length) return `The address could not be read (${bad.join(", ")}), so this is the usual state.`;
  if (!unknown.length) return "";
  const named = unknown.slice(0, 3).map((name) => `“${name.length > 20 ? name.slice(0, 20) + "…" : name}”`).join(", ");
  const more = unknown.length > 3 ? ` and ${unknown.length - 3} more` : "";
  return `The address also holds ${named}${more}, which means nothing to the playground; all else is shown as it says.`;
}

/** What is true of the points, whatever is trained on them. @param {View} view */
export function ofThePoints(view) {
  return view.settings.model === "neuron" ? ofThePointsAndTheGLM(view) : ofThePointsAndOneLine(view);
}

/** Whether there are two classes to tell apart. @param {View} view */
const isOneClass = ({ margin }) => margin.gap === Infinity;

/** @param {View["training"]} training */
const isAtItsStart = ({ epoch, row }) => epoch + row === 0;

/** @param {View} view */
function ofThePointsAndOneLine(view) {
  if (isOneClass(view)) return "All points are of one class, which is the whole answer.";
  return {
    complete: "A line separates the classes, so a single neuron would do.",
    "quasi-complete": "A line separates the classes but for points that lie on it.",
    none: "No line separates the classes: a single neuron cannot get all points right, and its mean loss cannot fall " +
      `below ${decimal(view.optimum, 4)}.`,
  }[view.margin.separation];
}

/** @param {View} view */
function ofThePointsAndTheGLM(view) {
  const { fit, iteration, margin, optimum, training } = view;
  if (margin.separation === "complete" && !isOneClass(view) && isAtItsStart(training)) {
    return "A line separates the classes. What follows from that for the neuron and for the GLM is said here once the " +
      "neuron has learnt: press Play, or take a step, and see where its line goes.";
  }
  const last = fit.iterations.length;
  const shown = iteration === last ? "" : `; ${iteration} ${iteration === 1 ? "is" : "are"} shown`;
  const rule = `${plural(last, "iteration")}${shown}`;
  const aliased = fit.kept.includes(false)
    ? " One column of the inputs follows from the others: its coefficient is aliased."
    : "";
  const sentences = {
    complete: "A line separates the classes (complete separation), so there is no finite optimum: longer weights are " +
      `always better. The GLM only stops because its rule is met, after ${rule}.`,
    "quasi-complete": "A line separates the classes but for points that lie on it (quasi-complete separation), so " +
      `there is no finite optimum: some weights can always grow. The GLM stops after ${rule}.`,
    none: `No line separates the classes, so there is one optimum, with a mean loss of ${decimal(optimum, 4)}. ` +
      `The GLM ${fit.converged ? "is there" : "has not settled"} after ${rule}.`,
  };
  const oneClass = "All points are of one class. No line is to be found, and no finite optimum: " +
    "the surer the answer, the better.";
  return (isOneClass(view) ? oneClass : sentences[margin.separation]) + aliased;
}

const LEFT = "The weights have left the range of numbers: the learning rate is too large. Their last values are shown.";

const CORNERS = /** @type {[string, number, number][]} */ ([
  ["lower left", LOW, LOW],
  ["lower right", HIGH, LOW],
  ["upper left", LOW, HIGH],
  ["upper right", HIGH, HIGH],
]);

/** Where the neuron's line is, if it does not cross the picture. @param {number[]} weights */
function ofALineOutside(weights) {
  const [w1, w2, w3] = weights;
  const noise = 1e-9 * Math.hypot(...weights);
  const etas = CORNERS.map(([, x1, x2]) => w1 * x1 + w2 * x2 + w3);
  const isOne = etas.every((eta) => eta > -noise);
  if (!hasLine(weights) || !(isOne || etas.every((eta) => eta < noise))) return "";
  const sizes = etas.map(Math.abs);
  const [nearest] = CORNERS[sizes.indexOf(Math.min(...sizes))];
  return ` Its line does not cross the picture, but passes by the ${nearest} corner: all that you see is class ` +
    `${isOne ? 1 : 0} to it.`;
}

/** What is true of the neuron as it stands. @param {View} view */
export const ofTheNeuron = (view) =>
  ofItsLoss(view) + (view.training.failed ? "" : ofALineOutside(view.training.weights));

/** @param {View} view */
function ofItsLoss({ settings, training, loss, margin, optimum, angle, marginAngle }) {
  if (training.failed) return LEFT;
  if (training.diverging()) {
    const guessing = Math.LN2.toFixed(2), now = decimal(loss, 2);
    return `Diverging: the learning rate is too large. Every step overshoots; the mean loss, ${now}, does not settle, ` +
      `and stays worse than the ${guessing} of answering ½ everywhere, but it stays bounded.`;
  }
  const n = settings.points.length;
  const wrong = n - training.correct();
  if (isAtItsStart(training)) return "The neuron stands at its start.";
  if (margin.separation === "none") {
    const turned = angle === null ? "" : `, its line ${degrees(angle)} from the GLM’s`;
    const excess = Math.max(0, loss - optimum);
    const rest = excess < 1e-6 ? "is on the optimum, within a millionth" : `is ${decimal(excess, 4)} above the optimum`;
    return `The neuron’s loss ${rest}${turned}. Correcting after every row, it circles the optimum, closer at a ` +
      "smaller rate.";
  }
  if (wrong) return `The neuron has ${plural(wrong, "point")} of ${n} on the wrong side, or on the line.`;
  const right = "The neuron has all points on their right side.";
  if (marginAngle === null) return right;
  const turned = degrees(marginAngle);
  return `${right} Its line is ${turned} from that of the largest margin, and turns ever more slowly.`;
}

/** Whether every point is on its right side of the network's boundary. @param {View} view */
export const solved = ({ settings, training }) => training.correct() === settings.points.length;

/** What is true of the network as it stands. @param {View} view @param {boolean} alike whether all hidden units are one */
export function ofTheNetwork({ settings, training, loss, margin }, alike) {
  if (training.failed) return LEFT;
  const now = decimal(loss, 2);
  if (training.diverging()) return `Diverging: the learning rate is too large, and the mean loss is ${now}.`;
  const { points, units } = settings;
  const n = points.length, right = training.correct();
  const state = right === n
    ? `Solved: all ${n} points are on their right side.`
    : `Not solved: ${right} of ${n} points are on their right side.`;
  if (units === 1 && margin.separation !== "complete") {
    return `${state} No line separates these points, so one unit cannot solve them: what it answers rises or falls ` +
      "across one line.";
  }
  if (units === 1 || !alike) return state;
  return `${state} All ${units} units are the same unit, to the last bit: from equal weights they get equal ` +
    "corrections, for ever.";
}

/** One line for a screen reader. @param {View} view */
export function summary({ settings, training, loss, angle }) {
  const parts = [`Epoch ${count(training.epoch)}`, `mean loss ${decimal(loss, 4)}`];
  if (training.row) parts[0] += ` and ${plural(training.row, "row")}`;
  if (training.diverging()) parts.push("diverging");
  if (settings.model === "neuron" && angle !== null) parts.push(`angle between the lines ${degrees(angle)}`);
  if (settings.model === "network") parts.push(`${training.correct()} of ${settings.points.length} points right`);
  return `${parts.join(", ")}.`;
}
