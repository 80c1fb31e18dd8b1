import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, decodePositions, decodeRecords, decodeSteps, merge } from "../../docs/assets/scripts/search-postings.js";
import { encode } from "./search-index-files.mjs";
import { casesOf } from "./shared-cases.mjs";

const plain = ({ docs, from, codes }) =>
  Array.from(docs, (doc, at) => [doc, Array.from(codes).slice(from[at], from[at + 1])]);

for (const [name, { numbers, text }] of casesOf("numbers")) {
  test(`numbers: ${name}`, () => {
    assert.deepEqual(Array.from(decode(text)), numbers);
    assert.equal(encode(numbers), text);
  });
}

test("steps go up and down", () => {
  assert.deepEqual(decodeSteps(encode([14, 0, 3, 8])), [7, 7, 5, 9]);
});

test("records are steps, doubled, plus one in a title", () => {
  assert.deepEqual(plain(decodeRecords(encode([4, 7, 2]))), [[2, [0]], [5, [1]], [6, [0]]]);
});

test("positions are steps in each record", () => {
  const text = encode([3, 2, 5, 8, 1, 1, 6]);
  assert.deepEqual(plain(decodePositions(text)), [[3, [5, 12]], [4, [6]]]);
});

test("the forms of a word are merged in the order of records and positions", () => {
  const one = decodePositions(encode([1, 1, 8, 3, 1, 2]));
  const other = decodePositions(encode([1, 1, 4, 1, 1, 6]));
  assert.deepEqual(plain(merge([one, other])), [[1, [4, 8]], [2, [6]], [4, [2]]]);
  assert.deepEqual(plain(merge([])), []);
});
