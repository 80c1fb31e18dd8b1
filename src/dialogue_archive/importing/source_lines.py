"""The lines of a source text: the kind of each by its own mark, regardless of its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dialogue_archive.ids import Language

LineKind = Literal["blank", "rule", "heading", "item", "row", "text"]

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RULE = re.compile(r"(?:[-*_=─—－](?:[ \t]*)){3,}")
_HEADING = re.compile(r"#{1,6}[^\S\n]+(?=\S)")
_PLAIN_ITEM = re.compile(r"- [^\S\n]*(?=\S)")
_BULLET = re.compile(r"(?:[•·●○▪■□◆◇‣⁃∙▶►✓*+]|[-–—](?=[^\S\n]))[^\S\n]*(?=\S)")
# 1. 1) 1、 (1) （1） ① 一、 （一） and their full-width forms; a number with a decimal point is not one.
_NUMBER = re.compile(
    r"(?:[（(][0-9０-９一二三四五六七八九十]{1,3}[）)]|[0-9０-９]{1,3}(?:[.．](?![0-9０-９])|[、)）])"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳⑴-⒇]|[a-z][.)](?=\s))[^\S\n]*(?=\S)"
)
_ENDS = "。！？!?；;：:…"
_CLOSERS = "”’）)》」』】]\"'"


@dataclass(frozen=True)
class Line:
    """One line. `start` and `end` are the offsets of its text in the source, without white space at both ends.

    `mark`: the length of its mark (`## `, `- `, `1. `). `is_numbered`: the mark is a number. `is_plain`: the mark is
    that of the project's own layout.
    """

    number: int
    kind: LineKind
    start: int
    end: int
    mark: int = 0
    level: int = 0
    is_numbered: bool = False
    is_plain: bool = False
    indent: int = 0

    def text(self, source: str) -> str:
        """The line's words without its mark."""
        return source[self.start + self.mark : self.end]


def lines_of(source: str) -> Iterator[Line]:
    """Every line of `source`, numbered from 1."""
    at = 0
    for number, raw in enumerate(source.split("\n"), start=1):
        stripped = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        yield _line(stripped, number, start, indent=start - at)
        at += len(raw) + 1


def _line(text: str, number: int, start: int, *, indent: int) -> Line:
    end = start + len(text)
    if not text:
        return Line(number, "blank", start, start)
    if _RULE.fullmatch(text):
        return Line(number, "rule", start, end)
    heading = _HEADING.match(text)
    if heading:
        level = len(heading[0].rstrip())
        return Line(number, "heading", start, end, mark=heading.end(), level=level)
    plain, bullet, numbered = _PLAIN_ITEM.match(text), _BULLET.match(text), _NUMBER.match(text)
    if plain or bullet:
        match = plain or bullet
        assert match
        return Line(number, "item", start, end, mark=match.end(), is_plain=bool(plain), indent=indent)
    if "\t" in text[numbered.end() if numbered else 0 :]:
        return Line(number, "row", start, end, indent=indent)
    if numbered:
        return Line(number, "text", start, end, mark=numbered.end(), is_numbered=True, indent=indent)
    return Line(number, "text", start, end, indent=indent)


def is_ended(text: str, *, strict: bool = False) -> bool:
    """Whether a text ends like a sentence, ignoring closing marks. A bracket counts as an end, unless `strict`."""
    text = text.rstrip()
    while text and text[-1] in _CLOSERS:
        if text[-1] in "）)" and len(text) > 1 and not strict:
            return True
        text = text[:-1]
    return bool(text) and (text[-1] in _ENDS or text[-1] == ".")


def width(text: str) -> int:
    """The width of a text in Latin letters: a Chinese character counts as two."""
    return sum(2 if re.match(f"[{HAN}\u3000-\u303f\uff00-\uffef]", char) else 1 for char in text)


def language_of(text: str) -> Language:
    """The language of a text: Chinese when at least a tenth of its letters are Chinese characters."""
    han = len(re.findall(f"[{HAN}]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    return "zh" if han * 9 >= latin else "en"
