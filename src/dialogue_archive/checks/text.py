"""The text of pages: supported markup, Chinese paragraphs on one line, no unresolved lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.standalone import outline

_UNSUPPORTED = re.compile(r"\\.|(?P<html><[a-z/!])|(?P<code>`)|(?P<image>!\[)|(?P<entity>&#?[a-z0-9]+;)", re.IGNORECASE)
_SUSPECT = re.compile(r"[<`&]|!\[")  # most blocks contain none of these
_REMEDY = {
    "html": "which is HTML or a bare address; write a link as [text](https://…), and \\< for a literal <",
    "code": "which is code; write \\` for a literal backtick",
    "image": "which is an image; write !\\[ for a literal ![",
    "entity": "which is an HTML entity; write the character itself, and \\& for a literal &",
}
_ESCAPED = re.compile(r"\\(.)")


@rule("known-markup")
def known_markup(content: Content) -> Iterator[Problem]:
    """A page contains no unsupported markup, which would be printed as it is written."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            if not _SUSPECT.search(block.text):
                continue
            for match in _UNSUPPORTED.finditer(block.text):
                if match.lastgroup:
                    shown = block.text[match.start() : match.start() + 20]
                    yield Problem(page.path, block.line, f"found {shown}, {_REMEDY[match.lastgroup]}")
                    break


@rule("emphasis")
def emphasis(content: Content) -> Iterator[Problem]:
    """Every asterisk marks emphasis or is escaped; CommonMark recognises none next to a quotation mark."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            if "*" not in block.text:
                continue
            escaped = sum(match[1] == "*" for match in _ESCAPED.finditer(block.text))
            if to_text(block.text).count("*") > escaped:
                message = (
                    "found an asterisk that would be printed; put the emphasis inside the quotation marks or brackets, "
                    "“**words**” and not **“words”**, or write \\* for a literal asterisk"
                )
                yield Problem(page.path, block.line, message)


@rule("no-break-spaces")
def no_break_spaces(content: Content) -> Iterator[Problem]:
    """Names and headings contain no no-break space, which looks like a space but does not match one in a search."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            if block.kind in ("term", "heading") and "\u00a0" in block.text:
                message = f"found the no-break space U+00A0 in {block.text[:40]}, expected a plain space"
                yield Problem(page.path, block.line, message)
    for identifier, person in content.sources.people.value.items():
        if "\u00a0" in identifier + person.zh + person.en:
            line = content.sources.people.line(identifier)
            yield Problem(content.sources.people.path, line, "found the no-break space U+00A0, expected a plain space")


@rule("unbroken-chinese-paragraphs")
def unbroken_chinese_paragraphs(content: Content) -> Iterator[Problem]:
    """A Chinese paragraph is on one line, because a line break would show as a space."""
    message = "found a paragraph on several lines, expected one line; in Chinese a line break shows as a space"
    for page in content.sources.pages.values():
        if page.language != "zh":
            continue
        for block in page.blocks:
            if block.joined:
                yield Problem(page.path, block.line, message)
    for standalone in content.sources.standalone_pages:
        if standalone.language == "zh":
            for line in outline(standalone.text, standalone.first_line).broken_paragraphs:
                yield Problem(standalone.path, line, message)


@rule("unresolved-lines")
def unresolved_lines(content: Content) -> Iterator[Problem]:
    """No page contains a line `> text`, which the importer could not place and an editor has to resolve."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            if block.kind == "unresolved":
                message = f"found an unresolved line: {block.text[:40]}; make it a paragraph or list item, or remove it"
                yield Problem(page.path, block.line, message)
