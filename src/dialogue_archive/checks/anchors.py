"""Links inside the archive: to pages and to places on them, within and across languages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES, SIDES
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading import inline
from dialogue_archive.reading.ordinary import outline
from dialogue_archive.reading.tree import Sources

_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True)
class Link:
    """A relative link: where it stands, its target as written, the file and the place it leads to."""

    path: str
    line: int
    target: str
    file: str
    place: str
    round: int | None


def links(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A relative link leads to a page of the project that exists, and its `#place` stands on that page."""
    places = _places(sources, archive)
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
        elif link.place and link.place not in places[link.file]:
            message = f"the link {link.target} leads to no place on {link.file}{nearest(link.place, places[link.file])}"
            yield Problem(link.path, link.line, message)


def relative_links(sources: Sources) -> Iterator[Link]:
    """Every link of every page that does not lead outside; `round` is None on an ordinary page."""
    for page in sources.pages.values():
        for block in page.blocks:
            for target in inline.links(block.text):
                yield from _relative(page.path, block.line, target, page.round)
    for free in sources.free_pages:
        for line, target in outline(free.text, free.first_line).links:
            yield from _relative(free.path, line, target, None)


def _relative(path: str, line: int, target: str, round_number: int | None) -> Iterator[Link]:
    if not _OUTSIDE.match(target):
        file, _, place = target.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        yield Link(path, line, target, found, place, round_number)


def _places(sources: Sources, archive: Archive) -> dict[str, set[str]]:
    """The ids that stand on each page."""
    found: dict[str, set[str]] = {}
    for free in sources.free_pages:
        known = outline(free.text, free.first_line)
        found[free.path] = {heading.id for heading in known.headings} | known.other_ids
    for page in sources.pages.values():
        found[page.path] = {block.id for block in page.blocks if block.id}
    for round_ in archive.rounds:
        drawn = {block.id for section in round_.sections for block in section.blocks} | {"notes"}
        if round_.participants:
            drawn |= {participant.person_id for participant in round_.participants} | set(SIDES)
        for language in LANGUAGES:
            memo = sources.page(round_.number, "index", language)
            if memo:
                found[memo.path] |= drawn
    return found
