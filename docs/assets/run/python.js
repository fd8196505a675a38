/** The page's handle on Python: one worker, begun at the first question and ended by `stop`. */

/** @typedef {{answer: (text: string) => void, fail: (error: Error) => void, tell: (words: string) => void}} Asked */

/** @type {Worker | null} */
let worker = null;
/** @type {Map<number, Asked>} */
const asked = new Map();
let count = 0;

/** Called whenever Python has ended, and with it all that was defined. @type {Set<() => void>} */
export const ended = new Set();

/**
 * Ask Python. It answers one question after the other.
 *
 * @param {"check" | "draw" | "run"} task
 * @param {object} given
 * @param {(words: string) => void} tell told what is going on until the answer is there
 * @returns {Promise<any>}
 */
export function ask(task, given, tell) {
  if (typeof WebAssembly !== "object") {
    return Promise.reject(new Error("This browser has no WebAssembly, which Python needs to run here."));
  }
  const id = count++;
  return new Promise((answer, fail) => {
    asked.set(id, { answer: (text) => answer(JSON.parse(text)), fail, tell });
    tell(worker ? "Waiting …" : "Fetching Python …");
    worker ??= begin();
    worker.postMessage({ id, task, given: JSON.stringify(given) });
  });
}

/** End Python, in the middle of whatever it does; the next question begins a new one. */
export function stop(reason = "Stopped.") {
  worker?.terminate();
  worker = null;
  const left = [...asked.values()];
  asked.clear();
  for (const one of ended) one();
  for (const { fail } of left) fail(new Error(reason));
}

function begin() {
  const begun = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  begun.addEventListener("error", (event) => {
    event.preventDefault();
    if (begun === worker) stop(`Python did not start: ${event.message || "its script could not be loaded"}`);
  });
  begun.addEventListener("message", ({ data: { id, come, running, answer, error } }) => {
    if (begun !== worker) return;
    if (come) { for (const { tell } of asked.values()) tell(`Fetching Python: ${(come / 1e6).toFixed(1)} MB …`); }
    const one = asked.get(id);
    if (running) one?.tell("Running …");
    if (answer === undefined && error === undefined) return;
    asked.delete(id);
    if (error === undefined) one?.answer(answer);
    else one?.fail(new Error(error));
  });
  return begun;
}
