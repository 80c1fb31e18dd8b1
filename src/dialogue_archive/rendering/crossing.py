"""The views that cross the rounds: home, threads, topics, people."""

from __future__ import annotations

from dialogue_archive.ids import SIDES
from dialogue_archive.links import Thread
from dialogue_archive.reading.inline import to_text
from dialogue_archive.rendering.context import (
    Place,
    catalogue_address,
    participants_address,
    thread_address,
    topic_address,
)
from dialogue_archive.rendering.parts import View, item_brief, item_full, round_brief, thread_brief


def home(place: Place) -> View:
    """The home page: the newest round, all rounds as a timeline, topics by rounds, threads."""
    edition = place.edition
    rounds = [round_brief(place, round_) for round_ in edition.archive.rounds]
    return {
        "newest": rounds[-1] if rounds else None,
        "rounds": rounds,
        "matrix": matrix(place),
        "threads": [thread_brief(place, thread) for thread in edition.links.threads],
    }


def matrix(place: Place) -> View:
    """Topics by rounds: each cell counts its items and leads to the first of them on the topic's page."""
    edition = place.edition
    numbers = [round_.number for round_ in edition.archive.rounds]
    rows = []
    for slug, items in edition.links.by_topic.items():
        cells = []
        for number in numbers:
            here = [item for item in items if item.round == number]
            cells.append(
                {
                    "round": number,
                    "count": len(here),
                    "kind": here[0].kind if here else None,
                    "href": place.href(topic_address(slug), f"round-{number}") if here else None,
                }
            )
        label = edition.archive.topics[slug][edition.language]
        rows.append({"slug": slug, "label": label, "href": place.href(topic_address(slug)), "cells": cells})
    columns = [{"number": number, "label": edition.words.round(number)} for number in numbers]
    return {"columns": columns, "rows": rows}


def threads(place: Place) -> View:
    """`threads/`: every thread in brief, with the rounds as columns for the drawing."""
    edition = place.edition
    return {
        "rounds": [round_brief(place, round_) for round_ in edition.archive.rounds],
        "threads": [
            {**thread_brief(place, thread), "relations": _relations(place, thread)} for thread in edition.links.threads
        ],
    }


def _relations(place: Place, thread: Thread) -> list[View]:
    return [
        {
            "source": relation.source,
            "target": relation.target,
            "type": relation.facts.type,
            "basis": relation.facts.basis,
            "label": place.edition.words(f"relation_{relation.facts.type.replace('-', '_')}"),
        }
        for relation in thread.relations
    ]


def thread(place: Place, found: Thread) -> View:
    """`threads/<id>/`: the chain, round by round, each text in full."""
    steps = []
    for number in found.rounds:
        round_ = place.edition.archive.round_by_number[number]
        items = [item_full(place, item) for item in found.items if item.round == number]
        steps.append({"round": round_brief(place, round_), "items": items})
    return {"thread": thread_brief(place, found), "steps": steps}


def former_thread(place: Place, identifier: str, found: Thread) -> View:
    """A thread's former address: where the thread begins now."""
    return {
        "item": item_brief(place, place.edition.archive.items[identifier]),
        "thread": thread_brief(place, found),
        "target": place.href(thread_address(found.id), identifier),
    }


def topics(place: Place) -> View:
    """`topics/`: all topics with their counts, and the matrix."""
    edition = place.edition
    return {
        "topics": [
            {
                "slug": slug,
                "label": edition.archive.topics[slug][edition.language],
                "other_label": edition.archive.topics[slug][edition.other],
                "href": place.href(topic_address(slug)),
                "count": len(items),
                "rounds": sorted({item.round for item in items}),
            }
            for slug, items in edition.links.by_topic.items()
        ],
        "matrix": matrix(place),
    }


def topic(place: Place, slug: str) -> View:
    """`topics/<slug>/`: the items of one topic by round, newest first."""
    edition = place.edition
    pair = edition.archive.topics[slug]
    items = edition.links.by_topic[slug]
    groups = []
    for number in sorted({item.round for item in items}, reverse=True):
        found = [item_full(place, item) for item in items if item.round == number]
        groups.append({"round": round_brief(place, edition.archive.round_by_number[number]), "items": found})
    return {
        "topic": {"slug": slug, "label": pair[edition.language], "other_label": pair[edition.other]},
        "groups": groups,
    }


def people(place: Place) -> View:
    """`people/`: who attended which rounds, by side, with the title of each round."""
    edition = place.edition
    language = edition.language
    sides = []
    for side in SIDES:
        entries = []
        for person_id, attendances in edition.archive.participants.items():
            person = edition.archive.people.get(person_id)
            if not person or person.side != side:
                continue
            entries.append(
                {
                    "id": person_id,
                    "name": person[language],
                    "other_name": person[edition.other],
                    "basis": person.basis,
                    "attendances": [
                        {
                            "round": attendance.round,
                            "label": edition.words.round(attendance.round),
                            "title": to_text(attendance.title[language]),
                            "is_head": attendance.is_head,
                            "href": place.href(participants_address(attendance.round), person_id),
                        }
                        for attendance in attendances
                    ],
                }
            )
        sides.append({"side": side, "label": edition.words(f"side_{side}"), "people": entries})
    with_lists = [round_.number for round_ in edition.archive.rounds if round_.participants]
    without = [edition.words.round(r.number) for r in edition.archive.rounds if not r.participants]
    return {"sides": sides, "rounds_with_lists": with_lists, "rounds_without": without}


def search(place: Place) -> View:
    """`search/`: what the page says without scripts: the way to the topics."""
    return {
        "topics": topics(place)["topics"],
        "catalogues": [
            {"label": place.edition.words.round(r.number), "href": place.href(catalogue_address(r.number))}
            for r in place.edition.archive.rounds
        ],
    }
