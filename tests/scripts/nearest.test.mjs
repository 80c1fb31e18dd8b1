import assert from "node:assert/strict";
import { test } from "node:test";

import { nearest } from "../../docs/assets/scripts/nearest.js";

const VERSION = {
  round: 3,
  pages: ["", "rounds/", "rounds/3/", "rounds/3/recommendations/", "threads/", "topics/", "topics/data/"],
};
const found = (address, fragment) => {
  const { address: page, fragment: part, isExact } = nearest(VERSION, address, fragment);
  return [page, part, isExact];
};

test("a page that the version has is kept, with the place in it", () => {
  assert.deepEqual(found("rounds/3/", "ai-2"), ["rounds/3/", "ai-2", true]);
});

test("a thread that the version lacks leads to its first item", () => {
  assert.deepEqual(found("threads/r3-p1/", ""), ["rounds/3/recommendations/", "r3-p1", false]);
  assert.deepEqual(found("threads/r9-01/", ""), ["threads/", "", false]);
});

test("a page of a round leads to the round, a topic to the topics, anything else to the home page", () => {
  assert.deepEqual(found("rounds/3/parallel/", "ai-2"), ["rounds/3/", "ai-2", false]);
  assert.deepEqual(found("topics/chips/", "r3-01"), ["topics/", "", false]);
  assert.deepEqual(found("rounds/9/", "ai-2"), ["", "", false]);
});
