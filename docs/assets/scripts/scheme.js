// The light and dark colour schemes: the system's by default, the reader's choice once made.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("[data-scheme-toggle]");
for (const button of buttons) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  show();
  system.addEventListener("change", show);
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    root.dataset.scheme = chosen;
    try {
      localStorage.setItem("archive-scheme", chosen);
    } catch {
      // Storage is blocked: the choice applies to this page only.
    }
    show();
  });
}
