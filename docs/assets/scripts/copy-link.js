// The numbers in the margin are said in words; a button at each block, entry and person copies the address of its place.
const template = document.getElementById("copy-link");
const announce = document.querySelector("[data-announce]");
const article = document.querySelector("main");

const addressOf = (id) => new URL(`#${id}`, location.href.split("#")[0].split("?")[0]).href;

const copy = async (button, id) => {
  await navigator.clipboard.writeText(addressOf(id));
  button.classList.add("is-done");
  announce.textContent = button.dataset.done;
  setTimeout(() => {
    button.classList.remove("is-done");
    announce.textContent = "";
  }, 1600);
};

for (const mark of article?.querySelectorAll(".mark") ?? []) {
  const words = template.dataset.mark.replace("{id}", mark.hash.slice(1));
  mark.setAttribute("aria-label", words.includes(mark.textContent) ? words : `${mark.textContent} · ${words}`);
}

if (template && article && navigator.clipboard) {
  for (const place of article.querySelectorAll(".block, .row:not(.row--heading), .item, .person")) {
    const button = template.content.firstElementChild.cloneNode(true);
    const id = place.dataset.item ?? place.id;
    button.setAttribute("aria-label", `${button.getAttribute("aria-label")} (${id})`);
    button.addEventListener("click", () => copy(button, id));
    const mark = place.querySelector(":scope .mark");
    if (mark) mark.after(button);
    else (place.querySelector("dt") ?? place).append(button);
  }
}
