"""Recognition: a source text as the parts of a memo, with the emendations that lead from the one to the other.

The parts are read from the emended text by the very function that the fidelity check uses (`reading.source`), so what
is written always equals the source with its emendations.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dialogue_archive.ids import Language, Side
from dialogue_archive.importing import cleanup, headings, people
from dialogue_archive.importing.cleanup import Edit, declare
from dialogue_archive.importing.report import ImportRefused, Remark
from dialogue_archive.importing.source_lines import is_ended, width
from dialogue_archive.importing.structure import Placed, Recognised, Role, SourceBlock, blocks_of, parts_of

Region = str  # `head`, `body`, `recommendations`, `people`, or the code of a side
_SHORT, _LONG = 60, 60


@dataclass
class _State:
    """What is known while the blocks are gone through."""

    source: str
    language: Language
    place: Region = "head"
    base: int = 1
    placed: list[Placed] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def recognise(
    source: str,
    language: Language,
    *,
    join: Collection[int] = (),
    split: Mapping[int, str] | None = None,
    unresolved: Mapping[int, Remark] | None = None,
) -> Recognised:
    """Take `source` apart.

    `join`: lines to be joined to the paragraph before; `split`: lines to be divided before some words; `unresolved`:
    lines whose place the reader of the document unresolved.

    Raises ImportRefused when no memo can be recognised in it.
    """
    blocks, edits = blocks_of(source, language, join, split or {})
    if not blocks:
        raise ImportRefused(
            "文件里没有文字。请换用含有正文的文件。",
            "The document holds no text. Use a file that holds the memo's text.",
        )
    state = _State(source, language, edits=edits)
    marked = sum(block.kind == "heading" for block in blocks) > 1
    position = _title(state, blocks)
    while position < len(blocks):
        position = _block_at(state, blocks, position, marked=marked, unresolved=unresolved or {})
    if not any(role == "recommendations" for role, *_ in state.placed):
        raise ImportRefused(
            "没有找到“建议”标题，无法辨认各条建议。请在文件中各节的建议之前另起一行写“建议：”，"
            "并将每条建议设为列表项，然后重新导入。",
            "No heading of recommendations was found. In the document, put a line “Recommendations” before the "
            "recommendations of each section, make each of them a list item, and import again.",
        )
    emendations = declare(source, state.edits)
    return Recognised(source, language, parts_of(source, state.placed, emendations), emendations, tuple(state.remarks))


def _title(state: _State, blocks: list[SourceBlock]) -> int:
    """Take the title; give the index of the block after it."""
    first = blocks[0]
    if first.kind not in ("heading", "text") or width(first.words(state.source)) > 160:
        raise ImportRefused(
            f"第 {first.line} 行应为文件标题，却不像标题。请让标题单独占第一行。",
            f"line {first.line} should be the title, and does not look like one. Let the title stand alone in the "
            "first line.",
        )
    state.base = first.first.level if 1 <= first.first.level <= 3 else 1
    following = blocks[1] if len(blocks) > 1 else None
    if following and following.kind == "heading" and _is_second_half(state.source, first, following):
        edit = Edit(first.end, following.start + following.first.mark, " ", "heading")
        first = SourceBlock((*first.lines, *following.lines), (*first.joins, edit))
        _heading(state, "title", first, state.base)
        state.edits.append(edit)
        return 2
    _heading(state, "title", first, state.base)
    return 1


def _is_second_half(source: str, first: SourceBlock, following: SourceBlock) -> bool:
    """Whether a title goes on in a second heading: `…二轨对话` / `共识备忘录`."""
    one, other = first.words(source).casefold(), following.words(source).casefold()
    names = ("备忘录", "共识", "memorand", "consensus")
    return any(name in other for name in names) and not any(name in one for name in names)


def _block_at(
    state: _State, blocks: list[SourceBlock], position: int, *, marked: bool, unresolved: Mapping[int, Remark]
) -> int:
    """Place one block, sometimes with the one after it; give the index of the next."""
    block = blocks[position]
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    words = block.words(state.source)
    role = _heading_role(state, block, following, marked=marked)
    if role in ("cn", "us"):
        _expect_once(state, block, role)
        state.place = role
        _heading(state, "delegation", block, state.base + 1, side=role)
    elif role == "people":
        state.place = "people"
        state.edits.append(Edit(block.start, block.end, "", "heading", whole_line=True))
    elif role == "recommendations":
        inside = any(placed[0] in ("section", "recommendations") for placed in state.placed)
        state.place = "recommendations"
        _heading(state, "recommendations", block, state.base + (2 if inside else 1))
    elif role == "section":
        state.place = "body"
        _heading(state, "section", block, state.base + 1)
    elif block.line in unresolved:
        _unresolved(state, block, unresolved[block.line])
    elif state.place in ("cn", "us"):
        return position + _person(state, block, following)
    elif state.place == "people":
        _unresolved(
            state,
            block,
            Remark(
                block.line,
                "位于参会者名单总标题之下、双方名单之前，不知应归何处",
                "stands under the heading of all participants, before either delegation: its place is not known",
            ),
        )
    else:
        _block(state, block, following, words)
    return position + 1


def _expect_once(state: _State, block: SourceBlock, side: Side) -> None:
    """A delegation has one list: two headings of it would make two, and the pages have place for one."""
    earlier = next((found.line for role, found, of, _ in state.placed if role == "delegation" and of == side), None)
    if earlier:
        raise ImportRefused(
            f"同一方的名单标题出现两次：第 {earlier} 行与第 {block.line} 行。请在文件中合为一处，再导入。",
            f"the list of one side has two headings, in lines {earlier} and {block.line}. Make them one in the "
            "document, and import again.",
        )


def _heading_role(
    state: _State, block: SourceBlock, following: SourceBlock | None, *, marked: bool
) -> headings.HeadingRole | None:
    words = block.words(state.source)
    role = headings.role_of(words)
    if block.kind == "heading":
        return role
    if block.kind != "text" or width(words) > _SHORT or len(block.lines) > 1:
        return None
    if role != "section" and not words.rstrip().endswith(("。", ".", "；", ";")):
        return role
    if marked or state.place in ("cn", "us", "people") or is_ended(words) or following is None:
        return None
    if state.place == "head" and not _has_paragraph(state):
        return None
    if block.first.is_numbered and not words.startswith(tuple("一二三四五六七八九十（(")) and following.kind == "item":
        return None
    is_before_text = following.kind == "text" and width(following.words(state.source)) >= _LONG
    is_before_list = following.kind == "text" and headings.role_of(following.words(state.source)) == "recommendations"
    return "section" if is_before_text or is_before_list else None


def _has_paragraph(state: _State) -> bool:
    return any(role == "paragraph" and width(block.words(state.source)) >= _LONG for role, block, *_ in state.placed)


def _heading(state: _State, role: Role, block: SourceBlock, level: int, side: Side | None = None) -> None:
    state.placed.append((role, block, side, None))
    if block.kind != "heading" or block.first.level != level:
        mark = block.first.mark if block.kind == "heading" else 0
        edit = Edit(block.start, block.start + mark, "#" * level + " ", "heading", whole_line=True)
        state.edits.append(edit)


def _block(state: _State, block: SourceBlock, following: SourceBlock | None, words: str) -> None:
    """A paragraph or list item of the memo."""
    number = block.first.mark if block.first.is_numbered else 0
    in_recommendations = state.place == "recommendations"
    if block.kind == "item" or (number and in_recommendations):
        role: Role = "recommendation" if in_recommendations else "item"
        if not block.first.is_plain:
            note = cleanup.NUMBER if number else cleanup.BULLET
            state.edits.append(Edit(block.start, block.start + block.first.mark, "- ", "punctuation", note))
        if block.first.indent >= 2:
            state.remarks.append(
                Remark(
                    block.line,
                    "原为缩进的下级条目，已作同级条目",
                    "was an indented item of a lower level; it is an item like the others now",
                )
            )
        state.placed.append((role, block, None, None))
    elif in_recommendations and not (words.rstrip().endswith(("：", ":")) and following and following.kind == "item"):
        _unresolved(
            state,
            block,
            Remark(
                block.line,
                "位于“建议”之下，却不是列表项：请改为“- 建议 { #编号 }”，或改为普通段落",
                "stands under the recommendations and is no list item: make it `- text { #id }`, or a paragraph",
            ),
        )
        return
    else:
        state.placed.append(("paragraph", block, None, None))
    _mend(state, block)


def _unresolved(state: _State, block: SourceBlock, remark: Remark, side: Side | None = None) -> None:
    """Keep the block on its page, visibly marked, and report it."""
    state.placed.append(("unresolved", block, side, None))
    state.remarks.append(
        Remark(remark.line, f"{remark.zh}：{_short(state, block)}", f"{remark.en}: {_short(state, block)}", True)
    )
    state.edits.extend(block.joins)
    for start, end in block.stretches():
        for at in range(start, end):
            if state.source[at] == "\t" and block.kind == "row":
                state.edits.append(Edit(at, at + 1, " ", "spacing"))


def _short(state: _State, block: SourceBlock) -> str:
    words = " ".join(block.words(state.source).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _person(state: _State, block: SourceBlock, following: SourceBlock | None) -> int:
    """A line of a delegation. Gives how many blocks it took: a name and a title may stand on two lines."""
    side: Side = "cn" if state.place == "cn" else "us"
    source, words = state.source, block.words(state.source)
    if block.kind == "row" and people.is_header(words):
        state.edits.append(Edit(block.start, block.end, "", "punctuation", cleanup.TABLE))
        return 1
    mark = block.first.mark
    name = source[block.start + mark : block.end]
    if people.is_name(name) and following and following.kind == "text" and not _is_heading(following, source):
        title = following.words(source)
        if not people.is_name(title):
            two = SourceBlock((*block.lines, *following.lines))
            if mark:
                state.edits.append(Edit(block.start, block.start + mark, "", "punctuation", cleanup.TABLE))
            state.edits += [Edit(block.end, following.start, "\t", "spacing"), *following.joins]
            state.placed.append(("person", two, side, None))
            return 2
    found = people.find(source, block.start, block.end, state.language, mark=mark) if not block.joins else None
    if not found:
        zh, en = "位于名单之中，却无法分出姓名与职务", "stands in a delegation; name and title cannot be told apart"
        _unresolved(state, block, Remark(block.line, zh, en), side)
        return 1
    state.edits += found.edits
    taken = [(edit.start, edit.end) for edit in found.edits]
    for edit in cleanup.spaces(source, block.start + mark, block.end, state.language, is_list=True):
        if (
            all(edit.end <= one or edit.start >= other for one, other in taken)
            and "\t" not in source[edit.start : edit.end]
        ):
            state.edits.append(edit)
    _half_width(state, block)
    state.placed.append(("person", block, side, found.latin))
    return 1


def _is_heading(block: SourceBlock, source: str) -> bool:
    return block.kind == "heading" or headings.role_of(block.words(source)) != "section"


def _mend(state: _State, block: SourceBlock) -> None:
    state.edits.extend(block.joins)
    for start, end in block.stretches():
        state.edits.extend(cleanup.spaces(state.source, start, end, state.language))
    _half_width(state, block)


def _half_width(state: _State, block: SourceBlock) -> None:
    found = cleanup.half_width(block.words(state.source)) if state.language == "zh" else ()
    if found:
        marks = " ".join(dict.fromkeys(found))
        state.remarks.append(
            Remark(
                block.line, f"汉字旁有半角标点 {marks}，请核对", f"half-width marks beside Chinese characters: {marks}"
            )
        )
