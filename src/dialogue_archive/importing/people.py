"""The people of a delegation: the name and title in a line, matched to those on record or proposed as new."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES, SLUG, Language, Side
from dialogue_archive.importing import cleanup
from dialogue_archive.importing.cleanup import Edit
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.source_lines import HAN
from dialogue_archive.importing.structure import Part
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import PersonFacts

_ZH_NAME = rf"(?:[{HAN}A-Z.]{{1,8}}(?:[·•・.][{HAN}A-Z.]{{1,8}}){{1,4}}|[{HAN}]{{2,4}}|[{HAN}][ \u3000]+[{HAN}])"
_LATIN_WORD = r"(?:[A-Z](?:[\w’'.-]*)|de|van|von|der|bin|al|el|la|di|du)"
_EN_NAME = rf"{_LATIN_WORD}(?: {_LATIN_WORD}){{1,5}}(?:, (?:Jr\.?|Sr\.?|III|II))?"
_LATIN = rf"(?P<latin>[（(]\s*(?P<latin_name>{_EN_NAME})\s*[）)])?"
NAME = re.compile(rf"(?P<name>{_ZH_NAME}|{_EN_NAME}){_LATIN}")
_DIVIDER = re.compile(r"\s*(?:[，,：:;；]|[—–]+|(?<=\s)-(?=\s))\s*|[\t \u3000]+")
_HEADER = re.compile(r"(?:姓名|名字|name|序号|编号|no\.?|#)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[.、．)）]?\t")


@dataclass(frozen=True)
class Found:
    """A person in a line: the Latin name that stood in parentheses, and the edits that set name and title apart."""

    latin: str | None
    edits: tuple[Edit, ...]


def is_header(text: str) -> bool:
    """Whether a row of a table holds the headings of its columns."""
    cells = [unicodedata.normalize("NFKC", cell).strip() for cell in text.split("\t")]
    return len(cells) > 1 and all(_HEADER.fullmatch(cell) for cell in cells[:1])


def is_name(text: str) -> bool:
    """Whether `text` is a name and nothing else."""
    return bool(NAME.fullmatch(text.strip()))


def find(source: str, start: int, end: int, language: Language, *, mark: int) -> Found | None:
    """The person in `source[start:end]`, whose first `mark` letters are a bullet or a number; None when unsure."""
    text = source[start + mark : end]
    row_number = _NUMBER.match(text)
    skip = mark + (row_number.end() if row_number else 0)
    at = start + skip
    row = "\t" in source[at:end]
    tab = source.find("\t", at, end)
    match = NAME.fullmatch(source[at:tab].strip()) if row else NAME.match(source, at, end)
    if row:
        name_end = at + len(source[at:tab].rstrip())
    elif match:
        name_end = match.end()
    else:
        return None
    divider = _DIVIDER.match(source, name_end, end)
    if not divider or divider.end() >= end or name_end == at:
        return None
    latin = match["latin_name"] if match else None
    edits = list(_edits(source, start, at, name_end, divider, end, language, row=row))
    if match and match["latin"]:
        length = len(match["latin"])
        edits = [edit for edit in edits if edit.start != name_end]
        edits.append(Edit(name_end - length, divider.end(), "\t", "punctuation", cleanup.LATIN))
    return Found(latin, tuple(edits))


def _edits(
    source: str,
    start: int,
    at: int,
    name_end: int,
    divider: re.Match[str],
    end: int,
    language: Language,
    *,
    row: bool,
) -> Iterator[Edit]:
    if at > start:
        yield Edit(start, at, "", "punctuation", cleanup.TABLE)
    inner = source[at:name_end]
    for space in re.finditer(rf"(?<=[{HAN}])[^\S\n]+(?=[{HAN}])", inner):
        if len(inner) <= 4:
            yield Edit(at + space.start(), at + space.end(), "", "spacing")
    if not row:
        if divider[0].strip():
            yield Edit(name_end, divider.end(), "\t", "punctuation", cleanup.PERSON)
        else:
            yield Edit(name_end, divider.end(), "\t", "spacing")
        return
    comma = "，" if language == "zh" else ", "
    for cell in re.finditer(r"[^\S\n]*\t[^\S\n]*", source[divider.end() : end]):
        place = divider.end() + cell.start()
        yield Edit(place, place + len(cell[0]), comma, "punctuation", cleanup.CELLS)


_COMPOUND_TEXT = "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 东方 司徒 端木 长孙 宇文 独孤 南宫 西门"
_COMPOUND = frozenset(_COMPOUND_TEXT.split())
# Surnames that are read otherwise than the word they are written with.
_SURNAMES: Mapping[str, str] = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "查": "zha",
    "任": "ren",
    "盖": "ge",
    "区": "ou",
    "朴": "piao",
    "翟": "zhai",
    "华": "hua",
    "冼": "xian",
    "缪": "miao",
    "覃": "qin",
    "员": "yun",
    "乐": "yue",
    "尉迟": "yuchi",
    "长孙": "zhangsun",
    "宓": "fu",
    "种": "chong",
    "秘": "bi",
    "召": "shao",
    "朱": "zhu",
}
_COMMON = {
    "主任",
    "主席",
    "教授",
    "院长",
    "所长",
    "研究",
    "究员",
    "董事",
    "事长",
    "总裁",
    "会长",
    "高级",
    "中国",
    "美国",
}
_COMMON_EN = {"chair", "president", "director", "professor", "senior", "fellow", "vice", "china", "former", "national"}


@dataclass(frozen=True)
class Attendee:
    """A part of a delegation with the person it is: an id on record, a new one, or None where that is open."""

    part: Part
    person_id: str | None
    new: PersonFacts | None = None


def identify(
    part: Part, archive: Archive, language: Language, *, before: int, taken: Mapping[str, PersonFacts]
) -> tuple[Attendee, list[Remark]]:
    """Who `part` is, from the rounds before `before` and data/people.yml. `taken`: people proposed so far."""
    side = part.side
    assert side
    found = [
        identifier
        for identifier, person in archive.people.items()
        if person.side == side and (_same(person[language], part.text) or (part.latin and _same(person.en, part.latin)))
    ]
    if len(found) == 1:
        return _matched(part, found[0], archive, language, before)
    if len(found) > 1:
        ids = ", ".join(found)
        remark = Remark(
            part.line,
            f"{part.text} 与多人同名（{ids}），请在该行末尾写明是哪一位，如 {{ #{found[0]} }}",
            f"{part.text} is the name of several people ({ids}); write at the end of the line which one, like "
            f"{{ #{found[0]} }}",
            True,
        )
        return Attendee(part, None), [remark]
    return _proposed(part, side, language, archive, taken)


def _matched(
    part: Part, identifier: str, archive: Archive, language: Language, before: int
) -> tuple[Attendee, list[Remark]]:
    earlier = [a for a in archive.participants.get(identifier, ()) if a.round != before]
    titles = [to_text(attendance.title[language]) for attendance in earlier if attendance.title.get(language)]
    if titles and not any(_share(part.title, title) for title in titles):
        last = earlier[-1]
        remark = Remark(
            part.line,
            f"{part.text} 可能是 {identifier}（第 {last.round} 轮：{titles[-1]}），但职务并无相同之处。"
            f"若为同一人，在该行末尾写 {{ #{identifier} }}；若不是，请在 data/people.yml 中另立一条",
            f"{part.text} may be {identifier} (round {last.round}: {titles[-1]}), but the titles share nothing. If it "
            f"is the same person, write {{ #{identifier} }} at the end of the line; if not, add a person to "
            "data/people.yml",
            True,
        )
        return Attendee(part, None), [remark]
    remarks = []
    if not earlier:
        remarks.append(
            Remark(
                part.line,
                f"{part.text} 按姓名和所属方认作 {identifier}，没有更早的职务可比对",
                f"{part.text} is taken for {identifier} by name and side; there is no earlier title to compare",
                names=(f"{part.text} ({identifier})",),
            )
        )
    return Attendee(part, identifier), remarks


def _proposed(
    part: Part, side: Side, language: Language, archive: Archive, taken: Mapping[str, PersonFacts]
) -> tuple[Attendee, list[Remark]]:
    """A person not on record: proposed where both names are known, else left open."""
    english, basis = part.latin, "public"
    if not english and language == "zh" and side == "cn" and re.fullmatch(f"[{HAN}]{{2,5}}", part.text):
        english, basis = romanise(part.text), "romanised"
    if language == "en" or not english:
        missing = ("Chinese", "中文名") if language == "en" else ("English", "英文名")
        remark = Remark(
            part.line,
            f"{part.text} 尚未收录，{missing[1]}未知：导入另一种语言的文件后自动补上，或在 data/people.yml 中添加",
            f"{part.text} is not on record and the {missing[0]} name is not known: importing the document of the other "
            "language fills it in, or add the person to data/people.yml",
            True,
        )
        return Attendee(part, None), [remark]
    identifier = new_id(english, {*archive.people, *taken})
    facts = PersonFacts.model_validate({"zh": part.text, "en": english, "side": side, "basis": basis})
    remark = Remark(
        part.line,
        f"新人物 {part.text}：{identifier}，英文名 {english}，请核对",
        f"a new person, {part.text}: {identifier}, English name {english}; please check",
    )
    return Attendee(part, identifier, facts), [remark]


def new_id(english: str, taken: set[str]) -> str:
    """An id for a new person from the English name: `xu-lin`, `xu-lin-2` where that is taken."""
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", "")))
    slug = slug if SLUG.fullmatch(slug) else f"person-{slug}".rstrip("-")
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def romanise(name: str) -> str:
    """A Chinese name in pinyin, the surname first.

    >>> [romanise(name) for name in ("徐培喜", "欧阳明", "曾建安")]
    ['Xu Peixi', 'Ouyang Ming', "Zeng Jian'an"]
    """
    length = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    surname, given = name[:length], name[length:]
    family = _SURNAMES.get(surname) or "".join(_syllables(surname))
    parts = _syllables(given)
    rest = "".join(("'" if i and part[:1] in "aoe" else "") + part for i, part in enumerate(parts))
    return f"{family.capitalize()} {rest.capitalize()}"


def _syllables(text: str) -> list[str]:
    return lazy_pinyin(text, style=Style.NORMAL, v_to_u=True)


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s·•・‧．.\-‐]+", "", text)


def _share(one: str, other: str) -> bool:
    """Whether two titles share a word that not every title has."""
    chinese = [
        {text[i : i + 2] for text in re.findall(f"[{HAN}]+", t) for i in range(len(text) - 1)} for t in (one, other)
    ]
    english = [set(re.findall(r"[a-z]{4,}", t.casefold())) for t in (one, other)]
    return bool((chinese[0] & chinese[1]) - _COMMON or (english[0] & english[1]) - _COMMON_EN)


def languages_but(language: Language) -> Language:
    """The other language."""
    return next(other for other in LANGUAGES if other != language)
