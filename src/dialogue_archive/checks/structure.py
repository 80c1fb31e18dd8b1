"""The structure of pages: what each page must contain, and that both languages correspond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dialogue_archive import ids
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.ids import LANGUAGES, MISSING, POSITIONS, PREAMBLE, RECOMMENDATIONS_SUFFIX, Side
from dialogue_archive.problems import Problem
from dialogue_archive.reading.pages import Page, PageBlock, numbered
from dialogue_archive.reading.project import PAGE_NAMES, Sources, page_path


@rule("both-languages")
def both_languages(content: Content) -> Iterator[Problem]:
    """Every round has three pages in each language, and every standalone page has a counterpart."""
    for number in content.sources.numbers:
        for name in PAGE_NAMES:
            for language in LANGUAGES:
                path = page_path(number, name, language)
                if not content.sources.page(number, name, language) and path not in content.sources.broken:
                    yield Problem(path, 0, "this page is missing")
    names = {
        language: {page.name: page for page in content.sources.standalone_pages if page.language == language}
        for language in LANGUAGES
    }
    for language, counterpart in (("zh", "en"), ("en", "zh")):
        for name, page in names[language].items():
            if name not in names[counterpart]:  # type: ignore[index]
                yield Problem(page.path, 0, f"this page has no counterpart, expected docs/{counterpart}/{name}.md")


@rule("same-structure")
def same_structure(content: Content) -> Iterator[Problem]:
    """Counterparts have the same sections, blocks of the same kind, and the same ids in the same order."""
    for (number, name, language), page in content.sources.pages.items():
        if language != "zh":
            continue
        counterpart = content.sources.page(number, name, "en")
        if counterpart:
            facts = content.sources.rounds.get(number)
            any_order = name == "participants" and bool(facts and facts.value.text.second_source)
            if (page.front.description is None) != (counterpart.front.description is None):
                lacking, other = (page, counterpart) if page.front.description is None else (counterpart, page)
                yield Problem(lacking.path, 1, f"the front matter has no description, expected one as in {other.path}")
            yield from _same_sections(page, counterpart, any_order=any_order)
            if name == "participants":
                yield from _same_delegations(
                    page, counterpart, tuple(content.archive.series.sides), any_order=any_order
                )


def _same_sections(page: Page, counterpart: Page, *, any_order: bool) -> Iterator[Problem]:
    ours, theirs = page.sections, counterpart.sections
    if any_order:  # each side's document lists the delegations and their members in its own order
        ours, theirs = (tuple(sorted(found, key=lambda section: section.id)) for found in (ours, theirs))
    for one, other in zip_longest(ours, theirs):
        if one is None or other is None:
            section, path, where = (
                (one, page.path, counterpart.path) if other is None else (other, counterpart.path, page.path)
            )
            assert section
            line = section.heading.line if section.heading else 1
            yield Problem(path, line, f"the section {section.id} has no counterpart in {where}")
            continue
        if one.id != other.id:
            line = other.heading.line if other.heading else 1
            yield Problem(counterpart.path, line, f"found the section {other.id}, expected {one.id} as in {page.path}")
            return
        yield from _same_blocks(one.blocks, other.blocks, page, counterpart, one.id)


def _same_blocks(
    ours: tuple[PageBlock, ...], theirs: tuple[PageBlock, ...], page: Page, counterpart: Page, section: str
) -> Iterator[Problem]:
    if page.name == "participants" and section != page.sections[0].id:
        return  # `_same_delegations` compares them by person
    for one, other in zip_longest(ours, theirs):
        if one is None or other is None:
            present, path, where = (
                (one, page.path, counterpart.path) if other is None else (other, counterpart.path, page.path)
            )
            assert present
            kind = "list item" if present.kind == "item" else present.kind
            what = f"{kind} {present.id}" if present.id else kind
            counts = f"{section} has {len(ours)} blocks in Chinese and {len(theirs)} in English"
            message = f"this {what} has no counterpart in {where}: {counts}"
            yield Problem(path, present.line, message)
            return
        if one.kind != other.kind or one.level != other.level:
            found, expected = _kind(other), _kind(one)
            yield Problem(
                counterpart.path, other.line, f"found {found}, expected {expected} as in {page.path}:{one.line}"
            )
            return
        if one.id != other.id:
            found, expected = other.id or "no id", one.id or "no id"
            yield Problem(
                counterpart.path, other.line, f"found {found}, expected {expected} as in {page.path}:{one.line}"
            )


def _kind(block: PageBlock) -> str:
    return {"heading": f"a heading of level {block.level}", "item": "a list item"}.get(block.kind, f"a {block.kind}")


def _same_delegations(page: Page, counterpart: Page, sides: Sequence[Side], *, any_order: bool) -> Iterator[Problem]:
    """The same people on the same side, in the same order."""
    for side in sides:
        ours, theirs = _same_people(page, side), _same_people(counterpart, side)
        for person, line in ours.items():
            if person not in theirs:
                yield Problem(page.path, line, f"{person} is missing on the side {side} in {counterpart.path}")
        for person, line in theirs.items():
            if person not in ours:
                yield Problem(counterpart.path, line, f"{person} is missing on the side {side} in {page.path}")
        if set(ours) == set(theirs) and not any_order:
            for right, (found, line) in zip(ours, theirs.items(), strict=True):
                if right != found:
                    yield Problem(
                        counterpart.path, line, f"found {found}, expected {right} as in the order of {page.path}"
                    )
                    break


def _same_people(page: Page, side: str) -> dict[str, int]:
    return {
        block.id: block.line
        for section in page.sections
        if section.id == side
        for block in section.blocks
        if block.kind == "term" and block.id
    }


# Ids that the templates use on the page of a memo.
_RESERVED = {"notes", "participants", "versions", "contents-label", "record-label", "copy-link"}
_RECOMMENDATIONS = "recommendations"


@rule("single-title")
def single_title(content: Content) -> Iterator[Problem]:
    """A page begins with its title, its only heading of level 1; the title of a memo has the id `preamble`."""
    for page in content.sources.pages.values():
        titles = [block for block in page.blocks if block.level == 1]
        if not titles:
            continue
        if page.blocks[0].level != 1:
            first = page.blocks[0]
            message = f"found {first.text[:30]} above the title in line {titles[0].line}, expected the title first"
            yield Problem(page.path, first.line, message)
        for block in titles[1:]:
            message = f"found a second title, expected a section: ## {block.text[:30]} {{ #section-id }}"
            yield Problem(page.path, block.line, message)
        if page.name == "index" and titles[0].id not in (None, PREAMBLE):
            message = f"found {{ #{titles[0].id} }}, expected the id of a memo's title: {{ #{PREAMBLE} }}"
            yield Problem(page.path, titles[0].line, message)


@rule("heading-levels")
def heading_levels(content: Content) -> Iterator[Problem]:
    """A memo has sections with a subheading for their recommendations, which are list items.

    A sentence may introduce them. A paragraph between or after them is a recommendation that is not marked as one.
    """
    for page in content.sources.pages.values():
        if page.name != "index":
            continue
        for section in page.sections:
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
                        f"found a paragraph after the list items of {under}, expected a recommendation or position: "
                        f"- {block.text[:20]}… {{ #r7-08 }}"
                    )
                    yield Problem(page.path, block.line, message)


def _subheading(page: Page, section: str, block: PageBlock) -> Iterator[Problem]:
    if block.level > 3:
        marks = "#" * block.level
        yield Problem(
            page.path,
            block.line,
            f"found {marks}, expected ## for a section or ### for the recommendations of a section",
        )
    elif block.id and block.id != section + RECOMMENDATIONS_SUFFIX:
        expected = f"### {block.text[:30]} {{ #{section}{RECOMMENDATIONS_SUFFIX} }}"
        message = f"found the subheading {block.id}, expected that of the recommendations of {section}: {expected}"
        yield Problem(page.path, block.line, message)


def _is_of_items(heading: str) -> bool:
    return heading in (POSITIONS, _RECOMMENDATIONS) or heading.endswith(RECOMMENDATIONS_SUFFIX)


@rule("id-locations")
def id_locations(content: Content) -> Iterator[Problem]:
    """Only headings, participants and recommendations have ids, and a heading of a memo has an id of its own."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            if page.name == "participants" and block.kind == "paragraph":
                continue  # reported with its text by `participant_lists`
            if block.id is None:
                continue
            if block.kind in ("paragraph", "unresolved", "definition"):
                kind = "a title" if block.kind == "definition" else "a paragraph"
                message = f"found the id {block.id} on {kind}, which would not be shown; expected no id"
                if ids.is_item(block.id):
                    message += ", or a list item: - text"
                yield Problem(page.path, block.line, message)
            elif block.kind == "item" and not ids.is_item(block.id) and not ids.explain_item(block.id):
                right = ids.recommendation_id(page.round, 1)
                message = f"found the id {block.id} on a list item, expected the id of a recommendation, like {right}"
                yield Problem(page.path, block.line, message)
        if page.name == "index":
            yield from _ids_in_use(page, content.sources)


def _ids_in_use(page: Page, sources: Sources) -> Iterator[Problem]:
    """Headings whose id the page of the memo already uses, for a block, a part of the page or a participant."""
    blocks = {name for section in page.sections for name, block in numbered(section) if block.kind != "heading"}
    lists = sources.page(page.round, "participants", page.language)
    people = {block.id for block in lists.blocks if block.kind == "term"} if lists else set()
    reserved = _RESERVED | set(sources.series.value.sides)
    for block in page.blocks:
        if block.kind != "heading" or not block.id:
            continue
        what = "of a paragraph" if block.id in blocks else "of a part of the page" if block.id in reserved else ""
        if block.id in people:
            what = "of a participant"
        if what:
            yield Problem(
                page.path, block.line, f"{block.id} is already the id {what}, expected another id for this heading"
            )


@rule("missing-section")
def missing_section(content: Content) -> Iterator[Problem]:
    """A memo without its full text has a section `missing` that says what is not on record."""
    for page in content.sources.pages.values():
        facts = content.sources.rounds.get(page.round)
        if (
            page.name != "index"
            or not facts
            or facts.path in content.sources.broken
            or facts.value.text.coverage == "full"
        ):
            continue
        if page.blocks and MISSING not in {section.id for section in page.sections}:
            message = (
                "the full text of this memo is not on record, "
                f"expected a section `## … {{ #{MISSING} }}` that says what is missing"
            )
            yield Problem(page.path, 0, message)
