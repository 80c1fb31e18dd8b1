"""Confirmed pairs: that the two languages of a block say the same, as an editor confirmed it. By content, not by dates.

data/confirmed/N.yml holds, for each block, a short hash of both texts. When either side changes, the hash no longer
fits and the pair counts as unconfirmed until `archive confirm` settles it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from dialogue_archive.archive.model import Archive, Round, Words
from dialogue_archive.problems import Problem
from dialogue_archive.reading import located
from dialogue_archive.reading.inline import to_text

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


def read(root: Path, number: int) -> tuple[Confirmed, list[Problem]]:
    """The confirmed pairs of a round; none where the file is not there."""
    path = path_of(number)
    if not (root / path).exists():
        return {}, []
    empty: Confirmed = {}
    found, problems = located.read(root / path, Confirmed, name=path, default=empty)
    return found.value, problems


def unconfirmed(root: Path, round_: Round) -> tuple[str, ...]:
    """The pairs of a round that nobody confirmed as they stand now, in the order of its pages."""
    known, _ = read(root, round_.number)
    return tuple(key for key, words in pairs(round_).items() if known.get(key) != fingerprint(words))


def confirm(root: Path, round_: Round, keys: Iterable[str]) -> str:
    """The text of data/confirmed/N.yml with `keys` confirmed as they stand; pairs that are gone are left out."""
    known, _ = read(root, round_.number)
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
