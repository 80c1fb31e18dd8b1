// Phrases: the records in which tokens follow one another. A run of tokens is looked up as pairs of neighbours and
// words at their distances, because the postings of pairs are short.

/**
 * @import { Token } from "./search-fold.js"
 * @import { SearchIndex } from "./search-index.js"
 * @import { Postings } from "./search-postings.js"
 * @import { Clause } from "./search-query.js"
 */

/** @typedef {Map<number, number>} Docs records, with 1 where the match is in a title, else 0 */

/**
 * What to look up for a run of tokens, each with its distance from the start of the run.
 * @typedef {{kind: "word", token: Token, offset: number, exact: boolean}} WordUnit
 * @typedef {{kind: "pair" | "character", key: string, offset: number}} KeyUnit
 * @typedef {WordUnit | KeyUnit} Unit
 */

/**
 * @param {Token} left
 * @param {Token} right
 */
const pairKey = (left, right) =>
  left.stem + (left.kind === "character" && right.kind === "character" ? "" : " ") + right.stem;

/**
 * The pairs and words that together cover a run of tokens.
 * @param {Clause} clause
 * @returns {Unit[]}
 */
function cover({ tokens, exact }) {
  const word = (/** @type {Token} */ token, /** @type {number} */ offset) =>
    /** @type {const} */ ({ kind: "word", token, offset, exact });
  if (tokens.length === 1) {
    const [token] = tokens;
    return [token.kind === "word" ? word(token, 0) : { kind: "character", key: token.stem, offset: 0 }];
  }
  const pair = (/** @type {number} */ offset) =>
    /** @type {const} */ ({ kind: "pair", key: pairKey(tokens[offset], tokens[offset + 1]), offset });
  /** @type {Unit[]} */
  const units = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const next = tokens.at(at + 1);
    if (next && !(token.kind === "word" && next.kind === "word")) {
      units.push(pair(at));
      at += 2;
    } else {
      const needsWord = token.kind === "word" && (next || tokens[at - 1].kind === "word");
      units.push(needsWord ? word(token, at) : pair(at - 1));
      at += 1;
    }
  }
  if (exact) {
    tokens.forEach((token, at) => {
      const isCovered = units.some((unit) => unit.kind === "word" && unit.offset === at);
      if (token.kind === "word" && !isCovered) units.push(word(token, at));
    });
  }
  return units;
}

/**
 * The keys of the index that a clause needs.
 * @param {Clause} clause
 */
export const keys = (clause) => cover(clause).map((unit) => (unit.kind === "word" ? unit.token.stem : unit.key));

/**
 * @param {SearchIndex} index
 * @param {Unit} unit
 */
function postings(index, unit) {
  if (unit.kind === "word") return index.word(unit.token.stem, unit.exact ? unit.token.text : null);
  return unit.kind === "pair" ? index.pair(unit.key) : index.records(unit.key);
}

/**
 * The records in which the tokens of a clause follow one another.
 * @param {SearchIndex} index
 * @param {Clause} clause
 * @returns {Docs}
 */
export function phrase(index, clause) {
  const units = cover(clause);
  const lists = units.map((unit) => postings(index, unit));
  /** @type {Docs} */
  const found = new Map();
  if (units.length === 1) {
    const [{ docs, from, codes }] = lists;
    for (let at = 0; at < docs.length; at += 1) found.set(docs[at], inTitle(codes, from[at], from[at + 1]));
    return found;
  }
  const cursors = lists.map(() => 0);
  const rarest = lists.reduce((best, list) => (list.docs.length < best.docs.length ? list : best));
  for (const doc of Array.from(rarest.docs)) {
    const isInAll = lists.every(({ docs }, at) => {
      let cursor = cursors[at];
      while (cursor < docs.length && docs[cursor] < doc) cursor += 1;
      cursors[at] = cursor;
      return docs[cursor] === doc;
    });
    const title = isInAll ? matchUnits(units, lists, cursors) : null;
    if (title !== null) found.set(doc, title);
  }
  return found;
}

/**
 * @param {ArrayLike<number>} codes
 * @param {number} start
 * @param {number} end
 */
function inTitle(codes, start, end) {
  for (let at = start; at < end; at += 1) if (codes[at] & 1) return 1;
  return 0;
}

/**
 * Whether the units are found at their distances in the record under the cursors: 1 in a title, 0 elsewhere, else null.
 * @param {Unit[]} units
 * @param {Postings[]} lists
 * @param {number[]} cursors
 */
function matchUnits(units, lists, cursors) {
  const [{ from, codes }] = lists;
  let found = null;
  for (let at = from[cursors[0]]; at < from[cursors[0] + 1]; at += 1) {
    if (!matchFrom(codes[at] >> 1, units, lists, cursors)) continue;
    if (codes[at] & 1) return 1;
    found = 0;
  }
  return found;
}

/**
 * Whether every unit but the first is where it must be for the run to begin at `start`. A record has few of each.
 * @param {number} start
 * @param {Unit[]} units
 * @param {Postings[]} lists
 * @param {number[]} cursors
 */
function matchFrom(start, units, lists, cursors) {
  for (let unit = 1; unit < units.length; unit += 1) {
    const { from, codes } = lists[unit];
    const wanted = start + units[unit].offset;
    const end = from[cursors[unit] + 1];
    let at = from[cursors[unit]];
    while (at < end && codes[at] >> 1 < wanted) at += 1;
    if (at === end || codes[at] >> 1 !== wanted) return false;
  }
  return true;
}
