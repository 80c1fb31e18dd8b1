"""Doubts that the importer left in a page."""

from __future__ import annotations

from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.tree import Sources


def settled(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """No open doubt stands in a page: an editor has put each where it belongs."""
    for page in sources.pages.values():
        for block in page.blocks:
            if block.kind == "doubt":
                message = f"an open doubt: {block.text[:40]}; make it a paragraph or list item, or remove it"
                yield Problem(page.path, block.line, message)
