"""The views of a round's pages: memo, parallel text, catalogue, participants; and the list of rounds."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from dialogue_archive.archive.model import Round
from dialogue_archive.ids import LANGUAGES, Language, Side
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.blocks import (
    BlockView,
    DelegationView,
    ParticipantView,
    SectionView,
    first_at,
    participant_view,
    section_view,
)
from dialogue_archive.views.components import ItemEntry, Link, RoundBrief, item_entry, round_brief
from dialogue_archive.views.context import HTML_LANGUAGE, PageLocation
from dialogue_archive.views.notes import NoteNumbers, PageNotes, notes_elsewhere
from dialogue_archive.views.record import (
    CorrectionView,
    RoundHead,
    RoundRecord,
    correction_views,
    round_head,
    round_record,
    text_status,
)


@dataclass(frozen=True, slots=True)
class MemoPage:
    """`rounds/N/`: the memo in the page's language, its annexed lists, its apparatus.

    `notes_elsewhere` leads to the kinds of notes that only the text of the other language has.
    """

    head: RoundHead
    record: RoundRecord
    text_status: str | None
    sections: tuple[SectionView, ...]
    delegations: tuple[DelegationView, ...]
    participants_remark: Markup
    notes: PageNotes
    notes_elsewhere: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class ParallelSection:
    """A section in both languages, block by block."""

    id: str
    zh: SectionView
    en: SectionView
    blocks: tuple[tuple[BlockView, BlockView], ...]


@dataclass(frozen=True, slots=True)
class ParallelDelegation:
    """A delegation in both languages, person by person."""

    side: Side
    zh: DelegationView
    en: DelegationView
    participants: tuple[tuple[ParticipantView, ParticipantView], ...]


@dataclass(frozen=True, slots=True)
class ParallelPage:
    """`rounds/N/parallel/`: both languages, row by row."""

    head: RoundHead
    text_status: str | None
    rows: tuple[ParallelSection, ...]
    delegations: tuple[ParallelDelegation, ...]
    notes: PageNotes


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    """The items of one section; `ids` is the span of their ids: `r7-01–05`."""

    id: str
    heading: str
    ids: str
    entries: tuple[ItemEntry, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """`rounds/N/recommendations/`: each item with text, topics and relations, grouped by section."""

    head: RoundHead
    text_status: str | None
    groups: tuple[CatalogueGroup, ...]
    remark: Markup


@dataclass(frozen=True, slots=True)
class ParticipantsPage:
    """`rounds/N/participants/`: both delegations."""

    head: RoundHead
    text_status: str | None
    delegations: tuple[DelegationView, ...]
    remark: Markup
    notes: PageNotes


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """`rounds/`: all rounds, newest first."""

    rounds: tuple[RoundBrief, ...]


def memo(location: PageLocation, round_: Round) -> MemoPage:
    """The view of `rounds/N/`."""
    language = location.edition.language
    numbering = NoteNumbers(location, _names(round_, language))
    return MemoPage(
        head=round_head(location, round_, "memo"),
        record=round_record(location, round_),
        text_status=text_status(location, round_, "memo"),
        sections=tuple(section_view(section, language, numbering) for section in round_.sections),
        delegations=_delegations(round_, language, numbering),
        participants_remark=location.html(round_.participants_remark[language]),
        notes=numbering.page_notes(),
        notes_elsewhere=notes_elsewhere(location, round_),
        corrections=correction_views(location, round_),
    )


def parallel(location: PageLocation, round_: Round) -> ParallelPage:
    """The view of `rounds/N/parallel/`; the notes of the Chinese text come before the English."""
    numbering = NoteNumbers(location, _names(round_, location.edition.language))
    sections: dict[Language, tuple[SectionView, ...]] = {}
    delegations: dict[Language, tuple[DelegationView, ...]] = {}
    for language in LANGUAGES:
        sections[language] = tuple(section_view(section, language, numbering) for section in round_.sections)
        delegations[language] = _delegations(round_, language, numbering)
    return ParallelPage(
        head=round_head(location, round_, "parallel"),
        text_status=text_status(location, round_, "parallel"),
        rows=tuple(
            ParallelSection(zh.id, zh, en, tuple(zip(zh.blocks, en.blocks, strict=True)))
            for zh, en in zip(sections["zh"], sections["en"], strict=True)
        ),
        delegations=tuple(
            ParallelDelegation(zh.side, zh, en, tuple(zip(zh.participants, en.participants, strict=True)))
            for zh, en in zip(delegations["zh"], delegations["en"], strict=True)
        ),
        notes=numbering.page_notes(),
    )


def catalogue(location: PageLocation, round_: Round) -> CataloguePage:
    """The view of `rounds/N/recommendations/`."""
    language = location.edition.language
    groups = []
    for section in round_.sections:
        items = [item for item in round_.items if item.section_id == section.id]
        if items:
            ids = items[0].id + (f"–{items[-1].id.split('-')[1]}" if len(items) > 1 else "")
            entries = tuple(item_entry(location, item) for item in items)
            groups.append(CatalogueGroup(section.id, to_text(section.heading[language]), ids, entries))
    return CataloguePage(
        head=round_head(location, round_, "catalogue"),
        text_status=text_status(location, round_, "catalogue"),
        groups=tuple(groups),
        remark=location.html(round_.catalogue_remark[language]),
    )


def participants(location: PageLocation, round_: Round) -> ParticipantsPage:
    """The view of `rounds/N/participants/`."""
    language = location.edition.language
    numbering = NoteNumbers(location, _names(round_, language))
    return ParticipantsPage(
        head=round_head(location, round_, "participants"),
        text_status=text_status(location, round_, "participants"),
        delegations=_delegations(round_, language, numbering),
        remark=location.html(round_.participants_remark[language]),
        notes=numbering.page_notes(),
    )


def index(location: PageLocation) -> RoundsPage:
    """The view of `rounds/`."""
    return RoundsPage(tuple(round_brief(location, round_) for round_ in reversed(location.edition.archive.rounds)))


def _names(round_: Round, language: Language) -> dict[str, str]:
    """What a reader calls the places of a round's pages, by their ids: sections, blocks, delegations, people."""
    names: dict[str, str] = {}
    for section in round_.sections:
        heading = names[section.id] = to_text(section.heading[language])
        for block in section.blocks:
            number = block.id.rsplit("-", 1)[-1]
            names[block.id] = heading if block.kind == "heading" else block.item_id or f"{heading} {number}"
    names.update((side, to_text(words[language])) for side, words in round_.delegation_headings.items())
    names.update((found.person_id, to_text(found.name[language])) for found in round_.participants)
    return names


def _delegations(round_: Round, language: Language, numbering: NoteNumbers) -> tuple[DelegationView, ...]:
    if not round_.participants:
        return ()
    views = []
    edition = numbering.location.edition
    for side in edition.archive.series.sides:
        notes = numbering.views(round_.delegation_notes[side], language)
        views.append(
            DelegationView(
                side=side,
                side_number=edition.side_number(side),
                heading=to_text(round_.delegation_headings[side][language]),
                lang=HTML_LANGUAGE[language],
                notes=notes,
                margin_notes=first_at(side, notes),
                participants=tuple(participant_view(found, language, numbering) for found in round_.delegation(side)),
            )
        )
    return tuple(views)
