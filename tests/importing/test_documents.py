"""Reading documents: nothing of their text is lost on the way to the source text."""

from __future__ import annotations

import html
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import docx
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from dialogue_archive.importing import formats
from dialogue_archive.importing.recognition import recognise
from importing.conftest import SERIES

_TEXT = st.text(alphabet=st.sampled_from("中美两国数据，。“”（）()ab12 -·—%&<>"), min_size=1, max_size=30)
_STYLE = st.sampled_from([None, "Title", "Heading 1", "Heading 3", "List Bullet", "List Number", "Quote"])
_TABLE = st.lists(st.lists(_TEXT, min_size=2, max_size=3), min_size=1, max_size=3)


def _visible(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s+", "", text))


def _unmarked(text: str) -> str:
    return "\n".join(re.sub(r"^(#{1,6}|-) ", "", line) for line in text.split("\n"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.tuples(_STYLE, _TEXT), _TABLE), min_size=1, max_size=8))
def test_word_keeps_every_character(parts: list[Any]) -> None:
    document, words = docx.Document(), ["正文"]
    document.add_paragraph("正文")
    for part in parts:
        if isinstance(part, tuple):
            style, text = part
            text = text.lstrip("- ")  # a dash typed by hand is a bullet, and counts as a mark
            document.add_paragraph(text, style=style)
            words.append(text)
        else:
            columns = max(len(row) for row in part)
            table = document.add_table(0, columns)
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text.lstrip("- ")
                    words.append(text.lstrip("- "))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memo.docx"
        document.save(str(path))
        found = formats.read(path)
    assert _visible(_unmarked(found.text)) == _visible("".join(words))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["p", "h1", "h3", "li", "div", "td", "blockquote", "span"]), _TEXT), max_size=8)
)
def test_html_keeps_every_character(parts: list[tuple[str, str]]) -> None:
    tags = {"td": ("<table><tr><td>", "</td></tr></table>"), "li": ("<ul><li>", "</li></ul>")}
    body, words = "<p>正文</p>", ["正文"]
    for tag, raw in parts:
        text = raw.lstrip("- ·")
        before, after = tags.get(tag, (f"<{tag}>", f"</{tag}>"))
        body += f"{before}{html.escape(text)}{after}"
        words.append(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memo.html"
        path.write_text(f"<!doctype html><meta charset=utf-8><body>{body}</body>", encoding="utf-8")
        found = formats.read(path)
    assert _visible(_unmarked(found.text)) == _visible("".join(words))


def test_word_boxes_and_notes_are_kept_as_doubts(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    document = docx.Document()
    paragraph = document.add_paragraph("正文在此。")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inner = "<w:p><w:r><w:t>框内文字</w:t></w:r></w:p>"
    box = f'<w:r xmlns:w="{space}"><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>'
    paragraph._p.append(parse_xml(box))
    document.save(str(tmp_path / "memo.docx"))
    found = formats.read(tmp_path / "memo.docx")
    assert found.text == "正文在此。\n\n框内文字\n"
    assert [message.text("zh") for message in found.unresolved.values()] == ["原在文本框内，位置待定"]


def test_page_numbers_and_running_heads_are_no_text(memo: str, tmp_path: Path, make: Any, chromium: Browser) -> None:
    long = "双方注意到，供应链的调整已经持续多年，企业为此付出了可观的成本，也推迟了许多原定的投资。" * 40
    text = memo.replace("双方认为，半导体", long + "双方认为，半导体")
    small = "<div style='font-size:9px;margin:auto'>"
    page = chromium.new_page()
    page.goto(make.html(make.units(text), tmp_path / "memo.html").as_uri())
    page.pdf(
        path=str(tmp_path / "memo.pdf"),
        format="A4",
        display_header_footer=True,
        header_template=f"{small}内部资料</div>",
        footer_template=f"{small}<span class=pageNumber></span> / <span class=totalPages></span></div>",
        margin={"top": "60px", "bottom": "60px"},
    )
    page.close()
    found = formats.read(tmp_path / "memo.pdf")
    assert make.shape(recognise(found.text, "zh", SERIES)) == make.shape(recognise(text, "zh", SERIES))
    assert any("内部资料" in remark.text("zh") for remark in found.remarks)


def test_an_english_pdf(tmp_path: Path, make: Any, to_pdf: Any) -> None:
    from .test_second_language import ENGLISH

    path = make.html(make.units(ENGLISH, "en"), tmp_path / "memo.html")
    found = formats.read(to_pdf(path, tmp_path / "memo.pdf"))
    assert make.shape(recognise(found.text, "en", SERIES)) == make.shape(recognise(ENGLISH, "en", SERIES))


def test_markdown_is_kept_where_it_is_plain(memo: str, tmp_path: Path, make: Any) -> None:
    path = tmp_path / "memo.md"
    path.write_text(memo, encoding="utf-8")
    assert formats.read(path).content == memo.encode("utf-8")
    path.write_text(
        memo.replace("- 两国应明确", "* 两国**应**明确").replace("- 两国应交换", "* 两国应交换"), encoding="utf-8"
    )
    found = formats.read(path)
    assert found.original
    assert make.shape(recognise(found.text, "zh", SERIES))[:10] == make.shape(recognise(memo, "zh", SERIES))[:10]
