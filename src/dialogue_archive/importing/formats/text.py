"""Plain text and Markdown: UTF-8 is kept byte for byte; other encodings are converted, with a remark."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import replace

from charset_normalizer import from_bytes
from markdown_it import MarkdownIt

from dialogue_archive.importing.formats.extract import SourceDocument, empty, source_document
from dialogue_archive.importing.report import Remark
from dialogue_archive.messages import Message, Refusal

# Control characters, which no page can show. (A form feed is a page break, and a lone CR is a line end.)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u2060\ufffe\uffff]|(?<!^)\ufeff")
_LINE_ENDS = re.compile("\r(?!\n)|\x0c|\x0b|\x85|\u2028|\u2029")
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
_PLAIN_TOKENS = {
    *("inline", "text", "softbreak", "hardbreak", "hr", "heading_open", "heading_close", "paragraph_open"),
    *("paragraph_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
}


def read(name: str, data: bytes) -> SourceDocument:
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
    document = read(name, data)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(document.text)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}
    if kinds <= _PLAIN_TOKENS and all(token.markup in ("", "-") or "list" not in token.type for token in tokens):
        return document
    from dialogue_archive.importing.formats import html

    extract = html.from_html(name, parser.render(document.text))
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
