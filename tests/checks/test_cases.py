"""Golden cases: each edits the fixture project and names the exact messages that follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dialogue_archive import archive, checks

CASES = Path(__file__).resolve().parent.parent / "cases"


def case_files() -> list[Path]:
    """Every case, by rule."""
    return sorted(CASES.glob("*/*.yml"))


def apply(project: Path, case: dict[str, Any]) -> None:
    """Make the case's edits: `replace` (old → new, each must stand there), `write`, `append`, `delete`."""
    for path, edits in case.get("replace", {}).items():
        file = project / path
        text = file.read_bytes().decode("utf-8")
        for old, new in edits:
            assert old in text, f"{path} does not hold {old!r}"
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


def found_problems(project: Path) -> list[str]:
    """What the checks say of the project, as printed."""
    sources, model = archive.load(project)
    return [str(problem) for problem in checks.run(sources, model)]


@pytest.mark.parametrize("path", case_files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, project: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    apply(project, case)
    assert found_problems(project) == case["problems"]


def test_every_check_has_a_case_that_fails() -> None:
    """A rule without a case here could stop working unseen."""
    rules = {f"{check.__module__.rsplit('.', 1)[-1]}-{check.__name__}" for check in checks.CHECKS}
    covered = {
        path.parent.name for path in case_files() if yaml.safe_load(path.read_text(encoding="utf-8"))["problems"]
    }
    assert rules <= covered, sorted(rules - covered)


def test_the_fixture_stands(project: Path) -> None:
    assert found_problems(project) == []
