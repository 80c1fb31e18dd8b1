// Where the reader is: the element with an id that the address names, or the topmost one in view.
const PLACES = "main [data-block], main [data-item], main [data-participant], main :is(h1, h2, h3)[id]";

const headerHeight = () => document.querySelector(".masthead__bar")?.offsetHeight ?? 0;

const isInView = (element) => {
  const box = element.getBoundingClientRect();
  return box.bottom > headerHeight() && box.top < innerHeight;
};

// The id without "#", or "" at the top of a page.
export const currentPlace = () => {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && isInView(named)) return named.id;
  if (scrollY < 120) return "";
  const edge = headerHeight() + 4;
  for (const element of document.querySelectorAll(PLACES)) {
    const box = element.getBoundingClientRect();
    if (box.height > 0 && box.bottom > edge) return element.id;
  }
  return "";
};
