"""The pages of threads: all of them as lines through the rounds, each of them round by round."""

from __future__ import annotations

from dataclasses import dataclass

from dialogue_archive.archive.relations import Thread
from dialogue_archive.views import charts
from dialogue_archive.views.charts import ThreadMap
from dialogue_archive.views.components import (
    ItemEntry,
    RoundBrief,
    ThreadBrief,
    item_entry,
    round_brief,
    thread_brief,
)
from dialogue_archive.views.context import PageLocation, thread_address

# So many threads, the newest, are shown as lines; all others are listed.
_CHARTED = 60


@dataclass(frozen=True, slots=True)
class ThreadsPage:
    """`threads/`: the newest threads as lines through the rounds, the others by name."""

    map: ThreadMap
    others: tuple[ThreadBrief, ...]


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """The items of a thread in one round."""

    round: RoundBrief
    entries: tuple[ItemEntry, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """`threads/<id>/`: the chain, round by round, each text in full. `rounds` names them in a sentence."""

    thread: ThreadBrief
    rounds: str
    map: ThreadMap
    steps: tuple[ThreadStep, ...]


@dataclass(frozen=True, slots=True)
class MovedThreadPage:
    """A thread's former address: the thread as it begins now, and the way to the item that it once began with."""

    thread: ThreadBrief
    target: str


def newest_threads(location: PageLocation) -> list[Thread]:
    """Threads by their newest round, newest first; those of one round in their own order."""
    return sorted(location.edition.links.threads, key=lambda thread: -thread.rounds[-1])


def threads(location: PageLocation) -> ThreadsPage:
    """The view of `threads/`."""
    shown = charts.newest_rounds(location)
    found = newest_threads(location)
    charted = [thread for thread in found[:_CHARTED] if thread.rounds[-1] >= shown[0].number]
    return ThreadsPage(
        map=charts.thread_map(location, charted, shown),
        others=tuple(thread_brief(location, thread) for thread in found[len(charted) :]),
    )


def thread(location: PageLocation, found: Thread) -> ThreadPage:
    """The view of `threads/<id>/`."""
    rounds = location.edition.archive.round_by_number
    brief = thread_brief(location, found)
    return ThreadPage(
        thread=brief,
        rounds=location.edition.words.join(list(brief.rounds)),
        map=charts.thread_map(location, [found], charts.rounds_of(location, found)),
        steps=tuple(
            ThreadStep(
                round_brief(location, rounds[number]),
                tuple(item_entry(location, item) for item in found.items if item.round == number),
            )
            for number in found.rounds
        ),
    )


def moved_thread(location: PageLocation, identifier: str, found: Thread) -> MovedThreadPage:
    """The view of the address of a thread that now begins before the item `identifier`."""
    return MovedThreadPage(thread_brief(location, found), location.href(thread_address(found.id), identifier))
