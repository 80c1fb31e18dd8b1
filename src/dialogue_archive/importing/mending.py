"""Mending what a page break, a line break or a typist left: spaces that belong to nobody, and divided sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dialogue_archive.ids import Language
from dialogue_archive.importing.edits import Edit
from dialogue_archive.importing.lines import HAN, Line, is_ended, width
from dialogue_archive.problems import INVISIBLE

_SPACE = r"[^\S\n]"
_MARKS = "“”‘’（）《》「」『』【】〔〕，。、；：？！…—"
_QUOTES = "“”‘’—…"
_STRAY_IN_CHINESE = re.compile(rf"(?<=[{HAN}]){_SPACE}+(?=[{HAN}])|(?<=[{_MARKS}]){_SPACE}+|{_SPACE}+(?=[{_MARKS}])")
_STRAY_IN_ENGLISH = re.compile(rf"(?<=\S){_SPACE}+(?=[,.;:!?)\]](?:\s|$))|(?<=[(\[]){_SPACE}+")
_WIDE = re.compile(rf"(?<=\S)(?: {_SPACE}+|[^\S\n ]{_SPACE}*)(?=\S)")
_LATIN = re.compile(r"[A-Za-z0-9]")
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:!?()]|[,;!?()](?=[{HAN}])")

# A paragraph shorter than this may end without a full stop: a date, a place, a line of a letterhead.
_LONG = 50


def spaces(source: str, start: int, end: int, language: Language, *, is_list: bool = False) -> Iterator[Edit]:
    """The stray spaces of `source[start:end]`. In a list of people one may divide two offices, and is kept."""
    text = source[start:end]
    taken: list[tuple[int, int]] = []
    pattern = _STRAY_IN_CHINESE if language == "zh" else _STRAY_IN_ENGLISH
    for match in pattern.finditer(text):
        if language == "zh" and _is_meant(text, match, is_list=is_list):
            continue
        taken.append(match.span())
        yield Edit(start + match.start(), start + match.end(), "", "spacing")
    for match in _WIDE.finditer(text):
        if all(match.end() <= one or match.start() >= other for one, other in taken):
            taken.append(match.span())
            yield Edit(start + match.start(), start + match.end(), " ", "spacing")
    for match in INVISIBLE.finditer(text) if INVISIBLE.sub("", text).strip() else ():
        if all(match.end() <= one or match.start() >= other for one, other in taken):
            yield Edit(start + match.start(), start + match.end(), "", "spacing")


def _is_meant(text: str, match: re.Match[str], *, is_list: bool) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not before or not after:
        return True
    if is_list and before not in _MARKS and after not in _MARKS:
        return True
    if before in _QUOTES or after in _QUOTES:  # an English phrase in quotation marks keeps its spaces
        return bool(_LATIN.match(after if before in _QUOTES else before))
    return False


def half_width(text: str) -> tuple[str, ...]:
    """The half-width marks beside Chinese characters: only a person can say whether they are meant."""
    return tuple(match[0] for match in _HALF_WIDTH.finditer(text))


def is_wrapped(source: str, lines: list[Line]) -> bool:
    """Whether a plain text breaks its lines at a margin, so that a paragraph runs over many lines."""
    margin = margin_of(source, lines)
    pairs = [
        (one, other)
        for one, other in pairwise(lines)
        if one.kind in ("text", "item") and other.kind == "text" and not other.is_numbered
    ]
    full = [one for one, _ in pairs if width(one.text(source)) >= 0.7 * margin and not is_ended(one.text(source))]
    return 30 <= margin <= 130 and len(full) >= 3 and 2 * len(full) >= len(pairs)


def margin_of(source: str, lines: list[Line]) -> int:
    return max((width(source[line.start : line.end]) for line in lines if line.kind in ("text", "item")), default=0)


def runs_on(source: str, one: Line, other: Line, language: Language, *, wrapped: bool, margin: int) -> bool:
    """Whether the line `other` goes on with the sentence of `one`."""
    if one.kind not in ("text", "item") or other.kind != "text" or other.is_numbered:
        return False
    words, following = one.text(source), other.text(source)
    if other.number == one.number + 1 and wrapped:
        return width(words) >= 0.6 * margin and not (other.indent and not one.indent and is_ended(words))
    if is_ended(words) or width(words) < _LONG:
        return False
    return language == "zh" or following[:1].islower() or not following[:1].isalpha() or words.rstrip()[-1:] in ",-"


def join(source: str, one: Line, other: Line, language: Language) -> Edit:
    """The edit that makes one paragraph of two lines."""
    before, after = source[one.end - 1], source[other.start]
    latin = before.isascii() and after.isascii()
    gap = " " if latin or language == "en" else ""
    kind = "spacing" if other.number == one.number + 1 else "page-break"
    return Edit(one.end, other.start, gap, "page-break" if kind == "page-break" else "spacing")
