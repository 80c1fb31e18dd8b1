"""The registry of rules, and `archive check` with `--rule` and `--annotate`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue_archive import archive, checks, cli
from dialogue_archive.checks.registry import Content, Rule, rule
from dialogue_archive.problems import Problem

DUPLICATE = "{ #r2-01 }"


@pytest.fixture
def faulty(project: Path) -> Path:
    """The fixture project with a duplicate id and an unknown topic."""
    page, data = project / "docs/zh/rounds/2/index.md", project / "data/rounds/2.yml"
    page.write_text(page.read_text(encoding="utf-8").replace("{ #r2-02 }", DUPLICATE), encoding="utf-8")
    data.write_text(data.read_text(encoding="utf-8").replace("[standards, data]", "[standard]"), encoding="utf-8")
    return project


def test_rule_names_are_the_names_of_their_checks() -> None:
    names = {name: found.check.__name__ for name, found in checks.RULES.items() if found.check}  # type: ignore[attr-defined]
    assert names == {name: name.replace("-", "_") for name in names}
    assert len(names) > 35


def test_a_name_is_registered_once() -> None:
    def unnamed(content: Content) -> Iterator[Problem]:
        """Nothing is ever wrong."""
        yield from ()

    with pytest.raises(ValueError, match="unique-ids is already registered"):
        rule("unique-ids")(unnamed)


def test_a_check_without_a_statement_is_refused() -> None:
    def silent(content: Content) -> Iterator[Problem]:
        yield from ()

    with pytest.raises(ValueError, match="no docstring"):
        rule("silent")(silent)
    assert "silent" not in checks.RULES


def test_problems_get_the_name_of_their_rule(project: Path) -> None:
    def check(content: Content) -> Iterator[Problem]:
        yield Problem("a.md", 1, "own")
        yield Problem("a.md", 2, "of reading", "utf-8")

    found = list(Rule("some-rule", "Some rule.", check).problems(Content(*archive.load(project))))
    assert [problem.rule for problem in found] == ["some-rule", "utf-8"]


def test_only_the_given_rules_are_checked(faulty: Path) -> None:
    sources, model = archive.load(faulty)
    assert {problem.rule for problem in checks.run(sources, model)} > {"unique-ids", "known-topics"}
    assert {problem.rule for problem in checks.run(sources, model, ["known-topics"])} == {"known-topics"}
    assert checks.run(sources, model, ["page-syntax"]) == ()
    with pytest.raises(KeyError):
        checks.run(sources, model, ["no-such-rule"])


def test_rules_of_reading_can_be_selected(project: Path) -> None:
    (project / "data/topic.yml").write_text("x: y\n", encoding="utf-8")
    sources, model = archive.load(project)
    assert [problem.path for problem in checks.run(sources, model, ["unexpected-files"])] == ["data/topic.yml"]
    assert checks.run(sources, model, ["unique-ids"]) == ()


def test_the_command_prints_the_rule(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(faulty), "--rule", "known-topics", "--annotate"]) == 1
    said = capsys.readouterr()
    message = "unknown topic standard; did you mean standards?"
    assert said.err.splitlines() == [f"data/rounds/2.yml:16: {message} [known-topics]", "1 problem in the content"]
    assert said.out == f"::error file=data/rounds/2.yml,line=16,title=known-topics::{message}\n"


def test_the_command_refuses_an_unknown_rule(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(project), "--rule", "known-topic"]) == 2
    assert capsys.readouterr().err == "unknown rule known-topic; did you mean known-topics?\n"


def test_the_command_says_that_nothing_is_wrong(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(project)]) == 0
    assert capsys.readouterr().out == "2 rounds, 4 recommendations and statements, 1 relations: no problem found\n"
