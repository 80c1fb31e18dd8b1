"""The views of a round's pages: memo, parallel text, catalogue, participants; and the list of rounds."""

from __future__ import annotations

from dialogue_archive.archive.model import Round, Section
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.language import format_dates
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import TextRecord
from dialogue_archive.views.components import (
    NoteNumbers,
    View,
    block_view,
    item_full,
    participant_view,
    reference_views,
    round_brief,
)
from dialogue_archive.views.context import HTML_LANGUAGE, OTHER, PageLocation


def memo(location: PageLocation, round_: Round) -> View:
    """`rounds/N/`: the memo in the page's language, its annexed lists, its apparatus."""
    language = location.edition.language
    numbering = NoteNumbers(_names(round_, location.edition.language))
    return {
        "round": round_brief(location, round_),
        "neighbours": _neighbours(location, round_),
        "record": _record(location, round_),
        "sections": [_section(location, section, language, numbering) for section in round_.sections],
        "delegations": _delegations(location, round_, language, numbering),
        "participants_remark": location.html(round_.participants_remark[language]),
        "notes": numbering.notes,
        "notes_elsewhere": _noted_only(round_, OTHER[language]),
        "corrections": _corrections(location, round_),
    }


def _noted_only(round_: Round, language: Language) -> Language | None:
    """`language`, where its document is the only one with emendations: the other page's notes are none."""
    text = round_.facts.text
    noted = [document.language for document in text.documents if round_.facts.emendations_of(document)]
    return language if noted == [language] else None


def _corrections(location: PageLocation, round_: Round) -> list[View]:
    """What was corrected in this round's texts after they had been published, the latest first."""
    language = location.edition.language
    return [
        {
            "on": correction.on.isoformat(),
            "date": format_dates(correction.on, correction.on, language),
            "block": correction.block,
            "note": correction.note[language],
        }
        for correction in sorted(location.edition.archive.corrections, key=lambda found: found.on, reverse=True)
        if correction.round == round_.number
    ]


def parallel(location: PageLocation, round_: Round) -> View:
    """`rounds/N/parallel/`: both languages, row by row; the notes of the Chinese text come before the English."""
    numbering = NoteNumbers(_names(round_, location.edition.language))
    halves: dict[Language, list[View]] = {}
    delegations: dict[Language, list[View]] = {}
    for language in LANGUAGES:
        halves[language] = [_section(location, section, language, numbering) for section in round_.sections]
        delegations[language] = _delegations(location, round_, language, numbering)
    rows = []
    for zh, en in zip(halves["zh"], halves["en"], strict=True):
        blocks = [{"zh": one, "en": other} for one, other in zip(zh["blocks"], en["blocks"], strict=True)]
        rows.append({"id": zh["id"], "zh": zh, "en": en, "blocks": blocks})
    people = []
    for zh, en in zip(delegations["zh"], delegations["en"], strict=True):
        pairs = [{"zh": one, "en": other} for one, other in zip(zh["participants"], en["participants"], strict=True)]
        people.append({"side": zh["side"], "zh": zh, "en": en, "participants": pairs})
    remarks = {language: location.html(round_.participants_remark[language]) for language in LANGUAGES}
    return {
        "round": round_brief(location, round_),
        "neighbours": _neighbours(location, round_),
        "record": _record(location, round_),
        "rows": rows,
        "delegations": people,
        "participants_remark": remarks,
        "notes": numbering.notes,
    }


def catalogue(location: PageLocation, round_: Round) -> View:
    """`rounds/N/recommendations/`: each item with text, topics and relations, grouped by section."""
    language = location.edition.language
    groups = []
    for section in round_.sections:
        items = [item_full(location, item) for item in round_.items if item.section_id == section.id]
        if items:
            groups.append({"id": section.id, "heading": to_text(section.heading[language]), "items": items})
    return {
        "round": round_brief(location, round_),
        "neighbours": _neighbours(location, round_),
        "record": _record(location, round_),
        "groups": groups,
        "remark": location.html(round_.catalogue_remark[language]),
    }


def participants(location: PageLocation, round_: Round) -> View:
    """`rounds/N/participants/`: both delegations."""
    language = location.edition.language
    numbering = NoteNumbers(_names(round_, location.edition.language))
    delegations = _delegations(location, round_, language, numbering)
    return {
        "round": round_brief(location, round_),
        "neighbours": _neighbours(location, round_),
        "record": _record(location, round_),
        "delegations": delegations,
        "remark": location.html(round_.participants_remark[language]),
        "notes": numbering.notes,
    }


def index(location: PageLocation) -> View:
    """`rounds/`: all rounds, newest first."""
    return {"rounds": [round_brief(location, round_) for round_ in reversed(location.edition.archive.rounds)]}


def _names(round_: Round, language: Language) -> dict[str, str]:
    """What a reader calls the places of a round's pages, by their ids: sections, blocks, delegations, people."""
    names: dict[str, str] = {}
    for section in round_.sections:
        heading = names[section.id] = to_text(section.heading[language])
        for block in section.blocks:
            number = block.id.rsplit("-", 1)[-1]
            names[block.id] = heading if block.kind == "heading" else block.item_id or f"{heading} {number}"
    names.update((side, to_text(words[language])) for side, words in round_.delegation_headings.items())
    names.update((found.person_id, to_text(found.name[language])) for found in round_.participants)
    return names


def _section(location: PageLocation, section: Section, language: Language, numbering: NoteNumbers) -> View:
    return {
        "id": section.id,
        "heading": to_text(section.heading[language]),
        "lang": HTML_LANGUAGE[language],
        "notes": numbering.views(location, section.notes, language),
        "blocks": [block_view(location, block, language, numbering) for block in section.blocks],
    }


def _delegations(location: PageLocation, round_: Round, language: Language, numbering: NoteNumbers) -> list[View]:
    if not round_.participants:
        return []
    return [
        {
            "side": side,
            "lang": HTML_LANGUAGE[language],
            "heading": to_text(round_.delegation_headings[side][language]),
            "notes": numbering.views(location, round_.delegation_notes[side], language),
            "participants": [
                participant_view(location, participant, language, numbering) for participant in round_.delegation(side)
            ],
        }
        for side in location.edition.archive.series.sides
    ]


def _record(location: PageLocation, round_: Round) -> View:
    """What is on record, on what it rests, and the status of the text."""
    edition, facts, text = location.edition, round_.facts, round_.facts.text
    words, language = edition.words, edition.language
    cited = {
        name: reference_views(location, fact.references) if fact else []
        for name, fact in (("dates", facts.dates), ("place", facts.place), ("partners", facts.partners))
    }
    status = text.text_status(language)
    return {
        "coverage": text.coverage,
        "coverage_label": words(f"coverage_{text.coverage}"),
        "cited": cited,
        "dates_remark": facts.dates.remark[language] if facts.dates and facts.dates.remark else None,
        "texts": reference_views(location, text.references),
        "documents": [{"file": one.file, "language": one.language, "sha256": one.sha256} for one in text.documents],
        "text_status_label": words(f"status_{status.replace('-', '_')}") if status else None,
        "translated": next((code for code in LANGUAGES if text.text_status(code) == "archive-translation"), None),
        "authoritative": _authoritative(location, text),
    }


def _authoritative(location: PageLocation, text: TextRecord) -> str | None:
    """Which text prevails: the source over our translation; of two official ones that which the data name, if any."""
    words = location.edition.words
    if text.is_official_in_both:
        return words(f"authoritative_official_{text.authoritative}") if text.authoritative else None
    return words(f"authoritative_{text.source.language}") if text.source else None


def _neighbours(location: PageLocation, round_: Round) -> View:
    rounds = location.edition.archive.round_by_number
    return {
        name: round_brief(location, rounds[number]) if number in rounds else None
        for name, number in (("previous", round_.number - 1), ("next", round_.number + 1))
    }
