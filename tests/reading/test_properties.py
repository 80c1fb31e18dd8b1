"""Property tests of the reading of pages, sources and inline text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dialogue_archive.reading import inline, pages
from dialogue_archive.reading.pages import PageBlock
from dialogue_archive.reading.schema import Emendation, FrontMatter, Pair
from dialogue_archive.reading.source_text import emend, units

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs"))
# A text as a memo has it: visible characters with single spaces, no markup, no character that begins one.
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).filter(lambda word: not set(word) & set("\\`*_[]<>{}|&\ufeff"))
TEXT = (
    st.lists(WORDS, min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda text: text[0] not in "#-+:=~!?/0123456789" and text.strip() == text and "  " not in text)
)
SLUG = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


@st.composite
def page_blocks(draw: st.DrawFn) -> list[PageBlock]:
    """Blocks as a memo has them, each with a line that `write` gives it."""
    found = [PageBlock("heading", draw(TEXT), 0, level=1, id="preamble")]
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["heading", "paragraph", "item", "unresolved"]))
        level = draw(st.integers(2, 3)) if kind == "heading" else 0
        identifier = draw(SLUG) if kind == "heading" else draw(st.none() | SLUG) if kind == "item" else None
        found.append(PageBlock(kind, draw(TEXT), 0, level=level, id=identifier))  # type: ignore[arg-type]
    return found


def read(text: str) -> tuple[list[PageBlock], list[str]]:
    """The blocks of a page without their lines, and the problems."""
    page, problems = pages.read(text, path="p.md", language="zh", round_number=1, name="index")
    return [PageBlock(b.kind, b.text, 0, level=b.level, id=b.id) for b in page.blocks], [str(p) for p in problems]


@given(page_blocks(), TEXT.filter(lambda text: text.lower() != "null"))
def test_what_is_written_is_read_again(blocks: list[PageBlock], title: str) -> None:
    text = pages.write(FrontMatter(title=title), blocks)
    assert read(text) == (blocks, [])


@given(page_blocks(), st.sampled_from(["\r\n", "\r"]), st.booleans())
def test_line_ends_and_byte_order_mark_change_nothing(blocks: list[PageBlock], end: str, mark: bool) -> None:
    text = pages.write(FrontMatter(title="题"), blocks)
    other = ("\ufeff" if mark else "") + text.replace("\n", end)
    assert read(other) == read(text)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    page, problems = pages.read("---\ntitle: t\n---\n" + text, path="p.md", language="zh", round_number=1, name="index")
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) + 3
    assert all(1 <= problem.line <= lines for problem in problems)
    assert all(1 <= block.line <= lines and block.text for block in page.blocks)


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_no_line_of_text_is_lost(texts: list[str]) -> None:
    page, problems = pages.read(
        "---\ntitle: t\n---\n" + "\n\n".join(texts), path="p.md", language="zh", round_number=1, name="index"
    )
    kept = {block.line for block in page.blocks} | {problem.line for problem in problems}
    assert kept == {4 + 2 * index for index in range(len(texts))}


@given(st.text(CHARACTERS | st.just(" "), max_size=60))
def test_escaped_text_is_plain_text(text: str) -> None:
    assert inline.to_text(inline.escape(text)) == text


@given(st.text(max_size=200))
def test_inline_text_makes_no_element_but_the_known(text: str) -> None:
    html = inline.to_html(text.replace("\n", " "))
    rest = html
    for known in ("<em>", "</em>", "<strong>", "</strong>", "</a>", '<a href="'):
        rest = rest.replace(known, "")
    assert "<" not in rest


@given(st.lists(TEXT, min_size=2, max_size=6), st.data())
def test_an_emendation_changes_its_place_and_nothing_else(texts: list[str], data: st.DataObject) -> None:
    source = "\n\n".join(texts)
    index = data.draw(st.integers(0, len(texts) - 1))
    reading = data.draw(TEXT.filter(lambda text: text != texts[index]))
    note = Pair(zh="试", en="a test")
    emendation = Emendation(lines=(2 * index + 1,), kind="wording", source=texts[index], reading=reading, note=note)
    found = [unit.text for unit in units(emend(source, (emendation,)))]
    assert found == [*texts[:index], reading, *texts[index + 1 :]]
