"""The blocks of a page of a round, read line by line. A line with unsupported markup is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dialogue_archive.problems import Problem

Kind = Literal["heading", "paragraph", "item", "term", "definition", "unresolved"]

_HEADING = re.compile(r"(?P<marks>#{1,6})(?P<space>\s*)(?P<text>.*)")
_ATTRIBUTES = re.compile(r"(?P<text>.*?)\s*\{:?\s*(?P<inside>[^{}]*?)\s*\}", re.DOTALL)
_ENDS_WITH_ID = re.compile(r"\{:?\s*#[^{}]+\}$")
_DEEPEST_INDENT = 4  # of a continuation line
_OTHER_MARKUP = (
    (re.compile(r"[*+]\s"), "a list item with * or +", "`- text`"),
    (re.compile(r"\d+[.)]\s"), "a numbered list", "`- text`, or a backslash before the dot"),
    (re.compile(r"\|"), "a table", "paragraphs and list items"),
    (re.compile(r"<"), "HTML", "text, with a backslash before a literal <"),
    (re.compile(r"```|~~~"), "code", "paragraphs and list items"),
    (re.compile(r"(!!!|\?\?\?|===|///)\s"), "an admonition", "paragraphs and list items"),
    (re.compile(r"(-{3,}|\*{3,}|_{3,}|={3,})\s*$"), "a horizontal rule", "a heading: headings divide a page"),
)
# The first characters of such markup, digits aside. This is a shortcut for most lines.
_MAY_BE_MARKUP = frozenset("*+|<`~!?=/-_#:>")
_NESTED: dict[Kind, tuple[str, str]] = {
    "item": ("a nested list", "a list item without indentation, `- text`"),
    "heading": ("an indented heading", "a heading without indentation, or a backslash before the #"),
    "definition": ("an indented title", "`:   title` without indentation"),
    "unresolved": ("an indented quotation", "text, with a backslash before a literal >"),
}


@dataclass(frozen=True)
class PageBlock:
    """One block of a page. `level` is the level of a heading, 0 for other blocks; `id` is as written, or None.

    `joined` says that the text was on several lines, which shows as a space inside a Chinese paragraph.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    id: str | None = None
    joined: bool = False


class BlockReader:
    """Reads the blocks of a page, line by line, and adds to `problems` what it refuses.

    `joins_silently` is for Chinese pages, where `unbroken-chinese-paragraphs` reports a block on several lines.
    """

    def __init__(self, path: str, problems: list[Problem], *, joins_silently: bool) -> None:
        self.path = path
        self.problems = problems
        self.joins_silently = joins_silently
        self._kind: Kind = "paragraph"
        self._open: list[tuple[int, str]] = []

    def read(self, lines: Sequence[str], first: int) -> Iterator[PageBlock]:
        """The blocks of `lines` from the index `first` on."""
        for index in range(first, len(lines)):
            line, number = lines[index].rstrip(), index + 1
            if not line:
                yield from self._close()
            elif line[0].isspace():
                self._indented(line, number)
            else:
                following = lines[index + 1] if index + 1 < len(lines) else ""
                yield from self._at_margin(line, number, following)
        yield from self._close()

    def _refuse(self, number: int, message: str) -> None:
        self.problems.append(Problem(self.path, number, message, "page-syntax"))

    def _refuse_markup(self, number: int, markup: tuple[str, str], line: str) -> None:
        found, expected = markup
        self._refuse(number, f"found {found}, expected {expected}: {line.strip()[:40]}")

    def _close(self) -> Iterator[PageBlock]:
        if self._open:
            block = self._block(self._kind, self._open)
            self._open = []
            if block:
                yield block

    def _at_margin(self, line: str, number: int, following: str) -> Iterator[PageBlock]:
        kind = _kind(line)
        if kind == "heading":
            yield from self._close()
            block = self._heading(line, number)
            if block:
                yield block
            return
        if kind != "paragraph":
            if kind == "definition" and self._open and self._kind == "paragraph":
                self._kind = "term"
            yield from self._close()
            self._kind = kind
            self._open.append((number, line[1:].strip()))
            return
        unsupported = _unsupported(line)
        if unsupported:
            self._refuse_markup(number, unsupported, line)
            return
        if self._open and self._kind != "paragraph":
            # The next name of a list, or a new paragraph, because the block before it has ended with its id.
            if _kind(following) == "definition" or _ENDS_WITH_ID.search(self._open[-1][1]):
                yield from self._close()
                self._kind = "paragraph"
            elif not self.joins_silently:
                found = {"item": "list item", "definition": "title"}.get(self._kind, "unresolved")
                message = (
                    f"found a line without indentation after a {found}; indent it by two spaces to continue the "
                    f"{found}, or write a blank line before it: {line[:40]}"
                )
                self._refuse(number, message)
        elif not self._open:
            self._kind = "paragraph"
        self._open.append((number, line))

    def _indented(self, line: str, number: int) -> None:
        """A line that begins with white space continues the block before it, and cannot begin a block."""
        text = line.strip()
        depth = len(line) - len(line.lstrip())
        kind = _kind(text)
        unsupported = _NESTED.get(kind) or _unsupported(text)
        if unsupported:
            self._refuse_markup(number, unsupported, line)
        elif depth > _DEEPEST_INDENT or "\t" in line[:depth]:
            expected = "no indentation, or two spaces where the line continues the block before it"
            self._refuse_markup(number, ("an indented line", expected), line)
        elif not self._open:
            expected = "no indentation, because there is no block before this line that it could continue"
            self._refuse_markup(number, ("an indented line", expected), line)
        else:
            self._open.append((number, text))

    def _heading(self, line: str, number: int) -> PageBlock | None:
        match = _HEADING.match(line)
        assert match
        text, identifier = self._attributes(match["text"], number)
        if not match["space"] or not text:
            self._refuse(number, f"found {line[:40]}, expected a heading, `## Heading {{ #section-id }}`")
            return None
        return PageBlock("heading", text, number, level=len(match["marks"]), id=identifier)

    def _block(self, kind: Kind, lines: list[tuple[int, str]]) -> PageBlock | None:
        number = lines[0][0]
        text, identifier = self._attributes(" ".join(text for _, text in lines), lines[-1][0])
        if not text:
            self._refuse(number, f"found an empty {kind}, expected text")
            return None
        return PageBlock(kind, text, number, id=identifier, joined=len(lines) > 1)

    def _attributes(self, text: str, number: int) -> tuple[str, str | None]:
        """Split `text { #id }` into its text and its id."""
        if not text.endswith("}") or text.endswith("\\}"):
            return text.strip(), None
        match = _ATTRIBUTES.fullmatch(text)
        inside = match["inside"] if match else ""
        if not match or not inside.startswith("#") or len(inside) < 2 or " " in inside:
            tail = text[text.rfind("{") :] if "{" in text else text[-20:]
            expected = "expected an id, like { #r7-08 }; write \\} for a literal brace"
            self._refuse(number, f"found {tail} at the end, {expected}")
            return (match["text"] if match else text).strip(), None
        return match["text"].strip(), inside[1:]


def _kind(line: str) -> Kind:
    first = line[:1]
    if first == "#":
        return "heading"
    if first == "-" and (len(line) == 1 or line[1] in " \t\u00a0\u3000"):
        return "item"
    if first == ":" and line[1:2].isspace():
        return "definition"
    return "unresolved" if first == ">" else "paragraph"


def _unsupported(line: str) -> tuple[str, str] | None:
    """What unsupported markup the line begins with, and what is expected in its place."""
    if line[0] not in _MAY_BE_MARKUP and not line[0].isdigit():
        return None
    for pattern, found, expected in _OTHER_MARKUP:
        if pattern.match(line):
            return found, expected
    return None
