// The site-wide 404 page: reads version, language and page from the address and shows what is nearest to it.
import { nearest, read } from "./nearest.js";

const { base, words } = JSON.parse(document.getElementById("not-found").textContent);
const ITEM = /^r(\d+)-(p?)(\d+)$/i;

/** What an address asks for: {version, language, address, item}; version null where it names none. */
function asked(path) {
  let parts = path.slice(base.length).split("/").filter((part) => part && part !== "index.html");
  if (parts[0] === "r") return { version: null, language: null, address: "", item: parts[1] ?? "" };
  let version = null;
  if (/^([1-9]\d*|latest)$/.test(parts[0] ?? "")) version = parts.shift();
  let language = version === null ? null : "zh";
  if (parts[0] === "en") {
    language = "en";
    parts = parts.slice(1);
  }
  return { version, language, address: parts.length ? `${parts.join("/")}/` : "", item: "" };
}

/** The number as each language writes a round, taken from versions.json, where a title has both. */
function roundIn(language, version) {
  const [zh, en] = version.title.split(" · ");
  return language === "zh" ? zh : en ?? zh;
}

function fill(text, ...values) {
  return text.split("{}").reduce((whole, piece, at) => whole + values[at - 1] + piece);
}

/** The page asked for, else the nearest earlier round, else null. */
function nearestRound(pages, address) {
  const round = /^rounds\/(\d+)\//.exec(address);
  if (!round) return null;
  for (let number = Math.min(Number(round[1]), pages.round); number > 0; number -= 1) {
    if (pages.pages.includes(`rounds/${number}/`)) return number;
  }
  return null;
}

async function suggest(language) {
  const { version, address, item } = asked(decodeURI(location.pathname));
  const versions = (await read(`${base}versions.json`)) ?? [];
  const newest = versions.find(({ aliases }) => aliases.includes("latest"));
  const prefix = language === "en" ? "en/" : "";
  const say = words[language];
  const found = [];
  const id = ITEM.exec(item);
  if (id) {
    const right = `r${id[1]}-${id[2] ? `p${Number(id[3])}` : String(Number(id[3])).padStart(2, "0")}`;
    if ((await fetch(`${base}r/${right}/`)).ok) found.push([`${base}r/${right}/`, fill(say.item, right)]);
  }
  if (!newest) return found;
  const known = versions.find((candidate) => candidate.version === version) ?? newest;
  const label = roundIn(language, known);
  const pages = await read(`${base}${known.version}/pages.json`);
  if (pages && address) {
    const near = nearest(pages, address, "");
    const number = nearestRound(pages, address);
    if (near.address) {
      found.push([`${base}${known.version}/${prefix}${near.address}`, fill(say.version, label, near.address)]);
    } else if (number) {
      const round = `rounds/${number}/`;
      found.push([`${base}${known.version}/${prefix}${round}`, fill(say.version, label, round)]);
    }
  }
  const later = known === newest ? null : await read(`${base}${newest.version}/pages.json`);
  if (later && address && later.pages.includes(address)) {
    found.push([`${base}${newest.version}/${prefix}${address}${location.hash}`, say.newest]);
  }
  if (!item) found.push([`${base}${known.version}/${prefix}`, fill(say.home, label)]);
  return found;
}

const { language: asking } = asked(decodeURI(location.pathname));
for (const section of document.querySelectorAll("[data-missing]")) {
  const { missing: language } = section.dataset;
  const found = await suggest(language);
  const box = section.querySelector("[data-nearest]");
  for (const [href, text] of found) {
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    const entry = document.createElement("li");
    entry.append(link);
    box.querySelector("ul").append(entry);
  }
  box.hidden = found.length === 0;
  if (asking === language) section.parentElement.prepend(section);
}
if (asking === "en") document.documentElement.lang = "en";
