"""HTML: the visible text of a page. Scripts, styles and hidden elements are left out, with a remark."""

from __future__ import annotations

import re
from typing import Any

from charset_normalizer import from_bytes
from lxml import html

from dialogue_archive.importing.formats.extract import Extract, empty
from dialogue_archive.importing.report import Remark
from dialogue_archive.messages import Message

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


def read(name: str, data: bytes) -> Extract:
    """The lines of an HTML page."""
    return from_html(name, _decoded(data))


def _decoded(data: bytes) -> str:
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
