"""The data files of an import: data/rounds/N.yml made or completed, people and references added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dialogue_archive.archive.model import Archive, Words
from dialogue_archive.editorial.similarity import Index
from dialogue_archive.ids import PREAMBLE, Language
from dialogue_archive.importing import date_and_place
from dialogue_archive.importing.delegations import Delegations
from dialogue_archive.importing.formats import SourceDocument
from dialogue_archive.importing.pages import Composed
from dialogue_archive.importing.people import languages_but
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.structure import Recognised
from dialogue_archive.language import chinese_numeral
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


@dataclass(frozen=True)
class Imported:
    """What was imported: the round and language, the document, and what was made of it."""

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
    """Where the source text of a round is kept."""
    return f"data/sources/round-{number}.{language}.txt"


def files(imported: Imported, sources: Sources, archive: Archive) -> tuple[dict[str, str], list[Remark]]:
    """The texts of the data files to be written, and what an editor should know of them."""
    before = sources.rounds[imported.number].value if imported.number in sources.rounds else None
    known = before if before and before.text.coverage == "full" else None
    key = _reference_key(imported, known)
    facts = _facts(imported, known, before, archive, key)
    recommendations, open_items = _topics(imported, known, archive)
    facts = facts.model_copy(update={"recommendations": recommendations})
    written = {round_path(imported.number): yaml_writer.round_text(facts, open_items)}
    remarks = [
        Remark(
            0,
            f"{item} 没有找到可能的议题：请在 data/rounds/{imported.number}.yml 中至少写一个",
            f"no likely topic was found for {item}: write at least one in data/rounds/{imported.number}.yml",
            True,
        )
        for item in open_items
    ]
    if known is None:
        remarks.append(
            Remark(
                0,
                "议题为自动建议，短标题取各条开头文字：请逐条核定",
                "the topics are suggestions, and the short titles are first words: please decide each",
            )
        )
    if not facts.dates:
        remarks.append(
            Remark(
                0,
                "开头没有找到会议日期：如有记录，请在数据文件中填写 dates",
                "no dates were found in the opening: if on record, write dates in the data file",
            )
        )
    written |= _people(imported)
    if not imported.is_translation:
        written |= _references(imported, sources, key)
    return written, remarks


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
    )


def _completed(imported: Imported, known: RoundFacts, text: SourceText, key: str, heads: dict[str, str]) -> RoundFacts:
    """The facts of a round that has its first language, with the document of the second beside it."""
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
    """The topics of each recommendation: those already decided, else suggestions; and those without any."""
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


def _people(imported: Imported) -> dict[str, str]:
    new, changed = imported.people.new, imported.people.changed
    if not new and not changed:
        return {}
    file = imported.root / "data" / "people.yml"
    text = file.read_text("utf-8") if file.exists() else ""
    for identifier, person in changed.items():
        line = yaml_writer.people_text({identifier: person}).rstrip("\n").replace("\\", r"\\")
        text = re.sub(rf"^{re.escape(identifier)}: \{{.*\}}[ \t]*$", line, text, flags=re.MULTILINE)
    if text.strip() in ("", "{}"):
        text = ""
    return {"data/people.yml": text + ("" if not text or text.endswith("\n") else "\n") + yaml_writer.people_text(new)}


def _references(imported: Imported, sources: Sources, key: str) -> dict[str, str]:
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
    file = imported.root / "data" / "references.yml"
    text = file.read_text("utf-8") if file.exists() else ""
    text = "" if text.strip() in ("", "{}") else text.rstrip("\n") + "\n"
    return {"data/references.yml": text + yaml_writer.reference_text(key, reference)}
