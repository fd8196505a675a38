// Material wraps the copy button of every code block in a <nav>. Landmarks need names that tell them apart.
new MutationObserver(() => {
  document.querySelectorAll("nav.md-code__nav").forEach((nav, index) => {
    nav.ariaLabel ??= `Code block ${index + 1}`;
  });
}).observe(document.body, { childList: true, subtree: true });
