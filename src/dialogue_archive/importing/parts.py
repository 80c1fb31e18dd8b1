"""The parts of a memo: what recognition gives, with their words read from the emended source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dialogue_archive.ids import Language, Side
from dialogue_archive.importing.blocks import SourceBlock
from dialogue_archive.importing.messages import ImportRefused, Remark
from dialogue_archive.reading.shapes import Emendation
from dialogue_archive.reading.source import emend, units

Role = Literal[
    "title", "section", "recommendations", "delegation", "paragraph", "item", "recommendation", "person", "doubt"
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
