"""The views of translator's and editor's notes, beside the emendations of the same page."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from dialogue_archive import archive
from dialogue_archive.archive.model import Archive, Note, Words
from dialogue_archive.ids import Language
from dialogue_archive.reading.inline import to_text
from dialogue_archive.reading.schema import Annotation
from dialogue_archive.views import rounds
from dialogue_archive.views.blocks import Segment, segments
from dialogue_archive.views.context import PageLocation, edition
from dialogue_archive.views.notes import NoteNumbers, NoteView, PageNotes, TextPiece
from noted import copy_noted


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The fixture `ocean` with notes on both texts of its third round."""
    return archive.load(copy_noted(tmp_path_factory.mktemp("noted")))[1]


def location(noted: Archive, address: str, language: Language) -> PageLocation:
    """The location of an address in a language."""
    return PageLocation(edition(noted, language), address)


def labels(notes: PageNotes) -> list[list[str]]:
    """The labels of the notes, by group."""
    return [[found.note.kind_label for found in group.notes] for group in notes.groups]


def names(notes: tuple[NoteView, ...]) -> list[str]:
    """What assistive technology calls the notes."""
    return [note.name for note in notes]


def test_a_page_lists_the_notes_on_its_own_text(noted: Archive) -> None:
    english = rounds.memo(location(noted, "rounds/3/", "en"), noted.round_by_number[3])
    assert english.notes.heading == "Notes"
    assert labels(english.notes) == [["Translator’s note"] * 3]
    first = english.notes.groups[0].notes[0].note
    assert (first.quote, first.lang, first.change) == ("too far apart", "en", None)
    assert first.text == (TextPiece("From ", None), TextPiece("过大", "zh-Hans"), TextPiece(".", None))
    buoys = english.sections[1].blocks[0]
    assert [str(piece.html)[-13:] for piece in buoys.segments if piece.note] == ["too far apart"]
    assert names(buoys.margin_notes) == ["Translator’s note 1"]
    assert ["emendations" in link.label for link in english.notes_elsewhere] == [True, False]
    assert "editor’s notes concern the Chinese text" in english.notes_elsewhere[1].label


def test_notes_and_emendations_are_numbered_together(noted: Archive) -> None:
    chinese = rounds.memo(location(noted, "rounds/3/", "zh"), noted.round_by_number[3])
    assert chinese.notes.heading == "校勘与注释"
    assert labels(chinese.notes) == [["分隔线", "文字断开", "空格", "文字"], ["编者注", "编者注"]]
    assert [found.note.number for group in chinese.notes.groups for found in group.notes] == [1, 3, 4, 5, 2, 6]
    assert [group.remark[:3] for group in chinese.notes.groups] == ["以下逐", "编者注"]
    assert names(chinese.sections[3].margin_notes) == ["编者注第6条"]
    assert [link.label for link in chinese.notes_elsewhere] == ["译者注针对英文译文，见中英对照页。"]


def test_the_parallel_page_has_the_notes_of_both_texts(noted: Archive) -> None:
    view = rounds.parallel(location(noted, "rounds/3/parallel/", "en"), noted.round_by_number[3])
    assert [len(group.notes) for group in view.notes.groups] == [4, 3, 2]
    assert view.notes.heading == "Emendations and notes"
    texts = ["".join(piece.text for piece in found.note.text) for found in view.notes.groups[2].notes]
    assert texts == ["The ships are not named.", "So headed."]


def test_a_note_on_a_participant_is_on_the_name_or_the_title(noted: Archive) -> None:
    view = rounds.participants(location(noted, "rounds/3/participants/", "en"), noted.round_by_number[3])
    head = view.delegations[1].participants[0]
    assert [note.quote for note in head.name_notes] == ["Reef"]
    assert [(str(piece.html)[:9], piece.note is None) for piece in head.segments] == [
        ("President", False),
        (", Southis", True),
    ]
    assert names(head.margin_notes) == ["Translator’s note 1", "Translator’s note 2"]
    assert [len(group.notes) for group in view.notes.groups] == [2]


def test_an_early_version_has_the_notes_of_its_rounds(noted: Archive) -> None:
    assert noted.as_of(1).round_by_number[1].facts.notes == ()
    assert len(noted.as_of(3).round_by_number[3].facts.notes) == 5


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("one *two three* four", "two", ["one <em>two", " three</em> four"]),
        ("one [two three](../1/index.md) four", "two", ['one <a href="../1/">two three</a>', " four"]),
        ("one [two](../1/index.md)", "two", ['one <a href="../1/">two</a>', ""]),
        (r"a \* b & c", "* b", ["a * b", " &amp; c"]),
        ("**one** two", "one", ["<strong>one", "</strong> two"]),
        ("one two", "two", ["one two", ""]),
    ],
)
def test_a_text_with_markup_is_cut_after_the_words(noted: Archive, text: str, quote: str, expected: list[str]) -> None:
    pair = {"zh": "说明", "en": "A remark"}
    annotation = Annotation.model_validate(
        {"block": "data-1", "kind": "editor", "language": "en", "quote": quote, "text": pair}
    )
    note = Note(annotation, "data-1", to_text(text).index(quote), 0, "en")
    numbering = NoteNumbers(location(noted, "rounds/2/", "en"), {})
    found = segments(Words(en=text), "en", [note], numbering)
    first = Segment(Markup(expected[0]), numbering.view(note))
    assert found == ((first, Segment(Markup(expected[1]), None)) if expected[1] else (first,))


def test_notes_are_read_from_the_project(noted: Archive, tmp_path: Path) -> None:
    """A quote that is not found once has no place, and leaves the page as it is; the check reports it."""
    project = copy_noted(tmp_path)
    facts = project / "data/rounds/3.yml"
    facts.write_text(facts.read_text("utf-8").replace("too far apart", "the"), encoding="utf-8")
    round_ = archive.load(project)[1].round_by_number[3]
    assert [note.kind for note in round_.sections[1].blocks[0].notes] == ["emendation", "editor"]
    assert [note.kind for note in noted.round_by_number[3].sections[1].blocks[0].notes].count("translator") == 1
