import assert from "node:assert/strict";
import { test } from "node:test";

import { stem } from "../../docs/assets/scripts/search-stem.js";
import { casesOf } from "./shared-cases.mjs";

for (const [expected, words] of casesOf("stems")) {
  test(`the stem ${expected}`, () => {
    assert.deepEqual(words.map(stem), words.map(() => expected));
  });
}
