"""Links inside the archive: to pages and to places on them, within and across languages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.tree import Sources

_LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING_ID = re.compile(r"^#{1,6}.*\{:?\s*#([\w-]+)\s*\}\s*$", re.MULTILINE)


def links(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A relative link leads to a page of the project that exists, and its `#place` stands on that page."""
    places = _places(sources, archive)
    for path, line, target in _links(sources):
        if re.match(r"[a-z][a-z0-9+.-]*:", target) or target.startswith("//"):
            continue
        file, _, place = target.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        if not found.endswith(".md"):
            continue  # an address of something generated; the crawler of the built site follows those
        if found not in places:
            yield Problem(path, line, f"the link {target} leads to no page{nearest(found, places)}")
        elif place and place not in places[found]:
            yield Problem(path, line, f"the link {target} leads to no place on {found}{nearest(place, places[found])}")


def _links(sources: Sources) -> Iterator[tuple[str, int, str]]:
    for page in sources.pages.values():
        for block in page.blocks:
            for target in _LINK.findall(block.text):
                yield page.path, block.line, target
    for free in sources.free_pages:
        for number, line in enumerate(free.text.splitlines(), start=1):
            for target in _LINK.findall(line):
                yield free.path, number, target


def _places(sources: Sources, archive: Archive) -> dict[str, set[str]]:
    """The ids that stand on each page."""
    found: dict[str, set[str]] = {page.path: set(_HEADING_ID.findall(page.text)) for page in sources.free_pages}
    for page in sources.pages.values():
        found[page.path] = {block.id for block in page.blocks if block.id}
    for round_ in archive.rounds:
        for language in LANGUAGES:
            memo = sources.page(round_.number, "index", language)
            if memo:
                found[memo.path] |= {block.id for section in round_.sections for block in section.blocks}
    return found
