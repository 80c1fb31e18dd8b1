"""Golden cases: each edits the fixture project and lists the problems that follow.

A case lies in the folder of its rule. It has `why`, the edits, `problems` with the exact messages of its own rule, and
`others` with the rule and the location of all other problems. `pytest tests/checks --update-goldens` writes `problems`
and `others` as they are now; read the diff before you commit it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dialogue_archive import archive, checks

CASES = Path(__file__).resolve().parent.parent / "cases"


def case_files() -> list[Path]:
    """Every case, by rule."""
    return sorted(CASES.glob("*/*.yml"))


def read_case(path: Path) -> Any:
    """A case as a mapping that keeps comments and the order of keys when it is written again."""
    return _yaml().load(path.read_text(encoding="utf-8"))


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def apply(project: Path, case: dict[str, Any]) -> None:
    """Make the edits of a case: `replace` (pairs of existing and new text), `write`, `append`, `bytes`, `delete`."""
    for path, edits in case.get("replace", {}).items():
        file = project / path
        text = file.read_bytes().decode("utf-8")
        for old, new in edits:
            assert old in text, f"{path} does not contain {old!r}"
            text = text.replace(old, new, 1)
        file.write_bytes(text.encode("utf-8"))
    for path, text in case.get("write", {}).items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(text.encode("utf-8"))
    for path, text in case.get("append", {}).items():
        with (project / path).open("ab") as file:
            file.write(text.encode("utf-8"))
    for path, found in case.get("bytes", {}).items():
        (project / path).write_bytes(bytes.fromhex(found))
    for path in case.get("delete", []):
        (project / path).unlink()


def found_problems(project: Path, rule: str) -> dict[str, list[str]]:
    """The messages of `rule`, and the rule and location of every other problem of the project."""
    problems = checks.run(*archive.load(project))
    assert {problem.rule for problem in problems} <= set(checks.RULES)
    return {
        "problems": [str(replace(problem, rule="")) for problem in problems if problem.rule == rule],
        "others": sorted(f"{problem.rule} {problem.location}" for problem in problems if problem.rule != rule),
    }


def update(path: Path, case: Any, found: dict[str, list[str]]) -> None:
    """Write what was found into the case, and keep everything else as it is."""
    for key, lines in found.items():
        if lines or key == "problems":
            case[key] = lines
        else:
            case.pop(key, None)
    with path.open("w", encoding="utf-8") as file:
        _yaml().dump(case, file)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, project: Path, request: pytest.FixtureRequest) -> None:
    case = read_case(path)
    apply(project, case)
    found = found_problems(project, path.parent.name)
    expected = {"problems": list(case.get("problems", [])), "others": list(case.get("others", []))}
    if request.config.getoption("--update-goldens") and found != expected:
        update(path, case, found)
        return
    assert found == expected


def test_an_update_keeps_everything_else(tmp_path: Path) -> None:
    before = (
        "# A comment.\nwhy: Because.\nappend:\n  data/topics.yml: |\n    a: b  # text\n"
        "problems:\n  - 'a.md:1: old'\nothers:\n  - some-rule a.md:2\n"
    )
    path = tmp_path / "case.yml"
    path.write_text(before, encoding="utf-8")
    update(path, read_case(path), {"problems": ["a.md:1: new"], "others": ["some-rule a.md:2"]})
    assert path.read_text(encoding="utf-8") == before.replace("old", "new")
    update(path, read_case(path), {"problems": [], "others": []})
    assert path.read_text(encoding="utf-8") == before.partition("problems:")[0] + "problems: []\n"


def test_each_case_says_why_it_exists() -> None:
    reasons = [read_case(path).get("why", "") for path in case_files()]
    assert all(reason.endswith(".") and len(reason) > 30 for reason in reasons)
    assert len(set(reasons)) == len(reasons)


def test_each_rule_has_a_case_that_fails() -> None:
    """A rule without such a case could stop working unnoticed."""
    failing = {path.parent.name for path in case_files() if read_case(path).get("problems")}
    assert failing == set(checks.RULES)


def test_the_fixture_has_no_problems(project: Path) -> None:
    assert checks.run(*archive.load(project)) == ()
