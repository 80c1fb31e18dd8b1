// The filters of the search page: by kind, round, topic and side. Each value shows how many results it would leave.

import { FILTERS, noFilters } from "./search-request.js";
import { element, sideNumber } from "./search-result.js";

/**
 * @import { Hit } from "./search-engine.js"
 * @import { SearchIndex } from "./search-index.js"
 * @import { Filter, Filters } from "./search-request.js"
 * @import { View } from "./search-result.js"
 */

/** @typedef {(current: Filters) => Filters} FilterUpdate what a click does to the filters of that moment */

/**
 * The values that a record has for a filter.
 * @param {SearchIndex} index
 * @param {number} doc
 * @param {Filter} name
 * @returns {string[]}
 */
function valuesOf(index, doc, name) {
  const side = index.side[doc];
  if (name === "kind") return [index.kind[doc]];
  if (name === "round") return index.rounds(doc).map(String);
  if (name === "topic") return index.topics[doc];
  return side ? [side] : [];
}

/**
 * Whether a record passes the filters `names`.
 * @param {SearchIndex} index
 * @param {number} doc
 * @param {Filters} chosen
 */
export const passes = (index, doc, chosen, names = FILTERS) =>
  names.every((name) => !chosen[name].size || valuesOf(index, doc, name).some((value) => chosen[name].has(value)));

/** @param {Filters} chosen */
export const hasFilters = (chosen) => FILTERS.some((name) => chosen[name].size > 0);

/**
 * Draw the filters into `target`. `change` is called when the reader changes a filter.
 * @param {Element} target
 * @param {Hit[]} hits all hits of the query, before filters
 * @param {Filters} chosen
 * @param {View} view
 * @param {(update: FilterUpdate) => void} change
 */
export function drawFilters(target, hits, chosen, view, change) {
  const focused = document.activeElement?.closest("[data-filter]");
  target.replaceChildren(...FILTERS.flatMap((name) => fieldset(name, hits, chosen, view, change) ?? []));
  if (hasFilters(chosen)) {
    const attributes = { class: "search__button", type: "button", "data-search-clear": "" };
    const button = element("button", attributes, view.words.clear);
    button.addEventListener("click", () => change(noFilters));
    target.append(button);
  }
  if (focused instanceof HTMLElement) {
    const { filter = "", value = "" } = focused.dataset;
    const box = target.querySelector(`[data-filter="${filter}"][data-value="${CSS.escape(value)}"] input`);
    if (box instanceof HTMLElement) box.focus();
  }
}

/**
 * How many hits each value of a filter would leave, the other filters applied. Chosen values are always listed.
 * @param {Filter} name
 * @param {Hit[]} hits
 * @param {Filters} chosen
 * @param {View} view
 */
function count(name, hits, chosen, view) {
  const others = FILTERS.filter((other) => other !== name);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { doc } of hits) {
    if (!passes(view.index, doc, chosen, others)) continue;
    for (const value of new Set(valuesOf(view.index, doc, name))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  for (const value of chosen[name]) if (!counts.has(value) && label(name, value, view)) counts.set(value, 0);
  return counts;
}

/**
 * @param {Filter} name
 * @param {string} value
 * @param {View} view
 */
function label(name, value, { index, words, language }) {
  if (name === "kind") return words[`kind_${value}`];
  if (name === "side") return index.sides.get(value)?.[language];
  if (name === "round") return index.roundLabels.get(Number(value))?.[language][0];
  return index.manifest.topics.find(({ slug }) => slug === value)?.[language];
}

/**
 * @param {Filter} name
 * @param {Hit[]} hits
 * @param {Filters} chosen
 * @param {View} view
 * @param {(update: FilterUpdate) => void} change
 */
function fieldset(name, hits, chosen, view, change) {
  const counts = count(name, hits, chosen, view);
  if (!counts.size) return null;
  /** @type {Record<Filter, (one: string, other: string) => number>} */
  const order = {
    kind: (one, other) => view.index.manifest.kinds.indexOf(one) - view.index.manifest.kinds.indexOf(other),
    round: (one, other) => Number(other) - Number(one),
    topic: (one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0),
    side: (one, other) => sideNumber(view.index, one) - sideNumber(view.index, other),
  };
  const options = Array.from(counts.keys()).sort(order[name]).map((value) => {
    const box = element("input", { type: "checkbox", name, value });
    box.checked = chosen[name].has(value);
    box.addEventListener("change", () => {
      change((current) => {
        const values = new Set(current[name]);
        if (box.checked) values.add(value);
        else values.delete(value);
        return { ...current, [name]: values };
      });
    });
    return element(
      "label",
      { class: "search__option", "data-filter": name, "data-value": value },
      box,
      element("span", {}, label(name, value, view) ?? value),
      element("span", { class: "search__number", "data-filter-count": "" }, String(counts.get(value))),
    );
  });
  return element("fieldset", { class: "search__facet" }, element("legend", {}, view.words[name]), ...options);
}
