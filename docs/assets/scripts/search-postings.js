// Postings: in which records, and where in them, a term of the index is found. src/dialogue_archive/search/postings.py
// writes them and explains the format.

/**
 * `codes[from[i]]` up to `codes[from[i + 1]]` are the places in record `docs[i]`: each is the position of a token,
 * doubled, plus one when the token is in a title.
 * @typedef {{docs: ArrayLike<number>, from: ArrayLike<number>, codes: ArrayLike<number>}} Postings
 */

const VALUES = new Uint8Array(128);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").forEach((digit, value) => {
  VALUES[digit.charCodeAt(0)] = value;
});

/**
 * Numbers from text: five bits a character, the least digit first, each digit but the last marked.
 * @param {string} text
 */
export function decode(text) {
  const found = new Int32Array(text.length);
  let count = 0;
  let value = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = VALUES[text.charCodeAt(at)];
    value |= (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
    } else {
      found[count++] = value;
      value = 0;
      shift = 0;
    }
  }
  return found.subarray(0, count);
}

/**
 * Numbers from text that has each as its difference from the one before, the sign in the lowest bit.
 * @param {string} text
 */
export function decodeSteps(text) {
  let last = 0;
  return Array.from(decode(text), (value) => (last += value & 1 ? -(value + 1) >> 1 : value >> 1));
}

/**
 * Postings without positions: of a character, a glossary term or an id.
 * @param {string} text
 * @returns {Postings}
 */
export function decodeRecords(text) {
  const codes = decode(text);
  const docs = new Int32Array(codes.length);
  const from = new Int32Array(codes.length + 1);
  let doc = 0;
  codes.forEach((value, at) => {
    doc += value >> 1;
    docs[at] = doc;
    from[at + 1] = at + 1;
    codes[at] = value & 1;
  });
  return { docs, from, codes };
}

/**
 * Postings with positions: of one form of a word, or of a pair of neighbours.
 * @param {string} text
 * @returns {Postings}
 */
export function decodePositions(text) {
  const values = decode(text);
  const docs = [];
  const from = [0];
  const codes = new Int32Array(values.length);
  let doc = 0;
  let count = 0;
  for (let at = 0; at < values.length; ) {
    doc += values[at];
    docs.push(doc);
    const end = at + 2 + values[at + 1];
    let position = 0;
    for (at += 2; at < end; at += 1) {
      position += values[at] >> 1;
      codes[count++] = position * 2 + (values[at] & 1);
    }
    from.push(count);
  }
  return { docs, from, codes };
}

/**
 * The postings of several forms of one word as one.
 * @param {Postings[]} parts
 * @returns {Postings}
 */
export function merge(parts) {
  if (parts.length < 2) return parts[0] ?? { docs: [], from: [0], codes: [] };
  /** @type {Map<number, number[]>} */
  const byDoc = new Map();
  for (const { docs, from, codes } of parts) {
    for (let at = 0; at < docs.length; at += 1) {
      const places = byDoc.get(docs[at]) ?? [];
      for (let place = from[at]; place < from[at + 1]; place += 1) places.push(codes[place]);
      byDoc.set(docs[at], places);
    }
  }
  const docs = [];
  const from = [0];
  const codes = [];
  for (const [doc, places] of Array.from(byDoc).sort(([one], [other]) => one - other)) {
    docs.push(doc);
    codes.push(...places.sort((one, other) => one - other));
    from.push(codes.length);
  }
  return { docs, from, codes };
}
