"""Documents as they really come: each is imported right, or refused with what to do, and nothing is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from dialogue_archive.cli import main
from dialogue_archive.importing import formats
from dialogue_archive.importing.recognition import recognise
from importing.conftest import SERIES


def _files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _run(root: Path, path: Path, *more: str) -> int:
    return main(["--root", str(root), "import", str(path), "--round", "7", "--lang", "zh", *more])


def _refused(root: Path, path: Path, capsys: pytest.CaptureFixture[str], zh: str, en: str) -> None:
    before = _files(root)
    assert _run(root, path) == 1
    said = capsys.readouterr().err
    assert zh in said
    assert en in said
    assert _files(root) == before


def test_no_headings(empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "memo.txt"
    path.write_text("双方认为应当继续对话。\n\n" + "供应链的稳定符合两国利益。" * 20, encoding="utf-8")
    _refused(empty_project, path, capsys, "请在文件中", "In the document, put a line")


def test_no_marks_at_all_but_plain_headings(memo: str) -> None:
    plain = memo.replace("# ", "").replace("#", "")
    assert _shape(plain) == _shape(memo)


def _shape(text: str) -> list[tuple[str, str, str, str | None]]:
    return [(part.role, part.text, part.title, part.side) for part in recognise(text, "zh", SERIES).parts]


@pytest.mark.parametrize(
    "marks", ["1. |2. ", "１．|２．", "（1）|（2）", "(1) |(2) ", "①|②", "1、|2、", "• |• ", "· |· ", "* |* "]
)
def test_other_marks_of_items(memo: str, marks: str) -> None:
    first, second = marks.split("|")
    text = memo.replace("- 两国应明确", f"{first}两国应明确").replace("- 两国应交换", f"{second}两国应交换")
    found = recognise(text, "zh", SERIES)
    assert _shape(text) == _shape(memo)
    assert [e.kind for e in found.emendations if e.source.endswith(("两国应明", "两国应交"))] == ["punctuation"] * 2
    assert all(e.note for e in found.emendations)


def test_tables_of_participants(memo: str, tmp_path: Path, make: Any) -> None:
    document = docx.Document()
    for unit in make.units(memo):
        if unit.kind == "heading":
            document.add_heading(unit.text, unit.level - 1)
        elif unit.kind in ("paragraph", "item"):
            document.add_paragraph(unit.text, style="List Bullet" if unit.kind == "item" else None)
        if unit.text in ("中方参会者", "美方参会者"):
            table = document.add_table(1, 3)
            for cell, text in zip(table.rows[0].cells, ("序号", "姓名", "职务"), strict=True):
                cell.text = text
            people = {
                "中方参会者": [("1", "徐林", "中美绿色基金主席（中方团长）"), ("2", "秦新民", "杭州某研究院院长")],
                "美方参会者": [
                    ("1", "丹尼斯·布莱尔", "大学教授（美方团长）"),
                    ("2", "约翰·史密斯（John Smith）", "某公司副总裁"),
                ],
            }[unit.text]
            for row in people:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    document.save(str(tmp_path / "memo.docx"))
    read = formats.read(tmp_path / "memo.docx")
    assert _shape(read.text) == _shape(memo)


@pytest.mark.parametrize("divider", ["，", "：", "  ", "——"])
def test_participants_divided_otherwise(memo: str, divider: str) -> None:
    text = memo.replace("\t", divider).replace("约翰·史密斯（John Smith）", "约翰·史密斯")
    assert _shape(text) == _shape(memo.replace("约翰·史密斯（John Smith）", "约翰·史密斯"))


def test_a_line_that_is_no_participant_is_a_doubt(memo: str, empty_project: Path, tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(memo.replace("秦新民\t杭州某研究院院长", "另有工作人员若干名列席会议"), encoding="utf-8")
    assert _run(empty_project, path) == 0
    page = (empty_project / "docs/zh/rounds/7/participants.md").read_text("utf-8")
    assert "\n> 另有工作人员若干名列席会议\n" in page
    assert main(["--root", str(empty_project), "check"]) == 1


def test_two_columns(memo: str, tmp_path: Path, make: Any, to_pdf: Callable[[Path, Path], Path]) -> None:
    long = "双方注意到，供应链的调整已经持续多年，企业为此付出了可观的成本，也推迟了许多原定的投资。" * 12
    text = memo.replace("双方认为，半导体", long + "双方认为，半导体")
    style = "<style>@media print{body{columns:2;column-gap:2.5em;font-size:9pt}}</style>"
    page = make.html(make.units(text), tmp_path / "memo.html", extra=style)
    read = formats.read(to_pdf(page, tmp_path / "memo.pdf"))
    assert _shape(read.text) == _shape(text)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_encodings(memo: str, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "memo.txt"
    path.write_bytes(memo.encode(encoding))
    read = formats.read(path)
    assert _shape(read.text) == _shape(memo)
    is_utf8 = encoding == "utf-8-sig"
    assert (read.content == path.read_bytes()) is is_utf8
    assert bool(read.original) is not is_utf8
    assert any("UTF-8" in remark.text("en") for remark in read.remarks) is not is_utf8


@pytest.mark.parametrize("end", ["\r\n", "\r", "mixed"])
def test_line_ends(memo: str, tmp_path: Path, end: str) -> None:
    lines = memo.split("\n")
    ends = ["\r\n", "\n", "\r"] if end == "mixed" else [end]
    path = tmp_path / "memo.txt"
    path.write_bytes("".join(line + ends[i % len(ends)] for i, line in enumerate(lines)).encode("utf-8"))
    assert _shape(formats.read(path).text) == _shape(memo)


def test_full_width_digits(memo: str, empty_project: Path, tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(memo.replace("2031年5月6日至7日", "２０３１年５月６日至７日"), encoding="utf-8")
    assert _run(empty_project, path) == 0
    assert "dates: {start: 2031-05-06, end: 2031-05-07" in (empty_project / "data/rounds/7.yml").read_text("utf-8")
    assert "２０３１年５月６日至７日" in (empty_project / "docs/zh/rounds/7/index.md").read_text("utf-8")


def test_scanned_pdf(
    empty_project: Path, tmp_path: Path, to_pdf: Callable[[Path, Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "scan.html"
    page.write_text("<svg width=600 height=800><rect width=500 height=700 fill=gray /></svg>", encoding="utf-8")
    _refused(empty_project, to_pdf(page, tmp_path / "scan.pdf"), capsys, "可能是扫描件", "probably a scan")


def test_empty_file(empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("memo.txt", "memo.docx", "memo.html"):
        path = tmp_path / name
        path.write_bytes(b" \n")
        _refused(empty_project, path, capsys, "里没有文字", "holds no text")


def test_fifty_megabytes(empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "memo.docx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(50_000_000)
    _refused(empty_project, path, capsys, "上限为 20 MB", "the limit is 20 MB")


@pytest.mark.parametrize(
    ("content", "en"),
    [
        (b"%PDF-1.7 not Word", "is in fact a .pdf file"),
        (b"plain text", "is not a file of that kind"),
        (b"PK\x03\x04 broken", "is not a readable Word file"),
        (b"\xd0\xcf\x11\xe0 an old one", "is in fact a .doc file"),
    ],
)
def test_a_docx_that_is_not_one(
    empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, en: str
) -> None:
    path = tmp_path / "memo.docx"
    path.write_bytes(content)
    _refused(empty_project, path, capsys, "另存为 .docx", en)


def test_a_zip_that_is_no_word_file(empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    path = tmp_path / "memo.docx"
    path.write_bytes(buffer.getvalue())
    _refused(empty_project, path, capsys, "不是可读的 Word 文件", "is not a readable Word file")


def test_a_broken_pdf(empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "memo.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    _refused(empty_project, path, capsys, "memo.pdf", "memo.pdf")


def test_html_with_scripts(memo: str, tmp_path: Path, make: Any) -> None:
    extra = "<script>var text = '建议：不是正文';</script><noscript>请启用脚本</noscript>"
    path = make.html(make.units(memo), tmp_path / "memo.html", extra=extra)
    page = path.read_text("utf-8").replace("</body>", "<script>x()</script><p hidden>隐藏</p></body>")
    path.write_text(page, encoding="utf-8")
    read = formats.read(path)
    assert _shape(read.text) == _shape(memo)
    assert "脚本" in read.remarks[0].text("zh")


def test_tracked_changes_are_refused(
    memo: str, empty_project: Path, tmp_path: Path, make: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make.docx(make.units(memo), tmp_path / "memo.docx")
    document = docx.Document(str(path))
    from docx.oxml import OxmlElement

    document.paragraphs[3]._p.append(OxmlElement("w:ins"))
    document.save(str(path))
    _refused(empty_project, path, capsys, "接受所有修订", "Accept All Changes")


def test_what_stands_outside_the_body_is_said(memo: str, tmp_path: Path, make: Any) -> None:
    path = make.docx(make.units(memo), tmp_path / "memo.docx")
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.save(str(path))
    assert any("内部资料" in remark.text("zh") for remark in formats.read(path).remarks)


def test_nothing_is_overwritten_without_force(memo: str, empty_project: Path, tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(memo, encoding="utf-8")
    assert _run(empty_project, path) == 0
    before = _files(empty_project)
    assert _run(empty_project, path) == 1
    assert _files(empty_project) == before
    assert _run(empty_project, path, "--force") == 0


def test_a_failing_disk_leaves_nothing_behind(
    memo: str, empty_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(memo, encoding="utf-8")
    before = _files(empty_project)
    real, count = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        count.append(1)
        if len(count) == 3:
            raise OSError("disk full")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="disk full"):
        _run(empty_project, path)
    assert _files(empty_project) == before


def test_the_wrong_language(empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "memo.txt"
    path.write_text("# Memorandum\n\nRecommendations:\n\n- Talk.\n", encoding="utf-8")
    _refused(empty_project, path, capsys, "看来是英文", "seems to be English")
