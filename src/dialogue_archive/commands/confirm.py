"""`archive confirm`: an editor has compared the two languages of some blocks, and they agree."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.desk import confirmed
from dialogue_archive.importing.writing import write_all
from dialogue_archive.problems import nearest


def add(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser("confirm", help="confirm that both languages of a round's blocks agree 确认译文")
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("blocks", nargs="*", metavar="BLOCK")
    parser.add_argument("--all", action="store_true", dest="every", help="confirm every block of the round 全部确认")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write data/confirmed/N.yml; 1 when a block is not known."""
    _, archive = model.load(options.root)
    round_ = archive.round_by_number.get(options.number)
    if not round_:
        print(f"没有第 {options.number} 轮。\nThere is no round {options.number}.", file=sys.stderr)
        return 1
    known = confirmed.known_keys(archive, options.number)
    keys = [_block_of(key, archive, options.number) for key in options.blocks]
    unknown = [key for key in keys if key not in known]
    if unknown or (not keys and not options.every):
        if not unknown:
            print("请写明段落编号，或用 --all。\nName the blocks, or use --all.", file=sys.stderr)
        for key in unknown:
            print(
                f"第 {options.number} 轮没有 {key}。\nRound {options.number} has no {key}{nearest(key, known)}",
                file=sys.stderr,
            )
        return 1
    text = confirmed.confirm(options.root, round_, known if options.every else keys)
    write_all(options.root, {confirmed.path_of(options.number): text.encode("utf-8")})
    count = len(known) if options.every else len(set(keys))
    print(f"已确认 {count} 处。\n{count} confirmed.")
    return 0


def _block_of(key: str, archive: Any, number: int) -> str:
    """A recommendation may be named by its own id."""
    return next((item.block_id for item in archive.round_by_number[number].items if item.id == key), key)
