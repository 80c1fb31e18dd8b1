"""Plain text and Markdown: kept byte for byte where it is UTF-8, converted and declared so where it is not."""

from __future__ import annotations

import codecs
import hashlib
import re

from charset_normalizer import from_bytes
from markdown_it import MarkdownIt

from dialogue_archive.importing.formats import SourceDocument, empty, laid_out
from dialogue_archive.importing.report import ImportRefused, Remark

# Characters that are no text and that no page can show; a form feed is a page break, a lone \r a line end.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u200b\u2060\ufffe\uffff]|(?<!^)\ufeff")
_LINE_ENDS = re.compile("\r(?!\n)|\x0c|\x0b|\x85|\u2028|\u2029")
_BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
_PLAIN_TOKENS = {
    *("inline", "text", "softbreak", "hardbreak", "hr", "heading_open", "heading_close", "paragraph_open"),
    *("paragraph_close", "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
}


def read(name: str, data: bytes) -> SourceDocument:
    """Read a plain text. UTF-8 is kept as it is; another encoding is converted, and the remarks say so."""
    text, encoding = _decoded(name, data)
    remarks: list[Remark] = []
    if encoding != "UTF-8":
        remarks.append(
            Remark(
                0,
                f"原文件编码为 {encoding}，已转为 UTF-8；请抽查几处文字",
                f"the file was encoded as {encoding} and is now UTF-8; please look at some passages",
            )
        )
    plain = _LINE_ENDS.sub("\n", text)
    controls = len(_CONTROL.findall(plain))
    plain = _CONTROL.sub("", plain)
    if controls:
        remarks.append(
            Remark(
                0, f"去掉了 {controls} 个不可见的控制字符", f"{controls} invisible control characters were taken out"
            )
        )
    if plain != text:
        remarks.append(Remark(0, "行尾符号或控制字符已统一", "line ends or control characters were made uniform"))
    if not plain.strip().strip("\ufeff"):
        raise empty(name)
    is_same = encoding == "UTF-8" and plain == text
    content = data if is_same else plain.encode("utf-8")
    original = None if is_same else hashlib.sha256(data).hexdigest()
    return SourceDocument(name, content, original, tuple(remarks))


def read_markdown(name: str, data: bytes) -> SourceDocument:
    """Read Markdown: as plain text where it has only headings, paragraphs and `- ` items, else as what it shows."""
    document = read(name, data)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(document.text)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}
    if kinds <= _PLAIN_TOKENS and all(token.markup in ("", "-") or "list" not in token.type for token in tokens):
        return document
    from dialogue_archive.importing.formats import html

    extract = html.from_html(name, parser.render(document.text))
    found = laid_out(name, data, extract)
    remark = Remark(
        0,
        "Markdown 的强调、链接、表格等标记未保留，文字俱在",
        "the Markdown of emphasis, links and tables was not kept; the words were",
    )
    return SourceDocument(
        name, found.content, found.original, (*document.remarks, *found.remarks, remark), found.unresolved
    )


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
        raise ImportRefused(
            f"{name} 的文字编码无法辨认。请在记事本中打开，“另存为”时编码选 UTF-8，再导入。",
            f"The encoding of {name} cannot be told. Open it in a text editor, save it as UTF-8, and import again.",
        )
    return str(best), best.encoding.upper().replace("_", "-")


def _looks_chinese(text: str) -> bool:
    """Whether most of the text beyond ASCII is common Chinese, as it is not when the encoding was guessed wrong."""
    beyond = [char for char in text if ord(char) > 127]
    common = sum("\u4e00" <= char <= "\u9fa5" or char in "，。、；：“”（）《》！？—…‘’·" for char in beyond)
    return bool(beyond) and common >= 0.9 * len(beyond)
