// English stems after Porter. src/dialogue_archive/search/stem.py is the same at build time and says more.

const STEP_2 = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["bli", "ble"],
  ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"],
  ["ator", "ate"], ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"],
  ["aliti", "al"], ["iviti", "ive"], ["biliti", "ble"], ["logi", "log"],
];
const STEP_3 = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""],
];
const STEP_4 = [
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ou", "ism",
  "ate", "iti", "ous", "ive", "ize",
];

/** The stem of a folded word; a word with other letters than a to z, or shorter than three, is its own. */
export function stem(word) {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  let found = step1(word);
  for (const rules of [STEP_2, STEP_3]) found = replaced(found, rules);
  found = step5(step4(found));
  return found.length === 2 && word !== `${found}s` ? `${found}e` : found;
}

function shape(word) {
  let found = "";
  for (const letter of word) {
    found += "aeiou".includes(letter) || (letter === "y" && found.endsWith("c")) ? "v" : "c";
  }
  return found;
}

const measure = (word) => shape(word).split("vc").length - 1;
const doubled = (word) => word.length > 1 && word.at(-1) === word.at(-2) && shape(word).endsWith("c");
const short = (word) => shape(word).endsWith("cvc") && !"wxy".includes(word.at(-1));

function step1(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) word = word.slice(0, -2);
  else if (word.endsWith("s") && !word.endsWith("ss")) word = word.slice(0, -1);
  if (word.endsWith("eed")) {
    if (measure(word.slice(0, -3)) > 0) word = word.slice(0, -1);
  } else {
    const suffix = ["ed", "ing"].find((end) => word.endsWith(end) && shape(word.slice(0, -end.length)).includes("v"));
    if (suffix) word = repaired(word.slice(0, -suffix.length));
  }
  return word.endsWith("y") && shape(word.slice(0, -1)).includes("v") ? word.slice(0, -1) + "i" : word;
}

function repaired(word) {
  if (/(at|bl|iz)$/.test(word)) return word + "e";
  if (doubled(word) && !"lsz".includes(word.at(-1))) return word.slice(0, -1);
  return measure(word) === 1 && short(word) ? word + "e" : word;
}

const longest = (endings) => endings.reduce((best, end) => (end.length > best.length ? end : best), "");

function replaced(word, rules) {
  const suffix = longest(rules.map(([end]) => end).filter((end) => word.endsWith(end)));
  if (!suffix) return word;
  const rest = word.slice(0, -suffix.length);
  return measure(rest) > 0 ? rest + rules.find(([end]) => end === suffix)[1] : word;
}

function step4(word) {
  const suffix = longest(STEP_4.filter((end) => word.endsWith(end)));
  if (!suffix) return word;
  const rest = word.slice(0, suffix === "sion" || suffix === "tion" ? -3 : -suffix.length);
  return measure(rest) > 1 ? rest : word;
}

function step5(word) {
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    if (measure(rest) > 1 || (measure(rest) === 1 && !short(rest))) word = rest;
  }
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}
