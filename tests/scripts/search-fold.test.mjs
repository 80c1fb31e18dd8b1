import assert from "node:assert/strict";
import { test } from "node:test";

import { createTokenizer } from "../../docs/assets/scripts/search-fold.js";
import { casesOf, traditional } from "./shared-cases.mjs";

const tokenize = createTokenizer(traditional);

for (const [name, { text, tokens }] of casesOf("folding")) {
  test(`folding: ${name}`, () => {
    assert.deepEqual(tokenize(text).map((token) => token.text), tokens);
  });
}

test("a token has the place of its characters in the text", () => {
  const text = "\u{20000}“ＡＩ” China’s U.S. 安全";
  const places = tokenize(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(places, ["\u{20000}", "ＡＩ", "China’s", "U.S", "安", "全"]);
});

test("words are compared by their stem, characters and marks as they are", () => {
  assert.deepEqual(tokenize("Policies，体").map(({ stem, kind }) => [stem, kind]), [
    ["polici", "word"],
    [",", "mark"],
    ["体", "character"],
  ]);
});

test("without a table, traditional characters stay", () => {
  assert.deepEqual(createTokenizer()("體").map(({ text }) => text), ["體"]);
});
