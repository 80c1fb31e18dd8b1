"""`archive new-round`: begin a round by hand."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dialogue_archive.desk.new_round import skeleton
from dialogue_archive.importing.writing import write_all


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("new-round", help="write the skeleton of a round in both languages 新建一轮")
    parser.add_argument("number", type=int, metavar="N")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the skeleton; 1 when there is anything of that round already."""
    if options.number < 1:
        print("轮次从 1 开始。\nRounds are numbered from 1.", file=sys.stderr)
        return 1
    files = skeleton(options.number)
    present = [name for name in files if (options.root / name).exists()]
    if present:
        print(f"{present[0]} 已存在，没有写入。\n{present[0]} is there already; nothing was written.", file=sys.stderr)
        return 1
    write_all(options.root, {name: text.encode("utf-8") for name, text in files.items()})
    print("\n".join(sorted(files)))
    return 0
