// Runs before the page is painted, so that neither the colour scheme nor the view of a parallel text flashes.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const scheme = localStorage.getItem("archive-scheme");
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  } catch {
    // Storage is blocked: the system's scheme is used.
  }
  const view = new URLSearchParams(location.search).get("view");
  if (view && ["zh", "en", "both", "interleaved"].includes(view)) root.dataset.view = view;
})();
