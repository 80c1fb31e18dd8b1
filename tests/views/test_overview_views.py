"""The views of the pages across the rounds: home, threads, topics, people, search; and the heads of pages."""

from __future__ import annotations

import dataclasses
import inspect
from types import ModuleType

import pytest
from markupsafe import Markup

from dialogue_archive.archive import Archive
from dialogue_archive.archive.relations import Links
from dialogue_archive.views import blocks, charts, components, context, metadata, overview, record, rounds, threads
from dialogue_archive.views import topics as topic_views
from dialogue_archive.views.components import Link
from dialogue_archive.views.context import PageLocation, edition
from dialogue_archive.views.pages import plan
from dialogue_archive.views.publication import Publication
from views.conftest import At

PUBLICATION = Publication("https://example.org/archive/", 3)


@pytest.mark.parametrize(
    "module", [blocks, charts, components, context, metadata, overview, record, rounds, threads, topic_views]
)
def test_views_are_frozen(module: ModuleType) -> None:
    """A view is shared by pages, and a template must not find an attribute that the view does not declare."""
    for name, found in inspect.getmembers(module, dataclasses.is_dataclass):
        if found.__module__ != module.__name__:
            continue
        assert found.__dataclass_params__.frozen, name
        # What an edition or a location works out is kept with it.
        assert "__slots__" in vars(found) or name in ("Edition", "PageLocation"), name


def test_home(at: At) -> None:
    view = overview.home(at("", "en"))
    assert view.newest is not None
    assert (view.newest.number, view.newest.memo) == (3, "./rounds/3/")
    assert [found.number for found in view.timeline.rounds] == [1, 2, 3]
    assert view.timeline.earlier == 0
    assert [(found.id, found.title, found.rounds) for found in view.threads] == [
        ("r1-p1", "Public buoy data", ("Meeting 1", "Meeting 3")),
        ("r1-p2", "Charting the trough together", ("Meeting 1", "Meeting 3")),
    ]


def test_home_of_an_archive_without_rounds(ocean: Archive) -> None:
    empty = dataclasses.replace(ocean, rounds=(), relations=())
    assert overview.home(PageLocation(edition(empty, "en"), "")).newest is None


def test_the_matrix_counts_items_and_shows_gaps(at: At) -> None:
    matrix = topic_views.topics(at("topics/", "en")).matrix
    assert [(column.number, column.has_items) for column in matrix.columns] == [(1, True), (2, False), (3, True)]
    rows = {row.topic.label: [(cell.count, cell.kind) for cell in row.cells] for row in matrix.rows}
    assert rows["Ocean observation"] == [(1, "position"), (0, None), (3, "recommendation")]
    assert rows["Coral reefs"] == [(0, None), (0, None), (2, "recommendation")]
    first, gap, _ = matrix.rows[0].cells
    assert (first.href, gap.href) == ("observation/#round-1", None)


def test_threads_as_lines(at: At) -> None:
    view = threads.threads(at("threads/", "en"))
    assert view.others == ()
    assert [(column.label, column.x, column.has_items) for column in view.map.columns] == [
        ("1", 16.67, True),
        ("2", 50.0, False),
        ("3", 83.33, True),
    ]
    assert [kind for kind, _ in view.map.types] == ["reaffirms", "extends", "relates-to"]
    branching = view.map.threads[1]
    assert [(node.item.id, node.x, node.y) for node in branching.nodes] == [
        ("r1-p2", 16.67, 39),
        ("r3-03", 83.33, 16),
        ("r3-04", 83.33, 62),
    ]
    assert [(line.type, line.x1, line.x2) for line in branching.lines] == [
        ("extends", 16.67, 83.33),
        ("relates-to", 16.67, 83.33),
    ]
    assert [(found.source.id, found.target.id) for found in branching.relations] == [
        ("r3-03", "r1-p2"),
        ("r3-04", "r1-p2"),
    ]


def test_a_thread_goes_round_by_round(at: At) -> None:
    location = at("threads/r1-p2/", "en")
    view = threads.thread(location, location.edition.links.thread_of["r3-03"])
    assert (view.thread.id, view.rounds) == ("r1-p2", "Meeting 1, Meeting 3")
    assert [(step.round.number, [entry.item.id for entry in step.entries]) for step in view.steps] == [
        (1, ["r1-p2"]),
        (3, ["r3-03", "r3-04"]),
    ]


def test_a_moved_thread_leads_to_where_it_begins_now(ocean: Archive) -> None:
    moved = dataclasses.replace(ocean, moved_threads=("r3-03",))
    location = PageLocation(edition(moved, "en"), "threads/r3-03/")
    links = Links(moved)
    view = threads.moved_thread(location, "r3-03", links.moved_threads["r3-03"])
    assert (view.thread.id, view.target) == ("r1-p2", "../r1-p2/#r3-03")


def test_a_topic_by_round_newest_first(at: At) -> None:
    view = topic_views.topic(at("topics/observation/", "zh"), "observation")
    assert (view.label, view.other_label, view.gaps) == ("海洋观测", "Ocean observation", "第二次会议")
    assert [(group.round.number, [entry.item.id for entry in group.entries]) for group in view.groups] == [
        (3, ["r3-01", "r3-02", "r3-05"]),
        (1, ["r1-p1"]),
    ]
    assert view.earlier == ()


def test_a_topic_of_many_rounds_gives_the_earlier_ones_in_brief(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_views, "_IN_FULL", 1)
    view = topic_views.topic(at("topics/observation/", "en"), "observation")
    assert [group.round.number for group in view.groups] == [3]
    assert [(group.round.number, [item.id for item in group.items]) for group in view.earlier] == [(1, ["r1-p1"])]


def test_topics_and_the_search_page_count_alike(at: At) -> None:
    counts = [(found.label, found.count) for found in topic_views.topics(at("topics/", "en")).topics]
    assert ("Ocean observation", 4) in counts
    view = topic_views.search(at("search/", "en"))
    assert [(found.label, found.count) for found in view.topics] == counts
    assert view.catalogues[0] == Link("Meeting 1", "../rounds/1/recommendations/")


def test_people_by_side(at: At) -> None:
    view = overview.people(at("people/", "en"))
    assert [(side.side, side.number, side.label) for side in view.sides] == [
        ("northland", 1, "Northland side"),
        ("southisle", 2, "Southisle side"),
    ]
    unrecorded = view.sides[1].people[2]
    assert (unrecorded.name, unrecorded.other_name, unrecorded.basis) == ("Cora Dune", "科拉·杜恩", "unrecorded")
    (attendance,) = unrecorded.attendances
    assert (attendance.title, attendance.href) == (
        "Program director, Lanternfish Fund",
        "../rounds/3/participants/#cora-dune",
    )
    assert view.rounds_without == "Meeting 1, Meeting 2"
    assert "translation" in str(view.text_status)
    assert overview.people(at("people/", "zh")).text_status is None


def head(at: At, address: str) -> metadata.Head:
    """The head of a planned English page."""
    current = at(address, "en").edition
    planned = {found.address: found for found in plan(current)}[address]
    return metadata.head(current, PUBLICATION, address=address, title=planned.title, planned=planned)


def test_the_head_of_a_memo_describes_the_round(at: At) -> None:
    found = head(at, "rounds/3/")
    assert found.canonical == "https://example.org/archive/3/en/rounds/3/"
    assert found.alternates[-1] == ("x-default", "https://example.org/archive/3/rounds/3/")
    assert dict(found.properties)["og:type"] == "article"
    citation = dict(found.citation)
    assert citation["citation_date"] == "2043/09/19"
    assert citation["citation_fulltext_html_url"] == found.canonical
    assert "citation_author" not in citation
    data = found.linked_data
    assert data is not None
    assert (data["@type"], data["translationOfWork"]["inLanguage"]) == ("Report", "zh-Hans")
    assert data["recordedAt"]["location"]["name"] == "Coral Bay, Southisle"


def test_the_head_of_a_catalogue_names_its_items(at: At) -> None:
    data = head(at, "rounds/1/recommendations/").linked_data
    assert data is not None
    assert data["@type"] == "WebPage"
    assert [part["@id"] for part in data["hasPart"]] == [f"https://example.org/archive/r/r1-p{n}/" for n in (1, 2, 3)]


def test_other_pages_have_neither_citation_nor_linked_data(at: At) -> None:
    for address in ("", "topics/", "rounds/3/participants/", "threads/r1-p1/"):
        found = head(at, address)
        assert (found.citation, found.linked_data) == ((), None), address


def test_only_inline_text_is_markup(at: At) -> None:
    location = at("rounds/3/", "en")
    assert location.html("a < b & *c*") == Markup("a &lt; b &amp; <em>c</em>")
    assert isinstance(location.html("plain"), Markup)


def test_views_are_shared_by_the_pages_of_one_folder_alone(ocean: Archive, at: At) -> None:
    item = ocean.items["r3-01"]
    here = components.item_brief(at("rounds/3/recommendations/", "en"), item)
    assert components.item_brief(at("rounds/1/recommendations/", "en"), item) is here
    assert components.item_brief(at("rounds/3/", "en"), item).href == "../3/recommendations/#r3-01"
    assert components.item_brief(at("topics/data/", "en"), item).href == "../../rounds/3/recommendations/#r3-01"
    assert components.item_brief(at("rounds/3/recommendations/", "zh"), item).title != here.title
