"""Views of a memo's text: blocks and participants, their text cut where notes follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dialogue_archive.archive.model import Block, BlockKind, Note, Participant, Section, Words
from dialogue_archive.ids import Language, NameBasis, Side
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.components import ItemEntry, item_entry
from dialogue_archive.views.context import HTML_LANGUAGE, OTHER
from dialogue_archive.views.notes import NoteNumbers, NoteView


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
    name_notes: tuple[NoteView, ...]
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


def segments(text: Words, language: Language, notes: Sequence[Note], numbering: NoteNumbers) -> tuple[Segment, ...]:
    """The text of `language`, cut where a note of that language follows. A note inside a link follows the link."""
    words, plain = text[language], to_text(text[language])
    ours = sorted((note for note in notes if note.language == language), key=lambda note: note.end(plain))
    pieces = numbering.location.html_pieces(words, [note.end(plain) for note in ours])
    marks = [*(numbering.view(note) for note in ours), None]
    found = (Segment(html, note) for html, note in zip(pieces, marks, strict=True))
    return tuple(piece for piece in found if piece.html or piece.note)


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
    name_notes = numbering.views(participant.name_notes, language)
    pieces = segments(participant.title, language, participant.notes, numbering)
    return ParticipantView(
        id=participant.person_id,
        name=to_text(participant.name[language]),
        name_notes=name_notes,
        other_name=to_text(participant.name[OTHER[language]]),
        other_lang=HTML_LANGUAGE[OTHER[language]],
        segments=pieces,
        margin_notes=first_at(participant.person_id, [*name_notes, *(piece.note for piece in pieces)]),
        has_head_tag=participant.is_head and not archive.says_head(to_text(participant.title[language])),
        basis=person.basis if person else None,
        href=location.href("people/", participant.person_id),
    )
