/** Tasks, and what the page checks before it calls one done. */

import { DATA, table } from "../models/data.js";
import { epochsUntil } from "../models/neuron.js";
import { ALL, DEFAULTS } from "./settings.js";
import { count, decimal } from "../house/numerals.js";
import { degrees, solved } from "./words.js";

/**
 * @typedef {import("./state.js").View} View
 * @typedef {{done: boolean, note: string}} Finding
 *
 * @typedef {object} Task
 * @property {string} title
 * @property {string} text
 * @property {string} setup the query of the state it begins with
 * @property {string} answer
 * @property {string} [guess] the label of a field, for what the reader says before the training begins
 * @property {(view: View, memory: Set<number>, guess: string) => Finding} check `memory` stays with the task while the
 *   page is open
 */

/** @param {View} view @param {string} name */
const isOn = ({ settings }, name) => JSON.stringify(settings.points) === JSON.stringify(DATA[name]);

const PREDICTED = 100_000; // epochs
const START_LOSS = 0.001;
const { X, y } = table(DATA.four);
const SEARCHED = 5000;
/** @type {Map<string, number>} */
const known = new Map();

/** Epochs from a start to that loss. @param {number[]} weights */
function needed(weights) {
  const key = weights.join();
  const learningRate = DEFAULTS.neuron.rate;
  if (!known.has(key)) known.set(key, epochsUntil(X, y, { weights, learningRate, loss: START_LOSS, limit: SEARCHED }));
  return known.get(key) ?? SEARCHED;
}

const waiting = (/** @type {string} */ note) => ({ done: false, note });

/** @type {Task[]} */
export const TASKS = [
  {
    title: "Say it first",
    text: `How many degrees will be left between the lines of neuron and GLM after ${count(PREDICTED)} epochs? ` +
      "Write your number before you press Play.",
    setup: "?epochs=0",
    guess: "Your number, in degrees",
    answer:
      "About one. Most of the turning is done in the first hundred epochs. From then on each tenfold takes off less " +
      "than the one before, for the line turns as the first weight grows, and that grows as the logarithm of the epochs.",
    check(view, _, guess) {
      const { settings, training, angle } = view;
      const { rate, start } = DEFAULTS.neuron;
      const usual = settings.rate === rate && settings.start.join() === start.join() && settings.glm === ALL;
      if (settings.model !== "neuron" || !isOn(view, "four") || !usual) {
        return waiting("Needs one neuron on the four points, as the page opens.");
      }
      const begun = training.epoch + training.row > 0;
      if (!guess) {
        return waiting(begun ? "Rewind, and write your number first." : "Write your number, then press Play.");
      }
      const done = training.epoch >= PREDICTED;
      return { done, note: `You said ${decimal(+guess, 1)}°; it is ${degrees(angle)}${done ? "" : " so far"}.` };
    },
  },
  {
    title: "Under one degree",
    text: "On the four points, bring the neuron’s line within one degree of the line of the largest margin.",
    setup: "?epochs=100",
    answer:
      "More epochs do it, at a price: each tenfold takes off less than the one before. A larger learning rate does it " +
      "sooner. Both only stretch the first weight, whose growth is logarithmic.",
    check(view) {
      if (view.settings.model !== "neuron" || !isOn(view, "four")) {
        return waiting("Needs one neuron on the four points.");
      }
      const angle = view.marginAngle;
      const done = angle !== null && angle < 1 && view.training.correct() === 4;
      return { done, note: `Now ${degrees(angle)}.` };
    },
  },
  {
    title: "A head start",
    text:
      `On the four points at rate ${DEFAULTS.neuron.rate}, find a start from which the mean loss falls below ${START_LOSS} ` +
      "in a tenth of the epochs that the usual start needs.",
    setup: "?epochs=0",
    answer:
      "Only a start that is already far along the way saves much, such as −20, 0, 10: the direction of the largest " +
      "margin, and long. Being merely in the right direction saves little, for nearly all epochs are spent at the end.",
    check(view) {
      const { settings } = view;
      const fits = settings.model === "neuron" && isOn(view, "four") && settings.rate === DEFAULTS.neuron.rate;
      if (!fits) return waiting(`Needs one neuron on the four points, at rate ${DEFAULTS.neuron.rate}.`);
      const usual = needed(DEFAULTS.neuron.start), yours = needed(settings.start);
      const text = yours === SEARCHED ? `more than ${count(SEARCHED)}` : count(yours);
      return { done: yours <= usual / 10, note: `The usual start needs ${count(usual)} epochs, yours ${text}.` };
    },
  },
  {
    title: "Break it",
    text: "Make the neuron diverge.",
    setup: "?data=overlap&epochs=1000",
    answer:
      "Take points that no line separates and a rate of about 100. On separable points a large rate does no such harm: " +
      "longer weights are better there, however they got long.",
    check(view) {
      if (view.settings.model !== "neuron") return waiting("Needs one neuron.");
      return { done: view.training.diverging(), note: `The mean loss is ${decimal(view.loss, 4)}.` };
    },
  },
  {
    title: "XOR with two units",
    text: "Solve XOR with two hidden units.",
    setup: "?model=network&units=2&epochs=0",
    answer:
      "Two lines are enough, with the strip between them for one class. Not every seed gets there: where the loss stays " +
      "on a plateau, try another.",
    check(view) {
      const fits = view.settings.model === "network" && view.settings.units === 2 && isOn(view, "xor");
      if (!fits) return waiting("Needs a hidden layer of two units on XOR.");
      return { done: solved(view), note: `${view.training.correct()} of 4 points are right.` };
    },
  },
  {
    title: "One unit can’t",
    text: "Show that one hidden unit does not solve XOR: train it for 1,000 epochs or more from three seeds.",
    setup: "?model=network&units=1&epochs=0",
    answer:
      "Three failures are evidence; the proof is the shape. None of the activations ever falls, so what is made of one " +
      "unit changes sides at one line at most. XOR’s classes overlap across every line.",
    check(view, memory) {
      const { settings, training, margin } = view;
      const fits = settings.model === "network" && settings.units === 1 && !settings.equal && isOn(view, "xor");
      if (fits && training.epoch >= 1000 && !solved(view)) memory.add(settings.seed);
      if (memory.size < 3) {
        return waiting(fits ? `${memory.size} of 3 seeds have failed.` : "Needs a hidden layer of one unit on XOR.");
      }
      const overlap = fits ? ` Across the best line the classes still overlap by ${decimal(-margin.gap, 2)}.` : "";
      return { done: true, note: `Seeds ${[...memory].slice(0, 3).join(", ")} failed.${overlap}` };
    },
  },
];

/** The tasks on the page, each with what is done and what is missing. */
export class TaskList {
  /** @param {HTMLElement} app @param {(news: string) => void} tell */
  constructor(app, tell) {
    this.app = app;
    this.tell = tell;
    this.memories = TASKS.map(() => /** @type {Set<number>} */ (new Set()));
    this.solved = new Set();
  }

  /** @param {View} view of a training that has arrived */
  show(view) {
    TASKS.forEach((task, i) => {
      const item = this.app.querySelector(`[data-task="${i}"]`);
      const field = /** @type {HTMLInputElement | null | undefined} */ (item?.querySelector("[data-guess]"));
      if (field) field.readOnly = view.training.epoch + view.training.row > 0; // a guess stands once it is put to the test
      const { done, note } = task.check(view, this.memories[i], field?.value ?? "");
      if (done && !this.solved.has(i)) {
        this.solved.add(i);
        item?.classList.add("pg-solved");
        item?.querySelector(".pg-done")?.replaceChildren("✓ done");
        this.tell(`Task done: ${task.title}.`);
      }
      const place = item?.querySelector(".pg-note");
      if (place && place.textContent !== note) place.textContent = note;
    });
  }
}
