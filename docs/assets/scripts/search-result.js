// One result: its title, what it is, the passage that matched, and links to where it can be read.

import { EVERY, SOME, WIDENED } from "./search-engine.js";
import { excerpt, matchSpans, writeMarked } from "./search-passage.js";

/**
 * @import { Hit, Pattern } from "./search-engine.js"
 * @import { Language, SearchIndex, ShownRecord } from "./search-index.js"
 * @import { Span } from "./search-passage.js"
 */

/** @typedef {Record<string, string>} Words the texts of the interface by key */

/**
 * What all results of a page share. `root` is the address of the version's root.
 * @typedef {{index: SearchIndex, words: Words, language: Language, root: string}} View
 */

export const LANGUAGE_TAGS = { zh: "zh-Hans", en: "en" };
const EXCERPT_LENGTH = { zh: 110, en: 240 };
const PREFIX = { zh: "", en: "en/" };

/** @param {Language} language */
const otherLanguage = (language) => (language === "zh" ? "en" : "zh");

/**
 * A new element. Its children are elements and texts, so that no text ever becomes markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * A text of the interface with its placeholders filled in.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));

/**
 * @param {string} root
 * @param {Language} language
 * @param {string} address
 */
export const href = (root, language, address) => root + PREFIX[language] + address;

/**
 * The title of a record in a language: its own, or the heading of its section.
 * @param {ShownRecord} record
 * @param {Language} language
 */
export function titleOf(record, language) {
  const [title, , heading] = record[language];
  const [otherTitle, , otherHeading] = record[otherLanguage(language)];
  return title || heading || otherTitle || otherHeading || record.id;
}

/**
 * The patterns by which a hit was found.
 * @param {Hit} hit
 * @param {Pattern[]} patterns
 */
export function patternsOf({ tier }, patterns) {
  const wanted = tier === WIDENED || tier === SOME ? tier : EVERY;
  return patterns.filter((pattern) => pattern.tier === wanted);
}

/**
 * Write the title of a record into `target`, with the matches marked when it is the record's own title.
 * @param {Element} target
 * @param {ShownRecord} record
 * @param {Pattern[]} patterns
 * @param {{index: SearchIndex, language: Language}} view
 */
export function writeTitle(target, record, patterns, { index, language }) {
  const title = titleOf(record, language);
  writeMarked(target, title, record[language][0] ? matchSpans(title, patterns, index.tokenize) : []);
}

/**
 * `li[data-record]` for one hit.
 * @param {Hit} hit
 * @param {ShownRecord} record
 * @param {Pattern[]} patterns of the whole search
 * @param {View} view
 */
export function result(hit, record, patterns, view) {
  const { index, words, language, root } = view;
  const own = patternsOf(hit, patterns);
  const item = element("li", { class: "result", "data-record": record.id, "data-kind": index.kind[hit.doc] });
  if (hit.tier === WIDENED) item.setAttribute("data-widened", "");
  const title = element("a", { href: href(root, language, record.links[0][1]) });
  writeTitle(title, record, own, view);
  const links = record.links.map(([name, address]) =>
    element("a", { href: href(root, language, address) }, words[`link_${name}`]),
  );
  item.append(
    element("h3", { class: "result__title" }, title),
    meta(hit.doc, record, view),
    ...passages(record, own, view),
    element("p", { class: "result__links" }, ...links),
  );
  return item;
}

/**
 * Only recommendations and positions are cited by their ids; those of other records are internal.
 * @param {string} kind
 */
export const isCited = (kind) => kind === "recommendation" || kind === "position";

/**
 * The names of a record's rounds, the earliest first, with arrows between them.
 * @param {SearchIndex} index
 * @param {number} doc
 * @param {Language} language
 */
export const roundNames = (index, doc, language) =>
  index.rounds(doc).map((round) => index.roundLabels.get(round)?.[language][0] ?? String(round)).reverse().join(" → ");

/**
 * 1 for the first side of the dialogue, 2 for the second.
 * @param {SearchIndex} index
 * @param {string} side
 */
export const sideNumber = (index, side) => Array.from(index.sides.keys()).indexOf(side) + 1;

/**
 * @param {number} doc
 * @param {View} view
 */
function sideLabel(doc, { index, language }) {
  const side = index.sides.get(index.side[doc] ?? "");
  if (!side) return [];
  return [element("span", { class: `result__side result__side--${sideNumber(index, side.code)}` }, side[language])];
}

/**
 * @param {number} doc
 * @param {ShownRecord} record
 * @param {View} view
 */
function meta(doc, record, view) {
  const { index, words, language } = view;
  const kind = index.kind[doc];
  const rounds = index.rounds(doc);
  const dates = rounds.length === 1 ? index.roundLabels.get(rounds[0])?.[language][1] : "";
  return element(
    "p",
    { class: "result__meta" },
    element("span", { class: "result__kind" }, words[`kind_${kind}`]),
    ...(isCited(kind) ? [element("span", { class: "result__id" }, record.id)] : []),
    element("span", {}, roundNames(index, doc, language)),
    ...(dates ? [element("span", {}, dates)] : []),
    ...sideLabel(doc, view),
  );
}

/**
 * The passage in the reader's language. It is preceded by the one in the other language when only that one matched, or
 * when it has a part of the query that the reader's language does not.
 * @param {ShownRecord} record
 * @param {Pattern[]} patterns
 * @param {View} view
 */
function passages(record, patterns, { index, language }) {
  const other = otherLanguage(language);
  /** @type {(code: Language, patterns: Pattern[]) => [title: Span[], text: Span[]]} */
  const spansIn = (code, wanted) => [
    matchSpans(record[code][0] ?? "", wanted, index.tokenize),
    matchSpans(record[code][1] ?? "", wanted, index.tokenize),
  ];
  /** @type {(code: Language, pattern: Pattern) => boolean} */
  const has = (code, pattern) => spansIn(code, [pattern]).some((spans) => spans.length);
  const own = spansIn(language, patterns);
  const isNeeded = patterns.some((pattern) => !has(language, pattern) && has(other, pattern));
  const isEnough = patterns[0]?.tier !== EVERY && own.some((spans) => spans.length);
  const found = [];
  if ((isNeeded && !isEnough) || !record[language][1]) {
    found.push(passage(record, other, spansIn(other, patterns), { name: "result__match", isTitled: true }));
  }
  if (record[language][1]) {
    found.push(passage(record, language, own, { name: found.length ? "result__own" : "result__match" }));
  }
  return found.filter((made) => made.textContent);
}

/**
 * One passage. `isTitled` puts a matching title before it, for the language that is not the title's.
 * @param {ShownRecord} record
 * @param {Language} code
 * @param {[title: Span[], text: Span[]]} spans
 * @param {{name: string, isTitled?: boolean}} options
 */
function passage(record, code, [titleSpans, textSpans], { name, isTitled = false }) {
  const [title = "", text = ""] = record[code];
  const made = element("p", { class: `result__passage ${name}`, lang: LANGUAGE_TAGS[code] });
  if (isTitled && titleSpans.length) {
    const titled = element("span", { class: "result__named" });
    writeMarked(titled, title, titleSpans);
    made.append(titled, " ");
  }
  writeMarked(made, text, textSpans, excerpt(text, textSpans, EXCERPT_LENGTH[code]));
  return made;
}
