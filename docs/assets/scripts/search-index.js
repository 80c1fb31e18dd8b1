// The static index: loads the manifest, the shards of terms and the chunks of texts, each at most once.
// docs-dev/search.md explains the files; src/dialogue_archive/search writes them.

import { createTokenizer } from "./search-fold.js";
import { decode, decodePositions, decodeRecords, decodeSteps, merge } from "./search-postings.js";
import { formsOf } from "./search-query.js";

/**
 * @import { GlossaryEntry } from "./search-query.js"
 * @import { Postings } from "./search-postings.js"
 */

/** @typedef {"zh" | "en"} Language */
/** @typedef {{number: number, zh: [label: string, dates: string], en: [label: string, dates: string]}} RoundLabel */

/**
 * `search-index/manifest.json`. `kind` and `side` have one character for each record; `round`, `topic` and
 * `topic_sets` are encoded numbers.
 * @typedef {object} Manifest
 * @property {number} format
 * @property {string} folder the folder of all other files
 * @property {string[]} shards the first key of each shard
 * @property {number[]} chunks the first record of each chunk
 * @property {number} page how many results are shown at first
 * @property {string[]} kinds
 * @property {string} kind
 * @property {{code: string, zh: string, en: string}[]} sides the first and the second side of the dialogue
 * @property {string} side
 * @property {RoundLabel[]} rounds
 * @property {string} round
 * @property {Record<string, number[]>} more_rounds
 * @property {{slug: string, zh: string, en: string}[]} topics
 * @property {string} topic
 * @property {string[]} topic_sets
 * @property {GlossaryEntry[]} glossary
 * @property {Record<string, string>} traditional
 */

/** @typedef {[title?: string, text?: string, heading?: string]} ShownText */
/**
 * What a result shows of a record. `links` are [name, address from the root of a language].
 * @typedef {{id: string, zh: ShownText, en: ShownText, links: [name: string, address: string][]}} ShownRecord
 */

/** A shard has the postings of a key as text, or those of a stem by written form. */
/** @typedef {Map<string, string | Record<string, string>>} Shard */

const FORMAT = 2;

/** @param {string} address */
async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/**
 * A file of the index: JSON compressed with zlib, because every published version keeps its own copy.
 * @param {string} address
 */
async function loadCompressed(address) {
  const { body } = await load(address);
  if (!body) throw new Error(`${address}: empty`);
  return new Response(body.pipeThrough(new DecompressionStream("deflate"))).json();
}

/** The index of one archive. Open it with `openIndex`. */
export class SearchIndex {
  #base;
  /** @type {Map<number, Promise<void>>} */
  #loads = new Map();
  /** @type {Map<number, Shard>} */
  #shards = new Map();
  /** @type {Map<number, Promise<ShownRecord[]>>} */
  #chunks = new Map();
  /** @type {Map<string, Postings>} */
  #postings = new Map();

  /**
   * @param {string} base the address of the folder `search-index`
   * @param {Manifest} manifest
   */
  constructor(base, manifest) {
    this.#base = `${base}${manifest.folder}/`;
    this.manifest = manifest;
    this.tokenize = createTokenizer(manifest.traditional);
    this.size = manifest.kind.length;
    this.kind = Array.from(manifest.kind, (digit) => manifest.kinds[Number(digit)]);
    this.kindRank = Array.from(manifest.kind, Number);
    this.side = Array.from(manifest.side, (digit) => manifest.sides[Number(digit)]?.code ?? null);
    this.sides = new Map(manifest.sides.map((side) => [side.code, side]));
    this.round = decodeSteps(manifest.round);
    const sets = manifest.topic_sets.map((set) => Array.from(decode(set), (topic) => manifest.topics[topic].slug));
    this.topics = Array.from(decode(manifest.topic), (set) => sets[set]);
    this.forms = formsOf(manifest.glossary, this.tokenize);
    this.roundLabels = new Map(manifest.rounds.map((round) => [round.number, round]));
  }

  /**
   * Every round of a record, the newest first: a thread has several.
   * @param {number} doc
   */
  rounds(doc) {
    return [this.round[doc], ...(this.manifest.more_rounds[doc] ?? [])];
  }

  /**
   * Load the shards of `keys`.
   * @param {string[]} keys
   */
  async load(keys) {
    const numbers = new Set(keys.map((key) => lastAtOrBefore(this.manifest.shards, key)));
    await Promise.all(Array.from(numbers, (number) => this.#loadShard(number)));
  }

  /**
   * The postings of a word's stem, or of one form of it. Its shard must be loaded.
   * @param {string} stem
   * @param {string | null} [form]
   */
  word(stem, form = null) {
    return this.#cached(`${stem}\t${form ?? ""}`, () => {
      const entry = this.#entry(stem);
      const forms = Object.entries(typeof entry === "object" ? entry : {});
      return merge(forms.filter(([name]) => form === null || name === form).map(([, text]) => decodePositions(text)));
    });
  }

  /**
   * The postings of a pair of neighbours.
   * @param {string} key
   */
  pair(key) {
    return this.#cached(key, () => decodePositions(this.#text(key)));
  }

  /**
   * The postings of a character, of a glossary term (`@12`) or of an id (`#r1-p1`).
   * @param {string} key
   */
  records(key) {
    return this.#cached(key, () => decodeRecords(this.#text(key)));
  }

  /**
   * The stems that begin with `start`, in its own shard.
   * @param {string} start
   */
  stemsFrom(start) {
    const shard = this.#shard(start);
    return Array.from(shard.keys()).filter((key) => key.startsWith(start) && typeof shard.get(key) === "object");
  }

  /**
   * What a result shows of a record.
   * @param {number} doc
   */
  async shown(doc) {
    const starts = this.manifest.chunks;
    const number = lastAtOrBefore(starts, doc);
    const loading = () => retried(this.#chunks, number, loadCompressed(`${this.#base}r${number}.bin`));
    const chunk = await (this.#chunks.get(number) ?? loading());
    return chunk[doc - starts[number]];
  }

  /**
   * @param {string} key
   * @param {() => Postings} make
   */
  #cached(key, make) {
    const found = this.#postings.get(key) ?? make();
    this.#postings.set(key, found);
    return found;
  }

  /** @param {string} key */
  #shard(key) {
    const shard = this.#shards.get(lastAtOrBefore(this.manifest.shards, key));
    if (!shard) throw new Error(`the shard of ${key} is not loaded`);
    return shard;
  }

  /** @param {string} key */
  #entry(key) {
    return this.#shard(key).get(key);
  }

  /** @param {string} key */
  #text(key) {
    const entry = this.#entry(key);
    return typeof entry === "string" ? entry : "";
  }

  /** @param {number} number */
  #loadShard(number) {
    const loading = async () => {
      const terms = await loadCompressed(`${this.#base}t${number}.bin`);
      // A map, so that the query `constructor` is a word like any other.
      this.#shards.set(number, new Map(Object.entries(terms)));
    };
    return this.#loads.get(number) ?? retried(this.#loads, number, loading());
  }
}

/**
 * Keep a load in `cache`. A failed one is removed, so that the next query tries again.
 * @template K, V
 * @param {Map<K, Promise<V>>} cache
 * @param {K} key
 * @param {Promise<V>} promise
 * @returns {Promise<V>}
 */
function retried(cache, key, promise) {
  const kept = promise.catch((error) => {
    cache.delete(key);
    throw error;
  });
  cache.set(key, kept);
  return kept;
}

/**
 * The place of the last of the ascending `starts` that is not after `value`.
 * @template {string | number} T
 * @param {T[]} starts
 * @param {T} value
 */
function lastAtOrBefore(starts, value) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @type {Map<string, Promise<SearchIndex>>} */
const opened = new Map();

/**
 * The index of a version, opened once for each page.
 * @param {string} root the address of the version's root, with a slash at its end
 */
export function openIndex(root) {
  const base = new URL(`${root}search-index/`, document.baseURI).href;
  const opening = async () => {
    const manifest = await (await load(`${base}manifest.json`)).json();
    if (manifest.format !== FORMAT) throw new Error(`an index of format ${manifest.format}`);
    return new SearchIndex(base, manifest);
  };
  return opened.get(base) ?? retried(opened, base, opening());
}
