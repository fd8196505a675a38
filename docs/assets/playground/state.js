/**
 * The state of a playground, and what can be seen in it.
 *
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("./settings.js").Point} Point
 * @typedef {import("./training.js").Training} Training
 *
 * @typedef {object} State all there is to know; every part reads it, and only the playground writes it
 * @property {Settings} settings what the reader wants to see
 * @property {Training} training how far it has come
 * @property {Facts} facts
 * @property {boolean} playing
 * @property {number} selected which point the keys and the fields move
 *
 * @typedef {object} Facts what is true of points before anything is trained
 * @property {Point[]} points
 * @property {import("../models/glm.js").Fit} fit the GLM's whole fit
 * @property {import("../models/margin.js").Margin} margin
 *
 * @typedef {object} Seen what follows from the state, and is shown and said
 * @property {number} loss mean loss of the neuron or network
 * @property {number} iteration how many of the GLM's iterations are shown
 * @property {number[] | null} coefficients the GLM's after them; null before the first
 * @property {number} optimum the mean loss that the GLM ends with
 * @property {number | null} angle between the lines of neuron and GLM, in degrees
 * @property {number | null} marginAngle between those of neuron and largest margin
 *
 * @typedef {Pick<State, "settings" | "training"> & Pick<Facts, "fit" | "margin"> & Seen} View
 *
 * @typedef {object} Desk what a part may ask of the playground
 * @property {State} state
 * @property {(changes: Partial<Settings>, control: string) => void} change the reader used a control of this name
 * @property {(on: boolean) => void} play
 * @property {() => void} pause where the training is, without a note of it
 * @property {(index: number, focus?: boolean) => void} select
 * @property {(text: string) => void} word something that the reader must see
 */

import { table } from "../models/data.js";
import { fit } from "../models/glm.js";
import { angleBetween, maxMargin } from "../models/margin.js";

/** @param {Point[]} points @returns {Facts} */
export function factsOf(points) {
  const { X, y } = table(points);
  return { points, fit: fit(X, y), margin: maxMargin(X, y) };
}

/** @param {State} state @returns {View} */
export function viewOf({ settings, training, facts: { fit, margin } }) {
  const iteration = Math.min(settings.glm, fit.iterations.length);
  const coefficients = iteration ? fit.iterations[iteration - 1].coefficients : null;
  return {
    settings,
    training,
    fit,
    margin,
    iteration,
    coefficients,
    loss: training.loss(),
    optimum: (fit.iterations.at(-1)?.deviance ?? 0) / 2 / settings.points.length,
    angle: angleBetween(training.weights, coefficients),
    marginAngle: angleBetween(training.weights, margin.weights),
  };
}
