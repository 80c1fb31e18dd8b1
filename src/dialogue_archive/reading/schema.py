"""The schema of the data files and of front matter. Unknown keys are refused; docs-dev/formats.md explains each key."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from dialogue_archive.ids import (
    AnnotationKind,
    Authoritative,
    Basis,
    Coverage,
    EmendationKind,
    Language,
    NameBasis,
    RelationType,
    Side,
    Stance,
    TextStatus,
)
from dialogue_archive.reading import validators

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(validators.words)]
Exact = Annotated[str, StringConstraints(min_length=1)]  # surrounding spaces are significant
Number = Annotated[int, BeforeValidator(validators.number), Field(ge=1)]
Day = Annotated[date, BeforeValidator(validators.day)]
Url = Annotated[str, AfterValidator(validators.url)]
SourceFile = Annotated[str, AfterValidator(validators.source_file)]
SideCode = Annotated[str, AfterValidator(validators.side_code)]
Each = AfterValidator(validators.each_once)


class Strict(BaseModel):
    """An immutable model that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Pair(Strict):
    """The same words in both languages."""

    zh: Filled
    en: Filled

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class InterfaceWords(Pair):
    """A text of the interface, data/interface.yml. A space at its end is significant: `", "` separates a list."""

    zh: Exact
    en: Exact


class SeriesSite(Strict):
    """The names and the description of the site of a series."""

    name: Pair
    short_name: Pair
    description: Pair


class WordLists(Strict):
    """Lists of words of each language."""

    zh: tuple[Filled, ...] = ()
    en: tuple[Filled, ...] = ()

    def __getitem__(self, language: Language) -> tuple[str, ...]:
        return self.zh if language == "zh" else self.en


class SeriesSide(Strict):
    """One side of the dialogue. `names` are its names in headings and titles of documents.

    `person_names` is the language in which the names of its people are written first.
    """

    label: Pair
    adjective: Pair
    names: WordLists
    person_names: Language


class Series(Strict):
    """The facts about the series of dialogues, data/series.yml."""

    name: Pair
    site: SeriesSite
    round: Annotated[Pair, AfterValidator(validators.round_pattern)]
    sides: Annotated[dict[SideCode, SeriesSide], Field(min_length=2, max_length=2)]
    both_sides: WordLists = WordLists()
    stop_words: WordLists = WordLists()

    def side_names(self) -> tuple[str, ...]:
        """The names of all sides, in both languages."""
        return tuple(name for side in self.sides.values() for name in (*side.names.zh, *side.names.en))


class Cited(Strict):
    """A fact with its references."""

    references: Annotated[tuple[str, ...], Each] = ()


class Dates(Cited):
    """First and last day of a round."""

    start: Day
    end: Day
    remark: Pair | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Dates:
        if self.end < self.start:
            raise ValueError(f"the end {self.end} is before the start {self.start}")
        return self


class Place(Cited):
    """Where a round met, `Online` for a round without a place."""

    zh: Filled
    en: Filled

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Partners(Cited):
    """The institutions that organised a round: keys of data/partners.yml."""

    names: Annotated[tuple[str, ...], Each]


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Original(Strict):
    """The document from which a source text was extracted, unless that was UTF-8 text: its name and SHA-256."""

    name: Filled
    sha256: Sha256


class SourceText(Strict):
    """The file from which the text of a memo was taken, and its SHA-256 in hexadecimal."""

    file: SourceFile
    language: Language
    sha256: Sha256
    original: Original | None = None


class Status(Strict):
    """What the text of each language is."""

    zh: TextStatus
    en: TextStatus

    def __getitem__(self, language: Language) -> TextStatus:
        return self.zh if language == "zh" else self.en


class TextRecord(Cited):
    """How much of the text of a memo is on record, and from which documents.

    `second_source` is the document in the other language, if both sides issued one. `authoritative` says which of
    two official texts prevails, if the memo says so.
    """

    coverage: Coverage
    source: SourceText | None = None
    second_source: SourceText | None = None
    status: Status | None = None
    authoritative: Authoritative | None = None

    @model_validator(mode="after")
    def _full_text_has_source(self) -> TextRecord:
        if self.coverage == "full" and not (self.source and self.status):
            raise ValueError("coverage: full requires source and status")
        if self.coverage != "full" and (self.source or self.second_source or self.status):
            raise ValueError(
                f"found source, second_source or status with coverage: {self.coverage}, "
                "expected them only with coverage: full"
            )
        if self.source and self.status and self.status[self.source.language] != "source":
            found, language = self.status[self.source.language], self.source.language
            raise ValueError(
                f"the status of {language} is {found}, expected source, because the source is in that language"
            )
        if self.second_source and (self.source is None or self.second_source.language == self.source.language):
            raise ValueError("the language of second_source is that of source, expected the other language")
        if self.second_source and not self.is_official_in_both:
            language = self.second_source.language
            raise ValueError(
                f"the status of {language} is archive-translation, expected official, because it has a second_source"
            )
        if self.is_official_in_both and not self.second_source:
            raise ValueError(
                "found two official texts but one document, expected second_source, or archive-translation in status"
            )
        if self.authoritative and not self.is_official_in_both:
            raise ValueError(
                "found authoritative with an archive-translation, expected it only with two official texts"
            )
        return self

    @property
    def documents(self) -> tuple[SourceText, ...]:
        """The source, and its second_source where there is one."""
        return tuple(document for document in (self.source, self.second_source) if document)

    @property
    def is_official_in_both(self) -> bool:
        """Whether neither language is a translation by the archive."""
        return self.status is not None and "archive-translation" not in (self.status.zh, self.status.en)

    def text_status(self, language: Language) -> TextStatus | None:
        """The status of the text in `language`, None without a full text. Two official texts have the same status."""
        if self.is_official_in_both:
            return "official"
        return self.status[language] if self.status else None


class RecommendationFacts(Strict):
    """The language-neutral data of a recommendation."""

    topics: Annotated[tuple[str, ...], Field(min_length=1), Each]


class PositionFacts(Cited):
    """The language-neutral data of a position."""

    stance: Stance
    topics: Annotated[tuple[str, ...], Field(min_length=1), Each]
    became: Filled | None = None

    @model_validator(mode="after")
    def _has_references(self) -> PositionFacts:
        if not self.references:
            raise ValueError("a position requires references, like references: [C1]")
        return self


class Emendation(Strict):
    """A declared difference between the source text and the published text: at `lines`, `source` becomes `reading`.

    `language` is that of the document, by default that of `text.source`.
    """

    lines: Annotated[tuple[Number, ...], Field(min_length=1)]
    kind: EmendationKind
    source: Exact
    reading: str
    language: Language | None = None
    note: Pair | None = None

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Emendation:
        if self.source == self.reading:
            raise ValueError("source and reading are equal, expected a difference")
        if self.kind in ("wording", "punctuation") and self.note is None:
            raise ValueError(f"an emendation of the kind {self.kind} requires a note with the reason")
        fault = validators.misdeclared(self.kind, self.source, self.reading)
        if fault:
            raise ValueError(fault)
        return self


class Annotation(Strict):
    """A translator's note or an editor's note on the words `quote` of the published text in `language`.

    `block` is the id of a block, section, side or participant of the round. `quote` occurs exactly once in its text,
    markup aside. `text` is the note itself, in the language of the page that shows it.
    """

    block: Filled
    kind: AnnotationKind
    language: Language
    quote: Filled
    text: Pair


class RoundFacts(Strict):
    """The data of a round, data/rounds/N.yml. What is left out is not on record."""

    round: Number
    dates: Dates | None = None
    place: Place | None = None
    partners: Partners | None = None
    themes: tuple[Pair, ...] = ()
    text: TextRecord
    heads: dict[Side, Filled] = {}
    recommendations: dict[str, RecommendationFacts] = {}
    positions: dict[str, PositionFacts] = {}
    emendations: tuple[Emendation, ...] = ()
    notes: tuple[Annotation, ...] = ()

    @model_validator(mode="after")
    def _emends_a_source(self) -> RoundFacts:
        if self.emendations and not self.text.source:
            raise ValueError("found emendations without text.source, which they would change")
        return self

    def emendations_of(self, document: SourceText) -> tuple[tuple[int, Emendation], ...]:
        """The emendations of one document, each with its index in the list."""
        main = self.text.source.language if self.text.source else None
        return tuple(
            (index, emendation)
            for index, emendation in enumerate(self.emendations)
            if (emendation.language or main) == document.language
        )


class PersonFacts(Pair):
    """A person of data/people.yml."""

    side: Side
    basis: NameBasis
    distinct_from: Annotated[tuple[str, ...], Each] = ()


class Partner(Pair):
    """An institution of data/partners.yml."""

    url: Url | None = None


class Reference(Pair):
    """A public page or a file of the project, data/references.yml."""

    url: Url | None = None
    file: SourceFile | None = None
    languages: tuple[Language, ...] = ()
    format: str | None = None
    round: Number | None = None

    @model_validator(mode="after")
    def _has_one_location(self) -> Reference:
        if (self.url is None) == (self.file is None):
            raise ValueError("a reference requires either url or file")
        return self


class Term(Pair):
    """A glossary pair, data/glossary.yml."""

    zh_variants: tuple[str, ...] = ()
    en_variants: tuple[str, ...] = ()


class RelationFacts(Strict):
    """One entry of data/relations.yml, from the later item to the earlier.

    `identified` is `editorial` where a memo refers back without naming the round, and the archive identifies it.
    """

    from_: Annotated[str, Field(alias="from")]
    to: str
    type: RelationType
    basis: Basis
    identified: Literal["editorial"] | None = None
    evidence: Pair

    @model_validator(mode="after")
    def _identifies_a_memo(self) -> RelationFacts:
        if self.identified and self.basis != "memo-text":
            raise ValueError(f"found identified with basis: {self.basis}, expected it only with basis: memo-text")
        return self


class Correction(Strict):
    """One dated correction of published text, data/corrections.yml."""

    on: Day
    round: Number
    block: str
    note: Pair


class RegisteredRound(Strict):
    """The published ids of a round: its items, and the number of blocks of each section."""

    items: tuple[str, ...] = ()
    sections: dict[str, int] = {}


class Registry(Strict):
    """data/registry.yml: every published id."""

    rounds: dict[Number, RegisteredRound] = {}
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()


class FrontMatter(Strict):
    """The front matter of a page of a round."""

    title: Filled
    description: Filled | None = None


class StandaloneFrontMatter(FrontMatter):
    """The front matter of a standalone page, with the keys of MkDocs and its theme."""

    template: Filled | None = None
    hide: tuple[str, ...] = ()
    status: Filled | None = None
    icon: Filled | None = None


Topics = dict[str, Pair]
People = dict[str, PersonFacts]
PartnersFile = dict[str, Partner]
References = dict[str, Reference]
Glossary = tuple[Term, ...]
Relations = tuple[RelationFacts, ...]
Corrections = tuple[Correction, ...]
Interface = dict[str, InterfaceWords]
