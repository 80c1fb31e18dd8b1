// Screen readers hear what the numbers in the margin are. A button at each block, entry and person copies its address.
const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("copy-link"));
const announcement = document.querySelector("[data-announce]");
const article = document.querySelector("main");

/** @param {string} id */
const addressOf = (id) => new URL(`#${id}`, location.href.split("#")[0].split("?")[0]).href;

/**
 * @param {HTMLButtonElement} button
 * @param {string} id
 */
async function copy(button, id) {
  await navigator.clipboard.writeText(addressOf(id));
  button.classList.add("is-done");
  if (announcement) announcement.textContent = button.dataset.done ?? "";
  setTimeout(() => {
    button.classList.remove("is-done");
    if (announcement) announcement.textContent = "";
  }, 1600);
}

/**
 * @param {HTMLTemplateElement} source
 * @param {Element} main
 */
function labelMarks(source, main) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const marks = main.querySelectorAll(".mark");
  for (const mark of marks) {
    const words = (source.dataset.mark ?? "").replace("{id}", mark.hash.slice(1));
    const text = mark.textContent ?? "";
    mark.setAttribute("aria-label", words.includes(text) ? words : `${text} · ${words}`);
  }
}

/**
 * @param {HTMLTemplateElement} source
 * @param {Element} main
 */
function addButtons(source, main) {
  /** @type {NodeListOf<HTMLElement>} */
  const owners = main.querySelectorAll(".block, .row:not(.row--heading), .item, .person");
  for (const owner of owners) {
    const button = source.content.querySelector("button")?.cloneNode(true);
    if (!(button instanceof HTMLButtonElement)) return;
    const id = owner.dataset.item ?? owner.id;
    button.setAttribute("aria-label", `${button.getAttribute("aria-label")} (${id})`);
    button.addEventListener("click", () => copy(button, id));
    const mark = owner.querySelector(":scope .mark");
    if (mark) mark.after(button);
    else (owner.querySelector("dt") ?? owner).append(button);
  }
}

if (template && article) {
  labelMarks(template, article);
  if (navigator.clipboard) addButtons(template, article); // browsers have no clipboard without HTTPS
}
