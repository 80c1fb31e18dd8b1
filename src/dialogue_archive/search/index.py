"""The files of the index: a manifest, shards of terms, and chunks of the records' texts.

`search-index/manifest.json` is loaded first. It names the folder of the rest, whose name is the hash of what is in it:
a reader who holds an older manifest never mixes two indexes. The format is explained in docs-dev/search.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dialogue_archive.archive.model import Archive, Round
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import Wording
from dialogue_archive.search.folding import traditional
from dialogue_archive.search.postings import Index, encode, script_order
from dialogue_archive.search.records import KINDS, Record, records

FOLDER = "search-index"
FORMAT = 2
# Characters of JSON in a file; packed, it has about half as many bytes. The postings of a term are never split.
SHARD_SIZE = 12_000
CHUNK_SIZE = 9_000
# An archive with at most this many records shows all results at once; a larger one shows them in tens.
SMALL_ARCHIVE = 600
PAGE = 10


def write_index(archive: Archive, links: Links, site: Path) -> None:
    """Write the index of this view into `site`/search-index. The same archive gives the same bytes."""
    found = records(archive, links)
    index = Index(archive.glossary)
    for number, record in enumerate(found):
        index.add(number, record)
    shards = list(_cut(index.encoded().items(), SHARD_SIZE))
    chunks = list(_cut(enumerate(_shown(record) for record in found), CHUNK_SIZE))
    contents = {
        **{f"t{number}.bin": _json(dict(shard)) for number, shard in enumerate(shards)},
        **{f"r{number}.bin": _json([shown for _, shown in chunk]) for number, chunk in enumerate(chunks)},
    }
    digest = hashlib.sha256("".join(contents[name] for name in sorted(contents)).encode()).hexdigest()[:12]
    manifest = {
        "format": FORMAT,
        "folder": digest,
        "shards": [_shortest_start(before, shard) for before, shard in zip([[], *shards], shards, strict=False)],
        "chunks": [chunk[0][0] for chunk in chunks],
        "page": PAGE if len(found) > SMALL_ARCHIVE else SMALL_ARCHIVE,
        **_facts(archive, found),
        "glossary": _glossary(archive, index),
        "traditional": _traditional(index),
    }
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    (folder / digest).mkdir(parents=True)
    for name, content in contents.items():
        (folder / digest / name).write_bytes(packed(content))
    (folder / "manifest.json").write_text(_json(manifest), encoding="utf-8")


def packed(content: str) -> bytes:
    """A file of the index: JSON packed with zlib, which browsers call `deflate`. Half the bytes in every version."""
    return zlib.compress(content.encode(), 9)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cut(entries: Iterable[tuple[Any, Any]], size: int) -> Iterator[list[tuple[Any, Any]]]:
    """Cut entries into runs of about `size` characters of JSON."""
    run: list[tuple[Any, Any]] = []
    length = 0
    for key, value in entries:
        added = len(_json(value)) + 10
        if run and length + added > size:
            yield run
            run, length = [], 0
        run.append((key, value))
        length += added
    if run:
        yield run


def _shortest_start(before: Sequence[tuple[str, Any]], shard: Sequence[tuple[str, Any]]) -> str:
    """The shortest text that sorts after the last key of the previous shard and not after the first key of this one."""
    if not before:
        return ""
    last, first = before[-1][0], shard[0][0]
    return next(
        first[:length] for length in range(1, len(first) + 1) if script_order(first[:length]) > script_order(last)
    )


def _shown(record: Record) -> Mapping[str, Any]:
    """What a result shows. Empty parts are left out."""
    shown: dict[str, Any] = {"id": record.id}
    for language in LANGUAGES:
        shown[language] = [record.title[language], record.text[language], record.heading[language]]
    shown["links"] = [list(link) for link in record.links]
    return shown


def _facts(archive: Archive, found: Sequence[Record]) -> Mapping[str, Any]:
    """What ranking, filters and counts need of every record, a character or two each."""
    wording = {language: Wording(archive.interface, language) for language in LANGUAGES}
    slugs = list(archive.topics)
    sets: dict[tuple[str, ...], int] = {}
    sides = list(archive.series.sides)

    def label(round_: Round, language: Language) -> list[str]:
        dates = round_.facts.dates
        return [wording[language].round(round_.number), wording[language].dates(dates) if dates else ""]

    return {
        "kinds": list(KINDS),
        "kind": "".join(str(KINDS.index(record.kind)) for record in found),
        "sides": [
            {"code": code, "zh": side.label.zh, "en": side.label.en} for code, side in archive.series.sides.items()
        ],
        "side": "".join("-" if record.side is None else str(sides.index(record.side)) for record in found),
        "rounds": [
            {"number": round_.number, "zh": label(round_, "zh"), "en": label(round_, "en")}
            for round_ in reversed(archive.rounds)
        ],
        "round": encode(_steps(record.rounds[0] for record in found)),
        "more_rounds": {
            str(number): list(record.rounds[1:]) for number, record in enumerate(found) if record.rounds[1:]
        },
        "topics": [{"slug": slug, "zh": archive.topics[slug].zh, "en": archive.topics[slug].en} for slug in slugs],
        "topic": encode([sets.setdefault(record.topics, len(sets)) for record in found]),
        "topic_sets": [encode(slugs.index(slug) for slug in topics if slug in slugs) for topics in sets],
    }


def _steps(values: Iterable[int]) -> Iterator[int]:
    """Each value as its distance from the one before, the sign in the lowest bit."""
    last = 0
    for value in values:
        step = value - last
        yield step * 2 if step >= 0 else -step * 2 - 1
        last = value


def _glossary(archive: Archive, index: Index) -> list[Any]:
    """The forms of each term, in either language; empty for a term that no record contains: it cannot widen a query."""
    terms = []
    for number, term in enumerate(archive.glossary):
        found = f"@{number}" in index.concepts
        forms = [[term.zh, *term.zh_variants], [term.en, *term.en_variants]]
        terms.append(forms if found else [])
    return terms


def _traditional(index: Index) -> Mapping[str, str]:
    """The traditional characters that can find something here: those whose simplified form occurs in a record."""
    found: dict[str, list[str]] = {}
    for old, new in traditional().items():
        if new in index.characters:
            found.setdefault(new, []).append(old)
    return {new: "".join(sorted(old)) for new, old in sorted(found.items())}
