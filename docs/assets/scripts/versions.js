// Moving between versions without losing the page, the place or the language.
// The versions stand in versions.json at the site's root, the pages of each in its own pages.json.
import { nearest, read } from "./nearest.js";
import { currentPlace } from "./reading-position.js";

const box = document.querySelector("[data-versions]");

/** The place the address names, even when the reader has scrolled up to the list of versions; else the one in view. */
function placeToKeep() {
  const named = decodeURIComponent(location.hash.slice(1));
  return document.getElementById(named) ? named : currentPlace();
}

function withPlace(href, place) {
  return href.split("#")[0] + (place ? `#${place}` : "");
}

/** The address in another version: the same page and place, or the nearest page with a word about it. */
async function inVersion(version, place) {
  const { root, prefix, address } = box.dataset;
  const pages = await read(`${root}${version}/pages.json`);
  const found = pages ? nearest(pages, address, place) : { address, place, exact: true };
  const query = new URLSearchParams({ from: box.dataset.version });
  if (!found.exact) query.set("missing", address);
  if (place) query.set("place", place);
  return withPlace(`${root}${version}/${prefix}${found.address}?${query}`, found.place);
}

function leadTo(link, version) {
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    location.assign(await inVersion(version, placeToKeep()));
  });
}

/** Make the plain link a list of versions, newest first. */
function drawList(versions) {
  const { root, prefix, address, version: current, language, label } = box.dataset;
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.className = "versions__current";
  summary.title = label;
  summary.textContent = box.querySelector(".versions__current").textContent;
  const list = document.createElement("ul");
  for (const { version, title } of versions) {
    const link = document.createElement("a");
    const [zh, en] = title.split(" · ");
    link.href = `${root}${version}/${prefix}${address}`;
    link.textContent = language === "zh" ? zh : en ?? zh;
    link.dataset.version = version;
    if (version === current) link.setAttribute("aria-current", "true");
    else leadTo(link, version);
    const entry = document.createElement("li");
    entry.append(link);
    list.append(entry);
  }
  details.append(summary, list);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    details.open = false;
    summary.focus();
  });
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  box.replaceChildren(details);
}

/** Say it when the reader came from another version and its page or place is not here. */
function sayWhatIsMissing() {
  const query = new URLSearchParams(location.search);
  const from = query.get("from");
  if (!/^[1-9]\d*$/.test(from ?? "")) return;
  const { root, prefix, address } = box.dataset;
  const missing = query.get("missing");
  const place = query.get("place") ?? "";
  const lost = location.hash.length > 1 && !document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const notice = document.querySelector(`[data-arrival="${missing !== null ? "page" : "place"}"]`);
  if (missing !== null || lost) {
    const back = new URL(`${root}${from}/${prefix}${/^[a-z0-9/-]*$/.test(missing ?? "") ? missing ?? address : ""}`, location);
    notice.querySelector("[data-arrival-back]").href = withPlace(back.href, /^[a-z0-9-]*$/.test(place) ? place : "");
    notice.hidden = false;
  }
  for (const key of ["from", "missing", "place"]) query.delete(key);
  const rest = query.toString();
  history.replaceState(history.state, "", location.pathname + (rest ? `?${rest}` : "") + location.hash);
}

if (box) {
  sayWhatIsMissing();
  const versions = await read(`${box.dataset.root}versions.json`);
  if (versions) {
    drawList(versions);
    const newest = versions.find((version) => version.aliases.includes("latest"));
    for (const link of document.querySelectorAll("[data-newest]")) {
      if (!newest) continue;
      const target = new URL(box.dataset.root, location);
      link.href = `${target.pathname}${newest.version}/${box.dataset.prefix}${box.dataset.address}`;
      leadTo(link, newest.version);
    }
  }
}
