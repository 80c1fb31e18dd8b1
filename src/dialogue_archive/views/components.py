"""Views that many pages share: a round in brief, an item, its relations, a thread, a reference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from operator import attrgetter
from typing import TypeVar

from markupsafe import Markup

from dialogue_archive.archive.model import Item, Relation, Round
from dialogue_archive.archive.relations import Thread
from dialogue_archive.ids import Basis, Coverage, RelationType, Stance
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.context import (
    PageLocation,
    catalogue_address,
    memo_address,
    parallel_address,
    participants_address,
    thread_address,
    topic_address,
)

Part = TypeVar("Part")
View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Link:
    """A label and where it leads."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class RoundBrief:
    """A round in a line: its name, days and place, what is on record of it, and the addresses of its four pages.

    `start` is the first day as `2031-05-04`; None, as `place`, where it is not on record. `recommendations`,
    `positions` and `participants` are counts.
    """

    number: int
    label: str
    dates: str
    start: str | None
    place: str | None
    partners: tuple[str, ...]
    themes: tuple[str, ...]
    coverage: Coverage
    recommendations: int
    positions: int
    participants: int
    memo: str
    catalogue: str
    participant_list: str
    parallel: str


@dataclass(frozen=True, slots=True)
class ItemBrief:
    """A recommendation or position: its id (`r7-08`), short title, round, and links to it.

    `href` leads to its entry in the catalogue, `memo` and `parallel` to its text there, `thread` to its thread.
    """

    id: str
    kind: str
    title: str
    round: int
    round_label: str
    dates: str
    href: str
    memo: str
    parallel: str
    thread: str | None


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation as seen from one end; `other` is the item at the far end."""

    type: RelationType
    basis: Basis
    label: str
    basis_label: str
    evidence: str
    other: ItemBrief


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A reference: its key (`C1`) and label. `href` always leads somewhere, `url` is None for a file of the project."""

    key: str
    label: str
    url: str | None
    href: str


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item with its text, topics and relations. `became` is the recommendation that a position turned into."""

    item: ItemBrief
    html: Markup
    topics: tuple[Link, ...]
    takes_up: tuple[RelationView, ...]
    taken_up_by: tuple[RelationView, ...]
    text_status: str
    stance: Stance | None
    references: tuple[ReferenceView, ...]
    became: Link | None


@dataclass(frozen=True, slots=True)
class ThreadBrief:
    """A thread: its id and title are those of its earliest item; `rounds` are the names of the rounds it touches.

    `name` is what a reader calls it: that it begins with this item. The later items do not say what the title says.
    """

    id: str
    title: str
    name: str
    href: str
    rounds: tuple[str, ...]


def _shared(
    kind: str, name: str
) -> Callable[[Callable[[PageLocation, Part], View]], Callable[[PageLocation, Part], View]]:
    """Make each view once for all pages whose links are the same. `kind` and the attribute `name` of a part tell it."""
    identify = attrgetter(name)

    def decorate(make: Callable[[PageLocation, Part], View]) -> Callable[[PageLocation, Part], View]:
        @wraps(make)
        def made(location: PageLocation, part: Part) -> View:
            key = (kind, identify(part), location.link_base)
            return location.edition.shared(key, lambda: make(location, part))

        return made

    return decorate


@_shared("round", "number")
def round_brief(location: PageLocation, round_: Round) -> RoundBrief:
    """The view of a round in brief, with links from `location`."""
    words, language, facts = location.edition.words, location.edition.language, round_.facts
    partners = location.edition.archive.partners
    return RoundBrief(
        number=round_.number,
        label=words.round(round_.number),
        dates=words.dates(facts.dates),
        start=facts.dates.start.isoformat() if facts.dates else None,
        place=facts.place[language] if facts.place else None,
        partners=tuple(
            partners[name][language] for name in (facts.partners.names if facts.partners else ()) if name in partners
        ),
        themes=tuple(theme[language] for theme in facts.themes),
        coverage=facts.text.coverage,
        recommendations=sum(item.kind == "recommendation" for item in round_.items),
        positions=sum(item.kind == "position" for item in round_.items),
        participants=len(round_.participants),
        memo=location.href(memo_address(round_.number)),
        catalogue=location.href(catalogue_address(round_.number)),
        participant_list=location.href(participants_address(round_.number)),
        parallel=location.href(parallel_address(round_.number)),
    )


@_shared("item", "id")
def item_brief(location: PageLocation, item: Item) -> ItemBrief:
    """The view of an item in brief, with links from `location`."""
    edition = location.edition
    thread = edition.links.thread_of.get(item.id)
    return ItemBrief(
        id=item.id,
        kind=item.kind,
        title=to_text(item.title[edition.language]) or item.id,
        round=item.round,
        round_label=edition.words.round(item.round),
        dates=edition.words.dates(edition.archive.round_by_number[item.round].facts.dates),
        href=location.href(catalogue_address(item.round), item.id),
        memo=location.href(memo_address(item.round), item.id),
        parallel=location.href(parallel_address(item.round), item.id),
        thread=location.href(thread_address(thread.id), item.id) if thread else None,
    )


@_shared("entry", "id")
def item_entry(location: PageLocation, item: Item) -> ItemEntry:
    """The view of an item with its text, topics, and relations both ways."""
    edition, facts = location.edition, item.facts
    topics, links = edition.archive.topics, edition.links
    became = facts.became if facts and facts.became in edition.archive.items else None
    return ItemEntry(
        item=item_brief(location, item),
        html=location.html(item.text[edition.language]),
        topics=tuple(
            Link(topics[slug][edition.language], location.href(topic_address(slug)))
            for slug in item.topics
            if slug in topics
        ),
        takes_up=tuple(relation_view(location, found, item.id) for found in links.takes_up.get(item.id, ())),
        taken_up_by=tuple(relation_view(location, found, item.id) for found in links.taken_up_by.get(item.id, ())),
        text_status=_text_status(location, item),
        stance=facts.stance if facts else None,
        references=reference_views(location, facts.references if facts else ()),
        became=Link(became, location.href(catalogue_address(item.round), became)) if became else None,
    )


def _text_status(location: PageLocation, item: Item) -> str:
    """What the item's text is in the page's language: a paraphrase, the source, a translation."""
    words = location.edition.words
    status = location.edition.archive.round_by_number[item.round].facts.text.text_status(location.edition.language)
    if item.kind == "position" or not status:
        return words("item_paraphrase")
    return words(f"item_{status.replace('-', '_')}")


def relation_label(location: PageLocation, kind: RelationType, *, inverse: bool = False) -> str:
    """The words for a type of relation, as the later item says it; `inverse` as the earlier one does."""
    return location.edition.words(f"relation_{kind.replace('-', '_')}" + ("_inverse" if inverse else ""))


def basis_label(location: PageLocation, relation: Relation) -> str:
    """Who asserts a relation: the memo, the memo with the round identified by the editors, the editors."""
    facts = relation.facts
    return location.edition.words(
        f"basis_{facts.basis.replace('-', '_')}" + ("_identified" if facts.identified else "")
    )


def relation_view(location: PageLocation, relation: Relation, seen_from: str) -> RelationView:
    """The view of a relation from its end `seen_from`, an item id."""
    inverse = seen_from == relation.target
    other = relation.source if inverse else relation.target
    return RelationView(
        type=relation.facts.type,
        basis=relation.facts.basis,
        label=relation_label(location, relation.facts.type, inverse=inverse),
        basis_label=basis_label(location, relation),
        evidence=relation.facts.evidence[location.edition.language],
        other=item_brief(location, location.edition.archive.items[other]),
    )


@_shared("thread", "id")
def thread_brief(location: PageLocation, thread: Thread) -> ThreadBrief:
    """The view of a thread in brief, with a link from `location`."""
    title = to_text(thread.items[0].title[location.edition.language]) or thread.id
    return ThreadBrief(
        id=thread.id,
        title=title,
        name=location.edition.words("thread_begins", id=thread.id, title=title),
        href=location.href(thread_address(thread.id)),
        rounds=tuple(location.edition.words.round(number) for number in thread.rounds),
    )


def reference_views(location: PageLocation, keys: Sequence[str]) -> tuple[ReferenceView, ...]:
    """The views of the references with these keys; keys that the archive does not know are left out."""
    known, language = location.edition.archive.references, location.edition.language
    return tuple(
        ReferenceView(key, known[key][language], known[key].url, known[key].url or location.document(known[key].file))
        for key in keys
        if key in known
    )
