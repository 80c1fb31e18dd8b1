"""`Archive.as_of`: the archive as of an earlier round contains nothing that refers to a later one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_archive import (
    archive,
    correction,
    item,
    pair,
    partner,
    person,
    reference,
    relation,
    round_,
    rounds_of,
    term,
)

from dialogue_archive.archive.model import Archive
from dialogue_archive.archive.relations import Links


def test_later_rounds_and_their_items_are_left_out() -> None:
    found = archive(rounds_of("r1-p1", "r2-01", "r3-01")).as_of(2)
    assert [one.number for one in found.rounds] == [1, 2]
    assert list(found.items) == ["r1-p1", "r2-01"]
    assert found.newest == 2
    assert found.is_partial_view


def test_as_of_the_newest_round_is_the_archive_itself() -> None:
    found = archive(rounds_of("r1-p1", "r2-01"), topics={"unused": pair("x")})
    assert found.as_of(2) is found
    assert not found.is_partial_view


@pytest.mark.parametrize("number", [0, 3, -1])
def test_an_unknown_round_is_an_error_that_names_the_rounds(number: int) -> None:
    with pytest.raises(ValueError, match=f"there is no round {number}; the archive has 1, 2"):
        archive(rounds_of("r1-p1", "r2-01")).as_of(number)


def test_an_empty_archive_has_no_round() -> None:
    assert archive(()).newest == 0
    with pytest.raises(ValueError, match="no round 1"):
        archive(()).as_of(1)


def test_relations_need_both_ends() -> None:
    rounds = rounds_of("r1-p1", "r2-01", "r3-01")
    found = archive(rounds, relation("r3-01", "r1-p1"), relation("r2-01", "r1-p1"), relation("r3-01", "r2-01"))
    assert [(one.source, one.target) for one in found.as_of(2).relations] == [("r2-01", "r1-p1")]
    assert found.as_of(1).relations == ()


def test_a_thread_that_a_later_item_joins_is_two_threads_before() -> None:
    rounds = rounds_of("r1-p1", "r1-p2", "r2-01", "r2-02", "r3-01")
    found = archive(
        rounds,
        relation("r2-01", "r1-p1"),
        relation("r2-02", "r1-p2"),
        relation("r3-01", "r2-01"),
        relation("r3-01", "r2-02"),
    )
    assert [thread.id for thread in Links(found).threads] == ["r1-p1"]
    assert [thread.id for thread in Links(found.as_of(2)).threads] == ["r1-p1", "r1-p2"]


def test_people_and_partners_need_an_attendance() -> None:
    rounds = (
        round_(1, people={"a": "cn"}, partners={"names": ["left"]}),
        round_(2, people={"b": "us", "a": "cn"}, partners={"names": ["right"]}),
    )
    found = archive(
        rounds, people={"b": person("us"), "a": person()}, partners={"right": partner(), "left": partner()}
    ).as_of(1)
    assert set(found.people) == {"a"}
    assert set(found.partners) == {"left"}
    assert [one.round for one in found.participants["a"]] == [1]
    assert list(archive(rounds).participants) == ["a", "b"]


def test_topics_need_an_item() -> None:
    rounds = (round_(1, item("r1-p1", "data")), round_(2, item("r2-01", "standards", "data")))
    found = archive(rounds, topics={slug: pair(slug) for slug in ("standards", "data", "unused")})
    assert list(found.as_of(1).topics) == ["data"]
    assert list(found.topics) == ["standards", "data", "unused"]


def test_references_of_a_round_and_cited_references_are_kept() -> None:
    """One with a `round` is kept from that round on; one of the whole series only once something cites it."""
    rounds = (
        round_(1, item("r1-p1", text="See [C1]."), place={"zh": "甲", "en": "A", "references": ["C2"]}),
        round_(2, item("r2-01", text="See [C3].")),
        round_(3),
    )
    references = {
        "C1": reference(),
        "C2": reference(),
        "C3": reference(),
        "C4": reference(),
        "M1": reference(1),
        "M2": reference(2),
        "M3": reference(3),
    }
    found = archive(rounds, references=references)
    assert list(found.as_of(1).references) == ["C1", "C2", "M1"]
    assert list(found.as_of(2).references) == ["C1", "C2", "C3", "M1", "M2"]


def test_a_citation_of_a_later_document_does_not_keep_it() -> None:
    """The rule `later-rounds` reports such a citation."""
    found = archive((round_(1, item("r1-p1", text="[M2]")), round_(2)), references={"M2": reference(2)})
    assert found.as_of(1).references == {}


def test_glossary_terms_need_a_text_in_both_languages() -> None:
    rounds = (round_(1, item("r1-p1", text="data flows")), round_(2, item("r2-01", text="transparency")))
    found = archive(rounds, glossary=(term("transparency"), term("data"), term("flow"), term("low")))
    assert [one.en for one in found.as_of(1).glossary] == ["data", "flow"]


def test_corrections_of_later_rounds_are_left_out() -> None:
    found = archive(rounds_of("r1-p1", "r2-01"), corrections=(correction(2), correction(1)))
    assert [one.round for one in found.as_of(1).corrections] == [1]


def test_moved_threads_need_their_item() -> None:
    found = archive(rounds_of("r1-p1", "r2-01"), moved_threads=("r2-01", "r1-p1"))
    assert found.as_of(1).moved_threads == ("r1-p1",)


def test_the_series_and_the_interface_stay() -> None:
    found = archive(rounds_of("r1-p1", "r2-01"), interface={"word": pair("word")})
    assert found.as_of(1).interface is found.interface
    assert found.as_of(1).series is found.series


TOPICS, PEOPLE, PARTNERS, TERMS, KEYS = "st uv", "ab cd", "lm no", "data flows law", "C1 C2 M1 M3"


def some(words: str) -> st.SearchStrategy[list[str]]:
    """Some of these words."""
    return st.lists(st.sampled_from(words.split()), unique=True)


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    """Archives of up to four rounds with items, people, partners, citations and relations."""
    rounds = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        items = []
        for index in range(1, draw(st.integers(0, 2)) + 1):
            text = " ".join([*draw(some(TERMS)), *(f"[{key}]" for key in draw(some(KEYS)))])
            items.append(item(f"r{number}-{index:02d}", *draw(some(TOPICS)), text=text))
        facts: dict[str, Any] = {"partners": {"names": draw(some(PARTNERS))}} if draw(st.booleans()) else {}
        rounds.append(round_(number, *items, people=dict.fromkeys(draw(some(PEOPLE)), "cn"), **facts))
    known = [found for one in rounds for found in one.items]
    pairs = [(later.id, earlier.id) for later in known for earlier in known if later.round > earlier.round]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    moved = draw(st.lists(st.sampled_from([found.id for found in known]), unique=True)) if known else []
    return archive(
        rounds,
        *(relation(*ends) for ends in chosen),
        topics={slug: pair(slug) for slug in TOPICS.split()},
        people={name: person() for name in PEOPLE.split()},
        partners={name: partner() for name in PARTNERS.split()},
        references={"C1": reference(), "C2": reference(), "M1": reference(1), "M3": reference(len(rounds))},
        glossary=tuple(term(word) for word in TERMS.split()),
        corrections=tuple(correction(one.number) for one in rounds),
        moved_threads=tuple(moved),
    )


@given(archives(), st.data())
def test_as_of_twice_is_as_of_the_earlier_round(found: Archive, data: st.DataObject) -> None:
    later = data.draw(st.integers(1, found.newest))
    earlier = data.draw(st.integers(1, later))
    assert found.as_of(later).as_of(earlier) == found.as_of(earlier)


@given(archives(), st.data())
def test_nothing_refers_to_what_is_left_out(found: Archive, data: st.DataObject) -> None:
    view = found.as_of(data.draw(st.integers(1, found.newest)))
    assert {end for one in view.relations for end in (one.source, one.target)} <= set(view.items)
    assert {topic for one in view.items.values() for topic in one.topics} <= set(view.topics)
    assert set(view.participants) <= set(view.people)
    assert all((one.round or 0) <= view.newest for one in view.references.values())
    assert {name for one in view.rounds if one.facts.partners for name in one.facts.partners.names} <= set(
        view.partners
    )
    assert all(one.round <= view.newest for one in view.corrections)
    assert set(view.moved_threads) <= set(view.items)


@given(archives())
def test_views_only_grow(found: Archive) -> None:
    views = [found.as_of(one.number) for one in found.rounds]
    for before, after in pairwise(views):
        for name in ("items", "topics", "people", "partners", "references"):
            assert set(getattr(before, name)) <= set(getattr(after, name)), name
        for name in ("relations", "glossary", "corrections", "moved_threads"):
            assert [one for one in getattr(after, name) if one in getattr(before, name)] == list(getattr(before, name))
