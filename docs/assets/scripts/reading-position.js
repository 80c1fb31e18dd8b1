// Where the reader is: the id of the block, entry, person or heading being read, or "" at the top of a page.
//
// The address names it until the reader scrolls away. Going back to the header with the keyboard scrolls too, but
// leaves no place: only scrolling on purpose does, and tabbing forward through the text.
const PLACES = "main :is(.block, .row, .item, .person), main :is(h1, h2, h3)[id]:not([id$='-label'])";
const SCROLLING_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);

let isNamed = true;
let isTabbing = false;
let place = "";

const named = () => {
  const id = decodeURIComponent(location.hash.slice(1));
  return document.getElementById(id)?.closest("main") ? id : "";
};

const topmost = () => {
  if (scrollY < 120) return "";
  const edge = (document.querySelector(".masthead__bar")?.offsetHeight ?? 0) + 4;
  for (const element of document.querySelectorAll(PLACES)) {
    const box = element.getBoundingClientRect();
    if (box.height > 0 && box.bottom > edge) return element.id;
  }
  return "";
};

const leave = () => {
  isNamed = false;
  isTabbing = false;
};

for (const event of ["wheel", "touchmove"]) addEventListener(event, leave, { passive: true });
// The scroll bar: the pointer is pressed on no element of the page.
addEventListener("pointerdown", (event) => {
  isTabbing = false;
  if (event.target === document.documentElement) leave();
});
addEventListener("keydown", (event) => {
  if (event.key === "Tab") isTabbing = true;
  else if (SCROLLING_KEYS.has(event.key) && !event.target.closest?.("input, select, textarea")) leave();
  else isTabbing = false;
  if (event.key !== "Tab" || event.shiftKey) return;
  requestAnimationFrame(() => {
    const focused = document.activeElement?.closest(PLACES);
    if (!focused) return;
    isNamed = false;
    place = focused.id;
  });
});
addEventListener("scroll", () => {
  if (!isTabbing) place = topmost();
}, { passive: true });
addEventListener("hashchange", () => {
  isNamed = true;
});

export const currentPlace = () => (isNamed && named()) || place;
