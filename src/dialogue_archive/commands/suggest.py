"""`archive suggest`: what may be related to the recommendations of a round."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.desk.suggest import as_yaml


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("suggest", help="suggest relations and topics for a round; asserts nothing 建议关联")
    parser.add_argument("number", type=int, metavar="N")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the suggestions; 1 when there is no such round."""
    _, archive = model.load(options.root)
    if options.number not in archive.round_by_number:
        known = ", ".join(str(number) for number in archive.round_by_number)
        print(
            f"没有第 {options.number} 轮；现有：{known}\nThere is no round {options.number}; there are {known}",
            file=sys.stderr,
        )
        return 1
    print(as_yaml(archive, options.number), end="")
    return 0
