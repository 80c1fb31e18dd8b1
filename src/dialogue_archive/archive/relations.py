"""What follows from the relations of an archive: both directions, threads, and items by topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive, Item, Relation


@dataclass(frozen=True)
class Thread:
    """Items connected by relations, sorted by round. The id of a thread is that of its first item."""

    id: str
    items: tuple[Item, ...]
    relations: tuple[Relation, ...]

    @property
    def rounds(self) -> tuple[int, ...]:
        """The rounds of its items, each once, in order."""
        return tuple(sorted({item.round for item in self.items}))


class Links:
    """The relations of one archive in both directions, and its threads. Everything is computed on first use."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @cached_property
    def takes_up(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations of each item to earlier items."""
        return self._by(lambda relation: relation.source)

    @cached_property
    def taken_up_by(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations of later items to each item, generated from the relations as written."""
        return self._by(lambda relation: relation.target)

    def _by(self, end: Callable[[Relation], str]) -> Mapping[str, tuple[Relation, ...]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.archive.relations:
            found.setdefault(end(relation), []).append(relation)
        return {item: tuple(relations) for item, relations in found.items()}

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """The connected components of the relations, sorted by first item."""
        parent = {item: item for r in self.archive.relations for item in (r.source, r.target)}

        def root(item: str) -> str:
            while parent[item] != item:
                parent[item] = parent[parent[item]]
                item = parent[item]
            return item

        for relation in self.archive.relations:
            parent[root(relation.source)] = root(relation.target)
        members: dict[str, list[str]] = {}
        for item in sorted(parent, key=ids.sort_key):
            members.setdefault(root(item), []).append(item)
        relations: dict[str, list[Relation]] = {}
        for relation in self.archive.relations:
            relations.setdefault(root(relation.source), []).append(relation)
        known = self.archive.items
        return tuple(
            Thread(found[0], tuple(known[item] for item in found if item in known), tuple(relations[start]))
            for start, found in members.items()
        )

    @cached_property
    def thread_of(self) -> Mapping[str, Thread]:
        """The thread of each related item."""
        return {item.id: thread for thread in self.threads for item in thread.items}

    @cached_property
    def moved_threads(self) -> Mapping[str, Thread]:
        """By its published id: the thread that now contains an earlier item and therefore has another id."""
        current = {thread.id for thread in self.threads}
        return {
            item: self.thread_of[item]
            for item in self.archive.moved_threads
            if item in self.thread_of and item not in current
        }

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each topic of the archive, newest round first; topics in the order of data/topics.yml."""
        found: dict[str, list[Item]] = {slug: [] for slug in self.archive.topics}
        for round_ in reversed(self.archive.rounds):
            for item in round_.items:
                for topic in item.topics:
                    found.setdefault(topic, []).append(item)
        return {slug: tuple(items) for slug, items in found.items() if items}
