/** The controls of a playground, before anything is set: markup only, the same for every reader. */

import { count } from "../house/numerals.js";

const MODELS = { neuron: "One neuron", network: "A hidden layer" };
const DATA = {
  four: "Four points",
  overlap: "Overlapping",
  outlier: "One outlier",
  xor: "XOR",
  curved: "Curved",
  own: "Yours",
};

/** @template T @param {T[]} items @param {(item: T, index: number) => string} markup */
const each = (items, markup) => items.map(markup).join("");

/** @param {string} name @param {string} legend @param {Record<string, string>} choices @param {number} id */
function choice(name, legend, choices, id) {
  const radio = `<input type="radio" name="pg-${id}-${name}" data-set="${name}"`;
  const option = (/** @type {string[]} */ [value, text]) =>
    `<label>${radio} value="${value}"><span>${text}</span></label>`;
  return `
  <fieldset class="pg-choice"><legend>${legend}</legend>
    <div>${each(Object.entries(choices), option)}</div></fieldset>`;
}

/** @param {string} name @param {string} label @param {string} attributes */
const number = (name, label, attributes) =>
  `<label class="pg-field"><span>${label}</span><input type="number" data-set="${name}" ${attributes}></label>`;

const PLANE = `
  <div class="pg-plane"><canvas aria-hidden="true"></canvas>
    <svg role="group" aria-label="Points in the plane"></svg></div>
  <ul class="pg-key">
    <li><i class="pg-dot"></i>class 0</li>
    <li><i class="pg-dot pg-dot-1"></i>class 1</li>
    <li data-for="neuron"><i class="pg-swatch pg-line-neuron"></i>neuron</li>
    <li data-for="neuron"><i class="pg-swatch pg-line-glm"></i>GLM</li>
    <li data-for="neuron"><i class="pg-swatch pg-line-margin"></i>largest margin</li>
    <li data-for="network"><i class="pg-swatch pg-line-neuron"></i>network</li>
    <li data-for="network"><i class="pg-swatch pg-line-unit"></i>hidden units</li>
    <li class="pg-scale">probability of class 1, in tenths: 0<i></i>1</li>
  </ul>`;

const RUN = `
  <div class="pg-run" role="group" aria-label="Training">
    <button type="button" data-do="play" class="pg-primary">Play</button>
    <button type="button" data-do="row" data-for="neuron">One row</button>
    <button type="button" data-do="epoch">One epoch</button>
    <button type="button" data-do="rewind">Rewind</button>
  </div>`;

/** @param {number} epochs */
const jump = (epochs) =>
  `<button type="button" data-jump="${epochs}" aria-label="${count(epochs)} epochs">+${count(epochs)}</button>`;

const jumps = (/** @type {number[]} */ epochs) => `
  <div class="pg-jumps" role="group" aria-label="Epochs at once"><span aria-hidden="true">Epochs at once</span>
    ${each(epochs, jump)}</div>`;

const EPOCH = `<div class="pg-epoch">
    <p><span>Epoch</span> <b data-show="epoch"></b> <span data-show="row"></span></p>
    <p data-for="neuron"><span>Angle between the lines</span> <b data-show="angle"></b></p>
    <p data-for="network"><span>Points right</span> <b data-show="right"></b></p></div>`;

const EDIT = `
  <div class="pg-edit" role="group" aria-label="The selected point">
    <b data-show="point"></b>
    ${number("x1", "Input 1", 'min="-0.5" max="1.5" step="0.01"')}
    ${number("x2", "Input 2", 'min="-0.5" max="1.5" step="0.01"')}
    <button type="button" data-do="class">Change class</button>
    <button type="button" data-do="remove">Remove</button>
    <button type="button" data-do="add">Add a point</button>
  </div>
  <details><summary>Mouse, touch and keys</summary>
    <p>Drag a point to move it; press it to change its class; press an empty place to add one.</p>
    <p>With the keyboard, on a point: arrows move it (with Shift by a hundredth), Enter or the space bar changes its
    class, Delete removes it, Insert adds one, Page Up and Page Down go from point to point.</p>
  </details>`;

const SETTINGS = `
  <div class="pg-settings">
    <div class="pg-rate">
      ${number("rate", "Learning rate", 'min="0.001" max="1000" step="any"')}
      <input type="range" data-set="log-rate" min="-3" max="3" step="0.05" aria-label="Learning rate, logarithmic">
    </div>
    <label class="pg-field"><span>Speed of Play</span><select data-set="speed">
      <option value="row">1 epoch a second</option><option value="slow">10 a second</option>
      <option value="fast">1,000 a second</option><option value="tenfold">tenfold in 2 seconds</option></select></label>
    <div class="pg-three" data-for="neuron" role="group" aria-label="Starting weights"><span aria-hidden="true">Starting weights</span>
      ${number("start0", "input 1", 'min="-100" max="100" step="0.1"')}
      ${number("start1", "input 2", 'min="-100" max="100" step="0.1"')}
      ${number("start2", "bias", 'min="-100" max="100" step="0.1"')}
    </div>
    <div class="pg-three" data-for="network">
      ${number("units", "Hidden units", 'min="1" max="8" step="1"')}
      <label class="pg-field"><span>Activation</span><select data-set="activation">
        <option value="logistic">logistic</option><option value="tanh">tanh</option><option value="relu">ReLU</option></select></label>
      ${number("seed", "Seed", 'min="0" max="9999" step="1"')}
    </div>
    <label class="pg-check" data-for="network"><input type="checkbox" data-set="equal"><span>Start all weights equal</span></label>
    <div class="pg-glm" data-for="neuron" role="group" aria-label="Iterations of the GLM">
      <span>GLM iterations</span>
      <button type="button" data-do="glm-less" aria-label="One iteration fewer">−</button>
      <b data-show="glm"></b>
      <button type="button" data-do="glm-more" aria-label="One iteration more">+</button>
      <button type="button" data-do="glm-all">All</button>
    </div>
  </div>`;

const SAYS = `<div class="pg-says"><p data-show="points"></p><p data-show="model"></p></div>`;

// What both have: a network's word, the name of its number, the statistician's word.
const FIT_ROWS = [
  ["net input at", "eta", "linear predictor at"],
  ["output at", "mu", "fitted value at"],
  ["total loss", "total", "−log likelihood"],
  ["mean loss", "loss", "deviance ÷ 2n"],
  ["epochs", "steps", "iterations"],
  ["points right", "right", "points right"],
];
const NEURON_ROWS = [
  ["weight 1", "w1", "coefficient 1"],
  ["weight 2", "w2", "coefficient 2"],
  ["bias", "w3", "intercept"],
  ...FIT_ROWS,
  ["angle to margin", "angle", "angle to margin"],
];
const NETWORK_ROWS = [
  ["weights, biases included", "size", "parameters"],
  ["bias of the output", "bias", "intercept"],
  ...FIT_ROWS,
];

/** A word, and where it is of the selected point, which. @param {string} word */
const named = (word) => (word.endsWith(" at") ? `${word} <span data-show="at"></span>` : word);

/** @param {string[]} models whose numbers stand in the row */
const vocabularyRow = (...models) => (/** @type {string[]} */ [left, name, right]) => {
  const numbers = each(models, (model) => `<td data-show="${model}-${name}"></td>`);
  return `<tr><th scope="row">${named(left)}</th>${numbers}<th scope="row">${named(right)}</th></tr>`;
};

const VOCABULARIES = `
  <table class="pg-table pg-words" data-for="neuron"><caption>One model in two vocabularies</caption>
    <thead><tr><th scope="col">Network’s word</th><th scope="col">Neuron</th><th scope="col">GLM</th>
      <th scope="col">Statistics’ word</th></tr></thead>
    <tbody>${each(NEURON_ROWS, vocabularyRow("neuron", "glm"))}</tbody>
  </table>
  <table class="pg-table pg-words" data-for="network"><caption>One model in two vocabularies</caption>
    <thead><tr><th scope="col">Network’s word</th><th scope="col">Number</th><th scope="col">Statistics’ word</th></tr></thead>
    <tbody>${each(NETWORK_ROWS, vocabularyRow("network"))}</tbody>
  </table>`;

const DIAGRAM = `
  <section class="pg-net" aria-label="Diagram">
    <div><div class="pg-net-units" aria-hidden="true"></div>
      <svg role="group" aria-label="The network: arrow keys go from part to part"></svg></div>
    <p class="pg-formula"></p>
    <p class="pg-hint">Point at a node for its formula, at a line for its weight. Thick lines are large weights, dashed ones
      negative.<span data-for="network"> A square shows how strongly a hidden unit answers where.</span></p>
  </section>`;

const CHART = `<div class="pg-chart"><svg role="img"></svg></div>`;

const WEIGHTS = `
  <p class="pg-exact" data-for="neuron">The neuron’s weights to the last bit: <span data-show="exact"></span></p>
  <table class="pg-table pg-units" data-for="network"><caption>Weights</caption><thead><tr><th scope="col">Unit</th>
    <th scope="col">Input 1</th><th scope="col">Input 2</th><th scope="col">Bias</th><th scope="col">In the output</th></tr></thead>
    <tbody></tbody></table>`;

/** @param {string} name @param {string} title */
const extra = (name, title) => `
  <details data-extra="${name}"><summary>${title}</summary><div></div></details>`;

/** Where the reader answers a question whose answer is a number. @param {string} question */
const guessField = (question) => `
      <label class="pg-field pg-guess"><span>${question}</span><input type="number" data-guess min="0" max="90" step="any"></label>`;

/** @param {import("./tasks.js").Task} task @param {number} i */
const taskItem = (task, i) => `
    <li data-task="${i}"><h3>${task.title} <span class="pg-done"></span></h3><p>${task.text}</p>${
  task.guess ? guessField(task.guess) : ""
}
      <p><a href="${task.setup}">Set it up</a> <span class="pg-note"></span></p>
      <details><summary>Answer</summary><p>${task.answer}</p></details></li>`;

const WORD = `<p class="pg-word" role="alert" hidden></p>`;
const LIVE = `<p class="pg-live" role="status"></p>`;

/** The whole playground. @param {number} id @param {import("./tasks.js").Task[]} tasks */
export function full(id, tasks) {
  return `${WORD}
  <div class="pg-bar">${choice("model", "Model", MODELS, id)}${choice("data", "Points", DATA, id)}</div>
  <div class="pg-main">
    <div class="pg-stage">${PLANE}</div>
    <div class="pg-control">${RUN}${jumps([10, 100, 1000, 1e4, 1e5, 1e6])}${EPOCH}${VOCABULARIES}${SAYS}${CHART}</div>
    <div class="pg-found">${DIAGRAM}${WEIGHTS}</div>
    <div class="pg-bench">${SETTINGS}<div>${EDIT}${extra("own", "Your points, from a table")}${
    extra("python", "This state as Python")
  }</div></div>
  </div>
  <section class="pg-tasks" aria-label="Tasks"><h2>Tasks</h2><ol>${each(tasks, taskItem)}</ol></section>${LIVE}`;
}

/** The small form: the plane, the training, and where to find the rest. @param {number} id */
export function small(id) {
  return `${WORD}
  <div class="pg-main">
    <div class="pg-stage">${PLANE}</div>
    <div class="pg-control">${RUN}${EPOCH}${jumps([100, 1e4, 1e5])}${choice("data", "Points", DATA, id)}${SAYS}</div>
  </div>${LIVE}`;
}
