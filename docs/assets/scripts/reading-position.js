// Where the reader is: the id of the block, entry, person or heading being read, or "" at the top of a page.
//
// The address names it until the reader scrolls. Going back to the header with the keyboard scrolls too, but does not
// change the position: only deliberate scrolling does, and tabbing forward through the text.
const POSITIONS = "main :is(.block, .row, .item, .person), main :is(h1, h2, h3)[id]:not([id$='-label'])";
const SCROLLING_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " "]);

let isNamed = true; // the address still names the position
let isTabbing = false;
let position = "";

function namedPosition() {
  const id = decodeURIComponent(location.hash.slice(1));
  return document.getElementById(id)?.closest("main") ? id : "";
}

function topmostPosition() {
  if (scrollY < 120) return "";
  /** @type {HTMLElement | null} */
  const bar = document.querySelector(".masthead__bar");
  const edge = (bar?.offsetHeight ?? 0) + 4;
  for (const element of document.querySelectorAll(POSITIONS)) {
    const box = element.getBoundingClientRect();
    if (box.height > 0 && box.bottom > edge) return element.id;
  }
  return "";
}

function startScrolling() {
  isNamed = false;
  isTabbing = false;
}

for (const event of ["wheel", "touchmove"]) addEventListener(event, startScrolling, { passive: true });
// The scroll bar: the pointer is pressed on no element of the page.
addEventListener("pointerdown", (event) => {
  isTabbing = false;
  if (event.target === document.documentElement) startScrolling();
});
addEventListener("keydown", ({ key, shiftKey, target }) => {
  const isInField = target instanceof Element && target.closest("input, select, textarea") !== null;
  if (key === "Tab") isTabbing = true;
  else if (SCROLLING_KEYS.has(key) && !isInField) startScrolling();
  else isTabbing = false;
  if (key !== "Tab" || shiftKey) return;
  requestAnimationFrame(() => {
    const focused = document.activeElement?.closest(POSITIONS);
    if (!focused) return;
    isNamed = false;
    position = focused.id;
  });
});
addEventListener("scroll", () => {
  if (!isTabbing) position = topmostPosition();
}, { passive: true });
addEventListener("hashchange", () => {
  isNamed = true;
});

export const readingPosition = () => (isNamed && namedPosition()) || position;
