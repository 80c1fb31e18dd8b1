"""People: each participant is known and on the right side, and the lists of participants are complete."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page, PageBlock, PageSection
from dialogue_archive.reading.project import Sources


def known_people(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A participant is a person of data/people.yml, and is named there as here."""
    for page in sources.pages.values():
        if page.name != "participants":
            continue
        for block in page.blocks:
            if block.kind != "term" or not block.id:
                continue
            person = archive.people.get(block.id)
            if not person and sources.people.path in sources.broken:
                continue
            if not person:
                message = f"{block.id} is not in data/people.yml{nearest(block.id, archive.people)}"
                yield Problem(page.path, block.line, message)
            elif to_text(block.text) != person[page.language]:
                name = person[page.language]
                yield Problem(page.path, block.line, f"found {block.text}, expected {name}: the name of {block.id}")


def known_sides(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A side that a person or a head of delegation has is in data/series.yml."""
    if sources.series.path in sources.broken:
        return
    sides = sources.series.value.sides
    for identifier, person in sources.people.value.items():
        if person.side not in sides:
            line = sources.people.line(identifier, "side")
            yield Problem(sources.people.path, line, _unknown_side(person.side, sides))
    for facts in sources.rounds.values():
        for side in facts.value.heads:
            if side not in sides:
                yield Problem(facts.path, facts.line("heads", side), _unknown_side(side, sides))


def _unknown_side(side: str, sides: Iterable[str]) -> str:
    return f"unknown side {side}{nearest(side, sides)} (known: {', '.join(sides)})"


def consistent_sides(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A participant stands on the side of data/people.yml; a head of delegation is one of its participants."""
    for page in sources.pages.values():
        if page.name != "participants":
            continue
        for section in page.sections:
            for block in section.blocks:
                person = archive.people.get(block.id or "")
                if section.id in sources.series.value.sides and person and person.side != section.id:
                    message = (
                        f"{block.id} stands on the side {section.id}, expected {person.side} as in data/people.yml"
                    )
                    yield Problem(page.path, block.line, message)
    for number, facts in sources.rounds.items():
        round_ = archive.round_by_number[number]
        for side in sources.series.value.sides:
            head = facts.value.heads.get(side)
            if head and head not in {participant.person_id for participant in round_.delegation(side)}:
                line = facts.line("heads", side)
                yield Problem(facts.path, line, f"{head} heads the side {side}, but is not among its participants")


def distinct_people(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Two entries of data/people.yml with the same Chinese name are two people only where `distinct_from` says so."""
    people = sources.people
    seen: dict[str, list[str]] = {}
    for identifier, person in people.value.items():
        for index, other in enumerate(person.distinct_from):
            if other not in people.value or other == identifier:
                reason = "is the person itself" if other == identifier else "is not in data/people.yml"
                message = f"distinct_from: {other} {reason}{nearest(other, set(people.value) - {identifier})}"
                yield Problem(people.path, people.line(identifier, "distinct_from", index), message)
        namesakes = seen.setdefault(_folded(person.zh), [])
        for other in namesakes:
            if other not in person.distinct_from and identifier not in people.value[other].distinct_from:
                cure = f"one person has one entry; if they are two, write distinct_from: [{other}]"
                message = f"{identifier} has the name of {other}, {person.zh}; {cure}"
                yield Problem(people.path, people.line(identifier), message)
        namesakes.append(identifier)


def person_id_forms(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A person's id is an ASCII slug."""
    for identifier in sources.people.value:
        if not ids.SLUG.fullmatch(identifier):
            message = f"{identifier} is not an id, expected small ASCII letters, digits and hyphens, like xu-lin"
            yield Problem(sources.people.path, sources.people.line(identifier), message)


def _folded(name: str) -> str:
    """A name without what makes the same name look different: widths, spaces, dots between its parts."""
    return re.sub(r"[\s·•・‧.]", "", unicodedata.normalize("NFKC", name)).casefold()


_KINDS = {"heading": "a heading", "item": "a list item", "paragraph": "a paragraph", "definition": "a title"}
_ENTRY = "a name with its title, `name { #xu-lin }` and on the next line `:   title`"


def participant_lists(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Under a delegation's heading stand names with their titles and nothing else; before it, paragraphs."""
    for page in sources.pages.values():
        if page.name != "participants":
            continue
        for section in page.sections:
            if section.id in sources.series.value.sides and section.heading and section.heading.level == 2:
                yield from _delegation(page, section)
            elif section.heading and section.heading.level == 2:
                expected = " or ".join(sources.series.value.sides)
                yield Problem(
                    page.path, section.heading.line, f"found the delegation {section.id}, expected {expected}"
                )
            else:
                yield from _remark(page, section)


def _delegation(page: Page, section: PageSection) -> Iterator[Problem]:
    before: PageBlock | None = None
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        if block.kind == "term" and (following is None or following.kind != "definition"):
            yield Problem(page.path, block.line, f"{block.text} has no title, expected a next line `:   title`")
        elif block.kind == "definition" and (before is None or before.kind != "term"):
            yield Problem(page.path, block.line, "found a title without a name before it")
        elif block.kind in ("paragraph", "item", "heading"):
            message = f"found {_KINDS[block.kind]}, which no page would show: {block.text[:30]}; expected {_ENTRY}"
            if block.kind == "paragraph" and before:
                message += "; the second line of a title is indented by two spaces"
            yield Problem(page.path, block.line, message)
        before = block
    if section.heading and not any(block.kind == "term" for block in section.blocks):
        message = f"the delegation {section.id} names nobody, expected {_ENTRY}; where no list is on record, no heading"
        yield Problem(page.path, section.heading.line, message)


def _remark(page: Page, section: PageSection) -> Iterator[Problem]:
    for block in section.blocks:
        if block.kind not in ("paragraph", "unresolved"):
            kind = _KINDS.get(block.kind, "a name")
            message = (
                f"found {kind}, which no page would show: {block.text[:30]}; expected a paragraph, or `## … {{ #cn }}`"
            )
            yield Problem(page.path, block.line, message)
