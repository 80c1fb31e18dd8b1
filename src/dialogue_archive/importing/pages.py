"""The three pages of one language, composed from the parts of a memo and their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogue_archive import ids
from dialogue_archive.ids import PREAMBLE, RECOMMENDATIONS_SUFFIX, Language, Side
from dialogue_archive.importing.people import Attendee
from dialogue_archive.importing.structure import Recognised
from dialogue_archive.language import chinese_numeral, round_label
from dialogue_archive.reading import pages
from dialogue_archive.reading.inline import escape
from dialogue_archive.reading.pages import Kind, PageBlock
from dialogue_archive.reading.schema import FrontMatter, Series

_CARDINALS_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_CARDINALS = tuple(_CARDINALS_TEXT.split())
# A clause with one of these at its start introduces what is recommended.
_LEADS_IN = re.compile(
    r"在|对于|就|尽管|通过|为使|为了|针对|正如|鉴于|(?:In|For|With|Although|Through|To|As|On|Given|Regarding|While)\b"
)
_STARTS_MARKUP = re.compile(r"[#\->|:+=/!?~^%]|\d+[.)]|\\")


@dataclass(frozen=True)
class Composed:
    """The text of the three pages, and the ids of the recommendations in order."""

    index: str
    recommendations: str
    participants: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """What is known of a memo apart from its text: the ids of its sections, and its days and place for descriptions."""

    round: int
    series: Series
    sections: tuple[str, ...]
    when_and_where: tuple[str, ...] = ()


def compose(
    found: Recognised, outline: Outline, people: Sequence[Attendee], *, is_translation: bool = False
) -> Composed:
    """Write the three pages. Recommendations are numbered in order, through all sections."""
    memo = tuple(_memo(found, outline))
    items = tuple(block.id or "" for block in memo if block.kind == "item" and block.id)
    texts = [part.text for part in found.memo if part.role == "recommendation"]
    title, about = _front(found.language, outline, len(items), is_translation=is_translation)
    lists = tuple(_participants(found, people))
    language = found.language
    return Composed(
        index=pages.write(FrontMatter(title=title, description=about), memo),
        recommendations=pages.write(
            _catalogue_front(language, outline, len(items)),
            _catalogue(language, items, texts),
        ),
        participants=pages.write(_lists_front(language, outline), lists),
        items=items,
    )


def written(text: str, kind: Kind = "paragraph") -> str:
    r"""`text` escaped for a page, so that it is read back as the same text.

    >>> written("1. a {b}")
    '1\\. a {b\\}'
    """
    found = escape(text)
    if kind in ("paragraph", "term") and _STARTS_MARKUP.match(found) and not found.startswith("\\"):
        digits = re.match(r"\d*", found)
        at = digits.end() if digits else 0
        found = f"{found[:at]}\\{found[at:]}"
    if kind in ("item", "definition", "unresolved") and found[:1] in ("-", ">", ":"):
        found = "\\" + found
    return found[:-1] + "\\}" if found.endswith("}") else found


def _memo(found: Recognised, outline: Outline) -> Iterator[PageBlock]:
    sections = iter(outline.sections)
    section, number, inside = PREAMBLE, 0, False
    for part in found.memo:
        if part.role == "title":
            yield PageBlock("heading", written(part.text, "heading"), 0, level=1, id=PREAMBLE)
        elif part.role == "section" or (part.role == "recommendations" and section == PREAMBLE):
            section, inside = next(sections), part.role == "recommendations"
            yield PageBlock("heading", written(part.text, "heading"), 0, level=2, id=section)
        elif part.role == "recommendations":
            identifier = section + RECOMMENDATIONS_SUFFIX + ("" if not inside else "-2")
            inside = True
            yield PageBlock("heading", written(part.text, "heading"), 0, level=3, id=identifier)
        elif part.role == "recommendation":
            number += 1
            yield PageBlock("item", written(part.text, "item"), 0, id=ids.recommendation_id(outline.round, number))
        else:
            kind: Kind = "item" if part.role == "item" else "unresolved" if part.role == "unresolved" else "paragraph"
            yield PageBlock(kind, written(part.text, kind), 0)


def _participants(found: Recognised, people: Sequence[Attendee]) -> Iterator[PageBlock]:
    identifiers = {(attendee.part.line, attendee.part.text): attendee.person_id for attendee in people}
    title = "参会者" if found.language == "zh" else "Participants"
    yield PageBlock("heading", title, 0, level=1, id="participants")
    sides: list[Side] = []
    for part in found.parts:
        if part.role == "delegation" and part.side and part.side not in sides:
            sides.append(part.side)
    for side in sides:
        for part in found.delegation(side):
            if part.role == "delegation":
                yield PageBlock("heading", written(part.text, "heading"), 0, level=2, id=side)
            elif part.role == "person":
                yield PageBlock("term", written(part.text, "term"), 0, id=identifiers.get((part.line, part.text)))
                yield PageBlock("definition", written(part.title, "definition"), 0)
            else:
                yield PageBlock("unresolved", written(part.text, "unresolved"), 0)
    if not sides:
        remark = (
            "本档案没有这一轮对话的参会者名单。"
            if found.language == "zh"
            else ("No list of the participants of this round is on record here.")
        )
        yield PageBlock("paragraph", remark, 0)


def _catalogue(language: Language, items: Sequence[str], texts: Sequence[str]) -> Iterator[PageBlock]:
    title = "建议" if language == "zh" else "Recommendations"
    yield PageBlock("heading", title, 0, level=1, id="recommendations")
    for identifier, text in zip(items, texts, strict=True):
        yield PageBlock("heading", written(short_title(text, language), "heading"), 0, level=2, id=identifier)


def short_title(text: str, language: Language) -> str:
    """The first words of a recommendation, as a proposal for its short title.

    >>> short_title("推动第三国放松数据本地化要求，使其能受益于低成本产品。", "zh")
    '推动第三国放松数据本地化要求'
    """
    clauses = [part.strip() for part in re.split(r"[，。；：！？,;:!?]|\.(?=\s|$)", text) if part.strip()]
    first = next((clause for clause in clauses if not _LEADS_IN.match(clause)), clauses[0] if clauses else text)
    if language == "zh":
        return first[:20]
    words = first.split()
    return " ".join(words[:10])


def _cardinal(number: int) -> str:
    if number < len(_CARDINALS):
        return _CARDINALS[number]
    tens = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    if number < 100:
        return tens[number // 10] + (f"-{_CARDINALS[number % 10]}" if number % 10 else "")
    return str(number)


def _front(language: Language, outline: Outline, count: int, *, is_translation: bool) -> tuple[str, str]:
    """The title and the description of the memo."""
    series, label = outline.series, round_label(outline.series.round, outline.round, language)
    if language == "zh":
        where = "，".join(outline.when_and_where)
        meeting = _meeting(series, label) + (f"（{where}）" if where else "")
        status = "共识备忘录本档案译文" if is_translation else "共识备忘录全文"
        return f"{label}共识备忘录", f"{meeting}的{status}，含{chinese_numeral(count)}条建议。"
    where = ", ".join(reversed(outline.when_and_where))
    memo = "The archive’s own English translation of the memorandum" if is_translation else "The consensus memorandum"
    about = f"{memo} of {label}" + (f" ({where})" if where else "")
    return f"Consensus memorandum of {label}", f"{about}, with its {_counted(count)}."


def _catalogue_front(language: Language, outline: Outline, count: int) -> FrontMatter:
    label = round_label(outline.series.round, outline.round, language)
    if language == "zh":
        about = f"{label}共识备忘录{chinese_numeral(count)}条建议的目录，短标题为编者所加。"
        return FrontMatter(title=f"{label}建议", description=about)
    about = f"The {_counted(count)} of the consensus memorandum of {label}, under short titles supplied by the editors."
    return FrontMatter(title=f"Recommendations of {label}", description=about)


def _lists_front(language: Language, outline: Outline) -> FrontMatter:
    label = round_label(outline.series.round, outline.round, language)
    if language == "zh":
        about = f"{_meeting(outline.series, label)}双方参会者名单及当时职务。"
        return FrontMatter(title=f"{label}参会者", description=about)
    about = f"The two delegations to {label} of the dialogue and the titles they then held."
    return FrontMatter(title=f"Participants of {label}", description=about)


def _meeting(series: Series, label: str) -> str:
    """The meeting of a round, in Chinese: `中美数字经济二轨对话第七轮会议`."""
    return f"{series.name.zh}{label}" + ("" if label.endswith("会议") else "会议")


def _counted(count: int) -> str:
    return f"{_cardinal(count)} recommendation{'' if count == 1 else 's'}"
