// The link to the other language keeps the reader's position and the query of the address.
import { readingPosition } from "./reading-position.js";

/** @type {NodeListOf<HTMLAnchorElement>} */
const links = document.querySelectorAll("[data-language-switch]");
const targets = new Map(Array.from(links, (link) => [link, (link.getAttribute("href") ?? "").split(/[?#]/)[0]]));

function update() {
  const id = readingPosition();
  for (const [link, target] of targets) {
    link.setAttribute("href", target + location.search + (id ? `#${id}` : ""));
  }
}

let timer = 0;
addEventListener("scroll", () => {
  clearTimeout(timer);
  timer = setTimeout(update, 100);
}, { passive: true });
addEventListener("hashchange", update);
// Also at the last moment before the link is followed, in whichever way.
for (const link of links) {
  for (const event of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(event, update);
}
update();
