"""The plan of the site: every page of one language, its template and its view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from dialogue_archive.archive.model import Round, Words
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views import overview, rounds, threads, topics
from dialogue_archive.views.context import Edition, PageLocation, thread_address, topic_address
from dialogue_archive.views.record import ROUND_ADDRESS, PageName

# The view of a page: a dataclass that its template knows.
ViewMaker = Callable[[PageLocation], object]
RoundViewMaker = Callable[[PageLocation, Round], object]
_ROUND_PAGES: Mapping[PageName, tuple[str, RoundViewMaker]] = {
    "memo": ("memo.html", rounds.memo),
    "catalogue": ("recommendations.html", rounds.catalogue),
    "participants": ("participants.html", rounds.participants),
    "parallel": ("parallel.html", rounds.parallel),
}


@dataclass(frozen=True)
class PlannedPage:
    """A page generated from the model: its address, its template, its title, and the function that makes its view.

    `source` is the Markdown page behind it, relative to the language's folder; generated pages have none.
    """

    address: str
    template: str
    title: str
    make_view: ViewMaker
    description: str = ""
    source: str | None = None
    round: int | None = None


def plan(edition: Edition) -> Iterator[PlannedPage]:
    """Every planned page of one language, in order of address groups."""
    words = edition.words
    yield PlannedPage("", "home.html", words("site_name"), overview.home, words("site_description"), "index.md")
    for round_ in edition.archive.rounds:
        yield from _round(edition, round_)
    yield PlannedPage("rounds/", "rounds.html", words("rounds"), rounds.index, words("rounds_description"))
    yield from _threads(edition)
    yield PlannedPage("topics/", "topics.html", words("topics"), topics.topics, words("topics_description"))
    for slug in edition.links.by_topic:
        label = edition.archive.topics[slug][edition.language]
        description = words("topic_description", topic=label)
        yield PlannedPage(topic_address(slug), "topic.html", label, partial(_topic, slug=slug), description)
    yield PlannedPage("people/", "people.html", words("people"), overview.people, words("people_description"))
    yield PlannedPage("search/", "search.html", words("search"), topics.search, words("search_description"))


def _round(edition: Edition, round_: Round) -> Iterator[PlannedPage]:
    number, language = round_.number, edition.language

    def page(name: PageName, title: str, description: Words, source: str | None = None) -> PlannedPage:
        """A page of the round; without a description of its own it has that of the round."""
        template, make_view = _ROUND_PAGES[name]
        return PlannedPage(
            ROUND_ADDRESS[name](number),
            template,
            title,
            partial(_round_view, make_view=make_view, number=number),
            description=to_text(description[language] or round_.description[language]),
            source=f"rounds/{number}/{source}" if source else None,
            round=number,
        )

    yield page("memo", round_.title[language], round_.description, "index.md")
    yield page("catalogue", round_.catalogue_title[language], round_.catalogue_description, "recommendations.md")
    yield page("participants", round_.participants_title[language], round_.participants_description, "participants.md")
    title = edition.words("parallel_of_round", round=edition.words.round(number))
    yield page("parallel", title, round_.description)


def _round_view(location: PageLocation, make_view: RoundViewMaker, number: int) -> object:
    return make_view(location, location.edition.archive.round_by_number[number])


def _threads(edition: Edition) -> Iterator[PlannedPage]:
    words = edition.words
    yield PlannedPage("threads/", "threads.html", words("threads"), threads.threads, words("threads_description"))
    for found in edition.links.threads:
        title = to_text(found.items[0].title[edition.language]) or found.id
        yield PlannedPage(
            thread_address(found.id),
            "thread.html",
            words("thread_title", id=found.id, title=title),
            partial(_thread, identifier=found.id),
            words("thread_description", title=title),
        )
    for identifier in edition.links.moved_threads:
        title = words("thread_former", id=identifier)
        make_view = partial(_moved_thread, identifier=identifier)
        yield PlannedPage(thread_address(identifier), "moved-thread.html", title, make_view)


def _thread(location: PageLocation, identifier: str) -> object:
    return threads.thread(location, location.edition.links.thread_of[identifier])


def _moved_thread(location: PageLocation, identifier: str) -> object:
    return threads.moved_thread(location, identifier, location.edition.links.moved_threads[identifier])


def _topic(location: PageLocation, slug: str) -> object:
    return topics.topic(location, slug)


_SINCE = re.compile(
    r"^<!-- since round (?P<round>\d+) -->[ \t]*\n(?P<passage>.*?)^<!-- end -->[ \t]*(\n|\Z)", re.MULTILINE | re.DOTALL
)


def text_as_of(markdown: str, newest: int) -> str:
    r"""The text of a standalone page as of round `newest`: passages since a later round are left out.

    >>> text_as_of("a\n<!-- since round 7 -->\nb\n<!-- end -->\nc\n", 6)
    'a\nc\n'
    """

    def kept(match: re.Match[str]) -> str:
        return match["passage"] if int(match["round"]) <= newest else ""

    return _SINCE.sub(kept, markdown)
