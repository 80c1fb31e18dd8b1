"""Translator's and editor's notes at their places: each follows the words that it quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dialogue_archive.archive.model import Note, Participant, Round, Section, Words
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Annotation


def annotated(round_: Round) -> Round:
    """The round with the notes of its data file at their places. A note whose quote is not found once is left out."""
    if not round_.facts.notes:
        return round_
    notes = _Notes(round_.facts.notes)
    return replace(
        round_,
        sections=tuple(_section(section, notes) for section in round_.sections),
        participants=tuple(_participant(found, notes) for found in round_.participants),
        delegation_notes={
            side: (*found, *notes.at(side, round_.delegation_headings[side]))
            for side, found in round_.delegation_notes.items()
        },
    )


def annotated_texts(round_: Round) -> Mapping[str, tuple[Words, ...]]:
    """The texts on which there can be notes, by their ids: headings, blocks, and the name and title of participants."""
    found: dict[str, tuple[Words, ...]] = {}
    for section in round_.sections:
        found[section.id] = (section.heading,)
        found.update((block.id, (block.text,)) for block in section.blocks)
    found.update((side, (heading,)) for side, heading in round_.delegation_headings.items())
    found.update((person.person_id, (person.name, person.title)) for person in round_.participants)
    return found


class _Notes:
    """The notes of a round, by the id of their place."""

    def __init__(self, annotations: tuple[Annotation, ...]) -> None:
        self._by_place: dict[str, list[Annotation]] = {}
        for annotation in annotations:
            self._by_place.setdefault(annotation.block, []).append(annotation)

    def at(self, place: str, text: Words) -> Iterator[Note]:
        """The notes on words of `text`, which is at `place`."""
        for annotation in self._by_place.get(place, ()):
            plain = to_text(text[annotation.language])
            if plain.count(annotation.quote) == 1:
                yield Note(annotation, place, plain.index(annotation.quote), 0, annotation.language)


def _section(section: Section, notes: _Notes) -> Section:
    return replace(
        section,
        notes=(*section.notes, *notes.at(section.id, section.heading)),
        blocks=tuple(replace(block, notes=(*block.notes, *notes.at(block.id, block.text))) for block in section.blocks),
    )


def _participant(participant: Participant, notes: _Notes) -> Participant:
    return replace(
        participant,
        notes=(*participant.notes, *notes.at(participant.person_id, participant.title)),
        name_notes=tuple(notes.at(participant.person_id, participant.name)),
    )
