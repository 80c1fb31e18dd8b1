"""Vocabularies and the patterns of ids, each defined once."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, get_args

Language = Literal["zh", "en"]
Side = str  # a key of `sides` in data/series.yml
RelationType = Literal["reaffirms", "extends", "narrows", "responds-to", "relates-to"]
Basis = Literal["memo-text", "editorial"]
Stance = Literal["principle", "recommendation"]
Coverage = Literal["full", "paraphrase", "none"]
TextStatus = Literal["source", "official", "archive-translation"]
Authoritative = Literal["zh", "en", "both"]
NameBasis = Literal["romanised", "public", "unrecorded"]
AnnotationKind = Literal["translator", "editor"]
NoteKind = Literal["emendation", "translator", "editor"]
EmendationKind = Literal["page-break", "spacing", "heading", "rule", "punctuation", "wording"]

LANGUAGES: tuple[Language, ...] = get_args(Language)  # the default language first
RELATION_TYPES: tuple[RelationType, ...] = get_args(RelationType)

RECOMMENDATION = re.compile(r"r(?P<round>[1-9]\d{0,3})-(?P<number>\d{2,3})", re.ASCII)
POSITION = re.compile(r"r(?P<round>[1-9]\d{0,3})-p(?P<number>[1-9]\d{0,3})", re.ASCII)
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)

# A mistyped item id: similar enough to r7-08 or r7-p1 to be meant as one.
_LOOSE_ITEM = re.compile(r"[rR](?P<round>\d{1,4})[-_–—－]?(?P<p>[pP]?)(?P<number>\d{1,4})")

PREAMBLE, RECORD, POSITIONS, MISSING = "preamble", "record", "positions", "missing"
RECOMMENDATIONS_SUFFIX = "-recommendations"


def is_item(text: str) -> bool:
    """Whether `text` is a recommendation id (`r7-08`) or a position id (`r2-p1`)."""
    return bool(RECOMMENDATION.fullmatch(text) or POSITION.fullmatch(text))


def is_position(text: str) -> bool:
    """Whether `text` is a position id."""
    return bool(POSITION.fullmatch(text))


def round_of(item_id: str) -> int:
    """The round of an item id. Raises ValueError when `item_id` is not one."""
    match = RECOMMENDATION.fullmatch(item_id) or POSITION.fullmatch(item_id)
    if not match:
        raise ValueError(item_id)
    return int(match["round"])


def recommendation_id(round_number: int, number: int) -> str:
    """`recommendation_id(7, 8) == "r7-08"`."""
    return f"r{round_number}-{number:02d}"


def sort_key(item_id: str) -> tuple[int, int, str]:
    """Order of items: by round, then positions by number, then recommendations by number.

    >>> sorted(["r7-10", "r7-09", "r3-p2"], key=sort_key)
    ['r3-p2', 'r7-09', 'r7-10']
    """
    position, recommendation = POSITION.fullmatch(item_id), RECOMMENDATION.fullmatch(item_id)
    match = position or recommendation
    if not match:
        return (10**9, 0, item_id)
    return (int(match["round"]), int(match["number"]) + (0 if position else 1000), item_id)


def explain_item(text: str) -> str | None:
    """What is wrong with a mistyped item id, or None when it is well formed or not meant as an item id.

    >>> explain_item("r7-9")
    'r7-9 is not a recommendation id; write r7-09'
    """
    if is_item(text):
        return None
    folded = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    match = _LOOSE_ITEM.fullmatch(folded.strip())
    if not match:
        return None
    round_number, number = int(match["round"]), int(match["number"])
    right = f"r{round_number}-p{number}" if match["p"] else recommendation_id(round_number, number)
    kind = "position" if match["p"] else "recommendation"
    wide = "".join(c for c in text if c != unicodedata.normalize("NFKC", c))
    cause = f" (full-width {wide})" if wide else ""
    return f"{text} is not a {kind} id{cause}; write {right}"
