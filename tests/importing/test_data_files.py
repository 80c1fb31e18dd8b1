"""What an import does to data files and pages that editors wrote: it changes its own lines and no others."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml

from dialogue_archive.cli import main

from .test_second_language import ENGLISH, _import, _strip_glossary

BLOCKS = """# People of the first round
qin-xinmin:   # the name is from the list
  zh: 秦新民
  en: Qin Xinmin
  side: cn
  basis: romanised
  distinct_from: [xu-lin]
# The last entry
"""


def _differences(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_changed_person_changes_its_own_lines(memo: str, empty_project: Path, tmp_path: Path, ends: str) -> None:
    _strip_glossary(empty_project)
    assert _import(empty_project, tmp_path, memo.replace("（John Smith）", ""), "zh") == 0
    people = empty_project / "data/people.yml"
    before = people.read_text("utf-8").split("qin-xinmin:")[0] + BLOCKS
    people.write_bytes(before.replace("\n", ends).encode("utf-8"))
    assert _import(empty_project, tmp_path, ENGLISH.replace("Qin Xinmin", "Xinmin QIN"), "en") == 0
    after = people.read_bytes().decode("utf-8")
    assert after.count("\r\n") == (after.count("\n") if ends == "\r\n" else 0)
    assert _differences(before, after.replace("\r\n", "\n")) == [
        "-  en: Qin Xinmin",
        "+  en: Xinmin QIN",
        "-  basis: romanised",
        "+  basis: public",
        "+john-smith: {zh: 约翰·史密斯, en: John Smith, side: us, basis: public}",
    ]


def test_the_other_languages_page_keeps_its_lines(memo: str, empty_project: Path, tmp_path: Path) -> None:
    _strip_glossary(empty_project)
    assert _import(empty_project, tmp_path, memo.replace("（John Smith）", ""), "zh") == 0
    page = empty_project / "docs/zh/rounds/1/participants.md"
    before = b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n")
    page.write_bytes(before)
    assert _import(empty_project, tmp_path, ENGLISH, "en") == 0
    name = "约翰·史密斯".encode()
    assert page.read_bytes() == before.replace(name, name + b" { #john-smith }")


def test_a_round_is_completed_where_it_stands(memo: str, empty_project: Path, tmp_path: Path) -> None:
    _strip_glossary(empty_project)
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    path = empty_project / "data/rounds/1.yml"
    text = path.read_text("utf-8")
    before = text.replace("dates: {start", "# The invitation has other dates.\ndates: {start").replace(
        "  r1-01: {", "  # decided in May\n  r1-01: {"
    )
    assert before != text
    path.write_text(before, encoding="utf-8")
    assert _import(empty_project, tmp_path, ENGLISH, "en") == 0
    after = path.read_text("utf-8")
    assert not [line for line in _differences(before, after) if line.startswith("-") and "#" in line]
    assert [line for line in _differences(before, after) if line.startswith("-")] == [
        "-  references: [M1]",
        "-  status: {zh: source, en: archive-translation}",
    ]
    assert yaml.safe_load(after)["text"]["second_source"]["language"] == "en"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_notes_are_kept(memo: str, empty_project: Path, tmp_path: Path, language: str) -> None:
    _strip_glossary(empty_project)
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    note = "{block: preamble, kind: editor, language: zh, quote: 备忘录, text: {zh: 标题。, en: The title.}}"
    path = empty_project / "data/rounds/1.yml"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"notes:\n  - {note}  # a comment\n")
    text = {"zh": memo.replace("共识备忘录", "备忘录"), "en": ENGLISH}[language]
    assert _import(empty_project, tmp_path, text, language, "--force") == 0
    assert f"\n  - {note}  # a comment\n" in path.read_text("utf-8")


def test_an_import_without_changes_writes_nothing(memo: str, empty_project: Path, tmp_path: Path) -> None:
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    page = empty_project / "docs/zh/rounds/1/index.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    before = {path: path.read_bytes() for path in empty_project.rglob("*") if path.is_file()}
    assert _import(empty_project, tmp_path, memo, "zh", "--force") == 0
    assert {path: path.read_bytes() for path in empty_project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("is_new", [True, False])
def test_a_recommendation_without_a_topic_is_a_comment(
    memo: str, empty_project: Path, tmp_path: Path, is_new: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    path = empty_project / "data/rounds/1.yml"
    if not is_new:
        path.write_text("round: 1  # the first\ntext:\n  coverage: none\n", encoding="utf-8")
    text = memo.replace("两国应明确出口管制的范围", "应当如此").replace("## 半导体", "## 其他")
    assert _import(empty_project, tmp_path, text, "zh") == 0
    written = path.read_text("utf-8")
    assert "\n  # r1-01: {topics: []}  # name at least one topic of data/topics.yml; 请至少写一个议题\n" in written
    assert ("round: 1  # the first\n" in written) is not is_new
    assert "r1-01" not in yaml.safe_load(written)["recommendations"]
    assert "no likely topic was found for r1-01" in capsys.readouterr().out


def test_a_data_file_that_is_not_yaml_is_refused(
    memo: str, empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = empty_project / "data/people.yml"
    people.write_text(people.read_text("utf-8") + "new: {zh: 甲\n", encoding="utf-8")
    before = people.read_bytes()
    assert _import(empty_project, tmp_path, memo, "zh") == 1
    assert "data/people.yml:" in capsys.readouterr().err
    assert people.read_bytes() == before


def test_registering_keeps_comments(project: Path) -> None:
    path = project / "data/registry.yml"
    head = "# An editor's remark\n"
    path.write_text(head + "rounds: {}\n", encoding="utf-8")
    assert main(["--root", str(project), "register"]) == 0
    first = path.read_bytes()
    assert first.decode("utf-8").startswith(head)
    assert main(["--root", str(project), "register"]) == 0
    assert path.read_bytes() == first
