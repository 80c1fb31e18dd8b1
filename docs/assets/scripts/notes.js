// On a narrow screen a note mark opens its note below the block, entry or heading. Without scripts it leads to the
// notes at the end of the page.
const narrow = matchMedia("(max-width: 62.49rem)");

/** @param {EventTarget | null} target */
const markAt = (target) =>
  /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(".note-mark") : null);

/** @param {HTMLElement} mark */
function noteOf(mark) {
  const owner = mark.closest(".block, .section__head, .person, .delegation");
  return owner?.querySelector(`[data-margin-note="${mark.dataset.note}"]`);
}

function updateMarks() {
  /** @type {NodeListOf<HTMLElement>} */
  const marks = document.querySelectorAll(".note-mark");
  for (const mark of marks) {
    const note = noteOf(mark);
    if (note && narrow.matches) mark.setAttribute("aria-expanded", String(note.classList.contains("is-open")));
    else mark.removeAttribute("aria-expanded");
  }
}

document.addEventListener("click", (event) => {
  const mark = markAt(event.target);
  const note = mark && narrow.matches ? noteOf(mark) : null;
  if (!note) return;
  event.preventDefault();
  note.classList.toggle("is-open");
  updateMarks();
});

/** @param {boolean} isOn */
const highlight = (isOn) => (/** @type {Event} */ event) => {
  const mark = markAt(event.target);
  if (mark) noteOf(mark)?.classList.toggle("is-highlighted", isOn);
};

// On a wide screen the note in the margin is highlighted with its mark.
for (const event of ["pointerover", "focusin"]) document.addEventListener(event, highlight(true));
for (const event of ["pointerout", "focusout"]) document.addEventListener(event, highlight(false));
narrow.addEventListener("change", updateMarks);
updateMarks();
