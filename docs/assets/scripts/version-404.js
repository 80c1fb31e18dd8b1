// From an address that leads nowhere to the round it names, or the nearest there is.
const page = document.querySelector("[data-not-found]");
const named = location.pathname.match(/\/(?:rounds\/|r\/r)(\d+)/);

if (page && named) {
  const nearest = Math.min(Math.max(Number(named[1]), 1), Number(page.dataset.newest));
  for (const line of page.querySelectorAll("[data-nearest]")) {
    const link = line.querySelector("a");
    link.href = `${line.dataset.nearest}${nearest}/`;
    link.textContent = link.textContent.replace("{number}", nearest);
    line.hidden = false;
  }
}
