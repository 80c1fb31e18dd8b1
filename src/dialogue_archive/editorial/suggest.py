"""`archive suggest`: earlier recommendations that may be related, terms, topics. Nothing is asserted."""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dialogue_archive import archive as model
from dialogue_archive.archive.model import Archive, Item, Words
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.messages import both, help_text, message
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Term
from dialogue_archive.writing.yaml_writer import quoted

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z][a-z-]{2,}")
_STOP_TEXT = (
    "the and for that with are from this such should their its both other which have has "
    "been will would could can into upon between under over more than not but also may they them these "
    "those through including two"
)
_STOP = frozenset(_STOP_TEXT.split())
_STOP_ZH = {"以及", "可以", "应当", "考虑", "进行", "方面", "之间"}


@dataclass(frozen=True)
class Features:
    """What a text is compared by: its words, the glossary terms in it, its topics."""

    words: frozenset[str]
    terms: tuple[Term, ...]
    topics: tuple[str, ...]


def terms_in(text: Words, glossary: Iterable[Term]) -> tuple[Term, ...]:
    """The terms of the glossary that occur in the text, in either language, under any of their names."""
    zh, en = to_text(text["zh"]), to_text(text["en"])
    found = []
    for term in glossary:
        chinese = any(is_in_chinese(name, zh) for name in (term.zh, *term.zh_variants))
        english = any(is_in_english(name, en) for name in (term.en, *term.en_variants))
        if chinese or english:
            found.append(term)
    return tuple(found)


def is_in_chinese(name: str, text: str) -> bool:
    """Whether a term occurs in a Chinese text; an abbreviation only as a whole, so that IC is not found in ICT."""
    if name.isascii():
        return bool(re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text))
    return len(name) > 1 and name in text


def _folded(text: str) -> str:
    return text.casefold().replace("-", " ").replace("’", "'")


def is_in_english(name: str, text: str) -> bool:
    """Whether a term occurs in an English text, in the singular or plural; case and hyphens do not count."""
    words = re.escape(_folded(name))
    stem = words[:-1] + "(?:y|ies)" if words.endswith("y") else words + "(?:s|es)?"
    stem = words[:-3] + "(?:y|ies)" if words.endswith("ies") else stem
    stem = f"{words[:-1]}s?" if words.endswith("s") and not words.endswith(("ss", "ies")) else stem
    return bool(re.search(rf"\b{stem}\b", _folded(text)))


def features(text: Words, topics: tuple[str, ...], archive: Archive) -> Features:
    """The features of one text. Words that nearly every text has, in general or in this series, are left out."""
    stop_zh, stop_en = _STOP_ZH.union(archive.series.stop_words.zh), _STOP.union(archive.series.stop_words.en)
    chinese = {run[i : i + 2] for run in _HAN.findall(to_text(text["zh"])) for i in range(len(run) - 1)} - stop_zh
    english = {_stem(word) for word in _WORD.findall(to_text(text["en"]).casefold()) if word not in stop_en}
    return Features(frozenset(chinese | english), terms_in(text, archive.glossary), topics)


def _stem(word: str) -> str:
    for ending in ("ational", "ations", "ation", "ities", "ity", "ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class Index:
    """The items of an archive, indexed for comparison with a text. `before`: only items of earlier rounds."""

    def __init__(self, archive: Archive, *, before: int | None = None) -> None:
        self.archive = archive
        self.items: Mapping[str, Item] = {
            key: item for key, item in archive.items.items() if before is None or item.round < before
        }
        self.features = {key: features(item.text, item.topics, archive) for key, item in self.items.items()}
        counts = Counter(word for found in self.features.values() for word in found.words)
        total = max(1, len(self.items))
        self._weight = {word: math.log(1 + total / count) for word, count in counts.items()}
        term_counts = Counter(term.zh for found in self.features.values() for term in found.terms)
        self._term_weight = {term: math.log(1 + total / count) for term, count in term_counts.items()}

    def score(self, one: Features, other: Features) -> float:
        """How similar two texts are: shared topics and terms count most, then words by their rarity."""
        topics = len(set(one.topics) & set(other.topics)) / math.sqrt(
            max(1, len(one.topics)) * max(1, len(other.topics))
        )
        terms = sum(self._term_weight.get(term.zh, 1.0) for term in set(one.terms) & set(other.terms))
        shared = sum(self._weight.get(word, 0.0) for word in one.words & other.words)
        length = math.sqrt(max(1, len(one.words)) * max(1, len(other.words)))
        return 2 * topics + 0.5 * terms + 3 * shared / length

    def weight(self, word: str) -> float:
        """How rare a word is among the items."""
        return self._weight.get(word, 0.0)

    def nearest(self, found: Features, limit: int) -> list[tuple[float, Item]]:
        """The items most similar to a text, the most similar first, with their scores."""
        scored = [(self.score(found, other), self.items[key]) for key, other in self.features.items()]
        return sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].id))[:limit]

    def likely_topics(self, text: Words, limit: int = 3) -> tuple[str, ...]:
        """Topics that a text may have: those whose label it names, and those of the items most similar to it."""
        zh, en = to_text(text["zh"]), to_text(text["en"]).casefold()
        scores: Counter[str] = Counter()
        for slug, label in self.archive.topics.items():
            parts = [part for part in re.split(r"[、与和]", label.zh) if len(part) > 1]
            words = [part.strip() for part in re.split(r",| and ", label.en.casefold()) if part.strip()]
            scores[slug] += 2 * any(part in zh for part in parts) + 2 * any(part in en for part in words)
        for score, item in self.nearest(features(text, (), self.archive), 5):
            for topic in item.topics:
                scores[topic] += score / 2  # type: ignore[assignment]
        best = [(score, slug) for slug, score in scores.items() if score >= 1]
        order = list(self.archive.topics)
        return tuple(slug for _, slug in sorted(best, key=lambda pair: (-pair[0], order.index(pair[1])))[:limit])


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
