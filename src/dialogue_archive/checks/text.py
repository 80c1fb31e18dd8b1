"""The text of pages: known markup, unbroken Chinese paragraphs, no unresolved lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.project import Sources
from dialogue_archive.reading.standalone import outline

_UNKNOWN = re.compile(r"\\.|(?P<html><[a-z/!])|(?P<code>`)|(?P<image>!\[)|(?P<entity>&#?[a-z0-9]+;)", re.IGNORECASE)
_SUSPECT = re.compile(r"[<`&]|!\[")  # most blocks hold none of these
_CURE = {
    "html": "HTML or a bare address; write a link as [text](https://…), or \\< where < is text",
    "code": "a backtick; where it is text, write \\`",
    "image": "an image; where ! and [ are text, write !\\[",
    "entity": "an HTML entity; write the character itself, or \\& where & is text",
}
_ESCAPED = re.compile(r"\\(.)")


def known_markup(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Markup that the pages do not know would be printed raw."""
    for page in sources.pages.values():
        for block in page.blocks:
            if not _SUSPECT.search(block.text):
                continue
            for match in _UNKNOWN.finditer(block.text):
                if match.lastgroup:
                    shown = block.text[match.start() : match.start() + 20]
                    yield Problem(page.path, block.line, f"found {shown}, {_CURE[match.lastgroup]}")
                    break


def emphasis(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Every asterisk marks emphasis or is escaped: beside a quotation mark CommonMark takes none for markup."""
    for page in sources.pages.values():
        for block in page.blocks:
            if "*" not in block.text:
                continue
            meant = sum(match[1] == "*" for match in _ESCAPED.finditer(block.text))
            if to_text(block.text).count("*") > meant:
                message = (
                    "an asterisk would be printed here; put the emphasis inside the quotation marks or brackets, "
                    "“**words**” and not **“words”**, or write \\* for an asterisk that is text"
                )
                yield Problem(page.path, block.line, message)


def no_break_spaces(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """No name and no short title holds a no-break space: it looks like a space, and is found by no search for one."""
    for page in sources.pages.values():
        for block in page.blocks:
            if block.kind in ("term", "heading") and "\u00a0" in block.text:
                message = f"found the no-break space U+00A0 in {block.text[:40]}, expected a plain space"
                yield Problem(page.path, block.line, message)
    for identifier, person in sources.people.value.items():
        if "\u00a0" in identifier + person.zh + person.en:
            line = sources.people.line(identifier)
            yield Problem(sources.people.path, line, "found the no-break space U+00A0, expected a plain space")


def unbroken_chinese_paragraphs(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A Chinese paragraph stands on one line: a newline inside it would show as a space."""
    message = "this paragraph runs over several lines; in Chinese each stands on one, or a space shows"
    for page in sources.pages.values():
        if page.language != "zh":
            continue
        for block in page.blocks:
            if block.joined:
                yield Problem(page.path, block.line, message)
    for free in sources.standalone_pages:
        for line in outline(free.text, free.first_line).broken_paragraphs if free.language == "zh" else ():
            yield Problem(free.path, line, message)


def unresolved_lines(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """No unresolved line is left in a page: an editor has decided where each belongs."""
    for page in sources.pages.values():
        for block in page.blocks:
            if block.kind == "unresolved":
                message = f"unresolved line: {block.text[:40]}; make it a paragraph or list item, or remove it"
                yield Problem(page.path, block.line, message)
