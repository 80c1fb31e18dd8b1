"""The suggestions of relations, against the relations that editors wrote."""

from __future__ import annotations

from dialogue_archive.archive import Archive
from dialogue_archive.editorial.suggest import suggestions


def test_most_written_relations_of_round_7_are_among_the_first_suggestions(archive: Archive) -> None:
    near = {item.id: [found.item.id for found in suggested] for item, suggested in suggestions(archive, 7, 5)}
    written = [(relation.source, relation.target) for relation in archive.relations if relation.source in near]
    hits = sum(target in near[source] for source, target in written)
    assert written
    assert hits * 3 >= len(written) * 2, f"{hits} of {len(written)}"
