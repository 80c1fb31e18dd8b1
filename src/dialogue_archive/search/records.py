"""What is searched: one record for each recommendation, position, memo block, participant, round and thread.

Where the text of a memo is not held, the blocks of its page are the archive's own words: their kind is `record`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from dialogue_archive.archive.model import Archive, Item, Round, Words
from dialogue_archive.archive.relations import Links, Thread
from dialogue_archive.ids import LANGUAGES, Language, Side
from dialogue_archive.language import Wording
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.context import catalogue_address, memo_address, participants_address, thread_address

RecordKind = Literal["recommendation", "position", "block", "record", "thread", "round", "participant"]
_NO_WORDS = Words("", "")
# In the order of results of the same rank.
KINDS: tuple[RecordKind, ...] = get_args(RecordKind)


@dataclass(frozen=True)
class Record:
    """One thing to be found. `title` and `text` are searched; `heading`, the section it belongs to, is only shown.

    `links` are pairs of a name and an address under the root of a language, the record's own page first.
    A block that is a recommendation or a position has no record of its own: the record of the item links to both.
    """

    id: str
    kind: RecordKind
    rounds: tuple[int, ...]
    title: Words
    text: Words
    links: tuple[tuple[str, str], ...]
    heading: Words = _NO_WORDS
    side: Side | None = None
    topics: tuple[str, ...] = ()


def records(archive: Archive, links: Links) -> tuple[Record, ...]:
    """Every record of this view: the newest round first, within a round in the order of the memo; threads last."""
    clean = _Texts(archive)
    found: list[Record] = []
    for round_ in reversed(archive.rounds):
        found += (_item(clean, item, links.thread_of.get(item.id), round_) for item in round_.items)
        found += _blocks(clean, round_)
        found.append(_round(clean, round_))
        found += _participants(clean, round_)
    found += (_thread(clean, thread) for thread in reversed(links.threads))
    return tuple(found)


class _Texts:
    """Words as a reader reads them: without markup, and without the keys of references."""

    def __init__(self, archive: Archive) -> None:
        self.wording = {language: Wording(archive.interface, language) for language in LANGUAGES}
        self.partners = archive.partners
        keys = "|".join(re.escape(key) for key in archive.references)
        self._reference = re.compile(rf"\s*\[(?:{keys})\]") if keys else re.compile(r"(?!)")

    def line(self, words: Words, language: Language) -> str:
        """The words of one language."""
        return to_text(self._reference.sub("", words[language]))

    def words(self, words: Words) -> Words:
        """The words of both languages."""
        return Words(self.line(words, "zh"), self.line(words, "en"))

    def joined(self, parts: Iterable[Words]) -> Words:
        """Several pieces as one text, a line each."""
        pieces = [self.words(part) for part in parts]
        return Words(*("\n".join(piece[language] for piece in pieces if piece[language]) for language in LANGUAGES))


def _item(clean: _Texts, item: Item, thread: Thread | None, round_: Round) -> Record:
    links = [("recommendation" if item.kind == "recommendation" else "position", catalogue_address(item.round))]
    links.append((_own_page(round_), memo_address(item.round)))
    if thread:
        links.append(("thread", thread_address(thread.id)))
    return Record(
        id=item.id,
        kind=item.kind,
        rounds=(item.round,),
        title=clean.words(item.title),
        text=clean.words(item.text),
        heading=_heading(clean, round_, item.section_id),
        topics=item.topics,
        links=tuple((name, f"{address}#{item.id}") for name, address in links),
    )


def _own_page(round_: Round) -> str:
    """What the first page of a round is: its memo, or what is on record where the text is not held."""
    return "memo" if round_.has_full_text else "record"


def _heading(clean: _Texts, round_: Round, section_id: str) -> Words:
    return next((clean.words(section.heading) for section in round_.sections if section.id == section_id), _NO_WORDS)


def _blocks(clean: _Texts, round_: Round) -> Iterator[Record]:
    for section in round_.sections:
        for block in section.blocks:
            if block.kind == "heading" or block.item_id:
                continue
            yield Record(
                id=f"{round_.number}/{block.id}",
                kind="block" if round_.has_full_text else "record",
                rounds=(round_.number,),
                title=_NO_WORDS,
                text=clean.words(block.text),
                heading=clean.words(section.heading),
                links=((_own_page(round_), f"{memo_address(round_.number)}#{block.id}"),),
            )


def _round(clean: _Texts, round_: Round) -> Record:
    facts = round_.facts
    label = Words(*(clean.wording[language].round(round_.number) for language in LANGUAGES))
    parts: list[Words] = [round_.description, label]
    if facts.dates:
        parts.append(Words(*(clean.wording[language].dates(facts.dates) for language in LANGUAGES)))
    if facts.place:
        parts.append(Words(facts.place.zh, facts.place.en))
    names = facts.partners.names if facts.partners else ()
    parts += (Words(clean.partners[name].zh, clean.partners[name].en) for name in names if name in clean.partners)
    parts += (Words(theme.zh, theme.en) for theme in facts.themes)
    parts += (section.heading for section in round_.sections[1:])
    parts += (round_.catalogue_remark, round_.participants_remark)
    parts += (Words(*(clean.wording[language](name) for language in LANGUAGES)) for name in _pages(round_))
    return Record(
        id=str(round_.number),
        kind="round",
        rounds=(round_.number,),
        title=clean.words(round_.title),
        text=clean.joined(parts),
        links=(
            (_own_page(round_), memo_address(round_.number)),
            ("recommendations", catalogue_address(round_.number)),
            ("participants", participants_address(round_.number)),
        ),
    )


def _pages(round_: Round) -> Iterator[str]:
    """What a round has pages of, as interface keys, so that a search for “participants of round 7” finds them."""
    if round_.has_full_text:
        yield "memo"
    for kind in ("recommendation", "position"):
        if any(item.kind == kind for item in round_.items):
            yield f"{kind}s"
    if round_.participants:
        yield "participants"


def _participants(clean: _Texts, round_: Round) -> Iterator[Record]:
    for participant in round_.participants:
        yield Record(
            id=f"{round_.number}/{participant.person_id}",
            kind="participant",
            rounds=(round_.number,),
            title=clean.words(participant.name),
            text=clean.words(participant.title),
            side=participant.side,
            links=(
                ("participants", f"{participants_address(round_.number)}#{participant.person_id}"),
                ("people", f"people/#{participant.person_id}"),
            ),
        )


def _thread(clean: _Texts, thread: Thread) -> Record:
    first, *later = thread.items
    evidence = (Words(relation.facts.evidence.zh, relation.facts.evidence.en) for relation in thread.relations)
    return Record(
        id=f"thread-{thread.id}",
        kind="thread",
        rounds=tuple(reversed(thread.rounds)),
        title=clean.words(first.title),
        text=clean.joined((*(item.title for item in later), *evidence)),
        topics=tuple(dict.fromkeys(topic for item in thread.items for topic in item.topics)),
        links=(("thread", thread_address(thread.id)),),
    )
