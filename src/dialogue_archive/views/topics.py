"""The pages of topics, and the search page, which leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from dialogue_archive.archive.model import Item
from dialogue_archive.views import charts
from dialogue_archive.views.charts import Matrix
from dialogue_archive.views.components import (
    ItemBrief,
    ItemEntry,
    Link,
    RoundBrief,
    item_brief,
    item_entry,
    round_brief,
)
from dialogue_archive.views.context import PageLocation, catalogue_address, topic_address

# On a topic's page the newest rounds that have it give its texts in full, the earlier ones their titles.
_IN_FULL = 4


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
class SearchPage:
    """`search/` as it is without scripts: the way to the topics and the catalogues."""

    topics: tuple[TopicEntry, ...]
    catalogues: tuple[Link, ...]


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
        gaps=edition.words.join(
            [edition.words.round(found.number) for found in edition.archive.rounds if not found.items]
        ),
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


def search(location: PageLocation) -> SearchPage:
    """The view of `search/`."""
    rounds, words = location.edition.archive.rounds, location.edition.words
    return SearchPage(
        topics=_topic_entries(location),
        catalogues=tuple(
            Link(words.round(found.number), location.href(catalogue_address(found.number))) for found in rounds
        ),
    )
