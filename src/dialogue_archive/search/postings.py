"""The inverted index: which records hold a term, and where.

Three kinds of terms answer every query exactly and cheaply:

- a Chinese character by itself (`标`): the records that hold it;
- two neighbouring tokens, at least one of them no word (`半导`, `20 纳`): records and positions. A longer query is the
  pairs that cover it, at the right distance, so only lists as short as a pair's are ever loaded;
- a word by its stem (`control`), by each form of it (`controls`): records and positions.

And one that joins the languages: `@12`, the records that hold any form of term 12 of the glossary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dialogue_archive.reading.schema import Term
from dialogue_archive.search.folding import Token, tokens
from dialogue_archive.search.records import Record

# The gap between two fields of a record: a phrase never extends from one field into the next.
FIELD_GAP = 2


_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def _number(value: int) -> str:
    """A number in base 32, least significant digit first, every digit but the last marked: 5 is `F`, 40 is `oB`."""
    text = ""
    while value > 31:
        text += _DIGITS[value & 31 | 32]
        value >>= 5
    return text + _DIGITS[value]


_SMALL = tuple(_number(value).encode("ascii") for value in range(8192))


def encode(values: Iterable[int]) -> str:
    """Non-negative numbers as text, five bits per character, which compresses well."""
    return _encoded(list(values)).decode("ascii")


def _encoded(values: Sequence[int]) -> bytes:
    return b"".join([_SMALL[value] if value < 8192 else _number(value).encode("ascii") for value in values])


class _Records:
    """Record numbers only: each step from one to the next, doubled, plus one if the term is in the title."""

    __slots__ = ("_last", "_text")

    def __init__(self) -> None:
        self._last = 0
        self._text = bytearray()  # a string per addition would take three times the memory

    def add(self, number: int, in_title: int) -> None:
        self._text += _encoded(((number - self._last) * 2 + in_title,))
        self._last = number

    def text(self) -> str:
        return self._text.decode("ascii")


class _Positions:
    """Records and positions: the step to the record, the count, then each step to the next position.

    A position is doubled, plus one if it is in a title.
    """

    __slots__ = ("_last", "_text")

    def __init__(self) -> None:
        self._last = 0
        self._text = bytearray()

    def add(self, number: int, codes: Sequence[int]) -> None:
        values = [number - self._last, len(codes), codes[0]]
        for before, code in pairwise(codes):
            values.append(code - (before & ~1))
        self._text += _encoded(values)
        self._last = number

    def text(self) -> str:
        return self._text.decode("ascii")


class Index:
    """Collects the postings of records, one record after another."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        self.characters: defaultdict[str, _Records] = defaultdict(_Records)
        self.concepts: defaultdict[str, _Records] = defaultdict(_Records)
        self._identifiers: defaultdict[str, _Records] = defaultdict(_Records)
        self._pairs: defaultdict[str, _Positions] = defaultdict(_Positions)
        self._words: defaultdict[str, defaultdict[str, _Positions]] = defaultdict(lambda: defaultdict(_Positions))
        self._glossary = _Glossary(glossary)

    def add(self, number: int, record: Record) -> None:
        """Index one record. Records come in ascending order of their numbers."""
        here = _Occurrences({}, defaultdict(list), defaultdict(list))
        found: dict[int, int] = {}
        position = 0
        for in_title, words in ((1, record.title), (0, record.text)):
            for text in (words.zh, words.en):
                stream = tokens(text or "")
                here.note(stream, position, in_title)
                for concept in self._glossary.concepts_in(stream):
                    found[concept] = found.get(concept, 0) | in_title
                position += len(stream) + FIELD_GAP
        for key, in_title in here.characters.items():
            self.characters[key].add(number, in_title)
        for key, codes in here.pairs.items():
            self._pairs[key].add(number, codes)
        for (stem, form), codes in here.words.items():
            self._words[stem][form].add(number, codes)
        for concept, in_title in found.items():
            self.concepts[f"@{concept}"].add(number, in_title)
        if record.kind in ("recommendation", "position"):
            self._identifiers[f"#{record.id}"].add(number, 1)

    def encoded(self) -> Mapping[str, str | Mapping[str, str]]:
        """Every term with its postings as text, in the order of the keys."""
        found: dict[str, str | Mapping[str, str]] = {}
        for terms in (self.characters, self.concepts, self._identifiers, self._pairs):
            found.update((key, postings.text()) for key, postings in terms.items())
        for stem, forms in self._words.items():
            found[stem] = {form: forms[form].text() for form in sorted(forms)}
        return {key: found[key] for key in sorted(found, key=script_order)}


def script_order(key: str) -> bytes:
    """The order in which a browser compares strings: by UTF-16 code units."""
    return key.encode("utf-16-be")


class _Occurrences(NamedTuple):
    """The positions of the tokens of one record. The key of a pair is the stems of both: `半导`, `20 纳`."""

    characters: dict[str, int]
    pairs: defaultdict[str, list[int]]
    words: defaultdict[tuple[str, str], list[int]]

    def note(self, stream: Sequence[Token], position: int, in_title: int) -> None:
        """Add the tokens of one field; the first is at `position`."""
        code = position * 2 + in_title
        stem_before, kind_before = "", ""
        for text, stem, kind, _, _ in stream:
            if kind == "word":
                self.words[stem, text].append(code)
            elif kind == "character":
                self.characters.setdefault(text, in_title)
            if kind_before and not kind_before == kind == "word":
                between = "" if kind_before == kind == "character" else " "
                self.pairs[stem_before + between + stem].append(code - 2)
            stem_before, kind_before = stem, kind
            code += 2


class _Glossary:
    """Finds the terms of the glossary in a text, by any of their forms."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, term in enumerate(glossary):
            for form in dict.fromkeys((term.zh, term.en, *term.zh_variants, *term.en_variants)):
                stems = tuple(token.stem for token in tokens(form))
                if stems:
                    self._by_first.setdefault(stems[0], []).append((stems, number))

    def concepts_in(self, stream: Sequence[Token]) -> set[int]:
        """The numbers of the terms that occur in `stream`."""
        stems = tuple(token.stem for token in stream)
        return {
            number
            for at, first in enumerate(stems)
            for form, number in self._by_first.get(first, ())
            if stems[at : at + len(form)] == form
        }
