/** Python, in a thread of its own: it starts when it is asked for the first time, and brings what a task needs. */

const assets = new URL("../python/", import.meta.url);

/** Bytes that have come, as the network's compression leaves them behind. */
let come = 0;
const ask = self.fetch;
self.fetch = async (...request) => {
  const answer = await ask(...request);
  if (!answer.ok || !answer.body) return answer;
  const counted = answer.body.pipeThrough(
    new TransformStream({
      transform(chunk, out) {
        come += chunk.byteLength;
        postMessage({ come });
        out.enqueue(chunk);
      },
    }),
  );
  return new Response(counted, { status: answer.status, headers: answer.headers });
};

/** @param {string} name */
const archive = async (name) => {
  const answer = await fetch(new URL(name, assets));
  if (!answer.ok) throw new Error(`${name} is not there (${answer.status})`);
  return answer.arrayBuffer();
};

/** @type {Promise<any> | undefined} */
let begun;
async function begin() {
  const parts = await (await ask(new URL("python.json", assets), { cache: "no-cache" })).json();
  const { loadPyodide } = await import(new URL(`${parts.runtime}pyodide.mjs`, assets).href);
  const python = await loadPyodide({ indexURL: new URL(parts.runtime, assets).href });
  await python.loadPackage("numpy", { messageCallback: () => {} });
  python.unpackArchive(await archive(parts.code), "zip", { extractDir: "/project" });
  python.runPython("import sys; sys.path.insert(0, '/project/scripts')");
  python.pyimport("press.browser.without").begin();
  return { python, parts, wire: python.pyimport("press.browser.wire") };
}

/** @type {Promise<void> | undefined} */
let drawing;
/** @param {any} begun */
async function bringDrawing({ python, parts }) {
  await python.loadPackage("matplotlib", { messageCallback: () => {} });
  python.unpackArchive(await archive(parts.faces), "zip", { extractDir: "/project/scripts" });
  python.pyimport("press.browser.without").end();
  python.runPython("import matplotlib; matplotlib.use('svg'); import matplotlib.pyplot");
}

addEventListener("message", async ({ data: { id, task, given } }) => {
  try {
    begun ??= begin();
    const { python, parts, wire } = await begun;
    if (task === "draw" || (task === "run" && wire.answer("draws", given) === "true")) {
      drawing ??= bringDrawing({ python, parts });
      await drawing;
    }
    postMessage({ id, running: true });
    postMessage({ id, answer: wire.answer(task, given) });
  } catch (error) {
    postMessage({ id, error: String(error instanceof Error ? error.message : error) });
  }
});

// What goes wrong where nobody waits for it ends the worker in the page's eyes; it must not wait for ever.
addEventListener("unhandledrejection", ({ reason }) => {
  throw reason;
});
