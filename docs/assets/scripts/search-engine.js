// One search: from what was typed to the records, in the order in which they are shown.

import { keys, phrase } from "./search-phrase.js";
import { addedForms, parse, widen } from "./search-query.js";

/**
 * @import { Token } from "./search-fold.js"
 * @import { SearchIndex } from "./search-index.js"
 * @import { Docs } from "./search-phrase.js"
 * @import { Clause, Piece } from "./search-query.js"
 */

// The tiers of results, the best first.
/** The record has the whole query as one phrase. */
export const WHOLE = 0;
/** It has every clause of the query. */
export const EVERY = 1;
/** It has them with other words of the glossary in place of terms of the query. */
export const WIDENED = 2;
/** It has only parts of the query; used when no record has more. */
export const SOME = 3;

/**
 * A record that was found: `title` is 1 when it was found in its title, else 0; `parts` counts the tokens found of a
 * query of which no record has all.
 * @typedef {{doc: number, tier: number, title: number, parts: number}} Hit
 */
/** @typedef {Clause & {tier: number}} Pattern what to mark in the hits of a tier */

/**
 * @typedef {object} Found
 * @property {Hit[]} hits in order
 * @property {string[]} added the words that the glossary added
 * @property {string[] | null} parts where no record has the whole query, the parts that were found
 * @property {string[]} beginnings the words that were taken as beginnings of other words
 * @property {boolean} cut whether the end of the query was not searched
 * @property {Pattern[]} patterns
 * @property {boolean} blank whether there was nothing to search for
 */

/**
 * Search `index`.
 * @param {SearchIndex} index
 * @param {string} query
 * @returns {Promise<Found>}
 */
export async function search(index, query) {
  const { clauses, cut } = parse(query, index.tokenize);
  /** @type {Found} */
  const found = { hits: [], added: [], parts: null, beginnings: [], cut, patterns: [], blank: !clauses.length };
  if (found.blank) {
    const all = Array.from({ length: index.size }, (_, doc) => ({ doc, tier: WHOLE, title: 0, parts: 0 }));
    found.hits = rank(index, all);
    return found;
  }
  const identifier = identifierIn(query);
  const pieces = widen(clauses, index.forms);
  await index.load([
    ...clauses.flatMap(keys),
    ...(pieces ?? []).flatMap((piece) => ("terms" in piece ? piece.terms.map((term) => `@${term}`) : keys(piece))),
    ...(identifier ? [identifier] : []),
  ]);

  /** @type {Map<number, Hit>} */
  const hits = new Map();
  const add = (/** @type {Iterable<[number, number]>} */ docs, /** @type {number} */ tier) => {
    for (const [doc, title] of docs) if (!hits.has(doc)) hits.set(doc, { doc, tier, title, parts: 0 });
  };
  if (identifier) add(Array.from(index.records(identifier).docs, (doc) => [doc, 1]), WHOLE);
  const every = intersection(clauses.map((clause) => phrase(index, clause)));
  if (clauses.length > 1 && every.size) {
    const whole = { tokens: clauses.flatMap(({ tokens }) => tokens), exact: false };
    await index.load(keys(whole));
    add(Array.from(phrase(index, whole)).filter(([doc]) => every.has(doc)), WHOLE);
  }
  add(every, clauses.length > 1 ? EVERY : WHOLE);
  found.patterns.push(...clauses.map((clause) => ({ ...clause, tier: EVERY })));

  if (pieces) {
    found.added = addedForms(pieces, index);
    add(intersection(pieces.map((piece) => recordsOfPiece(index, piece))), WIDENED);
    found.patterns.push(...widenedPatterns(index, pieces));
  }
  if (!hits.size) {
    found.added = [];
    for (const hit of await partialHits(index, clauses, found)) hits.set(hit.doc, hit);
  }
  found.hits = rank(index, Array.from(hits.values()));
  return found;
}

/**
 * The key of the id of a recommendation or position, when the query is one.
 * @param {string} query
 */
function identifierIn(query) {
  const match = /^\s*r([1-9]\d*)[-‐‑–—_ ]?(p?)(\d{1,3})\s*$/i.exec(query.slice(0, 40).normalize("NFKC"));
  if (!match) return null;
  const [, round, position, number] = match;
  return position ? `#r${round}-p${Number(number)}` : `#r${round}-${String(Number(number)).padStart(2, "0")}`;
}

/**
 * The records that are in all maps; in the title when all are.
 * @param {Docs[]} maps
 * @returns {Docs}
 */
function intersection(maps) {
  const [first, ...others] = maps.sort((one, other) => one.size - other.size);
  /** @type {Docs} */
  const found = new Map();
  for (const [doc, title] of first) {
    if (!others.every((map) => map.has(doc))) continue;
    found.set(doc, others.reduce((all, map) => all & (map.get(doc) ?? 0), title));
  }
  return found;
}

/**
 * The records of one piece of a widened query: of a term, those that have any of its forms.
 * @param {SearchIndex} index
 * @param {Piece} piece
 * @returns {Docs}
 */
function recordsOfPiece(index, piece) {
  if (!("terms" in piece)) return phrase(index, piece);
  /** @type {Docs} */
  const found = new Map();
  for (const term of piece.terms) {
    const { docs, codes } = index.records(`@${term}`);
    for (let at = 0; at < docs.length; at += 1) found.set(docs[at], (found.get(docs[at]) ?? 0) | codes[at]);
  }
  return found;
}

/**
 * @param {SearchIndex} index
 * @param {Piece[]} pieces
 * @returns {Pattern[]}
 */
function widenedPatterns(index, pieces) {
  return pieces.flatMap((piece) => {
    if (!("terms" in piece)) return [{ tokens: piece.tokens, exact: piece.exact, tier: WIDENED }];
    const forms = piece.terms.flatMap((term) => index.manifest.glossary[term].flat());
    return forms.map((form) => ({ tokens: index.tokenize(form), exact: false, tier: WIDENED }));
  });
}

/**
 * The records that have parts of the query, when none has all of it. Parts are clauses; a clause that no record has is
 * cut further. Adds the parts to `found`.
 * @param {SearchIndex} index
 * @param {Clause[]} clauses
 * @param {Found} found
 * @returns {Promise<Hit[]>}
 */
async function partialHits(index, clauses, found) {
  const parts = [];
  for (const clause of clauses) {
    if (clause.exact || phrase(index, clause).size) parts.push(clause);
    else if (clause.tokens.length > 1) parts.push(...(await longestRuns(index, clause.tokens)));
    else parts.push(...wordsBeginning(index, clause, found));
  }
  /** @type {Map<number, Hit>} */
  const hits = new Map();
  const used = [];
  for (const part of parts) {
    const docs = phrase(index, part);
    if (docs.size) used.push(part);
    for (const [doc, title] of docs) {
      const hit = hits.get(doc) ?? { doc, tier: SOME, title: 0, parts: 0 };
      hits.set(doc, { ...hit, title: hit.title | title, parts: hit.parts + part.tokens.length });
    }
  }
  found.parts = [...new Set(used.map(textOf))].filter((part) => !found.beginnings.includes(part));
  found.patterns.push(...used.map((part) => ({ ...part, tier: SOME })));
  return Array.from(hits.values());
}

/** @param {Clause} clause */
const textOf = ({ tokens, text }) =>
  text ?? tokens.reduce((all, token, at) => {
    const isSpaced = at > 0 && (token.kind === "word" || tokens[at - 1].kind === "word");
    return all + (isSpaced ? " " : "") + token.text;
  }, "");

/**
 * The longest runs of `tokens` that some record has, from the left.
 * @param {SearchIndex} index
 * @param {Token[]} tokens
 */
async function longestRuns(index, tokens) {
  const singles = tokens.map((token) => ({ tokens: [token], exact: false }));
  const pairs = tokens.slice(1).map((token, at) => ({ tokens: [tokens[at], token], exact: false }));
  await index.load([...singles, ...pairs].flatMap(keys));
  const found = [];
  for (let at = 0; at < tokens.length; ) {
    let end = tokens.length;
    while (end > at && !isFound(index, tokens.slice(at, end))) end -= 1;
    if (end > at) found.push({ tokens: tokens.slice(at, end), exact: false });
    at = Math.max(end, at + 1);
  }
  // A single character of a longer query says nothing: 力 of a name is also in 电力.
  return found.filter((part) => part.tokens.length > 1 || part.tokens[0].kind === "word");
}

/**
 * Whether a run of tokens, with no mark at its ends, is in some record. Most runs are refused by one of their
 * pairs, which is quicker than by the run.
 * @param {SearchIndex} index
 * @param {Token[]} tokens
 */
function isFound(index, tokens) {
  if (tokens[0].kind === "mark" || tokens[tokens.length - 1].kind === "mark") return false;
  const has = (/** @type {Token[]} */ run) => phrase(index, { tokens: run, exact: false }).size > 0;
  return tokens.slice(1).every((token, at) => has([tokens[at], token])) && has(tokens);
}

/**
 * A word that no record has, as the beginning of others: `semicond`.
 * @param {SearchIndex} index
 * @param {Clause} clause
 * @param {Found} found
 * @returns {Clause[]}
 */
function wordsBeginning(index, clause, found) {
  const [{ kind, text, start, end }] = clause.tokens;
  if (kind !== "word" || text.length < 3) return [];
  const stems = index.stemsFrom(text).slice(0, 20);
  if (stems.length) found.beginnings.push(text);
  return stems.map((stem) => ({ tokens: [{ text: stem, stem, kind, start, end }], exact: false, text }));
}

/**
 * The order of results: by tier, more parts first, title before text, by kind, the newest round first, then as in the
 * memo. Each hit becomes one number of 51 bits, because numbers sort faster than objects.
 * @param {SearchIndex} index
 * @param {Hit[]} hits
 */
export function rank(index, hits) {
  const DOCS = 2 ** 20;
  const ROUNDS = 2 ** 14;
  const byDoc = new Map(hits.map((hit) => [hit.doc, hit]));
  const order = Float64Array.from(hits, ({ doc, tier, title, parts }) => {
    const match = (tier * 1024 + (1023 - Math.min(parts, 1023))) * 2 + (1 - title);
    return ((match * 8 + index.kindRank[doc]) * ROUNDS + (ROUNDS - 1 - index.round[doc])) * DOCS + doc;
  }).sort();
  return Array.from(order, (key) => /** @type {Hit} */ (byDoc.get(key % DOCS)));
}
