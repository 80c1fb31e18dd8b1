// On a narrow screen a note mark opens the note under its block, entry or heading; without scripts it leads to the notes at the end.
const narrow = matchMedia("(max-width: 62.49rem)");

const noteOf = (mark) => {
  const place = mark.closest(".block, .section__head, .person, .delegation");
  return place?.querySelector(`[data-margin-note="${mark.dataset.note}"]`);
};

const reflect = () => {
  for (const mark of document.querySelectorAll(".note-mark")) {
    const note = noteOf(mark);
    if (note && narrow.matches) mark.setAttribute("aria-expanded", String(note.classList.contains("is-open")));
    else mark.removeAttribute("aria-expanded");
  }
};

document.addEventListener("click", (event) => {
  const mark = event.target.closest?.(".note-mark");
  const note = mark && narrow.matches ? noteOf(mark) : null;
  if (!note) return;
  event.preventDefault();
  note.classList.toggle("is-open");
  reflect();
});

// On a wide screen the note beside lights up with its mark.
for (const [event, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, (happened) => {
    const mark = happened.target.closest?.(".note-mark");
    if (mark) noteOf(mark)?.classList.toggle("is-highlighted", on);
  });
}
narrow.addEventListener("change", reflect);
reflect();
