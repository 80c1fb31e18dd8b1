// One result: its title, where it stands, the passage that matched, and the ways to it.

import { EVERY, SOME, WIDENED } from "./search-engine.js";
import { excerpt, places, write } from "./search-passage.js";

export const TAGS = { zh: "zh-Hans", en: "en" };
const LENGTH = { zh: 110, en: 240 };
const PREFIX = { zh: "", en: "en/" };
const OTHER = { zh: "en", en: "zh" };

/** A new element; attributes and texts only, so that no text is ever markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** An interface text with its places filled in. */
export const fill = (text, places) => text.replace(/\{(\w+)\}/g, (whole, key) => places[key] ?? whole);

export const href = (root, language, address) => root + PREFIX[language] + address;

/** The title under which a record is shown in a language: its own, or the heading of the section it stands in. */
export function titleOf(record, language) {
  const [title, , heading] = record[language];
  const [otherTitle, , otherHeading] = record[OTHER[language]];
  return title || heading || otherTitle || otherHeading || record.id;
}

/** The patterns that put a hit where it is. */
export function patternsOf(hit, patterns) {
  const tier = { [WIDENED]: WIDENED, [SOME]: SOME }[hit.tier] ?? EVERY;
  return patterns.filter((pattern) => pattern.tier === tier);
}

/** `li[data-record]` for one hit. */
export function result({ index, hit, record, patterns, words, language, root }) {
  const kind = index.kind[hit.doc];
  const marks = patternsOf(hit, patterns);
  const item = element("li", { class: "result", "data-record": record.id, "data-kind": kind });
  if (hit.tier === WIDENED) item.setAttribute("data-widened", "");
  const passages = passagesOf(record, marks, language, index.tokens);
  item.append(heading(record, marks, { index, language, root }), meta(index, hit, record, words, language));
  for (const passage of passages) item.append(passage);
  item.append(
    element(
      "p",
      { class: "result__links" },
      ...record.links.map(([name, address]) => element("a", { href: href(root, language, address) }, words[`link_${name}`])),
    ),
  );
  return item;
}

function heading(record, marks, { index, language, root }) {
  const title = titleOf(record, language);
  const link = element("a", { href: href(root, language, record.links[0][1]) });
  write(link, title, record[language][0] ? places(title, marks, index.tokens) : []);
  return element("h3", { class: "result__title" }, link);
}

/** Only recommendations and positions are cited by their ids; those of other records are for machines. */
export const isCited = (kind) => kind === "recommendation" || kind === "position";

/** Whether a side is the first or the second of the dialogue. */
export const sideNumber = (index, side) => Array.from(index.sides.keys()).indexOf(side) + 1;

/** The rounds of a record by name, the earliest first, with arrows between them. */
export const roundNames = (index, doc, language) =>
  index.rounds(doc).map((round) => index.roundLabels.get(round)?.[language][0] ?? String(round)).reverse().join(" → ");

function meta(index, hit, record, words, language) {
  const kind = index.kind[hit.doc];
  const side = index.side[hit.doc];
  const rounds = index.rounds(hit.doc).map((round) => index.roundLabels.get(round)?.[language] ?? [String(round), ""]);
  const [[, dates]] = rounds;
  const parts = [
    element("span", { class: "result__kind" }, words[`kind_${kind}`]),
    ...(isCited(kind) ? [element("span", { class: "result__id" }, record.id)] : []),
    element("span", {}, roundNames(index, hit.doc, language)),
  ];
  if (dates && rounds.length === 1) parts.push(element("span", {}, dates));
  if (side) {
    const label = index.sides.get(side)[language];
    parts.push(element("span", { class: `result__side result__side--${sideNumber(index, side)}` }, label));
  }
  return element("p", { class: "result__meta" }, ...parts);
}

/**
 * The passage in the reader's own language; before it the one in the other language, when only that one matched or
 * when it holds a part of the query that the reader's own does not.
 */
function passagesOf(record, marks, language, tokens) {
  const other = OTHER[language];
  const in_ = (code, patterns) => [0, 1].map((part) => places(record[code][part] ?? "", patterns, tokens));
  const holds = (code, pattern) => in_(code, [pattern]).some((found) => found.length);
  const own = in_(language, marks);
  const needed = marks.some((pattern) => !holds(language, pattern) && holds(other, pattern));
  const widened = marks[0]?.tier !== EVERY && own.some((found) => found.length);
  const passages = [];
  if ((needed && !widened) || !record[language][1]) {
    passages.push(passage(record, other, in_(other, marks), "result__match", { named: true }));
  }
  if (record[language][1]) passages.push(passage(record, language, own, passages.length ? "result__own" : "result__match"));
  return passages.filter((found) => found.textContent);
}

/** One passage; `named` puts the title before it when it matched, for a language whose title is not the result's. */
function passage(record, code, [titleMarks, textMarks], name, { named = false } = {}) {
  const [title, text] = record[code];
  const made = element("p", { class: `result__passage ${name}`, lang: TAGS[code] });
  if (named && titleMarks.length) {
    const titled = element("span", { class: "result__named" });
    write(titled, title, titleMarks);
    made.append(titled, " ");
  }
  write(made, text ?? "", textMarks, excerpt(text ?? "", textMarks, LENGTH[code]));
  return made;
}
