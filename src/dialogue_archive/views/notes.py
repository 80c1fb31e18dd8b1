"""Views of the notes of a page: emendations, translator's notes and editor's notes, numbered together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from dialogue_archive.archive.model import Note, Round
from dialogue_archive.ids import LANGUAGES, EmendationKind, Language, NoteKind
from dialogue_archive.language import Wording, chinese_numeral
from dialogue_archive.reading.schema import Annotation, Emendation
from dialogue_archive.views.components import Link
from dialogue_archive.views.context import HTML_LANGUAGE, PageLocation, parallel_address

_CHINESE = re.compile(r"([\u3400-\u9fff\uff00-\uffef]+)")
_HEADING = re.compile(r"(#+)\s+(.*)")
# Two spaces at the end of a line are Markdown's line break.
_DIVISION = re.compile(r"(?:  )?\n(\n*)")
_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of plain text; `lang` is its HTML language where that is not the page's."""

    text: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a reading; `form` says what a mark of the source document makes of them: `a heading of level 2`."""

    text: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an emendation changes: the reading of the source and ours, and the lines of the source document.

    The reading of a removed rule has a form and no text; ours is None where the emendation leaves nothing.
    """

    source: Reading
    reading: Reading | None
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: its number on the page, the words concerned, and what it says in the language of the page.

    An emendation has a `change`, another note the `quote` on which it is; `lang` is the HTML language of both. `name`
    is what assistive technology calls the note. `first_place` is the id of the place where the page first shows it.
    """

    number: int
    kind: NoteKind
    name: str
    kind_label: str
    language: Language
    lang: str
    change: Change | None
    quote: str
    text: tuple[TextPiece, ...]
    first_place: str


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note at the end of a page, with links to every place that it belongs to."""

    note: NoteView
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """The notes of one kind at the end of a page; `remark` says what they are."""

    remark: str
    notes: tuple[ListedNote, ...]


@dataclass(frozen=True, slots=True)
class PageNotes:
    """All notes of a page, by kind, under a heading that names the kinds."""

    heading: str
    groups: tuple[NoteGroup, ...]


class NoteNumbers:
    """Numbers the notes of one page from 1, in the order in which they are met.

    An emendation made in several places has one number. `names` are what a reader calls the places where notes stand,
    by their ids: `Semiconductors 1`.
    """

    def __init__(self, location: PageLocation, names: Mapping[str, str]) -> None:
        self.location = location
        self._names = names
        self._notes: dict[tuple[Language, Emendation | Annotation], NoteView] = {}
        self._places: dict[int, list[str]] = {}

    def view(self, note: Note) -> NoteView:
        """The view of a note. Its number is new when the page has not shown it yet."""
        key = (note.language, note.content)
        if key not in self._notes:
            self._notes[key] = self._view(note)
        view = self._notes[key]
        places = self._places.setdefault(view.number, [])
        if note.block_id not in places:
            places.append(note.block_id)
        return view

    def views(self, notes: Sequence[Note], language: Language) -> tuple[NoteView, ...]:
        """The views of those notes in the text of `language`."""
        return tuple(self.view(note) for note in notes if note.language == language)

    def listed(self) -> tuple[ListedNote, ...]:
        """Every note met so far, with its places, in the order of their numbers."""
        return tuple(
            ListedNote(
                note, tuple(Link(self._names.get(place, place), f"#{place}") for place in self._places[note.number])
            )
            for note in self._notes.values()
        )

    def page_notes(self) -> PageNotes:
        """Every note met so far, in groups: the emendations of each text, translator's notes, editor's notes."""
        kinds = {note.kind for note in self._notes.values()}
        heading = "notes_and_emendations" if "emendation" in kinds else "notes"
        heading = "editors_notes" if kinds == {"emendation"} else heading
        return PageNotes(self.location.edition.words(heading), tuple(self._groups()))

    def _groups(self) -> Iterator[NoteGroup]:
        groups: dict[str, list[ListedNote]] = {
            **{f"notes_remark_{language}": [] for language in LANGUAGES},
            **{f"notes_remark_{kind}": [] for kind in _KINDS if kind != "emendation"},
        }
        for found in self.listed():
            of = found.note.language if found.note.kind == "emendation" else found.note.kind
            groups[f"notes_remark_{of}"].append(found)
        words = self.location.edition.words
        yield from (NoteGroup(words(remark), tuple(notes)) for remark, notes in groups.items() if notes)

    def _view(self, note: Note) -> NoteView:
        content, words = note.content, self.location.edition.words
        language, number = self.location.edition.language, len(self._notes) + 1
        if isinstance(content, Annotation):
            label, text, change, quote = f"note_{content.kind}", content.text[language], None, content.quote
        else:
            label = f"emendation_{content.kind.replace('-', '_')}"
            text = content.note[language] if content.note else words(f"{label}_why")
            reading = _reading(words, content.kind, content.reading) if content.reading else None
            change = Change(_reading(words, content.kind, content.source), reading, content.lines)
            quote = ""
        return NoteView(
            number=number,
            kind=note.kind,
            name=words("note_number" if change else f"{label}_number", number=number),
            kind_label=words(label),
            language=note.language,
            lang=HTML_LANGUAGE[note.language],
            change=change,
            quote=quote,
            text=by_script(text, language),
            first_place=note.block_id,
        )


def notes_elsewhere(location: PageLocation, round_: Round) -> tuple[Link, ...]:
    """The ways from the memo's page to the kinds of notes that only the text of the other language has."""
    facts, words, other = round_.facts, location.edition.words, location.edition.other
    languages: dict[NoteKind, set[Language]] = {kind: set() for kind in _KINDS}
    languages["emendation"] = {found.language for found in facts.text.documents if facts.emendations_of(found)}
    for annotation in facts.notes:
        languages[annotation.kind].add(annotation.language)
    href = location.href(parallel_address(round_.number), "notes")
    keys = {kind: "notes_elsewhere" if kind == "emendation" else f"note_{kind}_elsewhere" for kind in _KINDS}
    return tuple(Link(words(f"{keys[kind]}_{other}"), href) for kind in _KINDS if languages[kind] == {other})


def _reading(words: Wording, kind: EmendationKind, text: str) -> Reading:
    """A reading in one line, without the marks of the source document: these are said in words."""
    if kind == "rule":
        return Reading("", words("rule_mark"))
    if kind == "heading" and (found := _HEADING.fullmatch(text)):
        level = len(found[1])
        return Reading(
            found[2], words("heading_level", level=chinese_numeral(level) if words.language == "zh" else level)
        )
    return Reading(_DIVISION.sub(lambda found: words("division_mark" if found[1] else "line_mark"), text))


def by_script(text: str, language: Language) -> tuple[TextPiece, ...]:
    """`text` cut so that the Chinese words in an English text can be marked as such."""
    if language == "zh":
        return (TextPiece(text, None),)
    pieces = enumerate(_CHINESE.split(text))
    return tuple(TextPiece(piece, HTML_LANGUAGE["zh"] if index % 2 else None) for index, piece in pieces if piece)
