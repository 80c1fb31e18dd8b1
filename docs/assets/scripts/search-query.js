// A query as clauses, and the glossary terms in it.

/**
 * @import { Token, Tokenizer } from "./search-fold.js"
 * @import { SearchIndex } from "./search-index.js"
 */

/**
 * A part of a query that must be found: tokens that follow one another. An `exact` one compares words as written, not
 * by their stems. `text` is what was typed.
 * @typedef {{tokens: Token[], exact: boolean, text?: string}} Clause
 */

/**
 * One written form of a glossary term; `term` is the term's place in the glossary.
 * @typedef {{term: number, form: string, tokens: Token[]}} Form
 * @typedef {Map<string, Form[]>} Forms forms by the stem of their first token
 */

/**
 * A part of a widened query: glossary terms, all of which have the form that was typed, or other tokens.
 * @typedef {{terms: number[], typed: Token[]}} TermPiece
 * @typedef {TermPiece | Clause} Piece
 */

/** @typedef {{token: Token, clause: number, exact: boolean}} FlatToken */

/** The form of a term in Chinese and in English, each with its variants; empty for a term that no record has. */
/** @typedef {[zh: string[], en: string[]] | []} GlossaryEntry */

/** How many characters of a query are searched; the page says so when there are more. */
export const MAX_LENGTH = 300;

const QUOTED = /^["“”„「『«](.+?)["“”」』»](?=\s|$)/u;

/**
 * The clauses of a query. A clause is a quoted phrase, or the text between two spaces: a word, or a run of Chinese.
 * @param {string} query
 * @param {Tokenizer} tokenize
 * @returns {{clauses: Clause[], cut: boolean}} `cut`: the query was too long, and its end is not searched
 */
export function parse(query, tokenize) {
  const characters = Array.from(query.replace(/\s+/gu, " ").trim());
  let rest = characters.slice(0, MAX_LENGTH).join("");
  const clauses = [];
  while (rest) {
    const quoted = QUOTED.exec(rest);
    const [whole, text] = quoted ?? [rest.split(" ", 1)[0], rest.split(" ", 1)[0]];
    const tokens = withoutOuterMarks(tokenize(text));
    if (tokens.length) clauses.push({ tokens, exact: Boolean(quoted), text });
    rest = rest.slice(whole.length).trimStart();
  }
  return { clauses, cut: characters.length > MAX_LENGTH };
}

/**
 * Punctuation at either end of a clause is not searched.
 * @param {Token[]} tokens
 */
function withoutOuterMarks(tokens) {
  let first = 0;
  let last = tokens.length;
  while (first < last && tokens[first].kind === "mark") first += 1;
  while (last > first && tokens[last - 1].kind === "mark") last -= 1;
  return tokens.slice(first, last);
}

/**
 * @param {GlossaryEntry[]} glossary
 * @param {Tokenizer} tokenize
 * @returns {Forms}
 */
export function formsOf(glossary, tokenize) {
  /** @type {Forms} */
  const byFirst = new Map();
  glossary.forEach((languages, term) => {
    for (const form of languages.flat()) {
      const tokens = tokenize(form);
      if (!tokens.length) continue;
      const { stem } = tokens[0];
      const found = byFirst.get(stem);
      if (found) found.push({ term, form, tokens });
      else byFirst.set(stem, [{ term, form, tokens }]);
    }
  });
  return byFirst;
}

/**
 * The query split into glossary terms and the rest, or null when it has no term. A rest of one Chinese character is a
 * sign that the term was cut out of another word (一轨 out of 统一轨道): then null too.
 * @param {Clause[]} clauses
 * @param {Forms} forms
 * @returns {Piece[] | null}
 */
export function widen(clauses, forms) {
  /** @type {Piece[]} */
  const pieces = [];
  const flat = clauses.flatMap((clause, number) =>
    clause.tokens.map((token) => ({ token, clause: number, exact: clause.exact })),
  );
  /** @type {FlatToken[]} */
  let rest = [];
  const closeRest = () => {
    if (rest.length) pieces.push({ tokens: rest.map(({ token }) => token), exact: rest[0].exact });
    rest = [];
  };
  for (let at = 0; at < flat.length; ) {
    const found = formsAt(flat, at, forms);
    if (found.length) {
      closeRest();
      pieces.push({ terms: [...new Set(found.map(({ term }) => term))], typed: found[0].tokens });
      at += found[0].tokens.length;
    } else {
      if (rest.length && rest[0].clause !== flat[at].clause) closeRest();
      rest.push(flat[at]);
      at += 1;
    }
  }
  closeRest();
  const isSound = pieces.every((piece) => "terms" in piece || piece.tokens.length > 1 || piece.tokens[0].kind === "word"
    || clauses.some(({ tokens }) => tokens.length === 1 && tokens[0] === piece.tokens[0]));
  return isSound && pieces.some((piece) => "terms" in piece) ? pieces : null;
}

/**
 * The longest forms that begin at `at`.
 * @param {FlatToken[]} flat
 * @param {number} at
 * @param {Forms} forms
 */
function formsAt(flat, at, forms) {
  /** @type {Form[]} */
  let longest = [];
  for (const form of forms.get(flat[at].token.stem) ?? []) {
    const { length } = form.tokens;
    const here = flat.slice(at, at + length);
    const isSame = form.tokens.every(({ stem }, step) => !here[step]?.exact && here[step]?.token.stem === stem);
    if (!isSame) continue;
    if (!longest.length || length > longest[0].tokens.length) longest = [form];
    else if (length === longest[0].tokens.length) longest.push(form);
  }
  return longest;
}

/**
 * The words that the glossary adds to a query: the other forms of its terms, the main form of each language first.
 * @param {Piece[]} pieces
 * @param {Pick<SearchIndex, "manifest" | "tokenize">} index
 */
export function addedForms(pieces, index, limit = 6) {
  const stems = (/** @type {Token[]} */ tokens) => tokens.map(({ stem }) => stem).join(" ");
  const terms = pieces.flatMap((piece) => ("terms" in piece ? [piece] : []));
  const known = new Set(terms.map(({ typed }) => stems(typed)));
  const added = [];
  for (const term of terms.flatMap((piece) => piece.terms)) {
    const [zh = [], en = []] = index.manifest.glossary[term];
    for (const form of [...zh.slice(0, 1), ...en.slice(0, 1), ...zh.slice(1), ...en.slice(1)]) {
      const key = stems(index.tokenize(form));
      if (known.has(key)) continue;
      known.add(key);
      added.push(form);
    }
  }
  return added.slice(0, limit);
}
