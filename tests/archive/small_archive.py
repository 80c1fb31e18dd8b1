"""Archives of a few made-up items, built in memory for the tests of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogue_archive import ids
from dialogue_archive.archive.model import Archive, Block, Item, Lines, Participant, Relation, Round, Section, Words
from dialogue_archive.reading.schema import (
    Correction,
    Pair,
    Partner,
    PersonFacts,
    Reference,
    RelationFacts,
    RoundFacts,
    Series,
    Term,
)

NOTHING = Words()
PAIR = {"zh": "甲", "en": "A"}
_SIDE = {"label": PAIR, "adjective": PAIR, "names": {}, "person_names": "zh"}
SERIES = Series.model_validate(
    {
        "name": PAIR,
        "site": {"name": PAIR, "short_name": PAIR, "description": PAIR},
        "round": {"zh": "第{numeral}轮", "en": "Round {number}"},
        "sides": {"cn": _SIDE, "us": _SIDE},
    }
)


def pair(text: str) -> Pair:
    """The same text as both languages."""
    return Pair(zh=text, en=text)


def item(item_id: str, *topics: str, text: str = "data") -> Item:
    """A recommendation or position of the round in its id."""
    kind: Any = "position" if ids.is_position(item_id) else "recommendation"
    words = Words(zh=text, en=text)
    return Item(
        id=item_id,
        kind=kind,
        round=ids.round_of(item_id),
        section_id="data",
        block_id=f"data-{item_id}",
        title=words,
        text=words,
        topics=topics,
    )


def round_(number: int, *items: Item, people: Mapping[str, str] | None = None, **facts: Any) -> Round:
    """A round with these items, one block each; `people` maps person ids to sides, `facts` is data of the round."""
    blocks = tuple(
        Block(id=found.block_id, kind="item", text=found.text, lines=Lines(), item_id=found.id) for found in items
    )
    return Round(
        number=number,
        facts=RoundFacts.model_validate({"round": number, "text": {"coverage": "none"}, **facts}),
        title=NOTHING,
        description=NOTHING,
        sections=(Section(id="data", heading=NOTHING, lines=Lines(), blocks=blocks),),
        items=items,
        participants=tuple(
            Participant(person_id=person, round=number, side=side, name=NOTHING, title=NOTHING, is_head=False)
            for person, side in (people or {}).items()
        ),
        delegation_headings={},
        delegation_notes={},
        participants_remark=NOTHING,
        catalogue_remark=NOTHING,
        catalogue_title=NOTHING,
        catalogue_description=NOTHING,
        participants_title=NOTHING,
        participants_description=NOTHING,
    )


def rounds_of(*item_ids: str) -> tuple[Round, ...]:
    """The rounds from 1 on that have these items."""
    last = max(ids.round_of(item_id) for item_id in item_ids)
    return tuple(
        round_(number, *(item(item_id) for item_id in item_ids if ids.round_of(item_id) == number))
        for number in range(1, last + 1)
    )


def relation(source: str, target: str) -> Relation:
    """An editorial relation from a later item to an earlier one."""
    facts = RelationFacts.model_validate(
        {"from": source, "to": target, "type": "extends", "basis": "editorial", "evidence": PAIR}
    )
    return Relation(source, target, facts)


def archive(rounds: Sequence[Round], *relations: Relation, **parts: Any) -> Archive:
    """An archive of these rounds and relations; `parts` are other fields of the model."""
    fields: dict[str, Any] = {
        "topics": {},
        "people": {},
        "partners": {},
        "references": {},
        "glossary": (),
        "corrections": (),
        "interface": {},
        "series": SERIES,
    }
    return Archive(rounds=tuple(rounds), relations=relations, **{**fields, **parts})


def person(side: str = "cn") -> PersonFacts:
    """A person of this side."""
    return PersonFacts.model_validate({**PAIR, "side": side, "basis": "public"})


def partner() -> Partner:
    """An institution."""
    return Partner.model_validate(PAIR)


def reference(number: int | None = None) -> Reference:
    """A public page, of the round `number` or of the series as a whole."""
    return Reference.model_validate({**PAIR, "url": "https://example.org/", "round": number})


def term(text: str) -> Term:
    """A glossary term that is the same in both languages."""
    return Term.model_validate({"zh": text, "en": text})


def correction(number: int) -> Correction:
    """A correction of a text of this round."""
    return Correction.model_validate({"on": "2031-06-01", "round": number, "block": "data-1", "note": PAIR})
