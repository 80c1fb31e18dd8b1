"""Links inside the archive, and the addresses and headings of standalone pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogue_archive.archive.model import Archive
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading import inline
from dialogue_archive.reading.project import Sources, StandalonePage
from dialogue_archive.reading.standalone import outline

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True)
class Link:
    """A relative link: its location, its target as written, and the file and fragment that it leads to.

    `round` is that of the page with the link, None for a standalone page.
    """

    path: str
    line: int
    target: str
    file: str
    fragment: str
    round: int | None


@rule("internal-links")
def internal_links(content: Content) -> Iterator[Problem]:
    """A relative link leads to an existing page of the project, and its `#fragment` is an id of that page."""
    targets = _link_targets(content.sources, content.archive)
    for link in relative_links(content.sources):
        if link.round and not link.target.startswith("../"):
            message = (
                f"the link {link.target} works only on this page, but this text is also shown on other pages; "
                f"begin it with ../ and the number of the round, like ../{link.round}/index.md#section-id"
            )
            yield Problem(link.path, link.line, message)
            continue
        if not link.file.endswith(".md"):
            continue  # the address of a generated file; the tests of the built site follow those
        if link.file not in targets:
            yield Problem(link.path, link.line, f"the link {link.target} leads to no page{nearest(link.file, targets)}")
        elif link.fragment and link.fragment not in targets[link.file]:
            message = (
                f"the link {link.target} leads to no id on {link.file}{nearest(link.fragment, targets[link.file])}"
            )
            yield Problem(link.path, link.line, message)


def relative_links(sources: Sources) -> Iterator[Link]:
    """Every link of every page that does not lead to another site."""
    for page in sources.pages.values():
        for block in page.blocks:
            for target in inline.links(block.text):
                yield from _relative(page.path, block.line, target, page.round)
    for standalone in sources.standalone_pages:
        for line, target in outline(standalone.text, standalone.first_line).links:
            yield from _relative(standalone.path, line, target, None)


def _relative(path: str, line: int, target: str, round_number: int | None) -> Iterator[Link]:
    if not _OUTSIDE.match(target):
        file, _, fragment = target.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        yield Link(path, line, target, found, fragment, round_number)


def _link_targets(sources: Sources, archive: Archive) -> dict[str, set[str]]:
    """The ids of each page, by the path of the page."""
    found: dict[str, set[str]] = {}
    for standalone in sources.standalone_pages:
        found_outline = outline(standalone.text, standalone.first_line)
        found[standalone.path] = {heading.id for heading in found_outline.headings} | found_outline.other_ids
    for page in sources.pages.values():
        found[page.path] = {block.id for block in page.blocks if block.id}
    for round_ in archive.rounds:
        known_ids = {block.id for section in round_.sections for block in section.blocks} | {"notes"}
        if round_.participants:
            known_ids |= {participant.person_id for participant in round_.participants} | set(archive.series.sides)
        for language in LANGUAGES:
            memo = sources.page(round_.number, "index", language)
            if memo:
                found[memo.path] |= known_ids
    return found


# First parts of the addresses that the archive generates or uses itself.
_GENERATED = ("rounds", "threads", "topics", "people", "search", "assets", "r", "en", "zh", "404")


@rule("standalone-addresses")
def standalone_addresses(content: Content) -> Iterator[Problem]:
    """A standalone page does not have the address of a generated page or of another page."""
    seen: dict[tuple[str, str], StandalonePage] = {}
    for page in content.sources.standalone_pages:
        first = page.name.partition("/")[0]
        if first in _GENERATED:
            message = f"the archive generates the pages at {first}/, so this page would not be shown; rename it"
            yield Problem(page.path, 0, message)
        address = page.language, page.name.removesuffix("/index")
        if address in seen:
            yield Problem(
                page.path,
                0,
                f"{seen[address].path} has the same address, so one of the two would not be shown; rename one",
            )
        seen.setdefault(address, page)


@rule("standalone-headings")
def standalone_headings(content: Content) -> Iterator[Problem]:
    """An id occurs once on a standalone page, and its headings have the same ids in both languages."""
    by_name = {(page.language, page.name): page for page in content.sources.standalone_pages}
    for page in content.sources.standalone_pages:
        seen: dict[str, int] = {}
        for heading in outline(page.text, page.first_line).headings:
            if heading.id in seen:
                message = f"duplicate id {heading.id}, first used in line {seen[heading.id]}"
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
