// The static index: loads the manifest, the shards of terms and the chunks of texts, each at most once.
// docs-dev/search.md explains the files; src/dialogue_archive/search writes them.

import { folding } from "./search-fold.js";
import { formsOf } from "./search-query.js";

const FORMAT = 2;
const VALUES = new Uint8Array(128);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").forEach((digit, value) => {
  VALUES[digit.charCodeAt(0)] = value;
});

/** Numbers from text: five bits a character, least digit first, each digit but the last marked. */
export function decode(text) {
  const found = new Int32Array(text.length);
  let count = 0;
  let value = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = VALUES[text.charCodeAt(at)];
    value |= (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
    } else {
      found[count++] = value;
      value = 0;
      shift = 0;
    }
  }
  return found.subarray(0, count);
}

/** Postings are {docs, from, codes}: `codes[from[i]]` up to `codes[from[i + 1]]` are the places in record `docs[i]`,
    each a position doubled, plus one where it stands in a title. */
const NONE = { docs: new Int32Array(), from: new Int32Array(1), codes: new Int32Array() };

function recordsOnly(text) {
  const codes = decode(text);
  const docs = new Int32Array(codes.length);
  const from = new Int32Array(codes.length + 1);
  let doc = 0;
  codes.forEach((value, at) => {
    doc += value >> 1;
    docs[at] = doc;
    from[at + 1] = at + 1;
    codes[at] = value & 1;
  });
  return { docs, from, codes };
}

function withPositions(text) {
  const values = decode(text);
  const docs = [];
  const from = [0];
  const codes = new Int32Array(values.length);
  let doc = 0;
  let count = 0;
  for (let at = 0; at < values.length; ) {
    doc += values[at];
    docs.push(doc);
    const end = at + 2 + values[at + 1];
    let position = 0;
    for (at += 2; at < end; at += 1) {
      position += values[at] >> 1;
      codes[count++] = position * 2 + (values[at] & 1);
    }
    from.push(count);
  }
  return { docs, from, codes };
}

/** The postings of several forms of one word as one. */
function merged(parts) {
  if (parts.length < 2) return parts[0] ?? NONE;
  const byDoc = new Map();
  for (const { docs, from, codes } of parts) {
    for (let at = 0; at < docs.length; at += 1) {
      const places = byDoc.get(docs[at]) ?? [];
      for (let place = from[at]; place < from[at + 1]; place += 1) places.push(codes[place]);
      byDoc.set(docs[at], places);
    }
  }
  const docs = Array.from(byDoc.keys()).sort((one, other) => one - other);
  const codes = [];
  const from = [0];
  for (const doc of docs) {
    codes.push(...byDoc.get(doc).sort((one, other) => one - other));
    from.push(codes.length);
  }
  return { docs, from, codes: Int32Array.from(codes) };
}

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** A file of the index: JSON, packed on the host too, so that every version holds half the bytes. */
async function packed(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("deflate"))).json();
}

/** The index of one archive. Open it with `openIndex`. */
class Index {
  #base;
  #shards = new Map();
  #chunks = new Map();
  #postings = new Map();

  constructor(base, manifest) {
    this.#base = base;
    this.manifest = manifest;
    this.tokens = folding(manifest.traditional);
    this.size = manifest.kind.length;
    this.kind = Array.from(manifest.kind, (digit) => manifest.kinds[digit]);
    this.kindRank = Array.from(manifest.kind, Number);
    this.side = Array.from(manifest.side, (digit) => manifest.sides[digit]?.code ?? null);
    this.sides = new Map(manifest.sides.map((side) => [side.code, side]));
    this.round = steps(decode(manifest.round));
    const sets = manifest.topic_sets.map((set) => Array.from(decode(set), (topic) => manifest.topics[topic].slug));
    this.topics = Array.from(decode(manifest.topic), (set) => sets[set]);
    this.forms = formsOf(manifest.glossary, this.tokens);
    this.roundLabels = new Map(manifest.rounds.map((round) => [round.number, round]));
  }

  /** Every round of a record, the newest first: threads have several. */
  rounds(doc) {
    return [this.round[doc], ...(this.manifest.more_rounds[doc] ?? [])];
  }

  /** Load what `keys` need. */
  async load(keys) {
    const needed = new Set(Array.from(keys, (key) => place(this.manifest.shards, key)));
    await Promise.all(Array.from(needed, (number) => this.#shard(number)));
  }

  /** The postings of a word's stem, or of one form of it; NONE when no record has it. Its shard must be loaded. */
  word(stem, form = null) {
    return this.#read(`${stem}\t${form ?? ""}`, () => {
      const entry = this.#entry(stem) ?? {};
      const forms = form === null ? Object.values(entry) : Object.hasOwn(entry, form) ? [entry[form]] : [];
      return merged(forms.map(withPositions));
    });
  }

  /** The postings of a pair of neighbours. */
  pair(key) {
    return this.#read(key, () => withPositions(this.#entry(key) ?? ""));
  }

  /** The records of a character, of a glossary term (`@12`) or of an id (`#r1-p1`). */
  records(key) {
    return this.#read(key, () => {
      const text = this.#entry(key);
      return text === undefined ? NONE : recordsOnly(text);
    });
  }

  /** The stems that begin with `start`, in its own shard. */
  stemsFrom(start) {
    const shard = this.#shards.get(place(this.manifest.shards, start)).terms;
    return Array.from(shard.keys()).filter((key) => key.startsWith(start) && typeof shard.get(key) === "object");
  }

  /** What a result shows of a record: {id, zh: [title, text, heading], en: […], links}. */
  async shown(doc) {
    const starts = this.manifest.chunks;
    const number = place(starts, doc);
    if (!this.#chunks.has(number)) {
      this.#chunks.set(number, this.#kept(this.#chunks, number, packed(`${this.#base}${this.manifest.folder}/r${number}.bin`)));
    }
    return (await this.#chunks.get(number))[doc - starts[number]];
  }

  #read(key, make) {
    if (!this.#postings.has(key)) this.#postings.set(key, make());
    return this.#postings.get(key);
  }

  #entry(key) {
    return this.#shards.get(place(this.manifest.shards, key)).terms.get(key);
  }

  async #shard(number) {
    if (!this.#shards.has(number)) {
      const shard = { terms: null };
      shard.ready = this.#kept(
        this.#shards,
        number,
        packed(`${this.#base}${this.manifest.folder}/t${number}.bin`).then((terms) => {
          // A map, so that a query of `constructor` is a word like any other.
          shard.terms = new Map(Object.entries(terms));
        }),
      );
      this.#shards.set(number, shard);
    }
    await this.#shards.get(number).ready;
  }

  /** A load that failed is forgotten, so that the next query tries again. */
  #kept(cache, number, promise) {
    return promise.catch((error) => {
      cache.delete(number);
      throw error;
    });
  }
}

function steps(values) {
  let last = 0;
  return Array.from(values, (value) => (last += value & 1 ? -(value + 1) >> 1 : value >> 1));
}

/** The last of the ascending `starts` that is not after `value`. */
function place(starts, value) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

const opened = new Map();

/** The index under `root`, the way to the version's root: opened once a page, and anew after a failure. */
export function openIndex(root) {
  const base = new URL(`${root}search-index/`, document.baseURI).href;
  if (!opened.has(base)) {
    opened.set(
      base,
      json(`${base}manifest.json`)
        .then((manifest) => {
          if (manifest.format !== FORMAT) throw new Error(`an index of format ${manifest.format}`);
          return new Index(base, manifest);
        })
        .catch((error) => {
          opened.delete(base);
          throw error;
        }),
    );
  }
  return opened.get(base);
}
