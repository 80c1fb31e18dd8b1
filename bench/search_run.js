// The three engines of `make bench-search` behind one face: open(), then ask(query) → {ids, literal, ms}.
// `ms` runs from the question to the first result with its text at hand.

const timed = async (question) => {
  const start = performance.now();
  const answer = await question();
  return { ...answer, ms: performance.now() - start };
};

async function ours() {
  const base = new URLSearchParams(location.search).get("site");
  const { openIndex } = await import(`${base}assets/scripts/search-index.js`);
  const { search, WIDENED } = await import(`${base}assets/scripts/search-engine.js`);
  const index = await openIndex(base);
  return async (query) => {
    const { found, ms } = await timed(async () => {
      const answer = await search(index, query);
      if (answer.hits.length) await index.shown(answer.hits[0].doc);
      return { found: answer };
    });
    const hits = await Promise.all(found.hits.map(async (hit) => ({ ...hit, id: (await index.shown(hit.doc)).id })));
    return { ids: hits.map(({ id }) => id), literal: hits.filter(({ tier }) => tier < WIDENED).map(({ id }) => id), ms };
  };
}

async function material() {
  const base = new URLSearchParams(location.search).get("site");
  const worker = new Worker(`${base}workers/search.js`);
  const send = (message) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message);
  });
  await send({ type: 0, data: await (await fetch(`${base}search_index.json`)).json() });
  return async (query) => {
    const { items, ms } = await timed(async () => ({ items: (await send({ type: 2, data: query })).data.items }));
    const ids = items.map(([item]) => item.location);
    return { ids, literal: ids, ms };
  };
}

async function pagefind() {
  const base = new URLSearchParams(location.search).get("site");
  const engine = await import(`${base}pagefind.js`);
  await engine.init();
  return async (query) => {
    const { results, ms } = await timed(async () => {
      const answer = await engine.search(query);
      if (answer.results.length) await answer.results[0].data();
      return answer;
    });
    const wanted = new URLSearchParams(location.search).has("first") ? results.slice(0, 5) : results;
    const ids = (await Promise.all(wanted.map((result) => result.data()))).map((data) => data.meta.record);
    return { ids, literal: ids, ms };
  };
}

window.open_ = { ours, material, pagefind };
window.ready = true;
