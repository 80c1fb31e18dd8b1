"""Headings: what is under each (recommendations, a delegation, a section), and the ids of sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES, Side
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Pair, Series

HeadingRole = str  # `recommendations`, `people`, `section`, or the code of a side

_NUMBERING = r"(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)]?[、.．]?\s*)?"
_RECOMMENDATIONS = re.compile(
    _NUMBERING
    + r"(?:(?:共识|政策|具体|主要|双方|相关|联合)?建议(?:如下)?"
    + r"|(?:consensus |policy |joint |key )?recommendations?)\s*[:：]?",
    re.IGNORECASE,
)
_PEOPLE = (
    r"(?:参会|与会|出席|参加)(?:者|人员|人士|代表|嘉宾|专家)?(?:名单)?|代表团?(?:成员|名单)?(?:名单)?|名单|"
    r"participants?|delegation|delegates|members|attendees"
)
_PEOPLE_WORDS = re.compile(_PEOPLE, re.IGNORECASE)

# Common headings of memos, and the ids for them.
STANDARD: Mapping[str, tuple[str, ...]] = {
    "new-developments": ("新动向", "新进展", "新动态", "最新进展", "new developments", "recent developments"),
    "foreign-policy": ("外交政策", "对外政策", "foreign policy"),
    "vehicles": ("智能网联汽车", "电动汽车", "自动驾驶", "electric vehicle", "connected vehicle", "autonomous vehicle"),
    "background": ("背景", "background"),
    "introduction": ("引言", "导言", "前言", "introduction", "preface"),
    "next-steps": ("下一步", "后续工作", "next steps", "way forward"),
    "conclusion": ("结论", "结语", "总结", "结束语", "conclusion", "concluding"),
}
_ENDINGS = " .:：。、"


@dataclass(frozen=True)
class SideNames:
    """How documents of a series name its sides: a pattern for each side, and one for a heading of both lists."""

    sides: Mapping[Side, re.Pattern[str]]
    everyone: re.Pattern[str]


def side_names(series: Series) -> SideNames:
    """The patterns of the names in data/series.yml. English names are matched as words, in any case."""
    both = "".join(f"{re.escape(name)}(?:双方)?|" for name in (*series.both_sides.zh, *series.both_sides.en))
    everyone = rf"{_NUMBERING}(?:双方|两国|{both}list of )?(?:{_PEOPLE})(?: list)?\s*[:：]?"
    sides = {
        code: re.compile(
            "|".join((*map(re.escape, side.names.zh), *(rf"(?<!\w){re.escape(name)}(?!\w)" for name in side.names.en))),
            re.IGNORECASE,
        )
        for code, side in series.sides.items()
    }
    return SideNames(sides, re.compile(everyone, re.IGNORECASE))


def role_of(heading: str, names: SideNames) -> HeadingRole:
    """What is under `heading`: recommendations, one delegation, both (`people`), or a section of the memo."""
    text = unicodedata.normalize("NFKC", heading).strip().replace("’", "'")
    if _RECOMMENDATIONS.fullmatch(text):
        return "recommendations"
    if len(text) <= 60 and _PEOPLE_WORDS.search(text):
        sides = [side for side, pattern in names.sides.items() if pattern.search(text)]
        if len(sides) == 1:
            return sides[0]
        if names.everyone.fullmatch(text):
            return "people"
    return "section"


def known_sections(archive: Archive) -> Mapping[str, str]:
    """The headings of the rounds on record, in both languages, with the ids of their sections."""
    return {
        _plain(to_text(section.heading[language])): section.id
        for round_ in archive.rounds
        if round_.has_full_text
        for section in round_.sections
        for language in LANGUAGES
        if section.heading.get(language)
    }


def section_id(
    heading: str, *, known: Mapping[str, str], topics: Mapping[str, Pair], taken: Iterable[str], number: int
) -> str:
    """An id for the section under `heading`: that of an earlier round, of a topic, or `section-<number>`."""
    text, used = _plain(heading), set(taken)
    for found in _candidates(text, known, topics):
        if found not in used:
            return found
    fallback = f"section-{number}"
    while fallback in used:
        number += 1
        fallback = f"section-{number}"
    return fallback


def _candidates(text: str, known: Mapping[str, str], topics: Mapping[str, Pair]) -> Iterable[str]:
    if text in known:
        yield known[text]
    for slug, pair in topics.items():
        if text in (_plain(pair.zh), _plain(pair.en)):
            yield slug
    for slug, words in STANDARD.items():
        if any(word in text for word in words):
            yield slug
    shared = [
        (len(label), slug)
        for slug, pair in topics.items()
        for label in (_plain(pair.zh), _plain(pair.en))
        if len(label) > 2 and (label in text or text in label)
    ]
    for _, slug in sorted(shared, reverse=True):
        yield slug


def _plain(heading: str) -> str:
    """A heading without its number and in lower case, for comparison."""
    text = unicodedata.normalize("NFKC", heading).casefold().strip(_ENDINGS)
    text = re.sub(
        r"^(?:[(]?[0-9]{1,3}[)]?[.、 ]+|[(]?[一二三四五六七八九十]{1,3}[)]?[、. ]+|[ivx]{1,4}[. ]+)", "", text
    )
    return text.strip(_ENDINGS)
