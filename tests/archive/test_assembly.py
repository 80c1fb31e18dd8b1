"""Assembly of the model from pages and data, also where one language lacks something."""

from __future__ import annotations

from pathlib import Path

from dialogue_archive.archive import load
from dialogue_archive.archive.model import Archive, Block, Round, Section


def edit(project: Path, path: str, old: str, new: str) -> None:
    """Replace the one occurrence of `old` in a file of the project."""
    text = (project / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


def assembled(project: Path) -> Archive:
    """The model of the project as it is now."""
    return load(project)[1]


def section(round_: Round, section_id: str) -> Section:
    """A section of a round."""
    return next(found for found in round_.sections if found.id == section_id)


def block(round_: Round, block_id: str) -> Block:
    """A block of a round."""
    return next(found for one in round_.sections for found in one.blocks if found.id == block_id)


def test_both_languages_are_joined_by_id(project: Path) -> None:
    round_ = assembled(project).round_by_number[2]
    assert [found.id for found in round_.sections] == ["preamble", "data"]
    data = section(round_, "data")
    assert (data.heading.zh, data.heading.en) == ("数据", "Data")
    assert (data.lines.zh, data.lines.en) == (11, 11)
    assert [(found.id, found.kind) for found in data.blocks] == [
        ("data-1", "paragraph"),
        ("data-recommendations", "heading"),
        ("data-2", "item"),
        ("data-3", "item"),
    ]
    second = block(round_, "data-3")
    assert (second.item_id, second.lines.zh, second.lines.en) == ("r2-02", 18, 19)
    assert (second.text["zh"][:5], second.text["en"][:8]) == ("提高规则的", "Increase")


def test_items_take_their_title_from_the_catalogue_and_their_topics_from_the_data(project: Path) -> None:
    found = assembled(project)
    item = found.items["r2-02"]
    assert (item.title.zh, item.title.en) == ("提高透明度", "More transparency")
    assert (item.kind, item.round, item.section_id, item.block_id) == ("recommendation", 2, "data", "data-3")
    assert item.topics == ("standards", "data")
    assert item.facts is None
    position = found.items["r1-p1"]
    assert position.kind == "position"
    assert position.facts is not None
    assert position.facts.stance == "principle"
    assert list(found.items) == ["r1-p1", "r1-p2", "r2-01", "r2-02"]


def test_a_paragraph_that_one_language_lacks_has_no_text_in_it(project: Path) -> None:
    edit(project, "docs/zh/rounds/2/index.md", "2031年5月\n", "2031年5月\n\n只有中文。\n")
    round_ = assembled(project).round_by_number[2]
    last = block(round_, "preamble-3")
    assert (last.text.zh, last.text.en) == ("双方就数据问题交换了意见。（名单见下文）", None)
    assert (last.text["en"], last.lines.en) == ("", 0)


def test_a_section_that_only_english_has_is_kept(project: Path) -> None:
    edit(project, "docs/en/rounds/2/index.md", "## Data {", "## Law { #law }\n\nMore.\n\n## Data {")
    round_ = assembled(project).round_by_number[2]
    assert [found.id for found in round_.sections] == ["preamble", "data", "law"]
    law = section(round_, "law")
    assert (law.heading.zh, law.heading.en, law.lines.zh) == (None, "Law", 0)
    assert (block(round_, "law-1").text.zh, block(round_, "law-1").text.en) == (None, "More.")


def test_a_missing_page_is_missing_in_its_language_only(project: Path) -> None:
    (project / "docs/en/rounds/2/index.md").unlink()
    round_ = assembled(project).round_by_number[2]
    assert (round_.title.zh, round_.title.en) == ("第二轮", None)
    assert [found.id for found in round_.items] == ["r2-01", "r2-02"]
    assert {found.text.en for found in round_.blocks} == {None}


def test_a_round_without_its_data_file_is_assembled(project: Path) -> None:
    (project / "data/rounds/2.yml").unlink()
    round_ = assembled(project).round_by_number[2]
    assert round_.facts.text.coverage == "none"
    assert not round_.has_full_text
    assert [(item.id, item.topics) for item in round_.items] == [("r2-01", ()), ("r2-02", ())]


def test_a_mistyped_id_marks_no_item(project: Path) -> None:
    edit(project, "docs/zh/rounds/2/index.md", "{ #r2-02 }", "{ #r2-2 }")
    edit(project, "docs/en/rounds/2/index.md", "{ #r2-02 }", "{ #r2-2 }")
    round_ = assembled(project).round_by_number[2]
    assert [found.id for found in round_.items] == ["r2-01"]
    assert block(round_, "data-3").item_id is None


def test_an_id_that_is_mistyped_in_one_language_is_taken_from_the_other(project: Path) -> None:
    edit(project, "docs/zh/rounds/2/index.md", "{ #r2-02 }", "{ #r2-2 }")
    assert [found.id for found in assembled(project).round_by_number[2].items] == ["r2-01", "r2-02"]


def test_participants_are_joined_by_side_and_id(project: Path) -> None:
    round_ = assembled(project).round_by_number[2]
    assert [(found.person_id, found.side, found.is_head) for found in round_.participants] == [
        ("jia-yi", "cn", True),
        ("yi-er", "cn", False),
        ("c-three", "us", True),
    ]
    assert [found.person_id for found in round_.delegation("us")] == ["c-three"]
    assert round_.participants[1].name.en == "Yi Er"
    assert round_.participants[1].title.zh == "某研究院研究员"
    assert round_.delegation_headings["us"].en == "U.S. participants"


def test_a_participant_whom_one_language_lacks_is_kept(project: Path) -> None:
    edit(project, "docs/en/rounds/2/participants.md", "Yi Er { #yi-er }\n:   Research fellow at an institute\n", "")
    found = assembled(project).round_by_number[2].participants
    assert [(one.person_id, one.name.zh, one.name.en) for one in found][1] == ("yi-er", "乙二", None)


def test_a_page_without_lists_has_a_remark(project: Path) -> None:
    rounds = assembled(project).round_by_number
    assert (rounds[1].participants_remark.zh, rounds[1].participants_remark.en) == (
        "名单未在案。",
        "No list is on record.",
    )
    assert rounds[1].participants == ()
    assert (rounds[2].participants_remark.zh, rounds[2].participants_remark.en) == (None, None)


def test_notes_are_where_their_emendations_are(project: Path) -> None:
    round_ = assembled(project).round_by_number[2]
    assert [note.content.kind for note in section(round_, "data").notes] == ["rule"]
    (page_break,) = block(round_, "data-1").notes
    assert page_break.content.kind == "page-break"
    text = block(round_, "data-1").text["zh"]
    assert text[page_break.offset :].startswith("采取措施")
    assert [note.content.kind for note in block(round_, "data-recommendations").notes] == ["heading"]
    assert [(note.content.kind, note.offset) for note in block(round_, "data-3").notes] == [("spacing", 5)]
    assert {side: [note.line for note in notes] for side, notes in round_.delegation_notes.items()} == {
        "cn": [20],
        "us": [25],
    }
    assert section(round_, "preamble").notes == ()
    assert {note.language for found in round_.blocks for note in found.notes} == {"zh"}


def test_without_its_source_a_round_has_no_notes(project: Path) -> None:
    (project / "data/sources/round-2.zh.txt").unlink()
    round_ = assembled(project).round_by_number[2]
    assert not any(found.notes for one in round_.sections for found in (one, *one.blocks))
    assert round_.delegation_notes == {"cn": (), "us": ()}


def test_relations_are_sorted_by_their_items(project: Path) -> None:
    with (project / "data/relations.yml").open("a", encoding="utf-8") as file:
        for source, target in (("r2-02", "r1-p2"), ("r2-01", "r1-p2")):
            file.write(
                f"- {{from: {source}, to: {target}, type: extends, basis: editorial, evidence: {{zh: 甲, en: A}}}}\n"
            )
    assert [(found.source, found.target) for found in assembled(project).relations] == [
        ("r2-01", "r1-p1"),
        ("r2-01", "r1-p2"),
        ("r2-02", "r1-p2"),
    ]


def test_the_documents_of_all_rounds(project: Path) -> None:
    found = assembled(project)
    assert found.documents == {"data/sources/round-2.zh.txt"}
    assert found.as_of(1).documents == frozenset()
