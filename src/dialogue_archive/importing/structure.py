"""The structure of a source text: the blocks of its lines, and the parts of a memo that they become."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dialogue_archive.ids import Language, Side
from dialogue_archive.importing import cleanup
from dialogue_archive.importing.cleanup import DIVIDED, JOINED, Edit
from dialogue_archive.importing.report import ImportRefused, Remark
from dialogue_archive.importing.source_lines import Line, LineKind, lines_of
from dialogue_archive.reading.schema import Emendation
from dialogue_archive.reading.source_text import emend, units


@dataclass(frozen=True)
class SourceBlock:
    """Lines of the source that make one block. `joins` are the edits that mend its divisions."""

    lines: tuple[Line, ...]
    joins: tuple[Edit, ...] = ()

    @property
    def first(self) -> Line:
        """Its first line, whose mark says what the block is."""
        return self.lines[0]

    @property
    def kind(self) -> LineKind:
        """What the block is by its mark."""
        return self.first.kind

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.first.number

    @property
    def start(self) -> int:
        """Where it begins in the source, its mark included."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where it ends in the source."""
        return self.lines[-1].end

    def words(self, source: str) -> str:
        """Its words without its mark, as they stand in the source, mended divisions closed."""
        parts, at = [], self.start + (self.first.mark if self.kind != "text" else 0)
        for edit in self.joins:
            parts += [source[at : edit.start], edit.reading]
            at = edit.end
        return "".join(parts) + source[at : self.end]

    def stretches(self) -> list[tuple[int, int]]:
        """The places of its words between its divisions, where other edits may be made."""
        start = self.start + (self.first.mark if self.kind == "item" else 0)
        bounds = [start, *(place for edit in self.joins for place in (edit.start, edit.end)), self.end]
        return list(zip(bounds[::2], bounds[1::2], strict=True))


def blocks_of(
    source: str, language: Language, forced: Collection[int], split: Mapping[int, str]
) -> tuple[list[SourceBlock], list[Edit]]:
    """The blocks of `source`, and the edits that stand between them: rules taken out, lines divided.

    An editor may ask that lines be joined to the paragraph before them (`forced`), or divided before the words given
    (`split`).
    """
    every = list(lines_of(source))
    edits = [Edit(line.start, line.end, "", "rule") for line in every if line.kind == "rule"]
    lines = list(_divided(source, [line for line in every if line.kind not in ("blank", "rule")], split, edits))
    unknown = sorted(set(forced) - {line.number for line in lines[1:]})
    if unknown:
        raise ImportRefused(
            f"--join {unknown[0]}：原文第 {unknown[0]} 行不是某一段的开头。请使用导入报告所列的行号。",
            f"--join {unknown[0]}: no paragraph begins in line {unknown[0]}. Use a line number of the import report.",
        )
    wrapped = cleanup.is_wrapped(source, lines)
    margin = cleanup.margin_of(source, lines)
    found: list[SourceBlock] = []
    for line in lines:
        last = found[-1].lines[-1] if found else None
        block = found[-1] if found else None
        if block and last and line.number in forced:
            edit = cleanup.join(source, last, line, language)
            joined = Edit(edit.start, edit.end + line.mark, edit.reading, "page-break", JOINED)
            found[-1] = SourceBlock((*block.lines, line), (*block.joins, joined))
            continue
        if (
            block
            and last
            and last.number != line.number
            and _goes_on(source, block, line, language, wrapped=wrapped, margin=margin)
        ):
            edit = cleanup.join(source, last, line, language)
            found[-1] = SourceBlock((*block.lines, line), (*block.joins, edit))
            continue
        if last and _is_hard_break(source, last, line):
            edits.append(Edit(last.end, line.start, "\n\n", "spacing"))
        found.append(SourceBlock((line,)))
    return found, edits


def _divided(source: str, lines: list[Line], split: Mapping[int, str], edits: list[Edit]) -> Iterator[Line]:
    """The lines, those of `split` divided in two before the words that an editor named."""
    for line in lines:
        words = split.get(line.number)
        if words is None:
            yield line
            continue
        at = source.find(words, line.start + line.mark + 1, line.end)
        if not words or at < 0:
            raise ImportRefused(
                f"--split：第 {line.number} 行里没有“{words}”。请照抄第二段开头的文字。",
                f"--split: “{words}” is not in line {line.number}. Copy the first words of the second paragraph.",
            )
        before = line.start + len(source[line.start : at].rstrip())
        mark = "- " if line.kind == "item" else ""
        edits.append(Edit(before, at, f"\n\n{mark}" if not mark else "\n- ", "punctuation", DIVIDED))
        yield replace(line, end=before)
        yield replace(line, start=at, mark=0, is_numbered=False, is_plain=True)


def _goes_on(source: str, block: SourceBlock, line: Line, language: Language, *, wrapped: bool, margin: int) -> bool:
    """Whether `line` goes on with `block`. A whole paragraph's width counts, not that of its last line alone."""
    last = block.lines[-1]
    if len(block.lines) > 1 and last.number + 1 != line.number:
        last = Line(last.number, block.kind, block.start, last.end, mark=block.first.mark)
    elif len(block.lines) > 1:
        last = Line(last.number, "text", last.start, last.end)
    return cleanup.runs_on(source, last, line, language, wrapped=wrapped, margin=margin)


def _is_hard_break(source: str, last: Line, line: Line) -> bool:
    """Whether two spaces at the end of a line force a break there, as in Markdown."""
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
    """A source text taken apart."""

    source: str
    language: Language
    parts: tuple[Part, ...]
    emendations: tuple[Emendation, ...]
    remarks: tuple[Remark, ...]

    @property
    def memo(self) -> tuple[Part, ...]:
        """What stands on the memo's page."""
        return tuple(part for part in self.parts if part.side is None)

    def delegation(self, side: Side) -> tuple[Part, ...]:
        """The heading of one delegation and what follows it."""
        return tuple(part for part in self.parts if part.side == side)


def parts_of(source: str, placed: Sequence[Placed], emendations: tuple[Emendation, ...]) -> tuple[Part, ...]:
    """The parts, with their words read from the emended text."""
    emended = emend(source, emendations)
    found = list(units(emended))
    parts: list[Part] = []
    at = 0
    for role, block, side, latin in placed:
        unit = found[at] if at < len(found) else None
        at += 1
        if unit is None or block.line not in unit.lines or emended.refused:
            raise ImportRefused(
                f"第 {block.line} 行无法可靠导入（请报告此问题，并附上文件）。",
                f"line {block.line} cannot be imported safely (please report this, with the document).",
            )
        if role == "person":
            title = found[at] if at < len(found) else None
            at += 1
            if unit.kind != "name" or title is None or title.kind != "title":
                raise ImportRefused(
                    f"第 {block.line} 行的姓名与职务无法分开。", f"line {block.line}: name and title cannot be divided."
                )
            parts.append(Part(role, unit.text, block.line, title=title.text, side=side, latin=latin))
        else:
            parts.append(Part(role, unit.text, block.line, side=side))
    if at != len(found):
        line = found[at].lines[0]
        raise ImportRefused(
            f"第 {line} 行没有着落（请报告此问题，并附上文件）。",
            f"line {line} found no place (please report this, with the document).",
        )
    return tuple(parts)
