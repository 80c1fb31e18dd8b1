"""`align`: a source text with its emendations, compared with the pages that publish it."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dialogue_archive.archive.fidelity import Alignment, align
from dialogue_archive.reading import pages
from dialogue_archive.reading.pages import Page
from dialogue_archive.reading.schema import Emendation

MEMO = """\
# 备忘录 { #preamble }

2031年5月

## 数据 { #data }

双方同意保持数据流动。

### 建议 { #data-recommendations }

- 建议一。 { #r2-01 }
- 建议二。 { #r2-02 }
"""
SOURCE = """\
## 备忘录
2031年5月
### 数据
双方同意保持数据流动。
#### 建议
- 建议一。
- 建议二。
"""
LISTS = """\
# 参会者 { #participants }

名单不全。

## 中方 { #cn }

甲一 { #jia-yi }
:   教授

## 美方 { #us }

丙三 { #c-three }
:   研究员
"""


def page(text: str, name: str = "index") -> Page:
    """A Chinese page of round 2; its text begins in line 4 of the file."""
    front = "---\ntitle: 题\n---\n"
    found, problems = pages.read(front + text, path=f"{name}.md", language="zh", round_number=2, name=name)
    assert problems == []
    return found


def emendation(line: int, kind: str, source: str, reading: str) -> Emendation:
    """An emendation with a note, where its kind requires one."""
    note: Any = {"zh": "试", "en": "test"} if kind in ("wording", "punctuation") else None
    return Emendation.model_validate(
        {"lines": [line], "kind": kind, "source": source, "reading": reading, "note": note}
    )


def aligned(source: str, *emendations: Emendation, memo: str = MEMO, lists: str | None = None) -> Alignment:
    """The alignment of a source with the pages."""
    return align(
        source.encode("utf-8"), emendations, page(memo), None if lists is None else page(lists, "participants")
    )


def differences(found: Alignment) -> list[tuple[int, str, str, tuple[int, ...], str]]:
    """Line of the page, found, expected, lines of the source and aspect of each difference."""
    return [(one.line, one.found, one.expected, one.source_lines, one.aspect) for one in found.differences]


def test_equal_texts_have_no_differences() -> None:
    found = aligned(SOURCE)
    assert found.differences == ()
    assert found.refused == ()
    assert found.notes == {}
    assert found.sha256 == hashlib.sha256(SOURCE.encode("utf-8")).hexdigest()


def test_heading_levels_are_relative_to_the_title() -> None:
    one_higher = "\n".join(line.removeprefix("#") if line.startswith("#") else line for line in SOURCE.split("\n"))
    assert aligned(one_higher).differences == ()


def test_another_heading_level_is_a_difference_of_level() -> None:
    found = aligned(SOURCE.replace("#### 建议", "### 建议"))
    assert differences(found) == [(12, "###", "##", (5,), "level")]


def test_another_kind_of_block_is_a_difference_of_kind() -> None:
    found = aligned(SOURCE.replace("- 建议二", "建议二"))
    assert differences(found) == [(15, "a list item", "a paragraph", (7,), "kind")]


def test_other_words_are_quoted_around_the_first_difference() -> None:
    found = aligned(SOURCE.replace("数据流动", "信息流动"))
    assert differences(found) == [(10, "双方同意保持数据流动。", "双方同意保持信息流动。", (4,), "text")]
    long = "甲" * 30
    memo = MEMO.replace("双方同意保持数据流动。", long + "乙" + long)
    found = aligned(SOURCE.replace("双方同意保持数据流动。", long + "丙" + long), memo=memo)
    assert [(one.found, one.expected) for one in found.differences] == [
        ("…" + "甲" * 8 + "乙" + "甲" * 11 + "…", "…" + "甲" * 8 + "丙" + "甲" * 11 + "…")
    ]


def test_what_only_the_page_has_is_one_difference() -> None:
    memo = MEMO.replace("双方同意保持数据流动。", "双方同意保持数据流动。\n\n又一段。\n\n再一段。")
    assert differences(aligned(SOURCE, memo=memo)) == [(12, "又一段。 and 1 more", "nothing here", (), "text")]


def test_what_only_the_source_has_is_reported_at_the_block_in_its_place() -> None:
    source = SOURCE.replace("#### 建议\n", "又一段。\n再一段。\n#### 建议\n")
    assert differences(aligned(source)) == [(12, "建议", "又一段。 and 1 more", (5,), "text")]


def test_what_the_source_has_at_its_end_is_reported_at_the_end_of_the_page() -> None:
    assert differences(aligned(SOURCE + "完。\n")) == [(15, "the end of the page", "完。", (8,), "text")]


def test_markup_of_the_page_is_not_compared() -> None:
    memo = MEMO.replace("保持数据流动", r"*保持*[数据](../1/index.md#record)流动")
    assert aligned(SOURCE, memo=memo).differences == ()


def test_an_emendation_has_a_note_at_the_block_and_the_offset_of_its_reading() -> None:
    found = aligned(SOURCE.replace("数据流动", "数 据流动"), emendation(4, "spacing", "数 据", "数据"))
    assert found.differences == ()
    (note,) = found.notes["index", "data-1"]
    assert (note.block_id, note.offset, note.line, note.language) == ("data-1", 6, 4, "zh")
    assert note.content.kind == "spacing"


def test_the_offset_is_that_of_the_right_occurrence() -> None:
    source = SOURCE.replace("双方同意保持数据流动。", "数据、数据、数 据。")
    memo = MEMO.replace("双方同意保持数据流动。", "数据、数据、数据。")
    found = aligned(source, emendation(4, "spacing", "数 据", "数据"), memo=memo)
    assert [note.offset for note in found.notes["index", "data-1"]] == [6]


def test_an_emendation_may_join_several_lines() -> None:
    source = SOURCE.replace("双方同意保持数据流动。", "双方同意保\n\n持数据流动。")
    found = aligned(source, emendation(4, "page-break", "保\n\n持", "保持"))
    assert found.differences == ()
    assert [(note.offset, note.line) for note in found.notes["index", "data-1"]] == [(4, 4)]
    wrong = aligned(source.replace("流动", "流通"), emendation(4, "page-break", "保\n\n持", "保持"))
    assert differences(wrong) == [(10, "…方同意保持数据流动。", "…方同意保持数据流通。", (4, 5, 6), "text")]


def test_a_removed_rule_is_noted_at_the_unit_before_it() -> None:
    found = aligned(SOURCE.replace("### 数据\n", "### 数据\n---\n"), emendation(4, "rule", "---", ""))
    assert found.differences == ()
    assert [(place, [note.offset for note in notes]) for place, notes in found.notes.items()] == [
        (("index", "data"), [-1])
    ]


def test_a_removed_rule_above_the_title_is_noted_at_the_title() -> None:
    found = aligned("---\n" + SOURCE, emendation(1, "rule", "---", ""))
    assert found.differences == ()
    assert list(found.notes) == [("index", "preamble")]


def test_a_changed_heading_is_noted_at_its_section() -> None:
    found = aligned(SOURCE.replace("### 数据", "## 数据"), emendation(3, "heading", "## 数据", "### 数据"))
    assert found.differences == ()
    assert [note.offset for note in found.notes["index", "data"]] == [-1]


def test_with_a_refused_emendation_nothing_is_compared() -> None:
    """The differences would all follow from it."""
    found = aligned(SOURCE.replace("流动", "流 动"), emendation(4, "spacing", "流  动", "流动"))
    assert found.refused == ((0, "'流  动' is not in line 4 of the source"),)
    assert found.differences == ()


def test_delegations_are_compared_with_their_own_page() -> None:
    source = SOURCE + "### 中方\n甲一\t教授\n### 美方\n丙三\t研究员\n"
    assert aligned(source, lists=LISTS).differences == ()
    found = aligned(source.replace("研究员", "院长"), lists=LISTS)
    assert [(one.path, one.line, one.found, one.expected) for one in found.differences] == [
        ("participants.md", 16, "研究员", "院长")
    ]


def test_delegations_may_come_anywhere_and_in_any_order_in_the_source() -> None:
    delegations = "### 美方\n丙三\t研究员\n### 中方\n甲一\t教授\n"
    assert aligned(SOURCE.replace("### 数据\n", delegations + "### 数据\n"), lists=LISTS).differences == ()


def test_a_note_on_a_participant_is_at_the_person() -> None:
    source = SOURCE + "### 中方\n甲一\t教 授\n### 美方\n丙三\t研究员\n"
    found = aligned(source, emendation(9, "spacing", "教 授", "教授"), lists=LISTS)
    assert [(place, notes[0].offset) for place, notes in found.notes.items()] == [(("participants", "jia-yi"), 0)]


TEXT = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=30)


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_a_text_published_as_it_is_has_no_differences(texts: list[str]) -> None:
    memo = "# 题 { #preamble }\n\n" + "\n\n".join(texts) + "\n"
    assert aligned("# 题\n" + "\n".join(texts) + "\n", memo=memo).differences == ()


# Of equal paragraphs, any may be reported: the test of the line takes different ones.
@given(st.lists(TEXT, min_size=1, max_size=8, unique=True), st.data())
def test_one_changed_character_is_always_found(texts: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(texts) - 1))
    at = data.draw(st.integers(0, len(texts[index]) - 1))
    changed = texts[index][:at] + "变" + texts[index][at + 1 :]
    memo = "# 题 { #preamble }\n\n" + "\n\n".join([*texts[:index], changed, *texts[index + 1 :]]) + "\n"
    found = aligned("# 题\n" + "\n".join(texts) + "\n", memo=memo)
    assert 6 + 2 * index in {one.line for one in found.differences}
