"""The views that cross the rounds: home, threads, topics, people."""

from __future__ import annotations

from urllib.parse import urlencode

from dialogue_archive.archive.model import Item
from dialogue_archive.archive.relations import Thread
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views import charts
from dialogue_archive.views.components import View, item_brief, item_full, round_brief, thread_brief
from dialogue_archive.views.context import (
    Edition,
    PageLocation,
    catalogue_address,
    participants_address,
    thread_address,
    topic_address,
)

# On a topic's page the newest rounds that have it give its texts in full, the earlier ones their titles.
_IN_FULL = 4
# So many threads, the newest, are drawn as lines or named on the home page; all others are listed.
_THREADS_DRAWN, _THREADS_NAMED = 60, 12


def home(location: PageLocation) -> View:
    """The home page: the newest round, the newest rounds as a timeline, topics by rounds, the newest threads."""
    edition = location.edition
    rounds = edition.archive.rounds
    return {
        "newest": round_brief(location, rounds[-1]) if rounds else None,
        **charts.timeline(location),
        "matrix": charts.matrix(location, charts.newest_rounds(location)),
        "threads": [thread_brief(location, thread) for thread in _newest_threads(location)[:_THREADS_NAMED]],
    }


def _newest_threads(location: PageLocation) -> list[Thread]:
    """Threads by their newest round, newest first; those of one round in their own order."""
    return sorted(location.edition.links.threads, key=lambda thread: -thread.rounds[-1])


def threads(location: PageLocation) -> View:
    """`threads/`: the newest threads as lines through the rounds, the others by name."""
    shown = charts.newest_rounds(location)
    found = _newest_threads(location)
    drawn = [thread for thread in found[:_THREADS_DRAWN] if thread.rounds[-1] >= shown[0].number]
    return {
        "map": charts.thread_map(location, drawn, shown),
        "others": [thread_brief(location, thread) for thread in found[len(drawn) :]],
    }


def thread(location: PageLocation, found: Thread) -> View:
    """`threads/<id>/`: the chain, round by round, each text in full."""
    steps = []
    for number in found.rounds:
        round_ = location.edition.archive.round_by_number[number]
        items = [item_full(location, item) for item in found.items if item.round == number]
        steps.append({"round": round_brief(location, round_), "items": items})
    return {
        "thread": thread_brief(location, found),
        "map": charts.thread_map(location, [found], charts.rounds_of(location, found)),
        "steps": steps,
    }


def moved_thread(location: PageLocation, identifier: str, found: Thread) -> View:
    """A thread's former address: where the thread begins now."""
    return {
        "item": item_brief(location, location.edition.archive.items[identifier]),
        "thread": thread_brief(location, found),
        "target": location.href(thread_address(found.id), identifier),
    }


def topics(location: PageLocation) -> View:
    """`topics/`: all topics with their counts, and the matrix."""
    edition = location.edition
    return {
        "topics": [
            {
                "slug": slug,
                "label": edition.archive.topics[slug][edition.language],
                "other_label": edition.archive.topics[slug][edition.other],
                "href": location.href(topic_address(slug)),
                "count": len(items),
                "rounds": sorted({item.round for item in items}),
            }
            for slug, items in edition.links.by_topic.items()
        ],
        "matrix": charts.matrix(location, charts.newest_rounds(location)),
    }


def _search(location: PageLocation, label: str) -> str | None:
    """The search for a topic's label where it is a term that texts use, not a heading like "Trade and investment"."""
    terms = {
        form.lower()
        for term in location.edition.archive.glossary
        for form in (term.zh, term.en, *term.zh_variants, *term.en_variants)
    }
    return f"{location.href('search/')}?{urlencode({'q': label})}" if label.lower() in terms else None


def topic(location: PageLocation, slug: str) -> View:
    """`topics/<slug>/`: the items of one topic by round, newest first."""
    edition = location.edition
    pair = edition.archive.topics[slug]
    by_round: dict[int, list[Item]] = {}
    for item in edition.links.by_topic[slug]:
        by_round.setdefault(item.round, []).append(item)
    groups: list[View] = []
    for number in sorted(by_round, reverse=True):
        draw = item_full if len(groups) < _IN_FULL else item_brief
        round_ = edition.archive.round_by_number[number]
        groups.append(
            {"round": round_brief(location, round_), "items": [draw(location, item) for item in by_round[number]]}
        )
    gaps = [edition.words.round(round_.number) for round_ in edition.archive.rounds if not round_.items]
    return {
        "topic": {"slug": slug, "label": pair[edition.language], "other_label": pair[edition.other]},
        "gaps": edition.words.join(gaps),
        "search": _search(location, pair[edition.language]),
        "groups": groups[:_IN_FULL],
        "earlier": groups[_IN_FULL:],
    }


def people(location: PageLocation) -> View:
    """`people/`: who attended which rounds, by side, with the title of each round."""
    edition = location.edition
    language = edition.language
    sides = []
    for side in edition.archive.series.sides:
        entries = []
        for person_id, attendances in edition.archive.participants.items():
            person = edition.archive.people.get(person_id)
            if not person or person.side != side:
                continue
            entries.append(
                {
                    "id": person_id,
                    "name": person[language],
                    "other_name": person[edition.other],
                    "basis": person.basis,
                    "attendances": [
                        {
                            "round": attendance.round,
                            "label": edition.words.round(attendance.round),
                            "title": (title := to_text(attendance.title[language])),
                            "has_head_tag": attendance.is_head and not edition.archive.says_head(title),
                            "href": location.href(participants_address(attendance.round), person_id),
                        }
                        for attendance in attendances
                    ],
                }
            )
        sides.append({"side": side, "label": edition.words(f"side_{side}"), "people": entries})
    with_lists = [round_.number for round_ in edition.archive.rounds if round_.participants]
    without = [edition.words.round(r.number) for r in edition.archive.rounds if not r.participants]
    return {
        "sides": sides,
        "rounds_with_lists": with_lists,
        "rounds_without": without,
        "text_status": _status_of_titles(edition),
    }


def _status_of_titles(edition: Edition) -> str | None:
    """The words that say which rounds' titles are this archive's own translation, if any are."""
    words, rounds = edition.words, [round_ for round_ in edition.archive.rounds if round_.participants]
    translated = [r for r in rounds if r.facts.text.text_status(edition.language) == "archive-translation"]
    if not translated:
        return None
    if len(translated) == len(rounds):
        return words("text_status_titles")
    return words("text_status_titles_some", rounds=words.join([words.round(r.number) for r in translated]))


def search(location: PageLocation) -> View:
    """`search/`: what the page says without scripts: the way to the topics."""
    return {
        "topics": topics(location)["topics"],
        "catalogues": [
            {"label": location.edition.words.round(r.number), "href": location.href(catalogue_address(r.number))}
            for r in location.edition.archive.rounds
        ],
    }
