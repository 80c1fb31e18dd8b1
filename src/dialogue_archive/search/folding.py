"""Text as search sees it: a stream of tokens. docs/assets/scripts/search-fold.js is the same in the reader's browser.

A token is one Chinese character, one word of letters and digits, or one mark of punctuation. Full-width letters,
case, accents, traditional characters, quotation marks, middle dots and hyphens are folded away, and so are the spaces
that typography puts between Chinese and Latin. tests/search/cases holds the golden cases of both implementations.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from dialogue_archive.search.stem import stem

TokenKind = Literal["character", "word", "mark"]

CHARACTERS = (
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF), (0x3005, 0x3007)),
    *((0x3040, 0x30FF), (0xAC00, 0xD7A3)),
)
# Quotation marks and title marks, and the dot between the parts of a foreign name. They are ignored.
UNWRITTEN = frozenset('"“”„‟«»「」『』《》〈〉﹁﹂‹›·•・‧∙⋅')
APOSTROPHES = frozenset("'’‘ʼ′`´")
HYPHENS = frozenset("-‐‑‒–−﹣‧~_/")
LETTER, CHARACTER, SPACE, QUOTE, APOSTROPHE, HYPHEN, NOTHING, MARK = range(8)


class Token(NamedTuple):
    """A token: its folded text, its stem (the text itself but for words), and its place in the original text."""

    text: str
    stem: str
    kind: TokenKind
    start: int
    end: int


@cache
def traditional() -> dict[str, str]:
    """Simplified forms by traditional character."""
    lines = files(__package__).joinpath("traditional.txt").read_text(encoding="utf-8").splitlines()
    return {old: line[0] for line in lines if not line.startswith("#") for old in line[1:]}


def fold_character(character: str) -> str:
    """One character, folded: `Ａ` to `a`, `體` to `体`, `é` to `e`. Quotation marks and the like stay here."""
    table = traditional()
    wide = unicodedata.normalize("NFKC", character).lower()
    plain = "".join(c for part in wide for c in _without_accents(part))
    return "".join(table.get(c, c) for c in plain)


def _without_accents(character: str) -> str:
    if is_character(character):
        return character
    return "".join(c for c in unicodedata.normalize("NFD", character) if unicodedata.category(c)[0] != "M")


def is_character(character: str) -> bool:
    """Whether it is a token by itself: a Chinese character, a kana, a Hangul syllable."""
    code = ord(character)
    return any(first <= code <= last for first, last in CHARACTERS)


def kind_of(character: str) -> int:
    """The kind of a folded character."""
    for known, kind in ((UNWRITTEN, QUOTE), (APOSTROPHES, APOSTROPHE), (HYPHENS, HYPHEN)):
        if character in known:
            return kind
    if is_character(character):
        return CHARACTER
    if character == "\n":  # between two texts of one record: no phrase reaches across
        return MARK
    category = unicodedata.category(character)
    if category[0] in "LN":
        return LETTER
    if category[0] == "M" or category == "Cf":
        return NOTHING
    return SPACE if category[0] in "ZC" else MARK


@lru_cache(maxsize=65536)
def _folded(original: str) -> tuple[tuple[str, int], ...]:
    return tuple((character, kind_of(character)) for character in fold_character(original))


@dataclass
class _Word:
    """The word that is being read."""

    text: str = ""
    start: int = 0
    end: int = 0
    acronym: bool = False
    apostrophe: int = -1


# Letters and digits that folding only makes small: read in one go, they take half the time of an English text.
_PLAIN_LETTERS = re.compile(r"([a-zA-Z0-9]+)")
_LETTER_THEN_NONE = re.compile(r"[a-zA-Z](?![a-zA-Z])")


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, in order.

    >>> [token.text for token in tokens("ＡＩ安全, U.S.–China “芯片”")]
    ['ai', '安', '全', ',', 'us', 'china', '芯', '片']
    """
    found: list[Token] = []
    word = _Word()

    def close() -> None:
        nonlocal word
        if word.text:
            whole = word.text
            if word.apostrophe > 0 and whole[word.apostrophe :] == "s":
                whole = whole[:-1]
            found.append(Token(whole, stem(whole), "word", word.start, word.end))
        word = _Word()

    at = 0
    for index, piece in enumerate(_PLAIN_LETTERS.split(text)):
        if index % 2:
            if not word.text:
                word.start = at
            word.text += piece.lower()
            at = word.end = at + len(piece)
            continue
        for original in piece:
            for character, kind in _folded(original):
                if kind in (CHARACTER, MARK):
                    if kind == MARK and character == "." and _in_acronym(word, text, at):
                        word.acronym = True
                        if not _LETTER_THEN_NONE.match(text, at + 1):
                            close()
                        continue
                    if word.text:
                        close()
                    found.append(Token(character, character, "character" if kind == CHARACTER else "mark", at, at + 1))
                elif kind == LETTER:
                    if not word.text:
                        word.start = at
                    word.text += character
                    word.end = at + 1
                elif kind == APOSTROPHE:
                    word.apostrophe = len(word.text)
                elif kind != NOTHING and word.text:
                    close()
            at += 1
    close()
    return found


def _in_acronym(word: _Word, text: str, at: int) -> bool:
    """Whether the full stop at `at` is one of `U.S.`: it is ignored."""
    if word.acronym:
        return True
    return len(word.text) == 1 and word.text.isalpha() and bool(_LETTER_THEN_NONE.match(text, at + 1))
