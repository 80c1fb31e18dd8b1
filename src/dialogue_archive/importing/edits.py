"""Edits of a source text, and the emendations that declare them.

An edit is a place in the text and what takes its place. An emendation quotes the words around it, so that its source
stands once in its line (`reading.source.emend` refuses anything else).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogue_archive.ids import EmendationKind
from dialogue_archive.importing import notes
from dialogue_archive.reading.shapes import Emendation, Pair
from dialogue_archive.reading.values import misdeclared

_CONTEXT = 4
# Where two edits become one emendation, the graver kind names it.
_GRAVITY: tuple[EmendationKind, ...] = ("rule", "spacing", "heading", "page-break", "punctuation", "wording")


@dataclass(frozen=True)
class Edit:
    """`text[start:end]` becomes `reading`. `whole_line` quotes the line and not only the words around the edit."""

    start: int
    end: int
    reading: str
    kind: EmendationKind
    note: Pair | None = None
    whole_line: bool = False


def declare(text: str, edits: Iterable[Edit]) -> tuple[Emendation, ...]:
    """The emendations that make `edits`; those that quote and read the same share an entry with several lines."""
    found: dict[tuple[str, str, EmendationKind], tuple[list[int], Pair | None]] = {}
    for cluster, (start, end) in _clusters(text, sorted(edits, key=lambda edit: (edit.start, edit.end))):
        graver = max(cluster, key=lambda edit: (_GRAVITY.index(edit.kind), edit.note is not None))
        source, reading = text[start:end], _applied(text, cluster, start, end)
        if source != reading:
            line = text.count("\n", 0, start) + 1
            kind = _kind(graver.kind, source, reading)
            note = graver.note or (notes.LAYOUT if kind == "wording" else None)
            found.setdefault((source, reading, kind), ([], note))[0].append(line)
    return tuple(
        Emendation(lines=tuple(lines), kind=kind, source=source, reading=reading, note=note)
        for (source, reading, kind), (lines, note) in found.items()
    )


def _kind(kind: EmendationKind, source: str, reading: str) -> EmendationKind:
    """The kind that an edit was made as, unless it takes words away with what it was meant for."""
    return "wording" if misdeclared(kind, source, reading) else kind


def _clusters(text: str, edits: list[Edit]) -> list[tuple[list[Edit], tuple[int, int]]]:
    """Edits with the words that they quote; those whose quotations meet stand together."""
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
    """The place that an emendation of `cluster` quotes: the edits and some words around, so that it stands once."""
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
    while not _stands_once(text, start, end) and (start > first or end < last):
        start, end = max(first, start - 2), min(last, end + 2)
    return start, end


def _stands_once(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins only once in the line where it stands."""
    if start == end:
        return False
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    part = text[start:end]
    at = text.find(part, first)
    following = text.find(part, at + 1)
    return at == start and not (0 <= following < last)
