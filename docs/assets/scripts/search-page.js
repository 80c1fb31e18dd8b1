// The search page: reads the address, searches, draws the results and the filters, and writes the address.

import { search } from "./search-engine.js";
import { openIndex } from "./search-index.js";
import { LONGEST } from "./search-query.js";
import { element, fill, result, sideNumber } from "./search-result.js";

const FILTERS = ["kind", "round", "topic", "side"];
const page = document.querySelector("[data-search]");
const find = (name) => page.querySelector(`[data-search-${name}]`);
const words = JSON.parse(find("words").textContent);
const language = page.dataset.language;
const input = find("input");

find("plain").remove();

let request = 0; // the number of the newest search: an older one that ends late draws nothing
let composing = false;
let announcing = 0; // the pause before something is said aloud

/** What the address asks for. */
function asked() {
  const parameters = new URLSearchParams(location.search);
  return {
    query: (parameters.get("q") ?? "").trim(),
    filters: Object.fromEntries(FILTERS.map((name) => [name, new Set(parameters.getAll(name))])),
    grouped: parameters.get("group") === "round",
    show: Math.max(0, Number.parseInt(parameters.get("show"), 10) || 0),
  };
}

/** Write what is asked for into the address. While somebody types, the entries of the history are one. */
function address({ query, filters, grouped, show }, { typing = false } = {}) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const name of FILTERS) for (const value of filters[name]) parameters.append(name, value);
  if (grouped) parameters.set("group", "round");
  if (show) parameters.set("show", String(show));
  const text = parameters.toString();
  const target = location.pathname + (text ? `?${text}` : "");
  if (target === location.pathname + location.search) {
    if (!typing) history.replaceState({}, "");
    return;
  }
  if (typing && history.state?.typing) history.replaceState({ typing }, "", target);
  else history.pushState({ typing }, "", target);
}

function change(changes, options) {
  address({ ...asked(), show: 0, ...changes }, options);
  run();
}

/** Search for what the address asks for, and draw it. */
async function run() {
  const wanted = asked();
  const mine = (request += 1);
  find("group").checked = wanted.grouped;
  if (!wanted.query && FILTERS.every((name) => !wanted.filters[name].size)) {
    clear();
    return;
  }
  state("loading");
  // Said only when it takes a while: what follows takes its place.
  announce(words.loading);
  try {
    const index = await openIndex(page.dataset.root);
    const found = await search(index, wanted.query);
    const hits = found.hits.filter(({ doc }) => FILTERS.every((name) => fits(index, doc, name, wanted.filters[name])));
    const limit = wanted.show || index.manifest.page;
    const shown = await Promise.all(hits.slice(0, limit).map(({ doc }) => index.shown(doc)));
    if (mine !== request) return;
    draw(index, found, hits, shown, wanted);
  } catch (error) {
    if (mine !== request) return;
    failed(error);
  }
}

function values(index, doc, name) {
  if (name === "kind") return [index.kind[doc]];
  if (name === "round") return index.rounds(doc).map(String);
  if (name === "topic") return index.topics[doc];
  return index.side[doc] ? [index.side[doc]] : [];
}

const fits = (index, doc, name, chosen) => !chosen.size || values(index, doc, name).some((value) => chosen.has(value));

function state(name) {
  page.dataset.searchState = name;
}

function clear() {
  for (const name of ["results", "facets", "notices"]) find(name).replaceChildren();
  for (const name of ["summary", "filters", "more", "error"]) find(name).hidden = true;
  find("count").textContent = "";
  find("idle").hidden = false;
  announce("");
  state("idle");
}

function failed(error) {
  clear();
  find("error").hidden = false;
  state("error");
  console.warn(error);
}

/** Said aloud once the reader pauses, so that typing is not talked over. */
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    find("announcement").textContent = text;
  }, 350);
}

function draw(index, found, hits, shown, wanted) {
  find("error").hidden = true;
  find("idle").hidden = hits.length > 0;
  find("summary").hidden = !hits.length;
  const sentence = hits.length === 1 ? words.count_one : words.count;
  const [before, after] = sentence.split("{count}");
  find("count-before").textContent = before;
  find("count").textContent = String(hits.length);
  find("count-after").textContent = after;
  const notices = noticesOf(found, hits, wanted);
  find("notices").replaceChildren(...notices.map((text) => element("p", { class: "search__notice" }, text)));
  announce([hits.length ? fill(sentence, { count: hits.length }) : "", ...notices].filter(Boolean).join(" "));
  drawFacets(index, found.hits, wanted);
  drawResults(index, found, hits, shown, wanted.grouped);
  drawMore(index, hits.length, shown.length);
  state(hits.length ? "done" : "empty");
}

function noticesOf(found, hits, { query }) {
  const join = (list) => list.join(language === "zh" ? "、" : ", ");
  const notices = [];
  if (found.cut) notices.push(fill(words.cut, { limit: LONGEST }));
  if (!found.hits.length) notices.push(fill(words.empty, { query: shortened(query) }));
  else if (!hits.length) notices.push(fill(words.empty_filters, { count: found.hits.length }));
  if (found.beginnings.length) notices.push(fill(words.beginnings, { words: join(found.beginnings) }));
  if (found.hits.length && found.parts?.length) notices.push(fill(words.some, { parts: join(found.parts) }));
  if (found.added.length) notices.push(fill(words.added, { words: join(found.added) }));
  return notices;
}

const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function drawResults(index, found, hits, shown, grouped) {
  const place = find("results");
  const drawn = hits.slice(0, shown.length).map((hit, at) => ({
    hit,
    item: result({ index, hit, record: shown[at], patterns: found.patterns, words, language, root: page.dataset.root }),
  }));
  const groups = grouped ? byRound(index, drawn) : byTier(drawn);
  place.replaceChildren(
    ...groups.flatMap(({ heading, entries }) => [
      ...(heading ? [element("h2", { class: "search__heading" }, heading)] : []),
      element("ol", { class: "search__list" }, ...entries.map(({ item }) => item)),
    ]),
  );
}

function byRound(index, drawn) {
  const groups = new Map();
  for (const entry of drawn) {
    const round = index.round[entry.hit.doc];
    if (!groups.has(round)) groups.set(round, []);
    groups.get(round).push(entry);
  }
  return Array.from(groups)
    .sort(([one], [other]) => other - one)
    .map(([round, entries]) => ({ heading: index.roundLabels.get(round)[language].filter(Boolean).join(" · "), entries }));
}

function byTier(drawn) {
  const widened = drawn.findIndex(({ item }) => item.hasAttribute("data-widened"));
  if (widened < 0) return [{ entries: drawn }];
  return [
    ...(widened ? [{ entries: drawn.slice(0, widened) }] : []),
    { heading: words.widened, entries: drawn.slice(widened) },
  ];
}

function drawMore(index, count, shown) {
  const more = find("more");
  const left = Math.min(count - shown, Math.max(index.manifest.page, 20));
  more.hidden = left <= 0;
  const button = more.querySelector("button");
  button.textContent = fill(words.more, { count: left });
  button.onclick = () => {
    const before = page.querySelectorAll("[data-record]").length;
    address({ ...asked(), show: shown + left });
    run().then(() => page.querySelectorAll("[data-record]")[before]?.querySelector("a").focus());
  };
}

/** Each filter counts what it would leave, the other filters applied. */
function drawFacets(index, hits, wanted) {
  const fieldsets = FILTERS.map((name) => {
    const others = FILTERS.filter((other) => other !== name);
    const counts = new Map();
    for (const { doc } of hits) {
      if (!others.every((other) => fits(index, doc, other, wanted.filters[other]))) continue;
      for (const value of new Set(values(index, doc, name))) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const value of wanted.filters[name]) if (!counts.has(value) && label(index, name, value)) counts.set(value, 0);
    return facet(index, name, counts, wanted.filters[name]);
  });
  const chosen = FILTERS.some((name) => wanted.filters[name].size);
  const focused = document.activeElement?.closest("[data-filter]");
  find("facets").replaceChildren(...fieldsets.filter(Boolean));
  if (chosen) {
    const button = element("button", { class: "search__button", type: "button", "data-search-clear": "" }, words.clear);
    button.onclick = () => change({ filters: Object.fromEntries(FILTERS.map((name) => [name, new Set()])) });
    find("facets").append(button);
  }
  if (focused) {
    const { filter, value } = focused.dataset;
    find("facets").querySelector(`[data-filter="${filter}"][data-value="${CSS.escape(value)}"] input`)?.focus();
  }
  find("filters").hidden = !hits.length;
}

function label(index, name, value) {
  if (name === "kind") return words[`kind_${value}`];
  if (name === "side") return index.sides.get(value)?.[language];
  if (name === "round") return index.roundLabels.get(Number(value))?.[language][0];
  return index.manifest.topics.find(({ slug }) => slug === value)?.[language];
}

function facet(index, name, counts, chosen) {
  if (!counts.size) return null;
  const order = {
    kind: (one, other) => index.manifest.kinds.indexOf(one) - index.manifest.kinds.indexOf(other),
    round: (one, other) => other - one,
    topic: (one, other) => counts.get(other) - counts.get(one),
    side: (one, other) => sideNumber(index, one) - sideNumber(index, other),
  }[name];
  const options = Array.from(counts.keys()).sort(order).map((value) => {
    const box = element("input", { type: "checkbox", name, value });
    box.checked = chosen.has(value);
    box.onchange = () => {
      const filters = asked().filters;
      if (box.checked) filters[name].add(value);
      else filters[name].delete(value);
      change({ filters });
    };
    return element(
      "label",
      { class: "search__option", "data-filter": name, "data-value": value },
      box,
      element("span", {}, label(index, name, value)),
      element("span", { class: "search__number", "data-filter-count": "" }, String(counts.get(value))),
    );
  });
  return element("fieldset", { class: "search__facet" }, element("legend", {}, words[name]), ...options);
}

function typed() {
  if (composing) return;
  const query = Array.from(input.value).slice(0, LONGEST + 1).join("").trim();
  change({ query }, { typing: true });
}

let pause = 0;
input.addEventListener("compositionstart", () => {
  composing = true;
  clearTimeout(pause);
});
input.addEventListener("compositionend", () => {
  composing = false;
  typed();
});
input.addEventListener("input", (event) => {
  if (composing || event.isComposing) return;
  clearTimeout(pause);
  pause = setTimeout(typed, 120);
});
find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (composing) return;
  clearTimeout(pause);
  const query = Array.from(input.value).slice(0, LONGEST + 1).join("").trim();
  change({ query });
  history.replaceState({}, "");
});
find("group").addEventListener("change", (event) => change({ grouped: event.target.checked }));
find("retry").addEventListener("click", run);

page.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = Array.from(page.querySelectorAll("[data-record] .result__title a"));
  const at = links.findIndex((link) => link.closest("[data-record]").contains(document.activeElement));
  if (event.key === "Escape" && at >= 0) input.focus();
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (document.activeElement !== input && at < 0) return;
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  if (next >= links.length || (at < 0 && event.key === "ArrowUp")) return;
  event.preventDefault();
  if (next < 0) input.focus();
  else links[next].focus();
});

// On a wide screen the filters stand open beside the results.
find("filters").open = matchMedia("(min-width: 60rem)").matches;

function arrive() {
  input.value = asked().query;
  run();
}

window.addEventListener("popstate", arrive);
arrive();
if (!asked().query && matchMedia("(pointer: fine)").matches) input.focus({ preventScroll: true });
