"""What every page of a round shows of it: its head, what is on record, the status of the text, corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from dialogue_archive.archive.model import Round
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import format_dates
from dialogue_archive.reading.schema import TextRecord
from dialogue_archive.views.components import Link, ReferenceView, RoundBrief, reference_views, round_brief
from dialogue_archive.views.context import (
    PageLocation,
    catalogue_address,
    memo_address,
    parallel_address,
    participants_address,
)

PageName = Literal["memo", "catalogue", "participants", "parallel"]
ROUND_ADDRESS: Mapping[PageName, Callable[[int], str]] = {
    "memo": memo_address,
    "catalogue": catalogue_address,
    "participants": participants_address,
    "parallel": parallel_address,
}


@dataclass(frozen=True, slots=True)
class RoundHead:
    """The head of each page of a round: its four pages, `current` among them, and the same page of its neighbours."""

    round: RoundBrief
    pages: tuple[tuple[PageName, Link], ...]
    current: PageName
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that a text was taken from."""

    file: str
    href: str
    language: Language
    sha256: str


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """What is on record of a round, on what it rests, and the status of its text.

    `dates`, `place` and `partners` are the references of these facts, `texts` those of the text. `coverage_label` and
    `text_status_label` are None where no text is held; `translated` is the language of this archive's translation;
    `base_text` names the text that the page follows, unless both texts are official; then `authoritative` names the one
    that prevails, or is None if the memo does not say.
    """

    dates: tuple[ReferenceView, ...]
    place: tuple[ReferenceView, ...]
    partners: tuple[ReferenceView, ...]
    texts: tuple[ReferenceView, ...]
    dates_remark: str | None
    coverage_label: str | None
    documents: tuple[SourceDocument, ...]
    text_status_label: str | None
    translated: Language | None
    base_text: str | None
    authoritative: str | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction made after publication: the day as `2031-06-01` and in words, the id it concerns, what was wrong."""

    on: str
    date: str
    block: str
    note: str


def round_head(location: PageLocation, round_: Round, current: PageName) -> RoundHead:
    """The head of the page `current` of a round. Constant in size, however many rounds there are."""
    brief = round_brief(location, round_)
    words = location.edition.words
    has_positions_alone = brief.positions and not brief.recommendations
    labels: Mapping[PageName, str] = {
        "memo": words("memo" if brief.coverage == "full" else "record"),
        "catalogue": words("positions" if has_positions_alone else "recommendations"),
        "participants": words("participants"),
        "parallel": words("parallel"),
    }
    pages = tuple((name, Link(labels[name], location.href(ROUND_ADDRESS[name](round_.number)))) for name in labels)
    return RoundHead(
        round=brief,
        pages=pages,
        current=current,
        previous=_neighbour(location, round_.number - 1, current),
        next=_neighbour(location, round_.number + 1, current),
    )


def _neighbour(location: PageLocation, number: int, page: PageName) -> Link | None:
    """The same page of another round, if there is such a round."""
    if number not in location.edition.archive.round_by_number:
        return None
    return Link(location.edition.words.round(number), location.href(ROUND_ADDRESS[page](number)))


def round_record(location: PageLocation, round_: Round) -> RoundRecord:
    """What is on record of a round, on what it rests, and the status of the text."""
    facts, text = round_.facts, round_.facts.text
    words, language = location.edition.words, location.edition.language
    status = text.text_status(language)
    return RoundRecord(
        dates=reference_views(location, facts.dates.references if facts.dates else ()),
        place=reference_views(location, facts.place.references if facts.place else ()),
        partners=reference_views(location, facts.partners.references if facts.partners else ()),
        texts=reference_views(location, text.references),
        dates_remark=facts.dates.remark[language] if facts.dates and facts.dates.remark else None,
        coverage_label=words(f"coverage_{text.coverage}") if text.coverage != "none" else None,
        documents=tuple(
            SourceDocument(found.file, location.asset(found.file), found.language, found.sha256)
            for found in text.documents
        ),
        text_status_label=words(f"status_{status.replace('-', '_')}") if status else None,
        translated=translated(text),
        base_text=_base_text(location, text),
        authoritative=_authoritative(location, text),
    )


def translated(text: TextRecord) -> Language | None:
    """The language whose text is this archive's own translation, if any is."""
    return next((code for code in LANGUAGES if text.text_status(code) == "archive-translation"), None)


def _base_text(location: PageLocation, text: TextRecord) -> str | None:
    """The text that this archive follows, where only one is a source."""
    if text.source is None or text.is_official_in_both:
        return None
    return location.edition.words(f"base_text_{text.source.language}")


def _authoritative(location: PageLocation, text: TextRecord) -> str | None:
    """Which of two official texts prevails, if the memo says so."""
    if not text.authoritative:
        return None
    return location.edition.words(f"authoritative_{text.authoritative}")


def text_status(location: PageLocation, round_: Round, page: PageName) -> str | None:
    """What a page of a round says of its text, wherever it is not the source itself."""
    words, text = location.edition.words, round_.facts.text
    own = translated(text)
    if own and page == "parallel":
        return words(f"text_status_parallel_{own}")
    if own == location.edition.language:
        return words("text_status_translation")
    if text.coverage == "full" and page == "parallel":
        return words("text_status_parallel_official")
    if text.coverage == "paraphrase" and page != "participants":
        return words("text_status_paraphrase", round=words.round(round_.number))
    return None


def correction_views(location: PageLocation, round_: Round) -> tuple[CorrectionView, ...]:
    """What was corrected in a round's texts after they had been published, the latest first."""
    language = location.edition.language
    ours = (found for found in location.edition.archive.corrections if found.round == round_.number)
    return tuple(
        CorrectionView(
            found.on.isoformat(), format_dates(found.on, found.on, language), found.block, found.note[language]
        )
        for found in sorted(ours, key=lambda found: found.on, reverse=True)
    )
