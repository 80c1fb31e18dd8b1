"""Charts: the matrix of topics by rounds, and the threads as lines through the rounds.

A chart has at most `WINDOW` columns, so that the pages that show one keep their size as rounds are added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialogue_archive.archive.model import Round
from dialogue_archive.archive.relations import Thread
from dialogue_archive.ids import RELATION_TYPES, Basis, RelationType
from dialogue_archive.views.components import (
    ItemBrief,
    Link,
    RoundBrief,
    ThreadBrief,
    basis_label,
    item_brief,
    relation_label,
    round_brief,
    thread_brief,
)
from dialogue_archive.views.context import PageLocation, memo_address, topic_address

WINDOW = 12
# Heights of a thread's chart, in pixels. Its widths are percentages: text keeps its size on every screen.
_HEAD, _LANE, _TOP, _BOTTOM = 28, 46, 16, 36


@dataclass(frozen=True, slots=True)
class Timeline:
    """The newest rounds, oldest first, and how many there are `earlier`."""

    rounds: tuple[RoundBrief, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A round of the matrix; without items it is a gap in the record."""

    number: int
    label: str
    href: str
    has_items: bool


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The items of one topic in one round: how many, the kind of the first, and a link to them.

    `href` and `kind` are None where there are none.
    """

    label: str
    count: int
    kind: str | None
    has_items: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A topic of the matrix."""

    topic: Link
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Topics by rounds."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MapColumn:
    """A round of the thread map, `x` in percent of its width."""

    label: str
    x: float
    has_items: bool


@dataclass(frozen=True, slots=True)
class MapNode:
    """An item's mark: `x` in percent, `y` in pixels."""

    item: ItemBrief
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class MapLine:
    """A relation's line from the earlier mark to the later one."""

    type: RelationType
    x1: float
    y1: int
    x2: float
    y2: int


@dataclass(frozen=True, slots=True)
class MapRelation:
    """A relation in words: the later item `source`, what it does, the earlier item `target`, who asserts it."""

    type: RelationType
    basis: Basis
    label: str
    basis_label: str
    source: ItemBrief
    target: ItemBrief


@dataclass(frozen=True, slots=True)
class MapThread:
    """A thread of the map: its marks and lines, `height` in pixels, and the same in words."""

    thread: ThreadBrief
    height: int
    nodes: tuple[MapNode, ...]
    lines: tuple[MapLine, ...]
    relations: tuple[MapRelation, ...]


@dataclass(frozen=True, slots=True)
class ThreadMap:
    """Threads as lines through the rounds. `types` are the types of relation in it, with their words.

    `head_height` is that of the column labels, in pixels.
    """

    columns: tuple[MapColumn, ...]
    head_height: int
    threads: tuple[MapThread, ...]
    types: tuple[tuple[RelationType, str], ...]


def newest_rounds(location: PageLocation) -> Sequence[Round]:
    """The rounds that a chart shows, in order."""
    return location.edition.archive.rounds[-WINDOW:]


def rounds_of(location: PageLocation, thread: Thread) -> Sequence[Round]:
    """The rounds that the chart of one thread shows: the newest, or those up to its own last."""
    newest = newest_rounds(location)
    if thread.rounds[-1] >= newest[0].number:
        return newest
    return [round_ for round_ in location.edition.archive.rounds if round_.number <= thread.rounds[-1]][-WINDOW:]


def timeline(location: PageLocation) -> Timeline:
    """The view of the newest rounds."""
    shown = newest_rounds(location)
    earlier = len(location.edition.archive.rounds) - len(shown)
    return Timeline(tuple(round_brief(location, round_) for round_ in shown), earlier)


def matrix(location: PageLocation, shown: Sequence[Round]) -> Matrix:
    """Topics by the rounds `shown`: each cell counts its items and leads to the first of them on the topic's page."""
    edition = location.edition
    counts: Counter[tuple[str, int]] = Counter()
    kinds: dict[tuple[str, int], str] = {}
    for round_ in shown:
        for item in round_.items:
            for slug in item.topics:
                counts[slug, round_.number] += 1
                kinds.setdefault((slug, round_.number), item.kind)

    def cell(slug: str, round_: Round) -> MatrixCell:
        key = (slug, round_.number)
        return MatrixCell(
            label=edition.words.round(round_.number),
            count=counts[key],
            kind=kinds.get(key),
            has_items=bool(round_.items),
            href=location.href(topic_address(slug), f"round-{round_.number}") if key in kinds else None,
        )

    return Matrix(
        columns=tuple(
            MatrixColumn(
                number=round_.number,
                label=edition.words.round(round_.number),
                href=location.href(memo_address(round_.number)),
                has_items=bool(round_.items),
            )
            for round_ in shown
        ),
        rows=tuple(
            MatrixRow(
                Link(edition.archive.topics[slug][edition.language], location.href(topic_address(slug))),
                tuple(cell(slug, round_) for round_ in shown),
            )
            for slug in edition.links.by_topic
        ),
    )


def thread_map(location: PageLocation, threads: Sequence[Thread], shown: Sequence[Round]) -> ThreadMap:
    """The threads as lines through the rounds `shown`."""
    step = 100 / max(len(shown), 1)
    columns = {
        round_.number: MapColumn(str(round_.number), round((index + 0.5) * step, 2), bool(round_.items))
        for index, round_ in enumerate(shown)
    }
    used = {relation.facts.type for thread in threads for relation in thread.relations}
    return ThreadMap(
        columns=tuple(columns.values()),
        head_height=_HEAD,
        threads=tuple(_thread(location, thread, columns) for thread in threads),
        types=tuple((kind, relation_label(location, kind)) for kind in RELATION_TYPES if kind in used),
    )


def _thread(location: PageLocation, thread: Thread, columns: Mapping[int, MapColumn]) -> MapThread:
    """One thread. Each item before the newest round has a lane of its own, so that no line runs through a mark."""
    newest = [item for item in thread.items if item.round == thread.rounds[-1]]
    earlier = [item for item in thread.items if item.round != thread.rounds[-1]]
    lanes = max(len(earlier), len(newest))
    nodes: dict[str, MapNode] = {}
    for group in (earlier, newest):
        offset = (lanes - len(group)) * _LANE / 2
        for lane, item in enumerate(group):
            if item.round in columns:
                y = round(_TOP + offset + lane * _LANE)
                nodes[item.id] = MapNode(item_brief(location, item), columns[item.round].x, y)
    ends = [
        (relation.facts.type, nodes[relation.target], nodes[relation.source])
        for relation in thread.relations
        if relation.source in nodes and relation.target in nodes
    ]
    return MapThread(
        thread=thread_brief(location, thread),
        height=_TOP + (lanes - 1) * _LANE + _BOTTOM,
        nodes=tuple(nodes.values()),
        lines=tuple(MapLine(kind, start.x, start.y, end.x, end.y) for kind, start, end in ends),
        relations=_in_words(location, thread),
    )


def _in_words(location: PageLocation, thread: Thread) -> tuple[MapRelation, ...]:
    items = location.edition.archive.items
    return tuple(
        MapRelation(
            type=relation.facts.type,
            basis=relation.facts.basis,
            label=relation_label(location, relation.facts.type),
            basis_label=basis_label(location, relation),
            source=item_brief(location, items[relation.source]),
            target=item_brief(location, items[relation.target]),
        )
        for relation in thread.relations
    )
