"""`archive import`: writes a document of one language as the pages and data of a round."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dialogue_archive.ids import LANGUAGES
from dialogue_archive.importing.plan import ImportOptions, ImportPlan, plan
from dialogue_archive.importing.report import report_lines
from dialogue_archive.messages import Refusal, both, help_text
from dialogue_archive.writing.files import write_all


def add_parser(subparsers: Any) -> None:
    """Add `archive import`."""
    parser = subparsers.add_parser("import", help=help_text("help.import"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--round", type=int, required=True, dest="number", metavar="N")
    parser.add_argument("--lang", choices=LANGUAGES, required=True)
    parser.add_argument("--ids", default="", help=help_text("help.import_ids"))
    parser.add_argument(
        "--join", type=int, action="append", default=[], metavar="LINE", help=help_text("help.import_join")
    )
    parser.add_argument(
        "--split", action="append", default=[], metavar="LINE:WORDS", help=help_text("help.import_split")
    )
    parser.add_argument("--translation", action="store_true", help=help_text("help.import_translation"))
    parser.add_argument("--force", action="store_true", help=help_text("help.import_force"))
    parser.add_argument("--report", type=Path, help=help_text("help.import_report"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Import, and print what was done and what is open. 1 when the document was refused and nothing was written."""
    try:
        found = plan(arguments.root, arguments.file, _options(arguments))
    except Refusal as refusal:
        text = f"{both('import.refused')}\n\n{refusal.message.text('zh')}\n\n{refusal.message.text('en')}"
        print(text, file=sys.stderr)
        _append(arguments.report, text)
        return 1
    write_all(arguments.root, found.files)
    text = "\n".join(_summary(found, arguments.number, arguments.lang))
    print(text)
    _append(arguments.report, text)
    return 0


def _options(arguments: argparse.Namespace) -> ImportOptions:
    if arguments.number < 1:
        raise Refusal("import.round_from_one")
    split: dict[int, str] = {}
    for found in arguments.split:
        line, colon, words = found.partition(":")
        if not colon or not line.strip().isdigit():
            raise Refusal("import.split_form", found=found)
        split[int(line)] = words
    return ImportOptions(
        number=arguments.number,
        language=arguments.lang,
        ids=tuple(part.strip() for part in arguments.ids.split(",") if part.strip()),
        join=tuple(arguments.join),
        split=split,
        force=arguments.force,
        is_translation=arguments.translation,
    )


def _summary(found: ImportPlan, number: int, language: str) -> Iterator[str]:
    open_remarks = [remark for remark in found.remarks if remark.is_open]
    others = [remark for remark in found.remarks if not remark.is_open]
    yield both(
        "import.done",
        number=number,
        language=language,
        items=len(found.items),
        emendations=len(found.emendations),
        open=len(open_remarks),
    )
    yield ""
    yield from (f"- {name}" for name in sorted(found.files))
    for key, remarks in (("import.open", open_remarks), ("import.look_at", others)):
        if remarks:
            yield from ("", both(key), report_lines(remarks))


def _append(path: Path | None, text: str) -> None:
    if path:
        with path.open("a", encoding="utf-8") as file:
            file.write(text + "\n\n")
