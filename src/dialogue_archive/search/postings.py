"""The inverted index: which records hold a term, and where.

Three kinds of terms answer every query exactly and cheaply:

- a Chinese character by itself (`标`): the records that hold it;
- two neighbouring tokens, at least one of them no word (`半导`, `20 纳`): records and positions. A longer query is the
  pairs that cover it, at the right distance, so only lists as short as a pair's are ever loaded;
- a word by its stem (`control`), by each form of it (`controls`): records and positions.

And one that joins the languages: `@12`, the records that hold any form of term 12 of the glossary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dialogue_archive.reading.shapes import Term
from dialogue_archive.search.folding import Token, tokens
from dialogue_archive.search.records import Record

# A posting: the record's number, and each position in it doubled, plus one where it stands in a title.
Postings = list[tuple[int, list[int]]]
Terms = dict[str, Postings]
WordForms = dict[str, Terms]

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Between two fields of a record: a phrase never reaches from one into the next.
FIELD_GAP = 2


def pair_key(left: Token, right: Token) -> str:
    """The key of two neighbouring tokens, a word by its stem: `半导`, `20 纳`."""
    between = "" if left.kind == right.kind == "character" else " "
    return left.stem + between + right.stem


class Index:
    """Collects the postings of records, one record after another."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        self.characters: Terms = {}
        self.pairs: Terms = {}
        self.words: WordForms = {}
        self.identifiers: Terms = {}
        self.concepts: Terms = {}
        self._glossary = _Glossary(glossary)

    def add(self, number: int, record: Record) -> None:
        """Index one record. Records come in ascending order of their numbers."""
        position = 0
        held: dict[int, list[int]] = {}
        for in_title, words in ((1, record.title), (0, record.text)):
            for text in (words.zh, words.en):
                stream = tokens(text or "")
                for concept in self._glossary.concepts_in(stream):
                    held.setdefault(concept, []).append(in_title)
                self._stream(number, stream, position, in_title)
                position += len(stream) + FIELD_GAP
        for concept, titles in held.items():
            self.concepts.setdefault(f"@{concept}", []).append((number, [max(titles)]))
        if record.kind in ("recommendation", "position"):
            self.identifiers["#" + record.id] = [(number, [1])]

    def _stream(self, number: int, stream: Sequence[Token], position: int, in_title: int) -> None:
        for at, token in enumerate(stream, position):
            code = at * 2 + in_title
            if token.kind == "word":
                _note(self.words.setdefault(token.stem, {}), token.text, number, code)
            elif token.kind == "character":
                _note(self.characters, token.text, number, code)
        for at, (left, right) in enumerate(pairwise(stream), position):
            if not left.kind == right.kind == "word":
                _note(self.pairs, pair_key(left, right), number, at * 2 + in_title)

    def encoded(self) -> Mapping[str, str | Mapping[str, str]]:
        """Every term with its postings as text, in the order of the keys."""
        found: dict[str, str | Mapping[str, str]] = {}
        for terms in (self.characters, self.identifiers, self.concepts):
            found.update((key, encode_records(postings)) for key, postings in terms.items())
        found.update((key, encode_positions(postings)) for key, postings in self.pairs.items())
        for stem, forms in self.words.items():
            found[stem] = {form: encode_positions(forms[form]) for form in sorted(forms)}
        return {key: found[key] for key in sorted(found, key=script_order)}


def script_order(key: str) -> bytes:
    """The order in which a browser compares strings: by UTF-16 code units."""
    return key.encode("utf-16-be")


def _note(terms: Terms, key: str, number: int, code: int) -> None:
    postings = terms.setdefault(key, [])
    if postings and postings[-1][0] == number:
        postings[-1][1].append(code)
    else:
        postings.append((number, [code]))


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
        """The numbers of the terms that stand in `stream`."""
        stems = tuple(token.stem for token in stream)
        return {
            number
            for at, first in enumerate(stems)
            for form, number in self._by_first.get(first, ())
            if stems[at : at + len(form)] == form
        }


def _number(value: int) -> str:
    """A number in base 32, least digit first, each digit but the last marked: 5 is `F`, 40 is `oB`."""
    text = ""
    while value > 31:
        text += _DIGITS[value & 31 | 32]
        value >>= 5
    return text + _DIGITS[value]


_SMALL = tuple(_number(value) for value in range(8192))


def encode(values: Iterable[int]) -> str:
    """Numbers from 0 on as text: five bits a character, which gzip packs well."""
    return "".join(_SMALL[value] if value < 8192 else _number(value) for value in values)


def encode_records(postings: Postings) -> str:
    """Records alone, as steps from one to the next, doubled, plus one where the term stands in the title."""
    values: list[int] = []
    last = 0
    for number, codes in postings:
        values.append((number - last) * 2 + max(code & 1 for code in codes))
        last = number
    return encode(values)


def encode_positions(postings: Postings) -> str:
    """Records and positions: the step to the record, the count, then each step to the next position."""
    values: list[int] = []
    last = 0
    for number, codes in postings:
        values += (number - last, len(codes))
        last = number
        at = 0
        for code in codes:
            values.append((code >> 1) - at << 1 | code & 1)
            at = code >> 1
    return encode(values)
