"""Fidelity to the source: the published text is the source text with the declared emendations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dialogue_archive.archive.fidelity import align
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem
from dialogue_archive.reading.files import decode
from dialogue_archive.reading.project import Sources
from dialogue_archive.reading.schema import RoundFacts, SourceText
from dialogue_archive.reading.yaml_source import YamlSource


@rule("source-equals-published")
def source_equals_published(content: Content) -> Iterator[Problem]:
    """A source text with its emendations applied equals the published text in every character, apart from markup."""
    for number, facts in content.sources.rounds.items():
        for key in ("source", "second_source"):
            document = getattr(facts.value.text, key)
            if document:
                yield from _document(content.sources, number, facts, key, document)


def _document(
    sources: Sources, number: int, facts: YamlSource[RoundFacts], key: str, document: SourceText
) -> Iterator[Problem]:
    file = sources.root / document.file
    if not file.is_file():
        yield Problem(facts.path, facts.line("text", key, "file"), f"{document.file} is missing")
        return
    source = file.read_bytes()
    sha256 = hashlib.sha256(source).hexdigest()
    if sha256 != document.sha256:
        message = (
            f"{document.file} has the SHA-256 {sha256}, expected {document.sha256}; source files must not be changed"
        )
        yield Problem(facts.path, facts.line("text", key, "sha256"), message)
        return
    _, fault = decode(source, document.file)
    if fault:
        yield fault
        return
    memo = sources.page(number, "index", document.language)
    if not memo:
        return
    if not memo.blocks:
        yield Problem(memo.path, 0, f"this page is empty, expected the text of {document.file}")
        return
    listed = facts.value.emendations_of(document)
    lists = sources.page(number, "participants", document.language)
    alignment = align(source, tuple(emendation for _, emendation in listed), memo, lists)
    for index, reason in alignment.refused:
        yield Problem(facts.path, facts.line("emendations", listed[index][0]), reason)
    for difference in alignment.differences:
        lines = "–".join(str(line) for line in sorted({*difference.source_lines[:1], *difference.source_lines[-1:]}))
        where = f" ({document.file}, line {lines})" if lines else f" ({document.file})"
        message = f"found {difference.found}, expected {difference.expected} as in the source{where}"
        yield Problem(difference.path, difference.line, message)
