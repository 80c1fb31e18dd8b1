"""What the tests of the importer share: memos as documents of every kind, and projects to import them into."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser

from dialogue_archive.importing.recognition import recognise
from dialogue_archive.importing.structure import Recognised
from dialogue_archive.reading.project import read_project
from dialogue_archive.reading.source_text import Unit, emend, units

PROJECT = Path(__file__).resolve().parents[2]
SERIES = read_project(PROJECT).series.value
STYLE = (
    'body{font-family:"Noto Serif CJK SC",serif;font-size:11pt;line-height:1.6;margin:2em}h1{font-size:20pt}'
    "h2{font-size:16pt}h3{font-size:13pt}td{padding:3px 8px;vertical-align:top}"
)
MEMO = """# 中美数字经济二轨对话 共识备忘录

2031年5月

中国，杭州

美中关系全国委员会和中美绿色基金于2031年5月6日至7日举行了对话。双方讨论了半导体与人工智能等议题，并提出以下建议供两国政府参考。

## 半导体

双方认为，半导体供应链的稳定符合两国利益，应避免不必要的干扰，并保持必要的沟通渠道。

### 建议：

- 两国应明确出口管制的范围。
- 两国应交换成熟制程产能的信息。

## 人工智能

人工智能的风险需要共同应对，双方愿意就评估方法交换意见，并鼓励企业参与。

### 建议：

- 两国应支持模型评估方法的互认。

## 中方参会者

徐林\t中美绿色基金主席（中方团长）
秦新民\t杭州某研究院院长

## 美方参会者

丹尼斯·布莱尔\t大学教授（美方团长）
约翰·史密斯（John Smith）\t某公司副总裁
"""


_PASSAGE = re.compile(r"<!-- since round (\d+) -->.*?<!-- end -->\n*", re.DOTALL)


def without_rounds(target: Path, *, keep: Sequence[int] = ()) -> Path:
    """A copy of the project's data and pages without the rounds beyond `keep`: what an import needs to begin."""
    shutil.copytree(PROJECT / "data", target / "data")
    shutil.copytree(PROJECT / "docs", target / "docs")
    for file in (target / "data" / "rounds").glob("*.yml"):
        if int(file.stem) not in keep:
            file.unlink()
    for folder in (target / "docs").glob("*/rounds/*"):
        if folder.name.isdigit() and int(folder.name) not in keep:
            shutil.rmtree(folder)
    for file in (target / "data" / "sources").glob("*"):
        file.unlink()
    for file in (target / "docs").glob("*/*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(_PASSAGE.sub(lambda m: m[0] if int(m[1]) in keep else "", text), encoding="utf-8")
    return target


def source_units(text: str, language: str = "zh") -> tuple[Unit, ...]:
    """The units of a memo given as text, mended as the importer mends it."""
    found = recognise(text, language, SERIES)  # type: ignore[arg-type]
    return units(emend(text, found.emendations))


def shape(found: Recognised) -> list[tuple[str, str, str, str | None]]:
    """What two imports of one memo must have in common."""
    return [(part.role, part.text, part.title, part.side) for part in found.parts]


def to_docx(found: Sequence[Unit], path: Path) -> Path:
    """A Word document: headings and lists by style, delegations as tables."""
    document, table = docx.Document(), None
    for index, unit in enumerate(found):
        if unit.kind == "heading":
            document.add_heading(unit.text, unit.level - found[0].level)
        elif unit.kind == "item":
            document.add_paragraph(unit.text, style="List Bullet")
        elif unit.kind == "name":
            table = table or document.add_table(0, 2)
            cells = table.add_row().cells
            cells[0].text, cells[1].text = unit.text, found[index + 1].text
        elif unit.kind == "paragraph":
            document.add_paragraph(unit.text)
        if unit.kind not in ("name", "title"):
            table = None
    document.save(str(path))
    return path


def to_html(found: Sequence[Unit], path: Path, extra: str = "") -> Path:
    """A web page of the memo; `extra` stands in its head."""
    parts = []
    for index, unit in enumerate(found):
        words = html.escape(unit.text)
        if unit.kind == "heading":
            level = unit.level - found[0].level + 1
            parts.append(f"<h{level}>{words}</h{level}>")
        elif unit.kind == "item":
            parts.append(f"<ul><li>{words}</li></ul>")
        elif unit.kind == "name":
            title = html.escape(found[index + 1].text)
            parts.append(f"<tr><td width=150>{words}</td><td>{title}</td></tr>")
        elif unit.kind == "paragraph":
            parts.append(f"<p>{words}</p>")
    body = "\n".join(parts).replace("</tr>\n<h", "</tr></table>\n<h").replace("</h2>\n<tr>", "</h2>\n<table><tr>")
    head = f"<!doctype html><html lang=zh><meta charset=utf-8><title>—</title><style>{STYLE}</style>{extra}"
    path.write_text(f"{head}<body>{body}</body></html>", encoding="utf-8")
    return path


@pytest.fixture
def to_pdf(chromium: Browser) -> Callable[[Path, Path], Path]:
    """Print a web page to PDF."""

    def convert(source: Path, path: Path) -> Path:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(source.as_uri())
        page.pdf(path=str(path), format="A4")
        context.close()
        return path

    return convert


@pytest.fixture
def empty_project(tmp_path: Path) -> Path:
    """A project without rounds."""
    return without_rounds(tmp_path / "project")


@pytest.fixture
def memo() -> str:
    """A small made-up memo, as plain text."""
    return MEMO


@pytest.fixture
def make() -> type[Make]:
    """The makers of documents."""
    return Make


class Make:
    """The makers of documents, handed to the tests as one."""

    units = staticmethod(source_units)
    docx = staticmethod(to_docx)
    html = staticmethod(to_html)
    shape = staticmethod(shape)
    project = staticmethod(without_rounds)
