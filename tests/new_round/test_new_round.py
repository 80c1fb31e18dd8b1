"""A new round in a copy of this project: without any text at first, then with a made-up memorandum in both languages.

Everything that an editor does afterwards must work without a change of code or tests: the checks, the strict build,
publishing, and the tests of live content, which are run in the copy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dialogue_archive.archive import load
from repository import BRANCH, PublishingRepository, git
from support import PROJECT, build, copy_project, page
from traces import standalone_texts, traces, words_of_later_rounds

NEWEST = load(PROJECT)[1].newest
NEW = NEWEST + 1
MEMO = {language: Path(__file__).parent / f"memo.{language}.txt" for language in ("zh", "en")}
# The tests that read this archive's content, and need no browser.
SUITES = ("tests/live", "tests/pages", "tests/search", "tests/bench", "--ignore-glob=*_browser.py")


@pytest.fixture(scope="module")
def empty_round(tmp_path_factory: pytest.TempPathFactory) -> PublishingRepository:
    """A copy of the project, its newest version published; then `archive new-round`, published again."""
    repository = PublishingRepository(tmp_path_factory.mktemp("empty"))
    copy_project(repository.project)
    repository.initialise()
    if (PROJECT / "node_modules").exists():  # the Nu HTML checker; .gitignore names the folder, not a link to it
        (repository.project / ".git/info/exclude").write_text("node_modules\n", encoding="utf-8")
        (repository.project / "node_modules").symlink_to((PROJECT / "node_modules").resolve())
    repository.publish(str(NEWEST), "--push")
    repository.archive("new-round", str(NEW))
    repository.commit(f"Round {NEW}, nothing on record")
    repository.publish(str(NEW), "--push")
    return repository


@pytest.fixture(scope="module")
def full_round(empty_round: PublishingRepository, tmp_path_factory: pytest.TempPathFactory) -> PublishingRepository:
    """The same, then the memorandum imported, completed as an editor does, registered and published."""
    repository = empty_round.copy(tmp_path_factory.mktemp("full"))
    options = {"zh": ["--ids", "semiconductors,quantum"], "en": ["--translation"]}
    for language, more in options.items():
        file = ["import", str(MEMO[language]), "--round", str(NEW), "--lang", language]
        repository.archive(*file, "--force", *more)
    complete(repository)
    repository.archive("register")
    repository.commit(f"Round {NEW}, full text")
    repository.publish(str(NEW), "--push")
    return repository


def complete(repository: PublishingRepository) -> None:
    """What the importer leaves to the editor: a topic, short titles, relations, a passage of the page “About”."""
    repository.append("data/topics.yml", "made-up-topic: {zh: 虚构议题, en: Made-up topic}\n")
    facts = repository.project / f"data/rounds/{NEW}.yml"
    lines = facts.read_text(encoding="utf-8").split("\n")
    without_topic = next(at for at, line in enumerate(lines) if f"r{NEW}-03" in line)
    lines[without_topic] = f"  r{NEW}-03: {{topics: [made-up-topic]}}"
    facts.write_text("\n".join(lines), encoding="utf-8")
    titles = {
        "zh": ("国家安全定义（虚构）", "产能信息（虚构）", "密码迁移时间表（虚构）", "评估方法互认（虚构）"),
        "en": ("Definition (made up)", "Capacity (made up)", "Timetables (made up)", "Recognition (made up)"),
    }
    for language, found in titles.items():
        catalogue = repository.project / f"docs/{language}/rounds/{NEW}/recommendations.md"
        text = catalogue.read_text(encoding="utf-8").split("\n## ")[0].rstrip()
        entries = [f"## {title} {{ #r{NEW}-{number:02d} }}" for number, title in enumerate(found, 1)]
        catalogue.write_text("\n\n".join((text, *entries)) + "\n", encoding="utf-8")
    evidence = "  evidence: {zh: 为测试而虚构的依据。, en: Evidence made up for tests.}\n"
    for later, earlier, kind, basis in (
        ("01", "r7-08", "reaffirms", "memo-text\n  identified: editorial"),
        ("01", "r2-p3", "extends", "editorial"),
        ("02", "r7-10", "narrows", "editorial"),
        ("04", "r3-p6", "relates-to", "editorial"),
    ):
        relation = f"- from: r{NEW}-{later}\n  to: {earlier}\n  type: {kind}\n  basis: {basis}\n"
        repository.append("data/relations.yml", relation + evidence)
    link = f"[r{NEW}-01](rounds/{NEW}/index.md#r{NEW}-01)"
    for language, words in (("zh", "为测试而虚构的一段："), ("en", "A passage made up for tests: ")):
        passage = f"\n<!-- since round {NEW} -->\n\n{words}{link}\n\n<!-- end -->\n"
        repository.append(f"docs/{language}/about.md", passage)


@pytest.fixture(params=["empty_round", "full_round"])
def repository(request: pytest.FixtureRequest) -> PublishingRepository:
    """The copy at one of the two stages. Only to be read."""
    found: PublishingRepository = request.getfixturevalue(request.param)
    return found


def test_the_checks_and_the_strict_build_pass(repository: PublishingRepository, tmp_path: Path) -> None:
    assert "no problem found" in repository.archive("check")
    result = build(repository.project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    for prefix in ("", "en/"):
        for name in ("", "recommendations", "participants", "parallel"):
            assert page(tmp_path / "site", f"{prefix}rounds/{NEW}/{name}").xpath("//h1")


def test_it_is_published_as_the_newest_version(repository: PublishingRepository, tmp_path: Path) -> None:
    versions = json.loads(git(repository.remote, "show", f"{BRANCH}:versions.json"))
    assert [(entry["version"], entry["aliases"]) for entry in versions] == [(str(NEW), ["latest"]), (str(NEWEST), [])]
    packed = subprocess.run(["git", "archive", BRANCH], cwd=repository.remote, capture_output=True, check=True)
    subprocess.run(["tar", "x", "-C", str(tmp_path)], input=packed.stdout, check=True)
    archive = load(repository.project)[1]
    words = words_of_later_rounds(archive, NEWEST, standalone_texts(repository.project, NEWEST))
    assert traces(tmp_path / str(NEWEST), words) == []
    assert traces(tmp_path / str(NEW), words)
    for item in archive.round_by_number[NEW].items:
        assert (tmp_path / "r" / item.id / "index.html").is_file()


def test_the_tests_of_live_content_pass(repository: PublishingRepository, tmp_path: Path) -> None:
    project = repository.project
    command = [sys.executable, "-m", "pytest", *SUITES, "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inner'}"]
    environment = {**os.environ, "PYTHONPATH": str(project / "src")}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:]
    assert " passed" in done.stdout


def test_the_memorandum_is_complete(full_round: PublishingRepository) -> None:
    """Otherwise the other tests would prove little."""
    archive = load(full_round.project)[1]
    round_ = archive.round_by_number[NEW]
    assert round_.has_full_text
    assert [item.id for item in round_.items] == [f"r{NEW}-{number:02d}" for number in range(1, 5)]
    assert {participant.side for participant in round_.participants} == {"cn", "us"}
    former = {participant.person_id for earlier in archive.rounds[:-1] for participant in earlier.participants}
    attending = {participant.person_id for participant in round_.participants}
    assert attending & former
    assert attending - former
    assert "made-up-topic" in {topic for item in round_.items for topic in item.topics}
    assert len([relation for relation in archive.relations if archive.items[relation.source].round == NEW]) == 4
