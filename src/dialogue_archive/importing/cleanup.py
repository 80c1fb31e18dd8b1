"""Clean-up of a source text: stray spaces and broken sentences, as edits that are declared as emendations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dialogue_archive.ids import EmendationKind, Language
from dialogue_archive.importing.source_lines import HAN, Line, is_ended, width
from dialogue_archive.problems import INVISIBLE
from dialogue_archive.reading.schema import Emendation, Pair
from dialogue_archive.reading.validators import misdeclared

BULLET = Pair(
    zh="原文以项目符号列出各条，今排作条目。",
    en="The source sets these as a list with bullet characters of its own; they are printed as list items.",
)
NUMBER = Pair(
    zh="原文以编号列出各条，今排作条目，另有固定编号。",
    en="The source numbers these items; they are printed as list items, which have permanent ids of their own.",
)
PERSON = Pair(
    zh="原文以标点或空格分隔姓名与职务，今分列两栏。",
    en="The source divides name and title by a mark or a space; they are printed apart.",
)
CELLS = Pair(
    zh="原文为多栏表格，今将职务各栏合为一栏。",
    en="The source is a table of several columns; those of the title are printed as one.",
)
TABLE = Pair(
    zh="表头与序号属于版式，不是正文。",
    en="Column headings and row numbers belong to the layout and not to the text.",
)
JOINED = Pair(
    zh="与另一种语言对照，此处不分段，今接合。",
    en="The text in the other language does not divide the paragraph here; it has been rejoined.",
)
DIVIDED = Pair(
    zh="与另一种语言对照，此处应分段，今分开。",
    en="The text in the other language divides the paragraph here; it is divided accordingly.",
)
LATIN = Pair(
    zh="姓名后括注的英文名已收入人物数据，此处从略。",
    en="The English name in parentheses is kept with the person and is not repeated here.",
)
LAYOUT = Pair(
    zh="此处文字属于版式，不是正文，从略。",
    en="These words belong to the layout and not to the text, and are left out.",
)


_CONTEXT = 4
# When edits are merged into one emendation, it has the kind that comes last here.
_KINDS_BY_WEIGHT: tuple[EmendationKind, ...] = ("rule", "spacing", "heading", "page-break", "punctuation", "wording")


@dataclass(frozen=True)
class Edit:
    """`text[start:end]` becomes `reading`. `whole_line`: the emendation quotes the whole line, not only some words."""

    start: int
    end: int
    reading: str
    kind: EmendationKind
    note: Pair | None = None
    whole_line: bool = False


def declare(text: str, edits: Iterable[Edit]) -> tuple[Emendation, ...]:
    """The emendations that make `edits`. Those with the same quotation and reading become one with several lines."""
    found: dict[tuple[str, str, EmendationKind], tuple[list[int], Pair | None]] = {}
    for cluster, (start, end) in _clusters(text, sorted(edits, key=lambda edit: (edit.start, edit.end))):
        heaviest = max(cluster, key=lambda edit: (_KINDS_BY_WEIGHT.index(edit.kind), edit.note is not None))
        source, reading = text[start:end], _applied(text, cluster, start, end)
        if source != reading:
            line = text.count("\n", 0, start) + 1
            kind = _kind(heaviest.kind, source, reading)
            note = heaviest.note or (LAYOUT if kind == "wording" else None)
            found.setdefault((source, reading, kind), ([], note))[0].append(line)
    return tuple(
        Emendation(lines=tuple(lines), kind=kind, source=source, reading=reading, note=note)
        for (source, reading, kind), (lines, note) in found.items()
    )


def _kind(kind: EmendationKind, source: str, reading: str) -> EmendationKind:
    """The kind of an edit, or `wording` when it also removes words."""
    return "wording" if misdeclared(kind, source, reading) else kind


def _clusters(text: str, edits: list[Edit]) -> list[tuple[list[Edit], tuple[int, int]]]:
    """Edits with the span that they quote; those whose quotations overlap are grouped."""
    clusters = [[edit] for edit in edits]
    while True:
        found: list[tuple[list[Edit], tuple[int, int]]] = []
        for cluster in clusters:
            window = _window(text, cluster)
            if found and window[0] < found[-1][1][1]:
                together = found[-1][0] + cluster
                found[-1] = (together, _window(text, together))
            else:
                found.append((cluster, window))
        if len(found) == len(clusters):
            return found
        clusters = [cluster for cluster, _ in found]


def _applied(text: str, cluster: list[Edit], start: int, end: int) -> str:
    parts, at = [], start
    for edit in cluster:
        parts += [text[at : edit.start], edit.reading]
        at = edit.end
    return "".join(parts) + text[at:end]


def _window(text: str, cluster: list[Edit]) -> tuple[int, int]:
    """The span that an emendation of `cluster` quotes: the edits and enough words around them to be unique."""
    inner_start, inner_end = cluster[0].start, max(edit.end for edit in cluster)
    first = text.rfind("\n", 0, inner_start) + 1
    last = text.find("\n", inner_end)
    last = len(text) if last < 0 else last
    start, end = inner_start, inner_end
    if any(edit.whole_line for edit in cluster):
        start, end = first, last
    elif any(edit.kind != "rule" for edit in cluster):
        start, end = max(first, start - _CONTEXT), min(last, end + _CONTEXT)
        before, after = text[start:inner_start], text[inner_end:end]
        start += len(before) - len(before.lstrip())
        end -= len(after) - len(after.rstrip())
    while not _is_unique(text, start, end) and (start > first or end < last):
        start, end = max(first, start - 2), min(last, end + 2)
    return start, end


def _is_unique(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins only once in its line."""
    if start == end:
        return False
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    part = text[start:end]
    at = text.find(part, first)
    following = text.find(part, at + 1)
    return at == start and not (0 <= following < last)


_SPACE = r"[^\S\n]"
_PUNCTUATION = "“”‘’（）《》「」『』【】〔〕，。、；：？！…—"
_QUOTES = "“”‘’—…"
_STRAY_IN_CHINESE = re.compile(
    rf"(?<=[{HAN}]){_SPACE}+(?=[{HAN}])|(?<=[{_PUNCTUATION}]){_SPACE}+|{_SPACE}+(?=[{_PUNCTUATION}])"
)
_STRAY_IN_ENGLISH = re.compile(rf"(?<=\S){_SPACE}+(?=[,.;:!?)\]](?:\s|$))|(?<=[(\[]){_SPACE}+")
_WIDE = re.compile(rf"(?<=\S)(?: {_SPACE}+|[^\S\n ]{_SPACE}*)(?=\S)")
_LATIN = re.compile(r"[A-Za-z0-9]")
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:!?()]|[,;!?()](?=[{HAN}])")

# A paragraph shorter than this may end without a full stop: a date, a place, a line of a letterhead.
_LONG = 50


def spaces(source: str, start: int, end: int, language: Language, *, is_list: bool = False) -> Iterator[Edit]:
    """The stray spaces of `source[start:end]`. In a list of people, a space may separate two titles and is kept."""
    text = source[start:end]
    taken: list[tuple[int, int]] = []
    pattern = _STRAY_IN_CHINESE if language == "zh" else _STRAY_IN_ENGLISH
    for match in pattern.finditer(text):
        if language == "zh" and _is_meant(text, match, is_list=is_list):
            continue
        taken.append(match.span())
        yield Edit(start + match.start(), start + match.end(), "", "spacing")
    for match in _WIDE.finditer(text):
        if all(match.end() <= one or match.start() >= other for one, other in taken):
            taken.append(match.span())
            yield Edit(start + match.start(), start + match.end(), " ", "spacing")
    for match in INVISIBLE.finditer(text) if INVISIBLE.sub("", text).strip() else ():
        if all(match.end() <= one or match.start() >= other for one, other in taken):
            yield Edit(start + match.start(), start + match.end(), "", "spacing")


def _is_meant(text: str, match: re.Match[str], *, is_list: bool) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not before or not after:
        return True
    if is_list and before not in _PUNCTUATION and after not in _PUNCTUATION:
        return True
    if before in _QUOTES or after in _QUOTES:  # an English phrase in quotation marks keeps its spaces
        return bool(_LATIN.match(after if before in _QUOTES else before))
    return False


def half_width(text: str) -> tuple[str, ...]:
    """The half-width marks next to Chinese characters. Only a person can tell whether they are intended."""
    return tuple(match[0] for match in _HALF_WIDTH.finditer(text))


@dataclass(frozen=True)
class Wrapping:
    """How a source text breaks its lines: the width of the widest, and whether paragraphs are wrapped at that width."""

    source: str
    language: Language
    margin: int
    is_wrapped: bool

    @classmethod
    def of(cls, source: str, lines: list[Line], language: Language) -> Wrapping:
        """The wrapping of `source`, whose `lines` have text."""
        widths = (width(source[line.start : line.end]) for line in lines if line.kind in ("text", "item"))
        margin = max(widths, default=0)
        return cls(source, language, margin, _is_wrapped(source, lines, margin))

    def continues(self, one: Line, other: Line) -> bool:
        """Whether the line `other` continues the sentence of `one`."""
        if one.kind not in ("text", "item") or other.kind != "text" or other.is_numbered:
            return False
        words, following = one.text(self.source), other.text(self.source)
        if other.number == one.number + 1 and self.is_wrapped:
            return width(words) >= 0.6 * self.margin and not (other.indent and not one.indent and is_ended(words))
        if is_ended(words) or width(words) < _LONG:
            return False
        if self.language == "zh" or following[:1].islower() or not following[:1].isalpha():
            return True
        return words.rstrip()[-1:] in ",-"


def _is_wrapped(source: str, lines: list[Line], margin: int) -> bool:
    pairs = [
        (one, other)
        for one, other in pairwise(lines)
        if one.kind in ("text", "item") and other.kind == "text" and not other.is_numbered
    ]
    full = [one for one, _ in pairs if width(one.text(source)) >= 0.7 * margin and not is_ended(one.text(source))]
    return 30 <= margin <= 130 and len(full) >= 3 and 2 * len(full) >= len(pairs)


def join(source: str, one: Line, other: Line, language: Language) -> Edit:
    """The edit that joins two lines to one paragraph."""
    before, after = source[one.end - 1], source[other.start]
    latin = before.isascii() and after.isascii()
    gap = " " if latin or language == "en" else ""
    kind = "spacing" if other.number == one.number + 1 else "page-break"
    return Edit(one.end, other.start, gap, "page-break" if kind == "page-break" else "spacing")
