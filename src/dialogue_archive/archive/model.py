"""The model of the archive. All classes are frozen and all sequences are tuples in a defined order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dialogue_archive.ids import LANGUAGES, Language, NoteKind, Side
from dialogue_archive.language import says_head
from dialogue_archive.reading.inline import REFERENCE
from dialogue_archive.reading.schema import (
    Annotation,
    Correction,
    Emendation,
    Pair,
    Partner,
    PersonFacts,
    PositionFacts,
    Reference,
    RelationFacts,
    RoundFacts,
    Series,
    Term,
)

BlockKind = Literal["heading", "paragraph", "item", "unresolved"]


@dataclass(frozen=True)
class Words:
    """One text in both languages, as Markdown; None where a language lacks it."""

    zh: str | None = None
    en: str | None = None

    def get(self, language: Language) -> str | None:
        """The text in `language`, or None."""
        return self.zh if language == "zh" else self.en

    def __getitem__(self, language: Language) -> str:
        return self.get(language) or ""


@dataclass(frozen=True)
class Lines:
    """The line (from 1) of one text on its page in each language, 0 where a language lacks it."""

    zh: int = 0
    en: int = 0

    def __getitem__(self, language: Language) -> int:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Note:
    """A note at its place in the text of `language`: an emendation, or a translator's or editor's annotation.

    `block_id` is the id of the block, section, side or participant. `offset` is that of the words concerned (the
    reading or the quote) in the plain text; -1 where the reading is not text. `line` is that of the source document,
    0 for an annotation.
    """

    content: Emendation | Annotation
    block_id: str
    offset: int
    line: int
    language: Language

    @property
    def kind(self) -> NoteKind:
        """What kind of note this is, for its label."""
        return self.content.kind if isinstance(self.content, Annotation) else "emendation"

    def end(self, text: str) -> int:
        """The offset in the plain `text` of the block after the words concerned; its length where they are not text."""
        if self.offset < 0:
            return len(text)
        if isinstance(self.content, Annotation):
            return self.offset + len(self.content.quote)
        return self.offset + len(self.content.reading.lstrip("- \t").strip())


@dataclass(frozen=True)
class Block:
    """A paragraph or list item of a memo, or a subheading between them.

    `id` is the section's id and the block's number in it (`semiconductors-2`), or a subheading's own id.
    """

    id: str
    kind: BlockKind
    text: Words
    lines: Lines
    item_id: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of a memo. Its first, `preamble`, carries the memo's own title."""

    id: str
    heading: Words
    lines: Lines
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Item:
    """A recommendation or a position."""

    id: str
    kind: Literal["recommendation", "position"]
    round: int
    section_id: str
    block_id: str
    title: Words
    text: Words
    topics: tuple[str, ...]
    facts: PositionFacts | None = None


@dataclass(frozen=True)
class Participant:
    """A person's attendance at one round, with the title and side of that time.

    `notes` concern the title, and `name_notes` the name.
    """

    person_id: str
    round: int
    side: Side
    name: Words
    title: Words
    is_head: bool
    notes: tuple[Note, ...] = ()
    name_notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Round:
    """One round with all that is on record about it."""

    number: int
    facts: RoundFacts
    title: Words
    description: Words
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    participants: tuple[Participant, ...]
    delegation_headings: Mapping[Side, Words]
    delegation_notes: Mapping[Side, tuple[Note, ...]]
    participants_remark: Words
    catalogue_remark: Words
    catalogue_title: Words
    catalogue_description: Words
    participants_title: Words
    participants_description: Words

    @property
    def has_full_text(self) -> bool:
        """Whether the full text of the memo is on record."""
        return self.facts.text.coverage == "full"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs and list items of all sections, without subheadings."""
        return tuple(block for section in self.sections for block in section.blocks if block.kind != "heading")

    def delegation(self, side: Side) -> tuple[Participant, ...]:
        """The participants of one side, in the order of the record."""
        return tuple(participant for participant in self.participants if participant.side == side)


@dataclass(frozen=True)
class Relation:
    """A typed, evidenced link from a later item to an earlier one."""

    source: str
    target: str
    facts: RelationFacts


@dataclass(frozen=True)
class Archive:
    """The content up to and including round `newest`. `is_partial_view` says that later rounds were left out."""

    rounds: tuple[Round, ...]
    relations: tuple[Relation, ...]
    topics: Mapping[str, Pair]
    people: Mapping[str, PersonFacts]
    partners: Mapping[str, Partner]
    references: Mapping[str, Reference]
    glossary: tuple[Term, ...]
    corrections: tuple[Correction, ...]
    interface: Mapping[str, Pair]
    series: Series
    moved_threads: tuple[str, ...] = ()
    is_partial_view: bool = field(default=False)

    @cached_property
    def newest(self) -> int:
        """The number of the newest round in this view; 0 when there is none."""
        return max((round_.number for round_ in self.rounds), default=0)

    @cached_property
    def round_by_number(self) -> Mapping[int, Round]:
        """Rounds by their number."""
        return {round_.number: round_ for round_ in self.rounds}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every recommendation and position by its id, in the order of rounds."""
        return {item.id: item for round_ in self.rounds for item in round_.items}

    @cached_property
    def participants(self) -> Mapping[str, tuple[Participant, ...]]:
        """The attendances of each person, by person id; people in the order of their first attendance."""
        found: dict[str, list[Participant]] = {}
        for round_ in self.rounds:
            for participant in round_.participants:
                found.setdefault(participant.person_id, []).append(participant)
        return {person: tuple(attendances) for person, attendances in found.items()}

    @cached_property
    def documents(self) -> frozenset[str]:
        """The files from which the texts of these rounds were taken, as paths in the project."""
        return frozenset(document.file for round_ in self.rounds for document in round_.facts.text.documents)

    def says_head(self, title: str) -> bool:
        """Whether a title, as a memo prints it, says that the person heads a delegation of this series."""
        return says_head(title, self.series.side_names())

    def as_of(self, number: int) -> Archive:
        """The archive as of round `number`, without later rounds and everything that refers to them.

        Raises ValueError when there is no such round.
        """
        if number not in self.round_by_number:
            known = ", ".join(str(round_.number) for round_ in self.rounds)
            raise ValueError(f"there is no round {number}; the archive has {known}")
        if number == self.newest:
            return self
        rounds = tuple(round_ for round_ in self.rounds if round_.number <= number)
        items = {item.id for round_ in rounds for item in round_.items}
        topics = {topic for round_ in rounds for item in round_.items for topic in item.topics}
        people = {participant.person_id for round_ in rounds for participant in round_.participants}
        partners = {name for round_ in rounds if round_.facts.partners for name in round_.facts.partners.names}
        references = _cited(rounds)
        words = {language: _all_words(rounds, language) for language in LANGUAGES}
        return Archive(
            rounds=rounds,
            relations=tuple(r for r in self.relations if r.source in items and r.target in items),
            topics={slug: pair for slug, pair in self.topics.items() if slug in topics},
            people={person: facts for person, facts in self.people.items() if person in people},
            partners={name: partner for name, partner in self.partners.items() if name in partners},
            references={
                key: reference
                for key, reference in self.references.items()
                if (reference.round or number) <= number and (reference.round or key in references)
            },
            glossary=tuple(term for term in self.glossary if _is_used(term, words)),
            corrections=tuple(c for c in self.corrections if c.round <= number),
            interface=self.interface,
            series=self.series,
            moved_threads=tuple(thread for thread in self.moved_threads if thread in items),
            is_partial_view=True,
        )


def _cited(rounds: tuple[Round, ...]) -> set[str]:
    """The references that the data and the texts of `rounds` cite."""
    found: set[str] = set()
    for round_ in rounds:
        facts = round_.facts
        for cited in (facts.dates, facts.place, facts.partners, facts.text, *facts.positions.values()):
            found.update(cited.references if cited else ())
        remarks = (round_.participants_remark, round_.catalogue_remark)
        for text in (*(block.text for block in round_.blocks), *remarks):
            found.update(REFERENCE.findall(text["zh"]) + REFERENCE.findall(text["en"]))
    return found


def _is_used(term: Term, words: Mapping[Language, str]) -> bool:
    """Whether one form of the term occurs in the texts of each language."""
    chinese = any(form.casefold() in words["zh"] for form in (term.zh, *term.zh_variants))
    return chinese and any(contains_term(words["en"], form) for form in (term.en, *term.en_variants))


def contains_term(text: str, form: str) -> bool:
    """Whether the casefolded English `text` contains `form` as separate words, and not as parts of longer words.

    >>> contains_term("the supply chain", "AI"), contains_term("ai, and chips", "chip")
    (False, True)
    """
    folded = form.casefold()
    return folded in text and bool(re.search(rf"(?<!\w){re.escape(folded)}(?:s|es)?(?!\w)", text))


def _all_words(rounds: tuple[Round, ...], language: Language) -> str:
    return "\n".join(block.text[language] for round_ in rounds for block in round_.blocks).casefold()
