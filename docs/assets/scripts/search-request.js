// What a search page is asked for, as the query string of its address: ?q=…&kind=…&round=7&group=round&show=20.

/** @typedef {"kind" | "round" | "topic" | "side"} Filter */
/** @typedef {Record<Filter, Set<string>>} Filters the values that are chosen of each */
/** @typedef {{query: string, filters: Filters, isGrouped: boolean, show: number}} SearchRequest */

/** @type {Filter[]} */
export const FILTERS = ["kind", "round", "topic", "side"];

/**
 * @param {(filter: Filter) => Iterable<string>} values
 * @returns {Filters}
 */
const filtersFrom = (values) => ({
  kind: new Set(values("kind")),
  round: new Set(values("round")),
  topic: new Set(values("topic")),
  side: new Set(values("side")),
});

export const noFilters = () => filtersFrom(() => []);

/**
 * @param {string} queryString
 * @returns {SearchRequest} `show` is 0 where the address does not say how many results to show
 */
export function readRequest(queryString) {
  const parameters = new URLSearchParams(queryString);
  return {
    query: (parameters.get("q") ?? "").trim(),
    filters: filtersFrom((name) => parameters.getAll(name)),
    isGrouped: parameters.get("group") === "round",
    show: Math.max(0, Number.parseInt(parameters.get("show") ?? "", 10) || 0),
  };
}

/**
 * The query string of a request, with its question mark; "" when nothing is asked for.
 * @param {SearchRequest} request
 */
export function writeRequest({ query, filters, isGrouped, show }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const name of FILTERS) for (const value of filters[name]) parameters.append(name, value);
  if (isGrouped) parameters.set("group", "round");
  if (show) parameters.set("show", String(show));
  const text = parameters.toString();
  return text ? `?${text}` : "";
}
