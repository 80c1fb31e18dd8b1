"""The commands of editors: status, confirm, suggest, new-round."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dialogue_archive.archive import load
from dialogue_archive.cli import main
from dialogue_archive.editorial.status import State, state


def _build(project: Path, site: Path, **environment: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    subprocess.run(command, cwd=project, env=variables, check=True, capture_output=True)


def _state(root: Path) -> State:
    return state(*load(root))


def _unconfirmed(root: Path) -> dict[int, tuple[str, ...]]:
    return {round_.number: round_.unconfirmed for round_ in _state(root).rounds if round_.unconfirmed}


def _first_item(root: Path) -> tuple[int, str, str]:
    _, archive = load(root)
    item = next(iter(archive.items.values()))
    return item.round, item.block_id, item.id


def _change(root: Path, language: str, number: int, item: str) -> None:
    path = root / "docs" / language / "rounds" / str(number) / "index.md"
    lines = path.read_text("utf-8").split("\n")
    place = next(i for i, line in enumerate(lines) if line.endswith(f"{{ #{item} }}"))
    lines[place] = lines[place].replace(f" {{ #{item} }}", f" X {{ #{item} }}")
    path.write_text("\n".join(lines), encoding="utf-8")


def test_nothing_is_confirmed_at_first(project: Path) -> None:
    _, archive = load(project)
    assert set(_unconfirmed(project)) == set(archive.round_by_number)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_change_of_either_side_unconfirms_that_pair_and_only_it(confirmed_project: Path, language: str) -> None:
    assert _unconfirmed(confirmed_project) == {}
    number, block, item = _first_item(confirmed_project)
    _change(confirmed_project, language, number, item)
    assert _unconfirmed(confirmed_project) == {number: (block,)}
    assert main(["--root", str(confirmed_project), "confirm", str(number), item]) == 0
    assert _unconfirmed(confirmed_project) == {}


def test_dates_and_line_breaks_do_not_matter(confirmed_project: Path) -> None:
    for page in confirmed_project.glob("docs/*/rounds/*/index.md"):
        page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert _unconfirmed(confirmed_project) == {}


def test_an_unknown_block_is_refused(confirmed_project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = confirmed_project / "data/confirmed/1.yml"
    before = file.read_bytes()
    assert main(["--root", str(confirmed_project), "confirm", "1", "no-such-block"]) == 1
    assert "没有 no-such-block" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_status_report_is_in_the_language_asked_for(
    confirmed_project: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["--root", str(confirmed_project), "status", "--lang", language]) == 0
    said = capsys.readouterr().out
    assert len(said.split("\n")) <= 40
    assert ("检查通过" in said) is (language == "zh")
    assert ("the check passes" in said) is (language == "en")


def test_an_unresolved_line_and_a_missing_page_are_reported(confirmed_project: Path) -> None:
    number, _, _ = _first_item(confirmed_project)
    page = confirmed_project / f"docs/zh/rounds/{number}/index.md"
    page.write_text(page.read_text("utf-8") + "\n> 尚待处理\n", encoding="utf-8")
    (confirmed_project / f"docs/en/rounds/{number}/participants.md").unlink()
    found = next(round_ for round_ in _state(confirmed_project).rounds if round_.number == number)
    assert len(found.unresolved) == 1
    assert ("en", f"docs/en/rounds/{number}/participants.md") in found.missing


def test_a_term_that_is_not_in_the_glossary_is_reported(confirmed_project: Path) -> None:
    glossary = confirmed_project / "data/glossary.yml"
    number, block, item = _first_item(confirmed_project)
    before = next(round_ for round_ in _state(confirmed_project).rounds if round_.number == number).terms
    page = confirmed_project / f"docs/zh/rounds/{number}/index.md"
    term = yaml.safe_load(glossary.read_text("utf-8"))[0]
    page.write_text(page.read_text("utf-8").replace(f" {{ #{item} }}", f"{term['zh']} {{ #{item} }}"), encoding="utf-8")
    after = next(round_ for round_ in _state(confirmed_project).rounds if round_.number == number).terms
    new = [note for note in after if note not in before]
    stands_already = any(note.block == block and note.zh == term["zh"] for note in before)
    english = (confirmed_project / f"docs/en/rounds/{number}/index.md").read_text("utf-8")
    assert stands_already or new or term["en"].casefold() in english.casefold()


def test_what_is_published_is_read_from_the_branch(confirmed_project: Path) -> None:
    assert _state(confirmed_project).published is None

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=confirmed_project, check=True, capture_output=True)

    git("init", "-q", "-b", "gh-pages")
    (confirmed_project / "versions.json").write_text(json.dumps([{"version": "1", "title": "1", "aliases": []}]))
    git("add", "versions.json")
    git("commit", "-q", "-m", "versions")
    found = _state(confirmed_project)
    assert found.published == ("1",)
    assert {round_.number: round_.is_published for round_ in found.rounds}[1] is True
    assert not any(round_.is_published for round_ in found.rounds if round_.number > 1)


def test_suggestions_are_yaml_once_pasted_and_assert_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, archive = load(project)
    before = (project / "data/relations.yml").read_bytes()
    newest = archive.newest
    assert main(["--root", str(project), "suggest", str(newest)]) == 0
    said = capsys.readouterr().out
    assert all(not line or line.startswith("#") for line in said.split("\n"))
    assert all(item.id in said for item in archive.round_by_number[newest].items)
    assert (project / "data/relations.yml").read_bytes() == before
    lines = [line[2:] for line in said.split("\n") if line.startswith(("# - from", "#   to:", "#   type", "#   basis"))]
    for entry in yaml.safe_load("\n".join(lines)) or []:
        assert archive.items[entry["to"]].round < newest
        assert entry["basis"] == "editorial"


def test_suggest_of_an_unknown_round(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project), "suggest", "99"]) == 1
    assert "没有第 99 轮" in capsys.readouterr().err


def test_a_new_round_passes_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, archive = load(project)
    number = archive.newest + 1
    assert main(["--root", str(project), "new-round", str(number)]) == 0
    assert main(["--root", str(project), "check"]) == 0, capsys.readouterr().err
    assert main(["--root", str(project), "new-round", str(number)]) == 1
    _, archive = load(project)
    assert archive.round_by_number[number].facts.text.coverage == "none"


def test_the_status_page_is_in_the_preview_only(project: Path, tmp_path: Path) -> None:
    _build(project, tmp_path / "preview", ARCHIVE_PREVIEW="1")
    assert (tmp_path / "preview/status/index.html").exists()
    assert (tmp_path / "preview/en/status/index.html").exists()
    _build(project, tmp_path / "site", ARCHIVE_PREVIEW="")
    assert not (tmp_path / "site/status").exists()
    assert not list((tmp_path / "site").glob("*/status"))
