/** What the playground says: numbers as text, and sentences that are true of what is shown. */

/**
 * @typedef {import("./state.js").Settings} Settings
 * @typedef {import("./training.js").Training} Training
 *
 * @typedef {object} View everything that is shown, and said
 * @property {Settings} settings
 * @property {Training} training
 * @property {number} loss mean loss of the neuron or network
 * @property {import("./models.js").Fit} fit the GLM's whole fit
 * @property {number} iteration how many of its iterations are shown
 * @property {number[] | null} coefficients the GLM's after them; null before the first
 * @property {import("./models.js").Separation} separation
 * @property {number | null} angle between the lines of neuron and GLM, in degrees
 * @property {number | null} marginAngle between those of neuron and largest margin
 */

/** 10 to a whole power. @param {number} exponent */
export const power = (exponent) =>
  `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[+sign])).join("")}`;

/** A number with so many decimals, or as a power of ten where they would not do; a dash for what is no number. @param {number | null | undefined} value @param {number} digits */
export function decimal(value, digits) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 1e6 || (size > 0 && size < 0.5 * 10 ** -digits)) {
    const [mantissa, exponent] = value.toExponential(2).split("e");
    return `${mantissa.replace("-", "−")} × ${power(+exponent)}`;
  }
  const text = size.toFixed(digits).replace(/^\d+/, (whole) => count(+whole));
  return value < 0 ? `−${text}` : text;
}

/** A whole number with its thousands apart. @param {number} value */
export const count = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** @param {number} value @param {string} word */
const plural = (value, word) => `${count(value)} ${word}${value === 1 ? "" : "s"}`;

/** @param {number | null} angle */
export const degrees = (angle) => (angle === null ? "–" : `${angle.toFixed(3)}°`);

/** What is true of the points, whatever is trained on them. @param {View} view */
export function ofThePoints(view) {
  return view.settings.model === "neuron" ? ofThePointsAndTheGLM(view) : ofThePointsAndOneLine(view);
}

/** @param {View} view */
function ofThePointsAndOneLine({ settings, separation, fit }) {
  const best = decimal((fit.iterations.at(-1)?.deviance ?? 0) / 2 / settings.points.length, 4);
  return {
    separable: "A line separates the classes, so a single neuron would do.",
    touching: "A line separates the classes but for points that lie on it.",
    overlapping: `No line separates the classes: a single neuron cannot get all points right, and its mean loss cannot fall below ${best}.`,
    "one class": "All points are of one class, which is the whole answer.",
  }[separation.kind];
}

/** @param {View} view */
function ofThePointsAndTheGLM({ settings, separation, fit, iteration }) {
  const last = fit.iterations.length;
  const shown = iteration === last ? "" : `; ${iteration} ${iteration === 1 ? "is" : "are"} shown`;
  const rule = `${plural(last, "iteration")}${shown}`;
  const aliased = fit.kept.includes(false) ? " One column of the inputs follows from the others: its coefficient is aliased." : "";
  const optimum = fit.iterations.at(-1);
  const sentences = {
    separable: `A line separates the classes, so there is no finite optimum: longer weights are always better. The GLM only stops because its rule is met, after ${rule}.`,
    touching: `A line separates the classes but for points that lie on it, so there is no finite optimum: some weights can always grow. The GLM stops after ${rule}.`,
    overlapping: `No line separates the classes, so there is one optimum, with a mean loss of ${decimal((optimum?.deviance ?? 0) / 2 / settings.points.length, 4)}. The GLM ${fit.converged ? `is there after ${rule}` : `has not settled after ${rule}`}.`,
    "one class": "All points are of one class. No line is to be found, and no finite optimum: the surer the answer, the better.",
  };
  return sentences[separation.kind] + aliased;
}

/** What is true of the neuron as it stands. @param {View} view */
export function ofTheNeuron({ settings, training, loss, fit, separation, angle, marginAngle }) {
  if (training.failed) return "The weights have left the range of numbers: the learning rate is too large. Their last values are shown.";
  if (training.diverging()) {
    return `Diverging: the learning rate is too large. Every step overshoots; the mean loss, ${decimal(loss, 2)}, does not settle, and stays worse than the ${Math.LN2.toFixed(2)} of answering ½ everywhere, but it stays bounded.`;
  }
  const n = settings.points.length;
  const wrong = n - training.correct();
  if (training.epoch + training.row === 0) return "The neuron stands at its start. Press Play, or take a step.";
  if (separation.kind === "overlapping") {
    const best = (fit.iterations.at(-1)?.deviance ?? 0) / 2 / n;
    const turned = angle === null ? "" : `, its line ${degrees(angle)} from the GLM’s`;
    const excess = Math.max(0, loss - best);
    const rest = excess < 1e-6 ? "is on the optimum, within a millionth" : `is ${decimal(excess, 4)} above the optimum`;
    return `The neuron’s loss ${rest}${turned}. Correcting after every row, it circles the optimum, closer at a smaller rate.`;
  }
  if (wrong) return `The neuron has ${plural(wrong, "point")} of ${n} on the wrong side, or on the line.`;
  if (marginAngle === null) return "The neuron has all points on their right side.";
  return `The neuron has all points on their right side. Its line is ${degrees(marginAngle)} from that of the largest margin, and turns to it ever more slowly.`;
}

/** Whether every point is on its right side of the network's boundary. @param {View} view */
export const solved = ({ settings, training }) => training.correct() === settings.points.length;

/** What is true of the network as it stands. @param {View} view @param {boolean} alike whether all hidden units are one */
export function ofTheNetwork({ settings, training, loss, separation }, alike) {
  if (training.failed) return "The weights have left the range of numbers: the learning rate is too large. Their last values are shown.";
  if (training.diverging()) return `Diverging: the learning rate is too large, and the mean loss is ${decimal(loss, 2)}.`;
  const n = settings.points.length;
  const right = training.correct();
  const state = right === n ? `Solved: all ${n} points are on their right side.` : `Not solved: ${right} of ${n} points are on their right side.`;
  if (settings.units === 1) {
    const can = separation.kind === "separable" ? "" : " No line separates these points, so one unit cannot solve them: what it answers rises or falls across one line.";
    return state + can;
  }
  if (alike) return `${state} All ${settings.units} units are the same unit, to the last bit: from equal weights they get equal corrections, for ever.`;
  return state;
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
