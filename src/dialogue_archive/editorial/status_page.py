"""The status report as a page of a preview. A published site never has it: only ARCHIVE_PREVIEW=1 builds it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from dialogue_archive.archive.model import Archive
from dialogue_archive.editorial.status import State, state
from dialogue_archive.editorial.status_report import ReportSection, status_report, title
from dialogue_archive.ids import Language
from dialogue_archive.reading.project import Sources
from dialogue_archive.views.context import PageLocation
from dialogue_archive.views.pages import PlannedPage

ADDRESS = "status/"


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The view of the status report."""

    sections: tuple[ReportSection, ...]


def wanted() -> bool:
    """Whether this build is a preview."""
    return os.environ.get("ARCHIVE_PREVIEW") == "1"


def status(sources: Sources, archive: Archive) -> State | None:
    """The state of the archive for the page; None where this is no preview."""
    return state(sources, archive) if wanted() else None


def page(found: State, language: Language) -> PlannedPage:
    """The page of the status report in one language."""

    def draw(_: PageLocation) -> StatusPage:
        return StatusPage(tuple(status_report(found, language, full=True)))

    return PlannedPage(ADDRESS, "status.html", title(language), draw)
