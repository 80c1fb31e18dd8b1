"""Reading a document of any known kind into a source text: UTF-8, a paragraph a line, marked as round 7's is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dialogue_archive.importing.report import ImportRefused, Remark

LARGEST = 20_000_000  # bytes; a memo of some pages with pictures stays well below
SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".md", ".txt")


@dataclass(frozen=True)
class SourceDocument:
    """A document as read. `content` is the source text to be kept, as bytes.

    `original` is the SHA-256 of the document itself where `content` is not that document byte for byte. `unresolved`
    are lines whose place the reader is not sure of; `remarks` say what was left out and what was converted.
    """

    name: str
    content: bytes
    original: str | None = None
    remarks: tuple[Remark, ...] = ()
    unresolved: Mapping[int, Remark] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The source text as it is read everywhere: no byte order mark, line ends as `\\n`."""
        return self.content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")

    @property
    def sha256(self) -> str:
        """The SHA-256 of the source text that is kept."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Extract:
    """What a reader of one kind of document gives: lines of text, and remarks on them by their index."""

    lines: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unresolved: dict[int, tuple[str, str]] = field(default_factory=dict)

    def add(self, line: str, doubt: tuple[str, str] | None = None) -> None:
        """Add one line of text; blank ones divide nothing and are left out."""
        text = " ".join(line.split(" ")).strip()
        if text:
            if doubt:
                self.unresolved[len(self.lines)] = doubt
            self.lines.append(text)


def read(path: Path) -> SourceDocument:
    """Read the document at `path`. Raises ImportRefused, with what to do, for anything that cannot be read whole."""
    data = _bytes(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = "、".join(SUFFIXES)
        raise ImportRefused(
            f"{path.name}：不认识 {suffix or '没有扩展名的文件'}。请提供 {known} 之一；"
            "旧式 .doc 请在 Word 中另存为 .docx。",
            f"{path.name}: files of the kind {suffix or 'without an ending'} are not known. Provide one of "
            f"{', '.join(SUFFIXES)}; in Word, save an old .doc as .docx.",
        )
    _agrees(path.name, suffix, data)
    # The libraries that read documents take a while to load, and most commands need none of them.
    if suffix in (".txt", ".md"):
        from dialogue_archive.importing.formats import text

        if suffix == ".md":
            return text.read_markdown(path.name, data)
        return text.read(path.name, data)
    if suffix == ".docx":
        from dialogue_archive.importing.formats import word

        extract = word.read(path.name, data)
    elif suffix == ".pdf":
        from dialogue_archive.importing.formats import pdf

        extract = pdf.read(path.name, data)
    else:
        from dialogue_archive.importing.formats import html

        extract = html.read(path.name, data)
    return laid_out(path.name, data, extract)


def laid_out(name: str, data: bytes, extract: Extract) -> SourceDocument:
    """The canonical layout of what was read: a blank line between blocks, none between list items or rows."""
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
    unresolved = {numbers[i]: Remark(numbers[i], zh, en, True) for i, (zh, en) in extract.unresolved.items()}
    content = ("\n".join(lines) + "\n").encode("utf-8")
    return SourceDocument(name, content, hashlib.sha256(data).hexdigest(), tuple(extract.remarks), unresolved)


def _is_together(one: str, other: str) -> bool:
    both_items = one.startswith("- ") and other.startswith("- ")
    return both_items or ("\t" in one and "\t" in other)


def empty(name: str) -> ImportRefused:
    """The refusal of a document without text."""
    return ImportRefused(
        f"{name} 里没有文字。请换用含有正文的文件。", f"{name} holds no text. Use a file that holds the memo's text."
    )


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ImportRefused(
            f"找不到文件 {path}。请核对文件名和所在文件夹。", f"There is no file {path}. Check its name and folder."
        )
    size = path.stat().st_size
    if size > LARGEST:
        raise ImportRefused(
            f"{path.name} 有 {size // 1_000_000} MB，上限为 {LARGEST // 1_000_000} MB。"
            "请删去图片，或另存为纯文本后再导入。",
            f"{path.name} has {size // 1_000_000} MB; the limit is {LARGEST // 1_000_000} MB. Take out its "
            "pictures, or save it as plain text, and import again.",
        )
    data = path.read_bytes()
    if not data.strip():
        raise empty(path.name)
    return data


_SIGNATURES = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx", b"\xd0\xcf\x11\xe0": ".doc", b"{\\rtf": ".rtf"}


def _agrees(name: str, suffix: str, data: bytes) -> None:
    """Refuse a file that is not of the kind its name says."""
    found = next((kind for signature, kind in _SIGNATURES.items() if data.lstrip()[:8].startswith(signature)), "")
    expects_signature = suffix in (".pdf", ".docx")
    if found == suffix or (not found and not expects_signature):
        return
    what_zh = f"实际是 {found} 文件" if found else "内容并非该格式"
    what_en = f"is in fact a {found} file" if found else "is not a file of that kind"
    raise ImportRefused(
        f"{name} 的扩展名为 {suffix}，{what_zh}。请用 Word 等软件打开，另存为 .docx 后再导入。",
        f"{name} ends in {suffix} but {what_en}. Open it in the program that made it, save it as "
        ".docx, and import that.",
    )
