"""Links inside the archive, and the addresses and headings of standalone pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading import inline
from dialogue_archive.reading.project import Sources, StandalonePage
from dialogue_archive.reading.standalone import outline

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True)
class Link:
    """A relative link: where it stands, its target as written, the file and the place it leads to."""

    path: str
    line: int
    target: str
    file: str
    fragment: str
    round: int | None


def internal_links(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A relative link leads to a page of the project that exists, and its `#place` stands on that page."""
    places = _link_targets(sources, archive)
    for link in relative_links(sources):
        if link.round and not link.target.startswith("../"):
            message = (
                f"the link {link.target} works on this page only, but its text is shown on others too; "
                f"write it from the folder above, like ../{link.round}/index.md#section-id"
            )
            yield Problem(link.path, link.line, message)
            continue
        if not link.file.endswith(".md"):
            continue  # an address of something generated; the crawler of the built site follows those
        if link.file not in places:
            yield Problem(link.path, link.line, f"the link {link.target} leads to no page{nearest(link.file, places)}")
        elif link.fragment and link.fragment not in places[link.file]:
            message = (
                f"the link {link.target} leads to no place on {link.file}{nearest(link.fragment, places[link.file])}"
            )
            yield Problem(link.path, link.line, message)


def relative_links(sources: Sources) -> Iterator[Link]:
    """Every link of every page that does not lead outside; `round` is None on an ordinary page."""
    for page in sources.pages.values():
        for block in page.blocks:
            for target in inline.links(block.text):
                yield from _relative(page.path, block.line, target, page.round)
    for free in sources.standalone_pages:
        for line, target in outline(free.text, free.first_line).links:
            yield from _relative(free.path, line, target, None)


def _relative(path: str, line: int, target: str, round_number: int | None) -> Iterator[Link]:
    if not _OUTSIDE.match(target):
        file, _, fragment = target.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        yield Link(path, line, target, found, fragment, round_number)


def _link_targets(sources: Sources, archive: Archive) -> dict[str, set[str]]:
    """The ids that stand on each page."""
    found: dict[str, set[str]] = {}
    for free in sources.standalone_pages:
        known = outline(free.text, free.first_line)
        found[free.path] = {heading.id for heading in known.headings} | known.other_ids
    for page in sources.pages.values():
        found[page.path] = {block.id for block in page.blocks if block.id}
    for round_ in archive.rounds:
        drawn = {block.id for section in round_.sections for block in section.blocks} | {"notes"}
        if round_.participants:
            drawn |= {participant.person_id for participant in round_.participants} | set(archive.series.sides)
        for language in LANGUAGES:
            memo = sources.page(round_.number, "index", language)
            if memo:
                found[memo.path] |= drawn
    return found


# What is drawn without a page of Markdown, and what stands beside the pages of the site.
_GENERATED = ("rounds", "threads", "topics", "people", "search", "assets", "r", "en", "zh", "404")


def standalone_addresses(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """No ordinary page has the address of a page that the archive draws, or of another page."""
    seen: dict[tuple[str, str], StandalonePage] = {}
    for page in sources.standalone_pages:
        first = page.name.partition("/")[0]
        if first in _GENERATED:
            message = f"the archive itself draws what stands at {first}/, and this page would not be shown; rename it"
            yield Problem(page.path, 0, message)
        address = page.language, page.name.removesuffix("/index")
        if address in seen:
            yield Problem(page.path, 0, f"{seen[address].path} has the same address; one of them would not be shown")
        seen.setdefault(address, page)


def standalone_headings(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """An id stands once on an ordinary page, and its headings have the same ids in both languages."""
    by_name = {(page.language, page.name): page for page in sources.standalone_pages}
    for page in sources.standalone_pages:
        seen: dict[str, int] = {}
        for heading in outline(page.text, page.first_line).headings:
            if heading.id in seen:
                message = f"{heading.id} stands here a second time; first in line {seen[heading.id]}"
                yield Problem(page.path, heading.line, message)
            seen.setdefault(heading.id, heading.line)
        counterpart = by_name.get(("zh", page.name))
        if page.language == "en" and counterpart:
            yield from _same(counterpart, page)


def _same(page: StandalonePage, counterpart: StandalonePage) -> Iterator[Problem]:
    ours = outline(page.text, page.first_line).headings
    theirs = outline(counterpart.text, counterpart.first_line).headings
    for one, other in zip(ours, theirs, strict=False):
        if (one.level, one.id) != (other.level, other.id):
            found, expected = (f"{'#' * heading.level} … {{ #{heading.id} }}" for heading in (other, one))
            yield Problem(
                counterpart.path,
                other.line,
                f"found the heading {found}, expected {expected} as in {page.path}:{one.line}",
            )
            return
    if len(ours) != len(theirs):
        longer, shorter = (page, counterpart) if len(ours) > len(theirs) else (counterpart, page)
        extra = (ours if longer is page else theirs)[min(len(ours), len(theirs))]
        yield Problem(longer.path, extra.line, f"the heading {extra.id} is missing in {shorter.path}")
