// The panel of the search box: results show while one types. search-box.js fetches this when somebody turns to the box.

import { openIndex } from "./search-index.js";
import { LONGEST } from "./search-query.js";
import { TAGS, element, fill, href, isCited, patternsOf, roundNames, titleOf } from "./search-result.js";
import { excerpt, places, write } from "./search-passage.js";
import { search } from "./search-engine.js";

const SHOWN = 6;
const box = document.querySelector("[data-search-box]");
const input = box.querySelector("input");

const list = element("ul", { class: "search-box__list", role: "listbox", "aria-label": box.dataset.results });
const message = element("p", { class: "search-box__message", hidden: "" });
const panel = element("div", { class: "search-box__panel", "data-search-panel": "", tabindex: "-1", hidden: "" }, list, message);
const announcement = element("span", { class: "search-box__announcement", role: "status", "aria-live": "polite" });
box.append(panel, announcement);
const { root, language } = box.dataset;
let request = 0;
let chosen = -1;
let composing = input.dataset.composing === "true";
let pause = 0;

list.id = "search-box-list";
for (const [name, value] of [
  ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id],
]) input.setAttribute(name, value);

function close() {
  request += 1;
  panel.hidden = true;
  chosen = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function open() {
  panel.hidden = false;
  // The panel hangs from the end of the box, and moves in where that would put it over the window's edge.
  panel.style.translate = "";
  const { left, right } = panel.getBoundingClientRect();
  const edge = document.documentElement.clientWidth - 8;
  panel.style.translate = `${left < 8 ? 8 - left : Math.min(0, edge - right)}px`;
  input.setAttribute("aria-expanded", String(list.children.length > 0));
}

function choose(at) {
  const options = Array.from(list.children);
  chosen = options.length ? (at + options.length + 1) % (options.length + 1) : -1;
  if (chosen === options.length) chosen = -1;
  options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
  if (chosen < 0) input.removeAttribute("aria-activedescendant");
  else {
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }
}

function say(text, shown) {
  message.textContent = shown ? text : "";
  message.hidden = !shown;
  announcement.textContent = text;
}

function option(number, target, ...children) {
  const link = element("a", { href: target, tabindex: "-1" }, ...children);
  return element("li", { role: "option", id: `search-box-${number}`, "aria-selected": "false" }, link);
}

const results = (query) => `${href(root, language, "search/")}?${new URLSearchParams({ q: query })}`;

async function run() {
  const query = typed();
  const mine = (request += 1);
  if (!query) {
    close();
    return;
  }
  try {
    const index = await openIndex(root);
    const found = await search(index, query);
    const hits = found.blank ? [] : found.hits;
    const shown = await Promise.all(hits.slice(0, SHOWN).map(({ doc }) => index.shown(doc)));
    if (mine !== request) return;
    draw(index, query, found, hits, shown);
  } catch (error) {
    if (mine !== request) return;
    list.replaceChildren();
    say(box.dataset.error, true);
    open();
    console.warn(error);
  }
}

/** A line of the text that matched, in whichever language: the reader's own if it did. */
function snippet(record, patterns, tokens) {
  const languages = language === "zh" ? ["zh", "en"] : ["en", "zh"];
  const marked = languages.map((code) => ({ code, text: record[code][1], marks: places(record[code][1], patterns, tokens) }));
  const { code, text, marks } = marked.find(({ marks }) => marks.length) ?? marked[0];
  const line = element("span", { class: "search-box__passage", lang: TAGS[code] });
  write(line, text, marks, excerpt(text, marks, code === "zh" ? 44 : 90));
  return line;
}

function draw(index, query, found, hits, shown) {
  list.replaceChildren(
    ...shown.map((record, at) => {
      const title = element("span", { class: "search-box__title" });
      const text = titleOf(record, language);
      write(title, text, record[language][0] ? places(text, patternsOf(hits[at], found.patterns), index.tokens) : []);
      const passage = snippet(record, patternsOf(hits[at], found.patterns), index.tokens);
      const { doc } = hits[at];
      const about = [...(isCited(index.kind[doc]) ? [record.id] : []), roundNames(index, doc, language)].join(" · ");
      const under = element("span", { class: "search-box__about" }, about);
      return option(at, href(root, language, record.links[0][1]), title, passage, under);
    }),
  );
  if (hits.length) list.append(option(shown.length, results(query), fill(box.dataset.all, { count: hits.length })));
  const sentence = hits.length === 1 ? box.dataset.countOne : box.dataset.count;
  if (hits.length) say(fill(sentence, { count: hits.length }), false);
  else say(fill(box.dataset.empty, { query: query.length > 40 ? `${query.slice(0, 40)}…` : query }), true);
  choose(-1);
  open();
}

const typed = () => Array.from(input.value).slice(0, LONGEST + 1).join("").trim();
const follow = (target) => location.assign(target);

input.addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(pause);
});
input.addEventListener("compositionend", () => {
  composing = false;
  run();
});
input.addEventListener("input", (event) => {
  if (composing || event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(run, 120);
});
openIndex(root).catch(() => {});

input.addEventListener("keydown", (event) => {
  if (composing || event.isComposing || event.keyCode === 229) return;
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
  if (composing) return;
  clearTimeout(pause);
  const link = list.children[chosen]?.querySelector("a");
  if (link && !panel.hidden) follow(link.href);
  else follow(typed() ? results(typed()) : href(root, language, "search/"));
});
document.addEventListener("click", (event) => {
  if (!box.contains(event.target)) close();
});
box.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !box.contains(event.relatedTarget)) close();
});
// What was typed while this was on its way.
if (!composing && document.activeElement === input) pause = setTimeout(run, 120);
