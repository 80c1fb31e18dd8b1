"""The home page, the people of all rounds, and the page for an address that does not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue_archive.archive.model import Participant
from dialogue_archive.ids import NameBasis, Side
from dialogue_archive.language import Wording
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import PersonFacts
from dialogue_archive.views import charts
from dialogue_archive.views.charts import Matrix, Timeline
from dialogue_archive.views.components import Link, RoundBrief, ThreadBrief, round_brief, thread_brief
from dialogue_archive.views.context import HTML_LANGUAGE, Edition, PageLocation, participants_address
from dialogue_archive.views.threads import newest_threads

# The home page names so many threads, the newest.
_THREADS_NAMED = 12
_MAIN_PAGES = {"home": "", "rounds": "rounds/", "topics": "topics/", "threads": "threads/"}


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page. `newest` is None in an archive without rounds."""

    newest: RoundBrief | None
    timeline: Timeline
    matrix: Matrix
    threads: tuple[ThreadBrief, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person's attendance at one round, `href` leading to the list; `title` is that of the round."""

    label: str
    title: str
    has_head_tag: bool
    href: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person and the rounds they attended."""

    id: str
    name: str
    other_name: str
    basis: NameBasis
    attendances: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True)
class SideEntry:
    """The people of one side. `number` is 1 or 2: it decides the colour."""

    side: Side
    number: int
    label: str
    people: tuple[PersonEntry, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """`people/`: who attended which rounds, by side.

    `rounds_without` names the rounds without a list, `text_status` says whose translation the titles are.
    """

    sides: tuple[SideEntry, ...]
    rounds_without: str
    text_status: str | None


@dataclass(frozen=True, slots=True)
class NotFoundLanguage:
    """What the 404 page says in one language, and how it says it."""

    html_language: str
    words: Wording
    search: str
    rounds: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """`404.html`: served at any address, so it speaks every language and its links are absolute."""

    languages: tuple[NotFoundLanguage, ...]


def home(location: PageLocation) -> HomePage:
    """The view of the home page."""
    rounds = location.edition.archive.rounds
    return HomePage(
        newest=round_brief(location, rounds[-1]) if rounds else None,
        timeline=charts.timeline(location),
        matrix=charts.matrix(location, charts.newest_rounds(location)),
        threads=tuple(thread_brief(location, found) for found in newest_threads(location)[:_THREADS_NAMED]),
    )


def people(location: PageLocation) -> PeoplePage:
    """The view of `people/`."""
    edition = location.edition
    known = edition.archive.people
    sides = []
    for side in edition.archive.series.sides:
        entries = tuple(
            _person(location, person_id, known[person_id], attendances)
            for person_id, attendances in edition.archive.participants.items()
            if person_id in known and known[person_id].side == side
        )
        sides.append(SideEntry(side, edition.side_number(side), edition.words(f"side_{side}"), entries))
    without = [edition.words.round(found.number) for found in edition.archive.rounds if not found.participants]
    return PeoplePage(tuple(sides), edition.words.join(without), _status_of_titles(edition))


def _person(
    location: PageLocation, person_id: str, person: PersonFacts, attendances: tuple[Participant, ...]
) -> PersonEntry:
    edition = location.edition
    return PersonEntry(
        id=person_id,
        name=person[edition.language],
        other_name=person[edition.other],
        basis=person.basis,
        attendances=tuple(
            Attendance(
                label=edition.words.round(attended.round),
                title=(title := to_text(attended.title[edition.language])),
                has_head_tag=attended.is_head and not edition.archive.says_head(title),
                href=location.href(participants_address(attended.round), person_id),
            )
            for attended in attendances
        ),
    )


def _status_of_titles(edition: Edition) -> str | None:
    """The words that say which rounds' titles are this archive's own translation, if any are."""
    words, rounds = edition.words, [round_ for round_ in edition.archive.rounds if round_.participants]
    translated = [r for r in rounds if r.facts.text.text_status(edition.language) == "archive-translation"]
    if not translated:
        return None
    if len(translated) == len(rounds):
        return words("text_status_titles")
    return words("text_status_titles_some", rounds=words.join([words.round(r.number) for r in translated]))


def not_found(locations: Sequence[PageLocation]) -> NotFoundPage:
    """The view of `404.html`; `locations` is its location in each language."""
    return NotFoundPage(
        tuple(
            NotFoundLanguage(
                html_language=HTML_LANGUAGE[location.edition.language],
                words=location.edition.words,
                search=location.href("search/"),
                rounds=location.href("rounds/"),
                links=tuple(
                    Link(location.edition.words(key), location.href(address))
                    for key, address in (
                        ("home", ""),
                        ("rounds", "rounds/"),
                        ("topics", "topics/"),
                        ("threads", "threads/"),
                    )
                ),
            )
            for location in locations
        )
    )
