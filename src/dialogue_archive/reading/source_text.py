"""The source text of a memo, and the declared emendations applied to it.

A source is read line by line: `#`, `-` and a tab between name and title are markup, everything else is text. With its
emendations applied, it must equal the published pages, unit by unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dialogue_archive.reading.schema import Emendation

UnitKind = Literal["heading", "paragraph", "item", "name", "title"]
_HEADING = re.compile(r"(#{1,6})\s+(.*)")


@dataclass(frozen=True)
class Unit:
    """The source text of one published block. `lines` and `level` (of a heading) are those of the source."""

    kind: UnitKind
    text: str
    lines: tuple[int, ...]
    level: int = 0


@dataclass(frozen=True)
class Applied:
    """Where one emendation was applied: its index, its source line, and the offset in the emended line."""

    index: int
    line: int
    offset: int


@dataclass(frozen=True)
class Emended:
    """The emended text as pairs of source lines and text, where each emendation was applied, and which were refused."""

    lines: tuple[tuple[tuple[int, ...], str], ...]
    applied: tuple[Applied, ...]
    refused: tuple[tuple[int, str], ...]


def emend(text: str, emendations: tuple[Emendation, ...]) -> Emended:
    r"""Apply `emendations` to `text`. The `source` of each must begin exactly once in its line, or it is refused.

    >>> emend("a 采\n\n取 b", (Emendation(lines=(1,), kind="page-break", source="采\n\n取", reading="采取"),)).lines
    (((1, 2, 3), 'a 采取 b'),)
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    starts = [0] + [match.end() for match in re.finditer("\n", text)]
    edits: list[tuple[int, int, int]] = []
    refused: list[tuple[int, str]] = []
    for index, emendation in enumerate(emendations):
        for line in emendation.lines:
            place = _find(text, starts, emendation.source, line)
            if isinstance(place, str):
                refused.append((index, place))
            else:
                edits.append((place, place + len(emendation.source), index))
    edits.sort()
    for before, after in pairwise(edits):
        if before[1] > after[0]:
            refused.append((after[2], f"this overlaps with the emendation of {emendations[before[2]].source!r}"))
    if refused:
        edits = []
    return _replace(text, edits, emendations, tuple(refused))


def _find(text: str, starts: list[int], source: str, line: int) -> int | str:
    if line > len(starts):
        return f"found line {line}, but the source has only {len(starts)} lines"
    start = starts[line - 1]
    end = starts[line] if line < len(starts) else len(text)
    found = [at for at in _all(text, source, start) if at < end]
    if not found:
        return f"{source!r} is not in line {line} of the source"
    if len(found) > 1:
        return f"{source!r} occurs {len(found)} times in line {line} of the source; quote more of the text"
    return found[0]


def _all(text: str, part: str, start: int) -> Iterator[int]:
    at = text.find(part, start)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _replace(
    text: str,
    edits: list[tuple[int, int, int]],
    emendations: tuple[Emendation, ...],
    refused: tuple[tuple[int, str], ...],
) -> Emended:
    lines: list[tuple[tuple[int, ...], str]] = []
    applied: list[Applied] = []
    current, numbers, number, at = "", [1], 1, 0

    def take(part: str, new_text: bool) -> None:
        nonlocal current, numbers, number
        for position, piece in enumerate(part.split("\n")):
            if position:
                lines.append((tuple(numbers), current))
                current, numbers = "", []
                if not new_text:
                    number += 1
                numbers = [number]
            current += piece

    for start, end, index in edits:
        take(text[at:start], new_text=False)
        applied.append(Applied(index, number, len(current)))
        take(emendations[index].reading, new_text=True)
        for _ in range(text.count("\n", start, end)):
            number += 1
            numbers.append(number)
        at = end
    take(text[at:], new_text=False)
    lines.append((tuple(numbers), current))
    return Emended(tuple(lines), tuple(applied), refused)


def units(emended: Emended) -> tuple[Unit, ...]:
    """The units of an emended source, in order."""
    return tuple(_units(emended))


def _units(emended: Emended) -> Iterator[Unit]:
    for numbers, line in emended.lines:
        text = line.strip()
        if not text:
            continue
        heading = _HEADING.fullmatch(text)
        if heading:
            yield Unit("heading", heading[2], numbers, level=len(heading[1]))
        elif text.startswith("- "):
            yield Unit("item", text[2:].strip(), numbers)
        elif "\t" in text:
            name, title = text.split("\t", 1)
            yield Unit("name", name.strip(), numbers)
            yield Unit("title", title.strip(), numbers)
        else:
            yield Unit("paragraph", text, numbers)
