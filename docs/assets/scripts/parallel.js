// The parallel text: its view is kept in the address, and a tapped row is highlighted.
import { readingPosition } from "./reading-position.js";

const root = document.documentElement;
const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-views]"));
const rows = /** @type {HTMLElement} */ (document.querySelector(".rows"));

/**
 * @param {string} view
 * @returns {HTMLInputElement | null}
 */
const radio = (view) => form.querySelector(`input[value="${CSS.escape(view)}"]`);

function requestedView() {
  const view = new URLSearchParams(location.search).get("view") ?? "both";
  return radio(view) ? view : "both";
}

/** @param {string} view */
function show(view) {
  root.dataset.view = view;
  const input = radio(view);
  if (input) input.checked = true;
}

/** @param {string} view */
function choose(view) {
  const id = readingPosition();
  const url = new URL(location.href);
  if (view === "both") url.searchParams.delete("view");
  else url.searchParams.set("view", view);
  if (id) url.hash = id;
  history.replaceState(null, "", url);
  show(view);
  // The rows above have changed their height: stay at the row.
  if (id) document.getElementById(id)?.scrollIntoView();
  dispatchEvent(new HashChangeEvent("hashchange"));
}

form.hidden = false;
show(requestedView());
form.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement) choose(target.value);
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => show(requestedView()));

rows.addEventListener("click", ({ target }) => {
  const row = target instanceof Element && !target.closest("a, button") ? target.closest(".row") : null;
  if (!row) return;
  for (const other of rows.querySelectorAll(".is-highlighted")) {
    if (other !== row) other.classList.remove("is-highlighted");
  }
  row.classList.toggle("is-highlighted");
});
