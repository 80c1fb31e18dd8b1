"""`archive import`: a document of one language becomes the pages and data of a round."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dialogue_archive.ids import LANGUAGES
from dialogue_archive.importing.plan import ImportOptions, ImportPlan, plan
from dialogue_archive.importing.report import ImportRefused, lines_of
from dialogue_archive.writing.files import write_all


def add_parser(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("import", help="read a memo (.docx, .pdf, .html, .md, .txt) into a round 导入文件")
    parser.add_argument("file", type=Path)
    parser.add_argument("--round", type=int, required=True, dest="number", metavar="N")
    parser.add_argument("--lang", choices=LANGUAGES, required=True)
    parser.add_argument("--ids", default="", help="ids of the sections, divided by commas 各节编号")
    parser.add_argument(
        "--join", type=int, action="append", default=[], metavar="LINE", help="join to the paragraph before 与前段接合"
    )
    parser.add_argument(
        "--split", action="append", default=[], metavar="LINE:WORDS", help="divide before these words 在此分段"
    )
    parser.add_argument("--translation", action="store_true", help="the archive's own translation 本档案译文")
    parser.add_argument("--force", action="store_true", help="replace pages that are there already 替换已有页面")
    parser.add_argument("--report", type=Path, help="also write the report to this file 另存报告")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import; print what was done and what is open. 1 when the document was refused and nothing was written."""
    try:
        wishes = _options(options)
        planned = plan(options.root, options.file, options.number, options.lang, wishes)
    except ImportRefused as refusal:
        text = (
            f"未导入，没有写入任何文件。 Not imported; nothing was written.\n\n{refusal.words.zh}\n\n{refusal.words.en}"
        )
        print(text, file=sys.stderr)
        _report(options.report, text)
        return 1
    write_all(options.root, planned.files)
    text = _summary(options, planned)
    print(text)
    _report(options.report, text)
    return 0


def _options(options: argparse.Namespace) -> ImportOptions:
    split: dict[int, str] = {}
    if options.number < 1:
        raise ImportRefused("--round 应为从 1 开始的轮次。", "--round expects the number of a round, from 1 on.")
    for wish in options.split:
        line, colon, words = wish.partition(":")
        if not colon or not line.strip().isdigit():
            raise ImportRefused(
                f"--split {wish}：应写作 行号:第二段开头的文字。",
                f"--split {wish}: expected a line, a colon, and the first words of the second paragraph.",
            )
        split[int(line)] = words
    ids = tuple(part.strip() for part in options.ids.split(",") if part.strip())
    return ImportOptions(ids, tuple(options.join), split, options.force, options.translation)


def _summary(options: argparse.Namespace, planned: ImportPlan) -> str:
    kept = len(planned.found.emendations)
    open_count = sum(remark.is_open for remark in planned.remarks)
    listed = "\n".join(f"- {name}" for name in sorted(planned.files))
    lines = [
        f"已导入第 {options.number} 轮（{options.lang}）：{len(planned.items)} 条建议，声明校勘 {kept} 处，"
        f"待处理 {open_count} 处。",
        f"Imported round {options.number} ({options.lang}): {len(planned.items)} recommendations, {kept} emendations "
        f"declared, {open_count} open unresolved.",
        "",
        listed,
    ]
    open_remarks = [remark for remark in planned.remarks if remark.is_open]
    others = [remark for remark in planned.remarks if not remark.is_open]
    if open_remarks:
        lines += ["", "待处理（处理之前 archive check 不会通过） Open (archive check fails until settled):"]
        lines.append(lines_of(open_remarks))
    if others:
        lines += ["", "请核对 Please look at:", lines_of(others)]
    return "\n".join(lines)


def _report(path: Path | None, text: str) -> None:
    if path:
        with path.open("a", encoding="utf-8") as file:
            file.write(text + "\n\n")
