"""The people of a delegation: the name in a line, matched to those on record or proposed as new."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES, SLUG, Language
from dialogue_archive.importing import cleanup
from dialogue_archive.importing.cleanup import Edit
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.source_lines import HAN
from dialogue_archive.importing.structure import Part
from dialogue_archive.messages import Message
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import PersonFacts, Series

_ZH_NAME = rf"(?:[{HAN}A-Z.]{{1,8}}(?:[·•・.][{HAN}A-Z.]{{1,8}}){{1,4}}|[{HAN}]{{2,4}}|[{HAN}][ \u3000]+[{HAN}])"
_LATIN_WORD = r"(?:[A-Z](?:[\w’'.-]*)|de|van|von|der|bin|al|el|la|di|du)"
_EN_NAME = rf"{_LATIN_WORD}(?: {_LATIN_WORD}){{1,5}}(?:, (?:Jr\.?|Sr\.?|III|II))?"
_LATIN = rf"(?P<latin>[（(]\s*(?P<latin_name>{_EN_NAME})\s*[）)])?"
NAME = re.compile(rf"(?P<name>{_ZH_NAME}|{_EN_NAME}){_LATIN}")
_DIVIDER = re.compile(r"\s*(?:[，,：:;；]|[—–]+|(?<=\s)-(?=\s))\s*|[\t \u3000]+")
_HEADER = re.compile(r"(?:姓名|名字|name|序号|编号|no\.?|#)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[.、．)）]?\t")


@dataclass(frozen=True)
class NameFound:
    """A person in a line: the Latin name given in parentheses, and the edits that separate name and title."""

    latin: str | None
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class _Layout:
    """The offsets of a line's parts in the source: a mark or number, the name, the title. `is_row`: a table row."""

    start: int
    name: int
    name_end: int
    title: int
    end: int
    is_row: bool


def is_header(text: str) -> bool:
    """Whether a row of a table holds the headings of its columns."""
    cells = [unicodedata.normalize("NFKC", cell).strip() for cell in text.split("\t")]
    return len(cells) > 1 and bool(_HEADER.fullmatch(cells[0]))


def is_name(text: str) -> bool:
    """Whether `text` is a name and nothing else."""
    return bool(NAME.fullmatch(text.strip()))


def find(source: str, span: tuple[int, int], language: Language, *, mark: int) -> NameFound | None:
    """The person in the line at `span` of `source`; None when unsure.

    `mark`: the length of the bullet or number at the start of the line.
    """
    start, end = span
    row_number = _NUMBER.match(source[start + mark : end])
    name = start + mark + (row_number.end() if row_number else 0)
    tab = source.find("\t", name, end)
    is_row = tab >= 0
    match = NAME.fullmatch(source[name:tab].strip()) if is_row else NAME.match(source, name, end)
    if is_row:
        name_end = name + len(source[name:tab].rstrip())
    elif match:
        name_end = match.end()
    else:
        return None
    divider = _DIVIDER.match(source, name_end, end)
    if not divider or divider.end() >= end or name_end == name:
        return None
    layout = _Layout(start, name, name_end, divider.end(), end, is_row)
    edits = list(_edits(source, layout, language))
    if match and match["latin"]:
        length = len(match["latin"])
        edits = [edit for edit in edits if edit.start != name_end]
        edits.append(Edit(name_end - length, divider.end(), "\t", "punctuation", cleanup.LATIN))
    return NameFound(match["latin_name"] if match else None, tuple(edits))


def _edits(source: str, layout: _Layout, language: Language) -> Iterator[Edit]:
    if layout.name > layout.start:
        yield Edit(layout.start, layout.name, "", "punctuation", cleanup.TABLE)
    name = source[layout.name : layout.name_end]
    for space in re.finditer(rf"(?<=[{HAN}])[^\S\n]+(?=[{HAN}])", name):
        if len(name) <= 4:
            yield Edit(layout.name + space.start(), layout.name + space.end(), "", "spacing")
    if not layout.is_row:
        if source[layout.name_end : layout.title].strip():
            yield Edit(layout.name_end, layout.title, "\t", "punctuation", cleanup.PERSON)
        else:
            yield Edit(layout.name_end, layout.title, "\t", "spacing")
        return
    comma = "，" if language == "zh" else ", "
    for cell in re.finditer(r"[^\S\n]*\t[^\S\n]*", source[layout.title : layout.end]):
        yield Edit(layout.title + cell.start(), layout.title + cell.end(), comma, "punctuation", cleanup.CELLS)


_COMPOUND_TEXT = "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 东方 司徒 端木 长孙 宇文 独孤 南宫 西门"
_COMPOUND = frozenset(_COMPOUND_TEXT.split())
# Surnames whose reading differs from that of the same character elsewhere.
_SURNAMES_TEXT = (
    "曾:zeng 单:shan 仇:qiu 解:xie 查:zha 任:ren 盖:ge 区:ou 朴:piao 翟:zhai 华:hua 冼:xian "
    "缪:miao 覃:qin 员:yun 乐:yue 尉迟:yuchi 长孙:zhangsun 宓:fu 种:chong 秘:bi 召:shao 朱:zhu"
)
_SURNAMES = dict(pair.split(":") for pair in _SURNAMES_TEXT.split())
# Words that say nothing about whether two titles are those of one person.
_COMMON = frozenset(["主任", "主席", "教授", "院长", "所长", "研究", "究员", "董事", "事长", "总裁", "会长", "高级"])
_COMMON_EN = frozenset(
    ["chair", "president", "director", "professor", "senior", "fellow", "vice", "former", "national"]
)


@dataclass(frozen=True)
class Attendee:
    """A part of a delegation with its person: an id on record, a new person, or None where that is open."""

    part: Part
    person_id: str | None
    new: PersonFacts | None = None
    remarks: tuple[Remark, ...] = ()


def identify(
    part: Part, archive: Archive, language: Language, *, before: int, taken: Mapping[str, PersonFacts]
) -> Attendee:
    """Who `part` is, from data/people.yml and the rounds other than `before`. `taken`: people proposed so far."""
    side = part.side
    assert side
    found = [
        identifier
        for identifier, person in archive.people.items()
        if person.side == side and (_same(person[language], part.text) or (part.latin and _same(person.en, part.latin)))
    ]
    if not found:
        return _proposed(part, archive.series.sides[side].person_names, language, {*archive.people, *taken})
    if len(found) == 1:
        return _matched(part, found[0], archive, language, before)
    return _open(part, Message("import.same_name", name=part.text, ids=tuple(found), first=found[0]))


def _open(part: Part, message: Message) -> Attendee:
    return Attendee(part, None, remarks=(Remark(message, part.line, is_open=True),))


def _matched(part: Part, identifier: str, archive: Archive, language: Language, before: int) -> Attendee:
    earlier = [a for a in archive.participants.get(identifier, ()) if a.round != before]
    titles = [to_text(attendance.title[language]) for attendance in earlier if attendance.title.get(language)]
    if titles and not any(_share(part.title, title, archive.series) for title in titles):
        last = earlier[-1].round
        return _open(part, Message("import.other_titles", name=part.text, id=identifier, round=last, title=titles[-1]))
    if earlier:
        return Attendee(part, identifier)
    message = Message("import.matched_by_name", name=part.text, id=identifier)
    remark = Remark(message, part.line, names=(f"{part.text} ({identifier})",))
    return Attendee(part, identifier, remarks=(remark,))


def _proposed(part: Part, person_names: Language, language: Language, taken: set[str]) -> Attendee:
    """A person not on record: proposed where both names are known, else left open.

    `person_names` is the language in which the people of the side write their names.
    """
    if language == "en":
        return _open(part, Message("import.chinese_name_unknown", name=part.text))
    english, basis = part.latin, "public"
    if not english and person_names == "zh" and re.fullmatch(f"[{HAN}]{{2,5}}", part.text):
        english, basis = romanise(part.text), "romanised"
    if not english:
        return _open(part, Message("import.english_name_unknown", name=part.text))
    identifier = new_id(english, taken)
    facts = PersonFacts.model_validate({"zh": part.text, "en": english, "side": part.side, "basis": basis})
    message = Message("import.new_person", name=part.text, id=identifier, english=english)
    return Attendee(part, identifier, facts, (Remark(message, part.line),))


def new_id(english: str, taken: set[str]) -> str:
    """An id for a new person from the English name: `xu-lin`, or `xu-lin-2` when that is taken."""
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
    # Loading pypinyin takes longer than everything else of most commands, and few imports need it.
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.NORMAL, v_to_u=True)


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s·•・‧．.\-‐]+", "", text)


def _share(one: str, other: str, series: Series) -> bool:
    """Whether two titles share a word that not every title has. The names of the sides say nothing, either."""
    sides = {name.casefold() for name in series.side_names()}
    chinese = [
        {text[i : i + 2] for text in re.findall(f"[{HAN}]+", t) for i in range(len(text) - 1)} for t in (one, other)
    ]
    english = [set(re.findall(r"[a-z]{4,}", t.casefold())) for t in (one, other)]
    return bool((chinese[0] & chinese[1]) - _COMMON - sides or (english[0] & english[1]) - _COMMON_EN - sides)


def languages_but(language: Language) -> Language:
    """The other language."""
    return next(other for other in LANGUAGES if other != language)
