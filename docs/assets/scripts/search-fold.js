// Text as the search reads it: a sequence of tokens. src/dialogue_archive/search/folding.py does the same at build time
// and explains the rules; both must pass the cases of tests/search/cases/folding.yml.

import { stem } from "./search-stem.js";

/**
 * One token of a text. `start` and `end` are its place in the text, in UTF-16 units; `stem` is what is compared.
 * @typedef {{text: string, stem: string, kind: "character" | "word" | "mark", start: number, end: number}} Token
 * @typedef {(text: string) => Token[]} Tokenizer
 */

/**
 * @typedef {"quote" | "apostrophe" | "hyphen" | "character" | "mark" | "letter" | "ignored" | "space"} CharacterClass
 */

/** @typedef {{text: string, start: number, end: number, isAcronym: boolean, apostrophe: number}} OpenWord */

const IDEOGRAPH =
  /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u;
const QUOTES = new Set("\"“”„‟«»「」『』《》〈〉﹁﹂‹›·•・‧∙⋅");
const APOSTROPHES = new Set("'’‘ʼ′`´");
const HYPHENS = new Set("-‐‑‒–−﹣‧~_/");
const LONE_LETTER = /[a-zA-Z](?![a-zA-Z])/y;

/**
 * @param {string} character
 * @returns {CharacterClass}
 */
function classOf(character) {
  if (QUOTES.has(character)) return "quote";
  if (APOSTROPHES.has(character)) return "apostrophe";
  if (HYPHENS.has(character)) return "hyphen";
  if (IDEOGRAPH.test(character)) return "character";
  if (character === "\n") return "mark";
  if (/[\p{L}\p{N}]/u.test(character)) return "letter";
  if (/[\p{M}\p{Cf}]/u.test(character)) return "ignored";
  return /[\p{Z}\p{C}]/u.test(character) ? "space" : "mark";
}

/**
 * Whether a letter with no letter after it begins at `at`.
 * @param {string} text
 * @param {number} at
 */
function hasLoneLetter(text, at) {
  LONE_LETTER.lastIndex = at;
  return LONE_LETTER.test(text);
}

/**
 * A function that folds one character of a text to characters with their classes.
 * @param {Record<string, string>} traditional
 */
function characterFolder(traditional) {
  const simplified = new Map(
    Object.entries(traditional).flatMap(([simple, all]) => Array.from(all, (character) => [character, simple])),
  );
  /** @type {Map<string, [character: string, characterClass: CharacterClass][]>} */
  const cache = new Map();
  return (/** @type {string} */ original) => {
    let found = cache.get(original);
    if (!found) {
      const plain = Array.from(original.normalize("NFKC").toLowerCase(), (part) =>
        IDEOGRAPH.test(part) ? part : part.normalize("NFD").replace(/\p{M}/gu, ""),
      ).join("");
      found = Array.from(plain, (part) => {
        const character = simplified.get(part) ?? part;
        return [character, classOf(character)];
      });
      cache.set(original, found);
    }
    return found;
  };
}

/**
 * A function that splits a text into tokens.
 * @param {Record<string, string>} [traditional] for each simplified character, all traditional ones that fold to it
 * @returns {Tokenizer}
 */
export function createTokenizer(traditional = {}) {
  const fold = characterFolder(traditional);
  return function tokenize(text) {
    /** @type {Token[]} */
    const found = [];
    /** @type {OpenWord | null} */
    let word = null;
    let at = 0;
    for (const original of text) {
      const next = at + original.length;
      for (const [character, characterClass] of fold(original)) {
        if (characterClass === "letter") {
          word ??= { text: "", start: at, end: at, isAcronym: false, apostrophe: -1 };
          word.text += character;
          word.end = next;
        } else if (characterClass === "apostrophe") {
          if (word) word.apostrophe = word.text.length;
        } else if (characterClass === "ignored") {
          continue;
        } else if (character === "." && word && isInAcronym(word, text, next)) {
          word.isAcronym = true;
          if (hasLoneLetter(text, next)) continue;
          found.push(closed(word));
          word = null;
        } else {
          if (word) found.push(closed(word));
          word = null;
          if (characterClass === "character" || characterClass === "mark") {
            found.push({ text: character, stem: character, kind: characterClass, start: at, end: next });
          }
        }
      }
      at = next;
    }
    if (word) found.push(closed(word));
    return found;
  };
}

/**
 * A finished word, without the `s` of a possessive.
 * @param {OpenWord} word
 * @returns {Token}
 */
function closed({ text, start, end, apostrophe }) {
  const whole = apostrophe > 0 && text.slice(apostrophe) === "s" ? text.slice(0, -1) : text;
  return { text: whole, stem: stem(whole), kind: "word", start, end };
}

/**
 * Whether the stop before `next` is one of an acronym: `U.S.`
 * @param {OpenWord} word
 * @param {string} text
 * @param {number} next
 */
function isInAcronym(word, text, next) {
  return word.isAcronym || (/^\p{L}$/u.test(word.text) && hasLoneLetter(text, next));
}
