"""The grammar of a round's pages: a small part of Markdown, read line by line (docs-dev/formats.md).

This is not a Markdown library, because it must refuse unsupported markup and name its line, and because `read` must
return exactly what `write` was given.
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
from dialogue_archive.reading.page_blocks import BlockReader, Kind, PageBlock
from dialogue_archive.reading.schema import FrontMatter
from dialogue_archive.reading.yaml_source import YamlText

Front = TypeVar("Front", bound=FrontMatter)
__all__ = ["Kind", "Page", "PageBlock", "read", "read_front", "write"]


@dataclass(frozen=True)
class PageSection:
    """A section of a page in one language: its heading (None before the first heading) and the blocks after it."""

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
        """The page divided at its headings of level 1 and 2; deeper headings are blocks of their section."""
        return _split_sections(self.blocks)


def read(text: str, *, path: str, language: Language, round_number: int, name: str) -> tuple[Page, list[Problem]]:
    """Read the text of a page. Lines with unsupported markup are problems; all other lines are still read."""
    problems: list[Problem] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems.extend(files.invisible(text, path))
    lines = text.split("\n")
    front, first, found = read_front(lines, FrontMatter, path=path, language=language)
    problems.extend(found)
    blocks = tuple(BlockReader(path, problems, joins_silently=language == "zh").read(lines, first))
    return Page(path, language, round_number, name, front, blocks), problems


def read_front(
    lines: list[str], schema: type[Front], *, path: str, language: Language
) -> tuple[Front, int, list[Problem]]:
    """The front matter of a page, the index of the first line after it, and the problems found in it."""
    empty = schema(title="—")
    if not lines or lines[0].rstrip() != "---":
        message = "found no front matter, expected --- and title: on the first lines"
        return empty, 0, [Problem(path, 1, message, "front-matter")]
    end = next((index for index in range(1, len(lines)) if lines[index].rstrip() == "---"), None)
    if end is None:
        message = "the front matter is not closed, expected a second line ---"
        return empty, len(lines), [Problem(path, 1, message, "front-matter")]
    text = YamlText("\n".join(lines[1:end]), first_line=2, is_chinese=language == "zh")
    front, problems = yaml_source.parse(text, schema, name=path, default=empty)
    return front.value, end + 1, problems


def write(front: FrontMatter, blocks: Iterable[PageBlock]) -> str:
    """The text of a page. `read(write(front, blocks))` returns `blocks` again, apart from their line numbers."""
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
    """`text` as a YAML scalar, quoted where YAML could read it as something else."""
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
    """Each block of a section with its id: paragraphs and items are numbered from 1, a subheading has its own id."""
    number = 0
    for block in section.blocks:
        if block.kind == "heading":
            yield block.id or f"{section.id}-heading", block
        else:
            number += 1
            yield f"{section.id}-{number}", block
