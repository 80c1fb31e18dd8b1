"""The views of a round's pages."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from dialogue_archive.archive import Archive
from dialogue_archive.archive.model import Note, Words
from dialogue_archive.ids import EmendationKind
from dialogue_archive.reading.schema import Emendation
from dialogue_archive.views import rounds
from dialogue_archive.views.blocks import segments
from dialogue_archive.views.components import Link
from dialogue_archive.views.notes import Change, NoteNumbers, Reading, TextPiece, by_script
from views.conftest import At


def test_memo_in_the_language_of_the_source(ocean: Archive, at: At) -> None:
    view = rounds.memo(at("rounds/3/", "zh"), ocean.round_by_number[3])
    assert [section.id for section in view.sections] == ["preamble", "buoys", "charting", "coral"]
    assert view.sections[1].heading == "浮标观测"
    assert [block.number for block in view.sections[1].blocks] == ["1", None, "2", "3"]
    assert view.text_status is None
    assert view.notes_elsewhere == ()
    assert (view.record.text_status_label, view.record.base_text) == ("原文", "所存中文原文")
    (document,) = view.record.documents
    assert (document.href, document.language) == ("../../data/sources/round-3.zh.txt", "zh")
    (correction,) = view.corrections
    assert (correction.on, correction.date, correction.block) == ("2044-01-10", "2044年1月10日", "r3-02")


def test_memo_in_translation_has_its_notes_elsewhere(ocean: Archive, at: At) -> None:
    view = rounds.memo(at("rounds/3/", "en"), ocean.round_by_number[3])
    assert view.notes.groups == ()
    (elsewhere,) = view.notes_elsewhere
    assert (elsewhere.href, "emendations" in elsewhere.label) == ("../3/parallel/#notes", True)
    assert "translation" in str(view.text_status)
    assert view.record.translated == "en"
    assert view.sections[1].heading == "Observation by buoys"


def test_a_block_states_its_item(ocean: Archive, at: At) -> None:
    view = rounds.memo(at("rounds/3/", "en"), ocean.round_by_number[3])
    plain, _, stating, _ = view.sections[1].blocks
    assert plain.entry is None
    assert stating.entry is not None
    assert (stating.id, stating.kind, stating.entry.item.id) == ("buoys-2", "item", "r3-01")
    assert stating.entry.item.href == "../3/recommendations/#r3-01"
    assert stating.entry.topics == (Link("Ocean observation", "../../topics/observation/"),)


def test_notes_are_numbered_as_they_are_met(ocean: Archive, at: At) -> None:
    view = rounds.memo(at("rounds/3/", "zh"), ocean.round_by_number[3])
    assert view.notes.heading == "校勘记"
    (notes,) = [group.notes for group in view.notes.groups]
    assert [found.note.number for found in notes] == [1, 2, 3, 4]
    assert [found.note.kind_label for found in notes] == ["分隔线", "文字断开", "空格", "文字"]
    assert [found.places for found in notes] == [
        (Link("浮标观测", "#buoys"),),
        (Link("浮标观测 1", "#buoys-1"),),
        (Link("r3-02", "#buoys-3"),),
        (Link("海底测绘 1", "#charting-1"),),
    ]
    assert notes[1].note.change == Change(Reading("也无法修〔分段〕复。"), Reading("也无法修复。"), (13,))
    assert notes[0].note.change == Change(Reading("", "分隔线"), None, notes[0].note.change.lines)
    assert notes[3].note.text == (TextPiece("“的”字误重。", None),)
    buoys = view.sections[1]
    assert buoys.margin_notes == buoys.notes == (notes[0].note,)
    assert buoys.blocks[0].margin_notes == (notes[1].note,)


def test_marks_of_the_source_document_are_said_in_words(at: At) -> None:
    numbering = NoteNumbers(at("rounds/3/", "en"), {})

    def change(kind: EmendationKind, source: str, reading: str) -> Change | None:
        emendation = Emendation(lines=(3,), kind=kind, source=source, reading=reading)
        return numbering.view(Note(emendation, source, 0, 3, "zh")).change

    assert change("heading", "## 结论", "#### 结论") == Change(
        Reading("结论", "a heading of level 2"), Reading("结论", "a heading of level 4"), (3,)
    )
    assert change("rule", "---", "") == Change(Reading("", "a rule"), None, (3,))
    assert change("spacing", "甲  \n乙", "甲\n\n乙") == Change(
        Reading("甲 [new line] 乙"), Reading("甲 [new paragraph] 乙"), (3,)
    )


def test_an_emendation_in_several_places_has_one_number(at: At) -> None:
    emendation = Emendation(lines=(3, 5), kind="spacing", source="a b", reading="ab")
    other = Emendation(lines=(7,), kind="spacing", source="a b", reading="ab")
    numbering = NoteNumbers(at("rounds/3/", "en"), {"one": "Section 1"})
    notes = [Note(found, place, 0, 3, "zh") for found, place in ((emendation, "one"), (other, "two"))]
    first, second = numbering.views(notes, "zh")
    again = numbering.view(replace(notes[0], block_id="three"))
    assert (first.number, second.number, again.number) == (1, 2, 1)
    assert again.first_place == "one"
    # An equal emendation read anew is the same one.
    assert numbering.view(Note(emendation.model_copy(), "three", 0, 3, "zh")).number == 1
    assert numbering.views(notes, "en") == ()
    assert [found.places for found in numbering.listed()] == [
        (Link("Section 1", "#one"), Link("three", "#three")),
        (Link("two", "#two"),),
    ]


def test_segments_are_cut_where_notes_follow(at: At) -> None:
    text = Words(zh="甲乙丙丁 & 戊")
    emendation = Emendation(lines=(1,), kind="spacing", source="乙 丙", reading="乙丙")
    notes = [Note(emendation, "data-1", 1, 1, "zh"), Note(emendation, "data-1", 0, 1, "en")]
    numbering = NoteNumbers(at("rounds/3/", "zh"), {})
    cut = segments(text, "zh", notes, numbering)
    assert [(piece.html, piece.note.number if piece.note else None) for piece in cut] == [
        (Markup("甲乙丙"), 1),
        (Markup("丁 &amp; 戊"), None),
    ]
    assert segments(Words(), "zh", [], numbering) == ()


def test_chinese_words_in_an_english_text_are_marked() -> None:
    assert by_script("The 的 is repeated", "en") == (
        TextPiece("The ", None),
        TextPiece("的", "zh-Hans"),
        TextPiece(" is repeated", None),
    )
    assert by_script("的", "zh") == (TextPiece("的", None),)


def test_parallel_text_goes_row_by_row(ocean: Archive, at: At) -> None:
    view = rounds.parallel(at("rounds/3/parallel/", "en"), ocean.round_by_number[3])
    assert [row.id for row in view.rows] == ["preamble", "buoys", "charting", "coral"]
    for row in view.rows:
        assert [(zh.id, zh.lang) for zh, _ in row.blocks] == [(en.id, "zh-Hans") for _, en in row.blocks]
    assert [(found.zh.side, found.zh.side_number) for found in view.delegations] == [("northland", 1), ("southisle", 2)]
    pairs = [(zh.name, en.name) for zh, en in view.delegations[0].participants]
    assert pairs[0] == ("沈北一", "Shen Beiyi")
    listed = view.notes.groups[0].notes
    assert [found.places[0].label for found in listed][:2] == [
        "Observation by buoys",
        "Observation by buoys 1",
    ]
    assert str(view.text_status).startswith("The Chinese is the base text held here")


def test_catalogue_groups_items_by_section(ocean: Archive, at: At) -> None:
    view = rounds.catalogue(at("rounds/3/recommendations/", "en"), ocean.round_by_number[3])
    assert [(group.id, group.ids) for group in view.groups] == [
        ("buoys", "r3-01–02"),
        ("charting", "r3-03–04"),
        ("coral", "r3-05–06"),
    ]
    paraphrase = rounds.catalogue(at("rounds/1/recommendations/", "en"), ocean.round_by_number[1])
    assert [(group.ids, len(group.entries)) for group in paraphrase.groups] == [("r1-p1–p3", 3)]
    entry = paraphrase.groups[0].entries[0]
    assert (entry.stance, entry.references[0].key, entry.became) == ("principle", "O1", None)
    assert "Meeting 1" in str(paraphrase.text_status)
    assert rounds.catalogue(at("rounds/2/recommendations/", "en"), ocean.round_by_number[2]).groups == ()


def test_relations_are_seen_from_both_ends(ocean: Archive, at: At) -> None:
    later = rounds.catalogue(at("rounds/3/recommendations/", "en"), ocean.round_by_number[3]).groups[0].entries[0]
    earlier = rounds.catalogue(at("rounds/1/recommendations/", "en"), ocean.round_by_number[1]).groups[0].entries[0]
    (up,), (down,) = later.takes_up, earlier.taken_up_by
    assert (later.taken_up_by, earlier.takes_up) == ((), ())
    assert (up.other.id, down.other.id) == ("r1-p1", "r3-01")
    assert (up.type, up.basis) == (down.type, down.basis) == ("reaffirms", "memo-text")
    assert up.label != down.label
    assert up.evidence == down.evidence
    assert up.other.href == "../../1/recommendations/#r1-p1"
    assert down.other.thread == "../../../threads/r1-p1/#r3-01"
    # The memo names no round: the editors identified it.
    assert "identif" in up.basis_label


def test_participants_by_delegation(ocean: Archive, at: At) -> None:
    view = rounds.participants(at("rounds/3/participants/", "zh"), ocean.round_by_number[3])
    assert [(found.side, found.side_number, len(found.participants)) for found in view.delegations] == [
        ("northland", 1, 3),
        ("southisle", 2, 3),
    ]
    head = view.delegations[1].participants[0]
    assert (head.id, head.name, head.other_name, head.other_lang) == ("ayla-reef", "艾拉·里弗", "Ayla Reef", "en")
    assert not head.has_head_tag  # the title says it
    assert head.href == "../../../people/#ayla-reef"
    assert rounds.participants(at("rounds/2/participants/", "zh"), ocean.round_by_number[2]).delegations == ()


def test_the_head_of_a_page_leads_to_the_same_page_of_its_neighbours(ocean: Archive, at: At) -> None:
    head = rounds.catalogue(at("rounds/2/recommendations/", "en"), ocean.round_by_number[2]).head
    assert head.previous == Link("Meeting 1", "../../1/recommendations/")
    assert head.next == Link("Meeting 3", "../../3/recommendations/")
    assert [name for name, _ in head.pages] == ["memo", "catalogue", "participants", "parallel"]
    assert head.current == "catalogue"
    labels = {
        number: [link.label for _, link in rounds.memo(at(f"rounds/{number}/", "en"), found).head.pages][:2]
        for number, found in ocean.round_by_number.items()
    }
    assert labels == {
        1: ["Record", "Statements"],
        2: ["Record", "Recommendations"],
        3: ["Memorandum", "Recommendations"],
    }


def test_a_round_without_facts(at: At) -> None:
    newest_first = rounds.index(at("rounds/", "en")).rounds
    assert [found.number for found in newest_first] == [3, 2, 1]
    empty = newest_first[1]
    assert (empty.start, empty.place, empty.partners, empty.themes, empty.coverage) == (None, None, (), (), "none")
    assert empty.dates == "Not on record here"
