/** An editor for Python, fetched when the first block is changed: prism-code-editor. */

const assets = new URL("../python/", import.meta.url);

/**
 * @param {string} code
 * @param {() => void} run what Ctrl+Enter and Shift+Enter do
 * @returns {Promise<any>}
 */
export async function editorOf(code, run) {
  const { editor } = await (await fetch(new URL("python.json", assets), { cache: "no-cache" })).json();
  const place = (/** @type {string} */ name) => new URL(`${editor}${name}`, assets).href;
  const look = Object.assign(document.createElement("link"), { rel: "stylesheet", href: place("layout.css") });
  const styled = new Promise((done) => look.addEventListener("load", done));
  if (document.querySelector(`link[href="${look.href}"]`)) look.dispatchEvent(new Event("load"));
  else document.head.append(look);
  const [{ createEditor }, { defaultCommands, editHistory, setIgnoreTab }] = await Promise.all([
    import(place("index.js")),
    import(place("extensions/commands.js")),
    import(place("prism/languages/python.js")),
    import(place("languages/python.js")),
    styled,
  ]);
  setIgnoreTab(true); // the Tab key leads on, as everywhere; Ctrl+M lets it indent
  const options = { language: "python", value: code.replace(/\n$/, ""), tabSize: 4, insertSpaces: true };
  const made = createEditor(null, options, defaultCommands(), editHistory());
  made.textarea.ariaLabel = "Code. Control and Enter run it. Control and M lets the Tab key indent, or go on.";
  made.textarea.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    run();
  }, { capture: true });
  return made;
}
