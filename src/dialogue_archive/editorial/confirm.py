"""`archive confirm`: records by content which pairs of blocks an editor confirmed as translations of each other."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from dialogue_archive import archive as model
from dialogue_archive.archive.model import Archive, Round, Words
from dialogue_archive.messages import Message, Refusal, both, help_text
from dialogue_archive.problems import Problem
from dialogue_archive.reading import yaml_source
from dialogue_archive.reading.inline import to_text
from dialogue_archive.writing.files import write_all
from dialogue_archive.writing.yaml_edit import YamlFile, update

Confirmed = dict[str, str]


def path_of(number: int) -> str:
    """The file of a round's confirmed pairs, relative to the project."""
    return f"data/confirmed/{number}.yml"


def pairs(round_: Round) -> Mapping[str, Words]:
    """Every text of a round that exists in both languages: headings, blocks, short titles, participants."""
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
    """A short hash of both texts. White space and the form of characters do not count, so line breaks may change.

    >>> fingerprint(Words("一轮", "one round")) == fingerprint(Words("一轮", "one  round"))
    True
    """
    parts = [
        re.sub(r"\s+", " ", unicodedata.normalize("NFC", to_text(text or ""))).strip() for text in (words.zh, words.en)
    ]
    return hashlib.sha256("\x00".join(parts).encode("utf-8")).hexdigest()[:12]


def read_confirmed(root: Path, number: int) -> tuple[Confirmed, list[Problem]]:
    """The confirmed pairs of a round; none when the file does not exist."""
    path = path_of(number)
    if not (root / path).exists():
        return {}, []
    empty: Confirmed = {}
    found, problems = yaml_source.read(root / path, Confirmed, name=path, default=empty)
    return found.value, problems


def unconfirmed(root: Path, round_: Round) -> tuple[str, ...]:
    """The pairs of a round that are not confirmed in their present form, in the order of its pages."""
    known, _ = read_confirmed(root, round_.number)
    return tuple(key for key, words in pairs(round_).items() if known.get(key) != fingerprint(words))


def confirm(root: Path, round_: Round, keys: Iterable[str]) -> bytes:
    """data/confirmed/N.yml with `keys` confirmed as they are now. Entries of pairs that no longer exist are removed."""
    known, _ = read_confirmed(root, round_.number)
    wanted = set(keys)
    values = {
        key: fingerprint(words) if key in wanted else known[key]
        for key, words in pairs(round_).items()
        if key in wanted or key in known
    }
    file = YamlFile.read(root, path_of(round_.number))
    update(file.data, {key: DoubleQuotedScalarString(value) for key, value in values.items()})
    return file.content() or b"{}\n"


def known_keys(archive: Archive, number: int) -> tuple[str, ...]:
    """The pairs that may be confirmed in a round."""
    return tuple(pairs(archive.round_by_number[number]))


def add_parser(subparsers: Any) -> None:
    """Add `archive confirm`."""
    parser = subparsers.add_parser("confirm", help=help_text("help.confirm"))
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("blocks", nargs="*", metavar="BLOCK")
    parser.add_argument("--all", action="store_true", dest="everything", help=help_text("help.confirm_all"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write data/confirmed/N.yml; 1 when a block is not known."""
    _, archive = model.load(options.root)
    round_ = archive.round_by_number.get(options.number)
    if not round_:
        print(both("confirm.no_round", number=options.number), file=sys.stderr)
        return 1
    known = known_keys(archive, options.number)
    keys = [_block_of(key, round_) for key in options.blocks]
    unknown = [key for key in keys if key not in known]
    if not keys and not options.everything:
        print(both("confirm.no_blocks"), file=sys.stderr)
        return 1
    for key in unknown:
        print(_unknown(key, known, options.number), file=sys.stderr)
    if unknown:
        return 1
    try:
        content = confirm(options.root, round_, known if options.everything else keys)
    except Refusal as refusal:
        print(refusal.in_both_languages(), file=sys.stderr)
        return 1
    write_all(options.root, {path_of(options.number): content})
    print(both("confirm.done", count=len(known) if options.everything else len(set(keys))))
    return 0


def _unknown(key: str, known: Sequence[str], number: int) -> str:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    suggestion = Message("confirm.nearest", block=close[0]) if close else ""
    return both("confirm.unknown_block", number=number, block=key, nearest=suggestion)


def _block_of(key: str, round_: Round) -> str:
    """The id of a block. A recommendation may be named by its own id."""
    return next((item.block_id for item in round_.items if item.id == key), key)
