// Where to go when a version does not have a page: the nearest page that it has. Addresses begin at the root of a
// language.

/** @typedef {{address: string, fragment: string, isExact: boolean}} Target `fragment` has no number sign */
/** @typedef {{round: number, pages: string[]}} PageList a version's pages.json */

/**
 * The addresses to try, the best first.
 * @param {string} address
 * @param {string} fragment
 * @returns {Target[]}
 */
export function candidates(address, fragment) {
  const found = [{ address, fragment, isExact: true }];
  const add = (/** @type {string} */ other, /** @type {string} */ part) =>
    found.push({ address: other, fragment: part, isExact: false });
  const thread = /^threads\/(r(\d+)-(?:p?\d+))\/$/.exec(address);
  if (thread) add(`rounds/${thread[2]}/recommendations/`, thread[1]);
  const round = /^(rounds\/\d+\/)./.exec(address);
  if (round) add(round[1], fragment);
  const kind = /^(threads|topics)\/./.exec(address);
  if (kind) add(`${kind[1]}/`, "");
  add("", "");
  return found;
}

/**
 * The nearest page of a version. Its home page, with the address "", is the last resort.
 * @param {PageList} list
 * @param {string} address
 * @param {string} fragment
 * @returns {Target}
 */
export function nearest({ pages }, address, fragment) {
  const known = new Set(pages);
  const found = candidates(address, fragment).find((candidate) => known.has(candidate.address));
  return found ?? { address: "", fragment: "", isExact: false };
}

/**
 * A JSON file of the site, or null when it cannot be loaded.
 * @param {string} url
 */
export async function loadJson(url) {
  try {
    const response = await fetch(url);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
