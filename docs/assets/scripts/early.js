// Runs before the page is drawn: the chosen scheme and the asked view must not appear late.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const scheme = localStorage.getItem("archive-scheme");
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  } catch {
    // Storage is refused: the system's scheme stands.
  }
  const view = new URLSearchParams(location.search).get("view");
  if (["zh", "en", "both", "interleaved"].includes(view)) root.dataset.view = view;
})();
