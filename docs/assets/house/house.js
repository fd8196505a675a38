import { onEveryPage } from "./pages.js";

// Material wraps the copy button of every code block in a <nav>. Landmarks need names that tell them apart.
new MutationObserver(() => {
  document.querySelectorAll("nav.md-code__nav").forEach((nav, index) => {
    nav.ariaLabel ??= `Code block ${index + 1}`;
  });
}).observe(document.body, { childList: true, subtree: true });

// A finger cannot hover: its first tap on a term shows the definition, its second follows the link.
let finger = false;
/** @type {Element | null} */
let shown = null;
document.addEventListener("pointerdown", (event) => {
  finger = event.pointerType === "touch";
}, true);
document.addEventListener("click", (event) => {
  const term = event.target instanceof Element ? event.target.closest("a.term") : null;
  if (finger && term && term !== shown) {
    event.preventDefault();
    event.stopPropagation();
  }
  shown = term;
}, true);

// Live figures come when the reader comes to one, which stands there as a picture already, or an address leads to one.
const call = () => void import("../figures/_page.js");
const seen = new IntersectionObserver((entries) => {
  if (entries.some(({ isIntersecting }) => isIntersecting)) call();
});
onEveryPage(() => {
  const figures = document.querySelectorAll("figure[data-live]");
  if (figures.length && location.hash.startsWith("#figure-")) call();
  for (const figure of figures) seen.observe(figure);
});

// Buttons that run Python: what they do comes with the first press.
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-run]") : null;
  if (button instanceof HTMLElement) (await import("../run/page.js")).press(button);
});
