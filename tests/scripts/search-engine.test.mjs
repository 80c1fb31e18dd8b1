import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERY, SOME, WHOLE, WIDENED, search } from "../../docs/assets/scripts/search-engine.js";
import { openIndex } from "../../docs/assets/scripts/search-index.js";
import { indexFiles, serve } from "./search-index-files.mjs";

const RECORDS = [
  { id: "r2-01", kind: "recommendation", round: 2, zh: ["半导体出口管制", "双方应就半导体出口保持沟通。"], en: ["Export controls on semiconductors", "Both sides should talk about controls."] },
  { id: "r2-p1", kind: "position", round: 2, zh: ["数据", "出口，管制"], en: ["Data", "The export of data and its control"] },
  { id: "r1-01", kind: "recommendation", round: 1, zh: ["芯片", "人工智能安全"], en: ["Chips", "AI safety, and safe use of the U.S. market"] },
  { id: "b1", kind: "block", round: 1, zh: ["", "电力与统一轨道 tracks"], en: ["", "Power and one track"] },
];
const GLOSSARY = [[["半导体", "芯片"], ["semiconductor", "chip"]]];
const files = indexFiles(RECORDS, { glossary: GLOSSARY, traditional: { 导: "導", 体: "體" } });

let opened = 0;
/** A fresh index, as on a new page. `asked` has the addresses that it loads; those of `failing` fail once. */
async function open({ served = files, failing } = {}) {
  opened += 1;
  const root = `https://archive.test/${opened}/`;
  const moved = (address) => address.replace("https://archive.test/", root);
  const asked = serve(new Map(Array.from(served, ([address, file]) => [moved(address), file])), failing?.(root));
  return { index: await openIndex(root), asked };
}

async function hitsOf(query) {
  const { index } = await open();
  const found = await search(index, query);
  return found.hits.map(({ doc, tier }) => [RECORDS[doc].id, tier]);
}

test("a phrase is found in its order only, in titles first", async () => {
  assert.deepEqual(await hitsOf("出口管制"), [["r2-01", WHOLE]]);
  assert.deepEqual(await hitsOf("出口"), [["r2-01", WHOLE], ["r2-p1", WHOLE]]);
  assert.deepEqual(await hitsOf("导半"), []);
});

test("punctuation stands between words of the text", async () => {
  assert.deepEqual(await hitsOf("出口，管制"), [["r2-p1", WHOLE]]);
});

test("words are found by their stem, exact ones as written", async () => {
  assert.deepEqual(await hitsOf("control"), [["r2-01", WHOLE], ["r2-p1", WHOLE]]);
  assert.deepEqual(await hitsOf('"control"'), [["r2-p1", WHOLE]]);
  assert.deepEqual(await hitsOf('"controls"'), [["r2-01", WHOLE]]);
});

test("an abbreviation is not the stem of a word", async () => {
  assert.deepEqual(await hitsOf("US"), [["r1-01", WHOLE]]);
  assert.deepEqual(await hitsOf("using"), [["r1-01", WHOLE]]);
});

test("several clauses are better in one piece than apart", async () => {
  assert.deepEqual(await hitsOf("export controls"), [["r2-01", WHOLE], ["r2-p1", EVERY]]);
  assert.deepEqual(await hitsOf("controls export"), [["r2-01", EVERY], ["r2-p1", EVERY]]);
});

test("a phrase of characters and words is found", async () => {
  assert.deepEqual(await hitsOf("人工智能安全"), [["r1-01", WHOLE]]);
  assert.deepEqual(await hitsOf("AI safety"), [["r1-01", WHOLE]]);
});

test("an exact phrase of characters and words has the words as written", async () => {
  assert.deepEqual(await hitsOf("轨道track"), [["b1", WHOLE]]);
  assert.deepEqual(await hitsOf('"轨道tracks"'), [["b1", WHOLE]]);
  assert.deepEqual(await hitsOf('"轨道track"'), []);
});

test("traditional characters find simplified ones", async () => {
  assert.deepEqual(await hitsOf("半導體".replace("導", "导")), await hitsOf("半导体"));
});

test("the glossary finds the other forms and the other language, after what was typed", async () => {
  assert.deepEqual(await hitsOf("芯片"), [["r1-01", WHOLE], ["r2-01", WIDENED]]);
  const { index } = await open();
  const found = await search(index, "芯片");
  assert.deepEqual(found.added, ["半导体", "semiconductor", "chip"]);
  assert.ok(found.patterns.some(({ tier, tokens }) => tier === WIDENED && tokens[0].stem === "semiconductor"));
});

test("parts are found when no record has the whole query, and named", async () => {
  const { index } = await open();
  const found = await search(index, "出口税");
  assert.deepEqual(found.hits.map(({ doc, tier }) => [RECORDS[doc].id, tier]), [["r2-01", SOME], ["r2-p1", SOME]]);
  assert.deepEqual(found.parts, ["出口"]);
});

test("a single character of a longer query finds nothing", async () => {
  assert.deepEqual(await hitsOf("力图"), []);
  assert.deepEqual(await hitsOf("力"), [["b1", WHOLE]]);
});

test("a word that no record has is taken as the beginning of others", async () => {
  const { index } = await open();
  const found = await search(index, "semicond");
  assert.deepEqual(found.hits.map(({ doc }) => RECORDS[doc].id), ["r2-01"]);
  assert.deepEqual(found.beginnings, ["semicond"]);
});

test("an id is found in any way of writing it", async () => {
  for (const query of ["r2-01", "R2-1", "r2 1", "Ｒ２－０１"]) assert.deepEqual(await hitsOf(query), [["r2-01", WHOLE]], query);
  assert.deepEqual(await hitsOf("r2-p1"), [["r2-p1", WHOLE]]);
});

test("an empty query has all records: by kind, then the newest round first", async () => {
  const { index } = await open();
  const found = await search(index, " ，");
  assert.equal(found.blank, true);
  assert.deepEqual(found.hits.map(({ doc }) => RECORDS[doc].id), ["r2-01", "r1-01", "r2-p1", "b1"]);
});

test("names of object properties are words like any other", async () => {
  for (const query of ["constructor", "__proto__", "toString"]) assert.deepEqual(await hitsOf(query), [], query);
});

test("only the shards of a query are loaded, each once", async () => {
  const { index, asked } = await open();
  await search(index, "chips");
  const first = asked.length;
  await search(index, "chips");
  assert.equal(asked.length, first);
  assert.ok(first < files.size / 2, `${first} of ${files.size} files`);
});

test("a shard that failed to load is loaded again", async () => {
  const shard = (root) => Array.from({ length: 40 }, (_, number) => `${root}search-index/files/t${number}.bin`);
  const { index } = await open({ failing: (root) => new Set(shard(root)) });
  await assert.rejects(search(index, "出口"), /network failed/);
  assert.equal((await search(index, "出口")).hits.length, 2);
});

test("a manifest that failed to load is loaded again, one of another format is refused", async () => {
  serve(files, new Set(["https://archive.test/search-index/manifest.json"]));
  await assert.rejects(openIndex("https://archive.test/"), /network failed/);
  assert.equal((await openIndex("https://archive.test/")).size, RECORDS.length);
  serve(new Map([["https://archive.test/0/search-index/manifest.json", '{"format": 1}']]));
  await assert.rejects(openIndex("https://archive.test/0/"), /format 1/);
});

test("a record shows its texts", async () => {
  const { index } = await open();
  assert.equal((await index.shown(3)).id, "b1");
  assert.deepEqual((await index.shown(1)).zh, RECORDS[1].zh);
});

test("the index knows the sides of the dialogue, and records without one", async () => {
  const served = indexFiles([{ ...RECORDS[0], side: "us" }, { ...RECORDS[1], side: "cn" }, RECORDS[2]]);
  const { index } = await open({ served });
  assert.deepEqual(index.side, ["us", "cn", null]);
  assert.deepEqual([...index.sides.keys()], ["cn", "us"]);
});
