// The 404 page of the whole site: reads version, language and page from the address, and offers what is nearest.
import { loadJson, nearest } from "./nearest.js";

/**
 * @import { PageList } from "./nearest.js"
 */

/** @typedef {"zh" | "en"} Language */
/** @typedef {{version: string, title: string, aliases: string[]}} Version an entry of versions.json */
/** @typedef {[href: string, text: string]} Suggestion */

/**
 * What an address asks for; null for what it does not name. `item` is the id in a permanent address.
 * @typedef {{version: string | null, language: Language | null, address: string, item: string}} Requested
 */

/** @type {{base: string, words: Record<Language, Record<"home" | "version" | "newest" | "item", string>>}} */
const { base, words } = JSON.parse(document.getElementById("site-404-data")?.textContent ?? "");
const ITEM = /^r(\d+)-(p?)(\d+)$/i;

/**
 * @param {string} path
 * @returns {Requested}
 */
function parsePath(path) {
  const parts = path.slice(base.length).split("/").filter((part) => part && part !== "index.html");
  if (parts[0] === "r") return { version: null, language: null, address: "", item: parts[1] ?? "" };
  const version = /^([1-9]\d*|latest)$/.test(parts[0] ?? "") ? parts[0] : null;
  const rest = version === null ? parts : parts.slice(1);
  const isEnglish = rest[0] === "en";
  const page = isEnglish ? rest.slice(1) : rest;
  return {
    version,
    language: isEnglish ? "en" : version === null ? null : "zh",
    address: page.length ? `${page.join("/")}/` : "",
    item: "",
  };
}

/**
 * The name of a version's round in one language. The title in versions.json has both.
 * @param {Language} language
 * @param {Version} version
 */
function roundName(language, { title }) {
  const [zh, en] = title.split(" · ");
  return language === "zh" ? zh : en ?? zh;
}

/**
 * @param {string} text
 * @param {...string} values for each `{}` in it
 */
function fill(text, ...values) {
  return text.split("{}").reduce((whole, piece, at) => whole + values[at - 1] + piece);
}

/**
 * The address of the round asked for, else of the nearest earlier one, else null.
 * @param {PageList} list
 * @param {string} address
 */
function nearestRound({ round, pages }, address) {
  const named = /^rounds\/(\d+)\//.exec(address);
  if (!named) return null;
  for (let number = Math.min(Number(named[1]), round); number > 0; number -= 1) {
    if (pages.includes(`rounds/${number}/`)) return `rounds/${number}/`;
  }
  return null;
}

/**
 * The permanent address meant by an id with other letters or digits: `R1-8` for `r1-08`.
 * @param {string} item
 * @param {Language} language
 * @returns {Promise<Suggestion[]>}
 */
async function suggestItem(item, language) {
  const match = ITEM.exec(item);
  if (!match) return [];
  const [, round, position, number] = match;
  const id = `r${round}-${position ? `p${Number(number)}` : String(Number(number)).padStart(2, "0")}`;
  const href = `${base}r/${id}/`;
  return (await fetch(href)).ok ? [[href, fill(words[language].item, id)]] : [];
}

/**
 * @param {Requested} requested
 * @param {Language} language
 * @returns {Promise<Suggestion[]>}
 */
async function suggestPages({ version, address, item }, language) {
  /** @type {Version[]} */
  const versions = (await loadJson(`${base}versions.json`)) ?? [];
  const newest = versions.find(({ aliases }) => aliases.includes("latest"));
  if (!newest) return [];
  const prefix = language === "en" ? "en/" : "";
  const known = versions.find((candidate) => candidate.version === version) ?? newest;
  const root = `${base}${known.version}/${prefix}`;
  const name = roundName(language, known);
  /** @type {Suggestion[]} */
  const found = [];
  /** @type {PageList | null} */
  const pages = await loadJson(`${base}${known.version}/pages.json`);
  const near = pages && address ? nearest(pages, address, "").address || nearestRound(pages, address) : null;
  if (near) found.push([root + near, fill(words[language].version, name, near)]);
  /** @type {PageList | null} */
  const later = known === newest ? null : await loadJson(`${base}${newest.version}/pages.json`);
  if (later && address && later.pages.includes(address)) {
    found.push([`${base}${newest.version}/${prefix}${address}${location.hash}`, words[language].newest]);
  }
  if (!item) found.push([root, fill(words[language].home, name)]);
  return found;
}

/**
 * @param {HTMLElement} box
 * @param {Suggestion[]} suggestions
 */
function show(box, suggestions) {
  for (const [href, text] of suggestions) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    const entry = document.createElement("li");
    entry.append(link);
    box.querySelector("ul")?.append(entry);
  }
  box.hidden = suggestions.length === 0;
}

const requested = parsePath(decodeURI(location.pathname));
/** @type {NodeListOf<HTMLElement>} */
const sections = document.querySelectorAll("[data-missing]");
for (const section of sections) {
  const language = /** @type {Language} */ (section.dataset.missing);
  const suggestions = [...(await suggestItem(requested.item, language)), ...(await suggestPages(requested, language))];
  show(/** @type {HTMLElement} */ (section.querySelector("[data-nearest]")), suggestions);
  if (requested.language === language) section.parentElement?.prepend(section);
}
if (requested.language === "en") document.documentElement.lang = "en";
