"""Fidelity: the source with the declared emendations is what we publish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dialogue_archive.archive.fidelity import align
from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.tree import Sources


def source_equals_published(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """The source text, its emendations applied, equals the published text, character for character, markup aside."""
    for number, facts in sources.rounds.items():
        source = facts.value.text.source
        if not source:
            continue
        file = sources.root / source.file
        if not file.is_file():
            yield Problem(facts.path, facts.line("text", "source", "file"), f"{source.file} is missing")
            continue
        content = file.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 != source.sha256:
            message = f"{source.file} has the SHA-256 {sha256}, expected {source.sha256}: a source is never changed"
            yield Problem(facts.path, facts.line("text", "source", "sha256"), message)
            continue
        memo = sources.page(number, "index", source.language)
        if not memo:
            continue
        alignment = align(content, facts.value.emendations, memo, sources.page(number, "participants", source.language))
        for index, reason in alignment.refused:
            yield Problem(facts.path, facts.line("emendations", index), reason)
        for difference in alignment.differences:
            lines = "–".join(
                str(line) for line in sorted({*difference.source_lines[:1], *difference.source_lines[-1:]})
            )
            where = f" ({source.file}, line {lines})" if lines else f" ({source.file})"
            message = f"found {difference.found}, expected {difference.expected} as in the source{where}"
            yield Problem(difference.path, difference.line, message)
