"""Both delegations of an imported memo: each person identified, and named in the pages of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import Language, Side
from dialogue_archive.importing.people import Attendee, identify, languages_but, new_id
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.structure import Part, Recognised
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page, PageBlock
from dialogue_archive.reading.project import Sources
from dialogue_archive.reading.schema import PersonFacts


@dataclass
class Delegations:
    """The people of an import: attendances, heads, new and changed people, pages of the other language to change."""

    attendees: list[Attendee] = field(default_factory=list)
    heads: dict[Side, str] = field(default_factory=dict)
    new: dict[str, PersonFacts] = field(default_factory=dict)
    changed: dict[str, PersonFacts] = field(default_factory=dict)
    patches: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def identify_all(
    found: Recognised, archive: Archive, sources: Sources, number: int, *, has_counterpart: bool
) -> Delegations:
    """Identify everybody; with the other language at hand, the two lists complete each other by their order."""
    result = Delegations()
    language = found.language
    counterpart = sources.page(number, "participants", languages_but(language)) if has_counterpart else None
    for side in archive.series.sides:
        parts = [part for part in found.delegation(side) if part.role == "person"]
        entries = _terms(counterpart, side) if counterpart else []
        attendees: list[Attendee] = []
        remarks: list[list[Remark]] = []
        for part in parts:
            attendee, said = identify(part, archive, language, before=number, taken=result.new)
            if attendee.new and attendee.person_id and not entries:
                result.new[attendee.person_id] = attendee.new
            attendees.append(attendee)
            remarks.append(said)
        if entries:
            attendees, remarks = _with_counterpart(attendees, remarks, entries, archive, number, result, language)
        if counterpart and entries and len(entries) != len(parts):
            result.remarks.append(_counts(side, parts, entries))
        result.attendees += attendees
        result.remarks += [remark for said in remarks for remark in said]
        head = next(
            (a.person_id for a in attendees if a.person_id and archive.says_head(a.part.title)),
            None,
        )
        if head:
            result.heads[side] = head
        elif parts:
            result.remarks.append(_no_head(side, parts))
    if counterpart:
        _patch(counterpart, sources, result)
    result.remarks = _in_brief(result.remarks)
    return result


def _in_brief(remarks: list[Remark]) -> list[Remark]:
    """People without an earlier title to compare are listed in one remark."""
    bare = [remark for remark in remarks if remark.names]
    if len(bare) < 3:
        return remarks
    names = "、".join(name for remark in bare for name in remark.names)
    zh = f"以下各人按姓名和所属方认定，没有更早的职务可比对：{names}"
    en = f"these people were recognised by name and side; there is no earlier title to compare: {names}"
    return [*(remark for remark in remarks if not remark.names), Remark(bare[0].line, zh, en)]


def _terms(page: Page, side: Side) -> list[PageBlock]:
    return [block for s in page.sections if s.id == side for block in s.blocks if block.kind == "term"]


def _with_counterpart(
    attendees: list[Attendee],
    remarks: list[list[Remark]],
    entries: Sequence[PageBlock],
    archive: Archive,
    number: int,
    result: Delegations,
    language: Language,
) -> tuple[list[Attendee], list[list[Remark]]]:
    """Give those who are still open the person that stands at their place in the other language."""
    known = {attendee.person_id for attendee in attendees if attendee.person_id and not attendee.new}
    free = [entry for entry in entries if entry.id not in known]
    open_places = [i for i, attendee in enumerate(attendees) if not attendee.person_id or attendee.new]
    in_order = len(entries) == len(attendees) and all(
        attendee.person_id == entry.id
        for i, (attendee, entry) in enumerate(zip(attendees, entries, strict=True))
        if i not in open_places
    )
    pairs: dict[int, PageBlock] = {}
    if in_order:
        pairs = {i: entries[i] for i in open_places}
    elif len(free) == len(open_places) == 1:
        pairs = {open_places[0]: free[0]}
    for i, entry in pairs.items():
        attendees[i], remarks[i] = _paired(attendees[i], entry, archive, number, result, language)
    for i in open_places:
        if i not in pairs and attendees[i].new and attendees[i].person_id:
            result.new[str(attendees[i].person_id)] = attendees[i].new  # type: ignore[assignment]
    return attendees, remarks


def _paired(
    attendee: Attendee, entry: PageBlock, archive: Archive, number: int, result: Delegations, language: Language
) -> tuple[Attendee, list[Remark]]:
    part, side = attendee.part, attendee.part.side
    assert side
    names = {language: part.text, languages_but(language): to_text(entry.text)}
    if entry.id is None:
        identifier = new_id(part.latin or names["en"], {*archive.people, *result.new})
        facts = PersonFacts(zh=names["zh"], en=names["en"], side=side, basis="public")
        result.new[identifier] = facts
        remark = Remark(
            part.line,
            f"新人物 {identifier}：{names['zh']} / {names['en']}，按两份名单的次序配对，请核对",
            f"a new person, {identifier}: {names['zh']} / {names['en']}, paired by the lists’ order; please check",
        )
        return Attendee(part, identifier, facts), [remark]
    person = archive.people.get(entry.id)
    attended = {attendance.round for attendance in archive.participants.get(entry.id, ())}
    if person and attended <= {number} and person.side == side:
        result.changed[entry.id] = PersonFacts(zh=names["zh"], en=names["en"], side=side, basis="public")
        remark = Remark(
            part.line,
            f"{entry.id} 的姓名依文件改为 {names['zh']} / {names['en']}，请核对",
            f"the name of {entry.id} now follows the documents: {names['zh']} / {names['en']}; please check",
        )
        return Attendee(part, entry.id), [remark]
    remark = Remark(
        part.line,
        f"{part.text} 与 data/people.yml 中的 {entry.id} 写法不同，是否同一人请核定",
        f"{part.text} is written otherwise than {entry.id} in data/people.yml; say whether it is the same person",
        True,
    )
    return Attendee(part, None), [remark]


def _patch(counterpart: Page, sources: Sources, result: Delegations) -> None:
    """Give the open names on the other language's page the ids that are known now."""
    language = counterpart.language
    by_name = {person[language]: identifier for identifier, person in result.new.items()}
    wanted = {
        block.line: by_name.get(to_text(block.text))
        for block in counterpart.blocks
        if block.kind == "term" and not block.id
    }
    if not any(wanted.values()):
        return
    lines = (sources.root / counterpart.path).read_text("utf-8").split("\n")
    for number, identifier in wanted.items():
        if identifier:
            lines[number - 1] = f"{lines[number - 1].rstrip()} {{ #{identifier} }}"
    result.patches[counterpart.path] = "\n".join(lines)


def _counts(side: Side, parts: Sequence[Part], entries: Sequence[PageBlock]) -> Remark:
    ours, theirs = ", ".join(part.text for part in parts), ", ".join(to_text(entry.text) for entry in entries)
    zh, en = ("中方", "Chinese") if side == "cn" else ("美方", "U.S.")
    return Remark(
        parts[0].line if parts else 0,
        f"{zh}名单两种语言人数不同：{len(parts)}（{ours}）与 {len(entries)}（{theirs}）",
        f"the {en} delegation differs between the languages: {len(parts)} ({ours}) and {len(entries)} ({theirs})",
        True,
    )


def _no_head(side: Side, parts: Sequence[Part]) -> Remark:
    zh, en = ("中方", "Chinese") if side == "cn" else ("美方", "U.S.")
    return Remark(
        parts[0].line,
        f"{zh}名单中没有标明团长：如有记录，请在 data/rounds 的 heads 中填写",
        f"no head of the {en} delegation is named: if on record, write it under heads in the round’s data file",
    )
