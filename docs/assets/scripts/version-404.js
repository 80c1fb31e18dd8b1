// The 404 page of one version: offers the round that the address names, or the nearest one.
/** @type {HTMLElement | null} */
const page = document.querySelector("[data-not-found]");
const named = location.pathname.match(/\/(?:rounds\/|r\/r)(\d+)/);

if (page && named) {
  const round = Math.min(Math.max(Number(named[1]), 1), Number(page.dataset.newest));
  /** @type {NodeListOf<HTMLElement>} */
  const lines = page.querySelectorAll("[data-nearest]");
  for (const line of lines) {
    const link = line.querySelector("a");
    if (!link) continue;
    link.href = `${line.dataset.nearest}${round}/`;
    link.textContent = (link.textContent ?? "").replace("{number}", String(round));
    line.hidden = false;
  }
}
