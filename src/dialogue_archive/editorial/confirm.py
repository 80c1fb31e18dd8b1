"""`archive confirm`: which pairs of blocks an editor confirmed as translations of each other, by their content."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.archive.model import Archive, Round, Words
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading import yaml_source
from dialogue_archive.reading.inline import to_text
from dialogue_archive.writing.files import write_all

Confirmed = dict[str, str]


def path_of(number: int) -> str:
    """Where the confirmed pairs of a round stand, relative to the project."""
    return f"data/confirmed/{number}.yml"


def pairs(round_: Round) -> Mapping[str, Words]:
    """Every pair of texts of a round that stands in both languages: headings, blocks, short titles, participants."""
    found: dict[str, Words] = {}
    for section in round_.sections:
        found[section.id] = section.heading
        for block in section.blocks:
            found[block.id] = block.text
    for item in round_.items:
        found[f"{item.id}-title"] = item.title
    for participant in round_.participants:
        name, title = participant.name, participant.title
        found[participant.person_id] = Words(
            zh=f"{name['zh']}\n{title['zh']}" if title.get("zh") else None,
            en=f"{name['en']}\n{title['en']}" if title.get("en") else None,
        )
    return {key: words for key, words in found.items() if words.get("zh") and words.get("en")}


def fingerprint(words: Words) -> str:
    """A short hash of both texts. Spaces and the form of characters do not count, so that setting a line anew is none.

    >>> fingerprint(Words("一轮", "one round")) == fingerprint(Words("一轮", "one  round"))
    True
    """
    parts = [
        re.sub(r"\s+", " ", unicodedata.normalize("NFC", to_text(text or ""))).strip() for text in (words.zh, words.en)
    ]
    return hashlib.sha256("\x00".join(parts).encode("utf-8")).hexdigest()[:12]


def read_confirmed(root: Path, number: int) -> tuple[Confirmed, list[Problem]]:
    """The confirmed pairs of a round; none where the file is not there."""
    path = path_of(number)
    if not (root / path).exists():
        return {}, []
    empty: Confirmed = {}
    found, problems = yaml_source.read(root / path, Confirmed, name=path, default=empty)
    return found.value, problems


def unconfirmed(root: Path, round_: Round) -> tuple[str, ...]:
    """The pairs of a round that nobody confirmed as they stand now, in the order of its pages."""
    known, _ = read_confirmed(root, round_.number)
    return tuple(key for key, words in pairs(round_).items() if known.get(key) != fingerprint(words))


def confirm(root: Path, round_: Round, keys: Iterable[str]) -> str:
    """The text of data/confirmed/N.yml with `keys` confirmed as they stand; pairs that are gone are left out."""
    known, _ = read_confirmed(root, round_.number)
    current = pairs(round_)
    wanted = set(keys)
    lines = []
    for key, words in current.items():
        value = fingerprint(words) if key in wanted else known.get(key)
        if value:
            lines.append(f'{key}: "{value}"')
    return "\n".join(lines) + "\n" if lines else "{}\n"


def known_keys(archive: Archive, number: int) -> tuple[str, ...]:
    """The pairs that may be confirmed in a round."""
    return tuple(pairs(archive.round_by_number[number]))


def add_parser(subparsers: Any) -> None:
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
    known = known_keys(archive, options.number)
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
    text = confirm(options.root, round_, known if options.every else keys)
    write_all(options.root, {path_of(options.number): text.encode("utf-8")})
    count = len(known) if options.every else len(set(keys))
    print(f"已确认 {count} 处。\n{count} confirmed.")
    return 0


def _block_of(key: str, archive: Any, number: int) -> str:
    """A recommendation may be named by its own id."""
    return next((item.block_id for item in archive.round_by_number[number].items if item.id == key), key)
