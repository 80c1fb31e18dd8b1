"""Alignment of the second language of a round with the first: the same sections, the same blocks, the same ids.

Where the counts differ, lengths, numbers and Latin words suggest where the texts differ (after Gale and Church,
"A Program for Aligning Sentences in Bilingual Corpora", 1993: the lengths of translations are proportional), and the
refusal shows both languages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogue_archive.ids import Language
from dialogue_archive.importing.source_lines import width
from dialogue_archive.importing.structure import Recognised, Role
from dialogue_archive.messages import Lines, Message, Refusal
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page

_KINDS: dict[Role, str] = {
    "paragraph": "paragraph",
    "unresolved": "paragraph",
    "item": "item",
    "recommendation": "item",
    "recommendations": "heading",
}
_KIND_NAMES = {"paragraph": "import.paragraph", "item": "import.item", "heading": "import.subheading"}
# English takes about this many letters for the width of one Chinese character pair; only the magnitude matters.
_ENGLISH_PER_CHINESE = 1.55


@dataclass(frozen=True)
class AlignedBlock:
    """One block of a section in one language."""

    kind: str
    text: str
    line: int


# Blocks of this document and blocks of the other language that correspond to each other.
Step = tuple[Sequence[AlignedBlock], Sequence[AlignedBlock]]


def sections_of(found: Recognised) -> list[tuple[str, list[AlignedBlock]]]:
    """The sections of a recognised memo: their headings and blocks. The first is the preamble."""
    sections: list[tuple[str, list[AlignedBlock]]] = []
    for part in found.memo:
        if part.role in ("title", "section") or (part.role == "recommendations" and len(sections) == 1):
            sections.append((part.text, []))
        else:
            sections[-1][1].append(AlignedBlock(_KINDS[part.role], part.text, part.line))
    return sections


def pair(found: Recognised, counterpart: Page) -> tuple[str, ...]:
    """The ids of the sections of `found`, taken from the page of the other language. The preamble is left out.

    Raises Refusal, with both languages and the likely place of the split, when the two do not match.
    """
    ours = sections_of(found)
    theirs = [
        (
            section.id,
            to_text(section.heading.text) if section.heading else "",
            [
                AlignedBlock("paragraph" if b.kind == "unresolved" else b.kind, to_text(b.text), b.line)
                for b in section.blocks
            ],
        )
        for section in counterpart.sections
    ]
    if len(ours) != len(theirs):
        raise Refusal(
            "import.section_counts",
            path=counterpart.path,
            ours=len(ours),
            theirs=len(theirs),
            our_headings=" | ".join(heading for heading, _ in ours),
            their_headings=" | ".join(heading for _, heading, _ in theirs),
        )
    faults = [
        _fault(heading, align(blocks, other, found.language), counterpart.path)
        for (heading, blocks), (_, _, other) in zip(ours, theirs, strict=True)
        if [block.kind for block in blocks] != [block.kind for block in other]
    ]
    if faults:
        raise Refusal("import.sections_differ", sections=Lines(faults))
    return tuple(identifier for identifier, _, _ in theirs[1:])


def _fault(heading: str, steps: Sequence[Step], path: str) -> Message:
    differences = Lines(
        Message("import.difference", path=path, ours=_shown(left), theirs=_shown(right), advice=_advice(left, right))
        for left, right in steps
        if not (len(left) == len(right) == 1 and left[0].kind == right[0].kind)
    )
    ours, theirs = sum(len(left) for left, _ in steps), sum(len(right) for _, right in steps)
    return Message("import.section_differs", heading=heading, ours=ours, theirs=theirs, differences=differences)


def _shown(blocks: Sequence[AlignedBlock]) -> Message:
    found = [
        Message("import.block", line=block.line, kind=Message(_KIND_NAMES[block.kind]), text=_short(block.text))
        for block in blocks
    ]
    if not found:
        return Message("import.nothing")
    return found[0] if len(found) == 1 else Message("import.blocks", one=found[0], other=found[1])


def _advice(left: Sequence[AlignedBlock], right: Sequence[AlignedBlock]) -> Message:
    if len(left) == 2 and len(right) == 1:
        return Message("import.advise_join", first=left[0].line, line=left[1].line)
    if len(left) == 1 and len(right) == 2:
        return Message("import.advise_split", line=left[0].line, words=_split_words(left[0].text, right))
    return Message("import.advise_compare")


def _split_words(text: str, right: Sequence[AlignedBlock]) -> str:
    """The likely first words of the second half: the sentence that is closest to the other language's proportion."""
    share = width(right[0].text) / max(1, sum(width(block.text) for block in right))
    found = [match.end() for match in re.finditer(r"[。！？；]|[.!?;]\s", text)]
    ends = [end for end in found if end < len(text.rstrip())] or [len(text) // 2]
    at = min(ends, key=lambda end: abs(width(text[:end]) - share * width(text)))
    rest = text[at:].lstrip()
    return rest[:12] if not rest[:12].isascii() else " ".join(rest.split()[:4])


def align(ours: Sequence[AlignedBlock], theirs: Sequence[AlignedBlock], language: Language) -> list[Step]:
    """The likely correspondence of two runs of blocks: one to one, two to one, or one without a counterpart."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            for a, b in ((1, 1), (2, 1), (1, 2), (1, 0), (0, 1)):
                if i >= a and j >= b and (i - a, j - b) in best and (i, j) != (0, 0):
                    cost = best[i - a, j - b][0] + _cost(ours[i - a : i], theirs[j - b : j], language)
                    if (i, j) not in best or cost < best[i, j][0]:
                        best[i, j] = (cost, (a, b))
    steps: list[Step] = []
    i, j = len(ours), len(theirs)
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        steps.append((ours[i - a : i], theirs[j - b : j]))
        i, j = i - a, j - b
    return steps[::-1]


def _cost(left: Sequence[AlignedBlock], right: Sequence[AlignedBlock], language: Language) -> float:
    if not left or not right:
        return 4.0
    one, other = " ".join(block.text for block in left), " ".join(block.text for block in right)
    ratio = _ENGLISH_PER_CHINESE if language == "en" else 1 / _ENGLISH_PER_CHINESE
    lengths = (width(one) + 10) / (width(other) * ratio + 10)
    cost = 2 * abs(math.log2(lengths))
    tokens, others = set(_TOKENS.findall(one)), set(_TOKENS.findall(other))
    if tokens and others:
        cost += 1.5 * (1 - 2 * len(tokens & others) / (len(tokens) + len(others)))
    kinds = {block.kind for block in (*left, *right)}
    return cost + (3.0 if len(kinds) > 1 else 0.0) + (1.0 if len(left) + len(right) > 2 else 0.0)


_TOKENS = re.compile(r"\d+|[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:18]}…{text[-10:]}"
