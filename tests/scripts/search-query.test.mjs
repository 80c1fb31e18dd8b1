import assert from "node:assert/strict";
import { test } from "node:test";

import { createTokenizer } from "../../docs/assets/scripts/search-fold.js";
import { MAX_LENGTH, addedForms, formsOf, parse, widen } from "../../docs/assets/scripts/search-query.js";

const tokenize = createTokenizer();
const GLOSSARY = [[["半导体", "芯片"], ["semiconductor", "chip"]], [["一轨"], ["Track I"]], []];
const forms = formsOf(GLOSSARY, tokenize);
const index = { manifest: { glossary: GLOSSARY }, tokenize };

const textOf = (tokens) => tokens.map(({ text }) => text).join(" ");
const clausesOf = (query) => parse(query, tokenize).clauses.map(({ tokens, exact }) => [textOf(tokens), exact]);
const piecesOf = (query) =>
  widen(parse(query, tokenize).clauses, forms)?.map((piece) => piece.terms ?? textOf(piece.tokens));

test("spaces separate clauses, and quotation marks of any kind make an exact one", () => {
  assert.deepEqual(clausesOf(" AI安全  chips "), [["ai 安 全", false], ["chips", false]]);
  for (const query of ['"export controls" chips', "“export controls” chips", "「export controls」 chips"]) {
    assert.deepEqual(clausesOf(query), [["export controls", true], ["chips", false]]);
  }
});

test("a quotation mark that is not closed is ignored", () => {
  assert.deepEqual(clausesOf('"export controls'), [["export", false], ["controls", false]]);
});

test("punctuation at the ends of a clause is not searched, inside it is", () => {
  assert.deepEqual(clausesOf("，公司，在美。"), [["公 司 , 在 美", false]]);
  assert.deepEqual(clausesOf("， 。"), []);
});

test("a long query is cut", () => {
  const { clauses, cut } = parse("芯".repeat(MAX_LENGTH + 1), tokenize);
  assert.equal(clauses[0].tokens.length, MAX_LENGTH);
  assert.equal(cut, true);
  assert.equal(parse("芯".repeat(MAX_LENGTH), tokenize).cut, false);
});

test("a glossary term is found in any of its forms, inside a clause or over several", () => {
  assert.deepEqual(piecesOf("芯片出口"), [[0], "出 口"]);
  assert.deepEqual(piecesOf("Track I dialogue"), [[1], "dialogue"]);
  assert.deepEqual(piecesOf("semiconductors"), [[0]]);
});

test("an exact phrase and a query without terms are not widened", () => {
  assert.equal(piecesOf('"芯片"'), undefined);
  assert.equal(piecesOf("出口"), undefined);
});

test("a term that was cut out of another word is no term", () => {
  assert.equal(piecesOf("统一轨"), undefined);
  assert.deepEqual(piecesOf("统 一轨"), ["统", [1]]);
});

test("the glossary adds the main form of each language first, and never what was typed", () => {
  const added = (query) => addedForms(widen(parse(query, tokenize).clauses, forms), index);
  assert.deepEqual(added("芯片"), ["半导体", "semiconductor", "chip"]);
  assert.deepEqual(added("chips"), ["半导体", "semiconductor", "芯片"]);
  assert.deepEqual(addedForms(widen(parse("chips", tokenize).clauses, forms), index, 1), ["半导体"]);
});
