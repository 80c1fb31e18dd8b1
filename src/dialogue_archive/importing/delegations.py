"""Both delegations of an imported memo: each person identified, and named in the pages of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import Language, Side
from dialogue_archive.importing.people import Attendee, identify, languages_but, new_id
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.structure import Part, Recognised
from dialogue_archive.messages import Message
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page, PageBlock
from dialogue_archive.reading.project import Sources, round_path
from dialogue_archive.reading.schema import PersonFacts
from dialogue_archive.writing.files import with_ids


@dataclass
class Delegations:
    """The people of an import: attendances, heads, new and changed people, pages of the other language to change."""

    attendees: list[Attendee] = field(default_factory=list)
    heads: dict[Side, str] = field(default_factory=dict)
    new: dict[str, PersonFacts] = field(default_factory=dict)
    changed: dict[str, PersonFacts] = field(default_factory=dict)
    patches: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def identify_all(
    found: Recognised, archive: Archive, sources: Sources, number: int, *, has_counterpart: bool
) -> Delegations:
    """Identify everybody. With a list in the other language, open names are matched by their position in it."""
    run = _Run(archive, found.language, number)
    result = run.result
    counterpart = sources.page(number, "participants", languages_but(found.language)) if has_counterpart else None
    for side in archive.series.sides:
        parts = [part for part in found.delegation(side) if part.role == "person"]
        entries = _terms(counterpart, side) if counterpart else []
        attendees = run.identified(parts, entries)
        if counterpart and entries and len(entries) != len(parts):
            result.remarks.append(run.list_lengths(side, parts, entries))
        result.attendees += attendees
        result.remarks += [remark for attendee in attendees for remark in attendee.remarks]
        head = next((a.person_id for a in attendees if a.person_id and archive.says_head(a.part.title)), None)
        if head:
            result.heads[side] = head
        elif parts:
            adjective = archive.series.sides[side].adjective
            message = Message("import.no_head", side=adjective, path=round_path(number))
            result.remarks.append(Remark(message, parts[0].line))
    if counterpart:
        _add_ids(counterpart, sources, result)
    result.remarks = _merged(result.remarks)
    return result


def _merged(remarks: list[Remark]) -> list[Remark]:
    """The remarks, with those on people without an earlier title merged into one."""
    named = [remark for remark in remarks if remark.names]
    if len(named) < 3:
        return remarks
    names = tuple(name for remark in named for name in remark.names)
    merged = Remark(Message("import.all_matched_by_name", names=names), named[0].line)
    return [*(remark for remark in remarks if not remark.names), merged]


def _terms(page: Page, side: Side) -> list[PageBlock]:
    return [block for s in page.sections if s.id == side for block in s.blocks if block.kind == "term"]


@dataclass
class _Run:
    """The identification of one document's people; `result` collects what it finds."""

    archive: Archive
    language: Language
    number: int
    result: Delegations = field(default_factory=Delegations)

    def identified(self, parts: Sequence[Part], entries: Sequence[PageBlock]) -> list[Attendee]:
        """The people of one delegation. `entries`: the names of its list in the other language, if there is one."""
        attendees = []
        for part in parts:
            attendee = identify(part, self.archive, self.language, before=self.number, taken=self.result.new)
            if not entries:
                self._add_new(attendee)
            attendees.append(attendee)
        return self._paired_with(attendees, entries) if entries else attendees

    def _add_new(self, attendee: Attendee) -> None:
        if attendee.new and attendee.person_id:
            self.result.new[attendee.person_id] = attendee.new

    def _paired_with(self, attendees: list[Attendee], entries: Sequence[PageBlock]) -> list[Attendee]:
        """Those who are still open are the people at the same position in the list of the other language."""
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
        found = [self._paired(a, pairs[i]) if i in pairs else a for i, a in enumerate(attendees)]
        for i in open_places:
            if i not in pairs:
                self._add_new(found[i])
        return found

    def _paired(self, attendee: Attendee, entry: PageBlock) -> Attendee:
        part, side, result = attendee.part, attendee.part.side, self.result
        assert side
        names = {self.language: part.text, languages_but(self.language): to_text(entry.text)}
        facts = PersonFacts(zh=names["zh"], en=names["en"], side=side, basis="public")
        if entry.id is None:
            identifier = new_id(part.latin or names["en"], {*self.archive.people, *result.new})
            result.new[identifier] = facts
            message = Message("import.new_person_paired", id=identifier, zh=names["zh"], en=names["en"])
            return Attendee(part, identifier, facts, (Remark(message, part.line),))
        person = self.archive.people.get(entry.id)
        attended = {attendance.round for attendance in self.archive.participants.get(entry.id, ())}
        if person and attended <= {self.number} and person.side == side:
            result.changed[entry.id] = facts
            message = Message("import.name_changed", id=entry.id, zh=names["zh"], en=names["en"])
            return Attendee(part, entry.id, remarks=(Remark(message, part.line),))
        message = Message("import.name_differs", name=part.text, id=entry.id)
        return Attendee(part, None, remarks=(Remark(message, part.line, is_open=True),))

    def list_lengths(self, side: Side, parts: Sequence[Part], entries: Sequence[PageBlock]) -> Remark:
        """The remark that the two lists of a delegation differ in length."""
        message = Message(
            "import.list_lengths",
            side=self.archive.series.sides[side].adjective,
            ours=len(parts),
            our_names=tuple(part.text for part in parts),
            theirs=len(entries),
            their_names=tuple(to_text(entry.text) for entry in entries),
        )
        return Remark(message, parts[0].line if parts else 0, is_open=True)


def _add_ids(counterpart: Page, sources: Sources, result: Delegations) -> None:
    """Give the open names on the other language's page the ids that are known now."""
    by_name = {person[counterpart.language]: identifier for identifier, person in result.new.items()}
    found = {
        block.line: by_name[to_text(block.text)]
        for block in counterpart.blocks
        if block.kind == "term" and not block.id and to_text(block.text) in by_name
    }
    if found:
        content = (sources.root / counterpart.path).read_bytes()
        result.patches[counterpart.path] = with_ids(content, found)
