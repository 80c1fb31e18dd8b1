"""Every character of a generated source is published, declared as changed, or the document is refused."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_archive.ids import Language
from dialogue_archive.importing.alignment import sections_of
from dialogue_archive.importing.formats import SourceDocument
from dialogue_archive.importing.formats.markup import read_text
from dialogue_archive.importing.pages import Outline, compose
from dialogue_archive.importing.people import Attendee
from dialogue_archive.importing.plan import verify
from dialogue_archive.importing.recognition import recognise
from dialogue_archive.importing.structure import Recognised
from dialogue_archive.messages import Refusal
from dialogue_archive.reading import pages
from dialogue_archive.reading.inline import to_text
from importing.conftest import SERIES

_WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("中美两国数据，。、；：“”（）()《》·－—… \t\u3000\xa0#-*_[]{}<>|\\`&~!:>+=.1２三①•A bc—"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=40,
)
_LONG = st.builds(
    lambda a, b: "双方认为" * 8 + a + "这一段很长，足以成为一个段落，因此可以被认出" * 2 + b, _WORDS, _WORDS
)
_LINE = st.one_of(
    _WORDS,
    _LONG,
    st.builds(
        lambda mark, text: mark + text,
        st.sampled_from(["# ", "## ", "### ", "- ", "• ", "1. ", "（二）", "* "]),
        _WORDS,
    ),
    st.sampled_from(
        [
            "",
            "",
            "---",
            "建议：",
            "## 建议",
            "## 中方参会者",
            "## 美方参会者",
            "参会人员名单",
            "姓名\t职务",
            "2031年5月  ",
        ]
    ),
    st.builds(
        lambda name, title: f"{name}\t{title}",
        st.sampled_from(["徐林", "约翰·史密斯（John Smith）", "1\t秦新民"]),
        _WORDS,
    ),
)


def _visible(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s+", "", text))


def accounted(found: Recognised, published: str) -> None:
    """Compare the characters of the source with those published and those declared; marks of layout aside."""
    declared_out, declared_in = Counter[str](), Counter[str]()
    for emendation in found.emendations:
        for _ in emendation.lines:
            declared_out += _visible(emendation.source)
            declared_in += _visible(emendation.reading)
    source = _visible(found.source)
    source.update(declared_in)
    source.subtract(declared_out)
    # `## ` and `- ` are marks and no text, in a source as on a page
    source.subtract(_marks(found))
    assert {char: n for char, n in source.items() if n} == dict(_visible(published))


def _marks(found: Recognised) -> Counter[str]:
    from dialogue_archive.reading.source_text import emend

    marks = Counter[str]()
    for _, line in emend(found.source, found.emendations).lines:
        match = re.match(r"\s*(#{1,6})\s+\S|\s*(-) ", line)
        if match and line.strip() not in ("-",):
            marks += _visible(match[1] or match[2])
    return marks


def _published(found: Recognised, number: int = 8) -> str:
    count = len(sections_of(found)) - 1
    outline = Outline(number, SERIES, tuple(f"section-{n + 1}" for n in range(count)))
    people = [Attendee(part, f"person-{i}") for i, part in enumerate(found.parts) if part.role == "person"]
    composed = compose(found, outline, people)
    files, texts = {}, []
    for name in ("index", "participants"):
        path = f"docs/zh/rounds/{number}/{name}.md"
        files[path] = getattr(composed, name)
        page, problems = pages.read(files[path], path=path, language="zh", round_number=number, name=name)
        assert not [problem for problem in problems if problem.rule != "invisible-characters"]
        ours = {"参会者"} if name == "participants" else set()
        skip = 1 if ours else 0
        texts += [to_text(block.text) for block in page.blocks[skip:]]
        if not any(part.side for part in found.parts) and name == "participants":
            texts = texts[: -len(page.blocks) + 1]
    verify(SourceDocument("x.txt", found.source.encode()), found, files, number)
    return "".join(texts)


def _import(text: str, language: Language = "zh") -> None:
    try:
        document = read_text("x.txt", text.encode("utf-8"))
        found = recognise(document.text, language, SERIES)
    except Refusal:
        return
    accounted(found, _published(found))


@settings(max_examples=400, deadline=None)
@given(st.lists(_LINE, max_size=25), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_no_character_is_unaccounted_for(lines: list[str], end: str) -> None:
    text = end.join(["# 共识备忘录", "", *lines, "## 半导体", "", "建议：", "", *lines, "- 两国应继续对话。"])
    _import(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_imported_or_refused(text: str) -> None:
    if text.encode("utf-8", errors="replace").decode() == text:
        _import(f"# 备忘录\n{text}\n\n建议：\n- 一")


def test_the_accounting_can_fail() -> None:
    found = recognise("# 备忘录\n\n建议：\n\n- 两国应继续对话。", "zh", SERIES)
    try:
        accounted(found, _published(found).replace("应", ""))
    except AssertionError:
        return
    raise AssertionError("a lost character was not noticed")
