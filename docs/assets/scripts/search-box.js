// The search box in the header of every page: `/` focuses it, Enter leads to the results. The panel with results, and
// the search behind it, are fetched once somebody focuses the box.

const input = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-search-box] input"));

/** @param {HTMLInputElement} field */
async function openPanel(field) {
  try {
    await import("./search-panel.js");
  } catch (error) {
    console.warn(error);
    openPanelOnFocus(field); // try again the next time
  }
}

/** @param {HTMLInputElement} field */
function openPanelOnFocus(field) {
  field.addEventListener("focus", () => openPanel(field), { once: true });
}

if (input) {
  input.addEventListener("compositionstart", () => {
    input.dataset.composing = "true";
  });
  input.addEventListener("compositionend", () => {
    input.dataset.composing = "false";
  });
  if (document.activeElement === input) openPanel(input);
  else openPanelOnFocus(input);
}

// `/` focuses the search from anywhere but a field for text. On the search page it focuses that page's own field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("[data-search-input]") ?? input;
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
