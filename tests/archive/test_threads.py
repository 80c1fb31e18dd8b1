"""Relations in both directions, threads, moved threads, and items by topic."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from small_archive import archive, item, pair, relation, round_, rounds_of

from dialogue_archive import ids
from dialogue_archive.archive.model import Relation
from dialogue_archive.archive.relations import Links, Thread


def links(*pairs: tuple[str, str], moved: tuple[str, ...] = ()) -> Links:
    """The links of an archive with these relations and the items that they name."""
    items = sorted({end for ends in pairs for end in ends}, key=ids.sort_key)
    return Links(archive(rounds_of(*items), *(relation(*ends) for ends in pairs), moved_threads=moved))


def contents(thread: Thread) -> tuple[str, ...]:
    """The ids of the items of a thread."""
    return tuple(found.id for found in thread.items)


def ends(relations: tuple[Relation, ...]) -> list[tuple[str, str]]:
    """The ids at both ends of relations."""
    return [(found.source, found.target) for found in relations]


def test_each_relation_is_found_from_both_ends() -> None:
    found = links(("r3-01", "r1-p1"), ("r3-01", "r2-01"), ("r2-01", "r1-p1"))
    assert ends(found.takes_up["r3-01"]) == [("r3-01", "r1-p1"), ("r3-01", "r2-01")]
    assert ends(found.takes_up["r2-01"]) == [("r2-01", "r1-p1")]
    assert "r1-p1" not in found.takes_up
    assert ends(found.taken_up_by["r1-p1"]) == [("r3-01", "r1-p1"), ("r2-01", "r1-p1")]
    assert ends(found.taken_up_by["r2-01"]) == [("r3-01", "r2-01")]
    assert "r3-01" not in found.taken_up_by


def test_unrelated_items_are_in_no_thread() -> None:
    rounds = rounds_of("r1-p1", "r1-p2", "r2-01", "r2-02")
    found = Links(archive(rounds, relation("r2-02", "r1-p2")))
    assert [contents(thread) for thread in found.threads] == [("r1-p2", "r2-02")]
    assert set(found.thread_of) == {"r1-p2", "r2-02"}


def test_an_archive_without_relations_has_no_threads() -> None:
    found = Links(archive(rounds_of("r1-p1", "r2-01")))
    assert found.threads == ()
    assert found.thread_of == {}


def test_a_relation_joins_two_threads() -> None:
    two = (("r2-01", "r1-p1"), ("r3-01", "r2-02"))
    assert [thread.id for thread in links(*two).threads] == ["r1-p1", "r2-02"]
    joined = links(*two, ("r4-01", "r2-01"), ("r4-01", "r3-01"))
    assert [contents(thread) for thread in joined.threads] == [("r1-p1", "r2-01", "r2-02", "r3-01", "r4-01")]
    assert len(joined.threads[0].relations) == 4


def test_a_thread_has_the_id_of_its_earliest_item_in_the_order_of_items() -> None:
    """In one round positions come before recommendations, and numbers are compared as numbers."""
    found = links(("r10-01", "r2-100"), ("r10-01", "r2-99"), ("r10-01", "r2-p10"), ("r10-01", "r2-p9"))
    assert [thread.id for thread in found.threads] == ["r2-p9"]
    assert contents(found.threads[0]) == ("r2-p9", "r2-p10", "r2-99", "r2-100", "r10-01")


def test_threads_are_sorted_by_their_first_item() -> None:
    found = links(("r3-01", "r2-10"), ("r3-02", "r2-09"), ("r3-03", "r1-p1"))
    assert [thread.id for thread in found.threads] == ["r1-p1", "r2-09", "r2-10"]


def test_the_rounds_of_a_thread() -> None:
    found = links(("r5-02", "r2-01"), ("r5-01", "r2-01"))
    assert found.threads[0].rounds == (2, 5)


def test_a_relation_to_an_unknown_item_is_kept_without_the_item() -> None:
    """The checks report it; the model must not fail before they run."""
    found = Links(archive(rounds_of("r2-01"), relation("r2-01", "r1-p9")))
    assert contents(found.threads[0]) == ("r2-01",)
    assert set(found.thread_of) == {"r2-01"}


def test_a_published_thread_that_got_an_earlier_item_has_moved() -> None:
    found = links(("r3-01", "r2-01"), ("r2-01", "r1-p1"), moved=("r2-01", "r1-p1"))
    assert {item: thread.id for item, thread in found.moved_threads.items()} == {"r2-01": "r1-p1"}


def test_a_published_thread_that_is_current_or_lost_has_not_moved() -> None:
    found = links(("r3-01", "r2-01"), moved=("r2-01", "r1-p7"))
    assert found.moved_threads == {}


def test_items_by_topic_go_from_the_newest_round_and_topics_in_their_own_order() -> None:
    topics = {slug: pair(slug) for slug in ("standards", "data", "unused")}
    rounds = (
        round_(1, item("r1-p1", "data"), item("r1-p2", "standards", "data")),
        round_(2, item("r2-01", "data"), item("r2-02", "standards"), item("r2-03", "data")),
    )
    found = Links(archive(rounds, topics=topics)).by_topic
    assert list(found) == ["standards", "data"]
    assert [entry.id for entry in found["data"]] == ["r2-01", "r2-03", "r1-p1", "r1-p2"]
    assert [entry.id for entry in found["standards"]] == ["r2-02", "r1-p2"]


ITEMS = [f"r{number}-{index:02d}" for number in range(1, 6) for index in range(1, 4)]
PAIRS = st.tuples(st.sampled_from(ITEMS), st.sampled_from(ITEMS)).filter(
    lambda found: ids.round_of(found[0]) > ids.round_of(found[1])
)


@given(st.lists(PAIRS, max_size=12, unique=True))
def test_threads_are_the_connected_components(pairs: list[tuple[str, str]]) -> None:
    components = [{end} for end in sorted({end for found in pairs for end in found})]
    for source, target in pairs:
        joined = [component for component in components if component & {source, target}]
        components = [component for component in components if component not in joined] + [set().union(*joined)]
    found = Links(archive(rounds_of(*ITEMS), *(relation(*one) for one in pairs)))
    assert {frozenset(contents(thread)) for thread in found.threads} == set(map(frozenset, components))
    assert len(found.threads) == len(components)
    for thread in found.threads:
        assert list(contents(thread)) == sorted(contents(thread), key=ids.sort_key)
        assert thread.id == contents(thread)[0]
        assert {end for one in ends(thread.relations) for end in one} == set(contents(thread))
        assert all(found.thread_of[entry.id] is thread for entry in thread.items)
    assert sorted(one for thread in found.threads for one in ends(thread.relations)) == sorted(pairs)


@given(st.lists(PAIRS, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_threads_do_not_depend_on_the_order_of_relations(pairs: list[tuple[str, str]], random: Random) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)
    one, other = (
        [contents(thread) for thread in Links(archive(rounds_of(*ITEMS), *(relation(*p) for p in order))).threads]
        for order in (pairs, shuffled)
    )
    assert one == other
