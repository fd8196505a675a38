/** Pages as they come: Material swaps them without a reload, and announces each on document$. */

/**
 * Call `mount` for the page that is there and for every one that comes, once the styles in its content are there.
 *
 * @param {() => void} mount
 */
export function onEveryPage(mount) {
  const come = async () => {
    const styles =
      /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("article link[rel=stylesheet]"));
    await Promise.all(
      [...styles].filter((style) => !style.sheet).map((style) =>
        new Promise((resolve) => ["load", "error"].forEach((end) => style.addEventListener(end, resolve)))
      ),
    );
    mount();
  };
  const begin = () => {
    const pages =
      /** @type {{document$?: {subscribe: (next: () => void) => void}}} */ (/** @type {unknown} */ (globalThis))
        .document$;
    if (pages) pages.subscribe(() => void come());
    else void come(); // without Material there is this one page
  };
  // Material's script is deferred, and what stands in the content runs before it.
  if ("document$" in globalThis || document.readyState === "complete") begin();
  else document.addEventListener("DOMContentLoaded", begin, { once: true });
}
