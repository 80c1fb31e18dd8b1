// Text as search sees it: a stream of tokens. src/dialogue_archive/search/folding.py is the same at build time and
// says more; tests/search/cases holds the golden cases of both.

import { stem } from "./search-stem.js";

const CHARACTER = /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u;
const UNWRITTEN = new Set("\"“”„‟«»「」『』《》〈〉﹁﹂‹›·•・‧∙⋅");
const APOSTROPHES = new Set("'’‘ʼ′`´");
const HYPHENS = new Set("-‐‑‒–−﹣‧~_/");
const LETTER_THEN_NONE = /[a-zA-Z](?![a-zA-Z])/y;

function kindOf(character) {
  if (UNWRITTEN.has(character)) return "quote";
  if (APOSTROPHES.has(character)) return "apostrophe";
  if (HYPHENS.has(character)) return "hyphen";
  if (CHARACTER.test(character)) return "character";
  if (character === "\n") return "mark";
  if (/[\p{L}\p{N}]/u.test(character)) return "letter";
  if (/[\p{M}\p{Cf}]/u.test(character)) return "nothing";
  return /[\p{Z}\p{C}]/u.test(character) ? "space" : "mark";
}

function loneLetterAt(text, at) {
  LETTER_THEN_NONE.lastIndex = at;
  return LETTER_THEN_NONE.test(text);
}

/** The function that cuts a text into tokens. `traditional` maps a simplified character to all that fold to it. */
export function folding(traditional = {}) {
  const simplified = new Map(
    Object.entries(traditional).flatMap(([now, before]) => Array.from(before, (old) => [old, now])),
  );
  const known = new Map();

  function fold(original) {
    let found = known.get(original);
    if (!found) {
      const plain = Array.from(original.normalize("NFKC").toLowerCase(), (part) =>
        CHARACTER.test(part) ? part : part.normalize("NFD").replace(/\p{M}/gu, ""),
      ).join("");
      found = Array.from(plain, (part) => {
        const character = simplified.get(part) ?? part;
        return [character, kindOf(character)];
      });
      known.set(original, found);
    }
    return found;
  }

  /** The tokens of `text`: {text, stem, kind: "character" | "word" | "mark", start, end}, places in UTF-16 units. */
  return function tokens(text) {
    const found = [];
    let word = null;
    const close = () => {
      if (word?.text) {
        const whole = word.apostrophe > 0 && word.text.slice(word.apostrophe) === "s" ? word.text.slice(0, -1) : word.text;
        found.push({ text: whole, stem: stem(whole), kind: "word", start: word.start, end: word.end });
      }
      word = null;
    };
    let at = 0;
    for (const original of text) {
      const next = at + original.length;
      for (const [character, kind] of fold(original)) {
        if (kind === "letter") {
          word ??= { text: "", start: at, end: at, acronym: false, apostrophe: -1 };
          word.text += character;
          word.end = next;
        } else if (kind === "apostrophe") {
          if (word) word.apostrophe = word.text.length;
        } else if (kind === "nothing") {
          continue;
        } else if (character === "." && inAcronym(word, text, next)) {
          word.acronym = true;
          if (!loneLetterAt(text, next)) close();
        } else {
          close();
          if (kind === "character" || kind === "mark") {
            found.push({ text: character, stem: character, kind, start: at, end: next });
          }
        }
      }
      at = next;
    }
    close();
    return found;
  };
}

function inAcronym(word, text, next) {
  if (!word) return false;
  return word.acronym || (/^\p{L}$/u.test(word.text) && loneLetterAt(text, next));
}
