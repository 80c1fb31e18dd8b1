"""Checks: generators of `Problem`, one rule each. `run` collects all that they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dialogue_archive.archive.model import Archive
from dialogue_archive.checks import (
    fidelity,
    future_references,
    identity,
    links,
    people,
    relations,
    structure,
    text,
    vocabulary,
)
from dialogue_archive.problems import Problem
from dialogue_archive.reading.project import Sources

Check = Callable[[Sources, Archive], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    identity.id_forms,
    identity.unique_ids,
    identity.facts_match_memo,
    identity.catalogue_matches_memo,
    identity.published_ids_kept,
    structure.both_languages,
    structure.same_structure,
    fidelity.source_equals_published,
    relations.relation_targets,
    relations.relation_order,
    relations.relation_duplicates,
    people.known_people,
    people.known_sides,
    people.consistent_sides,
    people.distinct_people,
    people.person_id_forms,
    vocabulary.known_topics,
    vocabulary.known_references,
    vocabulary.glossary_terms,
    vocabulary.correction_targets,
    relations.dates_in_order,
    text.unbroken_chinese_paragraphs,
    text.unresolved_lines,
    links.internal_links,
    future_references.since_passages,
    future_references.later_rounds,
    people.participant_lists,
    structure.single_title,
    structure.heading_levels,
    structure.id_locations,
    structure.missing_section,
    links.standalone_addresses,
    links.standalone_headings,
    text.known_markup,
    text.emphasis,
    text.no_break_spaces,
    vocabulary.interface_words,
)


def run(sources: Sources, archive: Archive) -> tuple[Problem, ...]:
    """Every problem of the content: those of reading first found, then each check's; sorted by place."""
    found = set(sources.problems)
    for check in CHECKS:
        found.update(check(sources, archive))
    return tuple(sorted(found))
