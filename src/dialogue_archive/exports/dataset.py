"""`data/archive.json`: the whole archive as data, and the JSON Schema of it, made from the same classes."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive, Item, Participant, Relation, Round, Words
from dialogue_archive.archive.relations import Links
from dialogue_archive.ids import (
    LANGUAGES,
    AnnotationKind,
    Authoritative,
    Basis,
    Coverage,
    NameBasis,
    RelationType,
    Side,
    Stance,
    TextStatus,
)
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Annotation, TextRecord
from dialogue_archive.views.context import (
    PREFIX,
    catalogue_address,
    memo_address,
    parallel_address,
    participants_address,
    thread_address,
    topic_address,
)

SCHEMA_NAME = "archive.schema.json"


class Closed(BaseModel):
    """A record without other keys than these."""

    model_config = ConfigDict(extra="forbid")


class ByLanguage(Closed):
    """Plain text in each language; null where the archive has none."""

    zh: str | None
    en: str | None


class Addresses(Closed):
    """Addresses in each language, relative to the root of the version."""

    zh: str
    en: str


class SeriesData(Closed):
    """The series of dialogues: its name, and the labels of its sides by their codes."""

    name: ByLanguage
    sides: dict[str, ByLanguage]


class ReferenceData(Closed):
    """A public page or file on which statements rest."""

    key: str
    label: ByLanguage
    url: str | None
    round: int | None


class DatesData(Closed):
    """ISO dates of the first and last day; `remark` says where the sources differ."""

    start: str
    end: str
    remark: ByLanguage | None
    references: list[str]


class PlaceData(ByLanguage):
    """Where a round met, and on what that rests."""

    references: list[str]


class PartnersData(Closed):
    """The keys of the institutions that held a round, and on what that rests."""

    names: list[str]
    references: list[str]


class TextData(Closed):
    """How much of the memo's text is held, what each language's text is, and the SHA-256 of the documents.

    `second_source` is the document of the other language, where both official texts are held; `authoritative` is
    which of two official texts prevails, where the memo says so.
    """

    coverage: Coverage
    status: dict[ids.Language, TextStatus] | None
    source_language: ids.Language | None
    source_sha256: str | None
    second_source_language: ids.Language | None
    second_source_sha256: str | None
    authoritative: Authoritative | None
    references: list[str]


class NoteData(Closed):
    """A translator's or editor's note on the words `quote` of the text in `language` of a block, heading or person."""

    block: str
    kind: AnnotationKind
    language: ids.Language
    quote: str
    text: ByLanguage


class RoundData(Closed):
    """One round. Null means: not on record here."""

    number: int
    title: ByLanguage
    dates: DatesData | None
    place: PlaceData | None
    partners: PartnersData | None
    themes: list[ByLanguage]
    text: TextData
    items: list[str]
    notes: list[NoteData]
    addresses: dict[str, Addresses]


class InverseData(Closed):
    """A relation as seen from its earlier item; `item` is the later one, which has the evidence among its own.

    `basis` says who asserts it; `identified` is `editorial` where a memo refers back and the archive says whereto.
    """

    item: str
    type: RelationType
    basis: Basis
    identified: Literal["editorial"] | None


class RelationData(InverseData):
    """A relation as seen from its later item; `item` is the earlier one."""

    evidence: ByLanguage


class ItemData(Closed):
    """A recommendation, or a statement (its kind is `position`), with its relations both ways."""

    id: str
    kind: str
    round: int
    section: str
    block: str
    topics: list[str]
    title: ByLanguage
    text: ByLanguage
    stance: Stance | None
    references: list[str]
    became: str | None
    provenance: dict[ids.Language, str]
    addresses: dict[str, Addresses]
    thread: str | None
    takes_up: list[RelationData]
    taken_up_by: list[InverseData]


class ParticipantData(Closed):
    """A person's attendance at one round."""

    person: str
    round: int
    side: Side
    head: bool
    title: ByLanguage


class PersonData(Closed):
    """A person; `basis` says what the English name rests on."""

    id: str
    name: ByLanguage
    side: Side
    basis: NameBasis
    rounds: list[int]
    addresses: Addresses


class TopicData(Closed):
    """A topic and the items that have it."""

    slug: str
    label: ByLanguage
    items: list[str]
    addresses: Addresses


class ThreadData(Closed):
    """A thread: connected items, earliest first."""

    id: str
    items: list[str]
    addresses: Addresses


class Dataset(Closed):
    """The whole archive as it stood after round `as_of`."""

    format: str
    as_of: int
    series: SeriesData
    rounds: list[RoundData]
    items: list[ItemData]
    participants: list[ParticipantData]
    people: list[PersonData]
    topics: list[TopicData]
    threads: list[ThreadData]
    references: list[ReferenceData]


def schema_json() -> str:
    """The JSON Schema of the dataset, as text."""
    schema = TypeAdapter(Dataset).json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def dataset_json(archive: Archive, links: Links) -> str:
    """The dataset of `archive`, as text. The same archive gives the same bytes."""
    return dataset(archive, links).model_dump_json() + "\n"


def dataset(archive: Archive, links: Links) -> Dataset:
    """The dataset of `archive`."""
    return Dataset(
        format="dialogue-archive/2",
        as_of=archive.newest,
        series=SeriesData(
            name=_pair(archive.series.name),
            sides={code: _pair(side.label) for code, side in archive.series.sides.items()},
        ),
        rounds=[_round(round_) for round_ in archive.rounds],
        items=[_item(item, archive, links) for item in archive.items.values()],
        participants=[_participant(p) for round_ in archive.rounds for p in round_.participants],
        people=[_person(archive, person) for person in archive.participants if person in archive.people],
        topics=[
            TopicData(
                slug=slug,
                label=_pair(archive.topics[slug]),
                items=[item.id for item in items],
                addresses=_addresses(topic_address(slug)),
            )
            for slug, items in links.by_topic.items()
        ],
        threads=[
            ThreadData(id=t.id, items=[i.id for i in t.items], addresses=_addresses(thread_address(t.id)))
            for t in links.threads
        ],
        references=[
            ReferenceData(key=key, label=_pair(reference), url=reference.url, round=reference.round)
            for key, reference in archive.references.items()
        ],
    )


def _pair(pair: Any) -> ByLanguage:
    return ByLanguage(zh=pair.zh, en=pair.en)


def _plain(words: Words) -> ByLanguage:
    def text(language: ids.Language) -> str | None:
        found = words.get(language)
        return None if found is None else to_text(found)

    return ByLanguage(zh=text("zh"), en=text("en"))


def _addresses(address: str, fragment: str = "") -> Addresses:
    anchor = f"#{fragment}" if fragment else ""
    return Addresses(zh=PREFIX["zh"] + address + anchor, en=PREFIX["en"] + address + anchor)


def _round(round_: Round) -> RoundData:
    facts, number = round_.facts, round_.number
    text, source, second_source = facts.text, facts.text.source, facts.text.second_source
    return RoundData(
        number=number,
        title=_plain(round_.title),
        dates=DatesData(
            start=facts.dates.start.isoformat(),
            end=facts.dates.end.isoformat(),
            remark=_pair(facts.dates.remark) if facts.dates.remark else None,
            references=list(facts.dates.references),
        )
        if facts.dates
        else None,
        place=PlaceData(zh=facts.place.zh, en=facts.place.en, references=list(facts.place.references))
        if facts.place
        else None,
        partners=PartnersData(names=list(facts.partners.names), references=list(facts.partners.references))
        if facts.partners
        else None,
        themes=[_pair(theme) for theme in facts.themes],
        text=TextData(
            coverage=text.coverage,
            status=_text_statuses(text),
            source_language=source.language if source else None,
            source_sha256=source.sha256 if source else None,
            second_source_language=second_source.language if second_source else None,
            second_source_sha256=second_source.sha256 if second_source else None,
            authoritative=text.authoritative,
            references=list(text.references),
        ),
        items=[item.id for item in round_.items],
        notes=[_note(annotation) for annotation in facts.notes],
        addresses={
            "memo": _addresses(memo_address(number)),
            "recommendations": _addresses(catalogue_address(number)),
            "participants": _addresses(participants_address(number)),
            "parallel": _addresses(parallel_address(number)),
        },
    )


def _note(annotation: Annotation) -> NoteData:
    return NoteData(
        block=annotation.block,
        kind=annotation.kind,
        language=annotation.language,
        quote=annotation.quote,
        text=_pair(annotation.text),
    )


def _text_statuses(text: TextRecord) -> dict[ids.Language, TextStatus] | None:
    """What the text of each language is; None where no full text is held."""
    found = {language: text.text_status(language) for language in LANGUAGES}
    return {language: status for language, status in found.items() if status} or None


def _provenance(item: Item, text: TextRecord) -> dict[ids.Language, str]:
    """What the words of an item are in each language. A position stays a paraphrase when the full text has come."""
    statuses = None if item.kind == "position" else _text_statuses(text)
    return {language: statuses[language] if statuses else "paraphrase" for language in LANGUAGES}


def _item(item: Item, archive: Archive, links: Links) -> ItemData:
    thread = links.thread_of.get(item.id)
    text = archive.round_by_number[item.round].facts.text
    became = item.facts.became if item.facts else None
    return ItemData(
        id=item.id,
        kind=item.kind,
        round=item.round,
        section=item.section_id,
        block=item.block_id,
        topics=list(item.topics),
        title=_plain(item.title),
        text=_plain(item.text),
        stance=item.facts.stance if item.facts else None,
        references=list(item.facts.references if item.facts else text.references),
        became=became if became in archive.items else None,
        provenance=_provenance(item, text),
        addresses={
            "catalogue": _addresses(catalogue_address(item.round), item.id),
            "memo": _addresses(memo_address(item.round), item.id),
            "parallel": _addresses(parallel_address(item.round), item.id),
        },
        thread=thread.id if thread else None,
        takes_up=[_relation(r) for r in links.takes_up.get(item.id, ())],
        taken_up_by=[
            InverseData(item=r.source, type=r.facts.type, basis=r.facts.basis, identified=r.facts.identified)
            for r in links.taken_up_by.get(item.id, ())
        ],
    )


def _relation(relation: Relation) -> RelationData:
    facts = relation.facts
    return RelationData(
        item=relation.target,
        type=facts.type,
        basis=facts.basis,
        identified=facts.identified,
        evidence=_pair(facts.evidence),
    )


def _participant(participant: Participant) -> ParticipantData:
    return ParticipantData(
        person=participant.person_id,
        round=participant.round,
        side=participant.side,
        head=participant.is_head,
        title=_plain(participant.title),
    )


def _person(archive: Archive, person_id: str) -> PersonData:
    person = archive.people[person_id]
    return PersonData(
        id=person_id,
        name=_pair(person),
        side=person.side,
        basis=person.basis,
        rounds=[attendance.round for attendance in archive.participants[person_id]],
        addresses=_addresses("people/", person_id),
    )
