"""Recognition of a memo in a source text: its parts, and the emendations that lead from the text to them.

The parts are read from the emended text by the function that the fidelity check uses (`reading.source_text.units`), so
what is written always equals the source with its emendations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialogue_archive.ids import Language, Side
from dialogue_archive.importing import cleanup, headings, people
from dialogue_archive.importing.cleanup import Edit, declare
from dialogue_archive.importing.report import Remark
from dialogue_archive.importing.source_lines import is_ended, width
from dialogue_archive.importing.structure import Divisions, Placed, Recognised, Role, SourceBlock, blocks_of, parts_of
from dialogue_archive.messages import Message, Refusal
from dialogue_archive.reading.schema import Series

Region = str  # `head`, `body`, `recommendations`, `people`, or the code of a side
_SHORT, _LONG = 60, 60


@dataclass
class _State:
    """The state of the recognition after the blocks so far. `region`: the part of the memo that it has reached."""

    source: str
    language: Language
    names: headings.SideNames
    region: Region = "head"
    base: int = 1
    placed: list[Placed] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def recognise(
    source: str,
    language: Language,
    series: Series,
    *,
    divisions: Divisions | None = None,
    unresolved: Mapping[int, Message] | None = None,
) -> Recognised:
    """Recognise the parts of a memo in `source`. The names of the sides are those of `series`.

    `divisions` are the editor's decisions about paragraphs; `unresolved` are the lines whose place the reader of the
    document could not determine, and why.

    Raises Refusal when no memo can be recognised in it.
    """
    blocks, edits = blocks_of(source, language, divisions or Divisions())
    if not blocks:
        raise Refusal("import.no_text")
    state = _State(source, language, headings.side_names(series), edits=edits)
    marked = sum(block.kind == "heading" for block in blocks) > 1
    position = _title(state, blocks)
    while position < len(blocks):
        position = _block_at(state, blocks, position, marked=marked, unresolved=unresolved or {})
    if not any(role == "recommendations" for role, *_ in state.placed):
        raise Refusal("import.no_recommendations")
    emendations = declare(source, state.edits)
    return Recognised(source, language, parts_of(source, state.placed, emendations), emendations, tuple(state.remarks))


def _title(state: _State, blocks: list[SourceBlock]) -> int:
    """Place the title; return the index of the next block."""
    first = blocks[0]
    if first.kind not in ("heading", "text") or width(first.words(state.source)) > 160:
        raise Refusal("import.no_title", line=first.line)
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
    """Whether a title continues in a second heading: `…二轨对话` / `共识备忘录`."""
    one, other = first.words(source).casefold(), following.words(source).casefold()
    words = ("备忘录", "共识", "memorand", "consensus")
    return any(word in other for word in words) and not any(word in one for word in words)


def _block_at(
    state: _State, blocks: list[SourceBlock], position: int, *, marked: bool, unresolved: Mapping[int, Message]
) -> int:
    """Place one block, sometimes with the one after it; return the index of the next."""
    block = blocks[position]
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    words = block.words(state.source)
    role = _heading_role(state, block, following, marked=marked)
    if role is not None and role in state.names.sides:
        _expect_once(state, block, role)
        state.region = role
        _heading(state, "delegation", block, state.base + 1, side=role)
    elif role == "people":
        state.region = "people"
        state.edits.append(Edit(block.start, block.end, "", "heading", whole_line=True))
    elif role == "recommendations":
        inside = any(placed[0] in ("section", "recommendations") for placed in state.placed)
        state.region = "recommendations"
        _heading(state, "recommendations", block, state.base + (2 if inside else 1))
    elif role == "section":
        state.region = "body"
        _heading(state, "section", block, state.base + 1)
    elif block.line in unresolved:
        _unresolved(state, block, unresolved[block.line])
    elif state.region in state.names.sides:
        return position + _person(state, block, following)
    elif state.region == "people":
        _unresolved(state, block, Message("import.between_lists"))
    else:
        _block(state, block, following, words)
    return position + 1


def _expect_once(state: _State, block: SourceBlock, side: Side) -> None:
    """Refuse a second heading of the same delegation: the pages have room for one list of each."""
    earlier = next((found.line for role, found, of, _ in state.placed if role == "delegation" and of == side), None)
    if earlier:
        raise Refusal("import.two_lists", first=earlier, second=block.line)


def _heading_role(
    state: _State, block: SourceBlock, following: SourceBlock | None, *, marked: bool
) -> headings.HeadingRole | None:
    words = block.words(state.source)
    role = headings.role_of(words, state.names)
    if block.kind == "heading":
        return role
    if block.kind != "text" or width(words) > _SHORT or len(block.lines) > 1:
        return None
    if role != "section" and not words.rstrip().endswith(("。", ".", "；", ";")):
        return role
    if marked or state.region in (*state.names.sides, "people") or is_ended(words) or following is None:
        return None
    if state.region == "head" and not _has_paragraph(state):
        return None
    if block.first.is_numbered and not words.startswith(tuple("一二三四五六七八九十（(")) and following.kind == "item":
        return None
    is_before_text = following.kind == "text" and width(following.words(state.source)) >= _LONG
    is_before_list = (
        following.kind == "text" and headings.role_of(following.words(state.source), state.names) == "recommendations"
    )
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
    in_recommendations = state.region == "recommendations"
    if block.kind == "item" or (number and in_recommendations):
        role: Role = "recommendation" if in_recommendations else "item"
        if not block.first.is_plain:
            note = cleanup.NUMBER if number else cleanup.BULLET
            state.edits.append(Edit(block.start, block.start + block.first.mark, "- ", "punctuation", note))
        if block.first.indent >= 2:
            state.remarks.append(Remark(Message("import.was_indented"), block.line))
        state.placed.append((role, block, None, None))
    elif in_recommendations and not (words.rstrip().endswith(("：", ":")) and following and following.kind == "item"):
        _unresolved(state, block, Message("import.not_an_item"))
        return
    else:
        state.placed.append(("paragraph", block, None, None))
    _clean(state, block)


def _unresolved(state: _State, block: SourceBlock, reason: Message, side: Side | None = None) -> None:
    """Keep the block on its page, visibly marked, and report it."""
    state.placed.append(("unresolved", block, side, None))
    message = Message("import.about_text", remark=reason, text=_short(state, block))
    state.remarks.append(Remark(message, block.line, is_open=True))
    state.edits.extend(block.joins)
    for start, end in block.stretches():
        for at in range(start, end):
            if state.source[at] == "\t" and block.kind == "row":
                state.edits.append(Edit(at, at + 1, " ", "spacing"))


def _short(state: _State, block: SourceBlock) -> str:
    words = " ".join(block.words(state.source).split())
    return words if len(words) <= 40 else words[:39] + "…"


def _person(state: _State, block: SourceBlock, following: SourceBlock | None) -> int:
    """Place a line of a delegation; return how many blocks it used: name and title may be on two lines."""
    side: Side = state.region
    source, words = state.source, block.words(state.source)
    if block.kind == "row" and people.is_header(words):
        state.edits.append(Edit(block.start, block.end, "", "punctuation", cleanup.TABLE))
        return 1
    mark = block.first.mark
    name = source[block.start + mark : block.end]
    if people.is_name(name) and following and following.kind == "text" and not _is_heading(state, following):
        title = following.words(source)
        if not people.is_name(title):
            two = SourceBlock((*block.lines, *following.lines))
            if mark:
                state.edits.append(Edit(block.start, block.start + mark, "", "punctuation", cleanup.TABLE))
            state.edits += [Edit(block.end, following.start, "\t", "spacing"), *following.joins]
            state.placed.append(("person", two, side, None))
            return 2
    found = people.find(source, (block.start, block.end), state.language, mark=mark) if not block.joins else None
    if not found:
        _unresolved(state, block, Message("import.not_a_person"), side)
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


def _is_heading(state: _State, block: SourceBlock) -> bool:
    return block.kind == "heading" or headings.role_of(block.words(state.source), state.names) != "section"


def _clean(state: _State, block: SourceBlock) -> None:
    state.edits.extend(block.joins)
    for start, end in block.stretches():
        state.edits.extend(cleanup.spaces(state.source, start, end, state.language))
    _half_width(state, block)


def _half_width(state: _State, block: SourceBlock) -> None:
    found = cleanup.half_width(block.words(state.source)) if state.language == "zh" else ()
    if found:
        state.remarks.append(Remark(Message("import.half_width", marks=" ".join(dict.fromkeys(found))), block.line))
