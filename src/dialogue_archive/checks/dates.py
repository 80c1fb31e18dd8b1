"""Dates: real ones, in the order of the rounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.tree import Sources


def in_order(sources: Sources, archive: Archive) -> Iterator[Problem]:
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
