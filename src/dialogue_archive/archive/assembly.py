"""Assembles the model from what was read. It refuses nothing: what one language lacks is None, and checks report it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from dialogue_archive import ids
from dialogue_archive.archive.annotations import annotated
from dialogue_archive.archive.fidelity import Alignment, align
from dialogue_archive.archive.model import (
    Archive,
    Block,
    BlockKind,
    Item,
    Lines,
    Note,
    Participant,
    Relation,
    Round,
    Section,
    Words,
)
from dialogue_archive.ids import LANGUAGES, Language, Side
from dialogue_archive.reading.pages import Page, PageBlock, PageSection, numbered
from dialogue_archive.reading.project import Sources, read_project
from dialogue_archive.reading.schema import Pair, RoundFacts, Series


def load(root: Path) -> tuple[Sources, Archive]:
    """Read and assemble the project at `root`."""
    sources = read_project(root)
    return sources, assemble(sources)


def assemble(sources: Sources) -> Archive:
    """The model of `sources`. Never raises for faulty content."""
    rounds = tuple(annotated(_round(sources, number)) for number in sources.numbers)
    relations = tuple(
        sorted(
            (Relation(facts.from_, facts.to, facts) for facts in sources.relations.value),
            key=lambda relation: (ids.sort_key(relation.source), ids.sort_key(relation.target)),
        )
    )
    return Archive(
        rounds=rounds,
        relations=relations,
        topics=sources.topics.value,
        people=sources.people.value,
        partners=sources.partners.value,
        references=sources.references.value,
        glossary=sources.glossary.value,
        corrections=sources.corrections.value,
        interface={**sources.interface.value, **_series_words(sources.series.value)},
        series=sources.series.value,
        moved_threads=sources.registry.value.threads,
    )


def _series_words(series: Series) -> dict[str, Pair]:
    """The texts of the interface for the series, its sides and its rounds."""
    return {
        "dialogue_name": series.name,
        "site_name": series.site.name,
        "site_short": series.site.short_name,
        "site_description": series.site.description,
        "round_label": series.round,
        **{f"side_{code}": side.label for code, side in series.sides.items()},
    }


def _round(sources: Sources, number: int) -> Round:
    facts = (
        sources.rounds[number].value
        if number in sources.rounds
        else RoundFacts.model_validate({"round": number, "text": {"coverage": "none"}})
    )
    sides = tuple(sources.series.value.sides)
    memo = _pages(sources, number, "index")
    catalogue = _pages(sources, number, "recommendations")
    lists = _pages(sources, number, "participants")
    alignments = _alignments(sources, facts, number)
    sections = _sections(memo, alignments)
    titles = {language: _catalogue_titles(catalogue.get(language)) for language in LANGUAGES}
    return Round(
        number=number,
        facts=facts,
        title=_title(memo),
        description=_description(memo),
        sections=sections,
        items=tuple(_items(sections, facts, titles)),
        participants=tuple(_participants(lists, facts, alignments, sides)),
        delegation_headings=_delegation_headings(lists, sides),
        delegation_notes={side: _notes(alignments, "participants", side) for side in sides},
        participants_remark=_remark(lists),
        catalogue_remark=_remark(catalogue),
        catalogue_title=_title(catalogue),
        catalogue_description=_description(catalogue),
        participants_title=_title(lists),
        participants_description=_description(lists),
    )


def _pages(sources: Sources, number: int, name: str) -> dict[Language, Page]:
    found = {language: sources.page(number, name, language) for language in LANGUAGES}
    return {language: page for language, page in found.items() if page}


def _title(pages: Mapping[Language, Page]) -> Words:
    return _words({language: page.front.title for language, page in pages.items()})


def _description(pages: Mapping[Language, Page]) -> Words:
    return _words({language: page.front.description for language, page in pages.items()})


def _words(by_language: dict[Language, str | None]) -> Words:
    return Words(zh=by_language.get("zh"), en=by_language.get("en"))


def _alignments(sources: Sources, facts: RoundFacts, number: int) -> tuple[Alignment, ...]:
    """Each source document aligned with the published pages of its language; unreadable ones are left out."""
    found = []
    for document in facts.text.documents:
        file = sources.root / document.file
        memo = sources.page(number, "index", document.language)
        lists = sources.page(number, "participants", document.language)
        if memo and file.is_file():
            emendations = tuple(emendation for _, emendation in facts.emendations_of(document))
            found.append(align(file.read_bytes(), emendations, memo, lists))
    return tuple(found)


def _notes(alignments: tuple[Alignment, ...], page: str, place: str) -> tuple[Note, ...]:
    """The notes of one place on a page, those of the first document first."""
    return tuple(
        replace(note, block_id=place) for alignment in alignments for note in alignment.notes.get((page, place), ())
    )


def _sections(memo: dict[Language, Page], alignments: tuple[Alignment, ...]) -> tuple[Section, ...]:
    by_language = {language: page.sections for language, page in memo.items()}
    order: list[str] = []
    for language in LANGUAGES:
        for section in by_language.get(language, ()):
            if section.id not in order:
                order.append(section.id)
    found = []
    for section_id in order:
        halves = {
            language: next(section for section in sections if section.id == section_id)
            for language, sections in by_language.items()
            if any(section.id == section_id for section in sections)
        }
        found.append(_section(section_id, halves, alignments))
    return tuple(found)


def _section(section_id: str, halves: dict[Language, PageSection], alignments: tuple[Alignment, ...]) -> Section:
    blocks = {language: dict(numbered(section)) for language, section in halves.items()}
    order: list[str] = []
    for language in LANGUAGES:
        order += [block_id for block_id in blocks.get(language, ()) if block_id not in order]
    return Section(
        id=section_id,
        heading=_words({language: half.heading.text if half.heading else None for language, half in halves.items()}),
        lines=_lines({language: half.heading.line if half.heading else 0 for language, half in halves.items()}),
        blocks=tuple(
            _block(block_id, {lang: found[block_id] for lang, found in blocks.items() if block_id in found}, alignments)
            for block_id in order
        ),
        notes=_notes(alignments, "index", section_id),
    )


def _lines(by_language: dict[Language, int]) -> Lines:
    return Lines(zh=by_language.get("zh", 0), en=by_language.get("en", 0))


_KINDS: dict[str, BlockKind] = {"heading": "heading", "item": "item", "unresolved": "unresolved"}


def _block(block_id: str, halves: dict[Language, PageBlock], alignments: tuple[Alignment, ...]) -> Block:
    first = next(iter(halves.values()))
    return Block(
        id=block_id,
        kind=_KINDS.get(first.kind, "paragraph"),
        text=_words({language: block.text for language, block in halves.items()}),
        lines=_lines({language: block.line for language, block in halves.items()}),
        # An id that is mistyped in one language is reported only by `id-forms`.
        item_id=next(
            (block.id for block in halves.values() if block.kind == "item" and ids.is_item(block.id or "")), None
        ),
        notes=_notes(alignments, "index", block_id),
    )


def _catalogue_titles(page: Page | None) -> dict[str, str]:
    return {block.id: block.text for block in page.blocks if block.level == 2 and block.id} if page else {}


def _items(sections: tuple[Section, ...], facts: RoundFacts, titles: dict[Language, dict[str, str]]) -> Iterator[Item]:
    for section in sections:
        for block in section.blocks:
            if not block.item_id or not ids.is_item(block.item_id):
                continue
            kind: Literal["recommendation", "position"]
            kind = "position" if ids.is_position(block.item_id) else "recommendation"
            position = facts.positions.get(block.item_id)
            recommendation = facts.recommendations.get(block.item_id)
            found = position or recommendation
            yield Item(
                id=block.item_id,
                kind=kind,
                round=facts.round,
                section_id=section.id,
                block_id=block.id,
                title=_words({language: titles[language].get(block.item_id) for language in LANGUAGES}),
                text=block.text,
                topics=found.topics if found else (),
                facts=position,
            )


def _delegations(page: Page, sides: Sequence[Side]) -> Iterator[tuple[Side, PageBlock, PageBlock]]:
    """Each participant of a page: side, name, title."""
    for section in page.sections:
        side = next((side for side in sides if side == section.id), None)
        for name, title in zip(section.blocks, section.blocks[1:], strict=False):
            if side and name.kind == "term" and title.kind == "definition":
                yield side, name, title


def _participants(
    lists: dict[Language, Page], facts: RoundFacts, alignments: tuple[Alignment, ...], sides: Sequence[Side]
) -> Iterator[Participant]:
    entries = {
        language: {(side, name.id or name.text): (name, title) for side, name, title in _delegations(page, sides)}
        for language, page in lists.items()
    }
    order: list[tuple[Side, str]] = []
    for language in LANGUAGES:
        order += [key for key in entries.get(language, ()) if key not in order]
    for side, person in sorted(order, key=lambda key: sides.index(key[0])):
        halves = {language: found[side, person] for language, found in entries.items() if (side, person) in found}
        yield Participant(
            person_id=person,
            round=facts.round,
            side=side,
            name=_words({language: name.text for language, (name, _) in halves.items()}),
            title=_words({language: title.text for language, (_, title) in halves.items()}),
            is_head=facts.heads.get(side) == person,
            notes=_notes(alignments, "participants", person),
        )


def _delegation_headings(lists: dict[Language, Page], sides: Sequence[Side]) -> dict[Side, Words]:
    found: dict[Side, dict[Language, str | None]] = {side: {} for side in sides}
    for language, page in lists.items():
        for section in page.sections:
            if section.id in sides and section.heading:
                found[section.id][language] = section.heading.text
    return {side: _words(words) for side, words in found.items()}


def _remark(by_language: dict[Language, Page]) -> Words:
    """The paragraphs of a page of a round before its first heading of level 2."""
    return _words(
        {
            language: "\n\n".join(b.text for s in page.sections[:1] for b in s.blocks if b.kind == "paragraph") or None
            for language, page in by_language.items()
        }
    )
