"""The shape of a round's pages: one title first, and every id and list item where the site draws it."""

from __future__ import annotations

from collections.abc import Iterator

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import MISSING, POSITIONS, PREAMBLE, RECOMMENDATIONS_SUFFIX, SIDES
from dialogue_archive.problems import Problem
from dialogue_archive.reading.pages import Page, PageBlock
from dialogue_archive.reading.sections import numbered, page_sections
from dialogue_archive.reading.tree import Sources

# Ids that the templates give to parts of a memo's page.
_RESERVED = {*SIDES, "notes", "participants", "versions", "contents-label", "record-label", "copy-link"}
_RECOMMENDATIONS = "recommendations"


def title(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A page begins with its title, the only heading of level 1; that of a memo has the id preamble."""
    for page in sources.pages.values():
        titles = [block for block in page.blocks if block.level == 1]
        if not titles:
            continue
        if page.blocks[0].level != 1:
            first = page.blocks[0]
            message = f"found {first.text[:30]} above the title; expected the title first, in line {titles[0].line}"
            yield Problem(page.path, first.line, message)
        for block in titles[1:]:
            message = f"found a second title, expected one `#` on a page: ## {block.text[:30]} {{ #section-id }}"
            yield Problem(page.path, block.line, message)
        if page.name == "index" and titles[0].id not in (None, PREAMBLE):
            message = f"found {{ #{titles[0].id} }}, expected the id of a memo's title: {{ #{PREAMBLE} }}"
            yield Problem(page.path, titles[0].line, message)


def headings(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A memo has sections, and in them subheadings of recommendations; under those stand list items.

    A sentence may lead into them; what stands between or after them is a recommendation that lost its mark.
    """
    for page in sources.pages.values():
        if page.name != "index":
            continue
        for section in page_sections(page):
            under = section.id if section.id in (POSITIONS, _RECOMMENDATIONS) else ""
            has_items = under == POSITIONS
            for block in section.blocks:
                if block.kind == "heading":
                    yield from _subheading(page, section.id, block)
                    under, has_items = block.id or "", False
                elif block.kind == "item":
                    has_items = True
                elif block.kind == "paragraph" and _is_of_items(under) and has_items:
                    message = (
                        f"found a paragraph under {under}, expected recommendations or positions as list items: "
                        f"- {block.text[:20]}… {{ #r7-08 }}"
                    )
                    yield Problem(page.path, block.line, message)


def _subheading(page: Page, section: str, block: PageBlock) -> Iterator[Problem]:
    if block.level > 3:
        marks = "#" * block.level
        yield Problem(page.path, block.line, f"found {marks}, expected ## for a section or ### for its recommendations")
    elif block.id and block.id != section + RECOMMENDATIONS_SUFFIX:
        expected = f"### {block.text[:30]} {{ #{section}{RECOMMENDATIONS_SUFFIX} }}"
        message = f"found the subheading {block.id}; a subheading is that of its section's recommendations: {expected}"
        yield Problem(page.path, block.line, message)


def _is_of_items(heading: str) -> bool:
    return heading in (POSITIONS, _RECOMMENDATIONS) or heading.endswith(RECOMMENDATIONS_SUFFIX)


def places(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """An id stands where a page draws it, and is not one that the page gives to something else."""
    for page in sources.pages.values():
        for block in page.blocks:
            if page.name == "participants" and block.kind == "paragraph":
                continue  # refused with its text, by lists.complete
            if block.id is None:
                continue
            if block.kind in ("paragraph", "doubt", "definition"):
                kind = "a title" if block.kind == "definition" else "a paragraph"
                message = f"found the id {block.id} on {kind}, which no page would show; expected none here"
                if ids.is_item(block.id):
                    message += ", or a list item: - text"
                yield Problem(page.path, block.line, message)
            elif block.kind == "item" and not ids.is_item(block.id) and not ids.explain_item(block.id):
                right = ids.recommendation_id(page.round, 1)
                message = f"found the id {block.id} on a list item, expected that of a recommendation, like {right}"
                yield Problem(page.path, block.line, message)
        if page.name == "index":
            yield from _taken(page, sources)


def _taken(page: Page, sources: Sources) -> Iterator[Problem]:
    """Headings whose id the memo's page has already: of a block, of a part of the page, of a person of its lists."""
    blocks = {name for section in page_sections(page) for name, block in numbered(section) if block.kind != "heading"}
    lists = sources.page(page.round, "participants", page.language)
    people = {block.id for block in lists.blocks if block.kind == "term"} if lists else set()
    for block in page.blocks:
        if block.kind != "heading" or not block.id:
            continue
        what = "of a paragraph" if block.id in blocks else "of a part of the page" if block.id in _RESERVED else ""
        if block.id in people:
            what = "of a participant"
        if what:
            yield Problem(
                page.path, block.line, f"{block.id} is already the id {what}, expected another for this heading"
            )


def paraphrases(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """A page of a memo that is not held whole has a section `missing`: it says what is not on record."""
    for page in sources.pages.values():
        facts = sources.rounds.get(page.round)
        if page.name != "index" or not facts or facts.path in sources.broken or facts.value.text.held == "whole":
            continue
        if page.blocks and MISSING not in {section.id for section in page_sections(page)}:
            message = (
                f"this memo is not held whole, expected a section `## … {{ #{MISSING} }}` on what is not on record"
            )
            yield Problem(page.path, 0, message)
