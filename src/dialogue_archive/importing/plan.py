"""The plan of an import: every file to be written with its content, and the report. Nothing is written here."""

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
from dialogue_archive.importing.delegations import identify_all
from dialogue_archive.importing.formats.extract import SourceDocument
from dialogue_archive.importing.pages import Outline, compose
from dialogue_archive.importing.people import languages_but
from dialogue_archive.importing.recognition import recognise
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.source_lines import language_of
from dialogue_archive.importing.structure import Divisions, Recognised
from dialogue_archive.messages import Message, Refusal
from dialogue_archive.reading import pages
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.pages import Page
from dialogue_archive.reading.project import PAGE_NAMES, Sources, page_path, round_path
from dialogue_archive.reading.schema import Emendation

_LANGUAGE_NAMES: Mapping[Language, Message] = {"zh": Message("words.chinese"), "en": Message("words.english")}


@dataclass(frozen=True)
class ImportOptions:
    """What the editor asked for: the round and language, ids of sections, lines to join or split."""

    number: int
    language: Language
    ids: tuple[str, ...] = ()
    join: tuple[int, ...] = ()
    split: Mapping[int, str] = field(default_factory=dict)
    force: bool = False
    is_translation: bool = False


@dataclass(frozen=True)
class ImportPlan:
    """The files that an import writes, and the remarks of its report. `items`: the ids of the recommendations."""

    files: Mapping[str, bytes]
    emendations: tuple[Emendation, ...]
    remarks: tuple[Remark, ...]
    items: tuple[str, ...]


def plan(root: Path, path: Path, options: ImportOptions) -> ImportPlan:
    """Read the document at `path` and plan the files of a round in one language.

    Raises Refusal, with what to do, when the document cannot be imported as it is.
    """
    number, language = options.number, options.language
    document = formats.read(path)
    _expect_language(document, language)
    sources, archive = model.load(root)
    found = recognise(
        document.text,
        language,
        archive.series,
        divisions=Divisions(options.join, options.split),
        unresolved=document.unresolved,
    )
    _expect_free(sources, options)
    counterpart = _counterpart(sources, number, language)
    sections, remarks = _section_ids(found, archive, counterpart, options.ids)
    people = identify_all(found, archive, sources, number, has_counterpart=counterpart is not None)
    place = date_and_place.place(_opening_of(counterpart), counterpart.language) if counterpart else None
    head = [part.text for part in found.memo[1:] if part.role in ("paragraph", "unresolved")][:8]
    outline = Outline(number, archive.series, sections, date_and_place.month_and_place(head[:4], language))
    composed = compose(found, outline, people.attendees, is_translation=options.is_translation)
    written = {page_path(number, name, language): getattr(composed, name) for name in PAGE_NAMES}
    if not options.is_translation:
        verify(document, found, written, number)
    data, data_remarks = data_files.files(
        data_files.Imported(
            root, number, language, document, found, composed, sections, people, head, options.is_translation, place
        ),
        sources,
        archive,
    )
    files = {**{name: text.encode("utf-8") for name, text in written.items()}, **people.patches, **data}
    if not options.is_translation:
        files[data_files.source_path(number, language)] = document.content
    every = (*document.remarks, *found.remarks, *remarks, *people.remarks, *data_remarks)
    return ImportPlan(_changed(root, files), found.emendations, every, composed.items)


def _changed(root: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files whose content changes. A page with other line ends or a byte order mark is the same page."""

    def is_same(name: str, content: bytes) -> bool:
        path = root / name
        before = path.read_bytes() if path.is_file() else None
        if before is None or not name.endswith(".md"):
            return before == content
        return before.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n") == content

    return {name: content for name, content in files.items() if not is_same(name, content)}


def _expect_language(document: SourceDocument, language: Language) -> None:
    found = language_of(document.text)
    if found != language:
        name = _LANGUAGE_NAMES[found]
        raise Refusal("import.wrong_language", name=document.name, found=name, asked=language, right=found)


def _expect_free(sources: Sources, options: ImportOptions) -> None:
    """Refuse to overwrite pages that hold more than the skeleton of a new round, or to edit data files with faults."""
    files = {round_path(options.number), "data/people.yml", "data/references.yml", "data/topics.yml"}
    fault = next((problem for problem in sources.problems if problem.path in files), None)
    if fault:
        raise Refusal("import.correct_first", problem=fault)
    if options.force:
        return
    for name in PAGE_NAMES:
        path = page_path(options.number, name, options.language)
        file = sources.root / path
        skeleton = new_round.page(sources.series.value, options.number, name, options.language)
        if file.is_file() and not _is_same(file.read_text("utf-8", errors="replace"), skeleton):
            raise Refusal("import.page_exists", path=path)


def _is_same(text: str, skeleton: str) -> bool:
    """Whether a page is still as `archive new-round` wrote it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").strip() == skeleton.strip()


def _counterpart(sources: Sources, number: int, language: Language) -> Page | None:
    """The memo's page in the other language, if it holds a memo."""
    page = sources.page(number, "index", languages_but(language))
    if not page or any(block.id == "missing" for block in page.blocks):
        return None
    return page


def _opening_of(page: Page) -> list[str]:
    return [to_text(block.text) for block in page.blocks if block.kind == "paragraph"][:4]


def _section_ids(
    found: Recognised, archive: Archive, counterpart: Page | None, asked: tuple[str, ...]
) -> tuple[tuple[str, ...], list[Remark]]:
    """The ids of the sections: those of the other language, those that were asked for, or suggestions."""
    if counterpart:
        return alignment.pair(found, counterpart), []
    texts = [heading for heading, _ in alignment.sections_of(found)[1:]]
    if asked:
        is_valid = all(SLUG.fullmatch(slug) for slug in asked)
        if not is_valid or len(asked) != len(texts) or len(set(asked)) != len(asked):
            raise Refusal("import.ids_count", count=len(texts), headings=" | ".join(texts))
        return asked, []
    known = headings.known_sections(archive)
    taken: list[str] = [PREAMBLE]
    remarks: list[Remark] = []
    for index, text in enumerate(texts, start=1):
        identifier = headings.section_id(text, known=known, topics=archive.topics, taken=taken, number=index)
        taken.append(identifier)
        if identifier.startswith("section-"):
            remarks.append(Remark(Message("import.section_id", heading=text, id=identifier)))
    return tuple(taken[1:]), remarks


def verify(document: SourceDocument, found: Recognised, written: Mapping[str, str], number: int) -> None:
    """Compare the written pages (path: text) with the source, as the check will.

    Only unresolved lines may differ. Raises Refusal.
    """
    language = found.language
    has_lists = any(part.side for part in found.parts)
    read = {}
    for name in ("index", "participants"):
        path = page_path(number, name, language)
        page, problems = pages.read(written[path], path=path, language=language, round_number=number, name=name)
        # Invisible characters are kept as they are in the source; `archive check` reports them on the written page.
        problems = [problem for problem in problems if problem.rule != "invisible-characters"]
        if problems:
            raise Refusal("import.not_equal", line=problems[0].line, detail=problems[0])
        read[name] = page
    result = align(document.content, found.emendations, read["index"], read["participants"] if has_lists else None)
    for _, reason in result.refused:
        raise Refusal("import.not_equal", line=0, detail=reason)
    for difference in result.differences:
        if difference.aspect != "kind":  # an unresolved line where the source has text differs in kind only
            line = difference.source_lines[0] if difference.source_lines else 0
            detail = f"{difference.path}: {difference.found} / {difference.expected}"
            raise Refusal("import.not_equal", line=line, detail=detail)
