// The panel of the search box: results while one types. search-box.js fetches this when somebody focuses the box.

import { search } from "./search-engine.js";
import { openIndex } from "./search-index.js";
import { excerpt, matchSpans, writeMarked } from "./search-passage.js";
import { MAX_LENGTH } from "./search-query.js";
import { LANGUAGE_TAGS, element, fill, href, isCited, patternsOf, roundNames, writeTitle } from "./search-result.js";

/**
 * @import { Found, Hit, Pattern } from "./search-engine.js"
 * @import { Language, SearchIndex, ShownRecord } from "./search-index.js"
 */

const SHOWN = 6;
const box = /** @type {HTMLFormElement} */ (document.querySelector("[data-search-box]"));
const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
const language = /** @type {Language} */ (box.dataset.language);
const { root = "", all = "", count = "", countOne = "", empty = "", error: failure = "" } = box.dataset;

const list = element("ul", {
  class: "search-box__list",
  id: "search-box-list",
  role: "listbox",
  "aria-label": box.dataset.results ?? "",
});
const message = element("p", { class: "search-box__message", hidden: "" });
const panel = element(
  "div",
  { class: "search-box__panel", "data-search-panel": "", tabindex: "-1", hidden: "" },
  list,
  message,
);
const announcement = element("span", { class: "search-box__announcement", role: "status", "aria-live": "polite" });

let newest = 0; // the number of the newest search: an older one that ends later renders nothing
let chosen = -1; // the place of the chosen option, or -1
let isComposing = input.dataset.composing === "true";
let pause = 0;

function close() {
  newest += 1;
  panel.hidden = true;
  chosen = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function open() {
  panel.hidden = false;
  // The panel is aligned with the end of the box, and moved where that would put it over the window's edge.
  panel.style.translate = "";
  const { left, right } = panel.getBoundingClientRect();
  const edge = document.documentElement.clientWidth - 8;
  panel.style.translate = `${left < 8 ? 8 - left : Math.min(0, edge - right)}px`;
  input.setAttribute("aria-expanded", String(list.children.length > 0));
}

/**
 * Choose the option `at`. Before the first and after the last of them is the field itself, with no option chosen.
 * @param {number} at
 */
function choose(at) {
  const options = Array.from(list.children);
  chosen = options.length ? (at + options.length + 1) % (options.length + 1) : -1;
  if (chosen === options.length) chosen = -1;
  options.forEach((each, number) => each.setAttribute("aria-selected", String(number === chosen)));
  if (chosen < 0) {
    input.removeAttribute("aria-activedescendant");
  } else {
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {string} text
 * @param {{isShown: boolean}} options whether it is also shown, not only announced
 */
function announce(text, { isShown }) {
  message.textContent = isShown ? text : "";
  message.hidden = !isShown;
  announcement.textContent = text;
}

/**
 * @param {number} number
 * @param {string} target
 * @param {...(Node | string)} children
 */
function option(number, target, ...children) {
  const link = element("a", { href: target, tabindex: "-1" }, ...children);
  return element("li", { role: "option", id: `search-box-${number}`, "aria-selected": "false" }, link);
}

/** @param {string} query */
const resultsAddress = (query) => `${href(root, language, "search/")}?${new URLSearchParams({ q: query })}`;

async function run() {
  const query = typedQuery();
  const mine = (newest += 1);
  if (!query) {
    close();
    return;
  }
  try {
    const index = await openIndex(root);
    const found = await search(index, query);
    const hits = found.blank ? [] : found.hits;
    const shown = await Promise.all(hits.slice(0, SHOWN).map(({ doc }) => index.shown(doc)));
    if (mine === newest) render(query, hits, shown, found, index);
  } catch (error) {
    if (mine !== newest) return;
    list.replaceChildren();
    announce(failure, { isShown: true });
    open();
    console.warn(error);
  }
}

/**
 * The matching part of a record's text, in the reader's language if that matched, else in the other.
 * @param {ShownRecord} record
 * @param {Pattern[]} patterns
 * @param {SearchIndex} index
 */
function snippet(record, patterns, index) {
  /** @type {Language[]} */
  const languages = language === "zh" ? ["zh", "en"] : ["en", "zh"];
  const texts = languages.map((code) => {
    const text = record[code][1] ?? "";
    return { code, text, spans: matchSpans(text, patterns, index.tokenize) };
  });
  const { code, text, spans } = texts.find((found) => found.spans.length) ?? texts[0];
  const line = element("span", { class: "search-box__passage", lang: LANGUAGE_TAGS[code] });
  writeMarked(line, text, spans, excerpt(text, spans, code === "zh" ? 44 : 90));
  return line;
}

/**
 * @param {string} query
 * @param {Hit[]} hits
 * @param {ShownRecord[]} shown the records of the first hits
 * @param {Found} found
 * @param {SearchIndex} index
 */
function render(query, hits, shown, found, index) {
  const options = shown.map((record, at) => {
    const { doc } = hits[at];
    const patterns = patternsOf(hits[at], found.patterns);
    const title = element("span", { class: "search-box__title" });
    writeTitle(title, record, patterns, { index, language });
    const about = [...(isCited(index.kind[doc]) ? [record.id] : []), roundNames(index, doc, language)].join(" · ");
    const target = href(root, language, record.links[0][1]);
    const last = element("span", { class: "search-box__about" }, about);
    return option(at, target, title, snippet(record, patterns, index), last);
  });
  if (hits.length) options.push(option(shown.length, resultsAddress(query), fill(all, { count: hits.length })));
  list.replaceChildren(...options);
  if (hits.length) announce(fill(hits.length === 1 ? countOne : count, { count: hits.length }), { isShown: false });
  else announce(fill(empty, { query: query.length > 40 ? `${query.slice(0, 40)}…` : query }), { isShown: true });
  choose(-1);
  open();
}

/** What is in the field, without more of it than is searched. */
const typedQuery = () => Array.from(input.value).slice(0, MAX_LENGTH + 1).join("").trim();

box.append(panel, announcement);
input.setAttribute("role", "combobox");
input.setAttribute("aria-autocomplete", "list");
input.setAttribute("aria-expanded", "false");
input.setAttribute("aria-controls", list.id);

input.addEventListener("compositionstart", () => {
  isComposing = true;
  clearTimeout(pause);
});
input.addEventListener("compositionend", () => {
  isComposing = false;
  run();
});
input.addEventListener("input", (event) => {
  if (isComposing || /** @type {InputEvent} */ (event).isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(run, 120);
});
input.addEventListener("keydown", (event) => {
  if (isComposing || event.isComposing || event.keyCode === 229) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (panel.hidden) return;
    event.preventDefault();
    choose(event.key === "ArrowDown" ? chosen + 1 : (chosen < 0 ? list.children.length : chosen) - 1);
  } else if (event.key === "Escape") {
    if (!panel.hidden) event.preventDefault();
    close();
  }
});
box.addEventListener("submit", (event) => {
  event.preventDefault();
  if (isComposing) return;
  clearTimeout(pause);
  const link = panel.hidden ? null : list.children[chosen]?.querySelector("a");
  const query = typedQuery();
  location.assign(link?.href ?? (query ? resultsAddress(query) : href(root, language, "search/")));
});
document.addEventListener("click", (event) => {
  if (!box.contains(/** @type {Node} */ (event.target))) close();
});
box.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
});

openIndex(root).catch(() => {}); // a failure shows with the first search
// What was typed while this module was loading.
if (!isComposing && document.activeElement === input) pause = setTimeout(run, 120);
