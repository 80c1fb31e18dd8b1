"""Parity: both trees have the same pages, and each page the same structure in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from dialogue_archive.archive.model import Archive
from dialogue_archive.ids import LANGUAGES, SIDES
from dialogue_archive.problems import Problem
from dialogue_archive.reading.pages import Page, PageBlock
from dialogue_archive.reading.sections import page_sections
from dialogue_archive.reading.tree import PAGE_NAMES, Sources, page_path


def pages(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Every round has its three pages in both languages; every other page has its twin."""
    for number in sources.numbers:
        for name in PAGE_NAMES:
            for language in LANGUAGES:
                path = page_path(number, name, language)
                if not sources.page(number, name, language) and path not in sources.broken:
                    yield Problem(path, 0, "this page is missing")
    names = {
        language: {page.name: page for page in sources.free_pages if page.language == language}
        for language in LANGUAGES
    }
    for language, twin in (("zh", "en"), ("en", "zh")):
        for name, page in names[language].items():
            if name not in names[twin]:  # type: ignore[index]
                yield Problem(page.path, 0, f"this page has no twin, expected docs/{twin}/{name}.md")


def structure(sources: Sources, archive: Archive) -> Iterator[Problem]:
    """Twins have the same sections, blocks of the same kind, and the same ids in the same order."""
    for (number, name, language), page in sources.pages.items():
        if language != "zh":
            continue
        twin = sources.page(number, name, "en")
        if twin:
            facts = sources.rounds.get(number)
            is_free = name == "participants" and bool(facts and facts.value.text.twin)
            if (page.front.description is None) != (twin.front.description is None):
                lacking, other = (page, twin) if page.front.description is None else (twin, page)
                yield Problem(lacking.path, 1, f"the front matter has no description; that of {other.path} has one")
            yield from _sections(page, twin, any_order=is_free)
            if name == "participants":
                yield from _delegations(page, twin, any_order=is_free)


def _sections(page: Page, twin: Page, *, any_order: bool) -> Iterator[Problem]:
    ours, theirs = page_sections(page), page_sections(twin)
    if any_order:  # each side's own document names the delegations, and people, in its own order
        ours, theirs = (tuple(sorted(found, key=lambda section: section.id)) for found in (ours, theirs))
    for one, other in zip_longest(ours, theirs):
        if one is None or other is None:
            section, path, where = (one, page.path, twin.path) if other is None else (other, twin.path, page.path)
            assert section
            line = section.heading.line if section.heading else 1
            yield Problem(path, line, f"the section {section.id} is missing in {where}")
            continue
        if one.id != other.id:
            line = other.heading.line if other.heading else 1
            yield Problem(twin.path, line, f"found the section {other.id}, expected {one.id} as in {page.path}")
            return
        yield from _blocks(one.blocks, other.blocks, page, twin, one.id)


def _blocks(
    ours: tuple[PageBlock, ...], theirs: tuple[PageBlock, ...], page: Page, twin: Page, section: str
) -> Iterator[Problem]:
    if page.name == "participants" and section in SIDES:
        return  # compared by person, in `_delegations`
    for one, other in zip_longest(ours, theirs):
        if one is None or other is None:
            present, path, where = (one, page.path, twin.path) if other is None else (other, twin.path, page.path)
            assert present
            kind = "list item" if present.kind == "item" else present.kind
            what = f"{kind} {present.id}" if present.id else kind
            counts = f"{section} has {len(ours)} blocks in Chinese, {len(theirs)} in English"
            message = f"this {what} has no twin in {where}: {counts}"
            yield Problem(path, present.line, message)
            return
        if one.kind != other.kind or one.level != other.level:
            found, expected = _kind(other), _kind(one)
            yield Problem(twin.path, other.line, f"found {found}, expected {expected} as in {page.path}:{one.line}")
            return
        if one.id != other.id:
            found, expected = other.id or "no id", one.id or "no id"
            yield Problem(twin.path, other.line, f"found {found}, expected {expected} as in {page.path}:{one.line}")


def _kind(block: PageBlock) -> str:
    return {"heading": f"a heading of level {block.level}", "item": "a list item"}.get(block.kind, f"a {block.kind}")


def _delegations(page: Page, twin: Page, *, any_order: bool) -> Iterator[Problem]:
    """The same people on the same side, in the same order."""
    for side in SIDES:
        ours, theirs = _people(page, side), _people(twin, side)
        for person, line in ours.items():
            if person not in theirs:
                yield Problem(page.path, line, f"{person} is missing on the side {side} in {twin.path}")
        for person, line in theirs.items():
            if person not in ours:
                yield Problem(twin.path, line, f"{person} is missing on the side {side} in {page.path}")
        if set(ours) == set(theirs) and not any_order:
            for right, (found, line) in zip(ours, theirs.items(), strict=True):
                if right != found:
                    yield Problem(twin.path, line, f"found {found}, expected {right}: the order of {page.path}")
                    break


def _people(page: Page, side: str) -> dict[str, int]:
    return {
        block.id: block.line
        for section in page_sections(page)
        if section.id == side
        for block in section.blocks
        if block.kind == "term" and block.id
    }
