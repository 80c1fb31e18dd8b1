"""Relations between items, and the dates of rounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogue_archive import ids
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem, nearest


@rule("relation-targets")
def relation_targets(content: Content) -> Iterator[Problem]:
    """Both ends of a relation are recommendations or positions of the archive."""
    relations = content.sources.relations
    for index, relation in enumerate(relations.value):
        for key, item in (("from", relation.from_), ("to", relation.to)):
            if item not in content.archive.items:
                reason = ids.explain_item(item) or f"{item} is not in the archive{nearest(item, content.archive.items)}"
                yield Problem(relations.path, relations.line(index, key), reason)
        if ids.is_position(relation.from_) and relation.basis == "memo-text":
            line = relations.line(index, "basis")
            yield Problem(
                relations.path,
                line,
                "found the basis memo-text for a position, which has no memo text; expected editorial",
            )


@rule("relation-order")
def relation_order(content: Content) -> Iterator[Problem]:
    """A relation leads from a later round to an earlier one; the opposite direction is generated."""
    relations = content.sources.relations
    for index, relation in enumerate(relations.value):
        if not (ids.is_item(relation.from_) and ids.is_item(relation.to)):
            continue
        if ids.round_of(relation.from_) <= ids.round_of(relation.to):
            message = f"{relation.from_} is not of a later round than {relation.to}; write the later item as `from`"
            yield Problem(relations.path, relations.line(index, "from"), message)


@rule("relation-duplicates")
def relation_duplicates(content: Content) -> Iterator[Problem]:
    """Two items have one relation at most."""
    relations = content.sources.relations
    seen: dict[tuple[str, str], int] = {}
    for index, relation in enumerate(relations.value):
        pair = (relation.from_, relation.to)
        first = seen.setdefault(pair, index)
        if first != index:
            line = relations.line(first)
            message = f"duplicate relation from {relation.from_} to {relation.to}, first given in line {line}"
            yield Problem(relations.path, relations.line(index), message)


@rule("dates-in-order")
def dates_in_order(content: Content) -> Iterator[Problem]:
    """A round begins after the previous one has ended; rounds are numbered from 1 without gaps."""
    before: tuple[int, date] | None = None
    for expected, number in enumerate(content.sources.numbers, start=1):
        if number != expected:
            missing = f"round {expected} is missing; rounds are numbered from 1 without gaps"
            yield Problem(f"data/rounds/{expected}.yml", 0, missing)
            break
    for number, facts in sorted(content.sources.rounds.items()):
        dates = facts.value.dates
        if not dates:
            continue
        if before and dates.start <= before[1]:
            line = facts.line("dates", "start")
            end = f"{before[1]}, the end of round {before[0]}"
            message = f"round {number} begins on {dates.start}, expected a day after {end}"
            yield Problem(facts.path, line, message)
        before = (number, dates.end)
