"""The entries of the Atom feeds: each round with dates on record, and each correction. No date is of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive, Round
from dialogue_archive.ids import Language
from dialogue_archive.language import Wording
from dialogue_archive.publishing.settings import Site
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Correction
from dialogue_archive.views.context import PREFIX, catalogue_address, memo_address, participants_address

NEWEST_ENTRIES = 100


@dataclass(frozen=True)
class Entry:
    """One entry; `id` never changes, in whatever language or version."""

    id: str
    title: str
    link: str
    updated: str
    summary: str


def entries(archive: Archive, site: Site, language: Language) -> tuple[Entry, ...]:
    """The newest entries, newest first."""
    words = Wording(archive.interface, language)
    found = [*_rounds(archive, site, language, words), *_corrections(archive, site, language, words)]
    found.sort(key=attrgetter("id"))
    found.sort(key=attrgetter("updated"), reverse=True)
    return tuple(found[:NEWEST_ENTRIES])


def _rounds(archive: Archive, site: Site, language: Language, words: Wording) -> Iterator[Entry]:
    for round_ in archive.rounds:
        if not round_.facts.dates:
            continue
        label, title = words.round(round_.number), to_text(round_.title[language])
        yield Entry(
            id=f"{site.tag}/rounds/{round_.number}",
            title=title if label in title else f"{label} · {title}",
            link=f"{site.base}{round_.number}/{PREFIX[language]}{memo_address(round_.number)}",
            updated=moment(round_.facts.dates.end),
            summary=to_text(round_.description[language]),
        )


def _corrections(archive: Archive, site: Site, language: Language, words: Wording) -> Iterator[Entry]:
    seen: Counter[tuple[date, int, str]] = Counter()
    for correction in archive.corrections:
        key = (correction.on, correction.round, correction.block)
        seen[key] += 1
        again = f"/{seen[key]}" if seen[key] > 1 else ""
        address = _corrected_address(archive.round_by_number[correction.round], correction)
        yield Entry(
            id=f"{site.tag}/corrections/{correction.on}/{correction.round}/{correction.block}{again}",
            title=words("feed_correction", round=words.round(correction.round), block=correction.block),
            link=f"{site.base}{archive.newest}/{PREFIX[language]}{address}",
            updated=moment(correction.on),
            summary=correction.note[language],
        )


def _corrected_address(round_: Round, correction: Correction) -> str:
    if ids.is_item(correction.block):
        page = catalogue_address(round_.number)
    elif any(participant.person_id == correction.block for participant in round_.participants):
        page = participants_address(round_.number)
    else:
        page = memo_address(round_.number)
    return f"{page}#{correction.block}"


def moment(day: date) -> str:
    """A day on record as Atom wants it."""
    return f"{day.isoformat()}T00:00:00Z"


def updated(found: tuple[Entry, ...]) -> str:
    """When a feed was last updated: with its newest entry."""
    return max((entry.updated for entry in found), default="1970-01-01T00:00:00Z")
