// The light and dark schemes: the system's by default, the reader's choice once made.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);

for (const button of document.querySelectorAll("[data-scheme-toggle]")) {
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
      // Storage is refused: the choice holds for this page.
    }
    show();
  });
}
