"""The state of the archive for staff: what is complete, missing or open. The words for it are in `status_report`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive import checks
from dialogue_archive.archive.model import Archive, Round
from dialogue_archive.editorial import confirm
from dialogue_archive.editorial.suggest import is_in_chinese, is_in_english
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.problems import Problem
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.project import PAGE_NAMES, Sources, page_path
from dialogue_archive.reading.schema import Term


@dataclass(frozen=True)
class TermNote:
    """A glossary term that is in one language of a block, while none of its names is in the other."""

    block: str
    zh: str
    en: str
    missing: Language


@dataclass(frozen=True)
class RoundState:
    """The state of one round."""

    number: int
    coverage: str
    status: tuple[str, str] | None
    items: int
    participants: int
    missing: tuple[tuple[Language, str], ...]
    gaps: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    terms: tuple[TermNote, ...]
    emendations: int
    unresolved: tuple[str, ...]
    is_published: bool | None


@dataclass(frozen=True)
class State:
    """The state of everything. `published` is None when this clone has no published branch."""

    rounds: tuple[RoundState, ...]
    problems: tuple[Problem, ...]
    published: tuple[str, ...] | None


def state(sources: Sources, archive: Archive) -> State:
    """The state of the archive, checks included."""
    published = published_versions(sources.root)
    problems = checks.run(sources, archive)
    rounds = tuple(_round(sources, round_, published) for round_ in archive.rounds)
    return State(rounds, problems, published)


def _round(sources: Sources, round_: Round, published: tuple[str, ...] | None) -> RoundState:
    facts = round_.facts
    status = facts.text.status
    return RoundState(
        number=round_.number,
        coverage=facts.text.coverage,
        status=(status.zh, status.en) if status else None,
        items=len(round_.items),
        participants=len(round_.participants),
        missing=tuple(_missing(sources, round_)),
        gaps=tuple(_gaps(round_)),
        unconfirmed=confirm.unconfirmed(sources.root, round_),
        terms=tuple(term_notes(round_, sources.glossary.value)),
        emendations=len(facts.emendations),
        unresolved=tuple(_unresolved(sources, round_.number)),
        is_published=None if published is None else str(round_.number) in published,
    )


def _missing(sources: Sources, round_: Round) -> Iterator[tuple[Language, str]]:
    """Pages, blocks and titles that exist in one language only."""
    for language in LANGUAGES:
        for name in PAGE_NAMES:
            if not sources.page(round_.number, name, language):
                yield language, page_path(round_.number, name, language)
                continue
        for section in round_.sections:
            for block in section.blocks:
                if not block.text.get(language) and sources.page(round_.number, "index", language):
                    yield language, block.id
        for item in round_.items:
            if not item.title.get(language) and sources.page(round_.number, "recommendations", language):
                yield language, item.id


def _gaps(round_: Round) -> Iterator[str]:
    """Facts that are not on record."""
    facts = round_.facts
    for name in ("dates", "place", "partners", "themes"):
        if not getattr(facts, name):
            yield name
    if facts.text.coverage == "none":
        yield "text"
    if not round_.participants:
        yield "participants"


def _unresolved(sources: Sources, number: int) -> Iterator[str]:
    """The lines of a round's pages that the importer left unresolved, and participants without a person."""
    for key, page in sources.pages.items():
        if key[0] == number:
            for block in page.blocks:
                if block.kind == "unresolved" or (block.kind == "term" and not block.id):
                    yield f"{page.path}:{block.line}"


def term_notes(round_: Round, glossary: tuple[Term, ...]) -> Iterator[TermNote]:
    """Blocks where a term is in one language and none of its names in the other.

    A longer term counts as the shorter one that it contains: 半导体 in 先进半导体.
    """
    for section in round_.sections:
        for block in section.blocks:
            if block.kind == "heading" or not (block.text.zh and block.text.en):
                continue
            zh, en = to_text(block.text.zh), to_text(block.text.en)
            for term in glossary:
                has_zh = any(is_in_chinese(name, zh) for name in (term.zh, *term.zh_variants))
                has_en = any(is_in_english(name, en) for name in (term.en, *term.en_variants))
                if term.zh in zh and not has_en:
                    yield TermNote(block.id, term.zh, term.en, "en")
                elif is_in_english(term.en, en) and not has_zh:
                    yield TermNote(block.id, term.zh, term.en, "zh")


def published_versions(root: Path) -> tuple[str, ...] | None:
    """The versions on the published branch of this clone, or None when it has no such branch."""
    for branch in ("origin/gh-pages", "gh-pages"):
        command = ["git", "-C", str(root), "show", f"{branch}:versions.json"]
        try:
            found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            return None
        if found.returncode == 0:
            try:
                return tuple(str(entry["version"]) for entry in json.loads(found.stdout))
            except (ValueError, KeyError, TypeError):
                return None
    return None
