"""The report of an import: remarks on lines of the source, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogue_archive.ids import Language
from dialogue_archive.messages import Message


@dataclass(frozen=True)
class Remark:
    """Something that an editor should know. `is_open`: `archive check` fails until it is settled.

    `line` is a line of the kept source text, 0 for the whole document. Remarks with `names` of people may be merged
    into one.
    """

    message: Message
    line: int = 0
    is_open: bool = False
    names: tuple[str, ...] = ()

    def text(self, language: Language) -> str:
        """The remark with its line."""
        found = Message("import.at_line", line=self.line, remark=self.message) if self.line else self.message
        return found.text(language)


def report_lines(remarks: Iterable[Remark]) -> str:
    """Remarks as a list in both languages: open ones first, each group in the order of the source."""
    ordered = sorted(remarks, key=lambda remark: (not remark.is_open, remark.line))
    return "\n".join(f"- {remark.text('zh')}\n  {remark.text('en')}" for remark in ordered)
