"""The second language of a round: the same ids and blocks, or a refusal that shows where the two part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue_archive.cli import main

ENGLISH = """# U.S.–China Track II Dialogue on the Digital Economy: Consensus Memorandum

May 2031

Hangzhou, China

The National Committee on U.S.-China Relations and the China-U.S. Green Fund held the dialogue on May 6–7, 2031. The two sides discussed semiconductors and artificial intelligence, and make the following recommendations to both governments.

## Semiconductors

The two sides hold that stable semiconductor supply chains serve both countries; needless interference should be avoided, and channels of communication kept open.

### Recommendations

- The two countries should define the scope of export controls.
- The two countries should exchange information on mature-node capacity.

## Artificial intelligence

The risks of artificial intelligence call for a common response; the two sides are willing to compare methods of evaluation and encourage companies to take part.

### Recommendations

- The two countries should support mutual recognition of model evaluations.

## Chinese participants

Xu Lin\tChair, China-U.S. Green Fund (head of the Chinese delegation)
Qin Xinmin\tDean, a research institute in Hangzhou

## U.S. participants

Dennis Blair\tProfessor (head of the U.S. delegation)
John Smith\tVice President, a company
"""  # noqa: E501


def _import(root: Path, folder: Path, text: str, language: str, *more: str) -> int:
    path = folder / f"memo.{language}.txt"
    path.write_text(text, encoding="utf-8")
    return main(["--root", str(root), "import", str(path), "--round", "1", "--lang", language, *more])


def _page(root: Path, language: str, name: str) -> str:
    return (root / "docs" / language / "rounds" / "1" / f"{name}.md").read_text("utf-8")


def _facts(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "data/rounds/1.yml").read_text("utf-8"))
    return found


def _strip_glossary(root: Path) -> None:
    for name, empty in (("glossary", "[]"), ("relations", "[]"), ("registry", "rounds: {}"), ("corrections", "[]")):
        (root / "data" / f"{name}.yml").write_text(f"{empty}\n", encoding="utf-8")
    text = (root / "data/references.yml").read_text("utf-8")
    (root / "data/references.yml").write_text(text.split("M7:")[0], encoding="utf-8")
    for language in ("zh", "en"):
        (root / "docs" / language / "index.md").write_text("---\ntitle: —\n---\n\n# — { #home }\n", encoding="utf-8")


@pytest.mark.parametrize("first", ["zh", "en"])
def test_both_languages_pass_the_check(
    memo: str, empty_project: Path, tmp_path: Path, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _strip_glossary(empty_project)
    texts = {"zh": memo.replace("（John Smith）", ""), "en": ENGLISH}
    for language in (first, "en" if first == "zh" else "zh"):
        assert _import(empty_project, tmp_path, texts[language], language) == 0
    capsys.readouterr()
    status = main(["--root", str(empty_project), "check"])
    assert status == 0, capsys.readouterr().err
    facts = _facts(empty_project)
    assert facts["text"]["source"]["language"] == first
    assert facts["text"]["second_source"]["language"] != first
    assert facts["place"] == {"zh": "中国杭州", "en": "Hangzhou, China", "references": ["M1"]}
    assert facts["heads"] == {"cn": "xu-lin", "us": "dennis-blair"}
    assert "约翰·史密斯 { #john-smith }" in _page(empty_project, "zh", "participants")
    assert "John Smith { #john-smith }" in _page(empty_project, "en", "participants")
    people = yaml.safe_load((empty_project / "data/people.yml").read_text("utf-8"))
    assert people["qin-xinmin"]["zh"] == "秦新民"
    assert people["john-smith"] == {"zh": "约翰·史密斯", "en": "John Smith", "side": "us", "basis": "public"}


def test_each_language_may_name_the_delegations_in_its_own_order(
    memo: str, empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _strip_glossary(empty_project)
    head, lists = ENGLISH.split("## Chinese participants")
    chinese, american = lists.split("## U.S. participants")
    turned = f"{head}## U.S. participants{american}\n## Chinese participants{chinese}"
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    assert _import(empty_project, tmp_path, turned, "en") == 0
    capsys.readouterr()
    assert main(["--root", str(empty_project), "check"]) == 0, capsys.readouterr().err


def test_the_second_takes_the_ids_of_the_first(memo: str, empty_project: Path, tmp_path: Path) -> None:
    assert _import(empty_project, tmp_path, memo, "zh", "--ids", "chips,machines") == 0
    assert _import(empty_project, tmp_path, ENGLISH, "en") == 0
    assert "## Artificial intelligence { #machines }" in _page(empty_project, "en", "index")


def test_a_divided_paragraph_is_shown_and_can_be_joined(
    memo: str, empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    divided = ENGLISH.replace("2031. The two sides discussed", "2031.\n\nThe two sides discussed")
    capsys.readouterr()
    assert _import(empty_project, tmp_path, divided, "en") == 1
    said = capsys.readouterr().err
    assert "--join 9" in said
    assert "5 段（条），另一种语言 3 段（条）" in said or "4 段（条），另一种语言 3 段（条）" in said
    assert not (empty_project / "docs/en/rounds/1/index.md").exists()
    assert _import(empty_project, tmp_path, divided, "en", "--join", "9") == 0
    assert "2031. The two sides discussed" in _page(empty_project, "en", "index")
    assert any(e.get("language") == "en" and e["kind"] == "page-break" for e in _facts(empty_project)["emendations"])


def test_a_joined_paragraph_is_shown_and_can_be_divided(
    memo: str, empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    divided = memo.replace("举行了对话。双方讨论了", "举行了对话。\n\n双方讨论了")
    assert _import(empty_project, tmp_path, divided, "zh") == 0
    capsys.readouterr()
    assert _import(empty_project, tmp_path, ENGLISH, "en") == 1
    said = capsys.readouterr().err
    assert '--split "7:The two sides discussed"' in said
    assert _import(empty_project, tmp_path, ENGLISH, "en", "--split", "7:The two sides discussed") == 0
    assert "2031.\n\nThe two sides discussed" in _page(empty_project, "en", "index")


def test_a_missing_section_is_shown(
    memo: str, empty_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    start, end = ENGLISH.index("## Artificial"), ENGLISH.index("## Chinese")
    assert _import(empty_project, tmp_path, ENGLISH[:start] + ENGLISH[end:], "en") == 1
    said = capsys.readouterr().err
    assert "两种语言的节数不同" in said
    assert "人工智能" in said


def test_a_person_is_not_merged_on_a_name(memo: str, empty_project: Path, tmp_path: Path) -> None:
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    path = tmp_path / "second.txt"
    path.write_text(memo.replace("杭州某研究院院长", "医院护士"), encoding="utf-8")
    assert main(["--root", str(empty_project), "import", str(path), "--round", "2", "--lang", "zh"]) == 0
    page = (empty_project / "docs/zh/rounds/2/participants.md").read_text("utf-8")
    assert "\n秦新民\n" in page
    assert "徐林 { #xu-lin }" in page


def test_the_archives_own_translation_keeps_no_source(memo: str, empty_project: Path, tmp_path: Path) -> None:
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    assert _import(empty_project, tmp_path, ENGLISH, "en", "--translation") == 0
    facts = _facts(empty_project)
    assert facts["text"]["status"] == {"zh": "source", "en": "archive-translation"}
    assert "second_source" not in facts["text"]
    assert not (empty_project / "data/sources/round-1.en.txt").exists()


def test_a_translation_in_place_of_the_official_text_keeps_no_second_source(
    memo: str, empty_project: Path, tmp_path: Path
) -> None:
    assert _import(empty_project, tmp_path, memo, "zh") == 0
    assert _import(empty_project, tmp_path, ENGLISH, "en") == 0
    path = empty_project / "data/rounds/1.yml"
    status = "  status: {zh: source, en: official}\n"
    path.write_text(path.read_text("utf-8").replace(status, f"{status}  authoritative: both\n"), encoding="utf-8")
    assert _import(empty_project, tmp_path, ENGLISH, "en", "--translation", "--force") == 0
    text = _facts(empty_project)["text"]
    assert "authoritative" not in text
    assert text["status"] == {"zh": "source", "en": "archive-translation"}
    assert "second_source" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_which_text_prevails_is_kept(memo: str, empty_project: Path, tmp_path: Path, language: str) -> None:
    texts = {"zh": memo, "en": ENGLISH}
    for first in ("zh", "en"):
        assert _import(empty_project, tmp_path, texts[first], first) == 0
    path = empty_project / "data/rounds/1.yml"
    status = "  status: {zh: source, en: official}\n"
    text = path.read_text("utf-8")
    assert status in text
    path.write_text(text.replace(status, f"{status}  authoritative: both\n"), encoding="utf-8")
    assert _import(empty_project, tmp_path, texts[language], language, "--force") == 0
    assert _facts(empty_project)["text"]["authoritative"] == "both"
