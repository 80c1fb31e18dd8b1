"""What the importer says, in both languages. A message has its words; the line it speaks of is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogue_archive.reading.schema import Pair


class ImportRefused(Exception):
    """A document that cannot be imported: what is wrong with it, and what to do. Nothing was written."""

    def __init__(self, zh: str, en: str) -> None:
        self.words = Pair(zh=zh, en=en)
        super().__init__(f"{zh}\n{en}")


@dataclass(frozen=True)
class Remark:
    """Something that an editor should know. `is_open`: the check fails until somebody settles it.

    `line` is that of the kept source, 0 for the whole document. `names` are people that share one such remark.
    """

    line: int
    zh: str
    en: str
    is_open: bool = False
    names: tuple[str, ...] = ()


def lines_of(remarks: Iterable[Remark]) -> str:
    """Remarks as lines of a report, both languages, in the order of the source."""
    found = []
    for remark in sorted(remarks, key=lambda remark: (not remark.is_open, remark.line)):
        where_zh, where_en = (f"第 {remark.line} 行：", f"line {remark.line}: ") if remark.line else ("", "")
        found.append(f"- {where_zh}{remark.zh}\n  {where_en}{remark.en}")
    return "\n".join(found)
