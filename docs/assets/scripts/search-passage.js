// The passage of a result: where the query stands in a text, and the part of the text around it, marked.

/** The places [start, end] of `patterns` in `text`, in order, those that touch as one. */
export function places(text, patterns, tokens) {
  const stream = tokens(text);
  const found = [];
  for (const pattern of patterns) {
    const wanted = pattern.tokens;
    for (let at = 0; at + wanted.length <= stream.length; at += 1) {
      if (wanted.every((token, step) => same(token, stream[at + step], pattern.exact))) {
        found.push([stream[at].start, stream[at + wanted.length - 1].end]);
      }
    }
  }
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  return found.reduce((joined, [start, end]) => {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
    return joined;
  }, []);
}

const same = (wanted, token, exact) => (exact ? wanted.text === token.text : wanted.stem === token.stem);

/** The part of a text to show: all of a short one, else what stands around the first place, cut at a space or a stop. */
export function excerpt(text, marks, length) {
  if (text.length <= length * 1.5) return [0, text.length];
  const first = marks[0]?.[0] ?? 0;
  let start = Math.max(0, Math.min(first - length / 3, text.length - length)) | 0;
  let end = Math.min(text.length, start + length);
  const boundary = /[\s，。；、：,.;:]/u;
  if (start > 0) for (let at = start; at < Math.min(first, start + 25); at += 1) if (boundary.test(text[at])) { start = at + 1; break; }
  if (end < text.length) for (let at = end; at > end - 25; at -= 1) if (boundary.test(text[at])) { end = at; break; }
  return [start, end];
}

/** Write `text` into `element`, marked at `marks`, from `start` to `end`. Text only: nothing in it is ever markup. */
export function write(element, text, marks, [start, end] = [0, text.length]) {
  const piece = (from, to) => text.slice(Math.max(from, start), Math.min(to, end));
  let at = start;
  if (start > 0) element.append("…");
  for (const [from, to] of marks) {
    if (to <= start || from >= end) continue;
    element.append(piece(at, from));
    const mark = document.createElement("mark");
    mark.textContent = piece(from, to);
    element.append(mark);
    at = to;
  }
  element.append(piece(at, end));
  if (end < text.length) element.append("…");
}
