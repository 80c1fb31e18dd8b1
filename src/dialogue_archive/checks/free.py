"""Ordinary pages: their places are the same in both languages, and none stands where the archive draws its own."""

from __future__ import annotations

from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.ordinary import outline
from dialogue_archive.reading.tree import FreePage, Sources

# What is drawn without a page of Markdown, and what stands beside the pages of the site.
_DRAWN = ("rounds", "threads", "topics", "people", "search", "assets", "r", "en", "zh", "404")


def addresses(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """No ordinary page has the address of a page that the archive draws, or of another page."""
    seen: dict[tuple[str, str], FreePage] = {}
    for page in sources.free_pages:
        first = page.name.partition("/")[0]
        if first in _DRAWN:
            message = f"the archive itself draws what stands at {first}/, and this page would not be shown; rename it"
            yield Problem(page.path, 0, message)
        address = page.language, page.name.removesuffix("/index")
        if address in seen:
            yield Problem(page.path, 0, f"{seen[address].path} has the same address; one of them would not be shown")
        seen.setdefault(address, page)


def headings(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """An id stands once on an ordinary page, and its headings have the same ids in both languages."""
    by_name = {(page.language, page.name): page for page in sources.free_pages}
    for page in sources.free_pages:
        seen: dict[str, int] = {}
        for heading in outline(page.text, page.first_line).headings:
            if heading.id in seen:
                message = f"{heading.id} stands here a second time; first in line {seen[heading.id]}"
                yield Problem(page.path, heading.line, message)
            seen.setdefault(heading.id, heading.line)
        twin = by_name.get(("zh", page.name))
        if page.language == "en" and twin:
            yield from _same(twin, page)


def _same(page: FreePage, twin: FreePage) -> Iterator[Problem]:
    ours = outline(page.text, page.first_line).headings
    theirs = outline(twin.text, twin.first_line).headings
    for one, other in zip(ours, theirs, strict=False):
        if (one.level, one.id) != (other.level, other.id):
            found, expected = (f"{'#' * heading.level} … {{ #{heading.id} }}" for heading in (other, one))
            yield Problem(
                twin.path, other.line, f"found the heading {found}, expected {expected} as in {page.path}:{one.line}"
            )
            return
    if len(ours) != len(theirs):
        longer, shorter = (page, twin) if len(ours) > len(theirs) else (twin, page)
        extra = (ours if longer is page else theirs)[min(len(ours), len(theirs))]
        yield Problem(longer.path, extra.line, f"the heading {extra.id} is missing in {shorter.path}")
