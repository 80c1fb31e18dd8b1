"""HTML, Markdown and plain text. Text is kept byte for byte if it is UTF-8; otherwise the conversion is declared."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import replace
from typing import Any

from charset_normalizer import from_bytes
from lxml import html
from markdown_it import MarkdownIt

from dialogue_archive.importing.formats.extract import Extract, SourceDocument, empty, source_document
from dialogue_archive.importing.report import Remark
from dialogue_archive.messages import Message, Refusal

_NO_TEXT = {
    *("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "textarea")
}
_AROUND = {"nav", "header", "footer", "aside"}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "body", "ul", "ol", "dl", "blockquote", "figure", "form", "pre"),
    *("table", "tbody", "thead", "tfoot", "address", "figcaption", "html", "center", "details", "summary", "fieldset"),
    *_AROUND,
}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def read_html(name: str, data: bytes) -> Extract:
    """The lines of an HTML page."""
    return from_html(name, _decoded_html(data))


def _decoded_html(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", declared[1].decode("ascii") if declared else "utf-8"):
        try:
            return data.decode({"gb2312": "gb18030", "gbk": "gb18030"}.get(encoding.lower(), encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    best = from_bytes(data).best()
    return str(best) if best else data.decode("utf-8", errors="replace")


def from_html(name: str, text: str) -> Extract:
    """The lines of HTML given as text."""
    if not text.strip():
        raise empty(name)
    # lxml refuses a text that is already decoded and still declares an encoding.
    tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    walker = _Walker()
    walker.block(tree, "")
    walker.flush()
    return walker.finished()


class _Walker:
    """Goes through the tree and collects lines; `prefix` marks the next line (`## `, `- `)."""

    def __init__(self) -> None:
        self.extract = Extract()
        self.parts: list[str] = []
        self.prefix = ""
        self.left_out: dict[str, int] = {}
        self.around: list[str] = []

    def flush(self) -> None:
        """End the line."""
        for line in "".join(self.parts).split("\n"):
            text = re.sub(r"[ \t\r\f]+", " ", line).strip()
            if text:
                self.extract.add(self.prefix + _unmarked(text, self.prefix))
                self.prefix = "" if self.prefix == "- " else self.prefix
        self.parts = []
        self.prefix = ""

    def block(self, element: Any, prefix: str) -> None:
        """Walk one element and its children."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _NO_TEXT or not tag or _is_hidden(element):
            words = " ".join(element.itertext()).split() if tag and tag not in ("head", "svg") else []
            if words:
                self.left_out[tag] = self.left_out.get(tag, 0) + 1
            return
        is_around = tag in ("nav", "aside") or (tag in ("header", "footer") and element.getparent().tag == "body")
        if is_around and not element.xpath(".//h1"):
            self.around.append(" ".join(" ".join(element.itertext()).split()))
            return
        if tag == "br":
            self.parts.append("\n")
            return
        if tag == "hr":
            self.flush()
            return
        if tag == "tr":
            self.flush()
            self._row(element)
            return
        heading = re.fullmatch(r"h([1-6])", tag)
        is_block = bool(heading) or tag in _BLOCKS or tag in ("li", "dt", "dd")
        if is_block:
            self.flush()
            self.prefix = "#" * int(heading[1]) + " " if heading else "- " if tag == "li" else prefix
        self.children(element, self.prefix if tag == "li" else "")
        if is_block:
            self.flush()

    def children(self, element: Any, prefix: str) -> None:
        """Walk the text and the children of an element; the first child without text before it gets `prefix`."""
        keep = element.tag in ("pre",)
        self.parts.append(_text(element.text, keep))
        for child in element:
            # the first paragraph inside an item is the item
            inherited = prefix if prefix and not "".join(self.parts).strip() else ""
            self.block(child, inherited)
            self.parts.append(_text(child.tail, keep))

    def _row(self, row: Any) -> None:
        cells = []
        for cell in row.iterchildren("td", "th"):
            inner = _Walker()
            inner.children(cell, "")
            inner.flush()
            cells.append(" ".join(inner.extract.lines))
        filled = [cell for cell in cells if cell]
        if filled:
            self.extract.add("\t".join(filled))

    def finished(self) -> Extract:
        """The lines, with remarks on what was left out."""
        if self.left_out:
            tags = tuple(f"{tag} × {count}" for tag, count in sorted(self.left_out.items()))
            self.extract.remarks.append(Remark(Message("document.html_left_out", tags=tags)))
        for words in self.around:
            if words:
                self.extract.remarks.append(Remark(Message("document.html_navigation", words=words)))
        return self.extract


def _unmarked(text: str, prefix: str) -> str:
    """The text of a list item without a bullet character of its own."""
    return re.sub(r"^[•·●▪]\s*", "", text) if prefix == "- " else text


def _text(text: str | None, keep: bool) -> str:
    if not text:
        return ""
    return text if keep else re.sub(r"[ \t\r\n\f]+", " ", text)


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


# Control characters, which no page can show. (A form feed is a page break, and a lone CR is a line end.)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u2060\ufffe\uffff]|(?<!^)\ufeff")
_LINE_ENDS = re.compile("\r(?!\n)|\x0c|\x0b|\x85|\u2028|\u2029")
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
_PLAIN_TOKENS = {
    *("inline", "text", "softbreak", "hardbreak", "hr", "heading_open", "heading_close", "paragraph_open"),
    *("paragraph_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
}


def read_text(name: str, data: bytes) -> SourceDocument:
    """Read a plain text. UTF-8 is kept as it is; another encoding is converted, with a remark. Raises Refusal."""
    text, encoding = _decoded(name, data)
    remarks: list[Remark] = []
    if encoding != "UTF-8":
        remarks.append(Remark(Message("document.encoding_converted", encoding=encoding)))
    plain = _LINE_ENDS.sub("\n", text)
    controls = len(_CONTROL.findall(plain))
    plain = _CONTROL.sub("", plain)
    if controls:
        remarks.append(Remark(Message("document.controls_removed", count=controls)))
    if plain != text:
        remarks.append(Remark(Message("document.line_ends")))
    if not plain.strip().strip("\ufeff"):
        raise empty(name)
    is_same = encoding == "UTF-8" and plain == text
    content = data if is_same else plain.encode("utf-8")
    original = None if is_same else hashlib.sha256(data).hexdigest()
    return SourceDocument(name, content, original, tuple(remarks))


def read_markdown(name: str, data: bytes) -> SourceDocument:
    """Read Markdown: as plain text if it has only headings, paragraphs and `- ` items, else as its HTML."""
    document = read_text(name, data)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(document.text)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}
    if kinds <= _PLAIN_TOKENS and all(token.markup in ("", "-") or "list" not in token.type for token in tokens):
        return document

    extract = from_html(name, parser.render(document.text))
    found = source_document(name, data, extract)
    remarks = (*document.remarks, *found.remarks, Remark(Message("document.markdown_lost")))
    return replace(found, remarks=remarks)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                break
            return ("\ufeff" + text, "UTF-8") if encoding == "utf-8-sig" else (text, "UTF-16")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    for encoding in ("utf-16-le", "utf-16-be"):  # without a mark: every second byte of ASCII is zero
        half = data[1::2] if encoding.endswith("le") else data[::2]
        if len(data) % 2 == 0 and half.count(0) * 10 > len(half):
            return data.decode(encoding, errors="strict"), "UTF-16"
    try:
        text = data.decode("gb18030")
        if _looks_chinese(text):
            return text, "GB18030"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data).best()
    if best is None or best.encoding is None or "\x00" in str(best):
        raise Refusal("document.unknown_encoding", name=name)
    return str(best), best.encoding.upper().replace("_", "-")


def _looks_chinese(text: str) -> bool:
    """Whether most of the text beyond ASCII is common Chinese; if not, the encoding was guessed wrong."""
    beyond = [char for char in text if ord(char) > 127]
    common = sum("\u4e00" <= char <= "\u9fa5" or char in "，。、；：“”（）《》！？—…‘’·" for char in beyond)
    return bool(beyond) and common >= 0.9 * len(beyond)
