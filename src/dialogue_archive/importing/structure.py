"""The structure of a source text: the blocks of its lines, and the parts of a memo that they become."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dialogue_archive.ids import Language, Side
from dialogue_archive.importing import cleanup
from dialogue_archive.importing.cleanup import DIVIDED, JOINED, Edit
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.source_lines import Line, LineKind, lines_of
from dialogue_archive.messages import Refusal
from dialogue_archive.reading.schema import Emendation
from dialogue_archive.reading.source_text import emend, units


@dataclass(frozen=True)
class SourceBlock:
    """Lines of the source that make one block. `joins` are the edits that remove the breaks between them."""

    lines: tuple[Line, ...]
    joins: tuple[Edit, ...] = ()

    @property
    def first(self) -> Line:
        """Its first line, whose mark says what the block is."""
        return self.lines[0]

    @property
    def kind(self) -> LineKind:
        """The kind of its first line."""
        return self.first.kind

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.first.number

    @property
    def start(self) -> int:
        """The offset in the source at which it begins, with its mark."""
        return self.first.start

    @property
    def end(self) -> int:
        """The offset in the source at which it ends."""
        return self.lines[-1].end

    def words(self, source: str) -> str:
        """Its words as in the source, without its mark and with its lines joined."""
        parts, at = [], self.start + (self.first.mark if self.kind != "text" else 0)
        for edit in self.joins:
            parts += [source[at : edit.start], edit.reading]
            at = edit.end
        return "".join(parts) + source[at : self.end]

    def stretches(self) -> list[tuple[int, int]]:
        """The spans of its words between the breaks of its lines, where other edits may be made."""
        start = self.start + (self.first.mark if self.kind == "item" else 0)
        bounds = [start, *(place for edit in self.joins for place in (edit.start, edit.end)), self.end]
        return list(zip(bounds[::2], bounds[1::2], strict=True))


@dataclass(frozen=True)
class Divisions:
    """An editor's decisions about paragraphs: lines to join to the one before, lines to split before some words."""

    join: Collection[int] = ()
    split: Mapping[int, str] = field(default_factory=dict)


def blocks_of(source: str, language: Language, divisions: Divisions) -> tuple[list[SourceBlock], list[Edit]]:
    """The blocks of `source`, and the edits outside of them: rules removed, lines split.

    Raises Refusal when there are no lines or words as in `divisions`.
    """
    forced, split = divisions.join, divisions.split
    every = list(lines_of(source))
    edits = [Edit(line.start, line.end, "", "rule") for line in every if line.kind == "rule"]
    lines = list(_divided(source, [line for line in every if line.kind not in ("blank", "rule")], split, edits))
    unknown = sorted(set(forced) - {line.number for line in lines[1:]})
    if unknown:
        raise Refusal("import.join_not_found", line=unknown[0])
    wrapping = cleanup.Wrapping.of(source, lines, language)
    found: list[SourceBlock] = []
    for line in lines:
        last = found[-1].lines[-1] if found else None
        block = found[-1] if found else None
        if block and last and line.number in forced:
            edit = cleanup.join(source, last, line, language)
            joined = Edit(edit.start, edit.end + line.mark, edit.reading, "page-break", JOINED)
            found[-1] = SourceBlock((*block.lines, line), (*block.joins, joined))
            continue
        if block and last and last.number != line.number and _continues(block, line, wrapping):
            edit = cleanup.join(source, last, line, language)
            found[-1] = SourceBlock((*block.lines, line), (*block.joins, edit))
            continue
        if last and _is_hard_break(source, last, line):
            edits.append(Edit(last.end, line.start, "\n\n", "spacing"))
        found.append(SourceBlock((line,)))
    return found, edits


def _divided(source: str, lines: list[Line], split: Mapping[int, str], edits: list[Edit]) -> Iterator[Line]:
    """The lines; those of `split` become two, the second beginning with the words that an editor named."""
    for line in lines:
        words = split.get(line.number)
        if words is None:
            yield line
            continue
        at = source.find(words, line.start + line.mark + 1, line.end)
        if not words or at < 0:
            raise Refusal("import.split_not_found", line=line.number, words=words)
        before = line.start + len(source[line.start : at].rstrip())
        mark = "- " if line.kind == "item" else ""
        edits.append(Edit(before, at, f"\n\n{mark}" if not mark else "\n- ", "punctuation", DIVIDED))
        yield replace(line, end=before)
        yield replace(line, start=at, mark=0, is_numbered=False, is_plain=True)


def _continues(block: SourceBlock, line: Line, wrapping: cleanup.Wrapping) -> bool:
    """Whether `line` continues `block`. The width of the whole paragraph counts, not only that of its last line."""
    last = block.lines[-1]
    if len(block.lines) > 1 and last.number + 1 != line.number:
        last = Line(last.number, block.kind, block.start, last.end, mark=block.first.mark)
    elif len(block.lines) > 1:
        last = Line(last.number, "text", last.start, last.end)
    return wrapping.continues(last, line)


def _is_hard_break(source: str, last: Line, line: Line) -> bool:
    """Whether two spaces at the end of a line force a line break, as in Markdown."""
    between = source[last.end : line.start]
    return last.kind == line.kind == "text" and line.number == last.number + 1 and between.startswith("  \n")


Role = Literal[
    "title", "section", "recommendations", "delegation", "paragraph", "item", "recommendation", "person", "unresolved"
]
Placed = tuple[Role, SourceBlock, Side | None, str | None]


@dataclass(frozen=True)
class Part:
    """One part of the memo: its words as published, the source line where it begins.

    A person has `name` in `text` and a `title`; a delegation, and each person in it, has a `side`.
    """

    role: Role
    text: str
    line: int
    title: str = ""
    side: Side | None = None
    latin: str | None = None


@dataclass(frozen=True)
class Recognised:
    """A source text as the parts of a memo, with the emendations that lead to them."""

    source: str
    language: Language
    parts: tuple[Part, ...]
    emendations: tuple[Emendation, ...]
    remarks: tuple[Remark, ...]

    @property
    def memo(self) -> tuple[Part, ...]:
        """The parts on the memo's page."""
        return tuple(part for part in self.parts if part.side is None)

    def delegation(self, side: Side) -> tuple[Part, ...]:
        """The heading of one delegation and what is under it."""
        return tuple(part for part in self.parts if part.side == side)


def parts_of(source: str, placed: Sequence[Placed], emendations: tuple[Emendation, ...]) -> tuple[Part, ...]:
    """The parts, with their words as in the emended text. Raises Refusal when a line has no part or no text."""
    emended = emend(source, emendations)
    found = list(units(emended))
    parts: list[Part] = []
    at = 0
    for role, block, side, latin in placed:
        unit = found[at] if at < len(found) else None
        at += 1
        if unit is None or block.line not in unit.lines or emended.refused:
            raise Refusal("import.unsafe_line", line=block.line)
        if role == "person":
            title = found[at] if at < len(found) else None
            at += 1
            if unit.kind != "name" or title is None or title.kind != "title":
                raise Refusal("import.name_and_title", line=block.line)
            parts.append(Part(role, unit.text, block.line, title=title.text, side=side, latin=latin))
        else:
            parts.append(Part(role, unit.text, block.line, side=side))
    if at != len(found):
        raise Refusal("import.no_place", line=found[at].lines[0])
    return tuple(parts)
