"""What `archive serve` need not draw again, the pages all of whose rounds, and whose surroundings, are unchanged; and
what it must take away, the files that are planned no more."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.archive.model import Archive, Round
from dialogue_archive.reading.tree import Sources
from dialogue_archive.rendering.site import PlannedPage


@dataclass(frozen=True)
class Drawn:
    """What the pages of one build were drawn from: the rounds, and everything else, their surroundings."""

    rounds: Mapping[int, Round]
    surroundings: tuple[object, ...]

    def changes(self, before: Drawn | None) -> frozenset[int] | None:
        """The rounds that changed since `before`; None when more than rounds did, and every page must be drawn."""
        if before is None or before.surroundings != self.surroundings:
            return None
        return frozenset(number for number, round_ in self.rounds.items() if before.rounds[number] is not round_)


def drawn(root: Path, sources: Sources, archive: Archive, *others: object) -> Drawn:
    """What a build of `archive` draws from. A template counts by the time of its last change."""
    templates = sorted((root / "overrides").rglob("*.html"))
    surroundings = (
        tuple(archive.round_by_number),
        *(sources.topics, sources.people, sources.partners, sources.references, sources.glossary),
        *(sources.relations, sources.registry, sources.corrections, sources.interface),
        tuple((file, file.stat().st_mtime_ns) for file in (root / "mkdocs.yml", *templates)),
        *others,
    )
    return Drawn(archive.round_by_number, surroundings)


def is_changed(page: PlannedPage | None, changes: frozenset[int] | None) -> bool | None:
    """Whether a page must be drawn again after `changes`; None for an ordinary page, of which MkDocs knows itself."""
    if changes is None:
        return True
    return None if page is None else page.drawn_from is None or bool(page.drawn_from & changes)


def take_away(site: Path, written: set[str], files: Set[str]) -> None:
    """Remove from `site` what builds have written there, save `files`, those of the newest build."""
    for gone in sorted(written - files):
        (site / gone).unlink(missing_ok=True)
    written.intersection_update(files)
