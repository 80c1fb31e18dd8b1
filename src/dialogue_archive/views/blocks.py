"""Views of a memo's text: blocks and participants, their text cut where editor's notes stand, and the notes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dialogue_archive.archive.model import Block, BlockKind, Note, Participant, Section, Words
from dialogue_archive.ids import Language, NameBasis, Side
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Emendation
from dialogue_archive.views.components import ItemEntry, Link, item_entry
from dialogue_archive.views.context import HTML_LANGUAGE, OTHER, PageLocation

_CHINESE = re.compile(r"([\u3400-\u9fff\uff00-\uffef]+)")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of plain text; `lang` is its HTML language where that is not the page's."""

    text: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """An emendation: what the source reads, what we read, why. `lang` is the HTML language of both readings.

    `lines` are those of the source document; `first_place` is the id of the place where the page first shows the note.
    """

    number: int
    language: Language
    lang: str
    kind_label: str
    source: str
    reading: str
    why: tuple[TextPiece, ...]
    lines: tuple[int, ...]
    first_place: str


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A note at the end of a page, with links to every place where it stands."""

    note: NoteView
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, as inline HTML, and the note that follows it."""

    html: Markup
    note: NoteView | None


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block in one language. `number` is its number in the section, None for a subheading.

    `missing`: this language has no such text. `margin_notes` are the notes that the page shows first here.
    """

    id: str
    kind: BlockKind
    number: str | None
    lang: str
    segments: tuple[Segment, ...]
    missing: bool
    margin_notes: tuple[NoteView, ...]
    entry: ItemEntry | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of a memo in one language, its heading as plain text."""

    id: str
    heading: str
    lang: str
    notes: tuple[NoteView, ...]
    margin_notes: tuple[NoteView, ...]
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class ParticipantView:
    """A participant in one language: names, title, and whether a tag says that they head their delegation.

    `other_lang` is the HTML language of `other_name`.
    """

    id: str
    name: str
    other_name: str
    other_lang: str
    segments: tuple[Segment, ...]
    margin_notes: tuple[NoteView, ...]
    has_head_tag: bool
    basis: NameBasis | None
    href: str


@dataclass(frozen=True, slots=True)
class DelegationView:
    """A delegation in one language, its heading as plain text. `side_number` is 1 or 2: it decides the colour."""

    side: Side
    side_number: int
    heading: str
    lang: str
    notes: tuple[NoteView, ...]
    margin_notes: tuple[NoteView, ...]
    participants: tuple[ParticipantView, ...]


class NoteNumbers:
    """Numbers the editor's notes of one page from 1, in the order in which they are met.

    An emendation made in several places has one number. `names` are what a reader calls the places where notes stand,
    by their ids: `Semiconductors 1`.
    """

    def __init__(self, location: PageLocation, names: Mapping[str, str]) -> None:
        self.location = location
        self._names = names
        self._notes: dict[tuple[Language, Emendation], NoteView] = {}
        self._places: dict[int, list[str]] = {}

    def view(self, note: Note) -> NoteView:
        """The view of a note. Its number is new when the page has not shown its emendation yet."""
        key = (note.language, note.emendation)
        if key not in self._notes:
            self._notes[key] = self._view(note)
        view = self._notes[key]
        places = self._places.setdefault(view.number, [])
        if note.block_id not in places:
            places.append(note.block_id)
        return view

    def views(self, notes: Sequence[Note], language: Language) -> tuple[NoteView, ...]:
        """The views of those notes that stand in the text of `language`."""
        return tuple(self.view(note) for note in notes if note.language == language)

    def listed(self) -> tuple[ListedNote, ...]:
        """Every note met so far, with its places, in the order of their numbers."""
        return tuple(
            ListedNote(
                note, tuple(Link(self._names.get(place, place), f"#{place}") for place in self._places[note.number])
            )
            for note in self._notes.values()
        )

    def _view(self, note: Note) -> NoteView:
        emendation, words = note.emendation, self.location.edition.words
        kind = emendation.kind.replace("-", "_")
        language = self.location.edition.language
        why = emendation.note[language] if emendation.note else words(f"emendation_{kind}_why")
        return NoteView(
            number=len(self._notes) + 1,
            language=note.language,
            lang=HTML_LANGUAGE[note.language],
            kind_label=words(f"emendation_{kind}"),
            source=_in_one_line(emendation.source),
            reading=_in_one_line(emendation.reading),
            why=by_script(why, language),
            lines=emendation.lines,
            first_place=note.block_id,
        )


def _in_one_line(text: str) -> str:
    return text.replace("\n\n", "¶").replace("\n", "¶")


def by_script(text: str, language: Language) -> tuple[TextPiece, ...]:
    """`text` cut so that the Chinese words in an English text can be marked as such."""
    if language == "zh":
        return (TextPiece(text, None),)
    pieces = enumerate(_CHINESE.split(text))
    return tuple(TextPiece(piece, HTML_LANGUAGE["zh"] if index % 2 else None) for index, piece in pieces if piece)


def segments(text: Words, language: Language, notes: Sequence[Note], numbering: NoteNumbers) -> tuple[Segment, ...]:
    """The text of `language`, cut where a note of that language follows.

    A text with markup is not cut: its notes follow the whole.
    """
    words, location = text[language], numbering.location
    ours = [note for note in notes if note.language == language]
    if not ours or to_text(words) != words:
        whole = (Segment(location.html(words), None),) if words else ()
        return (*whole, *(Segment(Markup(), numbering.view(note)) for note in ours))
    pieces: list[Segment] = []
    at = 0
    for note in sorted(ours, key=lambda note: note.offset if note.offset >= 0 else len(words)):
        end = note.offset + len(note.emendation.reading.lstrip("- \t").strip()) if note.offset >= 0 else len(words)
        pieces.append(Segment(location.html(words[at:end]), numbering.view(note)))
        at = max(at, end)
    pieces.append(Segment(location.html(words[at:]), None))
    return tuple(piece for piece in pieces if piece.html or piece.note)


def first_at(place: str, notes: Sequence[NoteView | None]) -> tuple[NoteView, ...]:
    """Those of `notes` that the page shows first at the id `place`."""
    return tuple(note for note in notes if note and note.first_place == place)


def block_view(block: Block, language: Language, numbering: NoteNumbers) -> BlockView:
    """The view of a block in `language`; the item that it states is described in the page's language."""
    location = numbering.location
    item = location.edition.archive.items.get(block.item_id or "")
    pieces = segments(block.text, language, block.notes, numbering)
    return BlockView(
        id=block.id,
        kind=block.kind,
        number=block.id.rsplit("-", 1)[-1] if block.kind != "heading" else None,
        lang=HTML_LANGUAGE[language],
        segments=pieces,
        missing=block.text.get(language) is None,
        margin_notes=first_at(block.id, [piece.note for piece in pieces]),
        entry=item_entry(location, item) if item else None,
    )


def section_view(section: Section, language: Language, numbering: NoteNumbers) -> SectionView:
    """The view of a section in `language`."""
    notes = numbering.views(section.notes, language)
    return SectionView(
        id=section.id,
        heading=to_text(section.heading[language]),
        lang=HTML_LANGUAGE[language],
        notes=notes,
        margin_notes=first_at(section.id, notes),
        blocks=tuple(block_view(block, language, numbering) for block in section.blocks),
    )


def participant_view(participant: Participant, language: Language, numbering: NoteNumbers) -> ParticipantView:
    """The view of a participant in `language`."""
    location = numbering.location
    archive = location.edition.archive
    person = archive.people.get(participant.person_id)
    pieces = segments(participant.title, language, participant.notes, numbering)
    return ParticipantView(
        id=participant.person_id,
        name=to_text(participant.name[language]),
        other_name=to_text(participant.name[OTHER[language]]),
        other_lang=HTML_LANGUAGE[OTHER[language]],
        segments=pieces,
        margin_notes=first_at(participant.person_id, [piece.note for piece in pieces]),
        has_head_tag=participant.is_head and not archive.says_head(to_text(participant.title[language])),
        basis=person.basis if person else None,
        href=location.href("people/", participant.person_id),
    )
