// The parallel text: the view stands in the address, and a tapped row stays lit.
import { currentPlace } from "./reading-position.js";

const root = document.documentElement;
const form = document.querySelector("[data-views]");
const rows = document.querySelector(".rows");

const asked = () => {
  const view = new URLSearchParams(location.search).get("view");
  return form.querySelector(`input[value="${CSS.escape(view ?? "both")}"]`) ? (view ?? "both") : "both";
};

const show = (view) => {
  root.dataset.view = view;
  form.querySelector(`input[value="${view}"]`).checked = true;
};

const choose = (view) => {
  const place = currentPlace();
  const url = new URL(location.href);
  if (view === "both") url.searchParams.delete("view");
  else url.searchParams.set("view", view);
  if (place) url.hash = place;
  history.replaceState(null, "", url);
  show(view);
  // The rows above have changed their height: stay at the row.
  if (place) document.getElementById(place).scrollIntoView();
  dispatchEvent(new HashChangeEvent("hashchange"));
};

form.hidden = false;
show(asked());
form.addEventListener("change", (event) => choose(event.target.value));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => show(asked()));

rows.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (event.target.closest("a, button") || !row) return;
  for (const lit of rows.querySelectorAll(".is-highlighted")) if (lit !== row) lit.classList.remove("is-highlighted");
  row.classList.toggle("is-highlighted");
});
