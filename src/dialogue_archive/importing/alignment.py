"""The second language of a round laid beside the first: the same sections, the same blocks, the same ids.

Where the counts differ, lengths, numbers and Latin words tell the likely place of the split (after Gale and Church,
"A Program for Aligning Sentences in Bilingual Corpora", 1993: texts that translate each other have lengths in
proportion), and the refusal shows both sides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogue_archive.ids import Language
from dialogue_archive.importing.report import ImportRefused
from dialogue_archive.importing.source_lines import width
from dialogue_archive.importing.structure import Part, Recognised, Role
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page

_KINDS: dict[Role, str] = {
    "paragraph": "paragraph",
    "unresolved": "paragraph",
    "item": "item",
    "recommendation": "item",
    "recommendations": "heading",
}
_KIND_NAMES = {"paragraph": ("段落", "paragraph"), "item": ("条目", "item"), "heading": ("小标题", "subheading")}
# English takes about this many letters for the width of one Chinese character pair; only the order of size matters.
_ENGLISH_PER_CHINESE = 1.55


@dataclass(frozen=True)
class AlignedBlock:
    """One block of a section on one side."""

    kind: str
    text: str
    line: int


def sections_of(found: Recognised) -> list[tuple[str, list[AlignedBlock]]]:
    """The sections of a recognised memo: heading and blocks; the first is the preamble."""
    sections: list[tuple[str, list[AlignedBlock]]] = []
    for part in found.memo:
        if part.role in ("title", "section") or (part.role == "recommendations" and len(sections) == 1):
            sections.append((part.text, []))
        else:
            sections[-1][1].append(AlignedBlock(_KINDS[part.role], part.text, part.line))
    return sections


def pair(found: Recognised, counterpart: Page) -> tuple[str, ...]:
    """The ids of the sections of `found`, taken from the page of the other language. The preamble is left out.

    Raises ImportRefused, with both sides and the likely place of the split, where the two do not match.
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
        left = " | ".join(f"{heading}" for heading, _ in ours)
        right = " | ".join(heading for _, heading, _ in theirs)
        raise ImportRefused(
            f"两种语言的节数不同：本文件 {len(ours)} 节，另一种语言（{counterpart.path}）{len(theirs)} 节。\n"
            f"  本文件：{left}\n  另一种语言：{right}\n请在文件中补上或去掉标题，使各节相当，再导入。",
            f"The two languages have different sections: {len(ours)} in this document, {len(theirs)} in "
            f"{counterpart.path}.\n"
            f"  this document: {left}\n  the other language: {right}\n"
            "Add or take out headings in the document, so that the sections match, and import again.",
        )
    faults = [
        _fault(heading, blocks, other, found.language, counterpart)
        for (heading, blocks), (_, _, other) in zip(ours, theirs, strict=True)
        if [side.kind for side in blocks] != [side.kind for side in other]
    ]
    if faults:
        raise ImportRefused("\n".join(zh for zh, _ in faults), "\n".join(en for _, en in faults))
    return tuple(identifier for identifier, _, _ in theirs[1:])


def _fault(
    heading: str, ours: Sequence[AlignedBlock], theirs: Sequence[AlignedBlock], language: Language, counterpart: Page
) -> tuple[str, str]:
    steps = align(ours, theirs, language)
    zh = [f"“{heading}”一节的段落不相当：本文件 {len(ours)} 段（条），另一种语言 {len(theirs)} 段（条）。"]
    en = [f"The section “{heading}” does not match: {len(ours)} blocks in this document, {len(theirs)} in the other."]
    for left, right in steps:
        if len(left) == len(right) == 1 and left[0].kind == right[0].kind:
            continue
        mine, other = _shown(left), _shown(right)
        zh.append(f"  本文件 {mine[0]}\n  {counterpart.path} {other[0]}")
        en.append(f"  this document {mine[1]}\n  {counterpart.path} {other[1]}")
        advice = _advice(left, right)
        zh.append(f"  {advice[0]}")
        en.append(f"  {advice[1]}")
    return "\n".join(zh), "\n".join(en)


def _shown(sides: Sequence[AlignedBlock]) -> tuple[str, str]:
    if not sides:
        return "：（无）", ": (nothing)"
    zh = "；".join(f"第 {side.line} 行（{_KIND_NAMES[side.kind][0]}）“{_short(side.text)}”" for side in sides)
    en = "; ".join(f"line {side.line} ({_KIND_NAMES[side.kind][1]}) “{_short(side.text)}”" for side in sides)
    return f"：{zh}", f": {en}"


def _advice(left: Sequence[AlignedBlock], right: Sequence[AlignedBlock]) -> tuple[str, str]:
    if len(left) == 2 and len(right) == 1:
        line = left[1].line
        return (
            f"很可能第 {left[0].line} 行与第 {line} 行是同一段：重新导入时加 --join {line}",
            f"lines {left[0].line} and {line} are likely one paragraph: import again with --join {line}",
        )
    if len(left) == 1 and len(right) == 2:
        line, words = left[0].line, _split_words(left[0].text, right)
        return (
            f'很可能第 {line} 行应分为两段：重新导入时加 --split "{line}:{words}"（冒号后为第二段开头的文字）',
            f'line {line} is likely two paragraphs: import again with --split "{line}:{words}" (after the colon, the '
            "first words of the second)",
        )
    return (
        "请对照两种文件，使此处一致后再导入",
        "compare the two documents, make them match here, and import again",
    )


def _split_words(text: str, right: Sequence[AlignedBlock]) -> str:
    """The likely first words of the second half: the sentence that begins nearest to the other side's proportion."""
    share = width(right[0].text) / max(1, sum(width(side.text) for side in right))
    found = [match.end() for match in re.finditer(r"[。！？；]|[.!?;]\s", text)]
    ends = [end for end in found if end < len(text.rstrip())] or [len(text) // 2]
    at = min(ends, key=lambda end: abs(width(text[:end]) - share * width(text)))
    rest = text[at:].lstrip()
    return rest[:12] if not rest[:12].isascii() else " ".join(rest.split()[:4])


def align(
    ours: Sequence[AlignedBlock], theirs: Sequence[AlignedBlock], language: Language
) -> list[tuple[Sequence[AlignedBlock], Sequence[AlignedBlock]]]:
    """The likely correspondence of two runs of blocks: one to one, two to one, or one without a counterpart."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            for a, b in ((1, 1), (2, 1), (1, 2), (1, 0), (0, 1)):
                if i >= a and j >= b and (i - a, j - b) in best and (i, j) != (0, 0):
                    cost = best[i - a, j - b][0] + _cost(ours[i - a : i], theirs[j - b : j], language)
                    if (i, j) not in best or cost < best[i, j][0]:
                        best[i, j] = (cost, (a, b))
    steps = []
    i, j = len(ours), len(theirs)
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        steps.append((ours[i - a : i], theirs[j - b : j]))
        i, j = i - a, j - b
    return steps[::-1]


def _cost(left: Sequence[AlignedBlock], right: Sequence[AlignedBlock], language: Language) -> float:
    if not left or not right:
        return 4.0
    one, other = " ".join(side.text for side in left), " ".join(side.text for side in right)
    ratio = _ENGLISH_PER_CHINESE if language == "en" else 1 / _ENGLISH_PER_CHINESE
    lengths = (width(one) + 10) / (width(other) * ratio + 10)
    cost = 2 * abs(math.log2(lengths))
    tokens, others = set(_TOKENS.findall(one)), set(_TOKENS.findall(other))
    if tokens and others:
        cost += 1.5 * (1 - 2 * len(tokens & others) / (len(tokens) + len(others)))
    kinds = {side.kind for side in (*left, *right)}
    return cost + (3.0 if len(kinds) > 1 else 0.0) + (1.0 if len(left) + len(right) > 2 else 0.0)


_TOKENS = re.compile(r"\d+|[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:18]}…{text[-10:]}"


def persons(parts: Sequence[Part]) -> list[Part]:
    """The people among the parts of a delegation."""
    return [part for part in parts if part.role == "person"]
