// One search: from what was typed to the records, in the order in which they are shown.

import { added, parse, widen } from "./search-query.js";

/** How a record answers, best first. */
export const WHOLE = 0; // the whole query stands in it, in one piece
export const EVERY = 1; // every word of the query does
export const WIDENED = 2; // with the glossary's other words for the terms in the query
export const SOME = 3; // only parts of the query, when no record has more

/**
 * Search `index`. Returns {hits, added, parts, beginnings, cut, patterns, blank}:
 * `hits` are {doc, tier, title, parts} in order; `added` the words that the glossary added; `parts` the parts of the
 * query that were found where no record has the whole, else null; `beginnings` the words that parts were taken to begin;
 * `patterns` what to mark, [{tokens, exact, tier}]; `blank` whether there was nothing to search for.
 */
export async function search(index, query) {
  const { clauses, cut } = parse(query, index.tokens);
  const found = { hits: [], added: [], parts: null, beginnings: [], cut, patterns: [], blank: !clauses.length };
  if (found.blank) {
    found.hits = rank(index, Array.from({ length: index.size }, (_, doc) => ({ doc, tier: WHOLE, title: 0, parts: 0 })));
    return found;
  }
  const whole = clauses.length > 1 && { tokens: clauses.flatMap(({ tokens }) => tokens), exact: false };
  const identifier = identifierIn(query);
  const pieces = widen(clauses, index.forms);
  await index.load([
    ...clauses.flatMap(keys),
    ...(pieces ?? []).flatMap((piece) => (piece.terms ? piece.terms.map((term) => `@${term}`) : keys(piece))),
    ...(identifier ? [identifier] : []),
  ]);

  const hits = new Map();
  const add = (doc, tier, title, parts = 0) => {
    if (!hits.has(doc)) hits.set(doc, { doc, tier, title, parts });
  };
  if (identifier) for (const doc of index.records(identifier).docs) add(doc, WHOLE, 1);
  const every = both(clauses.map((clause) => phrase(index, clause)));
  if (whole && every.size) {
    await index.load(keys(whole));
    for (const [doc, title] of phrase(index, whole)) if (every.has(doc)) add(doc, WHOLE, title);
  }
  for (const [doc, title] of every) add(doc, whole ? EVERY : WHOLE, title);
  found.patterns.push(...clauses.map((clause) => ({ ...clause, tier: EVERY })));

  if (pieces) {
    found.added = added(pieces, index);
    for (const [doc, title] of both(pieces.map((piece) => widened(index, piece)))) add(doc, WIDENED, title);
    found.patterns.push(...widenedPatterns(index, pieces));
  }
  if (!hits.size) {
    found.added = [];
    await some(index, clauses, found, add);
  }
  found.hits = rank(index, Array.from(hits.values()));
  return found;
}

/** The id of a recommendation or position that was typed, as its key; null for anything else. */
function identifierIn(query) {
  const match = /^\s*r([1-9]\d*)[-‐‑–—_ ]?(p?)(\d{1,3})\s*$/i.exec(query.slice(0, 40).normalize("NFKC"));
  if (!match) return null;
  const [, round, position, number] = match;
  return position ? `#r${round}-p${Number(number)}` : `#r${round}-${String(Number(number)).padStart(2, "0")}`;
}

const pairKey = (left, right) =>
  left.stem + (left.kind === "character" && right.kind === "character" ? "" : " ") + right.stem;

/** What covers a run of tokens: pairs and words, each with its distance from the first. */
function cover({ tokens, exact }) {
  if (tokens.length === 1) {
    const [token] = tokens;
    return token.kind === "word" ? [{ word: token, offset: 0, exact }] : [{ character: token.stem, offset: 0 }];
  }
  const units = [];
  for (let at = 0; at < tokens.length; ) {
    const [left, right] = [tokens[at], tokens[at + 1]];
    if (right && !(left.kind === "word" && right.kind === "word")) {
      units.push({ pair: pairKey(left, right), offset: at });
      at += 2;
    } else if (right || tokens[at - 1].kind === "word") {
      units.push(left.kind === "word" ? { word: left, offset: at, exact } : lastPair(tokens, at));
      at += 1;
    } else {
      units.push(lastPair(tokens, at));
      at += 1;
    }
  }
  if (exact) {
    tokens.forEach((token, at) => {
      const covered = units.some((unit) => unit.word && unit.offset === at);
      if (token.kind === "word" && !covered) units.push({ word: token, offset: at, exact });
    });
  }
  return units;
}

const lastPair = (tokens, at) => ({ pair: pairKey(tokens[at - 1], tokens[at]), offset: at - 1 });

const keys = (clause) => cover(clause).map((unit) => unit.pair ?? unit.character ?? unit.word.stem);

function postings(index, unit) {
  if (unit.pair !== undefined) return index.pair(unit.pair);
  if (unit.character !== undefined) return index.records(unit.character);
  return index.word(unit.word.stem, unit.exact ? unit.word.text : null);
}

/** The records in which the tokens of a clause stand together, in order: a map to 1 where they do in a title, else 0. */
function phrase(index, clause) {
  const units = cover(clause);
  const lists = units.map((unit) => postings(index, unit));
  const found = new Map();
  if (units.length === 1) {
    const [{ docs, from, codes }] = lists;
    for (let at = 0; at < docs.length; at += 1) found.set(docs[at], inTitle(codes, from[at], from[at + 1]));
    return found;
  }
  const cursors = lists.map(() => 0);
  const rarest = lists.reduce((best, list, at) => (list.docs.length < lists[best].docs.length ? at : best), 0);
  for (const doc of lists[rarest].docs) {
    const everywhere = lists.every(({ docs }, at) => {
      let cursor = cursors[at];
      while (cursor < docs.length && docs[cursor] < doc) cursor += 1;
      cursors[at] = cursor;
      return docs[cursor] === doc;
    });
    if (!everywhere) continue;
    const title = together(units, lists, cursors);
    if (title !== null) found.set(doc, title);
  }
  return found;
}

function inTitle(codes, start, end) {
  for (let at = start; at < end; at += 1) if (codes[at] & 1) return 1;
  return 0;
}

/** Whether the units stand at their distances in the record under the cursors: 1 in a title, 0 elsewhere, else null. */
function together(units, lists, cursors) {
  const [{ from, codes }] = lists;
  let found = null;
  for (let at = from[cursors[0]]; at < from[cursors[0] + 1]; at += 1) {
    const start = (codes[at] >> 1) - units[0].offset;
    if (!stands(units, lists, cursors, start)) continue;
    if (codes[at] & 1) return 1;
    found = 0;
  }
  return found;
}

/** Whether every unit but the first stands where it must for the run to begin at `start`. A record has few of each. */
function stands(units, lists, cursors, start) {
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

/** The records that are in all maps; in the title when all are. */
function both(maps) {
  const [first, ...others] = maps.sort((one, other) => one.size - other.size);
  const found = new Map();
  for (const [doc, title] of first) {
    if (others.every((map) => map.has(doc))) found.set(doc, others.reduce((all, map) => all & map.get(doc), title));
  }
  return found;
}

/** The records of one piece of a widened query: of a term, those with any of its forms. */
function widened(index, piece) {
  if (!piece.terms) return phrase(index, piece);
  const found = new Map();
  for (const term of piece.terms) {
    const { docs, codes } = index.records(`@${term}`);
    docs.forEach((doc, at) => found.set(doc, (found.get(doc) ?? 0) | codes[at]));
  }
  return found;
}

function widenedPatterns(index, pieces) {
  return pieces.flatMap((piece) =>
    piece.terms
      ? piece.terms.flatMap((term) => index.manifest.glossary[term].flat())
        .map((form) => ({ tokens: index.tokens(form), exact: false, tier: WIDENED }))
      : [{ tokens: piece.tokens, exact: piece.exact, tier: WIDENED }],
  );
}

/** No record has all of it: the records that have some. Parts are clauses, cut where a clause itself is found nowhere. */
async function some(index, clauses, found, add) {
  const parts = [];
  for (const clause of clauses) {
    if (clause.exact || phrase(index, clause).size) parts.push(clause);
    else parts.push(...(clause.tokens.length > 1 ? await pieces(index, clause.tokens) : beginning(index, clause, found)));
  }
  const counts = new Map();
  const used = [];
  for (const part of parts) {
    const map = phrase(index, part);
    if (map.size) used.push(part);
    for (const [doc, title] of map) {
      const [count, titles] = counts.get(doc) ?? [0, 0];
      counts.set(doc, [count + part.tokens.length, titles | title]);
    }
  }
  for (const [doc, [count, title]] of counts) add(doc, SOME, title, count);
  found.parts = [...new Set(used.map(partText))].filter((part) => !found.beginnings.includes(part));
  found.patterns.push(...used.map((part) => ({ ...part, tier: SOME })));
}

const partText = ({ tokens, text }) =>
  text ?? tokens.reduce((all, token, at) =>
    all + (at && (token.kind === "word" || tokens[at - 1].kind === "word") ? " " : "") + token.text, "");

/** The longest runs of `tokens` that some record has, from the left. */
async function pieces(index, tokens) {
  const singles = tokens.map((token) => ({ tokens: [token], exact: false }));
  const pairs = tokens.slice(1).map((token, at) => ({ tokens: [tokens[at], token], exact: false }));
  await index.load([...singles, ...pairs].flatMap(keys));
  const found = [];
  for (let at = 0; at < tokens.length; ) {
    let end = tokens.length;
    while (end > at && !phraseAt(index, tokens, at, end)) end -= 1;
    if (end > at) found.push({ tokens: tokens.slice(at, end), exact: false });
    at = Math.max(end, at + 1);
  }
  // A single character of a longer query says nothing: 力 of a name stands in 电力 too.
  return found.filter((part) => part.tokens.length > 1 || part.tokens[0].kind === "word");
}

function phraseAt(index, tokens, start, end) {
  const run = tokens.slice(start, end);
  if (run[0].kind === "mark" || run.at(-1).kind === "mark") return false;
  for (let at = 1; at < run.length; at += 1) {
    if (!phrase(index, { tokens: run.slice(at - 1, at + 1), exact: false }).size) return false;
  }
  return phrase(index, { tokens: run, exact: false }).size > 0;
}

/** A word that nothing holds, taken as the beginning of others: `semicond`. */
function beginning(index, clause, found) {
  const [token] = clause.tokens;
  if (token.kind !== "word" || token.text.length < 3) return [];
  const stems = index.stemsFrom(token.text).slice(0, 20);
  if (stems.length) found.beginnings.push(token.text);
  return stems.map((stem) => ({ tokens: [{ text: stem, stem, kind: "word" }], exact: false, text: token.text }));
}

/**
 * The order of results: whole before parts, title before text, by kind, the newest round first, then as in the memo.
 * Each hit becomes one number of 51 bits, because numbers sort faster than objects.
 */
function rank(index, hits) {
  const DOCS = 2 ** 20;
  const byDoc = new Map(hits.map((hit) => [hit.doc, hit]));
  const keys = Float64Array.from(hits, ({ doc, tier, title, parts }) => {
    const first = (tier * 1024 + (1023 - Math.min(parts, 1023))) * 2 + (1 - title);
    return ((first * 8 + index.kindRank[doc]) * 2 ** 14 + (2 ** 14 - 1 - index.round[doc])) * DOCS + doc;
  }).sort();
  return Array.from(keys, (key) => byDoc.get(key % DOCS));
}
