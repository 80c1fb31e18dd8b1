"""The parts that many pages share: a round in brief, an item, its relations, a block with its notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from dialogue_archive.archive.model import Block, Item, Note, Participant, Relation, Round, Words
from dialogue_archive.archive.relations import Thread
from dialogue_archive.ids import Language
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.context import (
    HTML_LANGUAGE,
    PageLocation,
    catalogue_address,
    memo_address,
    parallel_address,
    participants_address,
    thread_address,
    topic_address,
)

View = dict[str, Any]
Draw = TypeVar("Draw", bound=Callable[..., View])


def shared(draw: Draw) -> Draw:
    """Draw a part once for all pages equally deep in one folder: their links are the same. Never change the view."""

    @wraps(draw)
    def drawn(location: PageLocation, part: object, *rest: object) -> View:
        views = location.edition.views
        # The edition keeps its parts, and so their ids.
        key = (draw.__name__, location.top, location.root, location.index, id(part), *rest)
        if key not in views:
            views[key] = draw(location, part, *rest)
        return views[key]

    return cast(Draw, drawn)


@shared
def round_brief(location: PageLocation, round_: Round) -> View:
    """A round's number, name, days, place, partners, themes and the addresses of its pages."""
    words, language, facts = location.edition.words, location.edition.language, round_.facts
    partners = location.edition.archive.partners
    return {
        "number": round_.number,
        "label": words.round(round_.number),
        "title": round_.title[language],
        "description": round_.description[language],
        "dates": words.dates(facts.dates),
        "start": facts.dates.start.isoformat() if facts.dates else None,
        "end": facts.dates.end.isoformat() if facts.dates else None,
        "year": facts.dates.start.year if facts.dates else None,
        "place": facts.place[language] if facts.place else None,
        "partners": [
            {"name": partners[name][language], "url": partners[name].url}
            for name in (facts.partners.names if facts.partners else ())
            if name in partners
        ],
        "themes": [theme[language] for theme in facts.themes],
        "coverage": facts.text.coverage,
        "recommendations": sum(item.kind == "recommendation" for item in round_.items),
        "positions": sum(item.kind == "position" for item in round_.items),
        "participants": len(round_.participants),
        "memo": location.href(memo_address(round_.number)),
        "catalogue": location.href(catalogue_address(round_.number)),
        "list": location.href(participants_address(round_.number)),
        "parallel": location.href(parallel_address(round_.number)),
    }


@shared
def item_brief(location: PageLocation, item: Item) -> View:
    """An item's id, short title, round and days, with its addresses."""
    edition = location.edition
    words, language = edition.words, edition.language
    round_ = edition.archive.round_by_number[item.round]
    thread = edition.links.thread_of.get(item.id)
    return {
        "id": item.id,
        "kind": item.kind,
        "title": to_text(item.title[language]) or item.id,
        "round": item.round,
        "round_label": words.round(item.round),
        "dates": words.dates(round_.facts.dates),
        "href": location.href(catalogue_address(item.round), item.id),
        "memo": location.href(memo_address(item.round), item.id),
        "parallel": location.href(parallel_address(item.round), item.id),
        "thread": location.href(thread_address(thread.id), item.id) if thread else None,
    }


@shared
def item_full(location: PageLocation, item: Item) -> View:
    """An item with its text, topics, and relations both ways."""
    edition = location.edition
    topics = edition.archive.topics
    return dict(
        item_brief(location, item),
        html=location.html(item.text[edition.language]),
        text=to_text(item.text[edition.language]),
        block_id=item.block_id,
        section=_section_heading(location, item),
        topics=[
            {"slug": slug, "label": topics[slug][edition.language], "href": location.href(topic_address(slug))}
            for slug in item.topics
            if slug in topics
        ],
        takes_up=[relation_view(location, r, r.target) for r in edition.links.takes_up.get(item.id, ())],
        taken_up_by=[relation_view(location, r, r.source) for r in edition.links.taken_up_by.get(item.id, ())],
        text_status=_text_status(location, item),
        stance=item.facts.stance if item.facts else None,
        references=reference_views(location, item.facts.references if item.facts else ()),
        became=item.facts.became if item.facts and item.facts.became in edition.archive.items else None,
    )


def _text_status(location: PageLocation, item: Item) -> str:
    """What the item's text is in the page's language: a paraphrase, the source, a translation."""
    words = location.edition.words
    status = location.edition.archive.round_by_number[item.round].facts.text.text_status(location.edition.language)
    if item.kind == "position" or not status:
        return words("item_paraphrase")
    return words(f"item_{status.replace('-', '_')}")


def _section_heading(location: PageLocation, item: Item) -> View:
    round_ = location.edition.archive.round_by_number[item.round]
    section = next(section for section in round_.sections if section.id == item.section_id)
    href = location.href(memo_address(item.round), section.id)
    return {"id": section.id, "heading": to_text(section.heading[location.edition.language]), "href": href}


def basis_label(location: PageLocation, relation: Relation) -> str:
    """Who asserts a relation: the memo, the memo with the round identified by the editors, the editors."""
    facts = relation.facts
    return location.edition.words(
        f"basis_{facts.basis.replace('-', '_')}" + ("_identified" if facts.identified else "")
    )


@shared
def relation_view(location: PageLocation, relation: Relation, other: str) -> View:
    """A relation as seen from one end: `other` is the item at the far end."""
    words, language, facts = location.edition.words, location.edition.language, relation.facts
    inverse = other == relation.source
    key = facts.type.replace("-", "_")
    return {
        "type": facts.type,
        "basis": facts.basis,
        "label": words(f"relation_{key}_inverse" if inverse else f"relation_{key}"),
        "basis_label": basis_label(location, relation),
        "evidence": facts.evidence[language],
        "inverse": inverse,
        "other": item_brief(location, location.edition.archive.items[other]),
    }


@shared
def thread_brief(location: PageLocation, thread: Thread) -> View:
    """A thread's title (that of its earliest item), its rounds, and its address."""
    words = location.edition.words
    first = thread.items[0]
    return {
        "id": thread.id,
        "title": to_text(first.title[location.edition.language]) or thread.id,
        "href": location.href(thread_address(thread.id)),
        "rounds": [{"number": number, "label": words.round(number)} for number in thread.rounds],
        "count": len(thread.items),
        "items": [item_brief(location, item) for item in thread.items],
    }


def reference_views(location: PageLocation, keys: Sequence[str]) -> list[View]:
    """References by their keys, with label, address and the languages of what is there."""
    edition = location.edition
    return [
        {
            "key": key,
            "label": edition.archive.references[key][edition.language],
            "url": edition.archive.references[key].url,
            "file": edition.archive.references[key].file,
            "format": edition.archive.references[key].format,
            "languages": edition.archive.references[key].languages,
        }
        for key in keys
        if key in edition.archive.references
    ]


def block_view(location: PageLocation, block: Block, language: Language, numbering: NoteNumbers) -> View:
    """A block in one language: its id, number, kind, and its text cut where notes stand."""
    edition = location.edition
    item = edition.archive.items.get(block.item_id or "")
    view: View = {
        "id": block.id,
        "kind": block.kind,
        "number": block.id.rsplit("-", 1)[-1] if block.kind != "heading" else None,
        "lang": HTML_LANGUAGE[language],
        "segments": segments(location, block.text, language, block.notes, numbering),
        "missing": block.text.get(language) is None,
        "item": None,
    }
    if item:
        view["item"] = item_full(location, item)
    return view


_CHINESE = re.compile(r"([\u3400-\u9fff\uff00-\uffef]+)")


def by_script(text: str, language: Language) -> list[View]:
    """`text` cut so that the Chinese words in an English text can be marked as such; `lang` is None elsewhere."""
    if language == "zh":
        return [{"text": text, "lang": None}]
    pieces = _CHINESE.split(text)
    return [
        {"text": piece, "lang": HTML_LANGUAGE["zh"] if index % 2 else None}
        for index, piece in enumerate(pieces)
        if piece
    ]


class NoteNumbers:
    """Numbers the editor's notes of a page from 1, in the order in which they are met.

    `names` are what a reader calls the places where notes stand, by their ids: `Semiconductors 1`.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._numbers: dict[int, int] = {}
        self.notes: list[View] = []

    def views(self, location: PageLocation, notes: Sequence[Note], language: Language) -> list[View]:
        """The views of those notes that stand in the text of `language`."""
        return [self.view(location, note) for note in notes if note.language == language]

    def view(self, location: PageLocation, note: Note) -> View:
        """The view of a note. An emendation made in several places has one number and several places."""
        key = id(note.emendation)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            emendation, words = note.emendation, location.edition.words
            why = (
                emendation.note[location.edition.language]
                if emendation.note
                else words(f"emendation_{emendation.kind.replace('-', '_')}_why")
            )
            self.notes.append(
                {
                    "number": self._numbers[key],
                    "language": note.language,
                    "lang": HTML_LANGUAGE[note.language],
                    "kind": emendation.kind,
                    "kind_label": words(f"emendation_{emendation.kind.replace('-', '_')}"),
                    "source": emendation.source.replace("\n\n", "¶").replace("\n", "¶"),
                    "reading": emendation.reading.replace("\n\n", "¶").replace("\n", "¶"),
                    "why": by_script(why, location.edition.language),
                    "lines": list(emendation.lines),
                    "block_ids": [],
                    "names": [],
                }
            )
        view = self.notes[self._numbers[key] - 1]
        if note.block_id not in view["block_ids"]:
            view["block_ids"].append(note.block_id)
            view["names"].append(self._names.get(note.block_id, note.block_id))
        return view


def segments(
    location: PageLocation, text: Words, language: Language, notes: Sequence[Note], numbering: NoteNumbers
) -> list[View]:
    """The text as pieces of inline HTML, each followed by the note of its language that stands there, if any.

    A text with markup is not cut: its notes follow the whole.
    """
    words = text[language]
    bare = to_text(words)
    if bare != words:
        views = numbering.views(location, notes, language)
        return [{"html": location.html(words), "note": None}, *({"html": "", "note": view} for view in views)]
    pieces: list[View] = []
    at = 0
    ours = (note for note in notes if note.language == language)
    for note in sorted(ours, key=lambda note: note.offset if note.offset >= 0 else len(words)):
        end = note.offset + len(note.emendation.reading.lstrip("- \t").strip()) if note.offset >= 0 else len(words)
        pieces.append({"html": location.html(words[at:end]), "note": numbering.view(location, note)})
        at = max(at, end)
    pieces.append({"html": location.html(words[at:]), "note": None})
    return [piece for piece in pieces if piece["html"] or piece["note"]]


def participant_view(
    location: PageLocation, participant: Participant, language: Language, numbering: NoteNumbers
) -> View:
    """A participant in one language: person, name, title with notes, and whether a tag says that they head theirs."""
    person = location.edition.archive.people.get(participant.person_id)
    return {
        "id": participant.person_id,
        "name": to_text(participant.name[language]),
        "other_name": to_text(participant.name["en" if language == "zh" else "zh"]),
        "segments": segments(location, participant.title, language, participant.notes, numbering),
        "has_head_tag": participant.is_head
        and not location.edition.archive.says_head(to_text(participant.title[language])),
        "side": participant.side,
        "basis": person.basis if person else None,
        "href": location.href("people/", participant.person_id),
        "lang": HTML_LANGUAGE[language],
    }
