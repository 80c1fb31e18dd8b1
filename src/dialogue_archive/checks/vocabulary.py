"""Vocabulary: topics, references, partners, glossary terms, corrections and interface words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import Formatter

from dialogue_archive.archive.model import Archive, holds_term
from dialogue_archive.ids import LANGUAGES, SLUG, Language
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.inline import REFERENCE, to_text
from dialogue_archive.reading.project import Sources
from dialogue_archive.reading.schema import RoundFacts


def known_topics(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A topic that a recommendation or position names is in data/topics.yml, under an ASCII slug."""
    for slug in archive.topics:
        if not SLUG.fullmatch(slug):
            message = f"{slug} is not a slug, expected small ASCII letters, digits and hyphens"
            yield Problem(sources.topics.path, sources.topics.line(slug), message)
    for facts in sources.rounds.values():
        for name in ("recommendations", "positions"):
            for item, entry in getattr(facts.value, name).items():
                for index, topic in enumerate(entry.topics):
                    if topic not in archive.topics and sources.topics.path not in sources.broken:
                        line = facts.line(name, item, "topics", index)
                        message = f"unknown topic {topic}{nearest(topic, archive.topics)}"
                        yield Problem(facts.path, line, message)


def known_references(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A reference or partner that a fact or a text names is in data/references.yml or data/partners.yml."""
    for facts in sources.rounds.values():
        for path, key in _cited(facts.value):
            if key not in archive.references and sources.references.path not in sources.broken:
                message = f"unknown reference {key}{nearest(key, archive.references)}"
                yield Problem(facts.path, facts.line(*path), message)
        for index, name in enumerate(facts.value.partners.names if facts.value.partners else ()):
            if name not in archive.partners and sources.partners.path not in sources.broken:
                line = facts.line("partners", "names", index)
                yield Problem(facts.path, line, f"unknown partner {name}{nearest(name, archive.partners)}")
    for page in sources.pages.values():
        for block in page.blocks:
            if not _BRACKET.search(block.text):
                continue
            for key in REFERENCE.findall(block.text):
                if key not in archive.references and sources.references.path not in sources.broken:
                    message = f"unknown reference [{key}]{nearest(key, archive.references)}"
                    yield Problem(page.path, block.line, message)
            for message in _near_citations(block.text, archive):
                yield Problem(page.path, block.line, message)
    for key, reference in sources.references.value.items():
        if not REFERENCE.fullmatch(f"[{key}]"):
            message = f"{key} is not a key of a reference, expected capital ASCII letters and digits, like C1"
            yield Problem(sources.references.path, sources.references.line(key), message)
        if reference.file and not (sources.root / reference.file).is_file():
            line = sources.references.line(key, "file")
            yield Problem(sources.references.path, line, f"{reference.file} is missing")


_BRACKET = re.compile(r"[\[【［〔]")
_BRACKETED = re.compile(r"(?<!\\)(?:\[([^\[\]]{1,60})\]|[【［〔]([^【】［］〔〕]{1,60})[】］〕])(\()?")
_KEY = re.compile(r"[A-Z]{1,2}\d{1,3}", re.ASCII)


def _near_citations(text: str, archive: Archive) -> Iterator[str]:
    """What is meant as a citation and would be printed as plain text, or as a link to somewhere else."""
    for match in _BRACKETED.finditer(text):
        plain, wide, follows = match.groups()
        found = plain or wide
        folded = unicodedata.normalize("NFKC", found).upper().strip()
        keys = [key for key in re.split(r"[\s,;、]+", folded) if key]
        is_known = any(key in archive.references for key in keys)
        if not keys or not all(
            key in archive.references or ((is_known or plain) and _KEY.fullmatch(key)) for key in keys
        ):
            continue
        right = "".join(f"[{key}]" for key in keys)
        if plain and follows and is_known:
            yield f"found {match[0]}, which is a link with the text {found}; leave a space after {right}"
        elif match[0].removesuffix("(") != right and not follows:
            yield f"found {match[0]}, expected {right}: a citation is one key in half-width brackets"


def _cited(facts: RoundFacts) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each citation of a round's facts: its path in the file, and the key."""
    for name in ("dates", "place", "partners", "text"):
        cited = getattr(facts, name)
        for index, key in enumerate(cited.references if cited else ()):
            yield (name, "references", index), key
    for item, position in facts.positions.items():
        for index, key in enumerate(position.references):
            yield ("positions", item, "references", index), key


def glossary_terms(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A glossary pair stands once, and its words stand somewhere in the archive's texts."""
    seen: dict[tuple[str, str], int] = {}
    words = {
        "zh": "\n".join(to_text(block.text["zh"]) for round_ in archive.rounds for block in round_.blocks),
        "en": "\n".join(to_text(block.text["en"]) for round_ in archive.rounds for block in round_.blocks).casefold(),
    }
    for index, term in enumerate(sources.glossary.value):
        line = sources.glossary.line(index)
        if (term.zh, term.en) in seen:
            message = f"{term.zh} / {term.en} stands here a second time; first in line {seen[term.zh, term.en]}"
            yield Problem(sources.glossary.path, line, message)
        seen.setdefault((term.zh, term.en), line)
        chinese = (term.zh, *term.zh_variants)
        english = (term.en, *term.en_variants)
        if not any(word in words["zh"] for word in chinese):
            yield Problem(sources.glossary.path, line, f"{term.zh} stands in no Chinese text of the archive")
        if not any(holds_term(words["en"], word) for word in english):
            yield Problem(sources.glossary.path, line, f"{term.en} stands in no English text of the archive")


def correction_targets(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A correction names a round and a block, section, item or person of it."""
    for index, correction in enumerate(sources.corrections.value):
        round_ = archive.round_by_number.get(correction.round)
        known = set()
        if round_:
            known |= {block.id for section in round_.sections for block in section.blocks}
            known |= {section.id for section in round_.sections} | {item.id for item in round_.items}
            known |= {participant.person_id for participant in round_.participants}
        if correction.block not in known:
            line = sources.corrections.line(index, "block")
            found = f"round {correction.round} has no {correction.block}"
            yield Problem(sources.corrections.path, line, f"{found}{nearest(correction.block, known)}")


def interface_words(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Both languages of an interface string have the same places to fill in."""
    for key, pair in sources.interface.value.items():
        found: dict[Language, set[str]] = {}
        for language in LANGUAGES:
            places = _places(pair[language])
            if places is None:
                line = sources.interface.line(key, language)
                message = (
                    f"{key}: a brace stands alone or is empty in {pair[language][:40]}, expected places like {{count}}"
                )
                yield Problem(sources.interface.path, line, message)
            else:
                found[language] = places
        if len(found) == len(LANGUAGES) and found["zh"] != found["en"]:
            message = (
                f"{key}: the English has the places {sorted(found['en'])}, "
                f"expected {sorted(found['zh'])} as in the Chinese"
            )
            yield Problem(sources.interface.path, sources.interface.line(key, "en"), message)


def _places(text: str) -> set[str] | None:
    """The names of the places to fill in; None where the braces make no sense."""
    if "{" not in text and "}" not in text:
        return set()
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
    return names if all(re.fullmatch(r"[a-z_]+", name) for name in names) else None
