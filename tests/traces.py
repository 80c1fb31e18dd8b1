"""Traces of later rounds: what only the record of later rounds says, and where it is found among built files."""

from __future__ import annotations

import gzip
import html
import re
import zlib
from pathlib import Path

from dialogue_archive.archive import Archive
from dialogue_archive.ids import LANGUAGES
from dialogue_archive.language import Wording
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.pages import text_as_of

Words = dict[str, list[str]]


def standalone_texts(project: Path, version: int) -> str:
    """The pages outside the rounds as that version shows them: they may name what a later round names too."""
    files = [file for language in LANGUAGES for file in sorted((project / "docs" / language).glob("*.md"))]
    return "\n".join(text_as_of(file.read_text(encoding="utf-8"), version) for file in files)


def words_of_later_rounds(archive: Archive, version: int, known: str = "") -> Words:
    """The ids, titles, dates, texts … of later rounds, by kind; what earlier rounds or `known` say is left out."""
    earlier = [round_ for round_ in archive.rounds if round_.number <= version]
    later = [round_ for round_ in archive.rounds if round_.number > version]
    known += "\n".join(
        to_text(words[language] or "")
        for round_ in earlier
        for words in (round_.title, round_.description, *(block.text for block in round_.blocks))
        for language in LANGUAGES
    )
    found: Words = {"ids": [], "titles": [], "dates": [], "texts": [], "rounds": []}
    for round_ in later:
        found["ids"] += [item.id for item in round_.items]
        found["rounds"].append(f"rounds/{round_.number}/")
        for language in LANGUAGES:
            wording = Wording(archive.interface, language)
            found["rounds"].append(wording.round(round_.number))
            found["titles"] += [to_text(round_.title[language] or ""), to_text(round_.description[language] or "")]
            found["titles"] += [to_text(item.title[language] or "") for item in round_.items]
            found["texts"] += [to_text(block.text[language] or "")[:60] for block in round_.blocks]
            if round_.facts.dates:
                found["dates"].append(wording.dates(round_.facts.dates))
        if round_.facts.dates:
            found["dates"] += [round_.facts.dates.start.isoformat(), round_.facts.dates.end.isoformat()]
    present = {p.person_id for round_ in earlier for p in round_.participants}
    found["people"] = [p.person_id for round_ in later for p in round_.participants if p.person_id not in present]
    found["topics"] = [
        f"topics/{slug}/"
        for slug in archive.topics
        if not any(slug in item.topics for round_ in earlier for item in round_.items)
    ]
    found["partners"] = [
        words
        for name, partner in archive.partners.items()
        if not any(r.facts.partners and name in r.facts.partners.names for r in earlier)
        for words in (partner.zh, partner.en)
    ]
    return {kind: sorted({word for word in words if word and word not in known}) for kind, words in found.items()}


def traces(folder: Path, words: Words) -> list[str]:
    """Where any of the words occurs in any file of `folder`: names of files too, and compressed files unpacked."""
    patterns = [
        # `rounds/1/` is not a trace of `rounds/10/`, nor `Round 1` of `Round 10`.
        (word, re.compile(re.escape(word.encode()) + (rb"(?![0-9])" if kind == "rounds" else b"")))
        for kind, group in words.items()
        for word in group
    ]
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = b"\n".join((str(file.relative_to(folder)).encode(), _readings(file.read_bytes(), file.suffix)))
        found += [f"{file.relative_to(folder)}: {word}" for word, pattern in patterns if pattern.search(content)]
    return found


def _readings(content: bytes, suffix: str) -> bytes:
    """The bytes of a file, unpacked, and again with the escapes of HTML and of JSON replaced."""
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if suffix == ".bin":  # the search index
        content = zlib.decompress(content)
    text = content.decode("utf-8", "ignore")
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return b"\n".join((content, html.unescape(text).encode("utf-8", "ignore"), unescaped.encode("utf-8", "ignore")))
