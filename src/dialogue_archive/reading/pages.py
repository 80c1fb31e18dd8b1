"""The grammar of a round's pages: a small part of Markdown, read line by line (docs-dev/formats.md).

A reader of our own, not a Markdown library, because it must refuse what it does not know, with the line, and because
`write` must give back what `read` took.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from dialogue_archive.ids import PREAMBLE, Language
from dialogue_archive.problems import Problem
from dialogue_archive.reading import files, yaml_source
from dialogue_archive.reading.page_blocks import Blocks, Kind, PageBlock
from dialogue_archive.reading.schema import FrontMatter

Front = TypeVar("Front")
__all__ = ["Kind", "Page", "PageBlock", "read", "read_front", "write"]


@dataclass(frozen=True)
class PageSection:
    """A section of one language's page: its heading (None before the first) and what follows it."""

    id: str
    heading: PageBlock | None
    blocks: tuple[PageBlock, ...]


@dataclass(frozen=True)
class Page:
    """A page of a round as read. `name` is `index`, `recommendations` or `participants`."""

    path: str
    language: Language
    round: int
    name: str
    front: FrontMatter
    blocks: tuple[PageBlock, ...] = field(default=())

    @property
    def title(self) -> str:
        """The level-1 heading; the front matter's title when there is none."""
        return next((block.text for block in self.blocks if block.level == 1), self.front.title)

    @cached_property
    def sections(self) -> tuple[PageSection, ...]:
        """The page divided at its headings of level 1 and 2; deeper headings stay blocks of their section."""
        return _split_sections(self.blocks)


def read(text: str, *, path: str, language: Language, round_number: int, name: str) -> tuple[Page, list[Problem]]:
    """Read the text of a page. Lines that the grammar does not know are problems; the rest is still read."""
    problems: list[Problem] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems.extend(files.invisible(text, path))
    lines = text.split("\n")
    front, first = read_front(lines, path, language, problems, FrontMatter, FrontMatter(title="—"))
    blocks = tuple(Blocks(path, problems, joins_silently=language == "zh").read(lines, first))
    return Page(path, language, round_number, name, front, blocks), problems


def read_front(
    lines: list[str], path: str, language: Language, problems: list[Problem], shape: type[Front], empty: Front
) -> tuple[Front, int]:
    """The front matter of a page as `shape`, and the index of the first line after it."""
    if not lines or lines[0].rstrip() != "---":
        problems.append(Problem(path, 1, "found no front matter, expected --- and title: on the first lines"))
        return empty, 0
    for number in range(1, len(lines)):
        if lines[number].rstrip() == "---":
            source = "\n".join(lines[1:number])
            front, found = yaml_source.parse(
                source, shape, name=path, default=empty, first_line=2, is_chinese=language == "zh"
            )
            problems.extend(found)
            return front.value, number + 1
    problems.append(Problem(path, 1, "the front matter is not closed, expected a second line ---"))
    return empty, len(lines)


def write(front: FrontMatter, blocks: Iterable[PageBlock]) -> str:
    """The text of a page. `read(write(front, blocks))` gives `blocks` again, lines aside."""
    parts = ["---", f"title: {_scalar(front.title)}"]
    if front.description:
        parts.append(f"description: {_scalar(front.description)}")
    parts.append("---")
    previous: PageBlock | None = None
    for block in blocks:
        together = previous and (previous.kind, block.kind) in {("item", "item"), ("term", "definition")}
        if not together:
            parts.append("")
        mark = {"heading": "#" * block.level + " ", "item": "- ", "definition": ":   ", "unresolved": "> "}.get(
            block.kind, ""
        )
        parts.append(mark + block.text + (f" {{ #{block.id} }}" if block.id else ""))
        previous = block
    return "\n".join(parts) + "\n"


def _scalar(text: str) -> str:
    """`text` as a YAML scalar, quoted where plain style could be taken for something else."""
    if re.search(r"^[\s\W_]|: |\s#|\s$|:$", text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def _split_sections(blocks: tuple[PageBlock, ...]) -> tuple[PageSection, ...]:
    found: list[PageSection] = []
    heading: PageBlock | None = None
    inside: list[PageBlock] = []

    def close() -> None:
        if heading or inside:
            found.append(PageSection((heading.id if heading else None) or PREAMBLE, heading, tuple(inside)))

    for block in blocks:
        if block.kind == "heading" and block.level <= 2:
            close()
            heading, inside = block, []
        else:
            inside.append(block)
    close()
    return tuple(found)


def numbered(section: PageSection) -> Iterator[tuple[str, PageBlock]]:
    """Each block of a section with its id: paragraphs and items count from 1, a subheading has its own id."""
    number = 0
    for block in section.blocks:
        if block.kind == "heading":
            yield block.id or f"{section.id}-heading", block
        else:
            number += 1
            yield f"{section.id}-{number}", block
