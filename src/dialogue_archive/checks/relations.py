"""Relations and dates: both ends exist, and the order of the rounds holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.project import Sources


def relation_targets(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Both ends of a relation are recommendations or positions of the archive."""
    relations = sources.relations
    for index, relation in enumerate(relations.value):
        for key, item in (("from", relation.from_), ("to", relation.to)):
            if item not in archive.items:
                reason = ids.explain_item(item) or f"{item} is not in the archive{nearest(item, archive.items)}"
                yield Problem(relations.path, relations.line(index, key), reason)
        if ids.is_position(relation.from_) and relation.basis == "memo-text":
            line = relations.line(index, "basis")
            yield Problem(relations.path, line, "a paraphrased position has no memo text; expected the basis editorial")


def relation_order(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A relation leads from a later round to an earlier one; the inverse is generated."""
    relations = sources.relations
    for index, relation in enumerate(relations.value):
        if not (ids.is_item(relation.from_) and ids.is_item(relation.to)):
            continue
        if ids.round_of(relation.from_) <= ids.round_of(relation.to):
            message = (
                f"{relation.from_} does not come after {relation.to}; a relation leads from the later to the earlier"
            )
            yield Problem(relations.path, relations.line(index, "from"), message)


def relation_duplicates(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A pair of items is related once."""
    relations = sources.relations
    seen: dict[tuple[str, str], int] = {}
    for index, relation in enumerate(relations.value):
        pair = (relation.from_, relation.to)
        first = seen.setdefault(pair, index)
        if first != index:
            message = f"{relation.from_} and {relation.to} are related already, in line {relations.line(first)}"
            yield Problem(relations.path, relations.line(index), message)


def dates_in_order(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A later round begins after the earlier one has ended; rounds are numbered without a gap from 1."""
    before: tuple[int, date] | None = None
    for expected, number in enumerate(sources.numbers, start=1):
        if number != expected:
            missing = f"round {expected} is missing: rounds are numbered without a gap"
            yield Problem(f"data/rounds/{expected}.yml", 0, missing)
            break
    for number, facts in sorted(sources.rounds.items()):
        dates = facts.value.dates
        if not dates:
            continue
        if before and dates.start <= before[1]:
            line = facts.line("dates", "start")
            message = (
                f"round {number} begins on {dates.start}, expected a day after round {before[0]} ended, {before[1]}"
            )
            yield Problem(facts.path, line, message)
        before = (number, dates.end)
