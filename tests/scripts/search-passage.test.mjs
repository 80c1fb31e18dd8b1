import assert from "node:assert/strict";
import { test } from "node:test";

import { createTokenizer } from "../../docs/assets/scripts/search-fold.js";
import { excerpt, matchSpans } from "../../docs/assets/scripts/search-passage.js";
import { parse } from "../../docs/assets/scripts/search-query.js";

const tokenize = createTokenizer();
const marked = (text, query) =>
  matchSpans(text, parse(query, tokenize).clauses, tokenize).map(([start, end]) => text.slice(start, end));

test("matches are marked as the text writes them", () => {
  assert.deepEqual(marked("Export Controls, and a control.", "control"), ["Controls", "control"]);
  assert.deepEqual(marked("Export Controls, and a control.", '"control"'), ["control"]);
  assert.deepEqual(marked("“国家”安全", "国家安全"), ["国家”安全"]);
});

test("matches that touch are one", () => {
  assert.deepEqual(marked("半导体出口管制", "半导体 出口"), ["半导体出口"]);
});

test("a short text is shown whole, of a long one the part around the first match", () => {
  assert.deepEqual(excerpt("一二三", [], 10), [0, 3]);
  const text = `${"前".repeat(210)}。${"中".repeat(10)}出口${"后".repeat(200)}`;
  const [start, end] = excerpt(text, [[221, 223]], 60);
  assert.equal(start, 211, "begins after the stop");
  assert.ok(end >= 223 && end - start <= 60);
});
