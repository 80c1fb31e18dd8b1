"""The lists of participants: nothing stands in them but what is drawn, names with their titles and one remark."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import SIDES
from dialogue_archive.problems import Problem
from dialogue_archive.reading.pages import Page, PageBlock
from dialogue_archive.reading.sections import PageSection, page_sections
from dialogue_archive.reading.tree import Sources

_KINDS = {"heading": "a heading", "item": "a list item", "paragraph": "a paragraph", "definition": "a title"}
_ENTRY = "a name with its title, `name { #xu-lin }` and on the next line `:   title`"


def complete(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Under a delegation's heading stand names with their titles and nothing else; before it, paragraphs."""
    for page in sources.pages.values():
        if page.name != "participants":
            continue
        for section in page_sections(page):
            if section.id in SIDES and section.heading and section.heading.level == 2:
                yield from _delegation(page, section)
            elif section.heading and section.heading.level == 2:
                expected = " or ".join(SIDES)
                yield Problem(
                    page.path, section.heading.line, f"found the delegation {section.id}, expected {expected}"
                )
            else:
                yield from _remark(page, section)


def _delegation(page: Page, section: PageSection) -> Iterator[Problem]:
    before: PageBlock | None = None
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        if block.kind == "term" and (following is None or following.kind != "definition"):
            yield Problem(page.path, block.line, f"{block.text} has no title, expected a next line `:   title`")
        elif block.kind == "definition" and (before is None or before.kind != "term"):
            yield Problem(page.path, block.line, "found a title without a name before it")
        elif block.kind in ("paragraph", "item", "heading"):
            message = f"found {_KINDS[block.kind]}, which no page would show: {block.text[:30]}; expected {_ENTRY}"
            if block.kind == "paragraph" and before:
                message += "; the second line of a title is indented by two spaces"
            yield Problem(page.path, block.line, message)
        before = block
    if section.heading and not any(block.kind == "term" for block in section.blocks):
        message = f"the delegation {section.id} names nobody, expected {_ENTRY}; where no list is on record, no heading"
        yield Problem(page.path, section.heading.line, message)


def _remark(page: Page, section: PageSection) -> Iterator[Problem]:
    for block in section.blocks:
        if block.kind not in ("paragraph", "doubt"):
            kind = _KINDS.get(block.kind, "a name")
            message = (
                f"found {kind}, which no page would show: {block.text[:30]}; expected a paragraph, or `## … {{ #cn }}`"
            )
            yield Problem(page.path, block.line, message)
