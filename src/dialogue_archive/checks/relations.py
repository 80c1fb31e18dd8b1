"""Relations: both ends exist, the later points to the earlier, each is written once."""

from __future__ import annotations

from collections.abc import Iterator

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem, nearest
from dialogue_archive.reading.tree import Sources


def targets(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Both ends of a relation are recommendations or positions of the archive."""
    relations = sources.relations
    for index, relation in enumerate(relations.value):
        for key, item in (("from", relation.from_), ("to", relation.to)):
            if item not in archive.items:
                reason = ids.explain_item(item) or f"{item} is not in the archive{nearest(item, archive.items)}"
                yield Problem(relations.path, relations.line(index, key), reason)
        if ids.is_position(relation.from_) and relation.basis == "memo-text":
            line = relations.line(index, "basis")
            yield Problem(relations.path, line, "a paraphrased position has no memo text; expected the basis editorial")


def order(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A relation leads from a later round to an earlier one; the inverse is generated."""
    relations = sources.relations
    for index, relation in enumerate(relations.value):
        if not (ids.is_item(relation.from_) and ids.is_item(relation.to)):
            continue
        if ids.round_of(relation.from_) <= ids.round_of(relation.to):
            message = (
                f"{relation.from_} does not come after {relation.to}; a relation leads from the later to the earlier"
            )
            yield Problem(relations.path, relations.line(index, "from"), message)


def duplicates(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A pair of items is related once."""
    relations = sources.relations
    seen: dict[tuple[str, str], int] = {}
    for index, relation in enumerate(relations.value):
        pair = (relation.from_, relation.to)
        first = seen.setdefault(pair, index)
        if first != index:
            message = f"{relation.from_} and {relation.to} are related already, in line {relations.line(first)}"
            yield Problem(relations.path, relations.line(index), message)
