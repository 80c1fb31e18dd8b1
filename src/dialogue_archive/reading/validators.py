"""Validators of single values. Each raises ValueError with what was expected."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from dialogue_archive.ids import SLUG, EmendationKind, Language
from dialogue_archive.problems import INVISIBLE


class _Pair(Protocol):
    def __getitem__(self, language: Language, /) -> str: ...


Pairs = TypeVar("Pairs", bound=_Pair)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)
_ENUMERATOR = r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[IVXivx]{1,4})[)）.．、]|[①-⑳]"
_MARKS = re.compile(rf"^[\s#>*+•·▪●○◦–—-]*(?:{_ENUMERATOR})?[\s#]*", re.MULTILINE)
_HYPHEN_AT_LINE_END = re.compile(r"[-\u00ad]\s*\n\s*")


def words(text: str) -> str:
    """Text; YAML's words for null are refused."""
    if text in ("~", "null", "Null", "NULL"):
        raise ValueError("expected text")
    return text


def day(found: Any) -> Any:
    """A date in the form YYYY-MM-DD; other forms, which pydantic would accept, are refused."""
    if isinstance(found, str) and not _DAY.fullmatch(found):
        raise ValueError("expected a date, like 2024-10-07")
    return found


def number(found: Any) -> Any:
    """A number from 1 to 9999 in ASCII digits."""
    if isinstance(found, str) and not _NUMBER.fullmatch(found):
        raise ValueError("expected a number in ASCII digits, like 7")
    return found


def url(text: str) -> str:
    """A web address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", text):
        raise ValueError("expected an address that begins with https://")
    return text


def project_file(text: str) -> str:
    """A path inside the project, relative to its root."""
    path = PurePosixPath(text)
    if not text.strip() or path.is_absolute() or ".." in path.parts or re.search(r"[\\\0:]", text) or len(text) > 200:
        raise ValueError("expected a path inside the project, like data/sources/round-7.zh.txt")
    return text


def source_file(text: str) -> str:
    """A file in data/sources/, whose files are published under the same names."""
    if not re.fullmatch(r"data/sources/[A-Za-z0-9][A-Za-z0-9._-]*", project_file(text)):
        raise ValueError("expected a file in data/sources/, like data/sources/round-7.zh.txt")
    return text


def side_code(text: str) -> str:
    """The code of a side, which is an id on the pages, like `cn`."""
    if not SLUG.fullmatch(text) or text in ("participants", "notes", "versions", "preamble"):
        raise ValueError("expected a short code in lower-case ASCII letters, like cn")
    return text


def round_pattern(pair: Pairs) -> Pairs:
    """The name of a round, with a placeholder for its number in each language."""
    for text in (pair["zh"], pair["en"]):
        try:
            filled = text.format(number=7, numeral="七")
        except (KeyError, IndexError, ValueError):
            filled = text
        if filled == text:
            raise ValueError(f"{text}: expected the number of the round as {{number}} or {{numeral}}")
    return pair


def each_once(found: tuple[str, ...]) -> tuple[str, ...]:
    """A list without duplicates."""
    duplicate = next((one for index, one in enumerate(found) if one in found[:index]), None)
    if duplicate is not None:
        raise ValueError(f"duplicate entry {duplicate}")
    return found


def misdeclared(kind: EmendationKind, source: str, reading: str) -> str | None:
    """Why an emendation is not of its declared kind; None when it is.

    >>> misdeclared("spacing", "服 务", "服务")
    >>> misdeclared("spacing", "有益", "有害")
    'an emendation of the kind spacing may only change white space; use the kind wording to change words'
    """
    wording = "use the kind wording to change words"
    if kind in ("spacing", "page-break"):
        broken = _HYPHEN_AT_LINE_END.sub("", source) if kind == "page-break" else source
        if _without_space(reading) not in (_without_space(source), _without_space(broken)):
            return f"an emendation of the kind {kind} may only change white space; {wording}"
    elif kind == "heading":
        if _without_space(_without_marks(source)) != _without_space(_without_marks(reading)):
            return (
                f"an emendation of the kind heading may only change the marks # or the number of a heading; {wording}"
            )
    elif kind == "rule":
        if reading.strip() or re.search(r"[^-*_\s]", source):
            return f"an emendation of the kind rule may only remove a line of ---, *** or ___; {wording}"
    elif (
        kind == "punctuation"
        and _characters(source) != _characters(reading)
        and _characters(_without_marks(source)) != _characters(_without_marks(reading))
    ):
        return f"an emendation of the kind punctuation must keep every letter, digit and Chinese character; {wording}"
    return None


def _without_space(text: str) -> str:
    return INVISIBLE.sub("", re.sub(r"\s", "", text))


def _without_marks(text: str) -> str:
    """The text without the marks of headings and list items at the beginning of its lines."""
    return _MARKS.sub("", text)


def _characters(text: str) -> list[str]:
    return [character for character in text if unicodedata.category(character)[0] in "LN"]
