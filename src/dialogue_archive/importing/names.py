"""Names in the lines of a delegation: where the name ends and the title begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dialogue_archive.ids import Language
from dialogue_archive.importing import cleanup
from dialogue_archive.importing.cleanup import Edit
from dialogue_archive.importing.source_lines import HAN

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
