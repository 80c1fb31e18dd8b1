"""Ids: their form, their uniqueness, and that published ids are never removed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from dialogue_archive import ids
from dialogue_archive.archive.relations import Links
from dialogue_archive.checks.registry import Content, rule
from dialogue_archive.problems import Problem
from dialogue_archive.reading.pages import Page, PageBlock
from dialogue_archive.reading.project import page_path, round_path


@rule("id-forms")
def id_forms(content: Content) -> Iterator[Problem]:
    """Every heading and participant has an id; every id is an ASCII slug or the id of an item of its round."""
    for page in content.sources.pages.values():
        for block in page.blocks:
            message = _form(page, block)
            if message:
                yield Problem(page.path, block.line, message)
        if not any(block.level == 1 for block in page.blocks):
            yield Problem(page.path, 1, "found no title, expected one heading `# Title { #id }`")


def _form(page: Page, block: PageBlock) -> str | None:
    if block.id is None:
        if block.kind == "heading":
            return f"this heading has no id, expected one in ASCII: {'#' * block.level} {block.text} {{ #section-id }}"
        if block.kind == "term":
            return f"{block.text} has no person id, expected one of data/people.yml: {block.text} {{ #xu-lin }}"
        if page.name == "index" and block.kind == "item" and _needs_id(page, block):
            return "this recommendation has no id, expected one at its end, like { #r7-08 }"
        return None
    mistyped = ids.explain_item(block.id)
    if mistyped:
        return mistyped
    if ids.is_item(block.id):
        if ids.round_of(block.id) != page.round:
            return (
                f"found {block.id}, expected an id of round {page.round}, like {ids.recommendation_id(page.round, 1)}"
            )
        return None
    if not ids.SLUG.fullmatch(block.id):
        folded = unicodedata.normalize("NFKC", block.id)
        wide = "" if folded == block.id else f"; full-width characters are not ASCII, write {folded}"
        return f"{block.id} is not an id, expected lower-case ASCII letters, digits and hyphens, like xu-lin{wide}"
    return None


def _needs_id(page: Page, block: PageBlock) -> bool:
    """Whether the list item is under a heading of recommendations or positions."""
    heading = ""
    for other in page.blocks:
        if other is block:
            break
        if other.kind == "heading":
            heading = other.id or ""
    return heading in (ids.POSITIONS, "recommendations") or heading.endswith(ids.RECOMMENDATIONS_SUFFIX)


@rule("unique-ids")
def unique_ids(content: Content) -> Iterator[Problem]:
    """An id occurs once on a page; recommendations and positions are numbered in order, without gaps."""
    for page in content.sources.pages.values():
        seen: dict[str, int] = {}
        for block in page.blocks:
            if block.id and block.id in seen:
                yield Problem(page.path, block.line, f"duplicate id {block.id}, first used in line {seen[block.id]}")
            elif block.id:
                seen[block.id] = block.line
        yield from _numbering(page)


def _numbering(page: Page) -> Iterator[Problem]:
    expected = {"recommendation": 1, "position": 1}
    for block in page.blocks:
        if not block.id or not ids.is_item(block.id):
            continue
        kind = "position" if ids.is_position(block.id) else "recommendation"
        number = expected[kind]
        right = f"r{page.round}-p{number}" if kind == "position" else ids.recommendation_id(page.round, number)
        if block.id != right:
            yield Problem(
                page.path,
                block.line,
                f"found {block.id}, expected {right}; recommendations and positions are numbered in order",
            )
        expected[kind] += 1


@rule("facts-match-memo")
def facts_match_memo(content: Content) -> Iterator[Problem]:
    """`data/rounds/N.yml` has one entry for each recommendation and position of the memo, in its order."""
    for round_ in content.archive.rounds:
        facts = content.sources.rounds.get(round_.number)
        if facts is None:
            yield Problem(round_path(round_.number), 0, f"this file is missing, but round {round_.number} has pages")
            continue
        if facts.path in content.sources.broken:
            continue
        for name, kind in (("recommendations", "recommendation"), ("positions", "position")):
            entries = list(getattr(facts.value, name))
            marked = [item.id for item in round_.items if item.kind == kind]
            for entry in entries:
                if entry not in marked:
                    reason = (
                        ids.explain_item(entry) or f"found {entry}, which is not the id of any list item of the memo"
                    )
                    yield Problem(facts.path, facts.line(name, entry), reason)
            for item in marked:
                if item not in entries:
                    yield Problem(
                        facts.path,
                        facts.line(name),
                        f"{item} is in the memo but has no entry here, expected `{item}: {{topics: […]}}`",
                    )
            if sorted(entries) == sorted(marked) and entries != marked:
                wrong = next(entry for entry, right in zip(entries, marked, strict=True) if entry != right)
                yield Problem(
                    facts.path, facts.line(name, wrong), f"found {wrong} out of order, expected the order of the memo"
                )
        for position, stance in facts.value.positions.items():
            if stance.became is None:
                continue
            line = facts.line("positions", position, "became")
            if stance.became not in content.archive.items:
                reason = ids.explain_item(stance.became) or f"{stance.became} is not in the archive"
                yield Problem(facts.path, line, f"{position} became {stance.became}: {reason}")
            elif ids.is_position(stance.became) or ids.round_of(stance.became) != round_.number:
                right = ids.recommendation_id(round_.number, 1)
                message = (
                    f"{position} became {stance.became}, expected a recommendation of the same round, like {right}"
                )
                yield Problem(facts.path, line, message)


@rule("catalogue-matches-memo")
def catalogue_matches_memo(content: Content) -> Iterator[Problem]:
    """The catalogue has one short title for each item of the memo, in its order, in each language."""
    for page in content.sources.pages.values():
        if page.name != "recommendations" or page.round not in content.archive.round_by_number:
            continue
        marked = [item.id for item in content.archive.round_by_number[page.round].items]
        headings = [(block.id or "", block.line) for block in page.blocks if block.level == 2]
        for identifier, line in headings:
            if identifier not in marked:
                yield Problem(page.path, line, f"found a short title for {identifier}, which is not in the memo")
        have = [identifier for identifier, _ in headings]
        for item in marked:
            if item not in have:
                yield Problem(page.path, 0, f"{item} has no short title, expected `## Short title {{ #{item} }}`")
        for found, line in _other_blocks(page):
            yield Problem(
                page.path,
                line,
                f"found {found}, expected only short titles; the text of a recommendation is written in the memo",
            )


def _other_blocks(page: Page) -> Iterator[tuple[str, int]]:
    inside = False
    for block in page.blocks:
        inside = inside or block.level == 2
        if block.level > 2:
            yield f"a heading of level {block.level}", block.line
        elif block.kind not in ("heading", "unresolved") and (inside or block.kind != "paragraph"):
            yield {"item": "a list item"}.get(block.kind, f"a {block.kind}"), block.line


_KEPT = "published ids must not be removed"


@rule("published-ids-kept")
def published_ids_kept(content: Content) -> Iterator[Problem]:
    """No published id is removed, and published sections do not lose blocks."""
    registry = content.sources.registry
    for number, published in registry.value.rounds.items():
        round_ = content.archive.round_by_number.get(number)
        items = {item.id for item in round_.items} if round_ else set()
        sections = {section.id: section for section in round_.sections} if round_ else {}
        page = page_path(number, "index", "zh")
        for item in published.items:
            if item not in items:
                yield Problem(page, 0, f"{item} was removed; {_KEPT}")
        for section_id, count in published.sections.items():
            section = sections.get(section_id)
            have = sum(block.kind != "heading" for block in section.blocks) if section else 0
            if have < count:
                line = section.lines["zh"] if section else 0
                where = f"{section_id}-{have + 1}" if section else section_id
                yield Problem(page, line, f"{where} was removed; {_KEPT}")
    for name, published_ids, present in (
        ("people", registry.value.people, content.archive.people),
        ("topics", registry.value.topics, content.archive.topics),
    ):
        for identifier in published_ids:
            if identifier not in present and f"data/{name}.yml" not in content.sources.broken:
                yield Problem(f"data/{name}.yml", 0, f"{identifier} was removed; {_KEPT}")
    for person in registry.value.people:
        if person in content.archive.people and person not in content.archive.participants:
            message = f"{person} was removed from every list of participants; {_KEPT}"
            yield Problem("data/people.yml", content.sources.people.line(person), message)
    links = Links(content.archive)
    for thread in registry.value.threads:
        if thread not in links.thread_of and content.sources.relations.path not in content.sources.broken:
            message = f"the thread {thread} was removed, because no relation leads to or from {thread}; {_KEPT}"
            yield Problem("data/relations.yml", 0, message)
