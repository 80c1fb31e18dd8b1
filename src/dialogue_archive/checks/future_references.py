"""References to the future: the archive as of a round must not refer to a later round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogue_archive.checks.links import relative_links
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem
from dialogue_archive.reading.inline import REFERENCE
from dialogue_archive.reading.project import StandalonePage

_COMMENT = re.compile(r"<!--(?P<inside>.*)")
_MEANT = re.compile(r"\b(since|end|round)\b", re.IGNORECASE)
_SINCE = re.compile(r"<!-- since round (?P<round>[1-9]\d{0,3}) -->[ \t]*", re.ASCII)
_END = re.compile(r"<!-- end -->[ \t]*")
_ROUND = re.compile(r"docs/\w+/rounds/(?P<round>\d{1,4})(/|$)", re.ASCII)
_FORMS = "`<!-- since round 4 -->` or `<!-- end -->`, on a line of its own"


@rule("since-passages")
def since_passages(content: Content) -> Iterator[Problem]:
    """The comments that limit a passage of a standalone page to later rounds are well formed and come in pairs."""
    newest = content.archive.newest
    for page in content.sources.standalone_pages:
        opened: tuple[int, int] | None = None
        for line, text in _lines(page):
            comment = _COMMENT.search(text)
            if not comment or not _MEANT.search(comment["inside"]):
                continue
            since = _SINCE.fullmatch(text)
            if since:
                if opened:
                    message = (
                        f"the passage that begins in line {opened[0]} has no end, expected <!-- end --> before this"
                    )
                    yield Problem(page.path, line, message)
                opened = line, int(since["round"])
                if opened[1] > newest + 1:  # the next round may be prepared
                    yield Problem(page.path, line, f"found round {opened[1]}, but the newest round is {newest}")
            elif not _END.fullmatch(text):
                yield Problem(page.path, line, f"found {text.strip()[:40]}, expected {_FORMS}")
            elif opened:
                opened = None
            else:
                yield Problem(page.path, line, "found <!-- end --> without a <!-- since round … --> before it")
        if opened:
            yield Problem(
                page.path, opened[0], "the passage that begins here has no end, expected <!-- end --> after it"
            )


@rule("later-rounds")
def later_rounds(content: Content) -> Iterator[Problem]:
    """A text does not link to or cite a round later than its own, or later than its passage on a standalone page."""
    since = {page.path: _since(page) for page in content.sources.standalone_pages}
    for link in relative_links(content.sources):
        target = _ROUND.match(link.file)
        if not target or int(target["round"]) not in content.archive.round_by_number:
            continue
        number = int(target["round"])
        if link.round and number > link.round:
            message = f"the link {link.target} leads to round {number}, which is later than round {link.round}"
            yield Problem(link.path, link.line, f"{message}; the archive as of round {link.round} does not contain it")
        elif not link.round and number > since[link.path].get(link.line, 1):
            message = (
                f"the link {link.target} leads to round {number}, which an earlier state of the archive does not "
                f"contain; put it between <!-- since round {number} --> and <!-- end -->"
            )
            yield Problem(link.path, link.line, message)
    later = {
        key: reference.round for key, reference in content.archive.references.items() if (reference.round or 0) > 1
    }
    for page in content.sources.pages.values():
        for block in page.blocks:
            for key in REFERENCE.findall(block.text) if "[" in block.text else ():
                number = later.get(key) or 0
                if number > page.round:
                    message = f"[{key}] is a document of round {number}, which is later than round {page.round}"
                    yield Problem(
                        page.path,
                        block.line,
                        f"{message}; remove `round` from {key} in data/references.yml, or cite another reference",
                    )


def _lines(page: StandalonePage) -> Iterator[tuple[int, str]]:
    for index, text in enumerate(page.text.split("\n")):
        yield page.first_line + index, text


def _since(page: StandalonePage) -> dict[int, int]:
    """By line: the round that its passage begins with. Lines outside passages are left out."""
    found, current = {}, 0
    for line, text in _lines(page):
        since = _SINCE.fullmatch(text)
        current = int(since["round"]) if since else 0 if _END.fullmatch(text) else current
        if current:
            found[line] = current
    return found
