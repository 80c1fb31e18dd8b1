"""The sections of a page and the numbers of its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dialogue_archive.ids import PREAMBLE
from dialogue_archive.reading.pages import Page, PageBlock


@dataclass(frozen=True)
class PageSection:
    """A section of one language's page: its heading (None before the first) and what follows it."""

    id: str
    heading: PageBlock | None
    blocks: tuple[PageBlock, ...]


def page_sections(page: Page) -> tuple[PageSection, ...]:
    """Divide a page at its headings of level 1 and 2; deeper headings stay blocks of their section."""
    known: tuple[PageSection, ...] | None = page.__dict__.get("_sections")
    if known is None:
        known = _divided(page)
        page.__dict__["_sections"] = known  # a page never changes, and every check asks for its sections
    return known


def _divided(page: Page) -> tuple[PageSection, ...]:
    found: list[PageSection] = []
    heading: PageBlock | None = None
    blocks: list[PageBlock] = []

    def close() -> None:
        if heading or blocks:
            found.append(PageSection((heading.id if heading else None) or PREAMBLE, heading, tuple(blocks)))

    for block in page.blocks:
        if block.kind == "heading" and block.level <= 2:
            close()
            heading, blocks = block, []
        else:
            blocks.append(block)
    close()
    return tuple(found)


def numbered(section: PageSection) -> Iterator[tuple[str, PageBlock]]:
    """Each block of a section with its id: paragraphs and items count from 1, a subheading has its own id."""
    number = 0
    for block in section.blocks:
        if block.kind == "heading":
            yield block.id or f"{section.id}-heading", block
        else:
            number += 1
            yield f"{section.id}-{number}", block
