"""Chinese text as a Chinese compositor would set it."""

from __future__ import annotations

from collections.abc import Iterator

from dialogue_archive.archive.model import Archive
from dialogue_archive.problems import Problem
from dialogue_archive.reading.ordinary import outline
from dialogue_archive.reading.tree import Sources


def one_line_each(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A Chinese paragraph stands on one line: a newline inside it would show as a space."""
    message = "this paragraph runs over several lines; in Chinese each stands on one, or a space shows"
    for page in sources.pages.values():
        if page.language != "zh":
            continue
        for block in page.blocks:
            if block.joined:
                yield Problem(page.path, block.line, message)
    for free in sources.free_pages:
        for line in outline(free.text, free.first_line).broken_paragraphs if free.language == "zh" else ():
            yield Problem(free.path, line, message)
