"""Checks of the content: one generator of problems for each rule. `run` collects all that they find."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from dialogue_archive.archive.model import Archive

# Importing a module registers its checks.
from dialogue_archive.checks import (  # noqa: F401
    fidelity,
    future_references,
    identity,
    links,
    notes,
    people,
    relations,
    structure,
    text,
    vocabulary,
)
from dialogue_archive.checks.registry import Content, Rule, registered
from dialogue_archive.problems import Problem
from dialogue_archive.reading.project import Sources
from dialogue_archive.reading.rules import READING_RULES

__all__ = ["RULES", "Content", "Rule", "run"]

# Every rule by its name: those that reading enforces, then those of the checks.
RULES: Mapping[str, Rule] = MappingProxyType(
    {name: Rule(name, summary) for name, summary in READING_RULES.items()} | {rule.name: rule for rule in registered()}
)


def run(sources: Sources, archive: Archive, rules: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Every problem of the content, sorted: those found while reading, and those of each check.

    `rules` limits the run to the rules of these names. Raises KeyError for a name that is not in `RULES`.
    """
    selected = RULES.values() if rules is None else [RULES[name] for name in rules]
    content = Content(sources, archive)
    found = {problem for problem in sources.problems if rules is None or problem.rule in rules}
    for rule in selected:
        found.update(rule.problems(content))
    return tuple(sorted(found))
