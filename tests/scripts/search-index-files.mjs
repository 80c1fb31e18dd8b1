// A small search index in memory, in the format that src/dialogue_archive/search writes, and a `fetch` that serves it.
import { deflateSync } from "node:zlib";

import { createTokenizer } from "../../docs/assets/scripts/search-fold.js";

const ROOT = "https://archive.test/";
const FOLDER = "files";
const FIELD_GAP = 2;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SIDES = ["cn", "us"];
const KINDS = ["recommendation", "position", "block"];

/** Numbers as text, the inverse of `decode`. */
export function encode(numbers) {
  let text = "";
  for (let number of numbers) {
    for (; number > 31; number >>= 5) text += DIGITS[(number & 31) | 32];
    text += DIGITS[number];
  }
  return text;
}

const steps = (numbers) => numbers.map((number, at) => number - (numbers[at - 1] ?? 0));
const signed = (step) => (step >= 0 ? step * 2 : -step * 2 - 1);

/** Where each term is: a map of keys to maps of records to codes, with the form of a word after a tab. */
function occurrences(records, tokenize, glossary) {
  const found = new Map();
  const note = (key, doc, code) => {
    if (!found.has(key)) found.set(key, new Map());
    const docs = found.get(key);
    docs.set(doc, [...(docs.get(doc) ?? []), code]);
  };
  const terms = glossary.map((forms) => forms.flat().map((form) => tokenize(form).map(({ stem }) => stem).join(" ")));
  records.forEach(({ id, zh, en }, doc) => {
    let position = 0;
    if (id) note(`#${id}`, doc, 1);
    for (const [text, isTitle] of [[zh[0], 1], [en[0], 1], [zh[1], 0], [en[1], 0]]) {
      const tokens = tokenize(text ?? "");
      const stems = ` ${tokens.map(({ stem }) => stem).join(" ")} `;
      terms.forEach((forms, term) => {
        if (forms.some((form) => stems.includes(` ${form} `))) note(`@${term}`, doc, isTitle);
      });
      tokens.forEach((token, at) => {
        const code = (position + at) * 2 + isTitle;
        if (token.kind === "word") note(`${token.stem}\t${token.text}`, doc, code);
        else if (token.kind === "character") note(token.stem, doc, isTitle);
        const next = tokens[at + 1];
        if (!next || (token.kind === "word" && next.kind === "word")) return;
        const between = token.kind === "character" && next.kind === "character" ? "" : " ";
        note(`pair\n${token.stem}${between}${next.stem}`, doc, code);
      });
      position += tokens.length + FIELD_GAP;
    }
  });
  return found;
}

/** Records, doubled, plus one when the term is in the title. */
function encodeRecords(docs) {
  const numbers = Array.from(docs.keys());
  return encode(steps(numbers).map((step, at) => step * 2 + (docs.get(numbers[at])[0] & 1)));
}

/** Records with positions, each doubled, plus one when it is in the title. */
function encodePositions(docs) {
  const numbers = Array.from(docs.keys());
  return encode(steps(numbers).flatMap((step, at) => {
    const codes = docs.get(numbers[at]);
    return [step, codes.length, ...codes.map((code, place) => code - ((codes[place - 1] ?? 0) & ~1))];
  }));
}

function termsOf(found) {
  const terms = {};
  for (const [key, docs] of found) {
    const [stem, form] = key.split("\t");
    if (form) terms[stem] = { ...terms[stem], [form]: encodePositions(docs) };
    else if (key.startsWith("pair\n")) terms[key.slice(5)] = encodePositions(docs);
    else terms[key] = encodeRecords(docs);
  }
  return terms;
}

/**
 * The files of an index by address. `records` are {id, kind, round, side, zh: [title, text], en: [title, text]}, `glossary`
 * as in the manifest; `shardSize` is how many terms a shard has.
 */
export function indexFiles(records, { glossary = [], traditional = {}, shardSize = 7 } = {}) {
  const tokenize = createTokenizer(traditional);
  const found = termsOf(occurrences(records, tokenize, glossary));
  const keys = Object.keys(found).sort();
  const shards = [];
  for (let at = 0; at < keys.length; at += shardSize) shards.push(keys.slice(at, at + shardSize));
  const rounds = [...new Set(records.map(({ round }) => round))];
  const manifest = {
    format: 2,
    folder: FOLDER,
    shards: shards.map((shard, number) => (number ? shard[0] : "")),
    chunks: [0],
    page: 10,
    kinds: KINDS,
    kind: records.map(({ kind }) => String(KINDS.indexOf(kind))).join(""),
    sides: SIDES.map((code) => ({ code, zh: code, en: code })),
    side: records.map(({ side }) => (side ? String(SIDES.indexOf(side)) : "-")).join(""),
    rounds: rounds.map((number) => ({ number, zh: [`第${number}轮`, ""], en: [`Round ${number}`, ""] })),
    round: encode(steps(records.map(({ round }) => round)).map(signed)),
    more_rounds: {},
    topics: [],
    topic: encode(records.map(() => 0)),
    topic_sets: [""],
    glossary,
    traditional,
  };
  const shown = records.map(({ id, zh, en }) => ({ id, zh, en, links: [["memo", ""]] }));
  const files = new Map([
    ["manifest.json", JSON.stringify(manifest)],
    [`${FOLDER}/r0.bin`, deflateSync(JSON.stringify(shown))],
  ]);
  shards.forEach((shard, number) => {
    const terms = Object.fromEntries(shard.map((key) => [key, found[key]]));
    files.set(`${FOLDER}/t${number}.bin`, deflateSync(JSON.stringify(terms)));
  });
  return new Map(Array.from(files, ([path, content]) => [`${ROOT}search-index/${path}`, content]));
}

/** Serve `files` to the scripts. Returns the addresses as they are asked for; one in `failing` fails once. */
export function serve(files, failing = new Set()) {
  const asked = [];
  globalThis.document = { baseURI: ROOT };
  globalThis.fetch = async (address) => {
    asked.push(address);
    if (failing.delete(address)) throw new TypeError("the network failed");
    return files.has(address) ? new Response(files.get(address)) : new Response("", { status: 404 });
  };
  return asked;
}
