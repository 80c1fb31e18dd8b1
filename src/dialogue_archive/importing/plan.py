"""What an import will write: every file with its content, and the report. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dialogue_archive import archive as model
from dialogue_archive.archive.fidelity import align
from dialogue_archive.archive.model import Archive
from dialogue_archive.editorial import new_round
from dialogue_archive.ids import PREAMBLE, SLUG, Language
from dialogue_archive.importing import alignment, data_files, date_and_place, formats, headings
from dialogue_archive.importing.delegations import Delegations, identify_all
from dialogue_archive.importing.formats import SourceDocument
from dialogue_archive.importing.pages import Composed, Outline, compose
from dialogue_archive.importing.recognition import recognise
from dialogue_archive.importing.report import ImportRefused, Remark
from dialogue_archive.importing.source_lines import language_of
from dialogue_archive.importing.structure import Recognised
from dialogue_archive.reading import pages
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page
from dialogue_archive.reading.project import PAGE_NAMES, Sources, page_path, round_path

_NAMES: Mapping[Language, tuple[str, str]] = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


@dataclass(frozen=True)
class ImportOptions:
    """What the editor asked for beside the document, the round and the language."""

    ids: tuple[str, ...] = ()
    join: tuple[int, ...] = ()
    split: Mapping[int, str] = field(default_factory=dict)
    force: bool = False
    is_translation: bool = False


@dataclass(frozen=True)
class ImportPlan:
    """The files that an import writes, and what it has to say."""

    files: Mapping[str, bytes]
    found: Recognised
    remarks: tuple[Remark, ...]
    items: tuple[str, ...]


def plan(root: Path, path: Path, number: int, language: Language, wishes: ImportOptions) -> ImportPlan:
    """Read the document at `path` and plan the files of round `number` in `language`.

    Raises ImportRefused, with what to do, when the document cannot be imported as it is.
    """
    document = formats.read(path)
    _expect_language(document, language)
    unresolved = document.unresolved
    found = recognise(document.text, language, join=wishes.join, split=wishes.split, unresolved=unresolved)
    sources, archive = model.load(root)
    _expect_free(sources, number, language, force=wishes.force)
    counterpart = _counterpart(sources, number, language)
    sections, remarks = _section_ids(found, archive, number, counterpart, wishes.ids)
    people = identify_all(found, archive, sources, number, has_counterpart=counterpart is not None)
    place = date_and_place.place(_opening_of(counterpart), counterpart.language) if counterpart else None
    head = [part.text for part in found.memo[1:] if part.role in ("paragraph", "unresolved")][:8]
    outline = Outline(number, sections, date_and_place.month_and_place(head[:4], language))
    composed = compose(found, outline, people.attendees, is_translation=wishes.is_translation)
    files = _page_files(composed, number, language)
    if not wishes.is_translation:
        _verify(document, found, files, number, language)
    more, remarks_of_facts = data_files.files(
        data_files.Imported(
            root, number, language, document, found, composed, sections, people, head, wishes.is_translation, place
        ),
        sources,
        archive,
    )
    texts = {**files, **people.patches, **more}
    contents = {name: text.encode("utf-8") for name, text in texts.items()}
    if not wishes.is_translation:
        contents[data_files.source_path(number, language)] = document.content
    every = (*document.remarks, *found.remarks, *remarks, *people.remarks, *remarks_of_facts)
    return ImportPlan(contents, found, every, composed.items)


def _expect_language(document: SourceDocument, language: Language) -> None:
    found = language_of(document.text)
    if found != language:
        zh, en = _NAMES[found]
        raise ImportRefused(
            f"{document.name} 看来是{zh}文件，而 --lang 为 {language}。请核对文件或改用 --lang {found}。",
            f"{document.name} seems to be {en}, but --lang is {language}. Check the file, or use --lang {found}.",
        )


def _expect_free(sources: Sources, number: int, language: Language, *, force: bool) -> None:
    """Refuse to write over pages that hold more than the skeleton of a new round, or beside files with faults."""
    files = {round_path(number), "data/people.yml", "data/references.yml", "data/topics.yml"}
    fault = next((problem for problem in sources.problems if problem.path in files), None)
    if fault:
        raise ImportRefused(f"请先改正：{fault}", f"Correct this first: {fault}")
    if force:
        return
    for name in PAGE_NAMES:
        path = page_path(number, name, language)
        file = sources.root / path
        if file.is_file() and not is_skeleton(file.read_text("utf-8", errors="replace"), number, name, language):
            raise ImportRefused(
                f"{path} 已有内容，没有覆盖。如确要以本文件替换，请加 --force。",
                f"{path} is there already and was not touched. To replace it with this document, add --force.",
            )


def is_skeleton(text: str, number: int, name: str, language: Language) -> bool:
    """Whether a page is still as `archive new-round` wrote it."""
    return text.replace("\r\n", "\n").strip() == new_round.page(number, name, language).strip()


def _counterpart(sources: Sources, number: int, language: Language) -> Page | None:
    """The memo's page in the other language, where it holds a memo already."""
    other: Language = "en" if language == "zh" else "zh"
    page = sources.page(number, "index", other)
    if not page or any(block.id == "missing" for block in page.blocks):
        return None
    return page


def _opening_of(page: Page) -> list[str]:
    return [to_text(block.text) for block in page.blocks if block.kind == "paragraph"][:4]


def _section_ids(
    found: Recognised, archive: Archive, number: int, counterpart: Page | None, wished: tuple[str, ...]
) -> tuple[tuple[str, ...], list[Remark]]:
    if counterpart:
        return alignment.pair(found, counterpart), []
    texts = [heading for heading, _ in alignment.sections_of(found)[1:]]
    if wished:
        bad = next((slug for slug in wished if not SLUG.fullmatch(slug)), None)
        if bad or len(wished) != len(texts) or len(set(wished)) != len(wished):
            listed = " | ".join(texts)
            raise ImportRefused(
                f"--ids 应为 {len(texts)} 个互不相同的小写编号，以逗号分隔，依次对应：{listed}",
                f"--ids expects {len(texts)} different ids in small letters, divided by commas, for: {listed}",
            )
        return wished, []
    known = headings.known_sections(archive)
    taken: list[str] = [PREAMBLE]
    remarks: list[Remark] = []
    for index, text in enumerate(texts, start=1):
        identifier = headings.section_id(text, known=known, topics=archive.topics, taken=taken, number=index)
        taken.append(identifier)
        if identifier.startswith("section-"):
            remarks.append(
                Remark(
                    0,
                    f"“{text}”一节的编号暂定为 {identifier}：发布之前可改（发布后不可再改），或用 --ids 指定",
                    f"the section “{text}” got the id {identifier}: change it before it is published, or use --ids",
                )
            )
    return tuple(taken[1:]), remarks


def _page_files(composed: Composed, number: int, language: Language) -> dict[str, str]:
    return {page_path(number, name, language): getattr(composed, name) for name in PAGE_NAMES}


def _verify(
    document: SourceDocument, found: Recognised, files: Mapping[str, str], number: int, language: Language
) -> None:
    """Lay the written pages against the source, as the check will: nothing but open unresolved may differ."""
    read = {}
    for name in ("index", "participants"):
        path = page_path(number, name, language)
        page, problems = pages.read(files[path], path=path, language=language, round_number=number, name=name)
        # An invisible character is no text that goes astray: `archive check` names it on the written page.
        problems = [problem for problem in problems if problem.rule != "invisible-characters"]
        if problems:
            raise _unsafe(problems[0].line, str(problems[0]))
        read[name] = page
    has_lists = any(part.side for part in found.parts)
    alignment = align(document.content, found.emendations, read["index"], read["participants"] if has_lists else None)
    for refused in alignment.refused:
        raise _unsafe(0, refused[1])
    for difference in alignment.differences:
        if difference.aspect != "kind":  # only the kind differs: a doubt where the source has an item
            line = difference.source_lines[0] if difference.source_lines else 0
            raise _unsafe(line, f"{difference.path}: {difference.found} / {difference.expected}")


def _unsafe(line: int, detail: str) -> ImportRefused:
    return ImportRefused(
        f"核对时发现所写与原文不符（第 {line} 行），故未写入任何文件。请报告此问题并附上文件：{detail}",
        f"the pages would not equal the source (line {line}), so nothing was written. Please report this, with the "
        f"document: {detail}",
    )


__all__ = ["Delegations", "ImportOptions", "ImportPlan", "is_skeleton", "plan"]
