"""The pages across the rounds: home, topics, people, search."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from dialogue_archive.archive.model import Item, Participant
from dialogue_archive.ids import NameBasis, Side
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import PersonFacts
from dialogue_archive.views import charts
from dialogue_archive.views.charts import Matrix, Timeline
from dialogue_archive.views.components import (
    ItemBrief,
    ItemEntry,
    Link,
    RoundBrief,
    ThreadBrief,
    item_brief,
    item_entry,
    round_brief,
    thread_brief,
)
from dialogue_archive.views.context import (
    Edition,
    PageLocation,
    catalogue_address,
    participants_address,
    topic_address,
)
from dialogue_archive.views.threads import newest_threads

# On a topic's page the newest rounds that have it give its texts in full, the earlier ones their titles.
_IN_FULL = 4
# The home page names so many threads, the newest.
_THREADS_NAMED = 12


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page. `newest` is None in an archive without rounds."""

    newest: RoundBrief | None
    timeline: Timeline
    matrix: Matrix
    threads: tuple[ThreadBrief, ...]


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic in a list, with the number of its items."""

    label: str
    other_label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """`topics/`: all topics with their counts, and the matrix."""

    topics: tuple[TopicEntry, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A topic's items of one round, in full."""

    round: RoundBrief
    entries: tuple[ItemEntry, ...]


@dataclass(frozen=True, slots=True)
class TopicGroupInBrief:
    """A topic's items of one earlier round, by their titles."""

    round: RoundBrief
    items: tuple[ItemBrief, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """`topics/<slug>/`: the items of one topic by round, newest first.

    `gaps` names the rounds without items, empty where there are none; `search` leads to a search for the label.
    """

    label: str
    other_label: str
    gaps: str
    search: str | None
    groups: tuple[TopicGroup, ...]
    earlier: tuple[TopicGroupInBrief, ...]


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
class SearchPage:
    """`search/` as it is without scripts: the way to the topics and the catalogues."""

    topics: tuple[TopicEntry, ...]
    catalogues: tuple[Link, ...]


def home(location: PageLocation) -> HomePage:
    """The view of the home page."""
    rounds = location.edition.archive.rounds
    return HomePage(
        newest=round_brief(location, rounds[-1]) if rounds else None,
        timeline=charts.timeline(location),
        matrix=charts.matrix(location, charts.newest_rounds(location)),
        threads=tuple(thread_brief(location, found) for found in newest_threads(location)[:_THREADS_NAMED]),
    )


def topics(location: PageLocation) -> TopicsPage:
    """The view of `topics/`."""
    return TopicsPage(_topic_entries(location), charts.matrix(location, charts.newest_rounds(location)))


def _topic_entries(location: PageLocation) -> tuple[TopicEntry, ...]:
    edition = location.edition
    return tuple(
        TopicEntry(
            label=edition.archive.topics[slug][edition.language],
            other_label=edition.archive.topics[slug][edition.other],
            href=location.href(topic_address(slug)),
            count=len(items),
        )
        for slug, items in edition.links.by_topic.items()
    )


def _search(location: PageLocation, label: str) -> str | None:
    """The search for a topic's label where it is a term that texts use, not a heading like "Trade and investment"."""
    terms = {
        form.lower()
        for term in location.edition.archive.glossary
        for form in (term.zh, term.en, *term.zh_variants, *term.en_variants)
    }
    return f"{location.href('search/')}?{urlencode({'q': label})}" if label.lower() in terms else None


def topic(location: PageLocation, slug: str) -> TopicPage:
    """The view of `topics/<slug>/`."""
    edition = location.edition
    pair = edition.archive.topics[slug]
    by_round: dict[int, list[Item]] = {}
    for item in edition.links.by_topic[slug]:
        by_round.setdefault(item.round, []).append(item)
    newest_first = sorted(by_round, reverse=True)
    briefs = {number: round_brief(location, edition.archive.round_by_number[number]) for number in newest_first}
    return TopicPage(
        label=pair[edition.language],
        other_label=pair[edition.other],
        gaps=edition.words.join([edition.words.round(found.number) for found in edition.archive.rounds if not found.items]),
        search=_search(location, pair[edition.language]),
        groups=tuple(
            TopicGroup(briefs[number], tuple(item_entry(location, item) for item in by_round[number]))
            for number in newest_first[:_IN_FULL]
        ),
        earlier=tuple(
            TopicGroupInBrief(briefs[number], tuple(item_brief(location, item) for item in by_round[number]))
            for number in newest_first[_IN_FULL:]
        ),
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


def search(location: PageLocation) -> SearchPage:
    """The view of `search/`."""
    rounds, words = location.edition.archive.rounds, location.edition.words
    return SearchPage(
        topics=_topic_entries(location),
        catalogues=tuple(
            Link(words.round(found.number), location.href(catalogue_address(found.number))) for found in rounds
        ),
    )
