// The switch to the other language keeps the place the reader is at, and what the address asks for.
import { currentPlace } from "./reading-position.js";

const switches = document.querySelectorAll("[data-language-switch]");
const targets = new Map([...switches].map((link) => [link, link.getAttribute("href").split(/[?#]/)[0]]));

const update = () => {
  const place = currentPlace();
  for (const [link, target] of targets) {
    link.setAttribute("href", target + location.search + (place ? `#${place}` : ""));
  }
};

let timer = 0;
addEventListener("scroll", () => {
  clearTimeout(timer);
  timer = setTimeout(update, 100);
}, { passive: true });
addEventListener("hashchange", update);
// At the last moment, however the link is about to be followed.
for (const link of switches) {
  for (const event of ["pointerdown", "focus", "click", "contextmenu"]) link.addEventListener(event, update);
}
update();
