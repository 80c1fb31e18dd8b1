"""What the opening lines of a memo say about the meeting: its days, its place, its partners."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from dialogue_archive.ids import Language
from dialogue_archive.reading.schema import Partner

_MONTHS_TEXT = "january february march april may june july august september october november december"
_MONTHS = tuple(_MONTHS_TEXT.split())
_ZH_DATES = re.compile(
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*(?:至|到|[-–—~～])+\s*(?:(?P<year2>\d{4})\s*年\s*)?(?:(?P<month2>\d{1,2})\s*月\s*)?(?P<day2>\d{1,2})\s*日)?"
)
_EN_DATES = re.compile(
    r"(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2})(?:\s*(?:[-–—]|to|and)\s*(?:(?P<month2>[A-Z][a-z]+) )?(?P<day2>\d{1,2}))?"
    r",? (?P<year>\d{4})"
)
_EN_DATES_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:\s*(?:[-–—]|to|and)\s*(?P<day2>\d{1,2}))? (?P<month>[A-Z][a-z]+),? (?P<year>\d{4})"
)
_MONTH_LINE = {
    "zh": re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}.*日)?"),
    "en": re.compile(r"(?:\d{1,2}[-–—\d ]*)?[A-Z][a-z]+ (?:\d{1,2}[-–—\d ]*, ?)?\d{4}"),
}


def dates(opening: Iterable[str], language: Language) -> tuple[date, date] | None:
    """The first and last day of the meeting as the opening gives them, or None."""
    patterns = (_ZH_DATES,) if language == "zh" else (_EN_DATES, _EN_DATES_DAY_FIRST)
    for text in opening:
        for pattern in patterns:
            for match in pattern.finditer(unicodedata.normalize("NFKC", text)):
                span = _span(match)
                if span:
                    return span
    return None


def _span(match: re.Match[str]) -> tuple[date, date] | None:
    parts = match.groupdict()
    month = _month(parts["month"])
    month2 = _month(parts.get("month2")) or month
    if not month or not month2:
        return None
    try:
        start = date(int(parts["year"]), month, int(parts["day"]))
        end = date(int(parts.get("year2") or parts["year"]), month2, int(parts.get("day2") or parts["day"]))
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _month(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    name = text.casefold()
    return next((number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name[:3])), None)


def month_and_place(lines: Iterable[str], language: Language) -> tuple[str, ...]:
    """The lines under the title with the month and the place: `2024年10月` and `华盛顿特区`."""
    found = list(lines)
    for index, line in enumerate(found):
        if _MONTH_LINE[language].fullmatch(unicodedata.normalize("NFKC", line).strip()):
            place = found[index + 1] if index + 1 < len(found) and len(found[index + 1]) <= 40 else ""
            if place.endswith(("。", ".")):
                place = ""
            return (line, place.split("，")[-1]) if place else (line,)
    return ()


def place(lines: Iterable[str], language: Language) -> str | None:
    """The whole line under the title that names the place: `中国，杭州`."""
    found = list(lines)
    for one, other in pairwise(found):
        if _MONTH_LINE[language].fullmatch(unicodedata.normalize("NFKC", one).strip()):
            return other if len(other) <= 40 and not other.endswith(("。", ".")) else None
    return None


def partners(opening: Iterable[str], known: Mapping[str, Partner], language: Language) -> tuple[str, ...]:
    """The institutions of data/partners.yml that the opening names, in its order."""
    text = "\n".join(opening)
    places = {key: text.find(partner[language]) for key, partner in known.items()}
    return tuple(sorted((key for key, at in places.items() if at >= 0), key=lambda key: places[key]))
