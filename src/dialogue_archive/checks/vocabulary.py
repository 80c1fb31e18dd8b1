"""Vocabulary: topics, references, partners, glossary terms, corrections and interface words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from string import Formatter

from dialogue_archive.archive.model import Archive, contains_term
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.ids import LANGUAGES, SLUG, Language
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.inline import REFERENCE, to_text
from dialogue_archive.reading.schema import RoundFacts


@rule("known-topics")
def known_topics(content: Content) -> Iterator[Problem]:
    """Topics of recommendations and positions are in `data/topics.yml`, where each has an ASCII slug."""
    topics, broken = content.sources.topics, content.sources.broken
    for slug in topics.value:
        if not SLUG.fullmatch(slug):
            message = f"{slug} is not a slug, expected lower-case ASCII letters, digits and hyphens, like digital-trade"
            yield Problem(topics.path, topics.line(slug), message)
    if topics.path in broken:
        return
    for facts in content.sources.rounds.values():
        for name in ("recommendations", "positions"):
            for item, entry in getattr(facts.value, name).items():
                for index, topic in enumerate(entry.topics):
                    if topic not in topics.value:
                        line = facts.line(name, item, "topics", index)
                        yield Problem(facts.path, line, f"unknown topic {topic}{nearest(topic, topics.value)}")


@rule("known-partners")
def known_partners(content: Content) -> Iterator[Problem]:
    """Partners of a round are in `data/partners.yml`."""
    partners = content.sources.partners
    for facts in content.sources.rounds.values():
        for index, name in enumerate(facts.value.partners.names if facts.value.partners else ()):
            if name not in partners.value and partners.path not in content.sources.broken:
                line = facts.line("partners", "names", index)
                yield Problem(facts.path, line, f"unknown partner {name}{nearest(name, partners.value)}")


@rule("known-references")
def known_references(content: Content) -> Iterator[Problem]:
    """Cited references are in `data/references.yml`, and their files exist."""
    references = content.sources.references
    for key, reference in references.value.items():
        if not REFERENCE.fullmatch(f"[{key}]"):
            message = f"{key} is not a key of a reference, expected upper-case ASCII letters and digits, like C1"
            yield Problem(references.path, references.line(key), message)
        if reference.file and not (content.sources.root / reference.file).is_file():
            yield Problem(references.path, references.line(key, "file"), f"{reference.file} is missing")
    if references.path in content.sources.broken:
        return
    for facts in content.sources.rounds.values():
        for path, key in _cited(facts.value):
            if key not in references.value:
                message = f"unknown reference {key}{nearest(key, references.value)}"
                yield Problem(facts.path, facts.line(*path), message)
    for page in content.sources.pages.values():
        for block in page.blocks:
            for key in REFERENCE.findall(block.text) if "[" in block.text else ():
                if key not in references.value:
                    message = f"unknown reference [{key}]{nearest(key, references.value)}"
                    yield Problem(page.path, block.line, message)


@rule("citation-syntax")
def citation_syntax(content: Content) -> Iterator[Problem]:
    """A citation is written `[C1]`, with one key in half-width brackets."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            for message in _near_citations(block.text, content.archive) if _BRACKET.search(block.text) else ():
                yield Problem(page.path, block.line, message)


_BRACKET = re.compile(r"[\[【［〔]")
_BRACKETED = re.compile(r"(?<!\\)(?:\[([^\[\]]{1,60})\]|[【［〔]([^【】［］〔〕]{1,60})[】］〕])(\()?")
_KEY = re.compile(r"[A-Z]{1,2}\d{1,3}", re.ASCII)


def _near_citations(text: str, archive: Archive) -> Iterator[str]:
    """Messages for what is meant as a citation, but would be printed as text or as a link."""
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
            yield f"found {match[0]}, which is a link with the text {found}; write a space after {right}"
        elif match[0].removesuffix("(") != right and not follows:
            yield f"found {match[0]}, expected {right}; each citation is one key in half-width brackets"


def _cited(facts: RoundFacts) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each citation in the data of a round: its path in the file, and the key."""
    for name in ("dates", "place", "partners", "text"):
        cited = getattr(facts, name)
        for index, key in enumerate(cited.references if cited else ()):
            yield (name, "references", index), key
    for item, position in facts.positions.items():
        for index, key in enumerate(position.references):
            yield ("positions", item, "references", index), key


@rule("glossary-terms")
def glossary_terms(content: Content) -> Iterator[Problem]:
    """A glossary entry occurs once, and its terms occur in the texts of the archive."""
    seen: dict[tuple[str, str], int] = {}
    words = {
        "zh": "\n".join(to_text(block.text["zh"]) for round_ in content.archive.rounds for block in round_.blocks),
        "en": "\n".join(
            to_text(block.text["en"]) for round_ in content.archive.rounds for block in round_.blocks
        ).casefold(),
    }
    for index, term in enumerate(content.sources.glossary.value):
        line = content.sources.glossary.line(index)
        if (term.zh, term.en) in seen:
            message = f"duplicate entry {term.zh} / {term.en}, first given in line {seen[term.zh, term.en]}"
            yield Problem(content.sources.glossary.path, line, message)
        seen.setdefault((term.zh, term.en), line)
        chinese = (term.zh, *term.zh_variants)
        english = (term.en, *term.en_variants)
        if not any(word in words["zh"] for word in chinese):
            yield Problem(content.sources.glossary.path, line, f"{term.zh} is in no Chinese text of the archive")
        if not any(contains_term(words["en"], word) for word in english):
            yield Problem(content.sources.glossary.path, line, f"{term.en} is in no English text of the archive")


@rule("correction-targets")
def correction_targets(content: Content) -> Iterator[Problem]:
    """A correction names a round, and a block, section, item or person of that round."""
    for index, correction in enumerate(content.sources.corrections.value):
        round_ = content.archive.round_by_number.get(correction.round)
        known = set()
        if round_:
            known |= {block.id for section in round_.sections for block in section.blocks}
            known |= {section.id for section in round_.sections} | {item.id for item in round_.items}
            known |= {participant.person_id for participant in round_.participants}
        if correction.block not in known:
            line = content.sources.corrections.line(index, "block")
            found = f"round {correction.round} has no {correction.block}"
            yield Problem(content.sources.corrections.path, line, f"{found}{nearest(correction.block, known)}")


@rule("interface-words")
def interface_words(content: Content) -> Iterator[Problem]:
    """Both languages of an interface text have the same placeholders, like `{count}`."""
    for key, pair in content.sources.interface.value.items():
        found: dict[Language, set[str]] = {}
        for language in LANGUAGES:
            placeholders = _placeholders(pair[language])
            if placeholders is None:
                line = content.sources.interface.line(key, language)
                found_text = pair[language][:40]
                message = f"{key}: found a stray or empty brace in {found_text}, expected placeholders like {{count}}"
                yield Problem(content.sources.interface.path, line, message)
            else:
                found[language] = placeholders
        if len(found) == len(LANGUAGES) and found["zh"] != found["en"]:
            message = (
                f"{key}: found the placeholders {sorted(found['en'])}, expected {sorted(found['zh'])} as in Chinese"
            )
            yield Problem(content.sources.interface.path, content.sources.interface.line(key, "en"), message)


def _placeholders(text: str) -> set[str] | None:
    """The names of the placeholders of `text`; None where its braces are not valid."""
    if "{" not in text and "}" not in text:
        return set()
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
    return names if all(re.fullmatch(r"[a-z_]+", name) for name in names) else None
