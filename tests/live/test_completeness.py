"""Every block and every sentence of the sources is on its page, and no version shows a later round."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dialogue_archive.archive import Archive
from dialogue_archive.reading.source_text import emend, units
from dialogue_archive.views.context import PREFIX
from support import PROJECT, build, missing_blocks, page, words_of
from traces import standalone_texts, traces, words_of_later_rounds


def test_every_block_is_on_its_page(real_site: Path) -> None:
    assert missing_blocks(PROJECT, real_site) == []


def test_every_unit_of_a_source_is_on_its_page_in_order(real_site: Path, archive: Archive) -> None:
    compared = 0
    for round_ in archive.rounds:
        text = round_.facts.text
        for document in text.documents:
            emendations = tuple(
                emendation
                for emendation in round_.facts.emendations
                if (emendation.language or text.documents[0].language) == document.language
            )
            shown = words_of(page(real_site, f"{PREFIX[document.language]}rounds/{round_.number}"))
            source = (PROJECT / document.file).read_text(encoding="utf-8")
            at = 0
            for unit in units(emend(source, emendations)):
                expected = re.sub(r"\s+", "", unit.text)
                found = shown.find(expected, at)
                assert found >= 0, f"{document.file}:{unit.lines}: {unit.text[:40]}"
                at = found + len(expected)
                compared += 1
    assert compared


def test_no_version_holds_a_trace_of_later_rounds(archive: Archive, tmp_path: Path) -> None:
    versions = [round_.number for round_ in archive.rounds[:-1]]

    def traces_in(version: int) -> list[str]:
        site = tmp_path / str(version)
        result = build(PROJECT, site, ARCHIVE_AS_OF=str(version), ARCHIVE_VERSION=str(version))
        assert result.returncode == 0, result.stderr
        return traces(site, words_of_later_rounds(archive, version, standalone_texts(PROJECT, version)))

    with ThreadPoolExecutor(2) as workers:
        assert dict(zip(versions, workers.map(traces_in, versions), strict=True)) == {v: [] for v in versions}


def test_the_newest_version_holds_what_is_looked_for(archive: Archive, real_site: Path) -> None:
    version = archive.rounds[-2].number
    words = words_of_later_rounds(archive, version, standalone_texts(PROJECT, version))
    assert {line.rsplit(": ", 1)[1] for line in traces(real_site, words)} >= {*words["ids"], *words["rounds"]}
