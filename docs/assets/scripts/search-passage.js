// The passage of a result: where the query is found in a text, and the part of the text around it, marked.

/**
 * @import { Token, Tokenizer } from "./search-fold.js"
 * @import { Clause } from "./search-query.js"
 */

/** @typedef {[start: number, end: number]} Span a part of a text, in UTF-16 units */

/**
 * The spans of `clauses` in `text`, in order; spans that touch are one.
 * @param {string} text
 * @param {Clause[]} clauses
 * @param {Tokenizer} tokenize
 */
export function matchSpans(text, clauses, tokenize) {
  const all = tokenize(text);
  /** @type {Span[]} */
  const found = [];
  for (const { tokens, exact } of clauses) {
    for (let at = 0; at + tokens.length <= all.length; at += 1) {
      if (tokens.every((token, step) => isSame(token, all[at + step], exact))) {
        found.push([all[at].start, all[at + tokens.length - 1].end]);
      }
    }
  }
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  return found.reduce((/** @type {Span[]} */ joined, [start, end]) => {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
    return joined;
  }, []);
}

/**
 * @param {Token} wanted
 * @param {Token} token
 * @param {boolean} exact
 */
const isSame = (wanted, token, exact) => (exact ? wanted.text === token.text : wanted.stem === token.stem);

/**
 * The part of a text to show: all of a short text, else about `length` units around the first match, cut at a space or
 * punctuation.
 * @param {string} text
 * @param {Span[]} spans
 * @param {number} length
 * @returns {Span}
 */
export function excerpt(text, spans, length) {
  if (text.length <= length * 1.5) return [0, text.length];
  const boundary = /[\s，。；、：,.;:]/u;
  const first = spans[0]?.[0] ?? 0;
  let start = Math.trunc(Math.max(0, Math.min(first - length / 3, text.length - length)));
  let end = Math.min(text.length, start + length);
  if (start > 0) {
    for (let at = start; at < Math.min(first, start + 25); at += 1) {
      if (!boundary.test(text[at])) continue;
      start = at + 1;
      break;
    }
  }
  if (end < text.length) {
    for (let at = end; at > end - 25; at -= 1) {
      if (!boundary.test(text[at])) continue;
      end = at;
      break;
    }
  }
  return [start, end];
}

/**
 * Write the part [start, end] of `text` into `element`, with `spans` marked. Only text is written, never markup.
 * @param {Element} element
 * @param {string} text
 * @param {Span[]} spans
 * @param {Span} [part]
 */
export function writeMarked(element, text, spans, [start, end] = [0, text.length]) {
  const piece = (/** @type {number} */ from, /** @type {number} */ to) =>
    text.slice(Math.max(from, start), Math.min(to, end));
  let at = start;
  if (start > 0) element.append("…");
  for (const [from, to] of spans) {
    if (to <= start || from >= end) continue;
    element.append(piece(at, from));
    const mark = document.createElement("mark");
    mark.textContent = piece(from, to);
    element.append(mark);
    at = to;
  }
  element.append(piece(at, end));
  if (end < text.length) element.append("…");
}
