// What a reader typed, as clauses; and the glossary's terms in it.

/** More than this many characters are not searched; the page says so. */
export const LONGEST = 300;

const QUOTED = /^["“”„「『«](.+?)["“”」』»](?=\s|$)/u;

/**
 * The clauses of a query: {tokens, exact, text}. Every one must be found. A clause is a quoted phrase, taken exactly,
 * or what stands between two spaces: a word, or a run of Chinese, whose tokens must stand together in that order.
 */
export function parse(query, tokens) {
  const characters = Array.from(query.replace(/\s+/gu, " ").trim());
  let rest = characters.slice(0, LONGEST).join("");
  const clauses = [];
  while (rest) {
    const quoted = QUOTED.exec(rest);
    const text = quoted ? quoted[1] : /^[^ ]+/u.exec(rest)[0];
    const found = bare(tokens(text));
    if (found.length) clauses.push({ tokens: found, exact: Boolean(quoted), text });
    rest = rest.slice((quoted ? quoted[0] : text).length).trimStart();
  }
  return { clauses, cut: characters.length > LONGEST };
}

/** Punctuation at either end of what was typed is not searched. */
function bare(tokens) {
  let first = 0;
  let last = tokens.length;
  while (first < last && tokens[first].kind === "mark") first += 1;
  while (last > first && tokens[last - 1].kind === "mark") last -= 1;
  return tokens.slice(first, last);
}

/** The forms of the glossary by the stem of their first token, made once an index. */
export function formsOf(glossary, cut) {
  const byFirst = new Map();
  glossary.forEach((languages, term) => {
    for (const form of languages.flat()) {
      const tokens = cut(form);
      if (!tokens.length) continue;
      const stem = tokens[0].stem;
      if (!byFirst.has(stem)) byFirst.set(stem, []);
      byFirst.get(stem).push({ term, form, tokens });
    }
  });
  return byFirst;
}

/**
 * The query cut into glossary terms and the rest: [{terms} | {tokens, exact}], or null when it holds no term. A rest
 * of one Chinese character is a sign that the term was cut out of another word (一轨 out of 统一轨道): then null too.
 */
export function widen(clauses, byFirst) {
  const pieces = [];
  const flat = clauses.flatMap((clause, number) =>
    clause.tokens.map((token) => ({ token, clause: number, exact: clause.exact })),
  );
  let rest = [];
  const closeRest = () => {
    if (rest.length) pieces.push({ tokens: rest.map(({ token }) => token), exact: rest[0].exact });
    rest = [];
  };
  for (let at = 0; at < flat.length; ) {
    const forms = flat[at].exact ? [] : formsAt(flat, at, byFirst);
    if (forms.length) {
      closeRest();
      pieces.push({ terms: [...new Set(forms.map(({ term }) => term))], typed: forms[0].tokens });
      at += forms[0].tokens.length;
    } else {
      if (rest.length && rest[0].clause !== flat[at].clause) closeRest();
      rest.push(flat[at]);
      at += 1;
    }
  }
  closeRest();
  const sound = pieces.every((piece) => piece.terms || piece.tokens.length > 1 || piece.tokens[0].kind === "word"
    || clauses.some((clause) => clause.tokens.length === 1 && clause.tokens[0] === piece.tokens[0]));
  return sound && pieces.some((piece) => piece.terms) ? pieces : null;
}

/** The longest forms that stand at `at`. */
function formsAt(flat, at, byFirst) {
  let longest = [];
  for (const form of byFirst.get(flat[at].token.stem) ?? []) {
    const length = form.tokens.length;
    const here = flat.slice(at, at + length);
    if (here.length < length || here.some((entry, step) => entry.exact || entry.token.stem !== form.tokens[step].stem)) {
      continue;
    }
    if (!longest.length || length > longest[0].tokens.length) longest = [form];
    else if (length === longest[0].tokens.length) longest.push(form);
  }
  return longest;
}

/** What a glossary adds to a query: the other forms of the terms in it, the other language's first. */
export function added(pieces, index, limit = 6) {
  const names = [];
  const known = new Set(pieces.filter((piece) => piece.terms).map(({ typed }) => typed.map(({ stem }) => stem).join(" ")));
  for (const piece of pieces) {
    for (const term of piece.terms ?? []) {
      const [zh, en] = index.manifest.glossary[term];
      for (const form of [zh[0], en[0], ...zh.slice(1), ...en.slice(1)]) {
        const stems = index.tokens(form).map((token) => token.stem).join(" ");
        if (known.has(stems)) continue;
        known.add(stems);
        names.push(form);
      }
    }
  }
  return names.slice(0, limit);
}
