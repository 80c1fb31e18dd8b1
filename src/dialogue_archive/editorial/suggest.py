"""`archive suggest`: earlier recommendations that may be related, terms, topics. Nothing is asserted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.archive.model import Archive, Item, Words
from dialogue_archive.editorial.similarity import Features, Index, features
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.messages import both, help_text, message
from dialogue_archive.reading.inline import to_text
from dialogue_archive.writing.yaml_writer import quoted

_FEW = 3
_FAINT = 0.5


@dataclass(frozen=True)
class Suggested:
    """One earlier item that may be related: how near, and what the two share."""

    item: Item
    score: float
    topics: tuple[str, ...]
    terms: tuple[str, ...]
    words: tuple[str, ...]


def suggestions(archive: Archive, number: int, limit: int = _FEW) -> Iterator[tuple[Item, list[Suggested]]]:
    """For each item of round `number`, the earlier items nearest to it, the nearest first."""
    index = Index(archive, before=number)
    for item in archive.round_by_number[number].items:
        found = features(item.text, item.topics, archive)
        near = [_suggested(index, found, score, other) for score, other in index.nearest(found, limit)]
        yield item, [suggested for suggested in near if suggested.score >= _FAINT]


def _suggested(index: Index, found: Features, score: float, other: Item) -> Suggested:
    theirs = index.features[other.id]
    topics = tuple(topic for topic in found.topics if topic in theirs.topics)
    terms = tuple(f"{term.zh} / {term.en}" for term in found.terms if term in theirs.terms)
    words = sorted(found.words & theirs.words, key=lambda word: (-index.weight(word), word))
    return Suggested(other, score, topics, terms, tuple(words[:6]))


def as_yaml(archive: Archive, number: int) -> str:
    """The suggestions for a round as YAML to paste into data/relations.yml; until then every line is a comment."""
    known = {(relation.source, relation.target) for relation in archive.relations}
    index = Index(archive, before=number)
    lines = [f"# {message('suggest.caution', language)}" for language in LANGUAGES]
    for item, near in suggestions(archive, number):
        lines += ["", f"# {item.id}  {_short(item.text)}"]
        terms = features(item.text, item.topics, archive).terms
        if terms:
            lines.append(f"#   {_label('suggest.terms')}: " + ", ".join(f"{term.zh} / {term.en}" for term in terms))
        other = [topic for topic in index.likely_topics(item.text, 4) if topic not in item.topics]
        more = f"  {_label('suggest.other_topics')}: {', '.join(other)}" if other else ""
        lines.append(f"#   {_label('suggest.topics')}: [{', '.join(item.topics)}]{more}")
        if not near:
            lines.append(f"#   {_label('suggest.nothing_near')}")
        for suggested in near:
            lines += list(_entry(item, suggested, (item.id, suggested.item.id) in known))
    return "\n".join(lines) + "\n"


def _entry(item: Item, suggested: Suggested, is_known: bool) -> Iterator[str]:
    other = suggested.item
    shared = [*(f"topic {topic}" for topic in suggested.topics), *suggested.terms, *suggested.words]
    yield f"#   {suggested.score:.1f}  {other.id}  {_short(other.text)}"
    yield f"#        {_label('suggest.shared')}: {', '.join(shared) or '—'}"
    if is_known:
        yield f"#        {_label('suggest.related')}"
        return
    yield f"# - from: {item.id}"
    yield f"#   to: {other.id}"
    yield "#   type: relates-to"
    yield "#   basis: editorial"
    yield "#   evidence:"
    yield f"#     zh: {quoted('')}"
    yield f"#     en: {quoted('')}"


def _label(key: str) -> str:
    return " ".join(message(key, language) for language in LANGUAGES)


def _short(text: Words) -> str:
    parts = []
    for language in LANGUAGES:
        words = to_text(text[language])
        if words:
            parts.append(words if len(words) <= 44 else words[:43] + "…")
    return " | ".join(parts)


def add_parser(subparsers: Any) -> None:
    """Add `archive suggest`."""
    parser = subparsers.add_parser("suggest", help=help_text("help.suggest"))
    parser.add_argument("number", type=int, metavar="N")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the suggestions; 1 when there is no such round."""
    _, archive = model.load(options.root)
    if options.number not in archive.round_by_number:
        print(both("suggest.no_round", number=options.number, known=tuple(archive.round_by_number)), file=sys.stderr)
        return 1
    print(as_yaml(archive, options.number), end="")
    return 0
