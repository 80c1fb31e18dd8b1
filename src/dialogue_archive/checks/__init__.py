"""Checks: generators of `Problem`, one rule each. `run` collects all that they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dialogue_archive.archive.model import Archive
from dialogue_archive.checks import (
    anchors,
    chinese,
    dates,
    doubts,
    fidelity,
    free,
    identity,
    labels,
    leaks,
    lists,
    parity,
    people,
    relations,
    shape,
    text,
    vocabulary,
)
from dialogue_archive.problems import Problem
from dialogue_archive.reading.tree import Sources

Check = Callable[[Sources, Archive], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.forms,
    identity.unique,
    identity.facts_match_memo,
    identity.catalogue_matches_memo,
    identity.none_lost,
    parity.pages,
    parity.structure,
    fidelity.source_equals_published,
    relations.targets,
    relations.order,
    relations.duplicates,
    people.known,
    people.consistent,
    people.distinct,
    people.forms,
    vocabulary.topics,
    vocabulary.references,
    vocabulary.glossary,
    vocabulary.corrections,
    dates.in_order,
    chinese.one_line_each,
    doubts.settled,
    anchors.links,
    leaks.passages,
    leaks.later_rounds,
    lists.complete,
    shape.title,
    shape.headings,
    shape.places,
    shape.paraphrases,
    free.addresses,
    free.headings,
    text.known_markup,
    text.emphasis,
    text.names,
    labels.interface,
)


def run(sources: Sources, archive: Archive) -> tuple[Problem, ...]:
    """Every problem of the content: those of reading first found, then each check's; sorted by place."""
    found = set(sources.problems)
    for check in CHECKS:
        found.update(check(sources, archive))
    return tuple(sorted(found))
