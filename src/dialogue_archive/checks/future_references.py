"""What an archive as of an earlier round must not show: nothing of it may point to a later one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.checks.links import relative_links
from dialogue_archive.problems import Problem
from dialogue_archive.reading.inline import REFERENCE
from dialogue_archive.reading.project import Sources, StandalonePage

_COMMENT = re.compile(r"<!--(?P<inside>.*)")
_MEANT = re.compile(r"\b(since|end|round)\b", re.IGNORECASE)
_SINCE = re.compile(r"<!-- since round (?P<round>[1-9]\d{0,3}) -->[ \t]*", re.ASCII)
_END = re.compile(r"<!-- end -->[ \t]*")
_ROUND = re.compile(r"docs/\w+/rounds/(?P<round>\d{1,4})(/|$)", re.ASCII)
_FORMS = "`<!-- since round 4 -->` or `<!-- end -->`, each alone on its line"


def since_passages(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """The remarks that divide an ordinary page by rounds are written as they are understood, and come in pairs."""
    for page in sources.standalone_pages:
        opened: tuple[int, int] | None = None
        for line, text in _lines(page):
            comment = _COMMENT.search(text)
            if not comment or not _MEANT.search(comment["inside"]):
                continue
            since = _SINCE.fullmatch(text)
            if since:
                if opened:
                    yield Problem(
                        page.path, line, f"the passage opened in line {opened[0]} has not ended, expected <!-- end -->"
                    )
                opened = line, int(since["round"])
                if opened[1] > archive.newest + 1:  # the coming round may be prepared for
                    yield Problem(page.path, line, f"there is no round {opened[1]}; the newest is {archive.newest}")
            elif not _END.fullmatch(text):
                yield Problem(page.path, line, f"found {text.strip()[:40]}, expected {_FORMS}")
            elif opened:
                opened = None
            else:
                yield Problem(page.path, line, "found <!-- end -->, but no passage was opened before it")
        if opened:
            yield Problem(page.path, opened[0], "the passage opened here does not end, expected <!-- end -->")


def later_rounds(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A text links to and cites no round later than its own, or than the passage of an ordinary page it stands in."""
    since = {page.path: _since(page) for page in sources.standalone_pages}
    for link in relative_links(sources):
        target = _ROUND.match(link.file)
        if not target or int(target["round"]) not in archive.round_by_number:
            continue
        number = int(target["round"])
        if link.round and number > link.round:
            message = f"the link {link.target} leads to round {number}, which is later than round {link.round}"
            yield Problem(link.path, link.line, f"{message}; an archive as of round {link.round} does not have it")
        elif not link.round and number > since[link.path].get(link.line, 1):
            message = f"the link {link.target} leads to round {number}, which an archive as of an earlier round lacks"
            yield Problem(
                link.path, link.line, f"{message}; put it between <!-- since round {number} --> and <!-- end -->"
            )
    later = {key: reference.round for key, reference in archive.references.items() if (reference.round or 0) > 1}
    for page in sources.pages.values():
        for block in page.blocks:
            for key in REFERENCE.findall(block.text) if "[" in block.text else ():
                number = later.get(key) or 0
                if number > page.round:
                    message = f"[{key}] documents round {number}, which is later than round {page.round}"
                    yield Problem(
                        page.path, block.line, f"{message}; give {key} no round in data/references.yml, or cite another"
                    )


def _lines(page: StandalonePage) -> Iterator[tuple[int, str]]:
    for index, text in enumerate(page.text.split("\n")):
        yield page.first_line + index, text


def _since(page: StandalonePage) -> dict[int, int]:
    """By line: the round of the passage it stands in; lines outside of passages are not there."""
    found, current = {}, 0
    for line, text in _lines(page):
        since = _SINCE.fullmatch(text)
        current = int(since["round"]) if since else 0 if _END.fullmatch(text) else current
        if current:
            found[line] = current
    return found
