"""The words of the interface, and the numerals and dates of each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from dialogue_archive.ids import Language
from dialogue_archive.reading.schema import Dates, Pair

_DIGITS = "零一二三四五六七八九"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_HEAD = (
    r"(?<!副)团长|代表团负责人|(?<!deputy )(?<!vice )\bhead of (?:\S+ ){0,3}delegation\b|\bdelegation (?:head|lead)\b"
)


class Wording:
    """The words of one language. Calling it with a key gives the words, with their placeholders filled in."""

    def __init__(self, interface: Mapping[str, Pair], language: Language) -> None:
        self._texts = {key: pair[language] for key, pair in interface.items()}
        self.language = language

    def __call__(self, key: str, **places: object) -> str:
        """The words of `key`. Raises KeyError when data/interface.yml does not have it."""
        if key not in self._texts:
            raise KeyError(f"data/interface.yml has no words for {key}")
        text = self._texts[key]
        return text.format(**places) if places else text

    @property
    def gap(self) -> str:
        """The separator of two sentences: empty in Chinese."""
        return "" if self.language == "zh" else " "

    def round(self, number: int) -> str:
        """`第七轮`, `Round 7`."""
        return self("round_label", number=number, numeral=chinese_numeral(number))

    @property
    def round_template(self) -> str:
        """How a round is called, with `{number}` for scripts to fill in: `第{number}轮`, `Round {number}`."""
        return self("round_label", number="{number}", numeral="{number}")

    def dates(self, dates: Dates | None) -> str:
        """The days of a round; the words for "not on record here" when there are none."""
        return format_dates(dates.start, dates.end, self.language) if dates else self("not_on_record")

    def join(self, parts: list[str]) -> str:
        """Enumerate: with 、 in Chinese, with commas in English."""
        return ("、" if self.language == "zh" else ", ").join(parts)


def round_label(pattern: Pair, number: int, language: Language) -> str:
    """How a round is called by the pattern of its series: `第七轮`, `Round 7`."""
    return pattern[language].format(number=number, numeral=chinese_numeral(number))


def chinese_numeral(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals.

    >>> [chinese_numeral(n) for n in (7, 10, 12, 20, 105, 210, 1003)]
    ['七', '十', '十二', '二十', '一百零五', '二百一十', '一千零三']
    """
    if number < 20:
        return ("十" if number >= 10 else "") + (_DIGITS[number % 10] if number % 10 else "")
    parts = ""
    pending_zero = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            parts += ("零" if pending_zero else "") + _DIGITS[digit] + name
        pending_zero = bool(parts) and digit == 0
    return parts


def format_dates(start: date, end: date, language: Language) -> str:
    """A span of days.

    >>> format_dates(date(2024, 10, 7), date(2024, 10, 8), "zh")
    '2024年10月7日至8日'
    >>> format_dates(date(2024, 10, 7), date(2024, 10, 8), "en")
    'October 7–8, 2024'
    """
    if language == "zh":
        first = f"{start.year}年{start.month}月{start.day}日"
        if start == end:
            return first
        year = f"{end.year}年" if end.year != start.year else ""
        month = f"{end.month}月" if year or end.month != start.month else ""
        return f"{first}至{year}{month}{end.day}日"
    first = f"{_MONTHS[start.month - 1]} {start.day}"
    if start == end:
        return f"{first}, {start.year}"
    if start.year != end.year:
        return f"{first}, {start.year} – {_MONTHS[end.month - 1]} {end.day}, {end.year}"
    if start.month != end.month:
        return f"{first} – {_MONTHS[end.month - 1]} {end.day}, {end.year}"
    return f"{first}–{end.day}, {start.year}"


def says_head(title: str, side_names: tuple[str, ...] = ()) -> bool:
    """Whether a title, as a memo prints it, says that the person heads the delegation.

    `side_names` are the names of the sides: `American co-chair` says so as well.

    >>> [says_head(title) for title in ("某大学教授（中方团长）", "Professor (head of the U.S. delegation)")]
    [True, True]
    >>> [says_head(title, ("American",)) for title in ("American co-chair", "American Leadership Forum")]
    [True, False]
    >>> [says_head(title) for title in ("副团长", "Deputy head of the delegation")]
    [False, False]
    """
    return bool(_head_pattern(side_names).search(title))


@lru_cache(maxsize=8)
def _head_pattern(side_names: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in side_names)
    return re.compile(rf"{_HEAD}|(?<!\w)(?:{names}) (?:lead|co-chair|head)\b" if names else _HEAD, re.IGNORECASE)
