/** The state of the playground as a script for the package: what it prints are the numbers of the page. */

import { query } from "./address.js";
import { ALL } from "./settings.js";
import { viewOf } from "./state.js";

/** @typedef {import("./state.js").View} View */

const row = (/** @type {number[]} */ values) => `[${values.join(", ")}]`;
const rows = (/** @type {number[][]} */ table) =>
  ["[", ...table.map((values) => `    ${row(values)},`), "]"].join("\n");

/** @param {View} view */
function neuron({ settings: { rate, start, points, glm }, training: { epoch, row: after }, angle }) {
  const settings = `learning_rate=${rate}`;
  const more = after
    ? `
# and ${after} of ${points.length} rows of the next epoch
weights = neuron.train(X[:${after}], y[:${after}], weights=weights, ${settings}, epochs=1)`
    : "";
  const limit = glm === ALL ? "" : `, max_iter=${glm}`;
  const between = angle === null ? "" : `
across = abs(weights[0] * coefficients[1] - weights[1] * coefficients[0])
along = abs(weights[0] * coefficients[0] + weights[1] * coefficients[1])
print(f"angle between the lines {np.degrees(np.arctan2(across, along)):.3f}")`;
  const fit = glm
    ? `

fit = glm.fit(X, y${limit})  # it warns where there is no finite optimum
coefficients = np.nan_to_num(fit.coefficients)  # nan where a column is aliased
print("coefficients", coefficients)
print(f"deviance / 2n {fit.deviance / (2 * len(y)):.4f}")${between}`
    : "";
  return `from smallest_network import ${glm ? "glm, " : ""}logistic, neuron

points = np.array(${rows(points)}, dtype=float)  # input 1, input 2, class
X = np.column_stack([points[:, :2], np.ones(len(points))])  # the bias is the weight of a 1
y = points[:, 2]

weights = neuron.train(X, y, weights=${row(start)}, ${settings}, epochs=${epoch})${more}
eta = X @ weights
print("weights", weights)
print(f"mean loss {logistic.log_loss(y, eta).mean():.4f}")
print("points right", (np.sign(eta) == 2 * y - 1).sum(), "of", len(y))${fit}`;
}

/** @param {View} view */
function network({ settings: { rate, points, activation, seed, equal }, training: { epoch, start } }) {
  const drawn = equal ? "all equal" : `as seed ${seed} draws them`;
  return `from smallest_network import network
from smallest_network.optimizers import GradientDescent

points = np.array(${rows(points)}, dtype=float)  # input 1, input 2, class
X, y = points[:, :2], points[:, 2]

# The weights at the start, ${drawn}: a column for every unit, the biases in the last row.
hidden = np.array(${rows(start.hidden)})
output = np.array(${row(start.output)})[:, None]

layers = network.train(
    X, y, (hidden, output), optimizer=GradientDescent(${rate}), epochs=${epoch}, activation="${activation}"
)
eta = network.forward(X, layers, activation="${activation}").etas[-1][:, 0]
print("hidden", layers[0], sep="\\n")
print("output", layers[1][:, 0])
loss = network.mean_loss(X, y, layers, activation="${activation}")
print(f"mean loss {loss:.4f}")
print("points right", (np.sign(eta) == 2 * y - 1).sum(), "of", len(y))`;
}

/**
 * The script of a state.
 *
 * @param {View} view @param {string} origin address of the playground without a query
 * @param {string} wheel address of the package
 */
export function script(view, origin, wheel) {
  const { settings, training } = view;
  const reached = { ...settings, epochs: training.epoch, rows: training.row };
  const failed = training.failed ? "\n# One epoch more, and the weights leave the range of numbers." : "";
  const body = settings.model === "neuron" ? neuron(view) : network(view);
  const head = [
    `# ${origin}${query(reached)}`,
    `# pip install "smallest-network @ ${wheel}"${failed}`,
    "import numpy as np",
  ];
  return [...head, "", body, ""].join("\n");
}

/**
 * The script in its place, with a button that copies it.
 *
 * @param {HTMLElement} place @param {import("./state.js").Desk} desk
 */
export function fill(place, desk) {
  place.innerHTML =
    `<p>What is shown, as a script for <a href="../code/scripts/smallest_network/__init__.py/">the package</a> of this site.</p>
    <div class="pg-run"><button type="button">Copy</button><span role="status"></span></div>
    <pre tabindex="0" role="region" aria-label="Python script"><code></code></pre>`;
  const code = /** @type {HTMLElement} */ (place.querySelector("code"));
  const said = /** @type {HTMLElement} */ (place.querySelector("[role=status]"));
  const { wheel = "" } = /** @type {HTMLElement} */ (place.closest(".playground")).dataset;
  place.querySelector("button")?.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
      said.textContent = "Copied.";
    } catch {
      getSelection()?.selectAllChildren(code); // a page that is not served safely has no clipboard
      said.textContent = "Selected: copy it with your keys.";
    }
  });
  const show = () => {
    const text = script(viewOf(desk.state), location.origin + location.pathname, wheel);
    if (code.textContent === text) return;
    code.textContent = text;
    said.textContent = "";
  };
  return { show };
}
