// A printed page says on which day it was retrieved.
addEventListener("beforeprint", () => {
  const today = new Date();
  const iso = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  /** @type {NodeListOf<HTMLElement>} */
  const lines = document.querySelectorAll("[data-retrieved]");
  for (const line of lines) {
    const time = line.querySelector("time") ?? line.appendChild(document.createElement("time"));
    time.dateTime = iso;
    time.textContent = iso;
    line.hidden = false;
  }
});
