"""Data files edited by program: an edit changes its own lines and no others."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue_archive.messages import Refusal
from dialogue_archive.writing.yaml_edit import YamlFile, parse, update

PROJECT = Path(__file__).resolve().parents[2]
DATA_FILES = [
    file.relative_to(PROJECT).as_posix()
    for folder in (PROJECT / "data", PROJECT / "tests" / "fixture" / "data")
    for file in sorted(folder.rglob("*.yml"))
]
NEW = "chen-hao: {zh: 陈浩, en: Chen Hao, side: cn, basis: romanised}"


def _edited(text: str | bytes, edit: Callable[[Any], None]) -> str:
    content = text.encode() if isinstance(text, str) else text
    file = YamlFile(content, "data/some.yml")
    edit(file.data)
    return file.content().decode("utf-8")


def _difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that were removed, and those that were added."""
    lines = list(difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm=""))[2:]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize("variant", ["as it is", "CRLF and BOM", "no last line end"])
def test_a_file_without_edits_stays_the_same(name: str, variant: str) -> None:
    content = (PROJECT / name).read_bytes()
    if variant == "CRLF and BOM":
        content = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    elif variant == "no last line end":
        content = content.rstrip(b"\n")
    assert YamlFile(content, name).content() == content


def test_a_person_is_added_as_an_editor_would() -> None:
    before = (PROJECT / "data/people.yml").read_text("utf-8")
    after = _edited(before, lambda data: update(data, parse(NEW), keep_others=True))
    assert after == f"{before}{NEW}\n"


def test_a_name_is_changed_and_the_rest_of_the_entry_kept() -> None:
    before = (PROJECT / "data/people.yml").read_text("utf-8")
    line = "li-wei: {zh: 李炜, en: Li Wei, side: cn, basis: romanised}"
    more = line.replace("}", ", distinct_from: [xu-lin]}  # two people of one name")
    before = before.replace(line, more)
    after = _edited(
        before, lambda data: update(data["li-wei"], {"en": "William Li", "basis": "public"}, keep_others=True)
    )
    expected = more.replace("en: Li Wei", "en: William Li").replace("romanised", "public").replace("}  #", "} #")
    assert _difference(before, after) == ([more], [expected])


BLOCKS = """# Everybody who took part.

xu-lin:
  zh: 徐林
  en: Xu Lin   # as on the card
  side: cn
  basis: romanised
  distinct_from: [li-wei]

# Experts
li-wei: {zh: 李炜,   en: Li Wei, side: cn, basis: romanised}
#- nobody-yet: {zh: …}
# Americans
dennis-blair:
    zh: '丹尼斯·布莱尔'
    en: "Dennis Blair"
    side: us
    basis: public
# The end
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_block_entries_comments_and_odd_layout_are_kept(ends: str) -> None:
    before = "\ufeff" + BLOCKS.replace("\n", ends)

    def edit(data: Any) -> None:
        update(data["xu-lin"], {"en": "Xu Linlin"}, keep_others=True)
        update(data["dennis-blair"], {"zh": "布莱尔", "en": "D. Blair: admiral"}, keep_others=True)
        update(data, parse(NEW), keep_others=True)

    removed, added = _difference(before, _edited(before, edit))
    assert [line.rstrip("\r") for line in removed] == [
        "  en: Xu Lin   # as on the card",
        *BLOCKS.split("\n")[14:18],
    ]
    assert [line.rstrip("\r") for line in added] == [
        "  en: Xu Linlin # as on the card",
        "  zh: '布莱尔'",
        '  en: "D. Blair: admiral"',
        "  side: us",
        "  basis: public",
        NEW,
    ]
    assert all(line.endswith("\r") is (ends == "\r\n") for line in added)


def test_a_topic_is_added_to_a_recommendation() -> None:
    before = (PROJECT / "data/rounds/7.yml").read_text("utf-8")
    after = _edited(before, lambda data: data["recommendations"]["r7-07"]["topics"].append("standards"))
    assert _difference(before, after) == (
        ["  r7-07: {topics: [digital-governance]}"],
        ["  r7-07: {topics: [digital-governance, standards]}"],
    )


ROUND = """round: 3
# The invitation says otherwise.
dates: {start: 2020-12-02, end: 2020-12-03}
# Where it was held
place: {zh: 线上, en: Online}
text:
  coverage: paraphrase   # so far
  references: [C3]
  # The status of either text
  status: {zh: source, en: official}
themes: []
emendations:
  - lines: [7]
    kind: spacing
    source: "a  b"
    reading: "a b"
  # An editor's own
  - lines: [9]
    kind: wording
    source: "x"
    reading: "y"
    note: {zh: 甲, en: one}
"""


def test_a_round_is_completed_in_its_own_layout() -> None:
    wanted = ROUND.replace("place:", "partners: {names: [ncuscr]}\nplace:")
    wanted = wanted.replace("paraphrase ", "full ")
    wanted = wanted.replace("themes: []\n", "heads: {cn: xu-lin}\n").replace(
        'emendations:\n  - lines: [7]\n    kind: spacing\n    source: "a  b"\n    reading: "a b"\n',
        'emendations:\n  - lines: [5]\n    kind: rule\n    source: "---"\n    reading: ""\n',
    )
    wanted = re.sub(r"\s*# .*", "", wanted)
    after = _edited(ROUND, lambda data: update(data, parse(wanted)))
    expected = ROUND.replace("# Where it", "partners: {names: [ncuscr]}\n# Where it").replace(
        "paraphrase   #", "full         #"
    )
    expected = expected.replace("themes: []\n", "heads: {cn: xu-lin}\nthemes: []\n")
    expected = expected.replace(
        '[7]\n    kind: spacing\n    source: "a  b"\n    reading: "a b"',
        '[5]\n    kind: rule\n    source: "---"\n    reading: ""',
    )
    assert after == expected


def test_a_comment_outlives_what_it_stood_in() -> None:
    after = _edited(ROUND, lambda data: data["text"].__delitem__("status"))
    assert after == ROUND.replace("  status: {zh: source, en: official}\n", "")
    after = _edited(ROUND, lambda data: data["emendations"].__delitem__(1))
    assert after == ROUND[: ROUND.index("  - lines: [9]")]


def test_lists_are_completed_in_place() -> None:
    before = (PROJECT / "data/registry.yml").read_text("utf-8")
    data = yaml.safe_load(before)
    data["rounds"][8] = {"items": [], "sections": {"preamble": 1}}
    data["people"] = sorted([*data["people"], "chen-hao"])
    data["rounds"][7]["items"].append("r7-25")
    after = _edited(before, lambda found: update(found, data))
    assert yaml.safe_load(after) == data
    assert _difference(before, after) == (
        [],
        ["    - r7-25", "  8:", "    items: []", "    sections:", "      preamble: 1", "- chen-hao"],
    )


@pytest.mark.parametrize(("before", "head"), [("", ""), ("{}\n", ""), ("# Nobody yet\n", "# Nobody yet\n")])
def test_an_empty_file_gets_its_first_entry(before: str, head: str) -> None:
    assert _edited(before, lambda data: update(data, parse(NEW), keep_others=True)) == f"{head}{NEW}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"a: {b: 1\nc: 2\n", 2),
        (b"a: 1\nb: 2\na: 3\n", 3),
        (b"a: 1\n b: 2\n", 2),
        (b"a: 2024-13-45\n", 1),
        (b"a: 1\nb: \xff\n", 2),
    ],
    ids=["open bracket", "duplicate key", "indentation", "no such day", "not UTF-8"],
)
def test_what_cannot_be_kept_is_refused_with_its_line(text: bytes, line: int) -> None:
    with pytest.raises(Refusal, match=f"data/some.yml:{line}:"):
        YamlFile(text, "data/some.yml")


def test_an_edit_that_cannot_be_put_into_the_text_is_refused() -> None:
    text = "round: 4\ntext:\n  # nothing yet\n  coverage: none\n"
    with pytest.raises(Refusal, match=r"data/some.yml:\d: this cannot be changed by program"):
        _edited(text, lambda data: data["text"].__delitem__("coverage"))


def test_values_are_quoted_where_they_must_be() -> None:
    after = _edited("a: {zh: 一, en: one}\n", lambda data: update(data, {"a": {"zh": "二", "en": "two, three: #4"}}))
    assert after == 'a: {zh: 二, en: "two, three: #4"}\n'
