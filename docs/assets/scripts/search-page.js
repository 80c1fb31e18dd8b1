// The search page: reads the address, searches, shows the results and the filters, and writes the address.

import { WIDENED, search } from "./search-engine.js";
import { drawFilters, hasFilters, passes } from "./search-filters.js";
import { openIndex } from "./search-index.js";
import { MAX_LENGTH } from "./search-query.js";
import { readRequest, writeRequest } from "./search-request.js";
import { element, fill, result } from "./search-result.js";

/**
 * @import { Found, Hit } from "./search-engine.js"
 * @import { FilterUpdate } from "./search-filters.js"
 * @import { Language, ShownRecord } from "./search-index.js"
 * @import { SearchRequest } from "./search-request.js"
 * @import { View, Words } from "./search-result.js"
 */

/** @typedef {{hit: Hit, item: HTMLElement}} RenderedHit */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));

/** @param {string} name */
const find = (name) => /** @type {HTMLElement} */ (page.querySelector(`[data-search-${name}]`));

/** @type {Words} */
const words = JSON.parse(find("words").textContent ?? "");
const language = /** @type {Language} */ (page.dataset.language);
const root = page.dataset.root ?? "";
const input = /** @type {HTMLInputElement} */ (find("input"));
const groupBox = /** @type {HTMLInputElement} */ (find("group"));
const filterBox = /** @type {HTMLDetailsElement} */ (find("filters"));

let newest = 0; // the number of the newest search: an older one that ends later renders nothing
let isComposing = false;
let announcing = 0; // the timer of an announcement

const requested = () => readRequest(location.search);

/**
 * Write a request into the address. What is typed without a pause makes one entry of the history.
 * @param {SearchRequest} request
 */
function writeAddress(request, { isTyping = false } = {}) {
  const query = writeRequest(request);
  if (query === location.search) {
    if (!isTyping) history.replaceState({}, "");
    return;
  }
  const state = { isTyping };
  if (isTyping && history.state?.isTyping) history.replaceState(state, "", location.pathname + query);
  else history.pushState(state, "", location.pathname + query);
}

/**
 * @param {Partial<SearchRequest>} changes
 * @param {{isTyping?: boolean}} [options]
 */
function change(changes, options) {
  writeAddress({ ...requested(), show: 0, ...changes }, options);
  run();
}

/** Search for what the address asks for, and show the results. */
async function run() {
  const request = requested();
  const mine = (newest += 1);
  groupBox.checked = request.isGrouped;
  if (!request.query && !hasFilters(request.filters)) {
    clear();
    return;
  }
  setState("loading");
  announce(words.loading); // replaced by the result, unless that takes a while
  try {
    const index = await openIndex(root);
    const found = await search(index, request.query);
    const hits = found.hits.filter(({ doc }) => passes(index, doc, request.filters));
    const limit = request.show || index.manifest.page;
    const shown = await Promise.all(hits.slice(0, limit).map(({ doc }) => index.shown(doc)));
    if (mine === newest) render({ found, hits, shown, request }, { index, words, language, root });
  } catch (error) {
    if (mine === newest) showError(error);
  }
}

/** @param {string} name */
function setState(name) {
  page.dataset.searchState = name;
}

function clear() {
  for (const name of ["results", "facets", "notices"]) find(name).replaceChildren();
  for (const name of ["summary", "filters", "more", "error"]) find(name).hidden = true;
  find("count").textContent = "";
  find("idle").hidden = false;
  announce("");
  setState("idle");
}

/** @param {unknown} error */
function showError(error) {
  clear();
  find("error").hidden = false;
  setState("error");
  console.warn(error);
}

/**
 * Tell screen readers something once the reader pauses typing.
 * @param {string} text
 */
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    find("announcement").textContent = text;
  }, 350);
}

/**
 * @param {{found: Found, hits: Hit[], shown: ShownRecord[], request: SearchRequest}} results `hits` pass the filters;
 *   `shown` has the records of the first of them
 * @param {View} view
 */
function render({ found, hits, shown, request }, view) {
  find("error").hidden = true;
  find("idle").hidden = hits.length > 0;
  find("summary").hidden = !hits.length;
  const sentence = hits.length === 1 ? words.count_one : words.count;
  const [before, after] = sentence.split("{count}");
  find("count-before").textContent = before;
  find("count").textContent = String(hits.length);
  find("count-after").textContent = after;
  const notices = noticesOf(found, hits, request.query);
  find("notices").replaceChildren(...notices.map((text) => element("p", { class: "search__notice" }, text)));
  announce([hits.length ? fill(sentence, { count: hits.length }) : "", ...notices].filter(Boolean).join(" "));
  const changeFilters = (/** @type {FilterUpdate} */ update) => change({ filters: update(requested().filters) });
  drawFilters(find("facets"), found.hits, request.filters, view, changeFilters);
  filterBox.hidden = !found.hits.length;
  drawResults(found, hits, shown, request.isGrouped, view);
  drawMore(hits.length, shown.length, view.index.manifest.page);
  setState(hits.length ? "done" : "empty");
}

/**
 * @param {Found} found
 * @param {Hit[]} hits
 * @param {string} query
 */
function noticesOf(found, hits, query) {
  const join = (/** @type {string[]} */ list) => list.join(language === "zh" ? "、" : ", ");
  const notices = [];
  if (found.cut) notices.push(fill(words.cut, { limit: MAX_LENGTH }));
  if (!found.hits.length) notices.push(fill(words.empty, { query: shorten(query) }));
  else if (!hits.length) notices.push(fill(words.empty_filters, { count: found.hits.length }));
  if (found.beginnings.length) notices.push(fill(words.beginnings, { words: join(found.beginnings) }));
  if (found.hits.length && found.parts?.length) notices.push(fill(words.some, { parts: join(found.parts) }));
  if (found.added.length) notices.push(fill(words.added, { words: join(found.added) }));
  return notices;
}

/** @param {string} text */
const shorten = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * @param {Found} found
 * @param {Hit[]} hits
 * @param {ShownRecord[]} shown
 * @param {boolean} isGrouped
 * @param {View} view
 */
function drawResults(found, hits, shown, isGrouped, view) {
  const rendered = shown.map((record, at) => ({ hit: hits[at], item: result(hits[at], record, found.patterns, view) }));
  const groups = isGrouped ? groupByRound(rendered, view) : groupByTier(rendered);
  find("results").replaceChildren(
    ...groups.flatMap(({ heading, entries }) => [
      ...(heading ? [element("h2", { class: "search__heading" }, heading)] : []),
      element("ol", { class: "search__list" }, ...entries.map(({ item }) => item)),
    ]),
  );
}

/**
 * @param {RenderedHit[]} rendered
 * @param {View} view
 */
function groupByRound(rendered, { index }) {
  const rounds = new Set(rendered.map(({ hit }) => index.round[hit.doc]));
  return Array.from(rounds).sort((one, other) => other - one).map((round) => ({
    heading: index.roundLabels.get(round)?.[language].filter(Boolean).join(" · "),
    entries: rendered.filter(({ hit }) => index.round[hit.doc] === round),
  }));
}

/** @param {RenderedHit[]} rendered */
function groupByTier(rendered) {
  const first = rendered.findIndex(({ hit }) => hit.tier === WIDENED);
  if (first < 0) return [{ heading: "", entries: rendered }];
  const widened = { heading: words.widened, entries: rendered.slice(first) };
  return first ? [{ heading: "", entries: rendered.slice(0, first) }, widened] : [widened];
}

/**
 * The button that shows more results.
 * @param {number} count
 * @param {number} shown
 * @param {number} pageSize
 */
function drawMore(count, shown, pageSize) {
  const left = Math.min(count - shown, Math.max(pageSize, 20));
  const button = /** @type {HTMLButtonElement} */ (find("more").querySelector("button"));
  find("more").hidden = left <= 0;
  button.textContent = fill(words.more, { count: left });
  button.onclick = async () => {
    const before = page.querySelectorAll("[data-record]").length;
    writeAddress({ ...requested(), show: shown + left });
    await run();
    page.querySelectorAll("[data-record]")[before]?.querySelector("a")?.focus();
  };
}

/** What is in the field, without more of it than is searched. */
const typedQuery = () => Array.from(input.value).slice(0, MAX_LENGTH + 1).join("").trim();

function searchWhileTyping() {
  if (!isComposing) change({ query: typedQuery() }, { isTyping: true });
}

let pause = 0;
input.addEventListener("compositionstart", () => {
  isComposing = true;
  clearTimeout(pause);
});
input.addEventListener("compositionend", () => {
  isComposing = false;
  searchWhileTyping();
});
input.addEventListener("input", (event) => {
  if (isComposing || /** @type {InputEvent} */ (event).isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(searchWhileTyping, 120);
});
find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (isComposing) return;
  clearTimeout(pause);
  change({ query: typedQuery() });
  history.replaceState({}, "");
});
groupBox.addEventListener("change", () => change({ isGrouped: groupBox.checked }));
find("retry").addEventListener("click", run);

// Arrow keys move between the field and the results.
page.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
  /** @type {HTMLAnchorElement[]} */
  const links = Array.from(page.querySelectorAll("[data-record] .result__title a"));
  const at = links.findIndex((link) => link.closest("[data-record]")?.contains(document.activeElement));
  if (event.key === "Escape" && at >= 0) input.focus();
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (document.activeElement !== input && at < 0) return;
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  if (next >= links.length || (at < 0 && event.key === "ArrowUp")) return;
  event.preventDefault();
  if (next < 0) input.focus();
  else links[next].focus();
});

function showRequest() {
  input.value = requested().query;
  run();
}

find("plain").remove();
// On a wide screen the filters are open, next to the results.
filterBox.open = matchMedia("(min-width: 60rem)").matches;
addEventListener("popstate", showRequest);
showRequest();
if (!requested().query && matchMedia("(pointer: fine)").matches) input.focus({ preventScroll: true });
