// Where to go when a version lacks a page: the nearest that it has. Addresses are those under the root of a language.

/** The addresses to try, best first: [address, place, exact]. `place` is the fragment without its hash sign. */
export function candidates(address, place) {
  const found = [[address, place, true]];
  const thread = /^threads\/(r(\d+)-(?:p?\d+))\/$/.exec(address);
  if (thread) found.push([`rounds/${thread[2]}/recommendations/`, thread[1], false]);
  const round = /^(rounds\/\d+\/)./.exec(address);
  if (round) found.push([round[1], place, false]);
  const kind = /^(threads|topics)\/./.exec(address);
  if (kind) found.push([`${kind[1]}/`, "", false]);
  found.push(["", "", false]);
  return found;
}

/** The nearest page that `pages` (a version's pages.json) has: {address, place, exact}. */
export function nearest(pages, address, place) {
  const known = new Set(pages.pages);
  const [found, at, exact] = candidates(address, place).find(([candidate]) => known.has(candidate));
  return { address: found, place: at, exact };
}

/** A JSON file of the site, or null when it is not there. */
export async function read(url) {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
