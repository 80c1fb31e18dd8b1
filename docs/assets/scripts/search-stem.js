// English stems, after M. F. Porter. src/dialogue_archive/search/stem.py does the same at build time.

/** @typedef {[suffix: string, replacement: string]} Rule */

/** @type {Rule[]} */
const STEP_2 = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["bli", "ble"],
  ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"],
  ["ator", "ate"], ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"],
  ["aliti", "al"], ["iviti", "ive"], ["biliti", "ble"], ["logi", "log"],
];
/** @type {Rule[]} */
const STEP_3 = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""],
];
const STEP_4 = [
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ou", "ism",
  "ate", "iti", "ous", "ive", "ize",
];

/**
 * The stem of a folded word. A word with other letters than a to z, or shorter than three, is its own stem.
 * @param {string} word
 */
export function stem(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  let found = step1(word);
  for (const rules of [STEP_2, STEP_3]) found = replaceSuffix(found, rules);
  found = step5(step4(found));
  // Stems of two letters are reserved for abbreviations: "ICs" is "IC", but "using" is not "US".
  return found.length === 2 && word !== `${found}s` ? `${found}e` : found;
}

/**
 * A word as a pattern of consonants and vowels: `toy` is `cvc`.
 * @param {string} word
 */
function pattern(word) {
  let found = "";
  for (const letter of word) {
    found += "aeiou".includes(letter) || (letter === "y" && found.endsWith("c")) ? "v" : "c";
  }
  return found;
}

/**
 * How many times a vowel is followed by a consonant: Porter's m.
 * @param {string} word
 */
const measure = (word) => pattern(word).split("vc").length - 1;

/** @param {string} word */
const hasVowel = (word) => pattern(word).includes("v");

/** @param {string} word */
const endsDoubled = (word) => word.length > 1 && word.at(-1) === word.at(-2) && pattern(word).endsWith("c");

/**
 * Whether a word ends with consonant, vowel, consonant other than w, x, y: Porter's *o.
 * @param {string} word
 */
const endsShort = (word) => pattern(word).endsWith("cvc") && !/[wxy]$/.test(word);

/** @param {string} word */
function step1(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) word = word.slice(0, -2);
  else if (word.endsWith("s") && !word.endsWith("ss")) word = word.slice(0, -1);
  if (word.endsWith("eed")) {
    if (measure(word.slice(0, -3)) > 0) word = word.slice(0, -1);
  } else {
    const suffix = ["ed", "ing"].find((end) => word.endsWith(end) && hasVowel(word.slice(0, -end.length)));
    if (suffix) word = repair(word.slice(0, -suffix.length));
  }
  return word.endsWith("y") && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

/**
 * What `-ed` or `-ing` left, made a word again: `siz` becomes `size`, `controll` becomes `control`.
 * @param {string} word
 */
function repair(word) {
  if (/(at|bl|iz)$/.test(word)) return `${word}e`;
  if (endsDoubled(word) && !/[lsz]$/.test(word)) return word.slice(0, -1);
  return measure(word) === 1 && endsShort(word) ? `${word}e` : word;
}

/**
 * The longest of `suffixes` that `word` ends with, or "".
 * @param {string} word
 * @param {string[]} suffixes
 */
const longestSuffix = (word, suffixes) =>
  suffixes.reduce((best, end) => (word.endsWith(end) && end.length > best.length ? end : best), "");

/**
 * Only the longest suffix is tried, even where the measure then forbids to replace it.
 * @param {string} word
 * @param {Rule[]} rules
 */
function replaceSuffix(word, rules) {
  const suffix = longestSuffix(word, rules.map(([end]) => end));
  const rule = rules.find(([end]) => end === suffix);
  if (!rule) return word;
  const rest = word.slice(0, -suffix.length);
  return measure(rest) > 0 ? rest + rule[1] : word;
}

/** @param {string} word */
function step4(word) {
  const suffix = longestSuffix(word, STEP_4);
  if (!suffix) return word;
  const rest = word.slice(0, suffix === "sion" || suffix === "tion" ? -3 : -suffix.length);
  return measure(rest) > 1 ? rest : word;
}

/** @param {string} word */
function step5(word) {
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !endsShort(rest))) word = rest;
  }
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}
