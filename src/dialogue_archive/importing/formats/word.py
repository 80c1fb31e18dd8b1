"""Word documents (.docx): all text of the body; what is outside of it is reported."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError

from dialogue_archive.importing.formats.extract import LARGEST, Extract
from dialogue_archive.importing.report import Remark
from dialogue_archive.messages import Message, Refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING_STYLE = re.compile(r"(?:heading|标题|副标题)\s*([1-6])?$|^(title|subtitle|题目)$", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list|bullet|列表|项目符号|编号", re.IGNORECASE)
_UNPACKED = 10 * LARGEST


def read(name: str, data: bytes) -> Extract:
    """The lines of a Word document. Raises Refusal for an unreadable document and for one with tracked changes."""
    document = _opened(name, data)
    body = document.element.body
    if any(True for _ in body.iter(f"{_W}del", f"{_W}moveFrom")) or any(True for _ in body.iter(f"{_W}ins")):
        raise Refusal("document.tracked_changes", name=name)
    styles = {style.style_id: style.name or "" for style in document.styles}
    extract = Extract()
    levels = _Levels(styles, any(_is_title(styles.get(_style(p), "")) for p in body.iter(f"{_W}p")))
    for element in _blocks(body):
        if element.tag == f"{_W}tbl":
            _table(element, extract)
        else:
            _paragraph(element, levels, extract)
    _outside(document, extract)
    return extract


def _opened(name: str, data: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise Refusal("document.word_too_large", name=name)
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError):
        raise Refusal("document.word_unreadable", name=name) from None


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, including those inside content controls."""
    for element in body.iterchildren():
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _blocks(element)


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(found.get(f"{_W}val")) if found is not None else ""


def _is_title(style: str) -> bool:
    return style.casefold() in ("title", "标题", "题目")


class _Levels:
    """The heading levels of a document: one deeper when it has a title of its own."""

    def __init__(self, styles: dict[str, str], has_title: bool) -> None:
        self.styles = styles
        self.has_title = has_title

    def of(self, paragraph: Any) -> int:
        """The level of a heading, 0 for any other paragraph."""
        style = self.styles.get(_style(paragraph), "")
        if _is_title(style):
            return 1
        match = _HEADING_STYLE.search(style)
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if match:
            level = int(match[1] or 1)
        elif outline is not None and int(outline.get(f"{_W}val") or 9) < 6:
            level = int(outline.get(f"{_W}val")) + 1
        else:
            return 0
        return min(6, level + self.has_title)

    def is_item(self, paragraph: Any) -> bool:
        """Whether the paragraph is an item of a bulleted or numbered list."""
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return bool(number.get(f"{_W}val") != "0")
        return bool(_LIST_STYLE.search(self.styles.get(_style(paragraph), "")))


def _paragraph(paragraph: Any, levels: _Levels, extract: Extract) -> None:
    level = levels.of(paragraph)
    is_item = not level and levels.is_item(paragraph)
    for index, line in enumerate(_text(paragraph).split("\n")):
        mark = "#" * level + " " if level else "- " if is_item and not index else ""
        if line.strip():
            extract.add(mark + line.strip())
    for box in paragraph.iter(f"{_W}txbxContent"):
        if _is_shown(box, paragraph):
            _box(box, extract)


def _box(box: Any, extract: Extract) -> None:
    for inner in box.iter(f"{_W}p"):
        extract.add(_text(inner).replace("\n", " "), Message("document.text_box"))


def _is_shown(element: Any, root: Any) -> bool:
    """Whether the element is not the fallback copy that Word keeps of a drawing for older programs."""
    while element is not None and element is not root:
        if element.tag == _FALLBACK:
            return False
        element = element.getparent()
    return True


def _text(paragraph: Any) -> str:
    """The text of a paragraph itself: runs, links and fields, without text boxes that are anchored to it."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element.iterchildren():
            if child.tag in (f"{_W}txbxContent", _FALLBACK, f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"):
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}ptab"):
                parts.append("\t")
            elif child.tag == f"{_W}cr" or (
                child.tag == f"{_W}br" and child.get(f"{_W}type") not in ("page", "column")
            ):
                parts.append("\n")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            elif child.tag == f"{_W}sym":
                parts.append("•")
            else:
                walk(child)

    walk(paragraph)
    return "".join(parts)


def _table(table: Any, extract: Extract) -> None:
    """A table as rows with tabs; a merged cell counts once, a cell of several lines becomes one."""
    for row in table.iter(f"{_W}tr"):
        if row.getparent() is not table and not _in_control(row, table):
            continue
        cells = []
        for cell in row.iter(f"{_W}tc"):
            text = " ".join(" ".join(_text(p).split()) for p in cell.iter(f"{_W}p"))
            cells.append(text.strip())
        filled = [cell for cell in cells if cell]
        if filled:
            extract.add("\t".join(filled))


def _in_control(row: Any, table: Any) -> bool:
    parent = row.getparent()
    while parent is not None and parent.tag in (f"{_W}sdtContent", f"{_W}sdt"):
        parent = parent.getparent()
    return parent is table


_LEFT_OUT = {
    "header": "document.left_out_header",
    "footer": "document.left_out_footer",
    "comments": "document.left_out_comments",
}


def _outside(document: Any, extract: Extract) -> None:
    """Notes become unresolved lines at the end; running heads and comments are left out, with a remark."""
    for part in document.part.package.iter_parts():
        kind = str(part.partname).rsplit("/", 1)[-1].rstrip("0123456789.xml")
        if kind in ("footnotes", "endnotes"):
            for line in _part_lines(part):
                extract.add(line, Message("document.note"))
        elif kind in _LEFT_OUT:
            lines = _part_lines(part)
            if lines:
                extract.remarks.append(Remark(Message(_LEFT_OUT[kind], words=" / ".join(lines))))


def _part_lines(part: Any) -> list[str]:
    from lxml import etree

    root = etree.fromstring(part.blob, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    found = []
    for paragraph in root.iter(f"{_W}p"):
        text = " ".join(_text(paragraph).split())
        if text:
            found.append(text)
    return found
