"""Alignment of a source text with the published pages, unit by unit, for checking the text and placing the notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from dialogue_archive.archive.model import Note
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page, PageBlock, numbered
from dialogue_archive.reading.schema import Emendation
from dialogue_archive.reading.source_text import Unit, UnitKind, emend, units

NotePlace = tuple[str, str]

_UNIT_KINDS: Mapping[str, UnitKind] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "item": "item",
    "term": "name",
    "definition": "title",
    "unresolved": "paragraph",
}


@dataclass(frozen=True)
class Difference:
    """A difference between page and source: what the line of the page has, and what the emended source has.

    `aspect` says what differs: the text, or with equal text the kind of the block or the level of the heading.
    """

    path: str
    line: int
    found: str
    expected: str
    source_lines: tuple[int, ...]
    aspect: Literal["text", "kind", "level"] = "text"


@dataclass(frozen=True)
class Alignment:
    """The result of `align`: the notes of each place, the differences, and the refused emendations with reasons.

    A place is the name of a page and the id of a block, section, side or person on it.
    """

    sha256: str
    notes: Mapping[NotePlace, tuple[Note, ...]]
    differences: tuple[Difference, ...]
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Published:
    unit: Unit
    page: Page
    block: PageBlock
    place: NotePlace


def align(source: bytes, emendations: tuple[Emendation, ...], memo: Page, lists: Page | None) -> Alignment:
    """Apply the emendations to `source` and compare the result with the memo and the lists of participants."""
    emended = emend(source.decode("utf-8", errors="replace"), emendations)
    delegations = tuple(_published(lists)) if lists else ()
    expected = _in_page_order(units(emended), delegations)
    found = tuple(_published(memo)) + delegations
    differences = tuple(_differences(expected, found)) if not emended.refused else ()
    notes: dict[NotePlace, list[Note]] = {}
    by_line = {line: index for index, unit in enumerate(expected) for line in unit.lines}
    for applied in emended.applied:
        index = by_line.get(applied.line)
        if index is None:  # a removed rule belongs to no unit, so its note is at the unit before it
            index = max((i for line, i in by_line.items() if line < applied.line), default=0)
        if index < len(found):
            published, unit = found[index], expected[index]
            emendation = emendations[applied.index]
            offset = _offset(unit, emendation, applied.offset)
            note = Note(emendation, published.place[1], offset, applied.line, memo.language)
            notes.setdefault(published.place, []).append(note)
    return Alignment(
        sha256=hashlib.sha256(source).hexdigest(),
        notes={place: tuple(found_notes) for place, found_notes in notes.items()},
        differences=differences,
        refused=emended.refused,
    )


def _in_page_order(expected: tuple[Unit, ...], delegations: tuple[_Published, ...]) -> tuple[Unit, ...]:
    """The units of the source, with its delegations last and in the order of their own page."""
    order = [published.unit.text for published in delegations if published.unit.kind == "heading"]
    runs: list[list[Unit]] = []
    for unit in expected:
        if unit.kind == "heading" or not runs:
            runs.append([])
        runs[-1].append(unit)
    lists = {run[0].text: run for run in runs if run[0].kind == "heading" and run[0].text in order}
    memo = [unit for run in runs if lists.get(run[0].text) is not run for unit in run]
    return (*memo, *(unit for text in order if text in lists for unit in lists[text]))


def _offset(unit: Unit, emendation: Emendation, near: int) -> int:
    """The offset of the reading in the text of the unit, the one nearest to `near`; -1 when it is not text."""
    reading = emendation.reading.lstrip("# \t").strip()
    if emendation.kind in ("heading", "rule") or not reading:
        return -1
    places = [at for at in range(len(unit.text)) if unit.text.startswith(reading, at)]
    return min(places, key=lambda at: abs(at - near), default=-1)


def _published(page: Page) -> Iterator[_Published]:
    """The units of a page. The title and the remarks of a list of participants are not from the source."""
    for section in page.sections:
        if page.name == "participants" and (section.heading is None or section.heading.level < 2):
            continue
        if section.heading:
            yield _one(page, section.heading, section.id)
        person = section.id
        for block_id, block in numbered(section):
            if block.kind in ("term", "definition"):
                person = block.id or person
                yield _one(page, block, person)
            else:
                yield _one(page, block, block_id)


def _one(page: Page, block: PageBlock, place: str) -> _Published:
    unit = Unit(_UNIT_KINDS[block.kind], to_text(block.text), (block.line,), block.level)
    return _Published(unit, page, block, (page.name, place))


def _differences(expected: tuple[Unit, ...], found: tuple[_Published, ...]) -> Iterator[Difference]:
    """Units with different texts are compared one by one; a run that only one side has is one difference."""
    base = next((unit.level for unit in expected if unit.kind == "heading"), 1) - 1
    ours, theirs = [published.unit.text for published in found], [unit.text for unit in expected]
    if ours == theirs:
        for unit, published in zip(expected, found, strict=True):
            yield from _form_difference(unit, published, base)
        return
    for tag, first, last, our_first, our_last in SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes():
        pairs = min(last - first, our_last - our_first)
        for unit, published in zip(expected[first : first + pairs], found[our_first : our_first + pairs], strict=True):
            if tag == "equal":
                yield from _form_difference(unit, published, base)
            else:
                at = _first_difference(unit.text, published.unit.text)
                yield _difference(published, _quote(published.unit.text, at), _quote(unit.text, at), unit.lines)
        yield from _added(found[our_first + pairs : our_last])
        yield from _dropped(expected[first + pairs : last], found, our_first + pairs)


def _added(added: tuple[_Published, ...]) -> Iterator[Difference]:
    if added:
        more = f" and {len(added) - 1} more" if len(added) > 1 else ""
        yield _difference(added[0], _quote(added[0].unit.text, 0) + more, "nothing here", ())


def _dropped(dropped: tuple[Unit, ...], found: tuple[_Published, ...], at: int) -> Iterator[Difference]:
    """Source units that are not published, reported at the block in their place or at the end of the page."""
    if not dropped:
        return
    more = f" and {len(dropped) - 1} more" if len(dropped) > 1 else ""
    expected = _quote(dropped[0].text, 0) + more
    if at < len(found) and not (at and found[at].page is not found[at - 1].page):
        yield _difference(found[at], _quote(found[at].unit.text, 0), expected, dropped[0].lines)
    elif found:
        last = found[at - 1]
        yield Difference(last.page.path, last.block.line, "the end of the page", expected, dropped[0].lines)


def _form_difference(unit: Unit, published: _Published, base: int) -> Iterator[Difference]:
    level = unit.level - base
    if unit.kind != published.unit.kind:
        found = _difference(published, _kind(published.unit), _kind(unit), unit.lines)
        yield replace(found, aspect="kind")
    elif unit.kind == "heading" and level != published.unit.level:
        found = _difference(published, "#" * published.unit.level, "#" * level, unit.lines)
        yield replace(found, aspect="level")


def _kind(unit: Unit) -> str:
    return "a list item" if unit.kind == "item" else f"a {unit.kind}"


def _difference(published: _Published, found: str, expected: str, lines: tuple[int, ...]) -> Difference:
    return Difference(published.page.path, published.block.line, found, expected, lines)


def _first_difference(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _quote(text: str, at: int) -> str:
    """The text around the first difference, short enough for a message."""
    start = max(0, at - 8)
    part = text[start : at + 12]
    return f"{'…' if start else ''}{part}{'…' if at + 12 < len(text) else ''}"
