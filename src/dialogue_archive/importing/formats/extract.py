"""What the readers of documents produce: lines of text, and from them a source text in the project's layout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogue_archive.importing.report import Remark
from dialogue_archive.messages import Message, Refusal

LARGEST = 20_000_000  # bytes; a memo of a few pages with pictures is well below


@dataclass(frozen=True)
class SourceDocument:
    """A document as read. `content` is the source text to be kept, as bytes.

    `original`: the SHA-256 of the document itself, when `content` is not that document byte for byte. `unresolved`:
    lines whose place the reader could not determine, and why. `remarks`: what was left out or converted.
    """

    name: str
    content: bytes
    original: str | None = None
    remarks: tuple[Remark, ...] = ()
    unresolved: Mapping[int, Message] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The source text without byte order mark, with plain line ends."""
        return self.content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")

    @property
    def sha256(self) -> str:
        """The SHA-256 of the source text that is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Extract:
    """The lines of text of a document, and what there is to say about it. `unresolved` is by the index of a line."""

    lines: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unresolved: dict[int, Message] = field(default_factory=dict)

    def add(self, line: str, unresolved: Message | None = None) -> None:
        """Add one line of text; blank lines are left out. `unresolved`: why its place could not be determined."""
        text = " ".join(line.split(" ")).strip()
        if text:
            if unresolved:
                self.unresolved[len(self.lines)] = unresolved
            self.lines.append(text)


def source_document(name: str, data: bytes, extract: Extract) -> SourceDocument:
    """The source text of what was extracted: blank lines between blocks, none inside lists and tables."""
    lines: list[str] = []
    numbers: dict[int, int] = {}
    previous = ""
    for index, line in enumerate(extract.lines):
        together = _is_together(previous, line)
        if lines and not together:
            lines.append("")
        lines.append(line)
        numbers[index] = len(lines)
        previous = line
    if not lines:
        raise empty(name)
    unresolved = {numbers[index]: message for index, message in extract.unresolved.items()}
    content = ("\n".join(lines) + "\n").encode("utf-8")
    return SourceDocument(name, content, hashlib.sha256(data).hexdigest(), tuple(extract.remarks), unresolved)


def _is_together(one: str, other: str) -> bool:
    both_items = one.startswith("- ") and other.startswith("- ")
    return both_items or ("\t" in one and "\t" in other)


def empty(name: str) -> Refusal:
    """The refusal of a document without text."""
    return Refusal("document.empty", name=name)
