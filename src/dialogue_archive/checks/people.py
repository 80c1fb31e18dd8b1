"""People: every participant is known, on the right side, and no two are merged in silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import SIDES
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.sections import page_sections
from dialogue_archive.reading.tree import Sources


def known(sources: Sources, archive: Archive) -> Iterator[Problem]:
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


def consistent(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A participant stands on the side of data/people.yml; a head of delegation is one of its participants."""
    for page in sources.pages.values():
        if page.name != "participants":
            continue
        for section in page_sections(page):
            for block in section.blocks:
                person = archive.people.get(block.id or "")
                if section.id in SIDES and person and person.side != section.id:
                    message = (
                        f"{block.id} stands on the side {section.id}, expected {person.side} as in data/people.yml"
                    )
                    yield Problem(page.path, block.line, message)
    for number, facts in sources.rounds.items():
        round_ = archive.round_by_number[number]
        for side in SIDES:
            head = facts.value.heads[side]
            if head and head not in {participant.person_id for participant in round_.delegation(side)}:
                line = facts.line("heads", side)
                yield Problem(facts.path, line, f"{head} heads the side {side}, but is not among its participants")


def distinct(sources: Sources, archive: Archive) -> Iterator[Problem]:
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


def forms(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A person's id is an ASCII slug."""
    for identifier in sources.people.value:
        if not ids.SLUG.fullmatch(identifier):
            message = f"{identifier} is not an id, expected small ASCII letters, digits and hyphens, like xu-lin"
            yield Problem(sources.people.path, sources.people.line(identifier), message)


def _folded(name: str) -> str:
    """A name without what makes the same name look different: widths, spaces, dots between its parts."""
    return re.sub(r"[\s·•・‧.]", "", unicodedata.normalize("NFKC", name)).casefold()
