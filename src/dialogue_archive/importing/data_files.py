"""The data files of an import: data/rounds/N.yml is written or completed; people and references are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.archive.model import Archive, Words
from dialogue_archive.editorial.suggest import Index
from dialogue_archive.ids import PREAMBLE, Language
from dialogue_archive.importing import date_and_place
from dialogue_archive.importing.delegations import Delegations
from dialogue_archive.importing.formats.extract import SourceDocument
from dialogue_archive.importing.pages import Composed
from dialogue_archive.importing.people import languages_but
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.structure import Recognised
from dialogue_archive.language import chinese_numeral
from dialogue_archive.messages import Message
from dialogue_archive.reading.project import Sources, round_path
from dialogue_archive.reading.schema import (
    Dates,
    Emendation,
    Original,
    Partners,
    Place,
    RecommendationFacts,
    Reference,
    RoundFacts,
    SourceText,
    Status,
    TextRecord,
)
from dialogue_archive.writing import yaml_writer
from dialogue_archive.writing.yaml_edit import YamlFile, parse, update


@dataclass(frozen=True)
class Imported:
    """What was imported: the round and language, the document, and everything that was derived from it."""

    root: Path
    number: int
    language: Language
    document: SourceDocument
    found: Recognised
    composed: Composed
    sections: Sequence[str]
    people: Delegations
    head: Sequence[str]
    is_translation: bool
    counterpart_place: str | None = None


def source_path(number: int, language: Language) -> str:
    """The file of a round's source text, relative to the project."""
    return f"data/sources/round-{number}.{language}.txt"


def files(imported: Imported, sources: Sources, archive: Archive) -> tuple[dict[str, bytes], list[Remark]]:
    """The data files to be written, and what an editor should know of them. Raises Refusal (see `yaml_edit`)."""
    before = sources.rounds[imported.number].value if imported.number in sources.rounds else None
    known = before if before and before.text.coverage == "full" else None
    key = _reference_key(imported, known)
    recommendations, open_items = _topics(imported, known, archive)
    facts = _facts(imported, known, before, archive, key).model_copy(update={"recommendations": recommendations})
    path = round_path(imported.number)
    written = {path: _round_file(imported, facts, open_items), **_people(imported)}
    if not imported.is_translation:
        written |= _references(imported, sources, key)
    remarks = [Remark(Message("import.no_topic", item=item, path=path), is_open=True) for item in open_items]
    if known is None:
        remarks.append(Remark(Message("import.topics_suggested")))
    if not facts.dates:
        remarks.append(Remark(Message("import.no_dates")))
    return written, remarks


def _round_file(imported: Imported, facts: RoundFacts, open_items: tuple[str, ...]) -> bytes:
    """The round's data file: a new one, or the existing one completed."""
    file = YamlFile.read(imported.root, round_path(imported.number))
    update(file.data, parse(yaml_writer.round_text(facts, open_items)))
    return yaml_writer.with_open_items(file.content().decode("utf-8"), open_items).encode("utf-8")


def _reference_key(imported: Imported, known: RoundFacts | None) -> str:
    first = f"M{imported.number}"
    is_second = known and known.text.source and known.text.source.language != imported.language
    return f"{first}{imported.language.upper()}" if is_second else first


def _facts(
    imported: Imported, known: RoundFacts | None, before: RoundFacts | None, archive: Archive, key: str
) -> RoundFacts:
    document, language = imported.document, imported.language
    text = SourceText(
        file=source_path(imported.number, language),
        language=language,
        sha256=document.sha256,
        original=Original(name=document.name, sha256=document.original) if document.original else None,
    )
    heads: dict[str, str] = {
        **(known.heads if known else {}),
        **{str(side): person for side, person in imported.people.heads.items()},
    }
    if known and known.text.source and known.text.source.language != language:
        return _completed(imported, known, text, key, heads)
    facts = known or before
    span = date_and_place.dates(imported.head, language)
    names = date_and_place.partners(imported.head, archive.partners, language)
    dates = (
        facts.dates if facts and facts.dates else Dates(start=span[0], end=span[1], references=(key,)) if span else None
    )
    partners = (
        facts.partners if facts and facts.partners else Partners(names=names, references=(key,)) if names else None
    )
    other = languages_but(language)
    status = (
        known.text.status
        if known and known.text.status
        else Status.model_validate({language: "source", other: "archive-translation"})
    )
    kept = tuple(e for e in known.emendations if e.language == other) if known else ()
    return RoundFacts(
        round=imported.number,
        dates=dates,
        place=facts.place if facts else None,
        partners=partners,
        themes=facts.themes if facts else (),
        text=TextRecord(
            coverage="full",
            references=(key,),
            source=text,
            second_source=known.text.second_source if known else None,
            status=status,
            authoritative=known.text.authoritative if known else None,
        ),
        heads=heads,
        emendations=(*imported.found.emendations, *kept),
        notes=facts.notes if facts else (),
    )


def _completed(imported: Imported, known: RoundFacts, text: SourceText, key: str, heads: dict[str, str]) -> RoundFacts:
    """The facts of a round that has its first language, completed by the document of the second."""
    language = imported.language
    assert known.text.source
    assert known.text.status
    status = known.text.status.model_copy(
        update={language: "archive-translation" if imported.is_translation else "official"}
    )
    kept = tuple(emendation for emendation in known.emendations if emendation.language != language)
    added: tuple[Emendation, ...] = ()
    text_record = known.text.model_copy(
        update={
            "status": status,
            "second_source": None,
            "authoritative": None if imported.is_translation else known.text.authoritative,
        }
    )
    place = known.place or _place(imported, known)
    if not imported.is_translation:
        added = tuple(e.model_copy(update={"language": language}) for e in imported.found.emendations)
        references = tuple(dict.fromkeys((*known.text.references, key)))
        text_record = text_record.model_copy(update={"second_source": text, "references": references})
    return known.model_copy(
        update={"text": text_record, "place": place, "heads": heads, "emendations": (*kept, *added)}
    )


def _place(imported: Imported, known: RoundFacts) -> Place | None:
    """The place of the meeting, once the openings of both languages name it."""
    ours, theirs = date_and_place.place(imported.head, imported.language), imported.counterpart_place
    if not ours or not theirs:
        return None
    zh, en = (ours, theirs) if imported.language == "zh" else (theirs, ours)
    return Place(zh=zh.replace("，", ""), en=en, references=known.text.references[:1])


def _topics(
    imported: Imported, known: RoundFacts | None, archive: Archive
) -> tuple[dict[str, RecommendationFacts], tuple[str, ...]]:
    """The topics of each recommendation, decided ones before suggestions; and the recommendations without any."""
    texts = [part.text for part in imported.found.memo if part.role == "recommendation"]
    index = Index(archive, before=imported.number)
    recommendations: dict[str, RecommendationFacts] = {}
    open_items: list[str] = []
    sections = _section_of_each(imported)
    for item, text, section in zip(imported.composed.items, texts, sections, strict=True):
        decided = known.recommendations.get(item) if known else None
        words = Words(zh=text) if imported.language == "zh" else Words(en=text)
        topics = decided.topics if decided else index.likely_topics(words) or _topic_of(section, archive)
        if topics:
            recommendations[item] = RecommendationFacts(topics=topics)
        else:
            open_items.append(item)
    return recommendations, tuple(open_items)


def _section_of_each(imported: Imported) -> list[str]:
    """The id of the section of each recommendation, in order."""
    ids, found, current = iter(imported.sections), [], PREAMBLE
    for part in imported.found.memo:
        if part.role == "section" or (part.role == "recommendations" and current == PREAMBLE):
            current = next(ids)
        elif part.role == "recommendation":
            found.append(current)
    return found


def _topic_of(section: str, archive: Archive) -> tuple[str, ...]:
    return (section,) if section in archive.topics else ()


def _people(imported: Imported) -> dict[str, bytes]:
    new, changed = imported.people.new, imported.people.changed
    if not new and not changed:
        return {}
    file = YamlFile.read(imported.root, "data/people.yml")
    for identifier, person in changed.items():
        update(
            file.data[identifier], parse(yaml_writer.people_text({identifier: person}))[identifier], keep_others=True
        )
    if new:
        update(file.data, parse(yaml_writer.people_text(new)), keep_others=True)
    return {file.name: file.content()}


def _references(imported: Imported, sources: Sources, key: str) -> dict[str, bytes]:
    if key in sources.references.value:
        return {}
    names = {"zh": ("中文文本", "Chinese text"), "en": ("英文文本", "English text")}[imported.language]
    number = imported.number
    reference = Reference(
        zh=f"第{chinese_numeral(number)}轮共识备忘录，{names[0]}",
        en=f"Consensus memorandum of Round {number}, {names[1]}",
        file=source_path(number, imported.language),
        languages=(imported.language,),
        format="text",
        round=number,
    )
    file = YamlFile.read(imported.root, "data/references.yml")
    update(file.data, parse(yaml_writer.reference_text(key, reference)), keep_others=True)
    return {file.name: file.content()}
