"""People: each participant is known and on the right side, and lists of participants contain nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from dialogue_archive import ids
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page, PageBlock, PageSection


@rule("known-people")
def known_people(content: Content) -> Iterator[Problem]:
    """A participant is a person of `data/people.yml`, under the same name."""
    for page in content.sources.pages.values():
        if page.name != "participants":
            continue
        for block in page.blocks:
            if block.kind != "term" or not block.id:
                continue
            person = content.archive.people.get(block.id)
            if not person and content.sources.people.path in content.sources.broken:
                continue
            if not person:
                message = f"{block.id} is not in data/people.yml{nearest(block.id, content.archive.people)}"
                yield Problem(page.path, block.line, message)
            elif to_text(block.text) != person[page.language]:
                name = person[page.language]
                yield Problem(
                    page.path,
                    block.line,
                    f"found {block.text}, expected {name}, the name of {block.id} in data/people.yml",
                )


@rule("known-sides")
def known_sides(content: Content) -> Iterator[Problem]:
    """The side of a person or of a head of delegation is one of `data/series.yml`."""
    series, people = content.sources.series, content.sources.people
    if series.path in content.sources.broken:
        return
    for identifier, person in people.value.items():
        if person.side not in series.value.sides:
            line = people.line(identifier, "side")
            yield Problem(people.path, line, _unknown_side(person.side, series.value.sides))
    for facts in content.sources.rounds.values():
        for side in facts.value.heads:
            if side not in series.value.sides:
                yield Problem(facts.path, facts.line("heads", side), _unknown_side(side, series.value.sides))


def _unknown_side(side: str, sides: Iterable[str]) -> str:
    return f"unknown side {side}{nearest(side, sides)} (known: {', '.join(sides)})"


@rule("consistent-sides")
def consistent_sides(content: Content) -> Iterator[Problem]:
    """A participant is on the side that `data/people.yml` names; a head of delegation is one of its participants."""
    sides = content.archive.series.sides
    for page in content.sources.pages.values():
        if page.name != "participants":
            continue
        for section in page.sections:
            for block in section.blocks:
                person = content.archive.people.get(block.id or "")
                if person and section.id in sides and person.side in sides and person.side != section.id:
                    message = f"{block.id} is on the side {section.id}, expected {person.side} as in data/people.yml"
                    yield Problem(page.path, block.line, message)
    for number, facts in content.sources.rounds.items():
        round_ = content.archive.round_by_number[number]
        for side in sides:
            head = facts.value.heads.get(side)
            if head and head not in {participant.person_id for participant in round_.delegation(side)}:
                line = facts.line("heads", side)
                yield Problem(
                    facts.path, line, f"{head} is the head of the side {side}, but not one of its participants"
                )


@rule("distinct-people")
def distinct_people(content: Content) -> Iterator[Problem]:
    """Two entries of `data/people.yml` with the same Chinese name say with `distinct_from` that they are two people."""
    people = content.sources.people
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
                remedy = f"remove one entry, or write distinct_from: [{other}] if they are two people"
                message = f"{identifier} has the same name as {other}, {person.zh}; {remedy}"
                yield Problem(people.path, people.line(identifier), message)
        namesakes.append(identifier)


@rule("person-id-forms")
def person_id_forms(content: Content) -> Iterator[Problem]:
    """The id of a person in `data/people.yml` is an ASCII slug."""
    for identifier in content.sources.people.value:
        if not ids.SLUG.fullmatch(identifier):
            message = f"{identifier} is not an id, expected lower-case ASCII letters, digits and hyphens, like xu-lin"
            yield Problem(content.sources.people.path, content.sources.people.line(identifier), message)


def _folded(name: str) -> str:
    """A name without the variants of one spelling: width of characters, spaces, dots between its parts."""
    return re.sub(r"[\s·•・‧.]", "", unicodedata.normalize("NFKC", name)).casefold()


_KINDS = {"heading": "a heading", "item": "a list item", "paragraph": "a paragraph", "definition": "a title"}
_ENTRY = "a name with its title, `name { #xu-lin }` and on the next line `:   title`"


@rule("participant-lists")
def participant_lists(content: Content) -> Iterator[Problem]:
    """Under the heading of a delegation there are only names with titles; above the first, only paragraphs."""
    for page in content.sources.pages.values():
        if page.name != "participants":
            continue
        for section in page.sections:
            if section.id in content.archive.series.sides and section.heading and section.heading.level == 2:
                yield from _delegation(page, section)
            elif section.heading and section.heading.level == 2:
                expected = " or ".join(content.archive.series.sides)
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
            yield Problem(page.path, block.line, f"found a title without a name before it, expected {_ENTRY}")
        elif block.kind in ("paragraph", "item", "heading"):
            message = f"found {_KINDS[block.kind]}, which would not be shown: {block.text[:30]}; expected {_ENTRY}"
            if block.kind == "paragraph" and before:
                message += "; indent the second line of a title by two spaces"
            yield Problem(page.path, block.line, message)
        before = block
    if section.heading and not any(block.kind == "term" for block in section.blocks):
        message = (
            f"the delegation {section.id} has no participants, expected {_ENTRY}; without a list, remove the heading"
        )
        yield Problem(page.path, section.heading.line, message)


def _remark(page: Page, section: PageSection) -> Iterator[Problem]:
    for block in section.blocks:
        if block.kind not in ("paragraph", "unresolved"):
            kind = _KINDS.get(block.kind, "a name")
            message = (
                f"found {kind}, which would not be shown: {block.text[:30]}; expected a paragraph, or `## … {{ #cn }}`"
            )
            yield Problem(page.path, block.line, message)
