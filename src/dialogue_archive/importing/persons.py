"""A line of a delegation: the name and the title in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dialogue_archive.ids import Language
from dialogue_archive.importing import notes
from dialogue_archive.importing.edits import Edit
from dialogue_archive.importing.lines import HAN

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
        edits.append(Edit(name_end - length, divider.end(), "\t", "punctuation", notes.LATIN))
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
        yield Edit(start, at, "", "punctuation", notes.TABLE)
    inner = source[at:name_end]
    for space in re.finditer(rf"(?<=[{HAN}])[^\S\n]+(?=[{HAN}])", inner):
        if len(inner) <= 4:
            yield Edit(at + space.start(), at + space.end(), "", "spacing")
    if not row:
        if divider[0].strip():
            yield Edit(name_end, divider.end(), "\t", "punctuation", notes.PERSON)
        else:
            yield Edit(name_end, divider.end(), "\t", "spacing")
        return
    comma = "，" if language == "zh" else ", "
    for cell in re.finditer(r"[^\S\n]*\t[^\S\n]*", source[divider.end() : end]):
        place = divider.end() + cell.start()
        yield Edit(place, place + len(cell[0]), comma, "punctuation", notes.CELLS)
