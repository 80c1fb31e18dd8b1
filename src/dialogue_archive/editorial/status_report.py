"""`archive status`: the status in words: the same lines for the terminal and the preview page."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.editorial.status import RoundState, State, state
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import chinese_numeral
from dialogue_archive.messages import Message, help_text, message
from dialogue_archive.views.context import PageLocation
from dialogue_archive.views.pages import PlannedPage

_MANY = 6
_COVERAGE = {"full": "status.full", "paraphrase": "status.paraphrase", "none": "status.none"}
_TEXT_STATUS = {
    "source": "status.source",
    "official": "status.official",
    "archive-translation": "status.archive_translation",
}
_GAPS = {
    "dates": "status.dates",
    "place": "status.place",
    "partners": "status.partners",
    "themes": "status.themes",
    "text": "status.text",
    "participants": "status.participants",
}
_MISSING = {"zh": "status.missing_zh", "en": "status.missing_en"}


@dataclass(frozen=True)
class ReportEntry:
    """One line: a label, and what there is to say. `is_open`: an editor has something to do."""

    label: str
    text: str
    is_open: bool = False


@dataclass(frozen=True)
class ReportSection:
    """One section of the report: a round, or the archive as a whole."""

    heading: str
    entries: tuple[ReportEntry, ...]


def status_report(state: State, language: Language, *, full: bool = False) -> tuple[ReportSection, ...]:
    """The state in words. `full` lists everything; otherwise long lists are cut so that the report fits one screen."""
    return (
        *(_round_section(round_, language, full=full) for round_ in reversed(state.rounds)),
        ReportSection(title(language), tuple(_whole(state, language, full=full))),
    )


def title(language: Language) -> str:
    """The title of the report."""
    return message("status.title", language)


def as_text(sections: Sequence[ReportSection]) -> str:
    """The report for a terminal: one line a round, then what is open in it."""
    lines = []
    for section in sections:
        first, *rest = section.entries or (ReportEntry("", ""),)
        lines.append(f"{section.heading}  {first.text}")
        lines += [f"  {'!' if entry.is_open else ' '} {entry.label}: {entry.text}" for entry in rest]
    return "\n".join(lines)


def _round_section(round_: RoundState, language: Language, *, full: bool) -> ReportSection:
    number = chinese_numeral(round_.number) if language == "zh" else round_.number
    summary = message("words.semicolon", language).join(part.text(language) for part in _summary(round_))
    entries = (ReportEntry("", summary), *_open(round_, language, full=full))
    return ReportSection(message("words.round", language, number=number), entries)


def _summary(round_: RoundState) -> Iterator[Message]:
    coverage = Message(_COVERAGE[round_.coverage])
    if round_.status:
        names = (Message("words.chinese"), Message("words.english"))
        parts = tuple(
            Message("status.of_language", language=name, status=Message(_TEXT_STATUS[status]))
            for name, status in zip(names, round_.status, strict=True)
        )
        yield Message("status.of_languages", coverage=coverage, parts=parts)
    else:
        yield coverage
    if round_.items or round_.participants:
        yield Message("status.counts", items=round_.items, people=round_.participants)
    if not round_.missing:
        yield Message("status.complete")
    if not round_.unconfirmed:
        yield Message("status.all_confirmed")
    if round_.emendations:
        yield Message("status.emendations", count=round_.emendations)
    if round_.is_published is False:
        yield Message("status.not_published")


def _open(round_: RoundState, language: Language, *, full: bool) -> Iterator[ReportEntry]:
    def entry(key: str, found: Sequence[object], *, is_open: bool = True) -> ReportEntry:
        return ReportEntry(message(key, language), _listed(found, language, full=full), is_open)

    for missing_in in LANGUAGES:
        found = [place for where, place in round_.missing if where == missing_in]
        if found:
            yield entry(_MISSING[missing_in], found)
    if round_.unresolved:
        yield entry("status.unresolved", round_.unresolved)
    if round_.unconfirmed:
        yield entry("status.unconfirmed", round_.unconfirmed)
    if round_.terms:
        notes = [f"{note.block} {note.zh} / {note.en}" for note in round_.terms]
        yield entry("status.terms", notes, is_open=False)
    if round_.gaps:
        yield entry("status.gaps", [Message(_GAPS[gap]) for gap in round_.gaps], is_open=False)


def _whole(state: State, language: Language, *, full: bool) -> Iterator[ReportEntry]:
    if state.problems:
        yield ReportEntry("", message("status.problems", language, count=len(state.problems)), True)
        for problem in state.problems[: None if full else _MANY]:
            yield ReportEntry(problem.location, problem.message, True)
    else:
        yield ReportEntry("", message("status.no_problems", language))
    label = message("status.published", language)
    if state.published is None:
        yield ReportEntry(label, message("status.unknown_published", language))
    else:
        yield ReportEntry(label, _listed(state.published, language, full=True))


def _listed(found: Sequence[object], language: Language, *, full: bool) -> str:
    shown = tuple(found if full else found[:_MANY])
    listed = Message("status.listed", shown=shown)
    if len(shown) < len(found):
        listed = Message("status.more", shown=shown, count=len(found))
    return listed.text(language)


def add_parser(subparsers: Any) -> None:
    """Add `archive status`."""
    parser = subparsers.add_parser("status", help=help_text("help.status"))
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help=help_text("help.status_lang"))
    parser.add_argument("--full", action="store_true", help=help_text("help.status_full"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the state. Always 0: this is a report, not a check."""
    sources, archive = model.load(options.root)
    found = state(sources, archive)
    print(as_text(status_report(found, options.lang, full=options.full)))
    return 0


ADDRESS = "status/"


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The view of the status report."""

    sections: tuple[ReportSection, ...]


def page(found: State, language: Language) -> PlannedPage:
    """The page of the status report in one language. Only a preview has it, never a published site."""

    def view(_location: PageLocation) -> StatusPage:
        return StatusPage(tuple(status_report(found, language, full=True)))

    return PlannedPage(ADDRESS, "status.html", title(language), view)
