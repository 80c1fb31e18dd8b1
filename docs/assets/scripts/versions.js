// Moving between versions while keeping the page, the reading position and the language.
// versions.json at the site's root lists the versions; each version lists its pages in its own pages.json.
import { loadJson, nearest } from "./nearest.js";
import { readingPosition } from "./reading-position.js";

/** @typedef {{version: string, title: string, aliases: string[]}} Version an entry of versions.json */

/** Where this page is: `root` is the address of the site's root, `prefix` that of the language, `address` the page. */
/** @typedef {{root: string, version: string, prefix: string, address: string, language: string, label: string}} Here */

/** @type {HTMLElement | null} */
const box = document.querySelector("[data-versions]");

/** The id that the address names, even if the reader has scrolled up to the list of versions; else the one in view. */
function positionToKeep() {
  const named = decodeURIComponent(location.hash.slice(1));
  return document.getElementById(named) ? named : readingPosition();
}

/**
 * @param {string} href
 * @param {string} fragment
 */
function withFragment(href, fragment) {
  return href.split("#")[0] + (fragment ? `#${fragment}` : "");
}

/**
 * The address of this page in another version, or of the nearest page there. Its query says what could not be kept.
 * @param {Here} here
 * @param {string} version
 * @param {string} position
 */
async function addressIn({ root, version: from, prefix, address }, version, position) {
  const pages = await loadJson(`${root}${version}/pages.json`);
  const found = pages ? nearest(pages, address, position) : { address, fragment: position, isExact: true };
  const query = new URLSearchParams({ from });
  if (!found.isExact) query.set("missing", address);
  if (position) query.set("place", position);
  return withFragment(`${root}${version}/${prefix}${found.address}?${query}`, found.fragment);
}

/**
 * @param {HTMLAnchorElement} link
 * @param {Here} here
 * @param {string} version
 */
function leadTo(link, here, version) {
  link.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    location.assign(await addressIn(here, version, positionToKeep()));
  });
}

/**
 * @param {Here} here
 * @param {Version} entry
 */
function listItem(here, { version, title }) {
  const link = document.createElement("a");
  const [zh, en] = title.split(" · ");
  link.href = `${here.root}${version}/${here.prefix}${here.address}`;
  link.textContent = here.language === "zh" ? zh : en ?? zh;
  link.dataset.version = version;
  if (version === here.version) link.setAttribute("aria-current", "true");
  else leadTo(link, here, version);
  const entry = document.createElement("li");
  entry.append(link);
  return entry;
}

/**
 * Replace the link to the versions with a list of them, the newest first.
 * @param {HTMLElement} target
 * @param {Here} here
 * @param {Version[]} versions
 */
function drawList(target, here, versions) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.className = "versions__current";
  summary.title = here.label;
  summary.textContent = target.querySelector(".versions__current")?.textContent ?? "";
  const list = document.createElement("ul");
  list.append(...versions.map((version) => listItem(here, version)));
  details.append(summary, list);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    details.open = false;
    summary.focus();
  });
  document.addEventListener("click", (event) => {
    if (!details.contains(/** @type {Node} */ (event.target))) details.open = false;
  });
  target.replaceChildren(details);
}

/**
 * Show a notice when the reader came from another version and its page or reading position is not in this one.
 * @param {Here} here
 */
function showWhatIsMissing({ root, prefix, address }) {
  const query = new URLSearchParams(location.search);
  const from = query.get("from") ?? "";
  if (!/^[1-9]\d*$/.test(from)) return;
  const missing = query.get("missing");
  const position = query.get("place") ?? "";
  const isMissing = location.hash.length > 1 && !document.getElementById(decodeURIComponent(location.hash.slice(1)));
  /** @type {HTMLElement | null} */
  const notice = document.querySelector(`[data-arrival="${missing !== null ? "page" : "place"}"]`);
  const link = notice?.querySelector("a[data-arrival-back]");
  if (notice && link instanceof HTMLAnchorElement && (missing !== null || isMissing)) {
    // The query may come from anywhere: only an address of a page or an id is taken from it.
    const page = /^[a-z0-9/-]*$/.test(missing ?? "") ? missing ?? address : "";
    const back = new URL(`${root}${from}/${prefix}${page}`, location.href);
    link.href = withFragment(back.href, /^[a-z0-9-]*$/.test(position) ? position : "");
    notice.hidden = false;
  }
  for (const key of ["from", "missing", "place"]) query.delete(key);
  const rest = query.toString();
  history.replaceState(history.state, "", location.pathname + (rest ? `?${rest}` : "") + location.hash);
}

if (box) {
  const here = /** @type {Here} */ (/** @type {unknown} */ (box.dataset));
  showWhatIsMissing(here);
  /** @type {Version[] | null} */
  const versions = await loadJson(`${here.root}versions.json`);
  const newest = versions?.find(({ aliases }) => aliases.includes("latest"));
  if (versions) drawList(box, here, versions);
  if (newest) {
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const links = document.querySelectorAll("a[data-newest]");
    for (const link of links) {
      const { pathname } = new URL(here.root, location.href);
      link.href = `${pathname}${newest.version}/${here.prefix}${here.address}`;
      leadTo(link, here, newest.version);
    }
  }
}
