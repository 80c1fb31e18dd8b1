// The search box in the header of every page: `/` comes to it, Enter leads to the results. Whoever turns to it gets the
// panel, with the search behind it; a reader who only reads never fetches them.
const box = document.querySelector("[data-search-box]");
const input = box?.querySelector("input");

const openPanel = () => import("./search-panel.js").catch((error) => {
  console.warn(error);
  wait(); // the next time
});
const wait = () => input.addEventListener("focus", openPanel, { once: true });

if (input) {
  for (const type of ["compositionstart", "compositionend"]) {
    input.addEventListener(type, () => {
      input.dataset.composing = String(type === "compositionstart");
    });
  }
  if (document.activeElement === input) openPanel();
  else wait();
}

// `/` comes to the search from anywhere but a field in which one writes. On the search page, to its own field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-search-input]") ?? input;
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
