"""What is drawn: the matrix of topics by rounds, and the threads as lines through the rounds.

A drawing has at most `WINDOW` columns, so that the pages that show one keep their size as rounds are added.
"""

from __future__ import annotations

from collections.abc import Sequence

from dialogue_archive.archive.model import Round
from dialogue_archive.archive.relations import Thread
from dialogue_archive.ids import RELATION_TYPES
from dialogue_archive.views.components import View, basis_label, item_brief, round_brief, thread_brief
from dialogue_archive.views.context import PageLocation, memo_address, topic_address

WINDOW = 12
# Heights of the thread drawing, in pixels. Its widths are percentages: text keeps its size on every screen.
_HEAD, _LANE, _TOP, _BOTTOM = 28, 46, 16, 36


def newest_rounds(location: PageLocation) -> Sequence[Round]:
    """The rounds that a drawing shows, in order."""
    return location.edition.archive.rounds[-WINDOW:]


def rounds_of(location: PageLocation, thread: Thread) -> Sequence[Round]:
    """The rounds that the drawing of one thread shows: the newest, or those up to its own last."""
    newest = newest_rounds(location)
    if thread.rounds[-1] >= newest[0].number:
        return newest
    return [round_ for round_ in location.edition.archive.rounds if round_.number <= thread.rounds[-1]][-WINDOW:]


def timeline(location: PageLocation) -> View:
    """The newest rounds, and how many there are before them."""
    shown = newest_rounds(location)
    earlier = len(location.edition.archive.rounds) - len(shown)
    return {"rounds": [round_brief(location, round_) for round_ in shown], "earlier": earlier}


def matrix(location: PageLocation, shown: Sequence[Round]) -> View:
    """Topics by rounds: each cell counts its items and leads to the first of them on the topic's page."""
    edition = location.edition
    columns = [
        {
            "number": round_.number,
            "label": edition.words.round(round_.number),
            "href": location.href(memo_address(round_.number)),
            "has_items": bool(round_.items),
        }
        for round_ in shown
    ]
    counts: dict[tuple[str, int], int] = {}
    kinds: dict[tuple[str, int], str] = {}
    for round_ in shown:
        for item in round_.items:
            for slug in item.topics:
                counts[slug, round_.number] = counts.get((slug, round_.number), 0) + 1
                kinds.setdefault((slug, round_.number), item.kind)
    rows = []
    for slug in edition.links.by_topic:
        cells = []
        for round_ in shown:
            key = (slug, round_.number)
            cells.append(
                {
                    "round": round_.number,
                    "label": edition.words.round(round_.number),
                    "count": counts.get(key, 0),
                    "kind": kinds.get(key),
                    "has_items": bool(round_.items),
                    "href": location.href(topic_address(slug), f"round-{round_.number}") if key in counts else None,
                }
            )
        label = edition.archive.topics[slug][edition.language]
        rows.append({"slug": slug, "label": label, "href": location.href(topic_address(slug)), "cells": cells})
    return {"columns": columns, "rows": rows}


def thread_map(location: PageLocation, threads: Sequence[Thread], shown: Sequence[Round]) -> View:
    """The threads as lines: for each its marks and lines, x in percent, y in pixels, and the same in words."""
    step = 100 / max(len(shown), 1)
    columns = {
        round_.number: {
            "label": str(round_.number),
            "x": round((index + 0.5) * step, 2),
            "has_items": bool(round_.items),
        }
        for index, round_ in enumerate(shown)
    }
    words = location.edition.words
    types = [(name, words(f"relation_{name.replace('-', '_')}")) for name in RELATION_TYPES]
    used = {relation.facts.type for thread in threads for relation in thread.relations}
    return {
        "columns": list(columns.values()),
        "head": _HEAD,
        "threads": [
            _thread(location, thread, {n: float(str(c["x"])) for n, c in columns.items()}) for thread in threads
        ],
        "types": [(name, label) for name, label in types if name in used],
    }


def _thread(location: PageLocation, thread: Thread, x_of: dict[int, float]) -> View:
    """One thread. Each item before the newest round has a lane of its own, so that no line runs through a mark."""
    newest = [item for item in thread.items if item.round == thread.rounds[-1]]
    earlier = [item for item in thread.items if item.round != thread.rounds[-1]]
    lanes = max(len(earlier), len(newest))
    nodes: dict[str, View] = {}
    for group in (earlier, newest):
        offset = (lanes - len(group)) * _LANE / 2
        for lane, item in enumerate(group):
            if item.round in x_of:
                y = round(_TOP + offset + lane * _LANE)
                nodes[item.id] = {**item_brief(location, item), "x": x_of[item.round], "y": y}
    lines = [
        {
            "type": relation.facts.type,
            "x1": nodes[relation.target]["x"],
            "y1": nodes[relation.target]["y"],
            "x2": nodes[relation.source]["x"],
            "y2": nodes[relation.source]["y"],
        }
        for relation in thread.relations
        if relation.source in nodes and relation.target in nodes
    ]
    brief = thread_brief(location, thread)
    return {
        **brief,
        "height": _TOP + (lanes - 1) * _LANE + _BOTTOM,
        "nodes": list(nodes.values()),
        "lines": lines,
        "relations": _in_words(location, thread),
    }


def _in_words(location: PageLocation, thread: Thread) -> list[View]:
    words, items = location.edition.words, location.edition.archive.items
    return [
        {
            "type": relation.facts.type,
            "basis": relation.facts.basis,
            "label": words(f"relation_{relation.facts.type.replace('-', '_')}"),
            "basis_label": basis_label(location, relation),
            "from": item_brief(location, items[relation.source]),
            "to": item_brief(location, items[relation.target]),
        }
        for relation in thread.relations
    ]
